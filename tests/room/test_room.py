"""The conversation without a terminal: what is asked, in which order, and what answers lead to."""

from __future__ import annotations

import datetime as dt

import pytest

from coopctl.edits.rehearsed import Memory
from coopctl.election import rules_said
from coopctl.election.book import elections, replays
from coopctl.ledger import Ledger
from coopctl.problem import CoopError
from coopctl.room import clock, draft, otherwise, play, rehearsal
from coopctl.room.people import People
from coopctl.room.scene import Room, Turn
from coopctl.snapshot import Snapshot
from coopctl.words import set_language
from tests.room.chance import meeting, wrong

DAY = dt.date(2026, 11, 24)
FRAME = ("relais", "", "bilal, chloé", "", "2", "hugo", "chloe", "", "", "", "", "", "")
"""The answers that open an election of eight people, facilitated by Hugo."""


class Played:
    """A meeting in memory; every answer is kept and read again, as after a kill."""

    def __init__(self, *answers: str) -> None:
        set_language("en")
        self.book = Memory(rehearsal.files(DAY), rehearsal.NAMES, "ana", DAY)
        self.types(*FRAME, *answers)

    @property
    def room(self) -> Room:
        return self.book.room()

    @property
    def at(self) -> str:
        return play.ask(self.room).at

    def types(self, *answers: str) -> Turn:
        turn = Turn(self.room)
        for text in answers:
            turn = play.take(self.room, text)
            self.book.keep(draft.read(turn.room.draft.tree))
            if turn.deed:
                self.book.record(turn.deed)
                self.book.keep(play.recorded(turn.room, turn.deed, self.book.room()).draft)
        return turn

    def everybody(self, text: str, prefix: str) -> None:
        """The same answer from each whose turn it is."""
        while self.at.startswith(prefix):
            assert not self.types(text).refused

    def to_proposal(self) -> None:
        self.types("", "")
        while self.at.startswith("ballot:"):
            self.types("diego" if self.at in ("ballot:ana", "ballot:hugo") else "ana")
        self.types("")
        self.everybody("elle explique bien", "reason:")
        self.types("")
        self.everybody("", "moved:")
        self.types("")

    def kinds(self) -> list[str]:
        return [one.kind for one in elections(Ledger(self.book.snapshot))[self.book.name].events]


def test_a_meeting_from_framing_to_mandate() -> None:
    played = Played()
    framing = played.room.at.framing
    assert framing is not None
    assert (framing.facilitator, framing.observers, framing.remote) == ("hugo", 2, ("bilal", "chloe"))
    played.to_proposal()
    played.types("ana", "le rôle demande de la patience", "")
    played.types("la durée est longue")
    played.everybody("", "said:")
    played.types("", "1", "1", "12", "un an, puis on regarde")
    assert played.at.startswith("said:"), "everybody speaks again"
    played.everybody("", "said:")
    played.types("")
    assert play.ask(played.room).enter is None, "Enter says yes for nobody"
    played.types("yes")
    assert play.ask(played.room).ends
    out = played.room.at.outcomes[0]
    assert (out.member, str(out.until)) == ("ana", "2027-11-23")
    assert wrong(played.book) is None
    assert played.kinds() == ["framing", "ballots", "reveal", "change", "proposal", "consent", "objection",
                              "resolution", "consent", "acceptance", "mandate"]  # fmt: skip


def test_nothing_of_a_ballot_can_be_typed_before_the_signal() -> None:
    played = Played()
    assert played.at == "ready"
    played.types("ana: diego")
    assert played.at == "chat"
    assert played.room.at.ballots == {}
    assert not any(at.startswith("ballot:") for at in played.room.told)


def test_the_facilitator_is_last_and_the_order_is_the_same_after_a_resume() -> None:
    played = Played("", "")
    asked = play.ask(played.room)
    order = [asked.who, *asked.queue]
    assert order[-1] == "hugo"
    assert sorted(order) == sorted(rehearsal.NAMES)
    played.types("-")
    assert play.ask(played.room).who == order[1]
    assert play.ask(played.room).queue[-1] == order[0], "who was passed over comes back at the end"


def test_a_chat_is_read_then_settled_then_completed() -> None:
    played = Played("", "Ana : Diego, il sait\nje propose Ana\nEmma : Ana")
    assert played.at == "line:0"
    assert played.types("n'importe quoi").refused
    played.types("farid = ana : elle écoute")
    asked = play.ask(played.room)
    assert {asked.who, *asked.queue} == {"bilal", "chloe", "diego", "gaelle", "hugo"}


def test_going_back_and_correcting_before_a_step_is_closed() -> None:
    played = Played("", "")
    first = play.ask(played.room).who
    played.types("ana", "<")
    assert play.ask(played.room).who == first
    played.everybody("ana", "ballot:")
    assert played.at == "all"
    played.types("bilal")
    assert played.at == "ballot:bilal"
    played.types("chloé", "")
    assert played.room.at.ballots["bilal"].names == ("chloe",)


def test_the_facilitator_who_was_named_hands_over_before_the_proposal() -> None:
    played = Played("", "")
    played.everybody("hugo", "ballot:")
    played.types("")
    played.everybody("il écoute", "reason:")
    played.types("")
    played.everybody("", "moved:")
    played.types("")
    assert played.at == "handover"
    played.types("")
    assert played.room.at.facilitator == "chloe"
    assert played.kinds()[-1] == "handover"
    assert played.at == "whom"


def test_who_comes_and_goes_at_any_question() -> None:
    played = Played("", "")
    played.types("-diego")
    assert "diego" not in played.room.at.voters
    played.types("ana", "+diego visio")
    assert "diego" in played.room.at.remote
    assert "diego" in {play.ask(played.room).who, *play.ask(played.room).queue}
    assert len([at for at in played.room.told if at.startswith("ballot:")]) == 1, "what was answered stays"
    assert played.types("#coupure de cinq minutes").deed is not None
    assert played.types("+zoé").refused


def test_a_suspended_round_of_objections_starts_afresh_with_those_present() -> None:
    played = Played()
    played.to_proposal()
    played.types("ana", "pour sa patience", "", "", "", "s", "2026-12-01")
    assert played.room.at.step == "suspended"
    assert not [name for name in played.book.draft.stages if name.startswith("objections")]
    played.types("sauf diego", "")
    asked = play.ask(played.room)
    assert "as amended" not in str(asked.aloud[0])
    assert "begins afresh" in str(asked.aloud[0])
    assert asked.of == 7
    assert len(asked.queue) == 6, "nobody's answer of before is kept"
    assert "diego" in played.room.at.ballots, "ballots stand"
    assert "suspending" not in played.room.told


def test_calling_off_asks_why_and_may_be_taken_back() -> None:
    played = Played("", "")
    played.types("ana", "x")
    assert played.at == "off"
    assert not play.ask(played.room).enter, "Enter calls nothing off"
    played.types("<")
    assert played.at.startswith("ballot:")
    played.types("x", "", "la fiche est à revoir")
    assert (played.room.at.step, played.room.at.why) == ("cancelled", "la fiche est à revoir")
    assert play.ask(played.room).ends


def test_a_suspended_election_is_called_off_too() -> None:
    played = Played("", "", "s", "", "x", "la fiche est à revoir")
    assert played.room.at.step == "cancelled"


def test_another_term_agreed_in_the_round_asks_everybody_again() -> None:
    played = Played()
    played.to_proposal()
    played.types("ana", "pour sa patience", "", "", "")
    played.types("c", "12", "deux ans sont longs")
    asked = play.ask(played.room)
    assert (played.kinds()[-1], played.room.at.term_months) == ("reframing", 12)
    assert (asked.of, len(asked.queue)) == (8, 7), "nobody's answer of before is kept"
    assert "Term: 12 months." in map(str, asked.shown)


def test_another_term_agreed_during_the_ballots_loses_none() -> None:
    played = Played("", "")
    played.types("ana", "c", "12", "deux ans sont longs")
    assert played.room.at.term_months == 12
    assert len([at for at in played.room.told if at.startswith("ballot:")]) == 1


def test_a_sheet_that_changed_meanwhile_is_told_and_agreed_to() -> None:
    played = Played()
    played.to_proposal()
    sheet = played.book.snapshot.files["roles/technique/relais.yaml"].replace(b"- Patience", b"- Pugnace")
    played.book.snapshot = Snapshot({**played.book.snapshot.files, "roles/technique/relais.yaml": sheet})
    assert "was changed since the opening" in " ".join(map(str, play.ask(played.room).shown))
    played.types("c")
    assert "was changed since the opening" in " ".join(map(str, play.ask(played.room).shown))
    played.types("", "la fiche est relue ensemble")
    assert "was changed" not in " ".join(map(str, play.ask(played.room).shown))
    played.types("ana", "le rôle demande de la patience", "")
    assert played.at.startswith("said:")


SEATS = b"seats: 3\ncolleges:\n- college: usagers\n  title: Usagers\n  seats: 1\n- college: relais\n  seats: 2\n"


def of_three_seats(*answers: str) -> Played:
    """A role of three seats, two of them free, the framing not begun."""
    played = Played.__new__(Played)
    set_language("en")
    files = rehearsal.files(DAY)
    held = b"mandates:\n- member: hugo\n  since: 2026-01-01\n"
    files["roles/technique/relais.yaml"] += SEATS + held
    played.book = Memory(files, rehearsal.NAMES, "ana", DAY)
    played.types(*answers)
    return played


def test_seats_group_and_college_are_asked_where_the_role_has_several() -> None:
    played = of_three_seats("relais", "", "", "", "", "hugo", "chloe")
    assert played.at == "seats"
    assert "2 of them are free today." in map(str, play.ask(played.room).shown)
    assert played.types("4").refused
    played.types("2", "2", "usagers", "", "", "", "", "", "")
    framing = played.room.at.framing
    assert framing is not None
    assert (framing.seats, framing.rules.several_seats, framing.college) == (2, "slate", "usagers")
    assert framing.place == "in the room"


def test_one_seat_asks_no_more_and_another_role_asks_again() -> None:
    played = of_three_seats("relais", "", "", "", "", "hugo", "chloe", "", "")
    assert played.at == "term", "one seat is neither before nor with another"
    played.types("", "", "", "", "")
    assert played.at == "open"
    assert [str(row[1]) for row in play.ask(played.room).panel.rows][7:9] == ["seats", "college"]  # type: ignore[union-attr]
    played.types("8")
    assert played.at == "seats"
    played.types("3", "2")
    assert played.at == "open"
    played.types("role", "relais")
    assert played.at == "seats", "a role's own questions are asked again"


def of_rules(*answers: str) -> Played:
    """A meeting at the question about its rules, and these answers."""
    played = Played()
    played.book = Memory(rehearsal.files(DAY), rehearsal.NAMES, "ana", DAY)
    played.types(*FRAME[:8], *answers)
    return played


def test_rules_are_set_one_by_one_after_their_set() -> None:
    played = of_rules("3")
    assert played.at == "rules"
    listed = [str(one) for one in played.types("list").said]
    assert len(listed) == len(otherwise.ASKED)
    assert "1  naming oneself: yes" in listed
    for text in ("quorum 101", "change rounds many", "nothing 3", "17", "2 maybe", "a"):
        assert played.types(text).refused, text
    played.types("2 yes", "quorum 75%", "saying no = no", "change rounds")
    assert played.at == "rule"
    played.types("0")
    assert [str(one) for one in played.types("list").said if "change rounds" in str(one)] == ["7  change rounds: 0"]
    played.types("14", "", "7 3", "<")
    played.types("", "", "")
    shown = {str(row[1]): str(row[2]) for row in play.ask(played.room).panel.rows}  # type: ignore[union-attr]
    assert shown["otherwise"] == (
        "passing: yes, change rounds: 0, saying no when proposed: no, quorum (% of the electorate): 75"
    )
    played.types("")
    framing = played.room.at.framing
    assert framing is not None
    assert rules_said.changed(framing.rules) == {
        "passing": True, "change_rounds": 0, "may_refuse": False, "quorum_percent": 75
    }  # fmt: skip
    assert (framing.rules.preset, framing.rules.nominee_speaks) == ("holacracy", "with-others")


def test_a_rule_set_back_is_not_otherwise_and_another_set_forgets_them() -> None:
    played = of_rules("1", "2 yes", "2 no", "quorum 50", "", "", "")
    row = next(n for n, each in enumerate(play.ask(played.room).panel.rows, 1) if str(each[1]) == "rules")  # type: ignore[union-attr]
    assert [str(each[2]) for each in play.ask(played.room).panel.rows][row] == (  # type: ignore[union-attr]
        "quorum (% of the electorate): 50"
    )
    played.types(str(row + 1))
    assert played.at == "rules", "the changes are still there, to be changed again"
    assert str(play.ask(played.room).enter) == "no: quorum (% of the electorate): 50"
    played.types("", str(row), "1")
    assert played.at == "rules"
    assert str(play.ask(played.room).enter) == "no"


def test_ballots_half_read_at_a_suspension_are_still_there_another_day() -> None:
    played = Played("", "", "ana", "bilal", "s", "2026-12-01")
    played.types("", "")
    assert played.room.at.step == "ballots"
    assert len([at for at in played.room.told if at.startswith("ballot:")]) == 2


@pytest.mark.parametrize(
    ("answers", "ending"),
    [(("2",), "withdrawn"), (("3", "la charge"), "noted"), (("4", "2026-12-20"), "postponed")],
)
def test_each_end_of_an_objection(answers: tuple[str, ...], ending: str) -> None:
    played = Played()
    played.to_proposal()
    played.types("ana", "pour sa patience", "", "o")
    played.everybody("", "said:")
    played.types("")
    assert played.at == "clear", "it is put in words first"
    played.types("le temps manque", *answers)
    assert played.room.at.proposals[0].consent.objections[0].ending == ending
    assert played.at == ("ripe" if ending == "postponed" else "answer:ana")


def test_no_answer_designates_without_a_yes_and_a_no_asks_for_another_proposal() -> None:
    played = Played()
    played.to_proposal()
    played.types("ana", "pour sa patience", "")
    played.everybody("", "said:")
    played.types("")
    assert played.types("").refused
    played.types("no")
    assert (played.at, played.room.at.outcomes) == ("whom", [])
    played.types("0", "le temps manque", "")
    assert played.room.at.step == "no-result"


def test_a_yes_without_the_monthly_sum_where_there_is_one() -> None:
    played = Played()
    played.to_proposal()
    played.types("ana", "pour sa patience", "")
    played.everybody("", "said:")
    played.types("")
    text, room = "yes, without the monthly sum", played.room
    assert play.take(room, text).refused, "the role has no such sum"
    paid = room._replace(posts={room.post.name: room.post._replace(paid=True)})
    deed = play.take(paid, text).deed
    assert deed is not None
    played.book.record(deed)
    (held,) = [m for role in Ledger(played.book.snapshot).roles.values() for m in role.mandates if m.election]
    assert (held.member, held.waived) == ("ana", True)


def test_an_old_draft_is_never_taken_for_what_comes_after() -> None:
    """Killed between the record of a step and the end of its draft."""
    played = Played("", "")
    played.everybody("ana", "ballot:")
    old = played.book.draft
    played.types("")
    played.book.keep(old)
    assert played.at.startswith("reason:")
    played.everybody("elle écoute", "reason:")
    old = played.book.draft
    played.types("")
    played.book.keep(old)
    assert played.at.startswith("moved:")


def test_a_draft_that_was_damaged_is_read_for_what_it_has() -> None:
    odd = [None, [], "x", {"stages": "x"}, {"stages": [{"stage": "a", "spent": "-", "answers": [{"x": "y"}, "z"]}]}]
    assert [len(draft.read(one).stages) for one in odd] == [0, 0, 0, 0, 1]


@pytest.mark.parametrize("seed", range(25))
def test_whatever_is_typed_nothing_crashes_and_nobody_is_designated_without_consent(seed: int) -> None:
    book, _steps = meeting(seed)
    assert wrong(book) is None


def test_random_meetings_do_come_to_something() -> None:
    """The test before can fail: most steps are reached, people are designated."""
    reached = {step for seed in range(12) for step in meeting(seed)[1]}
    assert {"framing", "ballots", "reveal", "change", "proposal", "objections", "integration", "designated"} <= reached


def test_time_is_counted_for_those_still_to_speak() -> None:
    assert clock.clock(None, 0, 0, 5) is None
    half = clock.clock(10, 300, 5, 5, 300)
    assert half is not None
    assert (half.left, half.needed, half.tight) == (300, 300, False)
    slow = clock.clock(10, 400, 4, 4, 400)
    assert slow is not None
    assert (slow.left, slow.needed, slow.tight) == (200, 400, True)
    written = clock.clock(5, 240, 0, 8)
    assert written is not None
    assert (written.left, written.tight) == (60, False), "silent writing is nobody's turn"
    assert written.after(61).left == -1
    assert sum(clock.shared_out(60, 8)) == 60
    with pytest.raises(ValueError):
        clock.given("5 5", 8)


def test_names_are_known_by_what_people_say() -> None:
    people = People({"ana": "Ana Costa", "ana-b": "Ana Blanc", "loic": "Loïc Mazière"})
    assert [people.one(text) for text in ("loïc", "Mazière Loïc", "Ana B.", "loi", "ana")] == [
        "loic", "loic", "ana-b", "loic", "ana"]  # fmt: skip
    assert (people.said("loic"), people.said("ana")) == ("Loïc", "Ana C.")
    for text in ("zoé", "an", ""):
        with pytest.raises(ValueError):
            people.one(text)
    assert people.several("sauf loïc", everybody=["ana", "loic"]) == ["ana"]


def test_a_step_that_is_refused_leaves_the_conversation_where_it_was() -> None:
    played = Played("", "")
    played.everybody("ana", "ballot:")
    before = played.book.snapshot
    turn = play.take(played.room, "")
    assert turn.deed is not None
    with pytest.raises(CoopError):
        played.book.record(turn.deed._replace(facts={"ballots": [], "without": []}))
    assert (played.at, played.book.snapshot) == ("all", before)
    assert replays(Ledger(before))[played.book.name].step == "ballots"


def test_the_roles_are_listed_where_there_are_several() -> None:
    set_language("en")
    other = b"role: visio\ntitle: Visio\nterm_months: 12\n"
    book = Memory(rehearsal.files(DAY) | {"roles/technique/visio.yaml": other}, rehearsal.NAMES, "ana", DAY)
    asked = play.ask(book.room())
    assert [str(one) for one in asked.shown] == ["(one of: technique/relais, technique/visio)"]
    assert asked.enter is None
    assert "name of a role" in str(play.take(book.room(), "").refused)

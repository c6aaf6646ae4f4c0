"""A review: two dicts in, what is said of the branch out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.accord.facts import Accord
from coopctl.review.facts import Cap, Entry, Money, Review, Side
from coopctl.review.headline import WIDTH, headline
from coopctl.review.hidden import without_people
from coopctl.review.look import History, review
from coopctl.values import Cents, Month, Period, Rate
from coopctl.words import set_language
from tests.small import FILES, TODAY, snapshot

COOP = FILES["coop.yaml"]
CAP = "- since: 2018-01-01\n  cap: 30\n"
HIGHER = COOP.replace(CAP, CAP + "- since: 2027-01-01\n  cap: 35\n")
ADMIN = FILES["roles/technique/admin-sys.yaml"]
SHEET = "contributions/2026-11/loic.yaml"
LINE = "- id: laaaaaaa\n  date: 2026-11-04\n  circle: technique\n  hours: 2.5\n  rate: {rate}\n  what: Migration\n"
GOVERNED = {
    "circles/technique.yaml": FILES["circles/technique.yaml"] + "members:\n- member: loic\n  since: 2024-01-01\n",
    "circles/orientation.yaml": "circle: orientation\ntitle: Orientation\n",
    "roles/orientation/cogerance.yaml": "role: cogerance\ntitle: Cogérance\nstatutory: co-manager\n"
    "accountabilities:\n- Les comptes\nmandates:\n- member: noemie\n  since: 2026-01-01\n",
}
DECISION = """\
decision: 2026-11-20-plafond
title: Le plafond
circle: {circle}
opened: 2026-11-20
proposal: {proposal}
rounds:
- date: 2026-11-20
  consenting: 4
outcomes:
- date: 2026-11-20
  outcome: {outcome}
"""


def decision(circle: str = "orientation", proposal: str = "Le plafond passe à 35", outcome: str = "adopted") -> str:
    return DECISION.format(circle=circle, proposal=proposal, outcome=outcome)


PLAFOND = "decisions/2026-11-20-plafond.yaml"
Files = Mapping[str, str | None]
NONE: Files = {}


def entry(files: Files, by: str = "", touching: Sequence[str] = (), **trailers: str) -> Entry:
    """One entry that leaves the small ledger with these files laid over it."""
    said = {name.replace("_", "-"): (value,) for name, value in trailers.items()}
    return Entry("c1", by, said, frozenset(touching), snapshot({**GOVERNED, **files}).files)


def look(head: Files, *entries: Entry, base: Files = NONE, today: dt.date = TODAY) -> Review:
    before = {**GOVERNED, **base}
    return review(snapshot(before), snapshot({**before, **head}), today, History(entries))


def asked(found: Review, of: str) -> dict[str, Accord]:
    return {one.who: one for one in found.accords if one.of == of}


# --- money ---


def test_a_line_moves_the_money_of_its_open_month() -> None:
    found = look({SHEET: LINE.format(rate=15)})
    november = Period(Month(2026, 11), 1)
    assert found.money == (
        Money(november, Cents(0), Cents(3750), (Side("technique", Cents(0), Cents(3750)),),
              (Side("loic", Cents(0), Cents(3750)),)),
    )  # fmt: skip


def test_what_cannot_move_money_computes_no_sum() -> None:
    assert look({"needs/x.yaml": "need: x\ntitle: Une table\nopened: 2026-11-01\nby: loic\n"}).money == ()
    assert look({"coop.yaml": "format: 1\nname: [\n"}).money is None


def test_a_cap_that_goes_up_touches_those_who_had_reached_it() -> None:
    old = {SHEET: LINE.format(rate=30), "contributions/2026-11/noemie.yaml": LINE.format(rate=12).replace("la", "na")}
    assert look({"coop.yaml": HIGHER}, base=old).caps == (Cap("2027-01-01", Rate(3000), Rate(3500), 1),)


def test_a_cap_that_goes_down_touches_those_above_it() -> None:
    lower = COOP.replace(CAP, CAP + "- since: 2027-01-01\n  cap: 20\n")
    assert look({"coop.yaml": lower}, base={SHEET: LINE.format(rate=20)}).caps[0].members == 0
    assert look({"coop.yaml": lower}, base={SHEET: LINE.format(rate=20.5)}).caps[0].members == 1


# --- findings, and what is closed ---


def test_new_findings_stand_apart_from_those_that_were_there() -> None:
    old = {"contributions/2026-11/noemie.yaml": LINE.format(rate=99).replace("laaaaaaa", "naaaaaaa")}
    found = look({SHEET: LINE.format(rate=99)}, base=old)
    assert [(one.rule, one.record) for one in found.new] == [("rate-above-cap", "loic/laaaaaaa")]
    assert found.older >= 1
    assert found.refused
    assert look({SHEET: LINE.format(rate=9)}, base=old).refused is False


def test_a_finding_that_is_put_right_is_counted() -> None:
    assert look({SHEET: LINE.format(rate=9)}, base={SHEET: LINE.format(rate=99)}).mended == 1


PAYOUT = "payouts/2026-09.yaml"
CLOSED: dict[str, str | None] = {
    PAYOUT: "period: 2026-09\nclosed: 2026-10-02\ntotal: 0\n",
    "contributions/2026-09/loic.yaml": LINE.format(rate=9).replace("2026-11", "2026-09"),
}


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ({PAYOUT: "period: 2026-09\nclosed: 2026-10-02\ntotal: 5\n"}, "rewritten"),
        ({PAYOUT: None}, "taken away"),
        ({"contributions/2026-09/loic.yaml": LINE.format(rate=10).replace("2026-11", "2026-09")}, "1 line of it"),
        ({"contributions/2026-09/loic.yaml": None}, "1 line of it"),
    ],
)
def test_what_is_closed_is_not_rewritten(head: Files, words: str) -> None:
    set_language("en")
    found = look(head, base=CLOSED)
    assert [words in str(one) for one in found.forbids] == [True]
    assert found.refused


def test_a_comment_in_a_closed_payout_rewrites_nothing() -> None:
    found = look({PAYOUT: f"# bonjour\n{CLOSED[PAYOUT]}"}, base=CLOSED)
    assert found.forbids == ()


def test_what_was_adopted_keeps_its_text_and_goes_on() -> None:
    base = {PLAFOND: decision()}
    later = decision() + "- date: 2026-11-22\n  outcome: broken\n"
    assert look({PLAFOND: later}, base=base).forbids == ()
    assert len(look({PLAFOND: decision(proposal="Le plafond passe à 90")}, base=base).forbids) == 1
    assert len(look({PLAFOND: decision(circle="technique")}, base=base).forbids) == 1
    assert len(look({PLAFOND: None}, base=base).forbids) == 1
    proposed = {PLAFOND: decision(outcome="withdrawn")}
    assert look({PLAFOND: decision(proposal="Autre chose")}, base=proposed).forbids == ()


def test_an_election_only_goes_on() -> None:
    path = "elections/2026-11-01-x.yaml"
    base: Files = {path: "election: 2026-11-01-x\nevents:\n- kind: framing\n  by: loic\n"}
    more = f"{base[path]}- kind: ballots\n  by: loic\n"
    assert look({path: more}, base=base).forbids == ()
    assert len(look({path: str(base[path]).replace("loic", "noemie")}, base=base).forbids) == 1


# --- who must agree ---


def test_ones_own_lines_are_ones_own() -> None:
    head = {SHEET: LINE.format(rate=15)}
    assert asked(look(head, entry(head, "loic", [SHEET])), "lines")["loic"].agreed
    assert not asked(look(head, entry(head, "noemie", [SHEET])), "lines")["loic"].agreed
    assert not asked(look(head), "lines")["loic"].agreed
    noted = {SHEET: LINE.format(rate=15) + "  recorded_by: noemie\n"}
    assert asked(look(noted, entry(noted, "noemie", [SHEET])), "lines")["loic"].agreed


def test_an_agreement_does_not_reach_what_was_changed_after_it() -> None:
    then, head = {SHEET: LINE.format(rate=15)}, {SHEET: LINE.format(rate=30)}
    first = entry(then, "loic", [SHEET])
    assert not asked(look(head, first, entry(head, "noemie", [SHEET])), "lines")["loic"].agreed
    said = entry(then, "noemie", [SHEET], Approved_by="loic")
    assert not asked(look(head, said, entry(head, "noemie", [SHEET])), "lines")["loic"].agreed


def test_a_cap_asks_for_the_orientation_circle_and_the_co_managers() -> None:
    found = asked(look({"coop.yaml": HIGHER}, entry({"coop.yaml": HIGHER}, "loic", ["coop.yaml"])), "caps")
    assert {who: one.agreed for who, one in found.items()} == {"orientation": False, "co-managers": False}
    said = entry({"coop.yaml": HIGHER}, "loic", ["coop.yaml"], Approved_by="noemie")
    assert {who: one.agreed for who, one in asked(look({"coop.yaml": HIGHER}, said), "caps").items()} == {
        "orientation": False,
        "co-managers": True,
    }


@pytest.mark.parametrize(
    ("merged", "named", "agreed", "doubts"),
    [
        (decision(), "2026-11-20-plafond", True, 0),
        (decision(circle="technique"), "2026-11-20-plafond", False, 0),
        (decision(outcome="unresolved"), "2026-11-20-plafond", False, 1),
        (decision(), "2026-01-01-nulle-part", False, 1),
    ],
)
def test_a_circle_agrees_by_its_decision(merged: str, named: str, agreed: bool, doubts: int) -> None:
    head = {"coop.yaml": HIGHER, PLAFOND: merged}
    found = look(head, entry(head, "loic", ["coop.yaml"], Coop_Decision=named))
    one = asked(found, "caps")["orientation"]
    assert (one.agreed, len(one.doubts)) == (agreed, doubts)


def test_a_decision_whose_text_is_changed_in_the_branch_proves_nothing() -> None:
    then = {"coop.yaml": HIGHER, PLAFOND: decision()}
    head = {"coop.yaml": HIGHER, PLAFOND: decision(proposal="Le plafond passe à 90")}
    named = entry(then, "loic", ["coop.yaml"], Coop_Decision="2026-11-20-plafond")
    one = asked(look(head, named, entry(head, "loic", [PLAFOND])), "caps")["orientation"]
    assert (one.agreed, len(one.doubts)) == (False, 1)


def test_who_must_agree_is_read_from_the_base() -> None:
    rule = "approvals:\n- of: caps\n  by:\n  - technique\n  least: 1\n"
    head = {"coop.yaml": HIGHER + rule}
    said = entry(head, "loic", ["coop.yaml"], Approved_by="loic")
    assert {*asked(look(head, said), "caps")} == {"orientation", "co-managers"}
    assert {*asked(look(head, said), "approvals")} == {"orientation", "co-managers"}
    found = asked(look({"coop.yaml": HIGHER + rule}, said, base={"coop.yaml": COOP + rule}), "caps")
    assert {who: one.agreed for who, one in found.items()} == {"technique": True}


def test_eligibility_and_the_sheet_are_two_agreements() -> None:
    path = "roles/technique/admin-sys.yaml"
    head = {path: ADMIN + "eligibility:\n  partner: true\npurpose: Tenir les serveurs\n"}
    assert {(one.of, one.who) for one in look(head).accords} == {
        ("eligibility", "orientation"), ("eligibility", "co-managers"), ("role", "technique"),
    }  # fmt: skip


def test_leaving_is_ones_own_or_the_circles() -> None:
    path = "roles/technique/admin-sys.yaml"
    head = {path: ADMIN.replace("since: 2024-06-01", "since: 2024-06-01\n  until: 2026-12-31")}
    assert [(one.who, one.agreed) for one in look(head, entry(head, "loic", [path])).accords] == [("loic", True)]
    assert [(one.who, one.agreed) for one in look(head, entry(head, "noemie", [path])).accords] == [("loic", False)]
    before: Files = {PLAFOND: decision(circle="technique")}
    named = entry({**head, **before}, "noemie", [path], Coop_Decision="2026-11-20-plafond")
    assert [(one.who, one.agreed) for one in look(head, named, base=before).accords] == [("technique", True)]


def test_a_decision_that_comes_along_is_recorded_first_and_by_one_who_sits_there() -> None:
    path = "roles/technique/admin-sys.yaml"
    brought: Files = {PLAFOND: decision(circle="technique")}
    head = {**brought, path: ADMIN + "purpose: Tenir les serveurs\n"}
    named = entry(head, "noemie", [path], Coop_Decision="2026-11-20-plafond")

    def agreed(*entries: Entry) -> tuple[bool, int, bool]:
        (one,) = look(head, *entries).accords
        return one.agreed, len(one.doubts), any(proof.brought for proof in one.proofs)

    assert agreed(entry(brought, "loic", [PLAFOND]), named) == (True, 0, True)
    assert agreed(entry(brought, "noemie", [PLAFOND]), named) == (False, 1, False)
    assert agreed(entry(head, "loic", [PLAFOND, path], Coop_Decision="2026-11-20-plafond")) == (False, 1, False)


def test_both_circles_agree_to_what_moves_between_them() -> None:
    path = "budgets/2026-Q4.yaml"
    budget = (
        "period: 2026-Q4\nenvelopes:\n- circle: technique\n  granted: 100\n- circle: communication\n  granted: 100\n"
    )
    move = (
        "transfers:\n- id: t1\n  date: 2026-11-02\n  from_circle: communication\n  to_circle: technique\n  amount: 50\n"
    )
    found = asked(look({path: budget + move}, base={path: budget}), "budget")
    assert {*found} == {"technique", "communication"}


def test_what_only_tells_what_happened_asks_for_nobody() -> None:
    head = {
        "meetings/2026-11-03-technique.yaml": "meeting: 2026-11-03-technique\ncircle: technique\ndate: 2026-11-03\n",
        PLAFOND: decision(),
        "circles/technique.yaml": f"# bonjour\n{GOVERNED['circles/technique.yaml']}",
    }
    found = look(head)
    assert found.accords == ()
    assert [one.record for one in found.cosmetic] == ["circles/technique"]


# --- what is said first, and nobody by name ---


def test_what_changes_in_bulk_is_said() -> None:
    """Twenty lines taken back are looked at twice, nineteen are not, and lines noted are an ordinary month."""
    set_language("en")
    lines = [LINE.format(rate=9).replace("laaaaaaa", f"laaaaa{a}{b}") for a in "abcde" for b in "abcd"]
    whole: Files = {SHEET: "".join(lines)}
    assert look({SHEET: None}, base=whole).bulk != ()
    assert [str(one) for one in look({SHEET: None}, base=whole).bulk] == ["at one go: 20 lines taken back"]
    assert str(headline(look({SHEET: None}, base=whole))[-1]) == "look twice: much changes at one go"
    assert look({SHEET: lines[0]}, base=whole).bulk == ()
    assert look(whole).bulk == ()


def test_five_lines_come_first() -> None:
    """A line that waits for its error to be put right moves no money."""
    set_language("fr")
    found = look({SHEET: LINE.format(rate=99), "coop.yaml": HIGHER})
    assert [str(one).replace("\xa0", " ").replace("\u202f", " ") for one in headline(found)] == [
        "2 changements, 1 personne",
        "aucune somme ne change",
        "accords : 0 sur 3",
        "1 nouvelle erreur",
        "ne pas fusionner : 1 nouvelle erreur",
    ]


def test_what_is_not_agreed_yet_is_not_called_fine() -> None:
    set_language("en")
    head = {SHEET: LINE.format(rate=15)}
    mine, another = (look(head, entry(head, who, [SHEET])) for who in ("loic", "noemie"))
    assert str(headline(mine)[-1]) == "nothing forbids merging"
    assert str(headline(another)[-1]) == "agreements are still to be gathered"
    assert not another.refused


BIG = st.integers(0, 99_999)
AMOUNT = st.integers(-99_999_999, 99_999_999)


@given(
    changes=BIG,
    people=st.integers(0, 9_999),
    months=st.integers(0, 24),
    amount=AMOUNT,
    lang=st.sampled_from(["fr", "en"]),
)
def test_a_telephone_shows_them_whole(changes: int, people: int, months: int, amount: int, lang: str) -> None:
    set_language(lang)
    found = look({})
    one = Money(Period(Month(2026, 9), 1), Cents(0), Cents(amount))
    many = found._replace(
        changes=(None,) * changes, people=frozenset(map(str, range(people))), money=(one,) * months,
        accords=(Accord("caps", "coop", "circle", "x"),) * people,
    )  # type: ignore[arg-type]  # fmt: skip
    assert all(len(str(line)) <= WIDTH for line in headline(many))
    assert len(headline(many)) == 5


def test_hidden_people_are_counted() -> None:
    set_language("en")
    head = {SHEET: LINE.format(rate=15), "coop.yaml": HIGHER,
            "roles/technique/admin-sys.yaml": ADMIN.replace("2024-06-01", "2024-06-02")}  # fmt: skip
    found = look(head, entry(head, "loic", [SHEET]))
    hidden = without_people(found, {"loic", "noemie"})
    assert "loic" in repr(found.changes)
    said = [str(one.text) for group in hidden.groups for one in group.changes]
    assert "1 line noted, 2 h 30 (1 person)" in [one.replace("\xa0", " ").replace("\u202f", " ") for one in said]
    shown = (hidden.changes, hidden.groups, hidden.money, hidden.accords)
    assert "loic" not in repr(shown)
    assert "noemie" not in repr(shown)
    assert sum(one.agreed for one in hidden.accords) == sum(one.agreed for one in found.accords)

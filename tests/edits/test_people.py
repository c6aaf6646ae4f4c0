"""What is noted of people over time: to the byte, and what it is refused for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from coopctl.check import check
from coopctl.edits import keys, leaving, members, people, skills
from coopctl.edits.governance import Change
from coopctl.ledger import Ledger
from coopctl.problem import CoopError, Misuse, NotHere, Refused
from coopctl.snapshot import Snapshot
from coopctl.values import When
from tests.small import FILES, TODAY, snapshot, with_files

ZOE = "members/zoe.yaml"
LOIC = "members/loic.yaml"
NOEMIE = "members/noemie.yaml"
Files = Mapping[str, str | None]

CHARTER = """\
format: 1
name: Les Jours
slug: les-jours
rate_caps:
- since: 2018-01-01
  cap: 30
statuses:
- status: cape
  title: CAPE
  contract: cape
  follow_up_months: 2
- status: staff
  title: Équipe d'appui
  paid: false
  contract: staff
observing:
  since: 2026-01-01
  meetings: 2
"""
STAFF = {
    "coop.yaml": CHARTER,
    "members/thomas.yaml": "handle: thomas\nstatuses:\n- status: staff\n  since: 2024-01-01\n",
}


def text(change: Change, path: str) -> str:
    data = change.edit.changes[path]
    assert data is not None
    return data.decode()


def said(change: Change) -> list[str]:
    return [str(line) for line in change.said]


def welcome(files: Files, handle: str, **told: object) -> Change:
    return people.welcome(snapshot(files), handle, people.Welcome(**told), "loic", TODAY)  # type: ignore[arg-type]


def referent(files: Files, handle: str, chosen: str, since: str = "2026-11-01") -> Change:
    return people.referent(snapshot(files), handle, chosen, When(since), "loic", TODAY)


def edit(files: Files, handle: str, **facts: object) -> Change:
    return people.edit(snapshot(files), handle, facts, "loic", TODAY)


# --- discovering ---


def test_someone_comes_to_see_before_any_status() -> None:
    change = welcome({}, "zoe", seen=[dt.date(2026, 11, 10), dt.date(2026, 11, 3)], introduced_by="noemie")
    assert text(change, ZOE).split("\n", 1)[1] == (
        "handle: zoe\nwelcomed: 2026-11-03\nwelcomed_by: loic\nmeetings_seen:\n- 2026-11-03\n- 2026-11-10\n"
        "introduced_by: noemie\n"
    )
    assert said(change) == ["zoe discovers the cooperative, welcomed by loic", "2 meetings seen"]


def test_another_meeting_seen_joins_those_before() -> None:
    zoe = {ZOE: "handle: zoe\nwelcomed: 2026-11-03\nmeetings_seen:\n- 2026-11-03\n"}
    change = welcome(zoe, "zoe", seen=[dt.date(2026, 11, 17)])
    assert text(change, ZOE).endswith("meetings_seen:\n- 2026-11-03\n- 2026-11-17\n")
    with pytest.raises(Misuse, match="say what was seen"):
        welcome(zoe, "zoe")


def test_a_circle_is_known_with_a_sponsor_before_it_is_joined() -> None:
    first = welcome({"coop.yaml": CHARTER}, "noemie", circle="technique", sponsor="loic", seen=[dt.date(2026, 11, 3)])
    assert text(first, NOEMIE) == FILES[NOEMIE] + (
        "sponsored:\n- circle: technique\n  sponsor: loic\n  observed:\n  - 2026-11-03\n"
    )
    assert said(first) == ["noemie is getting to know technique, with loic", "1 of 2 meetings seen"]
    then = welcome({"coop.yaml": CHARTER, NOEMIE: text(first, NOEMIE)}, "noemie", circle="technique",
                   seen=[dt.date(2026, 11, 10)])  # fmt: skip
    assert text(then, NOEMIE).endswith("  observed:\n  - 2026-11-03\n  - 2026-11-10\n")


# --- referents ---


def test_another_referent_ends_the_one_before_and_has_no_reason() -> None:
    files = {NOEMIE: FILES[NOEMIE] + "referents:\n- member: loic\n  since: 2025-01-01\n",
             "members/anne.yaml": "handle: anne\nstatuses:\n- status: cape\n  since: 2020-01\n"}  # fmt: skip
    change = referent(files, "noemie", "anne")
    assert text(change, NOEMIE).endswith(
        "referents:\n- member: loic\n  since: 2025-01-01\n  until: 2026-10-31\n- member: anne\n  since: 2026-11-01\n"
    )
    assert str(change.edit.message) == (
        "member: referent noemie\n\nCoop-Op: member.referent\nCoop-Actor: loic\nCoop-Record: members/noemie\n"
    )


REFUSED: list[tuple[str, type[CoopError], Callable[[], Change], str]] = [
    ("themself", Refused, lambda: referent({}, "loic", "loic"), "their own referent"),
    ("staff", Refused, lambda: referent(STAFF, "noemie", "thomas"), "of the support team"),
    ("not yet", Refused, lambda: referent({}, "loic", "noemie", "2024-06-01"), "is not a member on"),
    ("unknown", NotHere, lambda: referent({}, "loic", "noemi"), "the nearest is noemie"),
    ("sponsor unknown", NotHere, lambda: welcome({}, "noemie", circle="technique", sponsor="loik"), "nearest is loic"),
    ("nothing", Refused, lambda: edit({}, "loic", site=None), "nothing changes"),
    ("no interval", Misuse, lambda: people.follow_up(snapshot({}), "loic", None, "loic", TODAY), "give a day"),
    (
        "fourth contract",
        Refused,
        lambda: members.status(
            snapshot({
                "coop.yaml": CHARTER + "law: fr-cae\n",
                LOIC: "handle: loic\nstatuses:\n"
                + "".join(f"- status: cape\n  since: {y}-01-01\n  until: {y}-12-31\n" for y in (2023, 2024, 2025)),
            }),
            "loic", "CAPE", When("2026-01-01"), When("2026-06-30"), "loic", TODAY,
        ),
        "nothing was written",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "act", "words"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_refusals_say_why(kind: type[CoopError], act: Callable[[], Change], words: str) -> None:
    with pytest.raises(kind, match=words):
        act()


def test_referents_are_proposed_by_shared_field_then_by_load() -> None:
    person = "handle: {0}\nstatuses:\n- status: cape\n  since: 2020-01-01\n{1}"
    files = {
        **STAFF,
        "members/anne.yaml": person.format("anne", "domains:\n- édition de livres\n"),
        "members/bob.yaml": person.format("bob", "domains:\n- cuisine\nreferents:\n- member: loic\n  since: 2024-01\n"),
        NOEMIE: FILES[NOEMIE] + "domains:\n- édition\n",
    }
    found = skills.suggest(with_files(files), "noemie", TODAY, {})
    assert [(one["member"], one["shared"], one["load"]) for one in found] == [
        ("anne", ["édition de livres"], 0),
        ("bob", [], 0),
        ("loic", [], 1),
    ]


def test_where_a_role_is_that_of_referents_those_who_hold_it_are_proposed() -> None:
    role = (
        "role: r\ntitle: R\naccountabilities: [Une chose]\naccompanies: true\n"
        "mandates:\n- member: {}\n  since: 2024-06-01\n"
    )
    bob = "handle: bob\nstatuses:\n- status: cape\n  since: 2020-01-01\n"

    def proposed(holder: str) -> list[str]:
        files = {"members/bob.yaml": bob, "roles/technique/r.yaml": role.format(holder)}
        return [one["member"] for one in skills.suggest(with_files(files), "noemie", TODAY, {})]

    assert proposed("loic") == ["loic"]
    assert proposed("noemie") == ["bob", "loic"]  # nobody accompanies themself: all the others are there


def test_skills_are_found_by_the_beginning_of_words() -> None:
    files = {NOEMIE: FILES[NOEMIE] + "domains:\n- presse\nskills:\n- droit d'auteur\n",
             LOIC: FILES[LOIC] + "domains:\n- droit du travail\n"}  # fmt: skip
    ledger = with_files(files)
    assert [one["member"] for one in skills.find(ledger, ["DROIT"], TODAY, {})] == ["noemie", "loic"]
    assert [one["member"] for one in skills.find(ledger, ["droit", "auteurs"], TODAY, {})] == []
    assert [one["member"] for one in skills.find(ledger, ["droit auteur"], TODAY, {})] == ["noemie"]


# --- contracts, follow-ups, other facts ---


def test_a_contract_is_renewed_with_its_own_days() -> None:
    change = members.status(snapshot({"coop.yaml": CHARTER}), "loic", "cape", When("2024-07-01"), When("2025-06-30"),
                            "loic", TODAY)  # fmt: skip
    assert text(change, LOIC) == (
        "handle: loic\nstatuses:\n- status: cape\n  since: 2024-01-01\n  until: 2024-06-30\n"
        "- status: cape\n  since: 2024-07-01\n  until: 2025-06-30\n"
    )


def test_the_next_follow_up_replaces_the_one_before() -> None:
    change = people.follow_up(snapshot({"coop.yaml": CHARTER}), "loic", None, "noemie", TODAY)
    assert text(change, LOIC) == FILES[LOIC] + "follow_up: 2027-01-23\n"
    again = people.follow_up(snapshot({LOIC: text(change, LOIC)}), "loic", dt.date(2027, 2, 1), "noemie", TODAY)
    assert text(again, LOIC) == FILES[LOIC] + "follow_up: 2027-02-01\n"


def test_other_facts_are_written_in_their_place() -> None:
    change = edit({}, "loic", skills=["sauvegardes"], partner_requested=When("2026-11-12"), site="Brive")
    assert text(change, LOIC) == FILES[LOIC] + ("partner_requested: 2026-11-12\nsite: Brive\nskills:\n- sauvegardes\n")


def test_every_key_that_counts_after_a_day_ends_then() -> None:
    held = "keys:\n- key: ssh-ed25519 AAAA\n  until: 2025-01-01\n- key: ssh-ed25519 BBBB\n  since: 2024-01-01\n"
    change = keys.end_all(snapshot({LOIC: FILES[LOIC] + held}), "loic", dt.date(2026, 11, 30), "loic", TODAY)
    assert text(change, LOIC) == FILES[LOIC] + held + "  until: 2026-11-30\n"
    with pytest.raises(NotHere):
        keys.end_all(snapshot({LOIC: text(change, LOIC)}), "loic", dt.date(2026, 11, 30), "loic", TODAY)


# --- leaving ---


def test_a_leave_lists_people_and_puts_what_is_critical_first() -> None:
    role = "title: R\nmandates:\n- member: loic\n  since: 2024-06-01\n"
    files = {
        "circles/compta.yaml": "circle: compta\ntitle: Compta\ncritical: true\n",
        "roles/compta/paie.yaml": f"role: paie\n{role}",
        "roles/communication/lettre.yaml": f"role: lettre\n{role}",
        NOEMIE: FILES[NOEMIE] + "referents:\n- member: loic\n  since: 2025-01-01\nsponsored:\n- circle: compta\n"
        "  sponsor: loic\n",
        LOIC: FILES[LOIC] + "keys:\n- key: ssh-ed25519 AAAA\n",
    }
    change = leaving.leave(snapshot(files), "loic", When("2026-11-30"), "noemie", TODAY, When("2026-10-31"))
    assert said(change) == ["loic leaves on 30 November 2026", "told 30 days before"]
    assert text(change, LOIC).endswith("notice: 2026-10-31\nleft: 2026-11-30\n")
    facts = [str(fact) for fact, _command in change.left]
    assert facts[0] == "role compta/paie will have no holder, in a critical circle: loic held it"
    assert facts[2] == "role communication/lettre will have no holder: loic held it"
    assert [command for _fact, command in change.left][-3:] == [
        "coopctl member referent noemie",
        "coopctl member welcome noemie --circle compta --sponsor HANDLE",
        "coopctl keys end loic --all --on 2026-11-30",
    ]


def test_what_was_to_begin_after_a_leave_is_taken_out_and_said() -> None:
    body = "body: conseil\ntitle: C\nkind: other\nseats: 1\nmandates:\n- member: loic\n  since: 2027-01-01\n"
    voice = "circle: communication\ntitle: C\nrepresentatives:\n- member: noemie\n  since: 2026-01-01\n"
    files = {
        "bodies/conseil.yaml": body,
        "circles/communication.yaml": f"{voice}  until: 2026-12-31\n- member: loic\n  since: 2027-01-01\n"
        "facilitators:\n- member: loic\n  since: 2027-02-01\n",
    }
    change = leaving.leave(snapshot(files), "loic", When("2026-11-30"), "noemie", TODAY)
    assert said(change)[1:] == [
        "loic was to begin in conseil on 1 January 2027: that is taken out",
        "loic was to begin in communication on 1 January 2027: that is taken out",
        "loic was to begin in communication on 1 February 2027: that is taken out",
    ]
    assert "loic" not in text(change, "bodies/conseil.yaml") + text(change, "circles/communication.yaml")
    assert "coopctl body assign conseil HANDLE --since 2026-12-01" in [command for _fact, command in change.left]


def test_who_was_designated_and_leaves_before_it_begins_has_no_mandate_by_the_election() -> None:
    root = Path(__file__).resolve().parents[2] / "ledger"
    files = {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*.yaml")}
    change = leaving.leave(Snapshot(files), "pauline", When("2026-11-30"), "omar", TODAY)
    after = Ledger(Snapshot(files | {path: data for path, data in change.edit.changes.items() if data}))
    assert b"pauline" not in change.edit.changes["bodies/conseil-de-surveillance.yaml"]
    assert {one.rule for one in check(after, TODAY)} == {"mandate-outlives-membership"}


def test_the_day_after_what_nobody_took_over_is_still_said() -> None:
    files = {
        LOIC: FILES[LOIC] + "left: 2026-10-31\n",
        "roles/technique/admin-sys.yaml": FILES["roles/technique/admin-sys.yaml"] + "  until: 2026-10-31\n",
    }
    found = leaving.left(with_files(files), "loic", When("2026-10-31"))
    assert [str(fact) for fact, _command in found] == ["who takes over technique/admin-sys?"]


def test_the_voice_of_a_circle_an_election_and_a_critical_need_are_handed_over() -> None:
    framing = (
        "- kind: framing\n  at: 2026-11-20\n  by: loic\n  role: technique/admin-sys\n  electorate: [loic, noemie]\n"
        "  facilitator: loic\n  secretary: noemie\n  present: [loic, noemie]\n"
    )
    files = {
        "circles/communication.yaml": "circle: communication\ntitle: C\nparent: technique\n"
        "representatives:\n- member: loic\n  since: 2025-01-01\nfacilitators:\n- member: loic\n  since: 2025-01-01\n"
        "  until: 2026-11-30\n",
        "needs/nuit.yaml": "need: nuit\ntitle: Répondre la nuit\ncircle: technique\ncritical: true\nby: noemie\n"
        "opened: 2026-01-01\nholders:\n- member: loic\n  since: 2026-01-01\n  until: 2027-01-01\n",
        "elections/2026-11-20-admin.yaml": f"election: 2026-11-20-admin\nevents:\n{framing}",
    }
    found = [(str(fact), command) for fact, command in leaving.left(with_files(files), "loic", When("2026-11-30"))]
    assert found[2:] == [
        ("loic speaks for circle communication", "coopctl circle represent communication HANDLE --since 2026-12-01"),
        ("critical need nuit will have no holder: loic had it (Répondre la nuit)",
         "coopctl need release nuit loic --on 2026-11-30"),
        ("who takes over nuit?", "coopctl need take nuit HANDLE --since 2026-12-01 --until DATE"),
        ("loic facilitates election 2026-11-20-admin, which is under way",
         "coopctl election hand-over 2026-11-20-admin --facilitator HANDLE"),
        ("loic takes part in election 2026-11-20-admin, which is under way",
         "coopctl election leave 2026-11-20-admin --member loic"),
    ]  # fmt: skip

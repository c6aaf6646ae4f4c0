"""Who was designated and declines before it begins: what is taken out, what is then to be filled, what stays said."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from coopctl.change.compare import changes
from coopctl.check import check
from coopctl.document.read import bare, read
from coopctl.edits import bodies, declining, roles
from coopctl.edits.declining import Answer, decline
from coopctl.edits.governance import Change
from coopctl.edits.seats import End, Term
from coopctl.ledger import Ledger
from coopctl.mandates import vacancies
from coopctl.problem import Refused
from coopctl.snapshot import Overlay, Snapshot
from coopctl.values import When
from tests.small import TODAY, snapshot

ADMIN = "technique/admin-sys"
PATH = f"roles/{ADMIN}.yaml"
HEAD = "role: admin-sys\ntitle: Administration système\naccountabilities: [Serveurs à jour]\n"
SAID = dt.date(2026, 11, 24)
FILLED = f"""\
{HEAD}mandates:
- member: loic
  since: 2024-06-01
  until: 2026-08-31
vacancies:
- since: 2026-09-01
  why: Le rôle se redessine
"""


def assigned(sheet: str, since: str = "2027-01-01") -> Snapshot:
    before = snapshot({PATH: sheet})
    made = roles.assign(before, ADMIN, "noemie", Term(When(since)), "loic", TODAY)
    return Snapshot(Overlay(before.files, made.edit.changes))


def declined(before: Snapshot, answer: Answer = Answer(SAID)) -> Change:
    return decline(before, "role", ADMIN, "noemie", answer, "loic", TODAY)


def sheet(change: Change, path: str = PATH) -> dict[str, object]:
    found = bare(read(path, change.edit.changes[path] or b"").root)
    assert isinstance(found, dict)
    return found


GONE = [{"member": "noemie", "since": "2027-01-01", "date": "2026-11-24"}]


def test_a_vacancy_that_it_was_to_end_goes_on() -> None:
    change = declined(assigned(FILLED))
    found = sheet(change)
    assert (found["vacancies"], found["declined"]) == (
        [{"since": "2026-09-01", "why": "Le rôle se redessine"}], GONE,
    )  # fmt: skip
    assert [one["member"] for one in found["mandates"]] == ["loic"]  # type: ignore[attr-defined]
    assert [str(line) for line in change.said] == [
        f"noemie declines {ADMIN} before it begins on 1 January 2027: that is taken out"
    ]
    assert change.left[0][1] == f"coopctl role assign {ADMIN} HANDLE --since DATE"


def test_all_but_what_was_said_of_it_is_as_before_it_was_assigned() -> None:
    data = declined(assigned(FILLED)).edit.changes[PATH]
    assert data is not None
    assert data.decode().partition("declined:")[0] == FILLED


@pytest.mark.parametrize(
    ("mandates", "answer", "expected"),
    [
        ("", Answer(SAID), [{"since": "2027-01-01"}]),
        ("- member: loic\n  since: 2024-06-01\n  until: 2026-12-31\n", Answer(SAID, "À repenser", "karim"),
         [{"since": "2027-01-01", "why": "À repenser", "interim": "karim"}]),
        ("- member: loic\n  since: 2024-06-01\n  until: 2027-03-31\n", Answer(SAID), None),
    ],
)  # fmt: skip
def test_what_nobody_holds_by_then_is_to_be_filled(
    mandates: str, answer: Answer, expected: list[dict[str, str]] | None
) -> None:
    text = HEAD + (f"mandates:\n{mandates}" if mandates else "")
    karim = {"members/karim.yaml": "handle: karim\nstatuses:\n- status: cape\n  since: 2024-01-01\n"}
    before = Snapshot(Overlay(assigned(text).files, {path: one.encode() for path, one in karim.items()}))
    change = declined(before, answer)
    assert sheet(change).get("vacancies") == expected
    ledger = Ledger(Snapshot(Overlay(before.files, change.edit.changes)))
    (free,) = [one for one in vacancies(ledger, dt.date(2027, 4, 1)) if one.office.name == ADMIN]
    assert free.seats == 1


def test_a_seat_among_others_is_counted_anyway() -> None:
    text = HEAD + "seats: 2\nmandates:\n- member: loic\n  since: 2024-06-01\n"
    change = declined(assigned(text))
    assert ("vacancies" in sheet(change), len(change.left)) == (False, 1)


def test_who_has_begun_does_not_decline_and_who_has_not_does_not_leave() -> None:
    before = assigned(FILLED, "2026-10-01")
    with pytest.raises(Refused) as refused:
        declined(before)
    assert refused.value.cure == f"coopctl role vacate {ADMIN} noemie --on 2026-11-24"
    with pytest.raises(Refused) as refused:
        roles.vacate(assigned(FILLED), ADMIN, "noemie", End(When("2026-11-24")), "loic", TODAY)
    assert refused.value.cure == f"coopctl role decline {ADMIN} noemie"


def test_who_waits_for_the_assembly_may_decline_after_the_first_day() -> None:
    text = f"{HEAD}mandates:\n- member: noemie\n  since: 2026-10-01\n  designated: 2026-09-10\n"
    found = sheet(declined(snapshot({PATH: text})))
    assert found["declined"] == [{**GONE[0], "since": "2026-10-01"}]
    assert found["vacancies"] == [{"since": "2026-10-01"}]


def test_the_election_stays_and_check_asks_for_no_mandate_of_it() -> None:
    root = Path(__file__).resolve().parents[2] / "ledger"
    files = {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*.yaml")}
    name, path = "conseil-de-surveillance", "bodies/conseil-de-surveillance.yaml"
    with pytest.raises(Refused) as refused:
        bodies.vacate(Snapshot(files), name, "pauline", End(When("2026-11-24")), "omar", TODAY)
    assert refused.value.cure == f"coopctl body decline {name} pauline"
    change = declining.decline(Snapshot(files), "body", name, "pauline", Answer(SAID), "omar", TODAY)
    assert list(change.edit.changes) == [path]
    after = files | {path: change.edit.changes[path] or b""}
    assert check(Ledger(Snapshot(after)), TODAY) == []
    unsaid = after[path].replace(b"  election: 2026-10-15-conseil\n", b"")
    assert {one.rule for one in check(Ledger(Snapshot(after | {path: unsaid})), TODAY)} == {"outcome-not-in-sheet"}
    other = after[path].replace(b"declined:\n- member: pauline", b"declined:\n- member: omar")
    found = {one.rule for one in check(Ledger(Snapshot(after | {path: other})), TODAY)}
    assert found == {"outcome-not-in-sheet", "mandate-without-acceptance"}


def test_the_history_says_once_that_they_declined() -> None:
    before = assigned(FILLED)
    after = Snapshot(Overlay(before.files, declined(before).edit.changes))
    told = [(one.kind, str(one.text)) for one in changes(before, after)]
    assert told == [
        ("role-ended", "noemie declines the role Administration système, which was to begin on 1 January 2027"),
        ("role-vacant", "the role Administration système is to be filled since 1 September 2026"),
    ]
    other = {PATH: with_other(after, "  date: 2026-11-24\n", "  date: 2026-11-20\n")}
    assert [one.kind for one in changes(after, Snapshot(Overlay(after.files, other)))] == ["role-changed"]


def test_a_mandate_that_had_begun_is_not_told_as_declined_alone() -> None:
    text = f"{HEAD}mandates:\n- member: noemie\n  since: 2025-01-01\n"
    gone = f"{HEAD}declined:\n- member: noemie\n  since: 2025-01-01\n  date: 2026-11-24\n"
    told = [str(one.text) for one in changes(snapshot({PATH: text}), snapshot({PATH: gone}))]
    assert "noemie is no longer noted in the role Administration système" in told


def with_other(one: Snapshot, old: str, new: str) -> bytes:
    return one.files[PATH].replace(old.encode(), new.encode())

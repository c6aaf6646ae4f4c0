"""Bodies beside the circles: made, filled, appointed to, left; a body made up by a role has no seats of its own."""

from __future__ import annotations

import datetime as dt

import pytest

from coopctl.edits import bodies, role_edit
from coopctl.edits.governance import Change
from coopctl.edits.seats import End, Term
from coopctl.ledger import Ledger
from coopctl.mandates import vacancies
from coopctl.problem import NotHere, Refused
from coopctl.snapshot import Overlay, Snapshot
from coopctl.values import When
from tests.small import snapshot

TODAY = dt.date(2026, 11, 24)
CONSEIL = "body: conseil\ntitle: Conseil\nkind: supervisory-board\nterm_months: 48\nseats: 2\n"
SEATED = (
    CONSEIL
    + "mandates:\n"
    + "".join(f"- member: {one}\n  since: 2026-01-01\n  until: 2029-12-31\n" for one in ("loic", "noemie"))
)
MADE = "body: gerance\ntitle: Cogérance\nkind: co-management\nrole: technique/admin-sys\n"


def here(body: str = CONSEIL) -> Snapshot:
    return snapshot({"bodies/conseil.yaml": body, "bodies/gerance.yaml": MADE})


def written(change: Change, path: str = "bodies/conseil.yaml") -> str:
    return (change.edit.changes[path] or b"").decode()


def after(before: Snapshot, change: Change) -> Snapshot:
    return Snapshot(Overlay(before.files, change.edit.changes))


def assign(before: Snapshot, name: str = "conseil", term: Term = Term(When("2026-12-01"))) -> Change:
    return bodies.assign(before, name, "loic", term, "noemie", TODAY)


def test_a_new_body_is_written_without_what_is_not_said() -> None:
    facts = {"kind": "works-council", "seats": 2, "eligibility": {"partners": True}}
    text = written(bodies.add(here(), "cse", "CSE", facts, "loic", TODAY), "bodies/cse.yaml")
    assert text.endswith("body: cse\ntitle: CSE\nkind: works-council\nseats: 2\neligibility:\n  partners: true\n")
    with pytest.raises(Refused, match="there is already a body conseil"):
        bodies.add(here(), "conseil", "Conseil", facts, "loic", TODAY)


def test_a_seat_lasts_the_term_of_the_body() -> None:
    change = assign(here())
    assert written(change).endswith("mandates:\n- member: loic\n  since: 2026-12-01\n  until: 2030-11-30\n")
    with pytest.raises(Refused, match="loic already sits in conseil"):
        assign(after(here(), change))
    with pytest.raises(NotHere, match="the nearest is conseil"):
        assign(here(), "conseils")


def test_designated_then_appointed() -> None:
    designated = assign(here(), term=Term(When("2027-01-01"), designated=When("2026-11-24")))
    (_fact, command), *_ = designated.left
    assert command == "coopctl body appoint conseil loic --on DATE --minutes REFERENCE"
    before = after(here(), designated)
    done = bodies.appoint(before, "conseil", "loic", When("2026-12-10"), "AG, 3", "noemie", TODAY)
    assert written(done).endswith("designated: 2026-11-24\n  appointed: 2026-12-10\n  assembly: AG, 3\n")
    with pytest.raises(Refused, match="does not await the assembly"):
        bodies.appoint(after(before, done), "conseil", "loic", When("2026-12-10"), None, "noemie", TODAY)


def test_who_leaves_a_seat_among_others_leaves_it_to_be_filled() -> None:
    end = End(When("2026-11-30"), why="Le siège de la coopération")
    change = bodies.vacate(here(SEATED), "conseil", "loic", end, "noemie", TODAY)
    assert "  until: 2026-11-30\n" in written(change)
    assert written(change).endswith("vacancies:\n- since: 2026-12-01\n  seats: 1\n  why: Le siège de la coopération\n")
    (found,) = vacancies(Ledger(after(here(SEATED), change)), dt.date(2026, 12, 1))
    assert (found.office.name, found.seats) == ("conseil", 1)
    assert [command for _fact, command in change.left] == ["coopctl body assign conseil HANDLE --since DATE"]
    with pytest.raises(Refused, match="karim does not sit in conseil"):
        bodies.vacate(here(SEATED), "conseil", "karim", End(When("2026-11-30")), "noemie", TODAY)


def test_what_a_body_asks_is_accepted_once() -> None:
    change = bodies.agree(here(SEATED), "conseil", "loic", "loic", TODAY)
    assert '  sheet: "sha256:' in written(change) or "  sheet: sha256:" in written(change)
    with pytest.raises(Refused, match="already"):
        bodies.agree(after(here(SEATED), change), "conseil", "loic", "loic", TODAY)


def test_a_body_made_up_by_a_role_leads_to_that_role() -> None:
    with pytest.raises(Refused) as refused:
        assign(here(), "gerance")
    assert refused.value.cure == "coopctl role show technique/admin-sys"


def test_what_a_sheet_says_is_taken_away_and_nothing_else() -> None:
    sheet = (
        "role: admin-sys\ntitle: Serveurs # ici\ncritical: true\naccountabilities: [Serveurs à jour]\n"
        "qualities: [Patience]\neligibility:\n  statuses: [cape]\n  uninvolved: true\n"
    )
    before = snapshot({"roles/technique/admin-sys.yaml": sheet})
    keys = ["critical", "qualities", "eligibility.uninvolved", "nature"]
    change = role_edit.edit(before, "technique/admin-sys", {"clear": keys}, "loic", TODAY)
    assert written(change, "roles/technique/admin-sys.yaml") == (
        "role: admin-sys\ntitle: Serveurs # ici\naccountabilities: [Serveurs à jour]\n"
        "eligibility:\n  statuses: [cape]\n"
    )
    facts = {"clear": ["eligibility.statuses"]}
    last = role_edit.edit(after(before, change), "technique/admin-sys", facts, "loic", TODAY)
    assert "eligibility" not in written(last, "roles/technique/admin-sys.yaml")
    with pytest.raises(Refused, match="nothing changes"):
        role_edit.edit(before, "technique/admin-sys", {"clear": ["nature"]}, "loic", TODAY)

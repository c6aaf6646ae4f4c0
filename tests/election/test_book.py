"""The elections of a ledger as of a day: what is kept of each says what its events said then."""

from __future__ import annotations

import datetime as dt

import pytest

from coopctl.document.read import bare, read
from coopctl.election.book import gists, standing_on
from coopctl.ledger import Ledger
from coopctl.rules.elections import answer_overdue
from coopctl.snapshot import Snapshot
from tests.election.golden import GOLDEN
from tests.election.texts import text

NAME = "2026-10-15-serveurs"
PATH = f"elections/{NAME}.yaml"
DAY = dt.timedelta(days=1)
SUSPENDED = f"""\
election: {NAME}
events:
- {{at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
   electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}}
- {{at: 2026-10-15, by: noemie, kind: suspension, until: 2026-10-22}}
- {{at: 2026-10-16, by: noemie, kind: note, text: La salle est prise}}
- {{at: 2026-10-29, by: noemie, kind: resumption, present: [loic, noemie]}}
- {{at: 2026-10-30, by: noemie, kind: suspension, until: 2026-11-12}}
"""


def ledger(election: str) -> Ledger:
    return Ledger(Snapshot({PATH: election.encode()}))


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2026-10-14", []),
        ("2026-10-22", []),
        ("2026-10-23", [(1, "2026-10-22")]),
        ("2026-10-28", [(1, "2026-10-22")]),
        ("2026-10-29", []),
        ("2026-11-12", []),
        ("2026-11-13", [(4, "2026-11-12")]),
    ],
)
def test_what_is_overdue_is_so_as_of_the_day_that_is_looked_at(day: str, found: list[tuple[int, str]]) -> None:
    faults = answer_overdue.judge(ledger(SUSPENDED), dt.date.fromisoformat(day))  # type: ignore[call-arg, arg-type]
    assert [(one.at.route[1], one.seen) for one in faults] == found  # type: ignore[union-attr]


@pytest.mark.parametrize("name", GOLDEN)
def test_in_brief_an_election_waits_for_what_its_events_say_on_any_day(name: str) -> None:
    trees = bare(read(PATH, GOLDEN[name][0].encode()).root)
    days = [dt.date(2026, 11, 1) + 2 * row * DAY for row in range(len(trees))]
    one = ledger(text([{**tree, "at": day.isoformat()} for tree, day in zip(trees, days, strict=True)], NAME))
    (gist,) = gists(one).values()
    for day in (*(day - DAY for day in days), *days):
        state, waits = standing_on(one, NAME, day), gist.awaiting(day)
        assert (waits.awaited if waits else ()) == (state.awaited if state else ())


def test_some_of_those_wait() -> None:
    waits = [step for name in GOLDEN for step in ("suspension", "later") if step in GOLDEN[name][0]]
    assert {"suspension", "later"} == set(waits)

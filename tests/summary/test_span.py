"""Two moments: what is new between them, what goes on, what is over; and how a span is written."""

from __future__ import annotations

import datetime as dt

import pytest

from coopctl.ledger import Ledger
from coopctl.snapshot import Snapshot
from coopctl.summary.records import by
from coopctl.summary.report import by as counts_by
from coopctl.summary.report import report
from coopctl.summary.span import Between, Moment, circles, days_of, involved, mandates, vacant
from tests.cli.coop import FILES

TODAY = dt.date(2026, 11, 24)
DAY = dt.timedelta(days=1)


def ledger(**files: str) -> Ledger:
    return Ledger(Snapshot({path: text.encode() for path, text in {**FILES, **files}.items()}))


def between(first: str, last: str, one: Ledger) -> Between:
    begin, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return Between(Moment(one, begin - DAY), Moment(one, end))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-03", "2026-03-01", "2026-03-31"),
        ("2025-Q4", "2025-10-01", "2025-12-31"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2026", "2026-01-01", "2026-11-24"),
        ("2026-03-05", "2026-03-05", "2026-03-05"),
        ("2025-03..2026-Q1", "2025-03-01", "2026-03-31"),
        ("2026-03..", "2026-03-01", "2026-11-24"),
        ("2026-10-03..2027", "2026-10-03", "2026-11-24"),
    ],
)
def test_a_span_is_written_in_days_months_quarters_and_years(text: str, first: str, last: str) -> None:
    assert days_of(text, TODAY) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize("text", ["HEAD~20..HEAD", "HEAD", "2026..HEAD", "", "..2026", "2026-13"])
def test_what_names_no_days_is_left_to_who_knows_revisions(text: str) -> None:
    assert days_of(text, TODAY) is None


@pytest.mark.parametrize("text", ["2027", "2026-03..2026-02", "2026-12-01.."])
def test_a_span_to_come_or_upside_down_is_said_to_be(text: str) -> None:
    with pytest.raises(ValueError):
        days_of(text, TODAY)


def test_circles_begin_go_on_and_end() -> None:
    found = circles(
        between(
            "2026-01-01",
            "2026-10-31",
            ledger(
                **{
                    "circles/new.yaml": "circle: new\ntitle: N\nsince: 2026-02\n",
                    "circles/over.yaml": "circle: over\ntitle: O\nsince: 2020-01-01\nended: 2026-05-31\n",
                    "circles/short.yaml": "circle: short\ntitle: S\nsince: 2026-02-01\nended: 2026-03-31\n",
                    "circles/past.yaml": "circle: past\ntitle: P\nsince: 2020-01-01\nended: 2025-12-30\n",
                }
            ),
        )
    )
    assert [one["circle"] for one in found.new] == ["new", "short"]
    assert [one["circle"] for one in found.ended] == ["over", "short"]
    assert [one["circle"] for one in found.continuing] == ["orientation", "technique"]


def test_mandates_begin_go_on_and_end() -> None:
    one = ledger(
        **{
            "roles/technique/admin-sys.yaml": "role: admin-sys\ntitle: Admin\nmandates:\n- member: loic\n"
            "  since: 2024-06-01\n  until: 2026-03-31\n- member: noemie\n  since: 2026-04-01\n"
        }
    )
    found = mandates(between("2026-01-01", "2026-10-31", one))
    assert [(m["role"], m["member"]) for m in found.new] == [
        ("orientation/cogerance", "karim"), ("technique/admin-sys", "noemie"),
    ]  # fmt: skip
    assert [m["member"] for m in found.ended] == ["loic"]
    assert mandates(between("2026-02-01", "2026-03-31", one)).continuing[0]["member"] == "karim"


def test_what_is_to_be_filled() -> None:
    empty = "role: admin-sys\ntitle: Admin\nmandates:\n- member: loic\n  since: 2024-06-01\n  until: 2026-03-31\n"
    found = vacant(between("2026-01-01", "2026-10-31", ledger(**{"roles/technique/admin-sys.yaml": empty})))
    assert [(one["role"], one["since"]) for one in found.new] == [("technique/admin-sys", "2026-04-01")]
    assert [one["role"] for one in found.ended] == ["orientation/cogerance"]


def test_seats_of_one_role_are_told_together_however_they_are_noted() -> None:
    sheet = "role: admin-sys\ntitle: Admin\nseats: 3\nvacancies:\n- since: 2026-09-01\n  seats: 1\n  undecided: true\n"
    one = ledger(**{"roles/technique/admin-sys.yaml": sheet})
    (found,) = vacant(between("2026-01-01", "2026-10-31", one)).continuing
    assert (found["seats"], found["since"], found["undecided"]) == (3, None, False)


Seen = tuple[int, str | None]
SEATS = """\
role: admin-sys
title: Admin
seats: 2
mandates:
- member: loic
  since: 2024-01-01
  until: 2026-03-31
- member: noemie
  since: 2024-01-01
  until: 2026-08-31
"""
AGAIN = """\
role: admin-sys
title: Admin
mandates:
- member: loic
  since: 2024-06-01
  until: 2026-03-31
- member: noemie
  since: 2026-06-01
  until: 2026-08-31
"""


@pytest.mark.parametrize(
    ("sheet", "first", "new", "continuing", "ended"),
    [
        (SEATS, "2026-05-01", [(1, "2026-09-01")], [(1, "2026-04-01")], []),
        (SEATS, "2024-01-01", [(2, "2026-09-01")], [], [(2, None)]),
        (AGAIN, "2026-05-01", [(1, "2026-09-01")], [], [(1, "2026-04-01")]),
    ],
)
def test_what_became_free_in_the_span_is_not_still_so(
    sheet: str, first: str, new: list[Seen], continuing: list[Seen], ended: list[Seen]
) -> None:
    found = vacant(between(first, "2026-10-31", ledger(**{"roles/technique/admin-sys.yaml": sheet})))
    told = [[(one["seats"], one["since"]) for one in part if one["role"] == "technique/admin-sys"] for part in found]
    assert told == [new, continuing, ended]


def test_who_is_involved_held_something_or_noted_something() -> None:
    assert involved(between("2026-10-01", "2026-10-31", ledger())) == {"karim", "loic", "noemie"}
    assert involved(between("2025-01-01", "2025-12-31", ledger())) == {"loic"}


def test_between_two_revisions_the_later_one_is_told_against_the_earlier() -> None:
    before, day = ledger(), dt.date(2026, 10, 31)
    after = ledger(**{"circles/new.yaml": "circle: new\ntitle: N\nsince: 2020-02\n"})
    found = circles(Between(Moment(before, day), Moment(after, day)))
    assert [one["circle"] for one in found.new] == ["new"]
    assert len(found.continuing) == 2


def test_a_small_cooperative_tells_of_nobody() -> None:
    facts = report(between("2026-01-01", "2026-10-31", ledger()))
    assert facts["members"]["after"] is None
    assert {row["after"] for row in facts["members"]["by_status"]} == {None}
    assert facts["involvement"]["people"] is None
    assert facts["noted"] is None
    assert {one["why"] for one in facts["left_out"]} == {"open", "part"}
    assert facts["concentration"] == []


def test_nobody_by_site_where_nobody_has_one() -> None:
    assert counts_by(between("2026-01-01", "2026-10-31", ledger()), "site") == []


def test_records_are_counted_by_what_they_say() -> None:
    records = [{"method": "consent"}, {"method": "vote"}, {"method": "consent"}, {"method": None}, {}]
    assert by("method", records) == [
        {"method": "consent", "records": 2}, {"method": "vote", "records": 1}, {"method": None, "records": 2},
    ]  # fmt: skip
    assert by("method", []) == []

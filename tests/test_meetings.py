"""What meetings come to: gaps, what is missing, hours a year, who came of those expected."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from coopctl import meetings
from coopctl.meetings import Gap, gaps, missed, percent, yearly
from coopctl.records.circle import Meetings
from coopctl.values.lapses import parse_lapse
from tests.small import with_files

DAY = dt.date(2026, 11, 23)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def circle(**keys: str) -> str:
    return "circle: technique\ntitle: Technique\nsince: 2019-03\n" + "".join(f"{k}: {v}\n" for k, v in keys.items())


def meeting(date: str, **keys: object) -> dict[str, str]:
    lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
    text = f"meeting: {date}-technique\ncircle: technique\ndate: {date}\n{lines}"
    return {f"meetings/{date}-technique.yaml": text}


def figures(*files: dict[str, str], on: dt.date = DAY) -> dict[str, Any]:
    changes: dict[str, str | None] = {}
    for one in files:
        changes |= one
    return meetings.figures(with_files(changes), "technique", on)


WEEKLY = {"circles/technique.yaml": circle() + "meetings:\n- every: 1 week\n  at_most: 2 weeks\n  length: 1.25\n"}


def test_gaps_lie_between_meetings_and_go_on_to_the_day() -> None:
    days = [day("2026-10-01"), day("2026-10-29")]
    assert gaps(days) == [Gap(days[0], days[1], 28)]
    assert gaps(days, day("2026-11-01"))[1:] == [Gap(days[1], None, 3)]
    assert gaps(days, days[1])[1:] == gaps([], DAY) == []


@pytest.mark.parametrize(("days", "above"), [(35, False), (36, True)])
def test_five_weeks_at_most_are_thirty_five_days(days: int, above: bool) -> None:
    gap = Gap(day("2026-09-21"), None, days)
    assert (gap.above(parse_lapse("5 weeks")), gap.above(None)) == (above, False)


@pytest.mark.parametrize(
    ("days", "every", "missing"),
    [(7, "1 week", 0), (10, "1 week", 0), (14, "1 week", 1), (21, "1 week", 2), (35, "4 weeks", 0), (42, "4 weeks", 1),
     (3, "1 week", 0), (92, "3 months", 0), (184, "3 months", 1)],
)  # fmt: skip
def test_what_is_missing_in_a_gap_to_the_nearest(days: int, every: str, missing: int) -> None:
    assert missed(Gap(day("2026-01-05"), None, days), parse_lapse(every)) == missing


@pytest.mark.parametrize(
    ("every", "length", "hours"),
    [("1 week", "1.25", "65.00"), ("4 weeks", "2", "26.00"), ("1 month", "2", "24.00"), ("1 year", "3", "3.00"),
     ("10 days", "1", "37.00")],
)  # fmt: skip
def test_the_hours_a_year_of_a_cadence(every: str, length: str, hours: str) -> None:
    found = yearly(Meetings.model_validate({"every": every, "length": length}))
    assert found is not None
    assert found.fixed == hours
    assert yearly(Meetings.model_validate({"every": every})) is None


def test_a_share_is_whole_percent_half_up() -> None:
    assert [percent(1, 3), percent(1, 200), percent(1, 201), percent(2, 2), percent(0, 0)] == [33, 1, 0, 100, None]


def test_a_year_of_a_weekly_circle() -> None:
    found = figures(
        WEEKLY,
        meeting("2025-11-23", present=9),  # a year and a day before: counts as the one before the first
        meeting("2026-11-02", present=3, expected=4, mode="remote"),
        meeting("2026-11-09", present=2, expected=4, mode="onsite", site="Tulle", guests=2, length=2),
        meeting("2026-11-30"),
        on=day("2026-11-23"),
    )
    assert (found["last"], found["next"], found["held"]) == ("2026-11-09", "2026-11-30", 2)
    assert (found["hours"].fixed, found["planned_hours"].fixed) == ("3.25", "65.00")
    assert found["longest_gap"] == {"since": "2025-11-23", "until": "2026-11-02", "days": 344, "above": True}
    assert (found["present"], found["expected"], found["attendance_percent"]) == (5, 8, 63)
    assert (found["modes"], found["remote_percent"]) == ({"remote": 1, "onsite": 1, "mixed": 0}, 50)
    assert (found["sites"], found["guests"]) == ([{"site": "Tulle", "meetings": 1}], 2)


def test_a_gap_that_goes_on_counts_while_the_circle_is_there() -> None:
    files = meeting("2026-11-02")
    assert figures(WEEKLY, files)["missed"] == 2
    assert figures(WEEKLY, files)["longest_gap"]["until"] is None
    ended = {"circles/technique.yaml": circle(ended="2026-11-10") + "meetings:\n- every: 1 week\n"}
    assert figures(ended, files)["longest_gap"] is None


def test_where_nothing_is_noted_nothing_is_missing() -> None:
    found = figures(WEEKLY)
    assert (found["last"], found["held"], found["missed"], found["longest_gap"]) == (None, 0, None, None)
    assert found["attendance_percent"] is None


def test_those_of_a_circle_by_commitment_are_expected() -> None:
    text = circle(access="commitment") + "members:\n- member: loic\n  since: 2024-01\n  until: 2027-01\n"
    text += "- member: noemie\n  since: 2026-11-20\n  until: 2027-12\n"
    found = figures({"circles/technique.yaml": text}, meeting("2026-11-19", present=1))
    assert (found["present"], found["expected"]) == (1, 1)
    assert figures(meeting("2026-11-19", present=1))["expected"] == 0, "whoever comes to an open circle is welcome"

"""Lengths of time: read as written, added to days."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.cli.governing import lapse
from coopctl.values.lapses import months_after, parse_lapse
from coopctl.words import said


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1 day", "2026-02-01"), ("2 weeks", "2026-02-14"), ("1 month", "2026-02-28"), ("13 months", "2027-02-28"),
        ("4 years", "2030-01-31"), ("999 years", "3025-01-31"),
    ],
)  # fmt: skip
def test_a_length_leads_to_a_day(text: str, day: str) -> None:
    assert parse_lapse(text).after(dt.date(2026, 1, 31)).isoformat() == day


@pytest.mark.parametrize("text", ["", "2", "months", "0 days", "1 months", "2 month", "2  months", "-1 day", "2 mois"])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a length"):
        parse_lapse(text)


@pytest.mark.parametrize(
    ("typed", "kept"), [("2 mois", "2 months"), ("1 an", "1 year"), ("6 Semaines", "6 weeks"), ("1 day", "1 day")]
)
def test_a_length_is_typed_in_either_language(typed: str, kept: str) -> None:
    assert lapse(typed) == kept
    assert said(parse_lapse(kept), "fr") == typed.casefold().replace("day", "jour")


@given(st.dates(), st.integers(0, 9999))
def test_months_later_is_the_same_day_or_the_last_one(day: dt.date, months: int) -> None:
    later = months_after(day, months)
    at = day.year * 12 + day.month - 1 + months
    if at < 9999 * 12 + 11:
        assert later.year * 12 + later.month - 1 == at
        assert later.day == min(day.day, calendar.monthrange(later.year, later.month)[1])
    else:
        assert later == dt.date.max


@given(st.dates(), st.integers(1, 999), st.sampled_from(["days", "weeks", "months", "years"]))
def test_no_length_leaves_the_calendar(day: dt.date, number: int, unit: str) -> None:
    length = parse_lapse(f"{number} {unit if number > 1 else unit[:-1]}")
    assert day < length.after(day) or length.after(day) == dt.date.max

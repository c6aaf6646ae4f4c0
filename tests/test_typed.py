from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopctl import typed
from coopctl.values import Cents, Hours, Month, Period, Rate
from coopctl.words import Text

TUESDAY = dt.date(2026, 10, 13)


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [
        ("1h30", 150), ("1 h 30", 150), ("1h30min", 150), ("1:30", 150), ("01:30", 150), ("90min", 150),
        ("90 min", 150), ("45'", 75), ("45’", 75), ("1,5", 150), ("1.5", 150), ("1,5h", 150), ("1.5 h", 150),
        ("2h", 200), ("0h15", 25), ("3 h 00", 300), ("3\u00a0h\u202f00", 300), ("  1H30 ", 150), ("0", 0),
        ("1 h 30 min", 150), ("1h5min", 108), ("1h05", 108), ("7 heures", 700), ("7 heures 15", 725),
        ("2 hours", 200), (",5", 50), ("0,25", 25), ("1:30:00", 150), ("60 minutes", 100), ("1h30'", 150),
        ("37.50", 3750), ("1,500", 150),
    ],
)  # fmt: skip
def test_hours_as_people_write_them(text: str, hundredths: int) -> None:
    found, _ = typed.hours(text)
    assert found == hundredths
    assert type(found) is Hours


@pytest.mark.parametrize("text", ["1h30", "1,5", "1.5", "1:30", "90min", "45'", "2h", "0h15", "3 h 00"])
def test_what_is_plain_says_nothing(text: str) -> None:
    assert typed.hours(text)[1] is None


@pytest.mark.parametrize(
    ("text", "hundredths", "said"),
    [
        ("1h20", 133, "1\u00a0h\u00a020 → 1.33\u00a0h"),
        ("20 min", 33, "0\u00a0h\u00a020 → 0.33\u00a0h"),
        ("1:10", 117, "1\u00a0h\u00a010 → 1.17\u00a0h"),
        ("1h05", 108, "1\u00a0h\u00a005 → 1.08\u00a0h"),
        ("1,335", 134, "1,335 → 1.34\u00a0h"),
        ("30m", 50, "“30m” is read as 30 minutes"),
        ("20m", 33, "0\u00a0h\u00a020 → 0.33\u00a0h"),
    ],
)
def test_what_is_rounded_or_guessed_is_said(text: str, hundredths: int, said: str) -> None:
    found, note = typed.hours(text)
    assert (found, str(note)) == (hundredths, said)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("1.234,5", "both a point and a comma"), ("2j", "no fixed length"), ("2 jours", "no fixed length"),
        ("un moment", "is not a time: write 1h30"), ("", "no time was given"), ("   ", "no time was given"),
        ("-2", "below zero"), ("\u22121h30", "below zero"), ("1h75", "59 minutes at most"), ("1:75", "59 minutes"),
        ("1h5", "write 1h05 or 1h50"), ("1 30", "is not a time"), ("h", "is not a time"), ("1:5", "is not a time"),
        ("1,", "is not a time"), ("1h30h", "is not a time"), ("1e3", "is not a time"), ("NaN", "is not a time"),
        ("1,5,5", "is not a time"), ("²", "is not a time"), ("123456", "is not a time"),
        ("9000", "more than a year"), ("9999h59", "more than a year"),
    ],
)  # fmt: skip
def test_hours_refused(text: str, part: str) -> None:
    with pytest.raises(ValueError, match=part) as error:
        typed.hours(text)
    assert isinstance(error.value.args[0], Text)


@settings(deadline=None)
@given(st.integers(0, 99 * 60))
def test_minutes_written_in_any_way_are_the_same_hours(minutes: int) -> None:
    whole, rest = divmod(minutes, 60)
    ways = {
        typed.hours(text)[0]
        for text in (f"{whole}h{rest:02d}", f"{whole} h {rest:02d}", f"{whole}:{rest:02d}", f"{minutes}min")
    }
    assert ways == {Hours((minutes * 100 + 30) // 60)}


@settings(deadline=None)
@given(st.integers(0, 899_999))
def test_decimal_hours_come_back(hundredths: int) -> None:
    text = f"{hundredths // 100},{hundredths % 100:02d}"
    assert typed.hours(text) == (Hours(hundredths), None)
    assert typed.hours(text.replace(",", ".") + " h") == (Hours(hundredths), None)


@settings(deadline=None)
@given(st.text(alphabet="0123456789hm:.,' jn-", max_size=8))
def test_hours_are_given_or_refused_in_words(text: str) -> None:
    try:
        found, _ = typed.hours(text)
    except ValueError as error:
        found, said = None, error.args[0]
    assert isinstance(said, Text) if found is None else not ("." in text and "," in text) and found >= 0


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("15", 1500), ("12,50", 1250), ("12.5", 1250), ("18 €/h", 1800), ("18\u00a0€/h", 1800), ("10 €", 1000),
        ("18€", 1800), ("18 euros de l'heure", 1800), ("18 / h", 1800), ("€ 18", 1800), ("0", 0),
        ("20 eur/heure", 2000), ("18 €/ h", 1800), ("15 € par heure", 1500),
    ],
)  # fmt: skip
def test_rates(text: str, cents: int) -> None:
    found = typed.rate(text)
    assert found == cents
    assert type(found) is Rate


@pytest.mark.parametrize("text", ["", "beaucoup", "-5", "1.234,5", "12,505", "15 €/j", "15 h", "1e3", "1,500", "€"])
def test_rates_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write") as error:
        typed.rate(text)
    assert isinstance(error.value.args[0], Text)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1 234,50 €", 123450),
        ("1\u202f234,50\u00a0€", 123450),
        ("1234.5", 123450),
        ("0,00 €", 0),
        ("1 176,00 €", 117600),
    ],
)
def test_amounts(text: str, cents: int) -> None:
    found = typed.cents(text)
    assert found == cents
    assert type(found) is Cents


@pytest.mark.parametrize("text", ["1,234", "1.234", "12 34", "18 €/h", "-", "1.234,50"])
def test_amounts_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write"):
        typed.cents(text)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-10-03", "2026-10-03"), ("13/10/2026", "2026-10-13"), ("3/9/2026", "2026-09-03"),
        ("03.09.2026", "2026-09-03"), ("13/10", "2026-10-13"), ("14/10", "2025-10-14"), ("29/02", "2024-02-29"),
        ("hier", "2026-10-12"), ("avant-hier", "2026-10-11"), ("aujourd'hui", "2026-10-13"),
        ("Aujourd’hui", "2026-10-13"), ("today", "2026-10-13"), ("yesterday", "2026-10-12"), ("-2d", "2026-10-11"),
        ("-2j", "2026-10-11"), ("-1 jour", "2026-10-12"), ("lundi", "2026-10-12"), ("mercredi", "2026-10-07"),
        ("Sunday", "2026-10-11"), ("mardi dernier", "2026-10-06"), ("last tuesday", "2026-10-06"),
        ("3 octobre", "2026-10-03"), ("1er octobre 2026", "2026-10-01"), ("3 sept. 2026", "2026-09-03"),
        ("jeudi 3 septembre 2026", "2026-09-03"), ("3 October 2026", "2026-10-03"), ("24 décembre", "2025-12-24"),
    ],
)  # fmt: skip
def test_days(text: str, iso: str) -> None:
    assert typed.day(text, TUESDAY) == dt.date.fromisoformat(iso)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("31/02/2026", "not a day of the calendar"), ("2026-02-30", "not a day of the calendar"),
        ("10/13/2026", "not a day of the calendar"), ("13/10/26", "is not a day"), ("mardi", "today or a week ago"),
        ("demain", "is not a day"), ("", "is not a day"), ("13", "is not a day"),
        ("31/02", "not a day of the calendar"),
        ("0000-01-01", "not a day of the calendar"), ("13/10-2026", "is not a day"),
    ],
)  # fmt: skip
def test_days_refused(text: str, part: str) -> None:
    with pytest.raises(ValueError, match=part):
        typed.day(text, TUESDAY)


def test_a_file_knows_no_today() -> None:
    with pytest.raises(ValueError, match="says no year"):
        typed.written_day("13/10")
    with pytest.raises(ValueError, match="is not a day"):
        typed.written_day("hier")


@settings(deadline=None)
@given(st.dates(dt.date(2018, 1, 1), dt.date(2040, 12, 31)))
def test_any_day_in_any_form(day: dt.date) -> None:
    assert typed.day(day.isoformat(), TUESDAY) == typed.day(f"{day:%d/%m/%Y}", TUESDAY) == day
    assert typed.day(f"{day.day}/{day.month}", today=day) == day


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-10", (2026, 10)), ("10/2026", (2026, 10)), ("octobre 2026", (2026, 10)), ("Octobre", (2026, 10)),
        ("novembre", (2025, 11)), ("ce mois-ci", (2026, 10)), ("le mois dernier", (2026, 9)), ("oct.", (2026, 10)),
        ("last month", (2026, 9)), ("August 2026", (2026, 8)), ("févr. 2026", (2026, 2)),
    ],
)  # fmt: skip
def test_months(text: str, month: tuple[int, int]) -> None:
    assert typed.month(text, TUESDAY) == Month(*month)


@pytest.mark.parametrize("text", ["", "13/2026", "2026-13", "brumaire", "10", "2026"])
def test_months_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a month"):
        typed.month(text, TUESDAY)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026-10", "2026-10"), ("2026-Q4", "2026-Q4"), ("2026-q4", "2026-Q4"), ("T4 2026", "2026-Q4"),
        ("4e trimestre 2026", "2026-Q4"), ("1er trimestre 2026", "2026-Q1"), ("2026", "2026"),
        ("octobre 2026", "2026-10"), ("10/2026", "2026-10"),
    ],
)  # fmt: skip
def test_periods(text: str, period: str) -> None:
    assert str(typed.period(text)) == str(typed.period(text, TUESDAY)) == period


def test_a_period_without_a_year_needs_today() -> None:
    assert typed.period("octobre", TUESDAY) == Period(Month(2026, 10), 1)
    with pytest.raises(ValueError, match="is not a period"):
        typed.period("octobre")


@pytest.mark.parametrize("text", ["", "2026-Q5", "hier", "0000"])
def test_periods_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a period"):
        typed.period(text)

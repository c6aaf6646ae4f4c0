"""One cell as one fact: a day, hours, a rate, an amount, a text. A bad cell raises ValueError(Text)."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from coopctl import typed
from coopctl.importing.grid import Cell, Hollow
from coopctl.values import Cents, Hours, Month, Rate
from coopctl.words import T, Text

_DASH = re.compile(r"[-\u2010-\u2015\u2212]+\s*€?|€")
_SHORT_YEAR = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})")
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_STRAY = dict.fromkeys(map(ord, "\u200b\ufeff\u00ad\u2060"))
_CENT = Decimal("0.01")
_DAWN = dt.date(1899, 12, 31)
"""A time alone, in a cell formatted as day and time, is counted from here or the day before."""


class Days(NamedTuple):
    """A day, or the span of days a month is; ``said`` where what is written was completed."""

    date: dt.date
    until: dt.date | None = None
    said: Text | None = None


def absent(cell: Cell | None) -> bool:
    """Nothing, or the dash by which a spreadsheet shows a zero amount."""
    return cell is None or cell.blank or (isinstance(cell.value, str) and bool(_DASH.fullmatch(cell.value)))


def words(cell: Cell) -> str:
    """The text of a cell, on one line, without characters that act on a screen."""
    value = _solid(cell)
    if isinstance(value, bool) or not isinstance(value, str | Decimal):
        raise ValueError(T("“{seen}” is not a text", seen=cell.raw))
    if isinstance(value, Decimal):
        return f"{value:f}"
    clean = " ".join(value.translate(_STRAY).replace("\r", "\n").split("\n"))
    if _HIDDEN.search(clean):
        raise ValueError(T("the text holds characters that do not show: type it again"))
    return re.sub(r"[ \t]+", " ", unicodedata.normalize("NFC", clean)).strip()


def hours(cell: Cell, *, minutes: bool = False) -> tuple[Hours, Text | None]:
    """Hours, and what to say where they were rounded. A number counts hours, or minutes if so headed."""
    value = _solid(cell)
    if isinstance(value, str):
        return typed.hours(value + " min" if minutes and value.isdigit() else value)
    if isinstance(value, dt.datetime) and value.date() <= _DAWN:
        value = value.time()
    if isinstance(value, dt.time):
        return _of_seconds(value.hour * 3600 + value.minute * 60 + value.second, cell)
    if isinstance(value, dt.timedelta):
        return _of_seconds(value.days * 86400 + value.seconds, cell)
    if isinstance(value, Decimal) and value.is_finite():
        return _of_number(value / 60 if minutes else value, cell)
    raise ValueError(T("“{seen}” is not a time: write 1h30, 1:30, 90min or 1,5", seen=cell.raw))


def _of_seconds(seconds: int, cell: Cell) -> tuple[Hours, Text | None]:
    if seconds < 0:
        raise ValueError(T("“{seen}” is below zero: a time is written 1h30, 1:30, 90min or 1,5", seen=cell.raw))
    return typed.hours_of_minutes((seconds + 30) // 60)


def _of_number(value: Decimal, cell: Cell) -> tuple[Hours, Text | None]:
    if value < 0:
        raise ValueError(T("“{seen}” is below zero: a time is written 1h30, 1:30, 90min or 1,5", seen=cell.raw))
    if value > 9000:
        raise ValueError(T("{seen} hours is more than a year holds", seen=cell.raw))
    found = Hours(_hundredths(value))
    exact = value * 100 == found
    return found, None if exact else T("{typed} → {kept}", typed=cell.raw, kept=typed.Decimals(found))


def _hundredths(value: Decimal) -> int:
    """Half up, after dropping what a spreadsheet's binary numbers add (1.005 is stored 1.00499999999999989)."""
    return int(value.quantize(Decimal("1e-9")).quantize(_CENT, ROUND_HALF_UP) * 100)


def rate(cell: Cell) -> Rate:
    """A rate: a number with two decimals at most, or text with or without its unit."""
    value = _solid(cell)
    if isinstance(value, str):
        return typed.rate(value)
    found = _number(value, T("“{seen}” is not a rate: write 15, 12,50 or 18 €/h", seen=cell.raw), cell)
    if found * 100 != int(found * 100):
        raise ValueError(T("{seen}: a rate has two decimals at most", seen=cell.raw))
    return Rate(int(found * 100))


def amount(cell: Cell) -> Cents:
    """An amount, half up to the cent: a formula often gives more decimals than it shows."""
    value = _solid(cell)
    if isinstance(value, str):
        return typed.cents(value)
    found = _number(value, T("“{seen}” is not an amount: write 15, 12,50 or 1 234,50 €", seen=cell.raw), cell)
    return Cents(_hundredths(found))


def _number(value: object, otherwise: Text, cell: Cell) -> Decimal:
    if not isinstance(value, Decimal) or not value.is_finite() or abs(value) > 10**9:
        raise ValueError(otherwise)
    if value < 0:
        raise ValueError(T("“{seen}” is below zero: write 0, 15 or 12,50", seen=cell.raw))
    return value


def days(cell: Cell, month: Month | None) -> Days:
    """A day, day before month; ``month`` is the sheet's own, which completes « 13/10 » or « 13 »."""
    value = _solid(cell)
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        if value.year < 1990:
            raise ValueError(T("“{seen}” is not a day: write 2026-10-13 or 13/10/2026", seen=cell.raw))
        return Days(value)
    if isinstance(value, Decimal) and month and value == value.to_integral_value() and 1 <= value <= month.last.day:
        found = month.first.replace(day=int(value))
        return Days(found, said=T("“{seen}” is read as {day}", seen=cell.raw, day=found))
    if not isinstance(value, str):
        raise ValueError(T("“{seen}” is not a day: write 2026-10-13 or 13/10/2026", seen=cell.raw))
    return _written_days(value, month)


def _written_days(text: str, month: Month | None) -> Days:
    if named := typed.written_month(text):
        return span(named)
    if match := _SHORT_YEAR.fullmatch(text):
        found = typed.written_day(f"{match[1]}/{match[2]}/20{match[3]}")
        return Days(found, said=T("“{seen}” is read as {day}", seen=text, day=found))
    found = typed.written_day(text, month.last if month else None)
    short = re.fullmatch(r"\d{1,2}\D\d{1,2}", text)
    return Days(found, said=T("“{seen}” is read as {day}", seen=text, day=found) if short else None)


def span(month: Month) -> Days:
    """A month known without its day: work done from its first day to its last."""
    return Days(month.first, month.last, T("no day is given: {month}, from its first day to its last", month=month))


def _solid(cell: Cell) -> object:
    if isinstance(cell.value, Hollow):
        raise ValueError(cell.value.why)
    return cell.value

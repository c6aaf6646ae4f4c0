"""Days, months, periods and spans of days."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from coopctl.words import T, month_words, said

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})", re.ASCII)
_HOUR = re.compile(r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)


def parse_day(text: str) -> dt.date:
    """A stored day: ``2026-10-03``."""
    if _DAY.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise ValueError(T("{seen} is not a day of the calendar", seen=text)) from None
    raise ValueError(T("“{seen}” is not a day written like 2026-10-03", seen=text))


class Month(NamedTuple):
    """A calendar month; it sorts, and it is said « octobre 2026 »."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    def __words__(self, lang: str) -> str:
        return month_words(self.year, self.number, lang)

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, self.number, 1)

    @property
    def last(self) -> dt.date:
        return self.next.first - dt.timedelta(days=1)

    @property
    def next(self) -> Month:
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> Month:
        return Month(self.year - (self.number == 1), (self.number - 2) % 12 + 1)

    @classmethod
    def of(cls, day: dt.date) -> Month:
        return cls(day.year, day.month)


def parse_month(text: str) -> Month:
    """A stored month: ``2026-10``."""
    match = _MONTH.fullmatch(text)
    if not match or not 1 <= int(match[2]) <= 12 or not 1 <= int(match[1]) <= 9998:
        raise ValueError(T("“{seen}” is not a month written like 2026-10", seen=text))
    return Month(int(match[1]), int(match[2]))


def plus_months(day: dt.date, months: int) -> dt.date:
    """The same day of the month some months later (or earlier), the last one where the month is shorter."""
    count = day.year * 12 + day.month - 1 + months
    month = Month(count // 12, count % 12 + 1)
    return min(month.first + dt.timedelta(days=day.day - 1), month.last)


def months_of(first: dt.date, last: dt.date) -> tuple[int, int]:
    """Whole months from a day to another, both included, and the days that are over."""
    end = last + dt.timedelta(days=1)
    months = (end.year - first.year) * 12 + end.month - first.month
    months -= plus_months(first, months) > end
    return months, (end - plus_months(first, months)).days


class When(str):
    """A day or a month, kept as written. As ``since`` a month means its first day, as ``until`` its last."""

    __slots__ = ()

    @property
    def first(self) -> dt.date:
        return parse_month(self).first if len(self) == 7 else parse_day(self)

    @property
    def last(self) -> dt.date:
        return parse_month(self).last if len(self) == 7 else parse_day(self)

    @property
    def only_a_month(self) -> bool:
        """Whether no day is known; the words before it are then others (« en mars », not « le mars »)."""
        return len(self) == 7

    def __words__(self, lang: str) -> str:
        return said(parse_month(self) if len(self) == 7 else parse_day(self), lang)


class Moment(When):
    """A day, and the hour where it is known, kept as written: ``2026-10-15``, ``2026-10-15T18:42``."""

    __slots__ = ()

    @property
    def first(self) -> dt.date:
        return parse_day(self[:10])

    @property
    def last(self) -> dt.date:
        return parse_day(self[:10])

    def __words__(self, lang: str) -> str:
        return f"{said(self.first, lang)}, {self[11:]}" if len(self) > 10 else said(self.first, lang)

    def before(self, other: str) -> bool:
        """Whether it is earlier for certain: where one has no hour, the days alone tell."""
        known = len(self) > 10 and len(other) > 10
        return str(self) < str(other) if known else self[:10] < other[:10]


def parse_moment(text: str) -> Moment:
    """A stored moment: ``2026-10-15`` or ``2026-10-15T18:42``."""
    if len(text) > 10 and not _HOUR.fullmatch(text[10:]):
        raise ValueError(T("“{seen}” is not a moment written like 2026-10-15T18:42", seen=text))
    parse_day(text[:10])
    return Moment(text)


def parse_when(text: str) -> When:
    """A stored day or month: ``2024-03-05`` or ``2024-03`` (where a source knows no day)."""
    if _MONTH.fullmatch(text):
        parse_month(text)
    else:
        parse_day(text)
    return When(text)


class Period(NamedTuple):
    """A month, a quarter or a year: what one payout covers. ``str()`` gives 2026-10, 2026-Q4, 2026."""

    first_month: Month
    length: int

    def __str__(self) -> str:
        year, number = self.first_month
        if self.length == 1:
            return str(self.first_month)
        return f"{year:04d}-Q{(number + 2) // 3}" if self.length == 3 else f"{year:04d}"

    def __words__(self, lang: str) -> str:
        year, number = self.first_month
        if self.length == 1:
            return month_words(year, number, lang)
        quarter = (number + 2) // 3
        if self.length == 12:
            return str(year)
        return f"{quarter}{'er' if quarter == 1 else 'e'} trimestre {year}" if lang == "fr" else f"Q{quarter} {year}"

    @property
    def months(self) -> tuple[Month, ...]:
        found = [self.first_month]
        while len(found) < self.length:
            found.append(found[-1].next)
        return tuple(found)

    @property
    def first(self) -> dt.date:
        return self.first_month.first

    @property
    def last(self) -> dt.date:
        return self.months[-1].last

    def overlaps(self, other: Period) -> bool:
        return self.first <= other.last and other.first <= self.last

    @property
    def next(self) -> Period:
        return Period(self.months[-1].next, self.length)

    @classmethod
    def holding(cls, month: Month, length: int) -> Period:
        """The period of ``length`` months (1, 3 or 12) that holds a month."""
        return cls(Month(month.year, (month.number - 1) // length * length + 1), length)


def parse_period(text: str) -> Period:
    """A period as files and commands write it: ``2026-10``, ``2026-Q4``, ``2026``."""
    if match := re.fullmatch(r"([0-9]{4})-Q([1-4])", text, re.ASCII):
        return Period(Month(int(match[1]), int(match[2]) * 3 - 2), 3)
    if re.fullmatch(r"[1-9][0-9]{3}", text, re.ASCII):
        return Period(Month(int(text), 1), 12)
    try:
        return Period(parse_month(text), 1)
    except ValueError:
        raise ValueError(T("“{seen}” is not a period written like 2026-10, 2026-Q4 or 2026", seen=text)) from None


class Span(NamedTuple):
    """Days from ``since`` to ``until``, both included; None is open on that side."""

    since: dt.date | None
    until: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def covers(self, first: dt.date, last: dt.date) -> bool:
        """Whether it holds every day from ``first`` to ``last``."""
        return (self.since is None or self.since <= first) and (self.until is None or last <= self.until)

    def days_in(self, first: dt.date, last: dt.date) -> int:
        """How many days of [first, last] the span covers."""
        start = max(first, self.since or first)
        end = min(last, self.until or last)
        return max(0, (end - start).days + 1)

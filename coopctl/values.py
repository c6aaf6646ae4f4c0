"""The small words all else is made of: cents, hours, rates, days, months, periods, handles.

Amounts are whole cents, hours are whole hundredths: never a float (float rounding differs from
half-up in 12 % of hour x rate pairs). The functions that read a *stored* value are strict and raise
``ValueError`` with a :class:`~coopctl.words.Text`; what a person types is read in ``typed.py``.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from coopctl.words import T, month_words

_NUMBER = re.compile(r"(-?)([0-9]{1,9})(?:\.([0-9]{1,2}))?", re.ASCII)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_ENTRY_ID = re.compile(r"[a-z][a-z2-9]{7}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})", re.ASCII)
_SOURCE = re.compile(r"[a-z0-9][a-z0-9.:-]{3,79}", re.ASCII)
_RESERVED = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10))}

MAX_SLUG = 40
MAX_TEXT = 2000


def _stored(hundredths: int) -> str:
    """The canonical text of a number in a file: no exponent, no needless zero (2.5, 30, 0.25)."""
    sign, whole, part = "-" if hundredths < 0 else "", abs(hundredths) // 100, abs(hundredths) % 100
    return f"{sign}{whole}" + (f".{part:02d}".rstrip("0") if part else "")


def _fixed(hundredths: int) -> str:
    """Two decimals always, as JSON gives them ("50.00")."""
    return f"{'-' if hundredths < 0 else ''}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"


def _spoken(hundredths: int, lang: str, *, decimals: bool) -> str:
    """1 234,50 in French (narrow no-break space), 1,234.50 in English."""
    comma, space = (",", "\u202f") if lang == "fr" else (".", ",")
    digits = f"{abs(hundredths) // 100:,}".replace(",", space)
    tail = f"{comma}{abs(hundredths) % 100:02d}" if decimals or hundredths % 100 else ""
    return ("\u2212" if hundredths < 0 else "") + digits + tail


class Cents(int):
    """An amount of money, in cents. ``Cents(5000)`` is 50 €."""

    def __words__(self, lang: str) -> str:
        spoken = _spoken(self, lang, decimals=True)
        return f"{spoken}\u00a0€" if lang == "fr" else f"{spoken} €"

    def __str__(self) -> str:
        return f"{_fixed(self)} €"

    @property
    def stored(self) -> str:
        return _stored(self)

    @property
    def fixed(self) -> str:
        return _fixed(self)


class Rate(int):
    """What a member grants themself for an hour, in cents."""

    def __words__(self, lang: str) -> str:
        spoken = _spoken(self, lang, decimals=False)
        return f"{spoken}\u00a0€/h" if lang == "fr" else f"{spoken} €/h"

    def __str__(self) -> str:
        return f"{_stored(self)} €/h"

    @property
    def stored(self) -> str:
        return _stored(self)

    @property
    def fixed(self) -> str:
        return _fixed(self)


class Hours(int):
    """Time, in hundredths of an hour. ``Hours(250)`` is two hours and a half."""

    def __words__(self, lang: str) -> str:
        minutes = (abs(self) * 60 + 50) // 100
        whole, rest = divmod(minutes, 60)
        sign = "\u2212" if self < 0 else ""
        if rest:
            return f"{sign}{whole}\u00a0h\u00a0{rest:02d}"
        return f"{sign}{whole}\u00a0h"

    def __str__(self) -> str:
        return f"{_fixed(self)} h"

    @property
    def stored(self) -> str:
        return _stored(self)

    @property
    def fixed(self) -> str:
        return _fixed(self)


def amount(hours: Hours, rate: Rate) -> Cents:
    """hours x rate, rounded half up to the cent (the euro rule, Reg. (EC) 1103/97 art. 5)."""
    return Cents((hours * rate + 50) // 100)


def parse_number(text: str) -> int:
    """A stored decimal with at most two digits after the point, as hundredths."""
    match = _NUMBER.fullmatch(text)
    if not match:
        raise ValueError(T("“{seen}” is not a number written like 2.5", seen=text))
    sign, whole, part = match.groups()
    value = int(whole) * 100 + int((part or "").ljust(2, "0") or 0)
    return -value if sign else value


def parse_hours(text: str) -> Hours:
    """Stored hours: ``2.5``. Bounded to a year's worth, so that a slip of the hand is seen."""
    value = parse_number(text)
    if not -900_000 < value < 900_000:
        raise ValueError(T("{seen} hours is more than a year holds", seen=text))
    return Hours(value)


def parse_rate(text: str) -> Rate:
    """A stored hourly rate in the ledger's currency."""
    return Rate(parse_number(text))


def parse_cents(text: str) -> Cents:
    """A stored amount in the ledger's currency."""
    return Cents(parse_number(text))


def parse_day(text: str) -> dt.date:
    """A stored day: ``2026-10-03``."""
    if _DAY.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise ValueError(T("{seen} is not a day of the calendar", seen=text)) from None
    raise ValueError(T("“{seen}” is not a day written like 2026-10-03", seen=text))


def parse_slug(text: str) -> str:
    """A handle or a slug: the name of a file, and so never a path, a dot or an upper-case letter."""
    if not _SLUG.fullmatch(text) or len(text) > MAX_SLUG or text in _RESERVED:
        raise ValueError(
            T("“{seen}” is not a name for a file: a to z, 0 to 9 and single -, at most 40 characters", seen=text)
        )
    return text


def parse_entry_id(text: str) -> str:
    """The id of a contribution: a letter, then seven of a-z 2-9, so that YAML never reads a number."""
    if not _ENTRY_ID.fullmatch(text):
        raise ValueError(T("“{seen}” is not an id: one letter, then seven of a to z and 2 to 9", seen=text))
    return text


def parse_flag(text: str) -> bool:
    """``true`` or ``false``, nothing that only looks like it."""
    if text not in ("true", "false"):
        raise ValueError(T("“{seen}” is neither true nor false", seen=text))
    return text == "true"


def parse_what(text: str) -> str:
    """What was done, in words: anything that is not blank, on one line."""
    if not isinstance(text, str):
        raise ValueError(T("a text is expected here"))
    if not text.strip():
        raise ValueError(T("the text is empty: say in a few words what was done"))
    if len(text) > MAX_TEXT:
        raise ValueError(T("the text has {n} characters, at most {most} are kept", n=len(text), most=MAX_TEXT))
    return text


def parse_source(text: str) -> str:
    """The fingerprint of the spreadsheet row an entry was read from."""
    if not _SOURCE.fullmatch(text):
        raise ValueError(T("“{seen}” is not a fingerprint written by an import", seen=text))
    return text


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


class When(str):
    """A day or a month, kept as written. As ``since`` a month means its first day, as ``until`` its last."""

    __slots__ = ()

    @property
    def first(self) -> dt.date:
        return parse_month(self).first if len(self) == 7 else parse_day(self)

    @property
    def last(self) -> dt.date:
        return parse_month(self).last if len(self) == 7 else parse_day(self)

    def __words__(self, lang: str) -> str:
        from coopctl.words import said

        return said(parse_month(self) if len(self) == 7 else parse_day(self), lang)


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

    def days_in(self, first: dt.date, last: dt.date) -> int:
        """How many days of [first, last] the span covers."""
        start = max(first, self.since or first)
        end = min(last, self.until or last)
        return max(0, (end - start).days + 1)

"""Lengths of time of the calendar: two months, five weeks."""

from __future__ import annotations

import datetime as dt
import re

from coopctl.words import TN, T

_LAPSE = re.compile(r"([1-9][0-9]{0,2}) (day|week|month|year)(s?)", re.ASCII)


class Lapse(str):
    """A length as it is written: ``2 months``, ``5 weeks``, ``1 year``."""

    __slots__ = ()

    @property
    def number(self) -> int:
        return int(self.partition(" ")[0])

    @property
    def unit(self) -> str:
        """day, week, month or year."""
        return self.partition(" ")[2].removesuffix("s")

    def after(self, day: dt.date) -> dt.date:
        """The day that lies this much later; the end of a month stays one where the later month is shorter."""
        if self.unit in ("day", "week"):
            days = self.number * (7 if self.unit == "week" else 1)
            return day + dt.timedelta(days=min(days, (dt.date.max - day).days))
        return months_after(day, self.number * (12 if self.unit == "year" else 1))

    def __words__(self, lang: str) -> str:
        n = self.number
        said = {
            "day": TN("{n} day", "{n} days", n),
            "week": TN("{n} week", "{n} weeks", n),
            "month": TN("{n} month", "{n} months", n),
            "year": TN("{n} year", "{n} years", n),
        }
        return said[self.unit].shown(lang)


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last one of that month; at most the last day there is."""
    year, rest = divmod(day.year * 12 + day.month - 1 + months, 12)
    if (year, rest) >= (dt.MAXYEAR, 11):
        return dt.date.max
    following = dt.date(year + rest // 11, (rest + 1) % 12 + 1, 1) - dt.timedelta(days=1)
    return dt.date(year, rest + 1, min(day.day, following.day))


def parse_lapse(text: str) -> Lapse:
    """A stored length: ``2 months``, ``1 year``."""
    match = _LAPSE.fullmatch(text)
    if not match or (match[1] == "1") == bool(match[3]):
        raise ValueError(T("“{seen}” is not a length written like 2 months, 5 weeks or 4 years", seen=text))
    return Lapse(text)

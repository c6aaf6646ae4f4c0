"""What some lines of the board come to: the few values that tell which rules can have anything to say of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from coopctl.columns import Columns
from coopctl.values import Month, parse_day, parse_month

Days = tuple[dt.date, dt.date]
"""A first and a last day."""


class Digest(NamedTuple):
    """The reach of some lines: their days, what they name and when, and their extreme values.

    ``circles`` and ``roles`` ("circle/role") map each name to the first and last day of the sheets that name it;
    ``late`` are the months of work noted in a later month's sheet, ``ahead`` tells of work dated after its own;
    ``hours`` and ``rates`` are (lowest, highest), in hundredths and cents; ``spans``: some work took several days;
    ``needs`` are those that lines answer.
    """

    lines: int = 0
    days: Days = (dt.date.max, dt.date.min)
    circles: Mapping[str, Days] = {}
    roles: Mapping[str, Days] = {}
    recorders: frozenset[str] = frozenset()
    late: frozenset[Month] = frozenset()
    ahead: bool = False
    hours: tuple[int, int] = (1, 1)
    rates: tuple[int, int] = (0, 0)
    spans: bool = False
    needs: frozenset[str] = frozenset()


def digest(sheets: Iterable[tuple[Month, Columns]]) -> Digest:
    """The digest of some sheets, each with its month."""
    found = [(str(month), columns) for month, columns in sheets if columns.ids]
    if not found:
        return Digest()
    circles: dict[str, list[str]] = {}
    roles: dict[str, list[str]] = {}
    days: list[str] = []
    late: set[str] = set()
    ahead = False
    for month, columns in found:
        ended = [*map(_last, columns.dates, columns.untils)] if any(columns.untils) else columns.dates
        first, last = min(min(columns.dates), min(ended)), max(max(columns.dates), max(ended))
        days += first, last
        if first[:7] < month:
            late.update(day[:7] for day in ended if day[:7] < month)
        ahead = ahead or last[:7] > month
        for circle in set(columns.circles):
            circles.setdefault(circle, []).extend((first, last))
        for circle, role in set(zip(columns.circles, columns.roles, strict=True)) if any(columns.roles) else ():
            if role:
                roles.setdefault(f"{circle or None}/{role}", []).extend((first, last))
    circles.pop("", None)
    every = [columns for _month, columns in found]
    hours, rates = ({*chain.from_iterable(column)} for column in ((c.hours for c in every), (c.rates for c in every)))
    return Digest(
        sum(len(columns.ids) for columns in every),
        _days(days),
        {name: _days(circles[name]) for name in sorted(circles)},
        {name: _days(roles[name]) for name in sorted(roles)},
        frozenset().union(*(c.recorders for c in every if any(c.recorders))) - {""},
        frozenset(map(parse_month, late)),
        ahead,
        (min(hours), max(hours)),
        (min(rates), max(rates)),
        any(any(c.untils) for c in every),
        frozenset().union(*(c.needs for c in every if any(c.needs))) - {""},
    )


def _last(date: str, until: str) -> str:
    return until or date


def _days(texts: list[str]) -> Days:
    return parse_day(min(texts)), parse_day(max(texts))

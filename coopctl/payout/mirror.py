"""A mirror, never a ranking: a member's own rates over a year, then how rates spread in a circle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from coopctl.entry import Entry
from coopctl.payout.books import Books, sheet_keys
from coopctl.values import Hours, Month, Rate
from coopctl.words import T, Text

FEWEST = 5
"""A spread is shown from this many different people on: below, it would speak of someone."""
MONTHS = 12


class OwnMonth(NamedTuple):
    """What the member noted in a month. ``rate``: average over the hours not given, None without any."""

    month: Month
    hours: Hours
    rate: Rate | None


class Spread(NamedTuple):
    """Quartiles of people's average rates in a circle, or why they are not shown; nobody is named or counted."""

    circle: str | None
    quartiles: tuple[Rate, Rate, Rate] | None
    hidden: Text | None = None


class Mirror(NamedTuple):
    """The member's own history, latest month first, and the circles they worked in."""

    member: str
    own: tuple[OwnMonth, ...]
    circles: tuple[Spread, ...]


def mirror(books: Books, member: str, circle: str | None, on: dt.date) -> Mirror:
    """The twelve months up to ``on``: the member's own first, then the spread in ``circle``.

    Without a circle, in each one where the member noted something. A line that was corrected counts as
    corrected, given hours are shown but have no rate. Quartiles are those of a spreadsheet's QUARTILE.INC,
    each person counting once with their average rate, rounded half up to the cent.
    """
    months = [Month.of(on)]
    while len(months) < MONTHS:
        months.append(months[-1].previous)
    work = _work(books, months)
    mine = [(month, entry) for who, month, entry in work if who == member]
    own = [_own(month, [entry for at, entry in mine if at == month]) for month in months]
    circles = [circle] if circle else sorted({entry.circle for _month, entry in mine if entry.circle})
    return Mirror(member, tuple(one for one in own if one.hours), tuple(_spread(work, name) for name in circles))


def _work(books: Books, months: Iterable[Month]) -> list[tuple[str, Month, Entry]]:
    """(member, month of the sheet, line) of the months, the lines that others correct left out."""
    found = []
    for month, member, path in sheet_keys(books, months):
        found += [(member, month, entry) for _index, entry in books.sheets[path].entries]
    last = {(member, entry.corrects): entry for member, _month, entry in found if entry.corrects}
    places = {(member, entry.id): entry.circle for member, _month, entry in found}
    return [
        (member, month, entry._replace(circle=entry.circle or places.get((member, entry.corrects or ""))))
        for member, month, entry in found
        if (member, entry.id) not in last and last.get((member, entry.corrects or ""), entry) is entry
    ]


def _own(month: Month, entries: list[Entry]) -> OwnMonth:
    return OwnMonth(month, Hours(sum(entry.hours for entry in entries)), average(entries))


def average(entries: Iterable[Entry]) -> Rate | None:
    """Mean rate by the hour, in cents rounded half up; given hours have no rate."""
    paid = [entry for entry in entries if not entry.waived and entry.hours > 0]
    hours = sum(entry.hours for entry in paid)
    return Rate((2 * sum(entry.hours * entry.rate for entry in paid) + hours) // (2 * hours)) if hours else None


def _spread(work: list[tuple[str, Month, Entry]], circle: str | None) -> Spread:
    people: dict[str, list[Entry]] = {}
    for member, _month, entry in work:
        if entry.circle == circle:
            people.setdefault(member, []).append(entry)
    rates = sorted(rate for rate in map(average, people.values()) if rate is not None)
    if len(rates) < FEWEST:
        return Spread(circle, None, T("shown from {n} different people on, so that nobody is singled out", n=FEWEST))
    return Spread(circle, quartiles(rates))


def quartiles(rates: list[Rate]) -> tuple[Rate, Rate, Rate]:
    """First quartile, median and third quartile of sorted rates, in whole cents rounded half up."""
    return _quartile(rates, 1), _quartile(rates, 2), _quartile(rates, 3)


def _quartile(rates: list[Rate], nth: int) -> Rate:
    whole, quarter = divmod((len(rates) - 1) * nth, 4)
    above = rates[min(whole + 1, len(rates) - 1)]
    return Rate((4 * rates[whole] + quarter * (above - rates[whole]) + 2) // 4)

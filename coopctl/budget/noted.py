"""What the board notes for each circle in some days, each line as its last correction has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from coopctl.ledger import Ledger
from coopctl.page import Page
from coopctl.payout.past import root_of
from coopctl.payout.statuses import Statuses, rules_now
from coopctl.records.charter import Charter
from coopctl.records.member import Member
from coopctl.values import Cents, Hours, Month, Rate, Span, amount, parse_day

Key = tuple[str, str]


class Noted(NamedTuple):
    """Hours, and what is granted for them."""

    hours: Hours = Hours(0)
    amount: Cents = Cents(0)

    def plus(self, hours: int, amount: int) -> Noted:
        """With more of both."""
        return Noted(Hours(self.hours + hours), Cents(self.amount + amount))


class Line(NamedTuple):
    """What counts of a line of the board. ``circle`` is "" for work without one."""

    member: str
    id: str
    day: str
    circle: str
    hours: Hours
    rate: Rate
    waived: bool


Noting = Mapping[str | None, Noted]
"""By circle; None is work without one."""


def read(ledger: Ledger, first: Month) -> list[Line]:
    """The lines of the board since a month, as they stand: a sheet holds the work of its month, or of earlier ones."""
    paths = [path for path in ledger.paths.sheets if path[14:21] >= str(first)]
    ledger.sheets.fetch(paths)
    return list(standing((ledger.sheets.page(path) for path in paths), ledger.renamed))


def standing(pages: Iterable[Page], renamed: Mapping[str, str] = {}) -> Iterator[Line]:
    """The lines of some sheets, oldest first; for one that was corrected, the last of its corrections.

    Of two lines with one id the first counts. A correction that names no circle speaks of the same one.
    """
    every = list(pages)
    links = {key: target for page in every for key, target in _links(page, renamed)}
    chained = {(key[0], target) for key, target in links.items()} | links.keys()
    chains: dict[Key, Line] = {}
    seen: set[Key] = set()
    for line in (line for page in every for line in _lines(page, renamed)):
        key = line.member, line.id
        if key in seen:
            continue
        seen.add(key)
        if key not in chained:
            yield line
        elif (root := root_of(key, links)) is not None:
            before = chains.get((line.member, root), line)
            chains[line.member, root] = line if line.circle else line._replace(circle=before.circle)
    yield from chains.values()


def _links(page: Page, renamed: Mapping[str, str]) -> Iterator[tuple[Key, str]]:
    member, columns = renamed.get(page.member, page.member), page.columns
    if any(columns.corrects):
        pairs = zip(columns.ids, columns.corrects, strict=True)
        yield from (((member, one), target) for one, target in pairs if target)


def _lines(page: Page, renamed: Mapping[str, str]) -> Iterator[Line]:
    member, columns = renamed.get(page.member, page.member), page.columns
    rows = zip(
        columns.ids, columns.dates, columns.circles, columns.hours, columns.rates, columns.waived, strict=True
    )  # fmt: skip
    return (Line(member, *row) for row in rows)


class Worth:
    """What lines come to, rounded as a payout rounds them; nothing for a status that is not paid this way."""

    def __init__(self, members: Mapping[str, Member], charter: Charter | None) -> None:
        self._rules = rules_now(charter) if charter else None
        self._statuses = Statuses(members, self._rules) if self._rules else None

    def of(self, line: Line) -> Cents:
        """One line, in cents."""
        unpaid = None
        if self._statuses and self._rules and not self._statuses.always_paid(line.member):
            unpaid = self._statuses.not_paid(self._rules, line.member, parse_day(line.day))
        return Cents(0) if line.waived or unpaid else amount(line.hours, line.rate)

    def by_circle(self, lines: Iterable[Line], days: Span) -> dict[str | None, Noted]:
        """The lines of some days together, by circle."""
        first, last = (day.isoformat() if day else "" for day in days)
        found: dict[str | None, Noted] = {}
        for line in lines:
            if first <= line.day and (not last or line.day <= last):
                circle = line.circle or None
                found[circle] = found.get(circle, Noted()).plus(line.hours, self.of(line))
        return found

"""What a payout is computed from, and what the computation gives: two plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from coopctl.entry import Sheet, sheet_of
from coopctl.page import Sheets
from coopctl.payout.brief import Closed, Key, whole
from coopctl.records.charter import Charter
from coopctl.records.member import Member
from coopctl.records.payout import Payout, PayoutLine, PayoutRules, SetAside, Statement, Unpaid
from coopctl.records.role import Role
from coopctl.values import Cents, Month, Period
from coopctl.words import Text


class Books(NamedTuple):
    """The facts a payout needs, as one revision of the ledger holds them.

    ``roles`` is keyed "circle/role", ``sheets`` by path (it may read a sheet only when asked for it),
    ``payouts`` holds the closed ones, oldest first, whole or abridged; ``faults`` names the rule of an error found on
    an entry.
    """

    charter: Charter
    members: Mapping[str, Member]
    roles: Mapping[str, Role]
    sheets: Mapping[str, Sheet]
    payouts: tuple[Closed, ...] = ()
    faults: Mapping[Key, str] = {}


class Draft(NamedTuple):
    """A payout as it would be closed now, and what people should know before closing it."""

    period: Period
    rules: PayoutRules
    lines: tuple[PayoutLine, ...]
    unpaid: tuple[Unpaid, ...]
    set_aside: tuple[SetAside, ...]
    statements: tuple[Statement, ...]
    co_managers: tuple[str, ...]
    total: Cents
    notes: tuple[Text, ...] = ()


Reckoned = Draft | Payout
"""A draft or a closed payout: both have lines, statements and a total."""


def earlier(books: Books, period: Period) -> tuple[Closed, ...]:
    """Every closed payout but the period's own, in the order given."""
    return tuple(payout for payout in books.payouts if payout.period != period)


def closed(books: Books, period: Period) -> Payout | None:
    """The payout that closed exactly this period, whole."""
    return next((whole(payout) for payout in books.payouts if payout.period == period), None)


def work_of(reckoned: Reckoned) -> list[PayoutLine | Unpaid]:
    """All that speaks of a line of the board: its lines, then what is not paid this way."""
    return [line for line in reckoned.lines if line.contribution] + list[PayoutLine | Unpaid](reckoned.unpaid)


def sheet_keys(books: Books, months: Iterable[Month]) -> list[tuple[Month, str, str]]:
    """(month, member, path) of the sheets of some months, sorted; no sheet is read."""
    wanted = {str(month) for month in months}
    named = ((sheet_of(path), path) for path in books.sheets if path[14:21] in wanted)
    return sorted((*name, path) for name, path in named if name)


def sheets_in(books: Books, months: Iterable[Month]) -> list[Sheet]:
    """The sheets of some months, by month then member."""
    paths = [path for _month, _member, path in sheet_keys(books, months)]
    if isinstance(books.sheets, Sheets):
        books.sheets.fetch(paths)
    return [books.sheets[path] for path in paths]

"""What a payout is computed from, and what the computation gives: two plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from coopctl.entry import Entry, Sheet, find, sheet_of
from coopctl.handles import Together, sheet_paths
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
    ``payouts`` holds the closed ones, oldest first, as they were closed, whole or abridged; ``faults`` names the rule
    of an error found on an entry. ``renamed`` leads from handles members had before to those of now: what is closed
    keeps the old ones, and every account is kept under the new one.
    """

    charter: Charter
    members: Mapping[str, Member]
    roles: Mapping[str, Role]
    sheets: Mapping[str, Sheet]
    payouts: tuple[Closed, ...] = ()
    faults: Mapping[Key, str] = {}
    renamed: Mapping[str, str] = {}

    def known_as(self, payout: Payout) -> Payout:
        """A closed payout with everybody under the handle of now: what accounts are made of, never what is kept."""
        return known_as(payout, self.renamed)


_WITH_MEMBERS = ("lines", "unpaid", "set_aside", "statements")


class Board(Protocol):
    """The lines of the board as a closed payout is held against them: ``Books``, or what one payout sees of them."""

    @property
    def sheets(self) -> Mapping[str, Sheet]: ...

    @property
    def renamed(self) -> Mapping[str, str]: ...


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
    """Every closed payout but the period's own, in the order given, under the handles of now."""
    return tuple(payout for payout in settled(books) if payout.period != period)


def known_as(payout: Payout, renamed: Mapping[str, str]) -> Payout:
    """A closed payout with everybody under the handle of now: what it is compared by, never what is kept."""
    named = (one.member for name in _WITH_MEMBERS for one in getattr(payout, name))
    if not renamed or not renamed.keys() & {*named, *payout.co_managers}:
        return payout
    parts = {name: tuple(_known_as(one, renamed) for one in getattr(payout, name)) for name in _WITH_MEMBERS}
    managers = tuple(renamed.get(one, one) for one in payout.co_managers)
    return payout.model_copy(update={**parts, "co_managers": managers})


def _known_as(item: Any, renamed: Mapping[str, str]) -> Any:
    now = renamed.get(item.member)
    return item.model_copy(update={"member": now}) if now else item


def settled(books: Books) -> tuple[Closed, ...]:
    """Every closed payout, under the handles of now."""
    return tuple(books.known_as(whole(one)) for one in books.payouts) if books.renamed else books.payouts


def closed(books: Books, period: Period) -> Payout | None:
    """The payout that closed exactly this period, whole."""
    return next((whole(payout) for payout in books.payouts if payout.period == period), None)


def work_of(reckoned: Reckoned) -> list[PayoutLine | Unpaid]:
    """All that speaks of a line of the board: its lines, then what is not paid this way."""
    return [line for line in reckoned.lines if line.contribution] + list[PayoutLine | Unpaid](reckoned.unpaid)


def located(board: Board, month: Month, member: str, entry_id: str) -> tuple[Sheet, int, Entry] | None:
    """A line of a member's sheet of a month, under the handle of now or one they had before."""
    for path in sheet_paths(month, member, board.renamed):
        sheet = board.sheets.get(path)
        hit = find(sheet.entries, entry_id) if sheet else None
        if sheet and hit:
            return sheet, *hit
    return None


def sheet_keys(books: Books, months: Iterable[Month]) -> list[tuple[Month, str, str]]:
    """(month, member, path) of the sheets of some months, sorted; no sheet is read."""
    wanted = {str(month) for month in months}
    named = ((sheet_of(path), path) for path in books.sheets if path[14:21] in wanted)
    return sorted((name[0], books.renamed.get(name[1], name[1]), path) for name, path in named if name)


def sheets_in(books: Books, months: Iterable[Month]) -> list[Sheet]:
    """The sheets of some months, by month then member."""
    paths = [path for _month, _member, path in sheet_keys(books, months)]
    if isinstance(books.sheets, (Sheets, Together)):
        books.sheets.fetch(paths)
    return [books.sheets[path] for path in paths]

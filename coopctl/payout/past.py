"""All closed payouts, read once: what was paid so far, for every line of the board and every stipend.

All computation is cumulative: what is due now less what was paid is what a payout adds. So nothing is
paid twice, whatever moved, was mended or was recorded late, and the order of closing does not matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from coopctl.payout.accounts import Account, Event, is_claim, replayed
from coopctl.payout.brief import Closed, Key, rest
from coopctl.payout.plain import Plain
from coopctl.records.payout import Payout, PayoutLine, SetAside, StipendShare, Unpaid
from coopctl.values import Cents, Month, Period

StipendKey = tuple[str, str, Month]
"""Role, member, month."""
Shares = tuple[tuple[int, int | None], ...]
"""(monthly amount in cents, days held at it); None days: the month counts whole."""


@dataclass(slots=True)
class StipendAccount:
    """A month of a role for a member: what the last payout that spoke of it knew, and all that was paid."""

    period: Period
    said_in: Period
    shares: Shares = ()
    waived: Shares = ()
    paid: int = 0


@dataclass(slots=True)
class Past:
    """What the closed payouts say, by what they speak of. Accounts are made up when asked for: few change."""

    payouts: tuple[Closed, ...] = ()
    histories: dict[Key, list[Event]] = field(default_factory=dict)
    """What was said of each line of the board and its corrections, under the line they start from.

    Of the plain lines of abridged payouts only those that were recalled are here.
    """
    opened: dict[Key, Account] = field(default_factory=dict)
    seen: dict[Key, int] = field(default_factory=dict)
    """Lines of the board counted in full, paid or not, and the place of the first payout that did."""
    plain: Plain = field(default_factory=lambda: Plain(()))
    pending: dict[Key, tuple[SetAside, Period]] = field(default_factory=dict)
    links: dict[Key, str] = field(default_factory=dict)
    """Correcting line -> corrected line."""
    stipends: dict[StipendKey, StipendAccount] = field(default_factory=dict)
    balances: dict[str, int] = field(default_factory=dict)
    """Cents the next payout takes back from a member."""
    months: dict[Month, Payout] = field(default_factory=dict)

    def counted_with(self, key: Key) -> Period | None:
        """The first closed payout that counted a line of the board, None where none did."""
        first = min((place for place in (self.seen.get(key), self.plain.place(key)) if place is not None), default=None)
        return None if first is None else self.payouts[first].period

    def recall(self, keys: Collection[Key]) -> None:
        """Take up the history of plain lines too. What accounts were opened before is forgotten."""
        wanted = self.plain.among(keys)
        if not wanted:
            return
        self.opened.clear()
        self.histories.clear()
        for place, closed in enumerate(self.payouts):
            _remember(rest(closed, wanted.get(place, ())), self)

    def account(self, key: Key) -> Account | None:
        """Where a line of the board stands; None where no payout speaks of it. Changes to it are kept."""
        if key not in self.opened and key in self.histories:
            account = replayed(self.histories[key], key[1])
            if account is not None:
                self.opened[key] = account
        return self.opened.get(key)


def shares_of(line: PayoutLine) -> Shares:
    """The days and amounts a stipend line froze."""
    if line.shares:
        return tuple((share.monthly, share.days) for share in line.shares)
    return () if line.monthly is None else ((line.monthly, line.days),)


def shares_in(shares: Shares) -> dict[str, Any]:
    """The same as fields of a line: the plain pair where there is one, else the list."""
    if len(shares) > 1:
        parts = (StipendShare.model_construct(monthly=Cents(amount), days=days) for amount, days in shares)
        return {"shares": tuple(parts)}
    return {"monthly": Cents(shares[0][0]), "days": shares[0][1]} if shares else {}


def fold(payouts: tuple[Closed, ...]) -> Past:
    """Read the closed payouts once, oldest first. Plain lines of abridged ones are known by name alone."""
    past = Past(payouts, plain=Plain(payouts), months=months_of(payouts))
    for payout in map(rest, payouts):
        named: Iterable[PayoutLine | Unpaid | SetAside] = (*payout.lines, *payout.unpaid, *payout.set_aside)
        past.links.update({(one.member, cast(str, one.contribution)): one.corrects for one in named if one.corrects})
    for place, payout in enumerate(map(rest, payouts)):
        _fold_one(place, payout, past)
        _remember(payout, past)
    for key in [key for key in past.pending if past.plain.place(key) is not None]:
        del past.pending[key]
    return past


def months_of(payouts: Iterable[Closed]) -> dict[Month, Payout]:
    """The first payout of each month that is closed; of its lines, the plain ones may be left out."""
    found: dict[Month, Payout] = {}
    for payout in map(rest, payouts):
        for month in payout.period.months:
            found.setdefault(month, payout)
    return found


def _fold_one(place: int, payout: Payout, past: Past) -> None:
    for aside in payout.set_aside:
        key = aside.member, aside.contribution
        if key not in past.seen:
            past.pending[key] = aside, payout.period
    for item in work_in(payout):
        if is_claim(item):
            key = item.member, cast(str, item.contribution)
            past.seen.setdefault(key, place)
            past.pending.pop(key, None)
    for line in payout.lines:
        if line.contribution is None and line.role is not None:
            _fold_stipend(payout, line, past)
        elif line.contribution is None:
            past.balances[line.member] = past.balances.get(line.member, 0) + line.amount


def work_in(payout: Payout) -> Iterator[PayoutLine | Unpaid]:
    """All that a payout says of lines of the board: work that is not paid stands before what lines say of it."""
    yield from payout.unpaid
    yield from (line for line in payout.lines if line.contribution is not None)


def _remember(payout: Payout, past: Past) -> None:
    for item in work_in(payout):
        key = item.member, cast(str, item.contribution)
        root = key if key not in past.links else (key[0], root_of(key, past.links) or key[1])
        past.histories.setdefault(root, []).append((payout, item))


def root_of(key: Key, links: dict[Key, str]) -> str | None:
    """The line a chain of corrections starts from, None where the chain is a circle."""
    member, entry_id = key
    visited = set()
    while (member, entry_id) in links:
        if entry_id in visited:
            return None
        visited.add(entry_id)
        entry_id = links[member, entry_id]
    return entry_id


def _fold_stipend(payout: Payout, line: PayoutLine, past: Past) -> None:
    key = cast(StipendKey, (line.role, line.member, line.month))
    account = past.stipends.get(key)
    if account is None:
        account = past.stipends[key] = StipendAccount(line.settles or payout.period, payout.period)
    if account.said_in != payout.period:
        account.said_in, account.shares, account.waived = payout.period, (), ()
    if line.waived:
        account.waived = shares_of(line)
    else:
        account.shares = shares_of(line)
    account.paid += line.amount

"""Where one line of the board stands: what is right about it, and what was counted and paid so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from coopctl import values
from coopctl.records.payout import Payout, PayoutLine, PayoutRules, Unpaid
from coopctl.values import Hours, Month, Period, Rate

Event = tuple[Payout, PayoutLine | Unpaid]
"""A closed payout and what it says of a line of the board."""


class Claim(NamedTuple):
    """What a line of the board says is right; ``root`` is the line it corrects in the end, or itself."""

    member: str
    id: str
    root: str
    corrects: str | None
    sheet: Month
    position: int
    """Index in the sheet; -1 for a frozen one."""
    date: dt.date
    hours: Hours
    rate: Rate
    waived: bool
    circle: str | None
    role: str | None
    settles: Period | None = None
    """The closed period that set it aside."""

    @property
    def worth(self) -> int:
        return 0 if self.waived else values.amount(self.hours, self.rate)

    @property
    def rank(self) -> tuple[bool, Month]:
        """A correction stands after what it corrects, a later sheet after an earlier one."""
        return self.corrects is not None, self.sheet


@dataclass(slots=True)
class Account:
    """One line of the board with all that corrects it: the claim that stands, and what was counted."""

    claim: Claim
    period: Period
    rules: PayoutRules
    status: str | None = None
    paid: int = 0
    hours: int = 0
    lined: bool = False
    """Some line spoke of it. From then on lines do, so that unpaid work always stands before them."""


def is_claim(item: PayoutLine | Unpaid) -> bool:
    """Whether a line counts a line of the board, rather than what became of one counted before."""
    return isinstance(item, Unpaid) or item.cause in (None, "mended")


def counted(line: PayoutLine) -> int:
    """The hours a line adds to what is counted, in hundredths."""
    if line.contribution is None or line.hours is None or line.instead:
        return 0
    return (0 if line.status else line.hours) - (line.hours_before or 0)


def replayed(events: Sequence[Event], root: str) -> Account | None:
    """The account of a line of the board after all that closed payouts say of it, in their order."""
    account: Account | None = None
    for payout, item in events:
        if is_claim(item):
            account = _claimed(account, payout, item, root)
        elif account is not None:
            account.status = item.status
        if account is not None and isinstance(item, PayoutLine):
            account.lined = True
            account.paid += item.amount
            account.hours += counted(item)
    return account


def _claimed(account: Account | None, payout: Payout, item: PayoutLine | Unpaid, root: str) -> Account:
    """The account with a claim counted on it: the one that stands last prevails."""
    claim = _frozen_claim(item, root)
    if account is None:
        first = getattr(item, "settles", None) or payout.period
        return Account(claim, first, payout.rules, item.status)
    if claim.rank >= account.claim.rank and not getattr(item, "instead", None):
        account.claim, account.rules, account.status = claim, payout.rules, item.status
    return account


def _frozen_claim(item: PayoutLine | Unpaid, root: str) -> Claim:
    work = cast(Unpaid, item)  # the model refuses a line of work without the same values
    return Claim(
        work.member, work.contribution, root, work.corrects, work.sheet, -1,
        work.date, work.hours, work.rate, work.waived, work.circle, work.role,
    )  # fmt: skip

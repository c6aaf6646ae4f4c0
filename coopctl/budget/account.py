"""The account of a period on a day: what each circle has, what is noted against it, what is left, where it leads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from coopctl.budget.envelopes import Balance, balances, elsewhere, whole
from coopctl.budget.noted import Noted, Noting, Worth, read
from coopctl.budget.paid import Sums, paid, payouts_for, stipends
from coopctl.ledger import Ledger
from coopctl.records.budget import Budget
from coopctl.values import Cents, Hours, Period, Span

MARKS = (100, 80)
"""Percents of an envelope from which on it is marked."""


class Pace(NamedTuple):
    """How much of a period has gone by."""

    elapsed: int
    days: int

    def ahead(self, amount: int) -> int | None:
        """What a sum comes to at the end of the period if it goes on like this, rounded half up; None on no day."""
        return (2 * amount * self.days + self.elapsed) // (2 * self.elapsed) if self.elapsed else None


class Row(NamedTuple):
    """A circle: its envelope, what is noted and given for it, what is paid of that, what all comes to in the end.

    ``circle`` is None for work without one.
    """

    circle: str | None
    balance: Balance = Balance()
    work: Noted = Noted()
    stipends: Cents = Cents(0)
    paid: Cents = Cents(0)
    forecast: Cents | None = None

    @property
    def used(self) -> Cents:
        """What is noted, and the stipends."""
        return Cents(self.work.amount + self.stipends)

    @property
    def left(self) -> Cents:
        """What is left of the envelope; below zero where more is noted than granted."""
        return Cents(self.balance.envelope - self.used)

    @property
    def share(self) -> int | None:
        """Whole percents of the envelope that are used; None without an envelope to speak of."""
        return self.used * 100 // self.balance.envelope if self.balance.envelope > 0 else None

    @property
    def mark(self) -> int | None:
        """100 or 80 where that much of the envelope is used."""
        if self.used <= 0:
            return None
        return next((mark for mark in MARKS if self.used * 100 >= self.balance.envelope * mark), None)

    @property
    def over(self) -> bool:
        """Whether more is noted than there is."""
        return self.left < 0


def total(rows: Iterable[Row]) -> Row:
    """Some rows together."""
    every = list(rows)
    ends = [row.forecast for row in every if row.forecast is not None]
    return Row(
        None,
        whole(row.balance for row in every),
        Noted(Hours(sum(row.work.hours for row in every)), Cents(sum(row.work.amount for row in every))),
        Cents(sum(row.stipends for row in every)),
        Cents(sum(row.paid for row in every)),
        Cents(sum(ends)) if ends else None,
    )


class Account(NamedTuple):
    """A period on a day. ``rows`` have an envelope; ``beside`` have none; ``apart`` have theirs in another period."""

    period: Period
    day: dt.date
    pace: Pace
    rows: tuple[Row, ...]
    beside: tuple[Row, ...] = ()
    apart: Mapping[str, Period] = {}

    def only(self, circle: str) -> Account:
        """The same, of one circle."""
        rows, beside = (tuple(row for row in some if row.circle == circle) for some in (self.rows, self.beside))
        return self._replace(rows=rows, beside=beside, apart={})


class Against(NamedTuple):
    """What counts against the envelopes of a period, by circle; ``to_come`` are the stipends of all its months."""

    noted: Noting
    stipends: Sums
    to_come: Sums
    paid: Sums

    def row(self, circle: str | None, balance: Balance, pace: Pace) -> Row:
        """A circle's row."""
        work = self.noted.get(circle, Noted())
        ahead = pace.ahead(work.amount)
        forecast = None if ahead is None else Cents(ahead + self.to_come.get(circle, 0))
        none = Cents(0)
        return Row(circle, balance, work, self.stipends.get(circle, none), self.paid.get(circle, none), forecast)


def pace_of(period: Period, day: dt.date) -> Pace:
    """The days of a period up to a day, of all its days."""
    last = min(day, period.last)
    return Pace(max(0, (last - period.first).days + 1), (period.last - period.first).days + 1)


def account(budget: Budget, day: dt.date, against: Against, apart: Mapping[str, Period] = {}) -> Account:
    """The account of a budget, from plain sums."""
    gone = pace_of(budget.period, day)
    known = balances(budget, day)
    others = (against.noted.keys() | against.stipends.keys()) - known.keys() - apart.keys()
    beside = (against.row(one, Balance(), gone) for one in sorted(others, key=lambda one: (one is None, one or "")))
    return Account(
        budget.period,
        day,
        gone,
        tuple(against.row(name, balance, gone) for name, balance in known.items()),
        tuple(row for row in beside if row.work.hours or row.used),
        apart,
    )


def accounts(ledger: Ledger, budgets: Iterable[Budget], day: dt.date) -> list[Account]:
    """The accounts of some budgets on a day, the oldest first; the board and the payouts are read once."""
    wanted = sorted(budgets, key=lambda one: (one.period.first, one.period.length))
    if not wanted:
        return []
    lines = read(ledger, wanted[0].period.first_month)
    worth = Worth(ledger.members, ledger.charter)
    closed = payouts_for(ledger, wanted[0].period, day)
    prorata = ledger.charter.stipends.prorata if ledger.charter else "days"
    found = []
    for budget in wanted:
        period = budget.period
        days = Span(period.first, min(day, period.last))
        against = Against(
            worth.by_circle(lines, days),
            stipends(ledger.roles, prorata, period, day),
            stipends(ledger.roles, prorata, period, period.last),
            paid(closed, period, ledger.renamed),
        )
        found.append(account(budget, day, against, elsewhere(ledger.budgets, period)))
    return found

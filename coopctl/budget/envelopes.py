"""The envelope of each circle in a period: what was granted, and what came and went since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from coopctl.records.budget import Budget
from coopctl.values import Cents, Period


class Balance(NamedTuple):
    """What a circle asked for, was granted, received and gave."""

    requested: Cents | None = None
    granted: Cents = Cents(0)
    moved_in: Cents = Cents(0)
    moved_out: Cents = Cents(0)

    @property
    def envelope(self) -> Cents:
        """What it has."""
        return Cents(self.granted + self.moved_in - self.moved_out)


def balances(budget: Budget, day: dt.date | None = None) -> dict[str, Balance]:
    """Each circle's envelope in the order written, as decided up to a day (None: with all that is written).

    What moves is taken from one circle and given to the other: the sum of all envelopes is the sum granted.
    """
    found: dict[str, Balance] = {}
    for one in budget.envelopes:
        due = one.granted is not None and (day is None or one.decided is None or one.decided.first <= day)
        before = found.get(one.circle, Balance())
        requested = before.requested if one.requested is None else Cents((before.requested or 0) + one.requested)
        granted = Cents(before.granted + (one.granted or 0)) if due else before.granted
        found[one.circle] = before._replace(requested=requested, granted=granted)
    for move in budget.transfers:
        if day is None or move.date <= day:
            giver, receiver = (found.get(name, Balance()) for name in (move.from_circle, move.to_circle))
            found[move.from_circle] = giver._replace(moved_out=Cents(giver.moved_out + move.amount))
            found[move.to_circle] = receiver._replace(moved_in=Cents(receiver.moved_in + move.amount))
    return found


def whole(parts: Iterable[Balance]) -> Balance:
    """The sum of some envelopes."""
    every = list(parts)
    requested = [one.requested for one in every if one.requested is not None]
    sums = (Cents(sum(column)) for column in zip(*(one[1:] for one in every), strict=True))
    return Balance(Cents(sum(requested)) if requested else None, *sums)


def holding(budgets: Mapping[str, Budget], day: dt.date) -> list[Budget]:
    """The budgets whose period holds a day, the shortest first."""
    found = [one for one in budgets.values() if one.period.first <= day <= one.period.last]
    return sorted(found, key=lambda one: one.period.length)


def elsewhere(budgets: Mapping[str, Budget], period: Period) -> dict[str, Period]:
    """The circles whose envelope of these days is that of another period: a quarter, and not the year."""
    return {
        name: one.period
        for one in sorted(budgets.values(), key=lambda one: (one.period.first, one.period.length))
        if one.period != period and one.period.overlaps(period)
        for name in balances(one)
    }

"""What stipends cost each circle, and what closed payouts have paid for work of some days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from coopctl.ledger import PAYOUTS, Ledger
from coopctl.payout.past import root_of
from coopctl.payout.stipends import due, held
from coopctl.payout.totals import circle_of
from coopctl.records.payout import Payout, PayoutLine
from coopctl.records.role import Role
from coopctl.values import Cents, Period, parse_period

Sums = dict[str | None, Cents]


def stipends(roles: Mapping[str, Role], prorata: str, period: Period, until: dt.date) -> Sums:
    """What the roles of each circle give for the months of a period begun by a day, each month as it is paid."""
    found: Sums = {}
    for name, role in roles.items():
        for month in period.months if role.stipend else ():
            if month.first <= until:
                sums = (due(one.paid, month) for one in held(role, month, prorata).values())
                _add(found, name.partition("/")[0], sum(sums))
    return found


def payouts_for(ledger: Ledger, period: Period, until: dt.date) -> list[Payout]:
    """The payouts closed by a day that may pay for work of a period, oldest first: those that end after it begins."""
    found = []
    for name in ledger.names(PAYOUTS):
        try:
            ends = parse_period(name).last
        except ValueError:  # its own finding
            continue
        payout = ledger.payout(f"{PAYOUTS}{name}.yaml") if ends >= period.first else None
        if payout and payout.closed <= until:
            found.append(payout)
    return sorted(found, key=lambda one: (one.period.first, one.period.length))


def paid(payouts: Iterable[Payout], period: Period, renamed: Mapping[str, str] = {}) -> Sums:
    """What payouts paid by circle for work done, and months of roles held, in a period.

    A line and its corrections count for the circle and the day that the last of them says.
    """
    lines = [line for payout in payouts for line in payout.lines]
    links = {_key(line, renamed): line.corrects for line in lines if line.corrects}
    sums: dict[tuple[str, str], int] = {}
    last: dict[tuple[str, str], PayoutLine] = {}
    found: Sums = {}
    for line in lines:
        if line.contribution is not None:
            key = _key(line, renamed)
            root = key[0], root_of(key, links) or key[1]
            sums[root] = sums.get(root, 0) + line.amount
            if not line.instead or root not in last:
                last[root] = line
        elif line.month in period.months:
            _add(found, circle_of(line), line.amount)
    for root, line in last.items():
        if line.date and period.first <= line.date <= period.last:
            _add(found, circle_of(line), sums[root])
    return found


def _key(line: PayoutLine, renamed: Mapping[str, str]) -> tuple[str, str]:
    return renamed.get(line.member, line.member), line.contribution or ""


def _add(found: Sums, circle: str | None, amount: int) -> None:
    found[circle] = Cents(found.get(circle, 0) + amount)

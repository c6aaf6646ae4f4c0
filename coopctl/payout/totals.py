"""Sums of a payout's lines: by member, by circle, overall, and those due to co-managers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from coopctl.payout.accounts import counted
from coopctl.payout.books import Reckoned
from coopctl.payout.overview import Sums
from coopctl.records.payout import PayoutLine, Statement
from coopctl.values import Cents, Hours

_COLUMN = {"contribution": "amount", "stipend": "stipends"}


class CircleSums(NamedTuple):
    """A circle's sums; without a circle: work « hors cercle »; ``carried``: what belongs to no circle."""

    circle: str | None
    sums: Sums
    carried: bool = False


def sums(lines: Iterable[PayoutLine]) -> Sums:
    """Add lines up. Contributions and stipends have their columns, all else is an adjustment.

    Hours are those this payout counts: given ones included, corrections as the difference they make,
    work that turned out not to be paid this way taken off again.
    """
    hours = 0
    columns = {"amount": 0, "stipends": 0, "adjustments": 0}
    for line in lines:
        hours += counted(line)
        columns[_COLUMN.get(line.kind, "adjustments")] += line.amount
    money = {name: Cents(value) for name, value in columns.items()}
    return Sums(hours=Hours(hours), total=Cents(sum(columns.values())), **money)


def statements(lines: Iterable[PayoutLine]) -> tuple[Statement, ...]:
    """One statement per member with a line, by handle."""
    by_member: dict[str, list[PayoutLine]] = {}
    for line in lines:
        by_member.setdefault(line.member, []).append(line)
    return tuple(
        Statement.model_construct(member=member, **sums(own)._asdict()) for member, own in sorted(by_member.items())
    )


def circle_of(line: PayoutLine) -> str | None:
    """The circle a line counts for: that of the work, or of the role of a stipend."""
    if line.month is not None and line.role is not None:
        return line.role.split("/")[0]
    return line.circle


def by_circle(reckoned: Reckoned) -> tuple[CircleSums, ...]:
    """Sums by circle, then work without one, then what is carried; together they make the total."""
    groups: dict[tuple[bool, bool, str], list[PayoutLine]] = {}
    for line in reckoned.lines:
        carried = line.kind in ("carried", "carried-forward")
        circle = circle_of(line)
        groups.setdefault((carried, circle is None, circle or ""), []).append(line)
    return tuple(
        CircleSums(circle or None, sums(lines), carried)
        for (carried, _free, circle), lines in sorted(groups.items(), key=lambda item: item[0])
    )


def overall(reckoned: Reckoned) -> Sums:
    """The sums of the whole payout."""
    return sums(reckoned.lines)


def to_co_managers(reckoned: Reckoned) -> tuple[Statement, ...]:
    """The statements of the co-managers of the period: they are also shown apart."""
    return tuple(one for one in reckoned.statements if one.member in reckoned.co_managers)

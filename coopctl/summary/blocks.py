"""Sums that may leave the cooperative: made of fixed blocks, each of which holds at least five people.

A block is a closed quarter and a circle, or the circles of that quarter in which too few noted something, together.
Blocks never overlap, never change once their quarter is closed, and every figure of every report is a sum of whole
blocks. So whatever is added or taken away between reports, what is left speaks of a whole block, that is of five
people or more: there is no pair of spans, of days or of revisions whose difference is one person's work.

Co-managers do not count among the five: their sums are public, and could be taken off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from coopctl.summary.tally import Noted, Tally
from coopctl.values import Cents, Hours, Period

LEAST = 5
"""The fewest people a figure may be made by."""
QUARTER = 3
Left = Literal["part", "open", "few"]


class Group(NamedTuple):
    """Some circles in a quarter, "" for work without one; nearly always one circle alone."""

    circles: tuple[str, ...]
    hours: Hours
    money: Cents


class Block(NamedTuple):
    """A quarter: its groups, or why nothing can be said of it; ``given`` is None where too few gave hours."""

    quarter: Period
    groups: tuple[Group, ...] = ()
    given: Hours | None = None
    people: Mapping[str, int] = {}
    left: Left | None = None

    @property
    def hours(self) -> Hours:
        return Hours(sum(group.hours for group in self.groups))

    @property
    def money(self) -> Cents:
        return Cents(sum(group.money for group in self.groups))


def quarters(first: Period, last: Period) -> Iterator[Period]:
    """Every quarter from one to another."""
    while first <= last:
        yield first
        first = first.next


def block(quarter: Period, payouts: Mapping[Period, Tally]) -> Block:
    """What may be said of a quarter; "open" until each of its months is closed, for only then is it settled."""
    own = [payout for period, payout in payouts.items() if _within(period, quarter)]
    closed = {month for period in payouts if _within(period, quarter) for month in period.months}
    if not closed.issuperset(quarter.months):
        return Block(quarter, left="open")
    managers = frozenset(member for one in own for member in one["managers"])
    circles = _by_circle(own)
    groups = _groups(circles, managers)
    if not groups:
        return Block(quarter, left="few")
    given = {member: noted[2] for member, noted in _together(circles.values()).items() if noted[2]}
    return Block(
        quarter,
        tuple(groups),
        Hours(sum(given.values())) if len(given.keys() - managers) >= LEAST else None,
        {member: noted[0] for member, noted in _together(circles.values()).items() if member not in managers},
    )


def _within(period: Period, quarter: Period) -> bool:
    return quarter.first <= period.first and period.last <= quarter.last


def _by_circle(payouts: Iterable[Tally]) -> dict[str, dict[str, Noted]]:
    found: dict[str, list[Mapping[str, Noted]]] = {}
    for one in payouts:
        for circle, noted in one["circles"].items():
            found.setdefault(circle, []).append(noted)
    return {circle: _together(many) for circle, many in sorted(found.items())}


def _together(many: Iterable[Mapping[str, Noted]]) -> dict[str, Noted]:
    found: dict[str, Noted] = {}
    for one in many:
        for member, (hours, money, given) in one.items():
            before = found.get(member, (0, 0, 0))
            found[member] = before[0] + hours, before[1] + money, before[2] + given
    return found


def _people(noted: Mapping[str, Noted], managers: frozenset[str]) -> int:
    """How many people stand behind each figure at least: the hours, the paid ones among them, and the money."""
    others = [one for member, one in noted.items() if member not in managers]
    behind = (
        sum(hours != 0 for hours, _money, _given in others),
        sum(hours != given for hours, _money, given in others),
        sum(money != 0 for _hours, money, _given in others),
    )
    return min(behind)


def _groups(circles: Mapping[str, Mapping[str, Noted]], managers: frozenset[str]) -> list[Group]:
    """Each circle alone where it may be; the others together, and with them the smallest of the rest if need be."""
    alone = {circle: count for circle, one in circles.items() if (count := _people(one, managers)) >= LEAST}
    pooled = [circle for circle in circles if circle not in alone]
    while pooled and _people(_together(circles[one] for one in pooled), managers) < LEAST:
        if not alone:
            return []
        smallest = min(alone, key=lambda circle: (alone[circle], circle))
        del alone[smallest]
        pooled.append(smallest)
    names = [(circle,) for circle in alone] + ([tuple(sorted(pooled))] if pooled else [])
    return [_group(name, circles) for name in names]


def _group(names: tuple[str, ...], circles: Mapping[str, Mapping[str, Noted]]) -> Group:
    rows = [noted for name in names for noted in circles[name].values()]
    return Group(names, Hours(sum(one[0] for one in rows)), Cents(sum(one[1] for one in rows)))


class CircleSum(NamedTuple):
    """A circle in a span, over the quarters in which it stands alone; None: all that stands together."""

    circle: str | None
    hours: Hours
    money: Cents
    quarters: tuple[Period, ...]


class Sums(NamedTuple):
    """What some quarters come to. ``together`` names the circles that could not be told apart somewhere."""

    circles: tuple[CircleSum, ...]
    together: tuple[str, ...]
    hours: Hours
    money: Cents
    given: Hours
    given_in: tuple[Period, ...]


def sums(blocks: Iterable[Block]) -> Sums:
    """The sums of whole blocks, by circle; what stands together comes last."""
    counted = [one for one in blocks if one.left is None]
    rows: dict[str | None, list[tuple[Period, Group]]] = {}
    for one in counted:
        for group in one.groups:
            rows.setdefault(group.circles[0] if len(group.circles) == 1 else None, []).append((one.quarter, group))
    ordered = sorted(rows, key=lambda circle: (circle is None, circle or "~"))
    giving = [one for one in counted if one.given is not None]
    return Sums(
        tuple(_circle_sum(circle, rows[circle]) for circle in ordered),
        tuple(sorted({circle for _, group in rows.get(None, ()) for circle in group.circles})),
        Hours(sum(one.hours for one in counted)),
        Cents(sum(one.money for one in counted)),
        Hours(sum(one.given or 0 for one in giving)),
        tuple(one.quarter for one in giving),
    )


def _circle_sum(circle: str | None, found: list[tuple[Period, Group]]) -> CircleSum:
    groups = [group for _, group in found]
    hours, money = Hours(sum(one.hours for one in groups)), Cents(sum(one.money for one in groups))
    return CircleSum(circle, hours, money, tuple(quarter for quarter, _ in found))


class Top(NamedTuple):
    """How far the work of a quarter rests on few: what the ``people`` who noted most make of it, and how many noted
    nothing. Percentages are rounded to five; None is what cannot be said."""

    quarter: Period
    people: int | None
    share: int | None
    none: int | None


def concentration(one: Block, members: frozenset[str]) -> Top | None:
    """That of a block, among ``members`` present at its end who are no co-managers: the top tenth, five at least."""
    if one.left is not None:
        return None
    hours = sorted((hours for hours in one.people.values() if hours > 0), reverse=True)
    top = max(LEAST, -(-len(members) // 10))
    idle = len([member for member in members if one.people.get(member, 0) <= 0])
    none = idle if idle >= LEAST else None
    if len(hours) - top < LEAST:
        return Top(one.quarter, None, None, none)
    return Top(one.quarter, top, (40 * sum(hours[:top]) + sum(hours)) // (2 * sum(hours)) * 5, none)

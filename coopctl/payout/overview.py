"""A payout as it is shown: sums by member and circle, what stands apart, what to know. Plain values, quick to keep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from coopctl.values import Cents, Hours, Month
from coopctl.words import T, Text

if TYPE_CHECKING:
    from coopctl.payout.books import Reckoned


class Sums(NamedTuple):
    """Hours and amounts of some lines; ``total`` = ``amount`` + ``stipends`` + ``adjustments``."""

    hours: Hours
    amount: Cents
    stipends: Cents
    adjustments: Cents
    total: Cents


class Due(NamedTuple):
    """What a member is due."""

    member: str
    sums: Sums


class Went(NamedTuple):
    """Where a part of the total went: a circle by its title, work without one, or what is carried."""

    where: Text | str
    hours: Hours
    total: Cents


class Waits(NamedTuple):
    """A line that is set aside until it is mended, and the rule that says why."""

    member: str
    id: str
    month: Month
    rule: str


class Overview(NamedTuple):
    """A draft or a closed payout on one page. ``unpaid`` are the hours of members not paid this way.

    ``notes`` are remarks on the sums, ``after`` what is said below them.
    """

    title: Text
    due: tuple[Due, ...]
    whole: Sums
    went: tuple[Went, ...]
    managers: tuple[Due, ...] = ()
    unpaid: tuple[tuple[str, Hours], ...] = ()
    waits: tuple[Waits, ...] = ()
    notes: tuple[Text, ...] = ()
    after: tuple[Text, ...] = ()


def overview(reckoned: Reckoned, title: Text, titles: Mapping[str, str], after: tuple[Text, ...] = ()) -> Overview:
    """The overview of a payout; ``titles`` are those of circles, by name."""
    from coopctl.payout.totals import by_circle, overall, to_co_managers

    hours: dict[str, int] = {}
    for work in reckoned.unpaid:
        hours[work.member] = hours.get(work.member, 0) + work.hours
    went: list[Went] = []
    for one in by_circle(reckoned):
        without = T("carried between periods") if one.carried else T("no circle")
        where = titles.get(one.circle, one.circle) if one.circle else without
        went.append(Went(where, one.sums.hours, one.sums.total))
    return Overview(
        title,
        tuple(_due(one) for one in reckoned.statements),
        overall(reckoned)._replace(total=reckoned.total),
        tuple(went),
        tuple(_due(one) for one in to_co_managers(reckoned)),
        tuple((member, Hours(some)) for member, some in sorted(hours.items())),
        tuple(Waits(one.member, one.contribution, one.sheet, one.rule) for one in reckoned.set_aside),
        getattr(reckoned, "notes", ()),
        after,
    )


def _due(statement: object) -> Due:
    names = ("member", *Sums._fields)
    member, *values = (getattr(statement, name) for name in names)
    return Due(member, Sums(*values))

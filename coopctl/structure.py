"""The tree of circles on a day, and the loops that keep it from being one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from coopctl.ledger import Ledger

Parents = Mapping[str, str | None]
"""Circle → the circle it is part of."""


DEPTH = 40
"""How deep a tree is drawn; what lies deeper hangs there, for no cooperative is built so."""


class Branch(NamedTuple):
    """A circle and those that are part of it."""

    name: str
    children: tuple[Branch, ...] = ()


def parents_of(ledger: Ledger) -> dict[str, str | None]:
    """The circle each one is part of, whatever the day."""
    return {name: one.parent for name, one in sorted(ledger.circles.items())}


def open_on(ledger: Ledger, day: dt.date) -> set[str]:
    """The circles that are there that day, a trial included."""
    return {name for name, one in ledger.circles.items() if one.life.holds(day)}


def cycles(parents: Parents) -> list[tuple[str, ...]]:
    """Every loop, as a path that comes back to where it began: the first of its names, in order."""
    found: set[tuple[str, ...]] = set()
    settled: set[str] = set()
    for start in parents:
        path: list[str] = []
        step: str | None = start
        while step is not None and step in parents and step not in settled and step not in path:
            path.append(step)
            step = parents[step]
        if step in path:
            loop = path[path.index(step) :]
            at = loop.index(min(loop))
            found.add((*loop[at:], *loop[:at], loop[at]))
        settled.update(path)
    return sorted(found)


def forest(parents: Parents, shown: set[str]) -> tuple[Branch, ...]:
    """The trees of some circles. One whose parent is not shown hangs on the nearest ancestor that is.

    A loop is opened at the first of its names, so that each circle stands once.
    """
    opened = {loop[0] for loop in cycles(parents)}
    below: dict[str | None, list[str]] = {}
    for name in sorted(shown):
        below.setdefault(_shown_above(name, parents, shown, opened), []).append(name)

    def branches(name: str | None, depth: int) -> tuple[Branch, ...]:
        if depth == DEPTH:
            return tuple(Branch(one) for one in _all_below(name, below))
        return tuple(Branch(one, branches(one, depth + 1)) for one in below.get(name, ()))

    return branches(None, 0)


def _all_below(name: str | None, below: Mapping[str | None, list[str]]) -> list[str]:
    found = list(below.get(name, ()))
    for one in found:
        found += below.get(one, ())
    return found


def _shown_above(name: str, parents: Parents, shown: set[str], opened: set[str]) -> str | None:
    step: str | None = name
    while step is not None:
        step = parents.get(step) if step not in opened else None
        if step in shown:
            return step
    return None

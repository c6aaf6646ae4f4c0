"""How many people, where fewer than five are never told, nor what would let one work them out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from coopctl.summary.blocks import LEAST


def told(count: int) -> int | None:
    """A count, None where it is fewer than five: nobody, one or four look alike."""
    return count if count >= LEAST else None


def shares(counts: Mapping[str, int]) -> dict[str, int | None]:
    """The counts of a whole that is told too. None is a hidden one.

    Where those under five come to fewer than five together, or are but one, the smallest of the rest is hidden with
    them: the whole less what is shown would tell them.
    """
    hidden = {name for name, count in counts.items() if 0 < count < LEAST}
    others = sorted((count, name) for name, count in counts.items() if count >= LEAST)
    while hidden and (len(hidden) == 1 or sum(counts[name] for name in hidden) < LEAST) and others:
        hidden.add(others.pop(0)[1])
    return {name: None if name in hidden else count for name, count in counts.items()}


Row = tuple[int | None, ...]


def small_ones(rows: Mapping[str, Row], whole: Row) -> tuple[list[str], Row]:
    """The rows of which nothing is told anywhere, and what they come to together: the whole less all that is told.

    So it says nothing that one could not work out. Where another row is hidden too, they stay hidden.
    """
    apart = [name for name, row in rows.items() if None in row and not any(row)]
    if len(apart) < 2:
        return [], ()
    rest = [row for name, row in rows.items() if name not in apart]
    left: list[int | None] = []
    for place, total in enumerate(whole):
        shown = [row[place] for row in rest]
        left.append(None if total is None or None in shown else total - sum(count or 0 for count in shown))
    return apart, tuple(left)


class Moved(NamedTuple):
    """How many there were before and after, came, left, and were there on both days; None is fewer than five, or
    what would tell how many are."""

    before: int | None
    after: int | None
    new: int | None
    ended: int | None
    continuing: int | None


def moved(before: int, after: int, new: int, ended: int, continuing: int) -> Moved:
    """The same for a whole: who came, left and stayed are told all three, or not at all."""
    both = before < LEAST or after < LEAST
    apart = min(new, ended) < LEAST
    return Moved(
        told(before) if not both else None,
        told(after) if not both else None,
        *((None, None, None) if apart else (new, ended, told(continuing))),
    )


class Among(NamedTuple):
    """Some of a whole, and their percentage. ``few``: fewer than five are; ``most``: fewer than five are not."""

    people: int | None
    of: int | None
    share: int | None
    bound: str | None = None


def among(some: int, of: int) -> Among:
    """Some people of a whole, both sides at least five; else only that nearly nobody, or nearly everybody, is."""
    if of < LEAST:
        return Among(None, None, None)
    if some < LEAST:
        return Among(None, of, None, "few")
    if of - some < LEAST:
        return Among(None, of, None, "most")
    return Among(some, of, (200 * some + of) // (2 * of))

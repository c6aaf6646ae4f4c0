"""Shares of a whole by group, without telling anything about a group that is too small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

FEWEST = 5
"""The smallest group whose number is told."""


class Shares(NamedTuple):
    """Groups with their numbers, the largest first; ``others`` are all those whose own number is not told.

    ``groups`` pairs a label (None: not noted) with its number.
    """

    groups: tuple[tuple[str | None, int], ...]
    others: int
    total: int


def shares(labels: Iterable[str | None]) -> Shares:
    """How many there are of each label, groups under five left out, by difference too.

    What is left out is never one group alone, nor fewer than five together: the next smallest goes with it.
    """
    counts = Counter(labels)
    told = sorted(((label, n) for label, n in counts.items() if n >= FEWEST), key=lambda one: (-one[1], one[0] or "~"))
    hidden = [n for n in counts.values() if n < FEWEST]
    while told and hidden and (len(hidden) == 1 or sum(hidden) < FEWEST):
        hidden.append(told.pop()[1])
    return Shares(tuple(told), sum(hidden), counts.total())

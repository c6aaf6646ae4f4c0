"""What a closed payout covers and counts, in a form small enough to look at all of them at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple


class Footing(NamedTuple):
    """``counted`` names each thing once, with spaces between: lines of the board ("loic/k7m3qa2w"), months of a role.

    Each begins with its member's handle. ``first`` and ``last`` are the days it covers.
    """

    first: dt.date
    last: dt.date
    counted: str

    def known_as(self, renamed: Mapping[str, str]) -> Footing:
        """The same under the handles members have now."""
        if not renamed:
            return self
        parts = (name.partition("/") for name in self.counted.split())
        return self._replace(counted=" ".join(sorted({f"{renamed.get(one, one)}/{rest}" for one, _, rest in parts})))


def apart(footings: Sequence[Footing]) -> bool:
    """Whether no two payouts cover the same day."""
    known = sorted((one.first, one.last) for one in footings)
    return all(before[1] < after[0] for before, after in pairwise(known))


def counted_once(footings: Sequence[Footing]) -> bool:
    """Whether no two payouts count the same thing."""
    names = [one.counted.split() for one in footings]
    return len(set().union(*names)) == sum(map(len, names))

"""What a closed payout covers and counts, in a form small enough to look at all of them at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple


class Footing(NamedTuple):
    """A closed payout in brief. ``first`` and ``last`` are the days it covers.

    ``plain`` names its plain lines (see ``abridge``) as lines of text: a member, the first and the last day of the
    work, ids ("loic 2026-10-02 2026-10-30 k7m3qa2w p4xd7n5c"); ``unpaid`` does so for work that is not paid this way.
    ``others`` names all else it counts, each thing once, with spaces between: "loic/k7m3qa2w", months of a role.
    Each begins with its member's handle. ``rest`` is the text of the payout without plain lines and statements.
    """

    first: dt.date
    last: dt.date
    plain: str
    unpaid: str
    others: str
    rest: str

    def known_as(self, renamed: Mapping[str, str]) -> Footing:
        """The same under the handles members have now; ``rest`` stays as it was frozen."""
        if not renamed:
            return self
        plain, unpaid = (_renamed(text, "\n", " ", renamed) for text in (self.plain, self.unpaid))
        return self._replace(plain=plain, unpaid=unpaid, others=_renamed(self.others, " ", "/", renamed))


def _renamed(text: str, between: str, after: str, renamed: Mapping[str, str]) -> str:
    """Items that each begin with a handle, under the handles of now."""
    parts = (item.partition(after) for item in text.split(between) if item)
    return between.join(f"{renamed.get(handle, handle)}{sign}{rest}" for handle, sign, rest in parts)


class Run(NamedTuple):
    """Plain lines of one member: the days the work lies in, and the ids, in the payout's order."""

    member: str
    first: dt.date
    last: dt.date
    ids: list[str]


def runs(text: str) -> Iterator[Run]:
    """The lines of ``plain`` or ``unpaid``."""
    for line in text.splitlines():
        member, first, last, *ids = line.split(" ")
        yield Run(member, dt.date.fromisoformat(first), dt.date.fromisoformat(last), ids)


def counted(footing: Footing) -> list[str]:
    """The names of all it counts."""
    short = (one for text in (footing.plain, footing.unpaid) for one in runs(text))
    return [f"{one.member}/{entry_id}" for one in short for entry_id in one.ids] + footing.others.split()


def apart(footings: Sequence[Footing]) -> bool:
    """Whether no two payouts cover the same day."""
    known = sorted((one.first, one.last) for one in footings)
    return all(before[1] < after[0] for before, after in pairwise(known))


def counted_once(footings: Sequence[Footing]) -> bool:
    """Whether no two payouts count the same thing."""
    names = [counted(one) for one in footings]
    return len(set().union(*names)) == sum(map(len, names))

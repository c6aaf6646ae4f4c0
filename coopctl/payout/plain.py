"""The plain lines of closed payouts, by name: that they were counted, with which payout, and on which days."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from coopctl.payout.brief import Abridged, Closed, Key
from coopctl.payout.footing import Run, runs


class Stretch(NamedTuple):
    """Plain lines of one member in the payout at a place; ``paid``: this way, else their status is not."""

    place: int
    paid: bool
    run: Run


class Plain:
    """The plain lines of the abridged payouts among some; those of payouts read whole are not here."""

    def __init__(self, payouts: Sequence[Closed]) -> None:
        self.stretches: list[Stretch] = []
        for place, closed in enumerate(payouts):
            if isinstance(closed, Abridged):
                self.stretches += (Stretch(place, True, run) for run in runs(closed.footing.plain))
                self.stretches += (Stretch(place, False, run) for run in runs(closed.footing.unpaid))
        self._places: dict[str, dict[str, int]] = {}
        for place, _paid, run in reversed(self.stretches):
            self._places.setdefault(run.member, {}).update(dict.fromkeys(run.ids, place))

    def place(self, key: Key) -> int | None:
        """The place of the first payout that counts a line as a plain one."""
        own = self._places.get(key[0])
        return None if own is None else own.get(key[1])

    def twice(self) -> Iterator[Key]:
        """The lines that more than one payout counts as plain ones."""
        if sum(len(one.run.ids) for one in self.stretches) == sum(map(len, self._places.values())):
            return
        for place, _paid, run in self.stretches:
            yield from ((run.member, name) for name in run.ids if self._places[run.member][name] != place)

    def among(self, keys: Collection[Key]) -> dict[int, set[Key]]:
        """The plain lines among ``keys``, by the place of each payout that counts them."""
        wanted: dict[str, set[str]] = {}
        for member, entry_id in keys if self._places else ():
            if self.place((member, entry_id)) is not None:
                wanted.setdefault(member, set()).add(entry_id)
        found: dict[int, set[Key]] = {}
        for place, _paid, run in self.stretches if wanted else ():
            if run.member in wanted and (here := wanted[run.member].intersection(run.ids)):
                found.setdefault(place, set()).update((run.member, name) for name in here)
        return found

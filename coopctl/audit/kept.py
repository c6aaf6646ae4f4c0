"""What was computed lately, by name: memory stays flat however long a history is."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Kept(Generic[V]):
    """The last values asked for, ``many`` at least and twice as many at most; others are computed again."""

    def __init__(self, many: int) -> None:
        self._many = many
        self._young: dict[Hashable, V] = {}
        self._old: dict[Hashable, V] = {}

    def once(self, name: Hashable, compute: Callable[[], V]) -> V:
        """The value of a name, computed where it is not kept."""
        try:
            return self._young[name]
        except KeyError:
            found = self._old[name] if name in self._old else compute()
        self.put(name, found)
        return found

    def put(self, name: Hashable, value: V) -> None:
        """Keep a value. Where there are many, those nobody asked for since the last time are let go."""
        if len(self._young) >= self._many:
            self._old, self._young = self._young, {}
        self._young[name] = value

    def __contains__(self, name: Hashable) -> bool:
        return name in self._young or name in self._old

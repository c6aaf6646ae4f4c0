"""A ledger at one moment, as agreeing needs it: the trees of its records, and one name for each person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from coopctl.change.fact import tree
from coopctl.ledger import Ledger


class Of:
    """The state of one side. ``person`` gives the handle somebody has in the end: a branch may change it."""

    def __init__(self, ledger: Ledger, person: Callable[[str], str]) -> None:
        self._ledger, self._person = ledger, person
        self._read: dict[str, Mapping[str, Any]] = {}

    def record(self, path: str) -> Mapping[str, Any]:
        if path not in self._read:
            self._read[path] = tree(self._ledger.files.get(path)) or {}
        return self._read[path]

    def names(self, kind: str) -> Iterable[str]:
        return self._ledger.names(f"{kind}/")

    def person(self, handle: str) -> str:
        return self._person(handle)


def current(ledger: Ledger, handle: str) -> str:
    """The handle of now of whoever had this one; the ledger is listed only where nobody has it now."""
    return handle if f"members/{handle}.yaml" in ledger.files else ledger.current(handle)

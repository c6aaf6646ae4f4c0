"""A ledger at one moment, as agreeing needs it: the trees of its records, and one name for each person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from coopctl.document.nodes import bare
from coopctl.ledger import Ledger


class Of:
    """The state of one side. ``person`` gives the handle somebody has in the end: a branch may change it."""

    def __init__(self, ledger: Ledger, person: Callable[[str], str]) -> None:
        self._ledger, self._person = ledger, person
        self._read: dict[str, Mapping[str, Any]] = {}

    def record(self, path: str) -> Mapping[str, Any]:
        if path not in self._read:
            found = bare(self._ledger.tree(path))
            self._read[path] = found if isinstance(found, dict) else {}
        return self._read[path]

    def names(self, kind: str) -> Iterable[str]:
        return self._ledger.names(f"{kind}/")

    def person(self, handle: str) -> str:
        return self._person(handle)

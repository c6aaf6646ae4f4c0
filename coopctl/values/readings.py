"""Texts read once: in a large ledger the same few days, hours and names come again and again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

MOST = 50_000
"""How many texts are kept at most."""


class Readings(dict[str, Any]):
    """What texts were read as; a new one is read now, and what its reader raises is raised."""

    def __init__(self, reader: Callable[[str], Any], known: Mapping[str, Any] = {}) -> None:
        """``known`` are texts that never reach the reader: ``{"": None}`` where nothing written means nothing."""
        self._reader, self._known = reader, known
        super().__init__(known)

    def __missing__(self, text: str) -> Any:
        if len(self) > MOST:
            self.clear()
            self.update(self._known)
        value = self[text] = self._reader(text)
        return value

"""The ways a source may name a circle or a role: its slug, its id there, its title."""

from __future__ import annotations

from collections.abc import Mapping

from coopctl.importing.spelling import fold


class Titles:
    """From what is written to what it may stand for; the file's own things come before those of the ledger."""

    def __init__(self, ledger: Mapping[str, str]) -> None:
        self.ledger: dict[str, list[str]] = {}
        self.exact: dict[str, list[str]] = {}
        self.loose: dict[str, list[str]] = {}
        for name, title in sorted(ledger.items()):
            for way in {name, name.rpartition("/")[2], fold(title)}:
                self.ledger.setdefault(way, []).append(name)

    def add(self, name: str, *ways: str | None) -> None:
        """A thing of the file and how it is called there."""
        for way in {name, *filter(None, ways)}:
            _put(self.exact, way, name)
            _put(self.loose, fold(way), name)

    def named(self, text: str) -> list[str]:
        """All that a text may stand for, from strict to loose."""
        bare = text.strip()
        loose = fold(text)
        return (
            self.exact.get(bare)
            or (self.loose.get(loose) if loose else None)
            or self.ledger.get(bare)
            or (self.ledger.get(loose, []) if loose else [])
        )


def _put(ways: dict[str, list[str]], way: str, name: str) -> None:
    if name not in ways.setdefault(way, []):
        ways[way].append(name)

"""The two values that cross the doorstep: what the ledger is, and what it shall become."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Snapshot(NamedTuple):
    """A ledger as text: ``files`` maps a path under the ledger's root to its bytes, read on demand.

    ``revision`` is the commit it was read from, None for a work tree or a dict in a test.
    """

    files: Mapping[str, bytes]
    revision: str | None = None


class Message(NamedTuple):
    """Why: the subject line, the reason the person gave, and trailers (Coop-Op, Coop-Actor …)."""

    subject: str
    reason: str = ""
    trailers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        tail = "\n".join(f"{name}: {value}" for name, value in self.trailers)
        return "\n\n".join(part for part in (self.subject, self.reason.strip(), tail) if part) + "\n"


class Edit(NamedTuple):
    """A wish: the paths to write (None removes one), judged on ``base``, and the message."""

    base: str | None
    changes: Mapping[str, bytes | None]
    message: Message


class Overlay(Mapping[str, bytes]):
    """Files with some of them changed: the ledger as an edit would leave it."""

    def __init__(self, files: Mapping[str, bytes], changes: Mapping[str, bytes | None]) -> None:
        self._files = files
        self._changes = changes

    def __getitem__(self, path: str) -> bytes:
        found = self._changes[path] if path in self._changes else self._files[path]
        if found is None:
            raise KeyError(path)
        return found

    def __iter__(self):  # type: ignore[no-untyped-def]
        for path in self._files:
            if path not in self._changes:
                yield path
        for path, data in self._changes.items():
            if data is not None:
                yield path

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, path: object) -> bool:
        if path in self._changes:
            return self._changes[path] is not None  # type: ignore[index]
        return path in self._files

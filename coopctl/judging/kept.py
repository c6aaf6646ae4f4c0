"""What is kept of a piece that was judged, and under which name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from coopctl.ledger import Ledger
from coopctl.problem import Finding
from coopctl.snapshot import ids_of

Ids = tuple[tuple[str, str | None], ...]
"""Paths and the names of their contents."""
Notes = dict[str, Any]
"""Results by key, to be kept."""


class Kept(NamedTuple):
    """The findings of a piece. ``beside`` are the files of other pieces that its places point into.

    Where one of them was not known when it was judged, what is kept never holds again.
    """

    findings: tuple[Finding, ...]
    beside: Ids = ()


class Judged(NamedTuple):
    """A piece, just judged: its findings, what to keep, and the contents that were read for it by path."""

    findings: tuple[Finding, ...]
    notes: Notes
    contents: dict[str, str]


def key(kind: str, *parts: object) -> str:
    """The name of a result: a digest of what it depends on. Parts are texts, numbers, days and tuples of them."""
    from hashlib import sha1

    return f"{kind}:{sha1(repr(parts).encode(), usedforsecurity=False).hexdigest()}"


def ids(ledger: Ledger, paths: Sequence[str]) -> Ids | None:
    """The names of some contents, None where one is not known without reading."""
    found = ids_of(ledger.files, paths)
    return None if None in found else tuple(zip(paths, found, strict=True))


def recalled(ledger: Ledger, name: str | None) -> tuple[Finding, ...] | None:
    """The findings kept under a key, if they still hold."""
    kept = ledger.known.get(name) if name else None
    if not isinstance(kept, Kept) or any(not known or ledger.id(path) != known for path, known in kept.beside):
        return None
    return kept.findings

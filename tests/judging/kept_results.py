"""What was judged before against what is judged now: after any edits, one list of findings, said alike."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from coopctl.check import check
from coopctl.ledger import Ledger
from coopctl.problem import Finding
from coopctl.snapshot import Snapshot, content_id
from coopctl.store.plain import Foreign, packed, unpacked
from tests.judging.worlds import World


class Remembered(MutableMapping[str, Any]):
    """Results as a cache keeps them: packed as JSON, and unpacked when they are asked for."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.hits = 0

    def __getitem__(self, key: str) -> Any:
        value = unpacked(json.loads(self.texts[key]))
        self.hits += 1
        return value

    def __setitem__(self, key: str, value: Any) -> None:
        try:
            self.texts[key] = json.dumps(packed(value))
        except Foreign as error:
            raise AssertionError(f"{key} cannot be kept: {error}") from error

    def __delitem__(self, key: str) -> None:
        del self.texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)


class Named(dict[str, bytes]):
    """Files that know a name for all of them together, as those of a folder do."""

    def content(self, *, reading: bool = False) -> str:
        yaml = sorted((path, content_id(data)) for path, data in self.items() if path.endswith((".yaml", ".yml")))
        return hashlib.sha1(repr(yaml).encode()).hexdigest()


def findings(
    files: Mapping[str, bytes], odd: Mapping[str, str], today: dt.date, known: MutableMapping[str, Any] | None = None
) -> list[Finding]:
    """The findings of some files."""
    return check(Ledger(Snapshot(files, known=known), odd), today)


def as_said(found: list[Finding]) -> list[tuple[Any, ...]]:
    """Findings with all their sentences, in both languages."""
    return [
        (
            *one[:5], *(_said(text) for text in (one.message, one.allowed)), one.seen,
            [(note.place, _said(note.message)) for note in one.related], one.cure,
        )
        for one in found
    ]  # fmt: skip


def _said(text: Any) -> Any:
    return (text.shown("fr"), text.shown("en"), text.shown("en", plain=True)) if hasattr(text, "shown") else text


def stale(seed: int, steps: int) -> tuple[int, list[str]]:
    """Edit a ledger so many times; how many results were found again, and where they were not those of now."""
    world, known, wrong = World(seed), Remembered(), list[str]()
    for step in range(steps):
        done = world.edit()
        files = world.bytes()
        fresh = findings(files, world.odd, world.today)
        seen = Named(files) if world.chance.random() < 0.5 else files
        kept = findings(seen, world.odd, world.today, known)
        if as_said(kept) != as_said(fresh):
            apart = {*map(repr, as_said(kept))} ^ {*map(repr, as_said(fresh))}
            wrong.append(f"seed {seed}, step {step} ({done}): {sorted(apart)[:4]}")
            known = Remembered()
    return known.hits, wrong

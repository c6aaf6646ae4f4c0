"""What becomes of two or three people's commands, brought together: it merges and all is there, or it stops in words.

The proof is independent of how the merge is done: a ledger is taken as a set of facts (a value, an item of a list, a
line of the board by its id), and what either side added has to be there, what either side took out has to be gone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from coopctl.change.renamed import renamed
from coopctl.check import check, errors
from coopctl.document.nodes import bare
from coopctl.document.read import SHEET_LIMIT, read
from coopctl.edits.late import strays
from coopctl.edits.share import share
from coopctl.entry import sheet_of
from coopctl.ledger import Ledger
from coopctl.merge.conflict import Choice
from coopctl.snapshot import Overlay, Snapshot

Files = Mapping[str, bytes]
Fact = tuple[str, ...]
TODAY = dt.date(2026, 11, 4)


class Outcome(NamedTuple):
    """``files`` where it merges; else why it stops, in a word or two, and in the words people read."""

    files: Files | None
    why: str = ""
    words: str = ""


class Judge:
    """What is known of the files met so far is kept: the same ones come again and again."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}
        self._facts: dict[tuple[str, bytes], frozenset[Fact]] = {}
        self._errors: dict[int, tuple[Files, frozenset[Any]]] = {}

    def pair(self, base: Files, mine: Files, other: Files) -> Outcome:
        """``mine`` on top of ``other``, which was shared first. Raises AssertionError where something went wrong."""
        done = share(base, mine, other, _differing(base, mine))
        if done.conflicts:
            assert all(one.cures for one in done.conflicts), done.conflicts
            if all(one.record for one in done.conflicts):
                self._settles(base, mine, other)
            words = "; ".join(one.text.shown("en", plain=True) for one in done.conflicts)
            return Outcome(None, "asks: " + ", ".join(sorted({_kind(one.path) for one in done.conflicts})), words)
        files = self._swept({**Overlay(other, done.changes)})
        caused = self.errors(files) - self.errors(mine) - self.errors(other)
        if caused:
            rules = sorted({one[0] for one in caused})
            return Outcome(None, "refuses: " + ", ".join(rules), ", ".join(rules))
        self._nothing_lost(base, mine, other, files, moved={one.record for one in done.late})
        _paid_once(files)
        return Outcome(files)

    def errors(self, files: Files) -> frozenset[Any]:
        """The errors of a ledger, by what does not change when lines move."""
        found = self._errors.get(id(files))
        if found is None:
            told = check(Ledger(Snapshot(files, None, self._known)), TODAY)
            found = files, frozenset(one.key for one in errors(told))
            self._errors[id(files)] = found
        return found[1]

    def _settles(self, base: Files, mine: Files, other: Files) -> None:
        """Each choice that is offered settles it."""
        ways: tuple[Choice, ...] = ("mine", "theirs")
        for way in ways:
            choices: dict[str, Choice] = {}
            for _ in range(4):
                done = share(base, mine, other, _differing(base, mine), choices)
                if not done.conflicts:
                    break
                choices |= {one.record: way if one.may_be_mine else "theirs" for one in done.conflicts}
            assert not done.conflicts, done.conflicts

    def _swept(self, files: Files) -> Files:
        moved = strays(files)
        return {**Overlay(files, moved.changes)} if moved.changes else files

    def _nothing_lost(self, base: Files, mine: Files, other: Files, files: Files, moved: set[str]) -> None:
        sides = (self.facts(side) for side in (base, mine, other, files))
        names = _renamed(base, mine) | _renamed(base, other)
        was, one, two, now = (_under(names, side) for side in sides) if names else sides
        came, gone = (one - was) | (two - was), (was - one) | (was - two)
        late = {record.partition("/")[2] for record in moved}
        lost = {fact for fact in came - now if not late.intersection(fact)}
        still = {fact for fact in gone & now if fact not in came and not late.intersection(fact)}
        made_up = {fact for fact in now - (was | one | two) if not late & set(fact) and not _corrects(fact, late)}
        assert not lost, f"lost: {sorted(lost)[:5]}"
        assert not still, f"still there: {sorted(still)[:5]}"
        assert not made_up, f"made up: {sorted(made_up)[:5]}"

    def facts(self, files: Files) -> frozenset[Fact]:
        """What a ledger says."""
        return frozenset(fact for path, data in files.items() for fact in self._of(path, data))

    def _of(self, path: str, data: bytes) -> frozenset[Fact]:
        found = self._facts.get((path, data))
        if found is None:
            found = self._facts[path, data] = frozenset(_facts(path, bare(read(path, data, SHEET_LIMIT).root)))
        return found


def _facts(path: str, tree: Any) -> list[Fact]:
    if sheet := sheet_of(path):
        return [(sheet[1], str(one.get("id")), repr(sorted(one.items()))) for one in tree]
    if not isinstance(tree, dict):
        return [(path, repr(tree))]
    found: list[Fact] = []
    for key, value in tree.items():
        found += [(path, key, _said(one)) for one in value] if isinstance(value, list) else [(path, key, _said(value))]
    return found


def _renamed(base: Files, side: Files) -> dict[str, str]:
    """Handles of before and of now."""
    return renamed(base, side, [path for path in side if path not in base])


def _under(names: Mapping[str, str], facts: frozenset[Fact]) -> frozenset[Fact]:
    """Facts with everybody under the handle of now."""
    for old, new in names.items():
        pattern = re.compile(rf"(?<![a-z0-9-]){old}(?![a-z0-9-])")
        facts = frozenset(tuple(pattern.sub(new, part) for part in fact) for fact in facts)
    return facts


def _said(value: Any) -> str:
    return repr(sorted(value.items())) if isinstance(value, dict) else repr(value)


def _corrects(fact: Fact, late: set[str]) -> bool:
    return any(name in fact[-1] for name in late)


def _paid_once(files: Files) -> None:
    """No line stands twice, and none is counted in two payouts."""
    lines = Counter(
        (sheet[1], one["id"]) for path, data in files.items() if (sheet := sheet_of(path)) for one in _items(data)
    )
    assert not [line for line, times in lines.items() if times > 1]
    counted = Counter(
        (line["member"], line["contribution"])
        for path, data in files.items()
        if path.startswith("payouts/")
        for line in bare(read(path, data).root).get("lines", ())
        if "contribution" in line
    )
    assert not [line for line, times in counted.items() if times > 1]


def _items(data: bytes) -> list[dict[str, str]]:
    return list(bare(read("", data, SHEET_LIMIT).root))


def _differing(base: Files, mine: Files) -> list[str]:
    return [path for path in {*base, *mine} if base.get(path) != mine.get(path)]


def _kind(path: str) -> str:
    return path.partition("/")[0].removesuffix(".yaml")

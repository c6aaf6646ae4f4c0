"""What came late: lines that a merge leaves in a closed month go by id to the open one, and are paid with it.

A line that a payout counted never changes where it stands: another wish for it becomes a correction. Pure, and a
function of nothing but the files: whoever merges the same work gets the same result, ids included.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from coopctl import context as ctx
from coopctl import entry as board
from coopctl.document.read import SHEET_LIMIT, read
from coopctl.document.write import emit
from coopctl.edits.board import new_id
from coopctl.edits.lines import CORRECTABLE
from coopctl.entry import Entry, sheet_of, sheet_path
from coopctl.merge.blocks import Block, assembled, parse
from coopctl.merge.trees import Changes, Files, holds, sheets_of_same
from coopctl.snapshot import Overlay
from coopctl.values import Hours, Month, parse_period
from coopctl.words import TN, Text

_ID = re.compile(rb"\bid: *[\"']?([a-z][a-z2-9]{7})")
_COUNTED = re.compile(rb"\bcontribution: *[\"']?([a-z][a-z2-9]{7})")


class Late(NamedTuple):
    """A line that came after its month was closed, and the month it will be paid with."""

    record: str
    closed: Month
    to: Month
    how: Literal["moved", "corrected"]


class Settled(NamedTuple):
    """What has to be written beside a merge, and why."""

    changes: Changes
    late: tuple[Late, ...] = ()


def settle(files: Files, counted_in: Files, paths: Iterable[str]) -> Settled:
    """Put right the sheets at ``paths`` whose month is closed.

    ``counted_in`` is the ledger as it was where the month was closed: what was counted stands as it stands there.
    """
    changes: Changes = {}
    late: list[Late] = []
    for path in sorted(set(paths)):
        place = sheet_of(path)
        if place and ctx.closed_by(place[0], files):
            late += _Sheet(path, place, Overlay(files, changes), counted_in.get(path), changes).settled()
    return Settled(changes, tuple(late))


def strays(files: Files) -> Settled:
    """The same for lines that stand in a closed month although no payout counts them (a plain merge did it)."""
    suspicious = []
    for months, data in _closings(files):
        counted = set(_COUNTED.findall(data))
        for path in (one for one in files if one.startswith("contributions/")):
            place = sheet_of(path)
            if place and place[0] in months and not counted.issuperset(_ID.findall(files[path])):
                suspicious.append(path)
    return settle(files, {}, suspicious)


def _closings(files: Files) -> Iterator[tuple[tuple[Month, ...], bytes]]:
    for path in [one for one in files if one.startswith("payouts/")]:
        try:
            yield parse_period(path[8:].removesuffix(".yaml")).months, files[path]
        except ValueError:
            continue


def counts(files: Files, member: str, entry_id: str) -> bool:
    """Whether a payout counted a line, or set it aside."""
    name = entry_id.encode()
    return any(
        name in data and (member, entry_id) in _lines_of(data)
        for path, data in ((one, files[one]) for one in files if one.startswith("payouts/"))
    )


def _lines_of(data: bytes) -> set[tuple[Any, Any]]:
    root = read("", data, SHEET_LIMIT).root
    lists = [root.get(key, []) for key in ("lines", "unpaid", "set_aside")] if isinstance(root, dict) else []
    items = [item for one in lists if isinstance(one, list) for item in one if isinstance(item, dict)]
    return {(item.get("member"), item.get("contribution")) for item in items}


class _Sheet:
    """One sheet of a closed month, being put right. ``changes`` is what is written meanwhile."""

    def __init__(self, path: str, place: tuple[Month, str], files: Files, counted: bytes | None, changes: Changes):
        self.path, self.files, self.changes = path, files, changes
        self.month, self.member = place
        self.to = ctx.open_month(self.month, files)
        self.open = sheet_path(self.to, self.member)
        self.was, self.now = parse(counted), parse(files.get(path))

    def settled(self) -> list[Late]:
        """The lines that came late; nothing is touched where a sheet concerned cannot be read."""
        if self.now is None or parse(self.files.get(self.open)) is None:
            return []
        if self.was is None:
            self.was = parse(None)
        assert self.was is not None
        late: list[Late] = []
        for name in dict.fromkeys((*self.was.items, *self.now.items)):
            before, after = self.was.items.get(name), self.now.items.get(name)
            if (before.value if before else None) == (after.value if after else None):
                continue
            how = self._line(name, before, after)
            late += [Late(f"{self.member}/{name}", self.month, self.to, how)] if how else []
        return late

    def _line(self, name: str, before: Block | None, after: Block | None) -> Literal["moved", "corrected"] | None:
        if not counts(self.files, self.member, name):
            if after is None:
                return None
            self._put(self.path, name, None)
            self._put(self.open, name, after)
            return "moved"
        if before is None:
            return None
        self._put(self.path, name, before)
        wish = after or self._moved_away(name)
        if before.value[0] is not None and (wish is None or wish.value[0] is not None):
            return "corrected" if self._correct(before.value[0], wish.value[0] if wish else None) else None
        return None

    def _moved_away(self, name: str) -> Block | None:
        """The line where its owner moved it, taken out there."""
        for path in sheets_of_same(self.path, self.files):
            if path != self.path and holds(self.files, path, name):
                found = parse(self.files[path])
                assert found is not None
                self._put(path, name, None)
                return found.items[name]
        return None

    def _correct(self, counted: Entry, wish: Entry | None) -> bool:
        """Whether it takes a correction to have what is wished; it is written."""
        differs = {key for key in board.KEYS if wish and getattr(wish, key) != getattr(counted, key)}
        differs -= {"recorded_by", "source"}
        if wish is not None and not differs:
            return False
        if wish is None or differs - CORRECTABLE:
            self._note(counted._replace(hours=Hours(0)), counted)
            if wish is not None:
                self._append(wish._replace(id=self._fresh_id(wish, "again"), source=None))
        else:
            self._note(wish, counted)
        return True

    def _note(self, right: Entry, counted: Entry) -> None:
        target = counted.corrects or counted.id
        found = parse(self.files.get(self.open))
        assert found is not None
        earlier = [one.value[0] for one in found.items.values() if one.value[0] and one.value[0].corrects == target]
        name = earlier[-1].id if earlier else self._fresh_id(right, target)
        self._append(right._replace(id=name, corrects=target, source=None))

    def _fresh_id(self, entry: Entry, why: str) -> str:
        said = emit([board.tree(entry)]) + self.member + why
        return new_id(lambda n: hashlib.sha256(said.encode()).digest()[:n])

    def _append(self, entry: Entry) -> None:
        tree = board.tree(entry)
        self._put(self.open, entry.id, Block((entry, ()), emit([tree]), 0))

    def _put(self, path: str, name: str, block: Block | None) -> None:
        """A line in a sheet: added, replaced, or (None) taken out. What was counted keeps its own order."""
        sheet = parse(self.files.get(path))
        assert sheet is not None
        items = {key: one for key, one in {**sheet.items, name: block}.items() if one is not None}
        head = sheet.head if sheet.items or sheet.head else f"{board.MODELINE}\n"
        if path == self.path and self.was is not None:
            head = self.was.head if self.was.items and not sheet.items else head
            items = {key: items[key] for key in (*self.was.items, *items) if key in items}
        self.changes[path] = assembled(head, list(items.values()))


def said(late: Iterable[Late]) -> list[Text]:
    """« octobre 2026 est clos : 2 lignes seront versées avec novembre 2026 »."""
    groups: dict[tuple[Month, Month], int] = {}
    for one in late:
        groups[one.closed, one.to] = groups.get((one.closed, one.to), 0) + 1
    return [
        TN(
            "{closed} is closed: {n} line will be paid with {to}",
            "{closed} is closed: {n} lines will be paid with {to}",
            n,
            closed=closed,
            to=to,
        )
        for (closed, to), n in sorted(groups.items())
    ]

"""Merging whole ledgers, path by path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from coopctl.entry import sheet_of
from coopctl.merge.blocks import assembled, parse
from coopctl.merge.conflict import Choices, Conflict, Merged, line_record
from coopctl.merge.record import merge_record
from coopctl.merge.sheet import added, merge_sheet
from coopctl.snapshot import Overlay
from coopctl.words import T

Files = Mapping[str, bytes]
Changes = dict[str, bytes | None]


class Together(NamedTuple):
    """What our side changes on top of theirs, what cannot be brought together, the files merged by id."""

    changes: Changes
    conflicts: tuple[Conflict, ...] = ()
    by_id: tuple[str, ...] = ()


def merge_trees(
    base: Files, ours: Files, theirs: Files, paths: Iterable[str] | None = None, choices: Choices | None = None
) -> Together:
    """Bring two ledgers together that both come from ``base``.

    ``paths`` are those that may differ between ``base`` and ``ours``, where the caller knows them. A file changed
    on one side is that side's. Changed on both: a contribution sheet is merged by id, any other record key by
    key; what is one whole (a payout, a meeting, a file coopctl does not read) is a conflict.
    """
    wanted = sorted({*base, *ours} if paths is None else set(paths))
    choices = choices or {}
    changes: Changes = {}
    conflicts: list[Conflict] = []
    by_id: list[str] = []
    for path in wanted:
        was, mine, other = base.get(path), ours.get(path), theirs.get(path)
        if mine in (was, other):
            continue
        if other == was:
            changes[path] = mine
            continue
        by_id.append(path)
        found = merge_file(was, mine, other, path, choices)
        conflicts += found.conflicts
        if not found.conflicts and found.data != other:
            changes[path] = found.data
    conflicts += _standing_twice(base, ours, theirs, changes, choices)
    return Together(changes, tuple(conflicts), tuple(by_id))


def merge_file(base: bytes | None, ours: bytes | None, theirs: bytes | None, path: str, choices: Choices) -> Merged:
    """One file brought together, by what it holds."""
    if sheet_of(path):
        return merge_sheet(base, ours, theirs, path, choices)
    return merge_record(base, ours, theirs, path, choices)


def _standing_twice(base: Files, ours: Files, theirs: Files, changes: Changes, choices: Choices) -> list[Conflict]:
    """Take back the lines we added that they hold in another sheet (moved there meanwhile).

    Where the two say different things it is a conflict.
    """
    found: list[Conflict] = []
    for path in [one for one in changes if sheet_of(one)]:
        fresh = list(added(base.get(path), changes[path]))
        others = [one for one in sheets_of_same(path, Overlay(theirs, changes)) if one != path] if fresh else []
        for name in fresh:
            after = Overlay(theirs, changes)
            twin = next((one for one in others if holds(after, one, name)), None)
            if twin is None or holds(ours, twin, name):
                continue
            record = line_record(path, name)
            choice = choices.get(record) or ("theirs" if _value(after[path], name) == _value(after[twin], name) else "")
            if not choice:
                found.append(_moved_apart(path, twin, record))
                continue
            gone = path if choice == "theirs" else twin
            changes[gone] = without(after[gone], name)
            if changes[gone] == theirs.get(gone):
                del changes[gone]
                break
    return found


def sheets_of_same(path: str, files: Iterable[str]) -> list[str]:
    """The sheets of the member whose sheet stands at a path."""
    name = path[path.rindex("/") :]
    return [one for one in files if one.endswith(name) and sheet_of(one)]


def holds(files: Files, path: str, name: str) -> bool:
    """Whether a sheet holds a line of that id."""
    data = files.get(path)
    if data is None or name.encode() not in data:
        return False
    sheet = parse(data)
    return sheet is not None and name in sheet.items


def _value(data: bytes, name: str) -> object:
    sheet = parse(data)
    return sheet.items[name].value if sheet else None


def _moved_apart(path: str, twin: str, record: str) -> Conflict:
    text = T("{record} stands in {path} here, and in {twin} elsewhere, not alike", record=record, path=path, twin=twin)
    return Conflict(path, record, text)


def without(data: bytes, name: str) -> bytes | None:
    """A sheet without one of its lines."""
    sheet = parse(data)
    if sheet is None or name not in sheet.items:
        return data
    return assembled(sheet.head, [one for each, one in sheet.items.items() if each != name])

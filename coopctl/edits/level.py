"""Two sides under the same handles: where one renamed a member, what the other wrote of them says the new name too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from coopctl.change.renamed import brought_along, renamed
from coopctl.context import closed_by
from coopctl.entry import sheet_of
from coopctl.merge.conflict import Conflict
from coopctl.merge.trees import Changes, Files
from coopctl.snapshot import Overlay
from coopctl.words import T


class Level(NamedTuple):
    """Three ledgers that can be compared; ``brought`` is what theirs changed to get there."""

    base: Files
    ours: Files
    theirs: Files
    paths: Iterable[str] | None
    brought: Changes
    conflicts: tuple[Conflict, ...] = ()


def level(base: Files, ours: Files, theirs: Files, paths: Iterable[str] | None) -> Level:
    """Bring along what stands under a handle of before, on the side that does not know of the new one."""
    paths = None if paths is None else list(paths)
    mine, other = (renamed(base, side, _members(base, side, asked)) for side, asked in ((ours, paths), (theirs, None)))
    twice = tuple(_twice(old, mine[old], other[old]) for old in mine if other.get(old, mine[old]) != mine[old])
    if twice or not (mine or other):
        return Level(base, ours, theirs, paths, {}, twice)
    was = _along(base, mine | other)
    here = _along(ours, other)
    there = _along(theirs, mine)
    if paths is not None:
        paths = [*dict.fromkeys((*paths, *was, *here))]
    return Level(Overlay(base, was), Overlay(ours, here), Overlay(theirs, there), paths, there)


def _members(base: Files, side: Files, asked: Iterable[str] | None) -> list[str]:
    return [path for path in (side if asked is None else asked) if path.startswith("members/") and path not in base]


def _along(files: Files, names: Mapping[str, str]) -> Changes:
    """What the files would be under other handles; closed months keep the handle of before, as renaming does."""
    if not names:
        return {}
    closed = [path for path in files if (place := sheet_of(path)) and closed_by(place[0], files)]
    moved = brought_along(files, [path for path in files if path not in {*closed} and path.endswith(".yaml")], names)
    return {path: data for path, data in moved.items() if files.get(path) != data}


def _twice(old: str, mine: str, other: str) -> Conflict:
    text = T("{old} is called {mine} here and {theirs} elsewhere", old=old, mine=mine, theirs=other)
    return Conflict(f"members/{old}.yaml", "", text, mine, other, cure="coopctl undo")

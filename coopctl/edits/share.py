"""Our work on top of theirs: the merge by id, then what came after a month was closed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from coopctl.context import closed_by
from coopctl.edits.late import Late, settle
from coopctl.edits.level import level
from coopctl.entry import sheet_of
from coopctl.merge.conflict import Choices, Conflict
from coopctl.merge.trees import Changes, Files, merge_trees
from coopctl.snapshot import Overlay
from coopctl.values import Month, parse_period


class Shared(NamedTuple):
    """What our side changes on top of theirs; ``plain`` where no merge by id was needed."""

    changes: Changes
    conflicts: tuple[Conflict, ...] = ()
    late: tuple[Late, ...] = ()
    plain: bool = True


def share(
    base: Files, ours: Files, theirs: Files, paths: Iterable[str] | None = None, choices: Choices | None = None
) -> Shared:
    """Bring our work (``base`` to ``ours``) onto theirs; months closed on either side stay as they were counted."""
    even = level(base, ours, theirs, paths)
    together = merge_trees(even.base, even.ours, even.theirs, even.paths, choices)
    if conflicts := even.conflicts or together.conflicts:
        return Shared({}, conflicts)
    changes = even.brought | together.changes
    first = settle(Overlay(theirs, changes), theirs, _closed_there(changes, theirs))
    changes |= first.changes
    mine = _closed_by_us(changes)
    second = (
        settle(Overlay(theirs, changes), ours, _sheets_of(mine, {*ours, *Overlay(theirs, changes)})) if mine else first
    )
    changes |= second.changes
    late = first.late + (second.late if mine else ())
    left = {path: data for path, data in changes.items() if theirs.get(path) != data}
    return Shared(left, (), late, not (together.by_id or even.brought or late))


def _closed_there(changes: Changes, theirs: Files) -> list[str]:
    return [path for path in changes if (found := sheet_of(path)) and closed_by(found[0], theirs)]


def _closed_by_us(changes: Changes) -> frozenset[Month]:
    months: set[Month] = set()
    for path, data in changes.items():
        if path.startswith("payouts/") and data is not None:
            try:
                months |= set(parse_period(path[8:].removesuffix(".yaml")).months)
            except ValueError:
                continue
    return frozenset(months)


def _sheets_of(months: frozenset[Month], files: Iterable[str]) -> list[str]:
    return [path for path in files if (found := sheet_of(path)) and found[0] in months]

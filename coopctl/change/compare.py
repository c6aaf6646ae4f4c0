"""Two moments of a ledger: all that changed between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from coopctl.change.board import Title, line_changes, lines
from coopctl.change.fact import Change, pair, tree
from coopctl.change.governance import TELLERS
from coopctl.change.renamed import brought_along, renamed
from coopctl.entry import sheet_of
from coopctl.records.kinds import kind_of
from coopctl.snapshot import Overlay, Snapshot
from coopctl.words import T

_ORDER = (
    "coop", "members", "circles", "roles", "bodies", "elections", "decisions", "needs", "budgets", "meetings",
    "workshops", "contributions", "payouts",
)  # fmt: skip


def changes(before: Snapshot, after: Snapshot, paths: Iterable[str] | None = None) -> list[Change]:
    """What changed, in reading order: charter, people, circles, roles, decisions, the board, payouts, other files.

    ``paths`` are those that may differ, where the caller knows them; else both ledgers are compared whole.
    """
    wanted = {*before.files, *after.files} if paths is None else set(paths)
    apart = _apart(before, after, wanted)
    if names := renamed(before.files, after.files, apart):
        moved = brought_along(before.files, apart, names)
        before = Snapshot(Overlay(before.files, moved))
        apart = _apart(before, after, wanted | moved.keys())
    sheets = [path for path in apart if sheet_of(path)]
    found = [one for path in apart if path not in sheets for one in _file(path, before.files, after.files)]
    old, new = (lines(side.files, sheets) for side in (before, after))
    told = list(line_changes(old, new, _titles(after.files)))
    for path in sheets:
        place = sheet_of(path)
        if place and not any(one.who == place[1] for one in told):
            told.append(_plain(path, before.files, after.files))
    return sorted(found + told, key=_rank)


def _apart(before: Snapshot, after: Snapshot, paths: Iterable[str]) -> list[str]:
    return sorted(path for path in paths if before.files.get(path) != after.files.get(path))


def _rank(change: Change) -> int:
    folder = change.record.partition("/")[0]
    if change.kind.startswith("line-"):
        folder = "contributions"
    return _ORDER.index(folder) if folder in _ORDER else len(_ORDER)


def _titles(files: Mapping[str, bytes]) -> Title:
    known: dict[str, str] = {}

    def title(circle: str) -> str:
        if circle not in known:
            found = (tree(files.get(f"circles/{circle}.yaml")) or {}).get("title", circle)
            known[circle] = found if isinstance(found, str) else circle
        return known[circle]

    return title


def _file(path: str, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[Change]:
    kind = kind_of(path)
    both = pair(path, before.get(path), after.get(path)) if kind and kind.name in TELLERS else None
    told = list(TELLERS[kind.name](both)) if kind and both else []
    yield from told or [_plain(path, before, after)]


def _plain(path: str, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Change:
    """A file of which only this can be said: added, removed, changed (a comment, its layout)."""
    if path not in before:
        kind, text = "file-added", T("{path}: added", path=path)
    elif path not in after:
        kind, text = "file-removed", T("{path}: removed", path=path)
    else:
        kind, text = "file-changed", T("{path}: changed", path=path)
    return Change(kind, path.removesuffix(".yaml"), text)

"""Which entry of the history recorded what stands somewhere in the ledger, found by content."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coopctl.cli.session import Session
from coopctl.document.read import SHEET_LIMIT, read
from coopctl.payout.frozen import digest
from coopctl.payout.verify import path_of
from coopctl.problem import At, Route
from coopctl.records.model import judged
from coopctl.records.payout import Payout
from coopctl.snapshot import Snapshot
from coopctl.store.history import Commit, blob_at, commits

_NOTHING: Any = object()


class Trace:
    """The versions of some files, found in one walk of the history that leads to a revision."""

    def __init__(self, session: Session, snapshot: Snapshot, paths: Iterable[str]) -> None:
        self._repo = session.repo
        self._files = snapshot.files
        self._versions: dict[str, list[Commit]] = {path: [] for path in paths if path in snapshot.files}
        wanted = sorted(self._versions)
        for commit in commits(self._repo, wanted, rev=snapshot.revision or "HEAD") if wanted else ():
            for path in commit.paths:
                if path in self._versions:
                    self._versions[path].append(commit)

    def recorded(self, at: At) -> Commit | None:
        """The entry since which what stands there has been as it is. In a list, an item may have moved."""
        versions = self._versions.get(at.path, [])
        route = _whole_item(at.route)
        value = _reached(self._tree(at.path, self._files[at.path]), route) if versions else None
        found = None
        for commit in versions:
            data = blob_at(self._repo, commit.id, at.path)
            if data is None or not _holds(self._tree(at.path, data), route, value):
                break
            found = commit
        return found

    def added(self, payout: Payout) -> Commit | None:
        """The oldest entry whose file holds these very values: comments and layout are passed over."""
        path, found = path_of(payout), None
        for commit in self._versions.get(path, []):
            data = blob_at(self._repo, commit.id, path)
            record = judged(Payout, path, self._tree(path, data))[0] if data is not None else None
            if record is not None and digest(record) == digest(payout):
                found = commit
        return found

    @staticmethod
    def _tree(path: str, data: bytes) -> Any:
        return read(path, data, SHEET_LIMIT).root


def _whole_item(route: Route) -> Route:
    """A route up to its first step into a list: a mandate is recorded as a whole."""
    for index, step in enumerate(route):
        if isinstance(step, int):
            return route[: index + 1]
    return route


def _reached(tree: Any, route: Route) -> Any:
    for step in route:
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            return _NOTHING
    return tree


def _holds(tree: Any, route: Route, value: Any) -> bool:
    if not route or isinstance(route[-1], str):
        return bool(_reached(tree, route) == value)
    items = _reached(tree, route[:-1])
    return isinstance(items, list) and value in items

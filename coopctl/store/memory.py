"""The same ledger kept in a dict: for tests, and to try an edit without a repository."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coopctl.problem import NotHere
from coopctl.snapshot import Edit, Message, Snapshot
from coopctl.store.clone import Person
from coopctl.store.repo import Written
from coopctl.words import T


class Memory:
    """A ledger without disk or git: revisions are ``r1``, ``r2`` …"""

    prefix = ""
    branch = "main"

    def __init__(self, files: Mapping[str, bytes] | None = None, identity: Person = ("loic", "loic@coop.invalid")):
        self.config: dict[str, str] = {}
        self.history: list[tuple[dict[str, bytes], Message, Person]] = []
        self._identity = identity
        if files is not None:
            self.history.append((dict(files), Message("start"), identity))

    def head(self) -> str | None:
        """The last revision."""
        return f"r{len(self.history)}" if self.history else None

    def at(self, rev: str) -> Snapshot:
        """The files of a revision (``HEAD`` is the last).

        Raises:
            NotHere: no such revision.
        """
        name = self.head() if rev == "HEAD" else rev
        number = name[1:] if name else ""
        if not number.isdigit() or not 0 < int(number) <= len(self.history):
            raise NotHere(T("no revision {rev} here", rev=rev), "coopctl log")
        return Snapshot(self.history[int(number) - 1][0], name)

    def worktree(self) -> Snapshot:
        """The files of the last revision."""
        return Snapshot(self.history[-1][0] if self.history else {}, None)

    def identity(self) -> Person:
        """Who writes."""
        return self._identity

    def unshared(self) -> int | None:
        """Nothing is followed."""
        return None

    def write(self, plan: Callable[[Snapshot], Edit], *, actor: Person | None = None, wait: object = None,
              first: bool = False) -> Written:  # fmt: skip
        """As :meth:`coopctl.store.repo.Repo.write`."""
        base = self.head()
        before = self.at(base) if base else Snapshot({})
        edit = plan(before)
        changes = {path: data for path, data in edit.changes.items() if before.files.get(path) != data}
        if not changes:
            return Written(base or "", base or "")
        after = {path: data for path, data in {**before.files, **changes}.items() if data is not None}
        self.history.append((after, edit.message, actor or self._identity))
        return Written(self.head() or "", base or "", tuple(changes))

    def close(self) -> None:
        """Nothing to end."""

"""Walking through the history, the oldest first: each entry with what it changes against those it comes from."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coopctl.audit.facts import Blob, Sealed, Step, Touched, Tree
from coopctl.store.forest import Forest
from coopctl.store.history import parts

if TYPE_CHECKING:
    from coopctl.store.repo import Repo


class Walk:
    """The way through a history that begins at ``first``, or after what is known already (None)."""

    def __init__(self, repo: Repo, first: str | None) -> None:
        self._repo = repo
        self._forest = Forest(repo)
        self._first = first
        self._now = int(time.time())

    def steps(self, ids: list[str]) -> Iterator[Step]:
        """Some entries in a row, told whole; what that takes is asked for at once.

        Raises:
            Unwritable: an object of the history is missing or damaged.
        """
        self._forest.prepare(ids)
        for oid in ids:
            yield _step(self._repo, self._forest, oid)._replace(now=self._now, first=oid == self._first)

    def state(self, oid: str) -> Tree:
        """The ledger as an entry leaves it."""
        return self._forest.grown(oid)


def listed(repo: Repo, tip: str, since: str | None = None) -> list[str]:
    """The ids of the entries that lead to ``tip``, each after what it comes from; none that led to ``since``."""
    bounds = [tip] if since is None else [tip, f"^{since}"]
    return repo.git.run("rev-list", "--reverse", "--topo-order", *bounds).decode().split()


def _step(repo: Repo, forest: Forest, oid: str) -> Step:
    """An entry, told whole."""
    commit = forest.commit(oid)
    parents = [forest.commit(one) for one in commit.parents]
    sides = tuple(forest.apart(one.tree, commit.tree) for one in parents) or (forest.all(commit.tree),)
    subject, _, trailers = parts(commit.message.decode("utf-8", "replace"))
    before = tuple(forest.grown(one, _old(side)) for one, side in zip(commit.parents, sides, strict=False))
    found = Step(
        oid, commit.parents, commit.author, commit.committer, subject, trailers, commit.signature, commit.signed,
        commit.doubled, sides, forest.grown(oid, _new(sides)), before, tuple(one.committer.seconds for one in parents),
    )  # fmt: skip
    return found if len(parents) < 2 else _joining(repo, forest, found)


def _old(side: tuple[Touched, ...]) -> Iterator[tuple[str, Blob | None]]:
    return ((one.path, one.before) for one in side)


def _new(sides: tuple[tuple[Touched, ...], ...]) -> Iterator[tuple[str, Blob | None]]:
    return ((one.path, one.after) for side in sides for one in side)


def _joining(repo: Repo, forest: Forest, step: Step) -> Step:
    """What two sides come from, and the entries of the second one."""
    one, two = step.parents[:2]
    base = repo.git.run("merge-base", one, two, ok=(0, 1)).decode().split()
    joined = repo.git.run("rev-list", two, f"^{one}").decode().split()
    commits = ((oid, forest.commit(oid)) for oid in joined)
    sealed = tuple(Sealed(oid, commit.signature, commit.signed) for oid, commit in commits)
    return step._replace(base=forest.grown(base[0]) if base else None, joined=sealed)

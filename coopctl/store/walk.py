"""Walking through the history, the oldest first: each entry with what it changes against those it comes from."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coopctl.audit.facts import Blob, Step, Touched
from coopctl.store.forest import Forest
from coopctl.store.history import parts

if TYPE_CHECKING:
    from coopctl.store.repo import Repo

_AT_ONCE = 256
"""Entries whose objects are asked for together."""


def walk(repo: Repo, tip: str, since: str | None = None) -> Iterator[Step]:
    """The entries that lead to ``tip``, each after all it comes from; those that led to ``since`` are left out.

    Raises:
        Unwritable: an object of the history is missing or damaged.
    """
    forest = Forest(repo)
    now = int(time.time())
    begun = since is not None
    ids = listed(repo, tip, since)
    for at in range(0, len(ids), _AT_ONCE):
        forest.prepare(ids[at : at + _AT_ONCE])
        for commit in ids[at : at + _AT_ONCE]:
            step = _step(repo, forest, commit)
            yield step._replace(now=now, first=not begun and not step.parents)
            begun = begun or not step.parents


def listed(repo: Repo, tip: str, since: str | None = None) -> list[str]:
    """The ids of those entries, in that order."""
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
    return step._replace(base=forest.grown(base[0]) if base else None, joined=tuple(joined))

"""All that stands in the way of a write in a clone, found in one look (for doctor and whoami)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coopctl.problem import CoopError, Unwritable
from coopctl.store import states
from coopctl.store.finish import desk
from coopctl.store.git import too_old
from coopctl.store.recover import unfinished
from coopctl.store.states import Obstacle
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.store.repo import Repo


def survey(repo: Repo) -> tuple[Obstacle, ...]:
    """See :meth:`coopctl.store.repo.Repo.states`."""
    if repo.git_dir is None:
        return (states.no_repository(repo.root),)
    try:
        return tuple(_found(repo, repo.git_dir))
    except CoopError as error:
        return (Obstacle("git", error.text, error.cure),)


def _found(repo: Repo, git_dir: str) -> Iterator[Obstacle]:
    old = too_old(repo.git.version())
    if old:
        yield Obstacle("git", old.text, old.cure)
    config = repo.config
    yield from states.operations(git_dir)
    if config.get("core.bare", "").lower() == "true":
        yield states.bare()
    ref, tip = repo.ref(), repo.head()
    if ref is None:
        yield states.detached(tip or "")
    elif tip is None:
        yield states.unborn(ref.removeprefix("refs/heads/"))
    try:
        repo.identity()
    except Unwritable:
        yield states.nobody()
    yield from _marks(repo, git_dir)


def _marks(repo: Repo, git_dir: str) -> Iterator[Obstacle]:
    lock = desk(repo).lock
    age = lock.age()
    if unfinished(repo):
        yield states.unfinished()
    elif age is not None and not lock.is_ours():
        yield states.locked(age)
    for path in (os.path.join(git_dir, "HEAD.lock"), os.path.join(repo.common_dir or "", f"{repo.ref()}.lock")):
        if os.path.exists(path):
            yield Obstacle("locked", T("git left a lock at {path}; if no git command is running, remove it", path=path),
                           f"rm {path}")  # fmt: skip
    if os.path.exists(os.path.join(repo.common_dir or "", "shallow")):
        yield states.shallow()
    if any(line.own and line.key == "core.hookspath" for line in repo.settings()):
        yield states.other_hooks()

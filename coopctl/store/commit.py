"""Building a commit: objects only, nothing that anyone can see yet."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from coopctl.problem import Unwritable
from coopctl.store.disk import flush
from coopctl.store.git import GitFailed, tail
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.store.clone import Person
    from coopctl.store.repo import Repo

_SKEW = 3600
_UNFLUSHED = {"GIT_CONFIG_PARAMETERS": "'core.fsync=none'"}
"""For commands whose objects are flushed here afterwards, all at once, which is quicker than one by one."""


def build(
    repo: Repo,
    base: str | None,
    changes: Mapping[str, bytes | None],
    message: str,
    *,
    author: Person | None,
    date: str | None,
    parents: tuple[str, ...] | None,
) -> str:
    """See :meth:`coopctl.store.repo.Repo.build`."""
    tree, made = grow(repo, base, changes)
    return seal(repo, tree, made, message, author, date, parents if parents is not None else _alone(base))


def _alone(base: str | None) -> tuple[str, ...]:
    return (base,) if base else ()


def grow(repo: Repo, base: str | None, changes: Mapping[str, bytes | None]) -> tuple[str, tuple[str, ...]]:
    """Write blobs and trees: the id of the root tree, and the ids of all that was written."""
    growing = repo.growing()
    root = tree_of(repo, base) if base else None
    tree = growing.tree(root, {repo.prefix + path: data for path, data in changes.items()})
    if growing.made:
        repo.git.run("unpack-objects", "-q", input=growing.pack(), env=_UNFLUSHED)
    return tree, tuple(growing.made)


def tree_of(repo: Repo, commit: str) -> str:
    """The id of a commit's root tree."""
    return repo.need(commit).data.split(b"\n", 1)[0].removeprefix(b"tree ").decode()


def seal(
    repo: Repo,
    tree: str,
    made: tuple[str, ...],
    message: str,
    author: Person | None,
    date: str | None,
    parents: tuple[str, ...],
    *,
    authored: str | None = None,
) -> str:
    """Make the commit of a tree, signed where the user's settings ask for it, and flush it all to the disk.

    ``date`` sets both dates; ``authored`` the author's alone, for what was first recorded then and is replayed
    now: the committer's date never goes back in time.
    """
    committer = repo.identity()
    writer = author or committer
    env = _UNFLUSHED | {
        "GIT_COMMITTER_NAME": committer[0], "GIT_COMMITTER_EMAIL": committer[1],
        "GIT_AUTHOR_NAME": writer[0], "GIT_AUTHOR_EMAIL": writer[1],
    }  # fmt: skip
    if date is not None:
        env |= {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    if authored is not None:
        env["GIT_AUTHOR_DATE"] = authored
    args = ["commit-tree", tree]
    for parent in parents:
        args += ["-p", parent]
    if _signs(repo):
        _check_clock(repo, parents, date)
        args.append("-S")
    try:
        commit = repo.git.run(*args, input=message.encode("utf-8", "surrogateescape"), env=env).decode().strip()
    except GitFailed as error:
        raise _unsigned(error) if "-S" in args else error from None
    _durable(repo, (*made, commit))
    return commit


def _signs(repo: Repo) -> bool:
    return repo.config.get("commit.gpgsign", "false").lower() in ("true", "yes", "on", "1", "")


def _unsigned(error: GitFailed) -> Unwritable:
    if "sign" not in error.said and "key" not in error.said and "gpg" not in error.said:
        return error
    return Unwritable(T("the entry could not be signed, so it was not recorded: {said}", said=tail(error.said)),
                      "git config --show-origin --get-regexp '^(gpg|user\\.signingkey|commit\\.gpgsign)'")  # fmt: skip


def _check_clock(repo: Repo, parents: tuple[str, ...], date: str | None) -> None:
    """A signature with a time before its parent's would never pass for genuine."""
    if date is not None or "GIT_COMMITTER_DATE" in os.environ:
        return
    for parent in parents:
        then = committed_at(repo, parent)
        if time.time() < then - _SKEW:
            raise Unwritable(T("the clock of this machine is behind the last entry by {n} h: set it, then sign",
                               n=round((then - time.time()) / 3600)), "date")  # fmt: skip


def committed_at(repo: Repo, commit: str) -> int:
    """When a commit was made, in seconds."""
    head = repo.need(commit).data.partition(b"\n\n")[0]
    for line in head.split(b"\n"):
        if line.startswith(b"committer "):
            return int(line.rsplit(b" ", 2)[1])
    return 0


def _durable(repo: Repo, made: tuple[str, ...]) -> None:
    """Flush new objects and the folders that name them (git would flush the former only, and only since 2.36)."""
    objects = os.path.join(repo.common_dir or "", "objects")
    for oid in made:
        path = os.path.join(objects, oid[:2], oid[2:])
        try:
            handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            continue
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    for folder in {oid[:2] for oid in made}:
        if os.path.isdir(os.path.join(objects, folder)):
            flush(os.path.join(objects, folder))
    flush(objects)

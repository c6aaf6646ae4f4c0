"""What git is about to record, as an entry that nobody can see yet: the index, the message, and what it comes from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coopctl.audit import who
from coopctl.audit.judge import RULES, audit
from coopctl.store.git import GitFailed
from coopctl.store.pushed import wrong_of
from coopctl.store.walk import Walk

if TYPE_CHECKING:
    from coopctl.audit.facts import Lapse
    from coopctl.store.repo import Repo

_CUT = b"------------------------ >8 ------------------------"
_UNSIGNED = tuple(rule for rule in RULES if rule not in who.RULES)
"""Who signs cannot be judged before it is signed."""


def message_of(repo: Repo, path: str) -> bytes:
    """A message as git will keep it: without what an editor was shown beside it."""
    with open(path, "rb") as file:
        lines = file.read().splitlines(keepends=True)
    kept = next((lines[:at] for at, line in enumerate(lines) if line.rstrip().endswith(_CUT)), lines)
    return repo.git.run("stripspace", "--strip-comments", input=b"".join(kept))


def lapses_of(repo: Repo, message: bytes) -> list[Lapse]:
    """What is wrong with the entry git is about to make of the index and a message.

    Git does not tell whether an entry is new or made again in the place of the last one: if one of the two is
    sound, nothing is said.
    """
    head = repo.head()
    found = _judged(repo, message, _parents(repo, head))
    if found and head is not None:
        again = tuple(repo.git.run("rev-parse", f"{head}^@").decode().split())
        return found if not again or _judged(repo, message, again) else []
    return found


def _parents(repo: Repo, head: str | None) -> tuple[str, ...]:
    others = os.path.join(repo.folder, "MERGE_HEAD")
    if head is None or not os.path.exists(others):
        return (head,) if head else ()
    with open(others, encoding="ascii") as file:
        return (head, *file.read().split())


def _judged(repo: Repo, message: bytes, parents: tuple[str, ...]) -> list[Lapse]:
    tree = repo.git.run("write-tree").decode().strip()
    args = [word for parent in parents for word in ("-p", parent)]
    entry = repo.git.run("commit-tree", tree, *args, input=message, env=dict(_author())).decode().strip()
    try:
        return list(wrong_of(audit(Walk(repo, None if parents else entry).steps([entry]), rules=_UNSIGNED)))
    finally:
        _forget(repo, entry)


def _author() -> Iterator[tuple[str, str]]:
    """Whom git was told to name as the author, where it was told."""
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"):
        if name in os.environ:
            yield name, os.environ[name]


def _forget(repo: Repo, entry: str) -> None:
    """Take away the object again, which nothing names; git would do so in two weeks."""
    try:
        os.unlink(os.path.join(repo.common_dir or "", "objects", entry[:2], entry[2:]))
    except (OSError, GitFailed):
        return

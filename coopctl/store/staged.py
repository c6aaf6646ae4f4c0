"""What git is about to record, as an entry that nobody can see yet: the index, the message, and what it comes from."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coopctl.audit import who
from coopctl.audit.judge import RULES, audit
from coopctl.store.disk import unlink
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
    with _made(repo, tree, parents, message) as entry:
        return list(wrong_of(audit(Walk(repo, None if parents else entry).steps([entry]), rules=_UNSIGNED)))


@contextlib.contextmanager
def _made(repo: Repo, tree: str, parents: tuple[str, ...], message: bytes) -> Iterator[str]:
    """An entry that nothing names, for as long as it is looked at.

    One that was there before, the very same made within one second, stays: it is written apart first to tell.
    """
    args = [word for parent in parents for word in ("-p", parent)]
    objects = os.path.join(repo.common_dir or "", "objects")
    with tempfile.TemporaryDirectory(prefix="coopctl-", dir=objects) as apart:
        os.mkdir(os.path.join(apart, "info"))
        with open(os.path.join(apart, "info", "alternates"), "wb") as file:
            file.write(os.fsencode(objects) + b"\n")
        env = {**dict(_author()), "GIT_OBJECT_DIRECTORY": apart}
        entry = repo.git.run("commit-tree", tree, *args, input=message, env=env).decode().strip()
        made, place = (os.path.join(one, entry[:2], entry[2:]) for one in (apart, objects))
        new = os.path.exists(made)
        if new:
            os.makedirs(os.path.dirname(place), exist_ok=True)
            os.rename(made, place)
    try:
        yield entry
    finally:
        if new:
            unlink(place)


def _author() -> Iterator[tuple[str, str]]:
    """Whom git was told to name as the author, where it was told."""
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"):
        if name in os.environ:
            yield name, os.environ[name]

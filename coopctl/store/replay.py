"""A whole past written at once, into a folder that has none: what the demonstration starts from."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from coopctl.store.clone import Person
from coopctl.store.git import Git
from coopctl.store.repo import Repo

_BRANCH = "main"


class Recorded(NamedTuple):
    """One commit to be: when, by whom, its whole message, and the files it changes (None removes one)."""

    when: dt.datetime
    author: Person
    message: str
    changes: Mapping[str, bytes | None]


def replay(folder: str, past: Iterable[Recorded], *, identity: Person) -> Repo:
    """Make a repository of its own at ``folder`` (absent or empty) whose history is ``past``, oldest first.

    It may lie inside another repository, which is left alone. ``identity`` is kept in the clone's own settings,
    and so is that nothing is signed. Nothing is flushed to the disk: it can be made again.

    Raises:
        GitFailed: git is missing or could not.
    """
    os.makedirs(folder, exist_ok=True)
    git = Git(folder)
    git.run("init", "-q", f"--initial-branch={_BRANCH}")
    for name, value in (("user.name", identity[0]), ("user.email", identity[1]), ("commit.gpgSign", "false")):
        git.run("config", "--local", name, value)
    git.run("fast-import", "--quiet", "--date-format=raw", input=b"".join(_stream(past)))
    git.run("reset", "--quiet", "--hard")
    return Repo(os.path.realpath(folder))


def _stream(past: Iterable[Recorded]) -> Iterator[bytes]:
    """The history in the words of ``git fast-import``."""
    for one in past:
        who = f"{one.author[0]} <{one.author[1]}> {int(one.when.timestamp())} {one.when:%z}\n"
        yield f"commit refs/heads/{_BRANCH}\nauthor {who}committer {who}".encode()
        yield _data(one.message.encode())
        for path, data in one.changes.items():
            if data is None:
                yield f"D {path}\n".encode()
            else:
                yield f"M 100644 inline {path}\n".encode()
                yield _data(data)
        yield b"\n"


def _data(data: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(data), data)

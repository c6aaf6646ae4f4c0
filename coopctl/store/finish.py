"""Rolling a move forward or back. A write and a recovery end in the very same steps."""

from __future__ import annotations

import contextlib
import os
import time
from typing import TYPE_CHECKING

from coopctl.store import files, journal
from coopctl.store.disk import flush, store, unlink
from coopctl.store.index import roll_index
from coopctl.store.journal import Move, Step
from coopctl.store.listing import SPARE
from coopctl.store.locks import IndexLock
from coopctl.store.objects import digest
from coopctl.store.target import holds, indexed, reachable
from coopctl.words import T, Text

if TYPE_CHECKING:
    from coopctl.store.repo import Repo


class Desk:
    """The folder under the git folder where a write keeps its things; empty between writes.

    ``journal`` is the journal of a write under way, ``index`` a private copy of the index, ``lock`` git's
    index lock as we take it.
    """

    def __init__(self, git_dir: str) -> None:
        self.folder = os.path.join(git_dir, "coopctl", "writing")
        self.journal = self.path("journal")
        self.index = self.path("index")
        self.lock = IndexLock(git_dir, self.path("lock"))

    def path(self, name: str) -> str:
        """A file on the desk."""
        return os.path.join(self.folder, name)

    def left(self) -> list[str]:
        """What lies on it."""
        try:
            return os.listdir(self.folder)
        except FileNotFoundError:
            return []

    def clear(self) -> None:
        """Journal first, then the rest, then the lock: while the journal stands, nobody else's git may move."""
        if self.left():
            unlink(self.journal)
            for name in self.left():
                if name != "lock":
                    unlink(self.path(name))
            flush(self.folder)
            self.lock.release()


def desk(repo: Repo) -> Desk:
    """The desk of a clone."""
    return Desk(repo.folder)


def spare(repo: Repo, step: Step) -> str:
    """Where the new content waits beside its target."""
    folder, name = os.path.split(os.path.join(repo.top, step.path))
    return os.path.join(folder, f".{name}{SPARE}")


def missing_folders(repo: Repo, steps: tuple[Step, ...]) -> tuple[str, ...]:
    """The folders that must be made first, parents before children."""
    out: dict[str, None] = {}
    for step in steps:
        parts = step.path.split("/")[:-1]
        for depth in range(1, len(parts) + 1):
            folder = "/".join(parts[:depth])
            if step.new and step.mark in "Hh" and not os.path.isdir(os.path.join(repo.top, folder)):
                out[folder] = None
    return tuple(out)


def prepare(repo: Repo, move: Move) -> None:
    """Put every new content beside its target, flushed, so that only renames are left to do."""
    for folder in move.made:
        with contextlib.suppress(FileExistsError):
            os.mkdir(os.path.join(repo.top, folder))
    for step in move.steps:
        if step.new and step.mark in "Hh" and not holds(repo, step.path, step.new):
            _fill(repo, step)


def _fill(repo: Repo, step: Step) -> str:
    path = spare(repo, step)
    store(path, repo.need(step.new).data, 0o777 if step.mode == "100755" else 0o666)
    with contextlib.suppress(FileNotFoundError):
        os.chmod(path, os.lstat(os.path.join(repo.top, step.path)).st_mode & 0o777)
    return path


def forward(repo: Repo, move: Move, held: int, *, known: bool = False) -> tuple[Text, ...]:
    """After the commit point: files, then index, then journal and locks. Gives notes on what was left alone.

    ``known``: the index was looked at under its lock already and holds what the move says.
    """
    stale_ref_locks(repo, move)
    notes: list[Text] = []
    for folder in move.made:
        os.makedirs(os.path.join(repo.top, folder), exist_ok=True)
    for step in move.steps:
        if not _settle(repo, step):
            notes.append(T("{path} was changed meanwhile, so it was left as it is", path=step.path))
    for folder in {os.path.dirname(os.path.join(repo.top, step.path)) for step in move.steps}:
        if os.path.isdir(folder):
            flush(folder)
    roll_index(repo, move.steps if known else _unstaged(repo, move, notes), desk(repo).index, held)
    desk(repo).clear()
    return tuple(notes)


def _unstaged(repo: Repo, move: Move, notes: list[Text]) -> tuple[Step, ...]:
    """The steps whose path the index still holds as before; the others are somebody's work, and noted."""
    entries = indexed(repo, [step.path for step in move.steps])
    ours = []
    for step in move.steps:
        if [oid for _, _, oid in entries.get(step.path, [("", "", "")])] in ([step.old], [step.new]):
            ours.append(step)
        else:
            notes.append(T("{path} was staged meanwhile, so the index keeps that", path=step.path))
    return tuple(ours)


def _settle(repo: Repo, step: Step) -> bool:
    """Bring one file forward if it is still as it was before; whether it now is as it shall be."""
    full = os.path.join(repo.top, step.path)
    if step.mark in "Ss":
        return True
    if not reachable(repo.top, step.path):
        return False
    ready = spare(repo, step)
    if holds(repo, step.path, step.new) or not holds(repo, step.path, step.old):
        unlink(ready)
        return holds(repo, step.path, step.new)
    if step.new:
        os.rename(ready if _whole(ready, step.new) else _fill(repo, step), full)
    else:
        unlink(full)
        _prune(repo, step.path)
    return True


def _whole(path: str, oid: str) -> bool:
    """Whether what waits beside the target is complete: an interrupted recovery may have left a part."""
    data = files.contents(path)
    return data is not None and digest("blob", data, len(oid)) == oid


def _prune(repo: Repo, path: str) -> None:
    folder = os.path.dirname(path)
    while folder and not os.path.samefile(os.path.join(repo.top, folder), repo.root):
        try:
            os.rmdir(os.path.join(repo.top, folder))
        except OSError:
            return
        folder = os.path.dirname(folder)


def back(repo: Repo, move: Move) -> None:
    """Before the commit point: no file was moved yet, so only what was prepared goes."""
    stale_ref_locks(repo, move)
    for step in move.steps:
        if reachable(repo.top, step.path):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(spare(repo, step))
    for folder in reversed(move.made):
        with contextlib.suppress(OSError):
            os.rmdir(os.path.join(repo.top, folder))
    desk(repo).clear()


def stale_ref_locks(repo: Repo, move: Move) -> None:
    """Remove the locks of our own git command that was killed: by name, age and content, and standing still."""
    written = journal.since(desk(repo).journal)
    if written is None:
        return
    for path in (os.path.join(repo.folder, "HEAD.lock"), os.path.join(repo.common_dir or "", f"{move.ref}.lock")):
        before = _stamp(path)
        if before is None or before[1] < written or not _says(path, move.new):
            continue
        time.sleep(0.3)
        if _stamp(path) == before and _says(path, move.new):
            unlink(path)


def _stamp(path: str) -> tuple[int, int, int] | None:
    try:
        here = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return here.st_ino, here.st_mtime_ns, here.st_size


def _says(path: str, new: str) -> bool:
    with contextlib.suppress(OSError), open(path, "rb") as file:
        return f"{new}\n".encode().startswith(file.read(100))
    return False

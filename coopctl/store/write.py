"""The one write: a wish becomes one commit, or nothing, whatever happens meanwhile.

Order of things: our lock, what a crash left, the last commit, the plan; then git's own index lock, a look at
the files concerned, the objects, the journal, the contents beside their targets; then the branch moves (this
is the commit point); then files, index, journal and locks. Before that point all is undone, after it all is done.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator

from coopctl import system
from coopctl.problem import Unwritable
from coopctl.snapshot import Edit, Snapshot
from coopctl.store import hooks, journal, states, target
from coopctl.store.clone import Person
from coopctl.store.commit import grow, seal
from coopctl.store.disk import flush
from coopctl.store.finish import desk, forward, missing_folders, prepare
from coopctl.store.git import GitFailed
from coopctl.store.journal import Move
from coopctl.store.listing import plain
from coopctl.store.locks import Wait, turn
from coopctl.store.objects import find
from coopctl.store.recover import made, recover
from coopctl.store.repo import Repo, Written
from coopctl.store.signals import Interrupted, Waiting, deferred
from coopctl.words import T, Text

_TRIES = 5


class _Moved(Exception):
    """The branch moved between reading and writing."""


def write(
    repo: Repo, plan: Callable[[Snapshot], Edit], *, actor: Person | None, wait: Wait | None, first: bool
) -> Written:
    """See :meth:`coopctl.store.repo.Repo.write`."""
    with _ready(repo, wait) as (held, notes):
        for _ in range(_TRIES):
            with contextlib.suppress(_Moved):
                done = _attempt(repo, plan, actor, wait, first, held)
                return done._replace(notes=(*notes, *done.notes))
    raise Unwritable(T("the ledger changed {n} times while this was being recorded; try again", n=_TRIES))


def advance(repo: Repo, new: str, base: str, *, wait: Wait | None) -> Written:
    """See :meth:`coopctl.store.repo.Repo.advance`."""
    with _ready(repo, wait) as (held, notes):
        ref, here = standing(repo, first=False)
        if here != base:
            raise Unwritable(T("the ledger changed meanwhile; try again"))
        with _locked(repo, held, wait) as waiting:
            found = target.steps(repo, _between(repo, base, new))
            done = _land(repo, Move(ref, base, new, found), held, waiting, "advance")
        return done._replace(notes=(*notes, *done.notes))


@contextlib.contextmanager
def _ready(repo: Repo, wait: Wait | None) -> Iterator[tuple[int, tuple[Text, ...]]]:
    """Hold our lock over a clone in which nothing is left unfinished."""
    try:
        os.makedirs(os.path.join(repo.folder, "coopctl", "writing"), exist_ok=True)
        repo.require_git()
        with turn(os.path.join(repo.folder, "coopctl.lock"), wait) as held:
            yield held, recover(repo, held)
    except OSError as error:
        raise Unwritable(T("this could not be written: {said}", said=system.said(error)),
                         "coopctl doctor") from error  # fmt: skip


def standing(repo: Repo, *, first: bool) -> tuple[str, str]:
    """The branch and its last commit ("" before the first), if a write may start from there.

    Raises:
        Unwritable: an operation is under way, or there is no branch to write to.
    """
    for found in states.operations(repo.folder):
        raise found.error()
    if repo.config.get("core.bare", "").lower() == "true":
        raise states.bare().error()
    ref = repo.ref()
    if ref is None:
        raise states.detached(repo.head() or "").error()
    base = repo.tip(ref)
    if base is None and not first:
        raise states.unborn(ref.removeprefix("refs/heads/")).error()
    return ref, base or ""


def _attempt(
    repo: Repo, plan: Callable[[Snapshot], Edit], actor: Person | None, wait: Wait | None, first: bool, held: int
) -> Written:
    repo.identity()
    ref, base = standing(repo, first=first)
    snapshot = repo.at(base) if base else Snapshot({})
    edit = plan(snapshot)
    _unchanged_since(repo, edit, snapshot)
    changes = {path: data for path, data in edit.changes.items() if snapshot.files.get(path) != data}
    if not changes:
        return Written(base, base)
    for path in changes:
        if not plain(path):
            raise ValueError(f"not a path of a ledger: {path!r}")
    with _locked(repo, held, wait) as waiting:
        if standing(repo, first=first) != (ref, base):
            raise _Moved
        ids = _ids(repo, base, changes)
        found = target.steps(repo, ids)
        message = str(edit.message)
        tree, written = grow(repo, base or None, changes)
        if hooks.here(repo):
            message = hooks.consult(repo, tree, message, desk(repo).folder)
            target.steps(repo, ids)
        waiting.check()
        new = seal(repo, tree, written, message, actor, None, (base,) if base else ())
        return _land(repo, Move(ref, base, new, found), held, waiting, edit.message.subject)


def _unchanged_since(repo: Repo, edit: Edit, now: Snapshot) -> None:
    """An edit judged on an older commit may stand, unless its own files changed since the person saw them."""
    if edit.base is None or edit.base == now.revision:
        return
    seen = repo.at(edit.base).files
    for path in edit.changes:
        if seen.get(path) != now.files.get(path):
            raise Unwritable(T("{path} changed since you saw it; look again, then decide", path=path),
                             f"coopctl log -- {path}")  # fmt: skip


def _ids(repo: Repo, base: str, changes: dict[str, bytes | None]) -> dict[str, tuple[str, str, str]]:
    """Each full path with its id before, its id after, and its mode."""
    growing = repo.growing()
    out = {}
    for path, data in changes.items():
        full = repo.prefix + path
        old, mode = _entry(repo, base, full)
        out[full] = (old, "" if data is None else growing.put("blob", data), mode)
    return out


def _entry(repo: Repo, base: str, full: str) -> tuple[str, str]:
    """The id and mode of a path in a commit."""
    mode, oid = (find(repo.reader, base, full, len(base)) if base else None) or ("100644", "")
    if mode not in ("100644", "100755"):
        raise Unwritable(T("{path} is recorded as a link or a folder, not as a file", path=full))
    return oid, mode


def _between(repo: Repo, base: str, new: str) -> dict[str, tuple[str, str, str]]:
    """The same for all that differs between two commits."""
    words = repo.git.run("diff-tree", "-r", "-z", "--no-renames", "--no-ext-diff", base, new).decode(
        "utf-8", "surrogateescape").split("\0")  # fmt: skip
    out = {}
    for head, path in zip(words[::2], words[1::2], strict=False):
        was, mode, old, after, _ = head.removeprefix(":").split(" ")
        for one in (was, mode):
            if one not in ("000000", "100644", "100755"):
                raise Unwritable(T("{path} is recorded as a link or a folder, not as a file", path=path))
        out[path] = (old.strip("0") and old, after.strip("0") and after, mode if mode != "000000" else was)
    return out


@contextlib.contextmanager
def _locked(repo: Repo, held: int, wait: Wait | None) -> Iterator[Waiting]:
    """Hold git's index lock; on any way out, nothing of the write is left half done."""
    with deferred() as waiting:

        def pause(waited: float) -> None:
            waiting.check()
            if wait is not None:
                wait(waited)

        try:
            desk(repo).lock.take(pause)
            yield waiting
        except BaseException:
            with contextlib.suppress(OSError, Unwritable):
                recover(repo, held)
            raise
    waiting.check()


def _land(repo: Repo, move: Move, held: int, waiting: Waiting, subject: str) -> Written:
    """Move the branch; this is where old becomes new."""
    move = move._replace(made=missing_folders(repo, move.steps))
    journal.save(desk(repo).journal, move)
    prepare(repo, move)
    waiting.check()
    try:
        zero = "0" * len(move.new)
        repo.git.run("update-ref", "-m", f"coopctl: {subject}", move.ref, move.new, move.base or zero,
                     held=(held,), sheltered=True)  # fmt: skip
    except GitFailed:
        if not made(repo, move):
            if (repo.tip(move.ref) or "") != move.base:
                raise _Moved from None
            raise
    done = Written(move.new, move.base, tuple(_own(repo, step.path) for step in move.steps))
    done = done._replace(notes=_settle(repo, move, held))
    if waiting.came:
        raise Interrupted(done)
    return done


def _settle(repo: Repo, move: Move, held: int) -> tuple[Text, ...]:
    """Bring files and index forward. The entry is recorded by now, so a failure here is only a note."""
    try:
        ref_folder = os.path.dirname(os.path.join(repo.common_dir or "", move.ref))
        if os.path.isdir(ref_folder):
            flush(ref_folder)
        return forward(repo, move, held, known=True)
    except (OSError, Unwritable):
        pass
    try:
        return recover(repo, held)[1:]
    except (OSError, Unwritable):
        return (T("it is recorded, but the files here could not be brought up to date; the next write does it"),)


def _own(repo: Repo, full: str) -> str:
    return full.removeprefix(repo.prefix)

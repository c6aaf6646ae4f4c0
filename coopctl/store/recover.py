"""Ending what an interrupted write left: forward if its commit was made, else back. Never touches other's locks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coopctl.store import journal
from coopctl.store.finish import back, desk, forward
from coopctl.store.journal import Move, Step
from coopctl.words import T, Text

if TYPE_CHECKING:
    from coopctl.store.repo import Repo


def unfinished(repo: Repo) -> bool:
    """Whether a write was cut off here (or is under way in another process)."""
    return repo.git_dir is not None and os.path.exists(desk(repo).journal)


def recover(repo: Repo, held: int) -> tuple[Text, ...]:
    """Bring the clone back to all old or all new. Called while our own lock (descriptor ``held``) is ours.

    Gives notes to say, empty when there was nothing to do.
    """
    table = desk(repo)
    move = journal.load(table.journal)
    if move is None:
        table.clear()
        return ()
    if not made(repo, move):
        back(repo, move)
        return (T("an interrupted write was undone; nothing of it was recorded"),)
    if repo.ref() != move.ref:
        back(repo, move)
        return (T("an interrupted write was recorded on {branch}", branch=move.ref.removeprefix("refs/heads/")),)
    table.lock.retake()
    notes = forward(repo, move._replace(steps=_standing(repo, move)), held)
    back_spares(repo, move)
    return (T("an interrupted write was finished"), *notes)


def back_spares(repo: Repo, move: Move) -> None:
    """Remove what was prepared for files that are no longer brought forward."""
    back(repo, move._replace(made=()))


def made(repo: Repo, move: Move) -> bool:
    """Whether the branch holds the new commit, or grew from it."""
    tip = repo.tip(move.ref)
    if tip is None or tip == move.base:
        return False
    if tip == move.new:
        return True
    if repo.reader.get(move.new) is None:
        return False
    return repo.git.run("rev-list", "-n1", move.new, f"^{tip}") == b""


def _standing(repo: Repo, move: Move) -> tuple[Step, ...]:
    """The steps that the branch still says: someone may have recorded more since."""
    tip = repo.tip(move.ref)
    if tip == move.new:
        return move.steps
    found = repo.reader.many(f"{tip}:{step.path}" for step in move.steps)
    return tuple(step for step, one in zip(move.steps, found, strict=True) if (one.id if one else "") == step.new)

"""What stands in the way of a write, or should be known: read from the git folder, said in words."""

from __future__ import annotations

import os
from typing import NamedTuple

from coopctl.problem import CoopError, Unwritable
from coopctl.words import T, Text


class Obstacle(NamedTuple):
    """One thing found: its name (for JSON and tests), the words, the next command, and whether it forbids a write."""

    name: str
    text: Text
    cure: str | None = None
    forbids: bool = True

    def error(self) -> CoopError:
        """The error that a write raises for it."""
        return Unwritable(self.text, self.cure)


_MERGE = T("a merge is not finished: finish it, or give it up with {command}", command="git merge --abort")
_REBASE = T("a rebase is not finished: finish it, or give it up with {command}", command="git rebase --abort")
_PICK = T("a cherry-pick is not finished: finish it, or give it up with {command}", command="git cherry-pick --abort")
_REVERT = T("a revert is not finished: finish it, or give it up with {command}", command="git revert --abort")
_BISECT = T("a bisect is going on: end it first")
_OPERATIONS = (
    ("merge", "MERGE_HEAD", _MERGE, "git merge --continue"),
    ("rebase", "rebase-merge", _REBASE, "git rebase --continue"),
    ("rebase", "rebase-apply", _REBASE, "git rebase --continue"),
    ("cherry-pick", "CHERRY_PICK_HEAD", _PICK, "git cherry-pick --continue"),
    ("revert", "REVERT_HEAD", _REVERT, "git revert --continue"),
    ("bisect", "BISECT_LOG", _BISECT, "git bisect reset"),
)


def operations(git_dir: str) -> tuple[Obstacle, ...]:
    """The git operations that someone began here and did not end."""
    here = set(os.listdir(git_dir))
    found = [Obstacle(name, text, cure) for name, mark, text, cure in _OPERATIONS if mark in here]
    if os.path.exists(os.path.join(git_dir, "sequencer", "todo")) and not found:
        found.append(Obstacle("cherry-pick", _PICK, "git cherry-pick --continue"))
    return tuple(found)


def bare() -> Obstacle:
    """A repository without files to write to."""
    return Obstacle("bare", T("this is a bare repository, it has no files to write: work in a clone of it"),
                    "git clone <folder> <new folder>")  # fmt: skip


def detached(commit: str) -> Obstacle:
    """HEAD names a commit, not a branch: a write would be lost at the next switch."""
    return Obstacle("detached", T("no branch is checked out (HEAD is at {commit}): what you write would be lost",
                                  commit=commit[:10]), "git switch -")  # fmt: skip


def unborn(branch: str) -> Obstacle:
    """A repository without a first commit."""
    return Obstacle("unborn", T("nothing is recorded here yet (the branch {branch} has no commit)", branch=branch),
                    "coopctl init")  # fmt: skip


def shallow() -> Obstacle:
    """Part of the history is absent: fine for writing, not for proving."""
    return Obstacle("shallow", T("this clone holds only part of the history: older entries cannot be verified"),
                    "git fetch --unshallow", forbids=False)  # fmt: skip


def nobody() -> Obstacle:
    """Git does not know who is at the keyboard."""
    return Obstacle("identity", T("git does not know who you are here: give it your handle"),
                    'git config user.name HANDLE && git config user.email HANDLE@coop.invalid')  # fmt: skip


def unfinished() -> Obstacle:
    """A write of ours was cut off; the next one ends it."""
    return Obstacle("unfinished", T("a write was interrupted here; the next one finishes or undoes it"),
                    "coopctl doctor", forbids=False)  # fmt: skip


def locked(age: float) -> Obstacle:
    """Another git command holds ``index.lock``; ``age`` in seconds. It is not ours, so it stays."""
    text = T("another git command is at work here (index.lock, {age} s old)", age=round(age))
    if age > 60:
        text = T("git left a lock here {age} s ago (index.lock); if no git command is running, remove it",
                 age=round(age))  # fmt: skip
        return Obstacle("locked", text, 'rm "$(git rev-parse --git-path index.lock)"')
    return Obstacle("locked", text, "git status")


def no_repository(root: str) -> Obstacle:
    """A ledger that is not in a git repository can be read, not written."""
    return Obstacle("no-git", T("the folder {root} is not in a git repository, so nothing can be recorded", root=root),
                    "coopctl init")  # fmt: skip


def other_hooks() -> Obstacle:
    """core.hooksPath set in the clone itself is not followed (it would run code a folder brought along)."""
    return Obstacle("hooks", T("this clone sets core.hooksPath itself, which coopctl does not follow"),
                    "git config --unset core.hooksPath", forbids=False)  # fmt: skip

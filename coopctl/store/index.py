"""Bringing git's index forward for some paths: on a private copy, put in place by one rename."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coopctl.store.disk import flush, unlink
from coopctl.store.journal import Step
from coopctl.store.target import holds

if TYPE_CHECKING:
    from coopctl.store.repo import Repo


def roll_index(repo: Repo, steps: tuple[Step, ...], private: str, held: int) -> None:
    """Update the index for some steps. Called while its lock is ours and the files are in place."""
    if not steps:
        return
    _copy(repo, private)
    _update(repo, steps, private, held)
    if os.path.exists(private):
        os.rename(private, os.path.join(repo.folder, "index"))
        flush(repo.folder)


def _copy(repo: Repo, private: str) -> None:
    unlink(private)
    unlink(f"{private}.lock")
    path = os.path.join(repo.folder, "index")
    if os.path.exists(path):
        with open(path, "rb") as old, open(private, "wb") as new:
            new.write(old.read())


def _update(repo: Repo, steps: tuple[Step, ...], private: str, held: int) -> None:
    def git(*args: str, said: list[str]) -> None:
        lines = "".join(f"{line}\0" for line in said).encode("utf-8", "surrogateescape")
        repo.git.run("update-index", *args, input=lines, env={"GIT_INDEX_FILE": private}, held=(held,), sheltered=True)

    blind = [step for step in steps if step.mark != "H" or not holds(repo, step.path, step.new)]
    seen = [step for step in steps if step not in blind]
    if seen:
        before = [_stamp(repo, step) for step in seen]
        git("--add", "--remove", "-z", "--stdin", said=[step.path for step in seen])
        blind += [step for step, stamp in zip(seen, before, strict=True) if _stamp(repo, step) != stamp]
    if blind:
        git("-z", "--index-info", said=[_line(step) for step in blind])
    for mark, flag in (("Ss", "--skip-worktree"), ("hs", "--assume-unchanged")):
        marked = [step.path for step in blind if step.mark in mark and step.new]
        if marked:
            git(flag, "-z", "--stdin", said=marked)


def _line(step: Step) -> str:
    if not step.new:
        return f"0 {'0' * len(step.old)}\t{step.path}"
    return f"{step.mode} {step.new}\t{step.path}"


def _stamp(repo: Repo, step: Step) -> tuple[int, int, int] | None:
    try:
        here = os.lstat(os.path.join(repo.top, step.path))
    except FileNotFoundError:
        return None
    return here.st_ino, here.st_mtime_ns, here.st_size

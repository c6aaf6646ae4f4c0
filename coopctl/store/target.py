"""Looking at the files a write is about to move: nobody's work may be in the way."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from coopctl.problem import Unwritable
from coopctl.store import files
from coopctl.store.journal import Step
from coopctl.store.objects import digest
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.store.repo import Repo

Entry = tuple[str, str, str]
"""What the index holds of a path: its mark, mode and id."""


def reachable(top: str, path: str) -> bool:
    """Whether every folder on the way is a real folder (or not there yet), never a link out of the tree."""
    folder = top
    for part in path.split("/")[:-1]:
        folder = os.path.join(folder, part)
        if os.path.lexists(folder) and (os.path.islink(folder) or not os.path.isdir(folder)):
            return False
    return True


def indexed(repo: Repo, paths: list[str]) -> dict[str, list[Entry]]:
    """What the index holds of some paths (more than one entry where a merge left a conflict)."""
    out: dict[str, list[Entry]] = {}
    for line in repo.git.run("ls-files", "-v", "-s", "-z", "--", *paths).split(b"\0"):
        head, _, name = line.partition(b"\t")
        if head:
            mark, mode, oid, _stage = head.decode().split()
            out.setdefault(name.decode("utf-8", "surrogateescape"), []).append((mark, mode, oid))
    return out


def holds(repo: Repo, path: str, oid: str) -> bool:
    """Whether the file on disk is what git would keep as ``oid`` ("" means: nothing is there)."""
    full = os.path.join(repo.top, path)
    data = files.contents(full)
    if data is None:
        return oid == "" and not os.path.lexists(full)
    if oid == "":
        return False
    if digest("blob", data, len(oid)) == oid:
        return True
    if b"\r" not in data:
        return False
    said = repo.git.run("hash-object", "--stdin", f"--path={path}", input=data)
    return said.decode().strip() == oid


def steps(repo: Repo, ids: Mapping[str, tuple[str, str, str]]) -> tuple[Step, ...]:
    """The moves for ``path → (id before, id after, mode)``, once it is sure that they overwrite nobody's work.

    A file that already reads as it shall (saved by hand) is fine too.

    Raises:
        Unwritable: a target was changed, staged, is untracked, a link, or in conflict; it is named.
    """
    index = indexed(repo, list(ids))
    return tuple(_step(repo, path, *ids[path], index.get(path, [])) for path in ids)


def _step(repo: Repo, path: str, old: str, new: str, mode: str, entries: list[Entry]) -> Step:
    if not reachable(repo.top, path) or os.path.islink(os.path.join(repo.top, path)):
        raise _in_the_way(T("{path} is, or goes through, a symbolic link: coopctl writes plain files only", path=path),
                          path, "ls -l")  # fmt: skip
    if len(entries) > 1:
        raise _in_the_way(T("{path} is in conflict after a merge", path=path), path, "git status")
    mark, _mode, staged = entries[0] if entries else ("H", mode, "")
    if staged not in (old, new):
        raise _in_the_way(T("{path} has changes of yours that are staged", path=path), path, "git restore --staged")
    step = Step(path, old, new, mode, mark)
    if mark in "Ss" or holds(repo, path, old) or holds(repo, path, new):
        return step
    if old == "":
        raise _in_the_way(T("{path} is there already, but was never recorded", path=path), path, "git status")
    raise _in_the_way(T("{path} has changes of yours that are not recorded", path=path), path)


def _in_the_way(text: object, path: str, command: str = "") -> Unwritable:
    cure = f"{command} -- {path}" if command else "coopctl save -m WHY"
    return Unwritable(text, cure)  # type: ignore[arg-type]

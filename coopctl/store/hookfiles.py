"""The hooks that git runs in a clone or in a shared copy: coopctl's own are put there, all others are left alone."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from typing import TYPE_CHECKING, NamedTuple

from coopctl.problem import Refused
from coopctl.store.disk import replace, unlink
from coopctl.store.hooks import OWN_MARK
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.store.clone import Clone

IN_CLONES = ("pre-commit", "commit-msg", "pre-push")
IN_COPIES = ("pre-receive",)
NAMES = (*IN_CLONES, *IN_COPIES)


class Hook(NamedTuple):
    """A hook and what lies in its place: "absent", "own" (coopctl's) or "other"."""

    name: str
    path: str
    state: str


def bare_at(folder: str) -> bool:
    """Whether a folder is a repository without a work tree (or the git folder of one that has it)."""
    return os.path.isfile(os.path.join(folder, "HEAD")) and all(
        os.path.isdir(os.path.join(folder, name)) for name in ("objects", "refs")
    )


def folder_of(repo: Clone) -> str:
    """Where git looks for hooks: ``core.hooksPath`` whoever sets it, else ``hooks`` of the repository.

    Raises:
        Refused: the folder serves every repository of the account.
    """
    said = [line for line in repo.settings() if line.key == "core.hookspath"]
    if not said:
        return os.path.join(repo.common_dir or "", "hooks")
    found = os.path.join(repo.top, os.path.expanduser(said[-1].value))
    if not said[-1].own:
        text = T("git looks for hooks in {folder}, for every repository of this account: coopctl puts none there",
                 folder=found)  # fmt: skip
        raise Refused(text, f"git config core.hooksPath {shlex.quote(os.path.join(repo.common_dir or '', 'hooks'))}")
    return found


def hook(repo: Clone, name: str) -> Hook:
    """What lies where git looks for a hook."""
    path = os.path.join(folder_of(repo), name)
    if not os.path.lexists(path):
        return Hook(name, path, "absent")
    return Hook(name, path, "own" if _own(path) else "other")


def _own(path: str) -> bool:
    if os.path.islink(path) or not os.path.isfile(path):
        return False
    with open(path, "rb") as file:
        return OWN_MARK.encode() in file.read(400).splitlines()[1:2]


def install(repo: Clone, name: str, below: str) -> Hook:
    """Have git run coopctl there. ``below`` is the ledger's folder from the top of the work tree ("" or "a/b/").

    Raises:
        Refused: somebody else's hook is there already.
    """
    found = hook(repo, name)
    line = line_of(name, below)
    if found.state == "other":
        text = T("there is a hook already, and it stays as it is: {path}. To have it ask coopctl too, add this line:",
                 path=found.path)  # fmt: skip
        raise Refused(text, f"{line} || exit 1")
    os.makedirs(os.path.dirname(found.path), exist_ok=True)
    script = f"#!/bin/sh\n{OWN_MARK}\n# coopctl hook remove {name}: takes it away\nexec {line}\n"
    replace(found.path, script.encode(), 0o777)
    return found._replace(state="own")


def remove(repo: Clone, name: str) -> Hook:
    """Take coopctl's hook away; what it was. Somebody else's stays.

    Raises:
        Refused: it is somebody else's.
    """
    found = hook(repo, name)
    if found.state == "other":
        raise Refused(T("{path} is not coopctl's: it stays", path=found.path), f"cat {shlex.quote(found.path)}")
    if found.state == "own":
        unlink(found.path)
    return found


def line_of(name: str, below: str = "") -> str:
    """How a script asks coopctl."""
    place = f" -C {shlex.quote(below.rstrip('/'))}" if below else ""
    return f'{program()}{place} hook run {name} "$@"'


def program() -> str:
    """The program itself, as a shell calls it from anywhere."""
    typed = sys.argv[0]
    if os.path.basename(typed) == "coopctl" and (found := shutil.which(typed)):
        return shlex.quote(os.path.abspath(found))
    beside = os.path.join(os.path.dirname(sys.executable), "coopctl")
    if os.access(beside, os.X_OK):
        return shlex.quote(beside)
    return f"{shlex.quote(sys.executable)} -P -m coopctl"  # -P: never from the folder where git runs it

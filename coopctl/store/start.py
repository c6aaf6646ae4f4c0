"""Making a repository where there is none."""

from __future__ import annotations

import os
import shutil

from coopctl.store.clone import Person, find_git
from coopctl.store.disk import flush
from coopctl.store.git import Git
from coopctl.store.repo import Repo

_MAKING = ".coopctl-init"


def init(folder: str, *, identity: Person | None = None, branch: str = "main") -> Repo:
    """A ledger-to-be at ``folder``: made if absent, put under git if it is not, ready for a first write.

    ``identity`` (a name and an address) is kept in the clone's own settings, where git already knows one too:
    a ledger's history should hold handles, not names. ``branch`` names the first branch of a new repository.
    The git folder appears at one instant, so an interrupted call leaves nothing half made.

    Raises:
        GitFailed: git is missing or could not.
    """
    os.makedirs(folder, exist_ok=True)
    root = os.path.realpath(folder)
    shutil.rmtree(os.path.join(root, _MAKING), ignore_errors=True)
    if find_git(root) is None:
        _make(root, identity, branch)
    elif identity is not None:
        _introduce(Git(root), identity)
    return Repo(root)


def _make(root: str, identity: Person | None, branch: str) -> None:
    making = os.path.join(root, _MAKING)
    os.mkdir(making)
    try:
        git = Git(making)
        git.run("init", "-q", f"--initial-branch={branch}")
        if identity is not None:
            _introduce(git, identity)
        os.rename(os.path.join(making, ".git"), os.path.join(root, ".git"))
        flush(root)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _introduce(git: Git, identity: Person) -> None:
    git.run("config", "user.name", identity[0])
    git.run("config", "user.email", identity[1])

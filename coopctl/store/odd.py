"""What lies where a file is due and cannot be read as one: a link, a folder, a pipe, a repository, a closed file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coopctl.store.files import plain

if TYPE_CHECKING:
    from coopctl.store.repo import Repo

_MODES = {b"120000": "link", b"160000": "repository"}


def odd_files(repo: Repo, revision: str | None) -> dict[str, str]:
    """Path → "link", "folder", "device", "repository", "closed" or "name", in the folder (None) or in a revision."""
    return _on_disk(repo.root, "") if revision is None else _recorded(repo, revision)


def _on_disk(root: str, below: str) -> dict[str, str]:
    found: dict[str, str] = {}
    with os.scandir(os.path.join(root, below)) as here:
        for one in here:
            path = below + one.name
            if one.is_symlink():
                found[path] = "link"
            elif one.is_dir():
                if os.path.lexists(os.path.join(one.path, ".git")):
                    found[path] = "repository"
                elif not os.access(one.path, os.R_OK | os.X_OK):
                    found[path] = "closed"
                elif not one.name.startswith("."):
                    found |= {path: "folder"} if one.name.endswith(".yaml") else {}
                    found |= _on_disk(root, f"{path}/")
            elif not one.is_file():
                found[path] = "device"
            elif not plain(path):
                found[path] = "name"
            elif not os.access(one.path, os.R_OK):
                found[path] = "closed"
    return found


def _recorded(repo: Repo, revision: str) -> dict[str, str]:
    found: dict[str, str] = {}
    listed = repo.git.run("ls-tree", "-r", "-t", "-z", "--full-tree", revision).split(b"\0")
    for head, _, name in (line.partition(b"\t") for line in listed):
        path = name.decode("utf-8", "surrogateescape")
        if not path.startswith(repo.prefix):
            continue
        mode, own = head[:6], path.removeprefix(repo.prefix)
        if not plain(own):
            found[own] = "name"
        elif mode in _MODES or (mode == b"040000" and path.endswith(".yaml")):
            found[own] = _MODES.get(mode, "folder")
    return found

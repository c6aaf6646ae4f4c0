"""The user's own ``pre-commit`` and ``commit-msg`` hooks: asked before anything is recorded, on a private index."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from coopctl.problem import Unwritable
from coopctl.store.disk import unlink
from coopctl.store.git import tail
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.store.repo import Repo

OWN_MARK = "# a hook of coopctl's own"
"""The second line of a hook that coopctl installed: its own writes were checked already, so they skip it."""
_NAMES = ("pre-commit", "commit-msg")


def folder(repo: Repo) -> str:
    """Where hooks are: ``core.hooksPath`` of the user's own settings, else the clone's ``hooks``.

    A ``core.hooksPath`` set in the clone is not followed: with it a folder could bring code along.
    """
    said = [line.value for line in repo.settings() if line.key == "core.hookspath" and not line.own]
    if said:
        return os.path.join(repo.top, os.path.expanduser(said[-1]))
    return os.path.join(repo.common_dir or "", "hooks")


def here(repo: Repo) -> tuple[str, ...]:
    """The hooks to ask, as full paths."""
    found = (os.path.join(folder(repo), name) for name in _NAMES)
    return tuple(path for path in found if os.access(path, os.X_OK) and os.path.isfile(path) and not _own(path))


def _own(path: str) -> bool:
    with open(path, "rb") as file:
        return OWN_MARK.encode() in file.read(400).splitlines()[1:2]


def consult(repo: Repo, tree: str, message: str, desk: str) -> str:
    """Ask the hooks about the tree to be recorded; the message, as ``commit-msg`` may have changed it.

    Raises:
        Unwritable: a hook refused, or changed what is to be recorded.
    """
    for path in here(repo):
        if path.endswith("commit-msg"):
            message = _about_message(repo, path, message, desk)
        else:
            _about_tree(repo, path, tree, desk)
    return message


def _about_tree(repo: Repo, path: str, tree: str, desk: str) -> None:
    env = {"GIT_INDEX_FILE": os.path.join(desk, "hook-index")}
    unlink(env["GIT_INDEX_FILE"])
    repo.git.run("read-tree", tree, env=env)
    repo.git.run("update-index", "-q", "--refresh", env=env, ok=(0, 1))
    _run(repo, path, (), env)
    if repo.git.run("write-tree", env=env).decode().strip() != tree:
        raise Unwritable(T("the hook {name} changed what was to be recorded, so nothing was", name="pre-commit"),
                         f"cat {path}")  # fmt: skip


def _about_message(repo: Repo, path: str, message: str, desk: str) -> str:
    place = os.path.join(desk, "message")
    with open(place, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(message)
    _run(repo, path, (place,), {})
    with open(place, encoding="utf-8", errors="surrogateescape") as file:
        return file.read()


def _run(repo: Repo, path: str, args: tuple[str, ...], more: dict[str, str]) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env = {**own, "GIT_EDITOR": ":", "GIT_PREFIX": repo.prefix, "COOPCTL_WRITING": "1", **more}
    try:
        done = _started((path, *args), repo.top, env)
    except OSError:  # a script without a first line that names its shell
        done = _started(("sh", path, *args), repo.top, env)
    if done.returncode:
        said = tail(done.stdout.decode("utf-8", "replace"), 8)
        raise Unwritable(T("the hook {name} refused: {said}", name=os.path.basename(path), said=said), f"cat {path}")


def _started(command: tuple[str, ...], folder: str, env: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)  # fmt: skip

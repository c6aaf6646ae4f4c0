"""A clone as it lies on disk: where its parts are, what its settings say, who works in it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Self

from coopctl.store import states
from coopctl.store.git import Git, Setting, too_old
from coopctl.store.objects import Reader

Person = tuple[str, str]
"""A name and an e-mail address, as git writes them."""


class Clone:
    """A folder and the repository around it. ``git_dir`` is None where there is none.

    ``top`` is the top of the work tree, ``prefix`` the root as git names it from there ("" or "a/b/"). Where
    ``bare`` is given, the folder is a git folder without a work tree, and ``bare`` is the prefix.
    """

    def __init__(self, root: str, *, in_hook: bool = False, bare: str | None = None) -> None:
        self.root = root
        self.top = root
        self.git_dir: str | None = None
        self.common_dir: str | None = None
        if bare is not None:
            self.git_dir = self.common_dir = root
        elif found := find_git(root):
            self.top, self.git_dir, self.common_dir = found
        below = os.path.relpath(root, self.top)
        self.prefix = bare or ("" if below == "." else below.replace(os.sep, "/") + "/")
        self.git = Git(self.top, in_hook=in_hook, bare=bare is not None)
        self._settings: tuple[Setting, ...] | None = None
        self._reader: Reader | None = None

    @property
    def folder(self) -> str:
        """The git folder of this work tree.

        Raises:
            Unwritable: there is no repository.
        """
        if self.git_dir is None:
            raise states.no_repository(self.root).error()
        return self.git_dir

    @property
    def branch(self) -> str:
        """The branch that is checked out ("" when none is)."""
        ref = self.ref()
        return ref.removeprefix("refs/heads/") if ref else ""

    def ref(self) -> str | None:
        """The full name of the branch checked out, None when HEAD is detached."""
        with open(os.path.join(self.folder, "HEAD"), encoding="utf-8", errors="surrogateescape") as file:
            line = file.read().strip()
        if not line.startswith("ref: "):
            return None
        ref = line.removeprefix("ref: ").strip()
        if ref == "refs/heads/.invalid":  # how the newer way of keeping refs says "not in this file"
            ref = self.git.run("symbolic-ref", "-q", "HEAD", ok=(0, 1)).decode().strip()
        return ref or None

    def settings(self) -> tuple[Setting, ...]:
        """Every line of git's configuration that holds here, read once."""
        if self._settings is None:
            words = self._listed().decode("utf-8", "replace").split("\0")
            said = zip(words[::2], (word.partition("\n") for word in words[1::2]), strict=False)
            self._settings = tuple(
                Setting(key, value, scope in ("local", "worktree")) for scope, (key, _, value) in said
                if scope != "command"
            )  # fmt: skip
            self.git.fence(self._settings)
        return self._settings

    def _listed(self) -> bytes:
        """The configuration; the process that reads objects starts meanwhile, as it will be wanted next."""
        args = ("config", "--list", "--show-scope", "-z")
        child = self.git.spawn(*args)
        self._reader = self._reader or Reader(self.git)
        out, said = child.communicate()
        if child.returncode:
            raise self.git.failure(args, child.returncode, said.decode("utf-8", "replace"))
        return out

    @property
    def config(self) -> Mapping[str, str]:
        """Git's configuration; section and variable names in lower case, the last value counts."""
        return {line.key: line.value for line in self.settings()}

    def identity(self) -> Person:
        """Who is at this keyboard, as git knows them.

        Raises:
            Unwritable: git does not know.
        """
        config = self.config
        name = config.get("committer.name") or config.get("user.name")
        mail = config.get("committer.email") or config.get("user.email")
        if not name or not mail:
            raise states.nobody().error()
        return name, mail

    def require_git(self) -> None:
        """Check that git is there and new enough, once per installed git."""
        from coopctl.store.lately import once

        once(os.path.join(self.folder, "coopctl", "git"), self._check_version)

    def _check_version(self) -> None:
        wrong = too_old(self.git.version())
        if wrong:
            raise wrong

    @property
    def reader(self) -> Reader:
        """The living process that reads objects."""
        if self._reader is None:
            self.settings()
            self._reader = self._reader or Reader(self.git)
        return self._reader

    def forget_reader(self) -> None:
        """In a copy of the process: leave the living process to the first, and start another when one is needed."""
        self._reader = None

    def close(self) -> None:
        """End what was started."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def find_git(folder: str) -> tuple[str, str, str] | None:
    """Top of the work tree, git folder, common git folder; None where no repository holds the folder.

    Found by hand because it is asked at every start; git looks again, with its own checks, at each command.
    """
    top = folder
    while not os.path.lexists(mark := os.path.join(top, ".git")):
        parent = os.path.dirname(top)
        if parent == top:
            return None
        top = parent
    git_dir = mark if os.path.isdir(mark) else _pointed(mark, b"gitdir: ", top)
    common = os.path.join(git_dir, "commondir")
    return top, git_dir, _pointed(common, b"", git_dir) if os.path.exists(common) else git_dir


def _pointed(path: str, before: bytes, folder: str) -> str:
    with open(path, "rb") as file:
        said = file.read().removeprefix(before).strip()
    return os.path.realpath(os.path.join(folder, os.fsdecode(said)))

"""The files of a ledger, read on demand: from a revision, or from the work tree."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping

from coopctl import system
from coopctl.problem import NotHere
from coopctl.store.git import Git
from coopctl.store.objects import Reader, damaged, find
from coopctl.words import T

SPARE = ".coopctl-new"
"""Ending of the file a write prepares beside its target."""


def plain(path: str) -> bool:
    """Whether a path stays inside the ledger: relative, no ``..``, no ``.git``, nothing odd."""
    parts = path.split("/")
    return (
        bool(path)
        and not any(part in ("", ".", "..") or part.lower() == ".git" for part in parts)
        and not any(ord(c) < 32 or c == "\x7f" for c in path)
    )


class Committed(Mapping[str, bytes]):
    """The files of one revision under the ledger's root. One file costs one question, not a listing."""

    def __init__(self, git: Git, reader: Reader, tree: str, prefix: str) -> None:
        self._git = git
        self._reader = reader
        self._tree = tree
        self._prefix = prefix
        self._ids: dict[str, str] | None = None
        self._kept: dict[str, bytes | None] = {}

    def ids(self) -> Mapping[str, str]:
        """Every path and the id of its content, without reading any."""
        if self._ids is None:
            self._ids = dict(self._listed())
        return self._ids

    def _listed(self) -> Iterator[tuple[str, str]]:
        below = f"{self._tree}:{self._prefix.rstrip('/')}" if self._prefix else self._tree
        if self._prefix and find(self._reader, self._tree, self._prefix.rstrip("/"), len(self._tree)) is None:
            return
        for line in self._git.run("ls-tree", "-r", "-z", "--full-tree", below).split(b"\0"):
            head, _, path = line.partition(b"\t")
            if head.startswith(b"100"):
                yield path.decode("utf-8", "surrogateescape"), head.split()[2].decode()

    def __getitem__(self, path: str) -> bytes:
        if path not in self._kept:
            self._kept[path] = self._read(path)
        data = self._kept[path]
        if data is None:
            raise KeyError(path)
        return data

    def _read(self, path: str) -> bytes | None:
        if not plain(path):
            return None
        if self._ids is not None:
            return self._need(self._ids[path]) if path in self._ids else None
        found = self._reader.get(f"{self._tree}:{self._prefix}{path}")
        if found is None:  # not recorded, or recorded and damaged: the folder on the way tells
            there = find(self._reader, self._tree, self._prefix + path, len(self._tree))
            return self._need(there[1]) if there and there[0].startswith("10") else None
        return found.data if found.kind == "blob" else None

    def _need(self, oid: str) -> bytes:
        found = self._reader.get(oid)
        if found is None:
            raise damaged(oid)
        return found.data

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Many files at once, much quicker than one by one. Paths that are not there are left out."""
        ids = self.ids()
        wanted = [path for path in paths if path in ids]
        for path, found in zip(wanted, self._reader.many(ids[path] for path in wanted), strict=True):
            if found is None:
                raise damaged(ids[path])
            yield path, found.data

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids())

    def __len__(self) -> int:
        return len(self.ids())

    def __contains__(self, path: object) -> bool:
        if self._ids is not None:
            return path in self._ids
        return isinstance(path, str) and self.get(path) is not None


class OnDisk(Mapping[str, bytes]):
    """The files under a folder as they are now. Symbolic links are not followed; hidden folders, and
    folders that are repositories of their own, are left out."""

    def __init__(self, root: str) -> None:
        self._root = root

    def __getitem__(self, path: str) -> bytes:
        if not plain(path) or self._linked(path):
            raise KeyError(path)
        data = contents(os.path.join(self._root, path))
        if data is None:
            raise KeyError(path)
        return data

    def _linked(self, path: str) -> bool:
        folder = self._root
        for part in path.split("/")[:-1]:
            folder = os.path.join(folder, part)
            if os.path.islink(folder):
                return True
        return False

    def __iter__(self) -> Iterator[str]:
        return self._walk("")

    def _walk(self, below: str) -> Iterator[str]:
        try:
            with os.scandir(os.path.join(self._root, below)) as found:
                here = sorted(found, key=lambda one: one.name)
        except OSError as error:
            raise NotHere(T("the folder {folder} cannot be read: {said}", folder=below or ".",
                            said=system.why(error))) from error  # fmt: skip
        for one in here:
            path = below + one.name
            if one.is_file(follow_symlinks=False):
                if not one.name.endswith(SPARE):
                    yield path
            elif one.is_dir(follow_symlinks=False) and not one.name.startswith(".") and not _own_repository(one.path):
                yield from self._walk(f"{path}/")

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, path: object) -> bool:
        if not isinstance(path, str) or not plain(path) or self._linked(path):
            return False
        return _regular(os.path.join(self._root, path))


def _own_repository(folder: str) -> bool:
    return os.path.lexists(os.path.join(folder, ".git"))


def contents(full: str) -> bytes | None:
    """The bytes of a regular file; None where there is none (a link, a folder, nothing)."""
    try:
        handle = os.open(full, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        if not _regular(full):
            return None
        raise
    with os.fdopen(handle, "rb") as file:
        return file.read() if stat.S_ISREG(os.fstat(handle).st_mode) else None


def _regular(full: str) -> bool:
    try:
        return stat.S_ISREG(os.lstat(full).st_mode)
    except OSError:
        return False

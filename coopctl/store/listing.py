"""One walk over a ledger's folder: the files it holds, by what tells them apart, and what is there and is no file."""

from __future__ import annotations

import os
import stat
from typing import NamedTuple

from coopctl import system
from coopctl.problem import NotHere
from coopctl.words import T

SPARE = ".coopctl-new"
"""Ending of the file a write prepares beside its target."""

YOUNG = 3_000_000_000
"""Nanoseconds. A file read within that time of its last change may be changed again without its time telling."""
_NO_NAMES = {"", ".", "..", ".git"}
Identity = tuple[int, int, int, int]
"""Size, times of change (of the content, then of anything) in nanoseconds, inode: a changed file cannot keep them."""


def plain(path: str) -> bool:
    """Whether a path stays inside the ledger: relative, no ``..``, no ``.git``, nothing odd."""
    if not path.isprintable() and any(ord(c) < 32 or c == "\x7f" for c in path):
        return False
    return _NO_NAMES.isdisjoint(path.lower().split("/"))


def identity(found: os.stat_result) -> Identity:
    """What tells a file from any other one, and from itself once it is changed."""
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


class Stamp(NamedTuple):
    """A file as it was just before it was read, and the time of the reading in nanoseconds."""

    file: Identity
    read: int

    @property
    def certain(self) -> bool:
        """Whether any later change would show: it was old when it was read, and not from the future."""
        changed = max(self.file[1], self.file[2])
        return changed + YOUNG < self.read


class Listing(NamedTuple):
    """``files`` by folder ("" or "a/b/") and name, both sorted; ``odd`` says of a path why it is no file.

    "link", "folder" (where a record is due), "device", "repository", "closed" (this account may not read it) or
    "name" (the name holds a control character). What is closed or misnamed is among the files too.
    """

    files: dict[str, dict[str, Identity]]
    odd: dict[str, str]

    def of(self, path: str) -> Identity | None:
        """What told a file from any other one, None where there was none."""
        folder, slash, name = path.rpartition("/")
        return self.files.get(folder + slash, {}).get(name)


def listed(root: str) -> Listing:
    """The files under a folder as they are now. Links are not followed; hidden folders, and folders that are
    repositories of their own, are left out.

    Raises:
        NotHere: a folder cannot be read.
    """
    found = Listing({}, {})
    _walk(root, "", found)
    return found


def _walk(root: str, below: str, found: Listing) -> None:
    files: dict[str, Identity] = {}
    folders: list[str] = []
    try:
        with os.scandir(os.path.join(root, below)) as here:
            for one in here:
                seen = one.stat(follow_symlinks=False)
                kind, path = stat.S_IFMT(seen.st_mode), below + one.name
                if kind == stat.S_IFREG:
                    if not one.name.endswith(SPARE):
                        files[one.name] = identity(seen)
                    if not one.name.isprintable() and not plain(path):
                        found.odd[path] = "name"
                    elif not seen.st_mode & stat.S_IROTH and not os.access(one.path, os.R_OK):
                        found.odd[path] = "closed"
                elif kind == stat.S_IFDIR:
                    folders += _folder(one, path, found)
                else:
                    found.odd[path] = "link" if kind == stat.S_IFLNK else "device"
    except OSError as error:
        raise NotHere(
            T("the folder {folder} cannot be read: {said}", folder=below or ".", said=system.why(error))
        ) from error
    if files:
        found.files[below] = dict(sorted(files.items()))
    for path in sorted(folders):
        _walk(root, path, found)


def _folder(one: os.DirEntry[str], path: str, found: Listing) -> list[str]:
    """The folder, to be walked too, unless it is none of ours."""
    if one.name.startswith("."):
        return []
    if os.path.lexists(os.path.join(one.path, ".git")):
        found.odd[path] = "repository"
        return []
    if not os.access(one.path, os.R_OK | os.X_OK):
        found.odd[path] = "closed"
    if one.name.endswith(".yaml"):
        found.odd[path] = "folder"
    return [f"{path}/"]

"""The files of a ledger, read on demand: from a revision, or from the work tree."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from coopctl.snapshot import content_id
from coopctl.store.listing import Identity, Listing, Stamp, identity, listed, plain
from coopctl.store.objects import damaged, find

if TYPE_CHECKING:
    from coopctl.store.clone import Clone
    from coopctl.store.recollection import Contents, Recollection


KEPT = 200
"""Files whose bytes are kept for a second question, at most: a ledger has more of them than memory should hold."""


class Committed(Mapping[str, bytes]):
    """The files of one revision under the ledger's root. One file costs one question, not a listing."""

    def __init__(self, clone: Clone, tree: str, prefix: str) -> None:
        self._clone = clone
        self._tree = tree
        self._prefix = prefix
        self._ids: dict[str, str] | None = None
        self._kept: dict[str, bytes | None] = {}

    def ids(self) -> Mapping[str, str]:
        """Every path and the id of its content, without reading any."""
        if self._ids is None:
            self._ids = dict(self._listed())
        return self._ids

    def id(self, path: str) -> str | None:
        """The name git gives the content."""
        return self.ids().get(path)

    def content(self, *, reading: bool = False) -> str | None:
        """A name of all the files together: the tree's."""
        found = (
            find(self._clone.reader, self._tree, self._prefix.rstrip("/"), len(self._tree)) if self._prefix else None
        )
        return found[1] if found else f"{self._tree}:{self._prefix}"

    def _listed(self) -> Iterator[tuple[str, str]]:
        below = f"{self._tree}:{self._prefix.rstrip('/')}" if self._prefix else self._tree
        if self._prefix and find(self._clone.reader, self._tree, self._prefix.rstrip("/"), len(self._tree)) is None:
            return
        for line in self._clone.git.run("ls-tree", "-r", "-z", "--full-tree", below).split(b"\0"):
            head, _, path = line.partition(b"\t")
            if head.startswith(b"100"):
                yield path.decode("utf-8", "surrogateescape"), head.split()[2].decode()

    def __getitem__(self, path: str) -> bytes:
        if path not in self._kept:
            if len(self._kept) >= KEPT:
                self._kept.clear()
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
        found = self._clone.reader.get(f"{self._tree}:{self._prefix}{path}")
        if found is None:  # not recorded, or recorded and damaged: the folder on the way tells
            there = find(self._clone.reader, self._tree, self._prefix + path, len(self._tree))
            return self._need(there[1]) if there and there[0].startswith("10") else None
        return found.data if found.kind == "blob" else None

    def _need(self, oid: str) -> bytes:
        found = self._clone.reader.get(oid)
        if found is None:
            raise damaged(oid)
        return found.data

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Many files at once, much quicker than one by one. Paths that are not there are left out."""
        ids = self.ids()
        wanted = [path for path in paths if path in ids]
        for path, found in zip(wanted, self._clone.reader.many(ids[path] for path in wanted), strict=True):
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
    """The files under a folder as they are now, listed once. Links, hidden folders and what is a repository of its
    own are left out.

    What a file holds is known without reading it (:meth:`id`) while it is the very file that was read before.
    """

    def __init__(self, root: str, memory: Callable[[], Contents] | None = None) -> None:
        """``memory`` gives what is remembered of files that were read before."""
        self._root = root
        self._memory = memory
        self._read: dict[str, Stamp] = {}
        self._moved: set[str] = set()
        self._news: list[tuple[str, Stamp | None]] = []
        self._links: dict[str, bool] = {"": False}

    @cached_property
    def listing(self) -> Listing:
        """What the folder holds."""
        found = listed(self._root)
        self._moved |= {path for path, stamp in self._read.items() if (found.of(path) or stamp.file) != stamp.file}
        return found

    @cached_property
    def _known(self) -> Recollection | None:
        if self._memory is None:
            return None
        from coopctl.store.recollection import Recollection

        return Recollection(self.listing, self._memory())

    def id(self, path: str) -> str | None:
        """The name git gives the content, None where it takes a reading to know, or was another in this very run."""
        if self._known is None or path in self._moved:
            return None
        if self._known.doubtful(path):  # it was young when it was read: its time alone proves nothing
            self._look(path)
        return self._known.id(path)

    def ids_of(self, paths: Sequence[str]) -> list[str | None]:
        """The same of many files."""
        if self._known is None or self._moved or self._known.doubts():
            return [self.id(path) for path in paths]
        return self._known.ids_of(paths)

    def _look(self, path: str) -> None:
        data = self.get(path)
        if data is not None:
            self.note({path: content_id(data)})

    def note(self, contents: Mapping[str, str]) -> None:
        """Remember what files held when they were last read here."""
        for path, name in contents.items() if self._known is not None else ():
            if path in self._read and path not in self._moved:
                self._known.note(path, self._read[path], name)  # type: ignore[union-attr]

    def news(self) -> list[tuple[str, Stamp | None]]:
        """In a copy of the process: what it read since it was last asked, for :meth:`take` in the first one."""
        found, self._news = self._news, []
        return found

    def take(self, news: Iterable[Any]) -> None:
        """What a copy of the process read."""
        for path, told in news:
            self._seen(path, told and Stamp(tuple(told[0]), told[1]))

    def _tell(self, path: str, stamp: Stamp | None) -> None:
        self._news.append((path, stamp))
        self._seen(path, stamp)

    def _seen(self, path: str, stamp: Stamp | None) -> None:
        """A file was read, or is not there. One that changes during a run is never remembered, nor what follows
        from it: the run saw both contents. Of several readings the first tells how young the file was.
        """
        listing: Listing | None = self.__dict__.get("listing")
        before = listing.of(path) if listing else None
        if path in self._read:
            before = before or self._read[path].file
        elif stamp is not None:
            self._read[path] = stamp
        if before is not None and (stamp is None or not before == self._read[path].file == stamp.file):
            self._moved.add(path)

    def memory(self) -> Contents | None:
        """What should be remembered from now on, None where that is nothing new."""
        known = self.__dict__.get("_known")
        return known.memory() if known is not None and known.fresh else None

    def content(self, *, reading: bool = False) -> str | None:
        """A name of all records together; None where one would have to be read, unless ``reading`` allows it.

        None as well where one changed while this ran.
        """
        if self._known is None:
            return None
        for path in self._known.missing() if reading else self._known.doubts():
            self._look(path)
        return None if self._moved else self._known.content()

    def __getitem__(self, path: str) -> bytes:
        if not plain(path):
            raise KeyError(path)
        now = time.time_ns()
        found = None if self._linked(path.rpartition("/")[0]) else opened(f"{self._root}/{path}")
        self._tell(path, Stamp(found[1], now) if found else None)
        if found is None:
            raise KeyError(path)
        return found[0]

    def _linked(self, folder: str) -> bool:
        """Whether a link stands in the way to a folder; looked at once."""
        if folder not in self._links:
            parent = folder.rpartition("/")[0]
            self._links[folder] = self._linked(parent) or os.path.islink(os.path.join(self._root, folder))
        return self._links[folder]

    def __iter__(self) -> Iterator[str]:
        return (folder + name for folder, files in self.listing.files.items() for name in files)

    def __len__(self) -> int:
        return sum(map(len, self.listing.files.values()))

    def __contains__(self, path: object) -> bool:
        if not isinstance(path, str) or not plain(path):
            return False
        if not self._linked(path.rpartition("/")[0]) and _regular(os.path.join(self._root, path)):
            return True
        self._tell(path, None)
        return False


def contents(full: str) -> bytes | None:
    """The bytes of a regular file; None where there is none (a link, a folder, nothing)."""
    found = opened(full)
    return found[0] if found else None


def opened(full: str) -> tuple[bytes, Identity] | None:
    """The same, with what told the file from any other one before it was read."""
    try:
        handle = os.open(full, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        if not _regular(full):
            return None
        raise
    try:
        seen = os.fstat(handle)
        if not stat.S_ISREG(seen.st_mode):
            return None
        parts = []
        while part := os.read(handle, max(seen.st_size, 4096) + 1):
            parts.append(part)
        return b"".join(parts), identity(seen)
    finally:
        os.close(handle)


def _regular(full: str) -> bool:
    try:
        return stat.S_ISREG(os.lstat(full).st_mode)
    except OSError:
        return False

"""The two values that cross the doorstep: what the ledger is, and what it shall become."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

P = TypeVar("P")
R = TypeVar("R")


class Spread(Protocol):
    """How the same work is done on many pieces; results come in the order of the pieces."""

    def __call__(self, work: Callable[[P], R], pieces: Sequence[P]) -> Iterator[R]: ...


def in_turn(work: Callable[[P], R], pieces: Sequence[P]) -> Iterator[R]:
    """One after the other."""
    return map(work, pieces)


class Snapshot(NamedTuple):
    """A ledger as text: ``files`` maps a path under the ledger's root to its bytes, read on demand.

    ``revision`` is the commit it was read from, None for a work tree or a dict in a test. ``known`` holds what
    was computed before, each result under a digest of all it depends on: losing it costs time alone. ``spread``
    is how long work is shared out.
    """

    files: Mapping[str, bytes]
    revision: str | None = None
    known: MutableMapping[str, Any] | None = None
    spread: Spread = in_turn

    def content(self, *, reading: bool = False) -> str | None:
        """A name of all the files together, as :func:`id_of` for one; ``reading`` lets the last few be read for it."""
        found = getattr(self.files, "content", None)
        return found(reading=reading) if found is not None else None

    def note(self, contents: Mapping[str, str]) -> None:
        """Tell the names of contents that were read, for whoever can remember them."""
        found = getattr(self.files, "note", None)
        if found is not None:
            found(contents)

    def holding(self, files: Mapping[str, bytes]) -> Snapshot:
        """The same ledger with other files in it."""
        return self._replace(files=files)


def id_of(files: Mapping[str, bytes], path: str) -> str | None:
    """A name of a file's content: equal names, equal bytes. None where it would take a reading to know."""
    found = getattr(files, "id", None)
    if found is not None:
        return str(named) if (named := found(path)) else None
    data = files.get(path)
    return None if data is None else content_id(data)


def ids_of(files: Mapping[str, bytes], paths: Sequence[str]) -> list[str | None]:
    """The same for many files."""
    found: Callable[[Sequence[str]], list[str | None]] | None = getattr(files, "ids_of", None)
    return found(paths) if found is not None else [id_of(files, path) for path in paths]


def many(files: Mapping[str, bytes], paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Many files at once, which a store may read much quicker than one by one; those that are not there left out."""
    found: Callable[[Iterable[str]], Iterator[tuple[str, bytes]]] | None = getattr(files, "read", None)
    if found is not None:
        yield from found(paths)
        return
    for path in paths:
        data = files.get(path)
        if data is not None:
            yield path, data


def content_id(data: bytes) -> str:
    """The name of some bytes, as git names a file's content."""
    from hashlib import sha1

    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


class Message(NamedTuple):
    """Why: the subject line, the reason the person gave, and trailers (Coop-Op, Coop-Actor …)."""

    subject: str
    reason: str = ""
    trailers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        tail = "\n".join(f"{name}: {value}" for name, value in self.trailers)
        return "\n\n".join(part for part in (self.subject, self.reason.strip(), tail) if part) + "\n"


class Edit(NamedTuple):
    """A wish: the paths to write (None removes one), judged on ``base``, and the message."""

    base: str | None
    changes: Mapping[str, bytes | None]
    message: Message


class Overlay(Mapping[str, bytes]):
    """Files with some of them changed: the ledger as an edit would leave it."""

    def __init__(self, files: Mapping[str, bytes], changes: Mapping[str, bytes | None]) -> None:
        self._files = files
        self._changes = changes

    def __getitem__(self, path: str) -> bytes:
        found = self._changes[path] if path in self._changes else self._files[path]
        if found is None:
            raise KeyError(path)
        return found

    def id(self, path: str) -> str | None:
        """As :func:`id_of`."""
        if path in self._changes:
            data = self._changes[path]
            return None if data is None else content_id(data)
        return id_of(self._files, path)

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """As :func:`many`."""
        wanted = list(paths)
        yield from many(self._files, (path for path in wanted if path not in self._changes))
        for path in wanted:
            data = self._changes.get(path)
            if data is not None:
                yield path, data

    def note(self, contents: Mapping[str, str]) -> None:
        """As :meth:`Snapshot.note`, for the files that are as they were."""
        found = getattr(self._files, "note", None)
        if found is not None:
            found({path: name for path, name in contents.items() if path not in self._changes})

    def __iter__(self) -> Iterator[str]:
        for path in self._files:
            if path not in self._changes:
                yield path
        for path, data in self._changes.items():
            if data is not None:
                yield path

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, path: object) -> bool:
        if path in self._changes:
            return self._changes[path] is not None  # type: ignore[index]
        return path in self._files

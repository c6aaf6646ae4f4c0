"""What is remembered of the files of a folder: which content each had when it was last read, by what tells it apart."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from coopctl.store.listing import Identity, Listing, Stamp

UNKNOWN = "0" * 40


class Folder(NamedTuple):
    """A folder as it is remembered: names joined by "/", identities as 64-bit numbers, contents as hex.

    ``doubtful`` are the places of files that were young when they were read.
    """

    names: str
    stamps: bytes
    contents: str
    doubtful: tuple[int, ...] = ()


Contents = dict[str, Folder]


class Recollection:
    """What is known of the records of a listing without reading them."""

    def __init__(self, listing: Listing, memory: Contents) -> None:
        self._records = list(_records(listing))
        self._ids: dict[str, str] = {}
        self._doubtful: set[str] = set()
        self._notes: dict[str, tuple[Stamp, str]] = {}
        self._unchanged: dict[str, Folder] = {}
        for folder, files in self._records:
            if folder in memory:
                self._recall(folder, files, memory[folder])

    def _recall(self, folder: str, files: dict[str, Identity], memory: Folder) -> None:
        names, text = memory.names.split("/"), memory.contents
        contents = [text[at : at + 40] for at in range(0, len(text), 40)]
        if memory.stamps == _packed(files) and names == list(files):
            unchanged = dict(zip(names, contents, strict=True))
            self._unchanged[folder] = memory
        else:
            rows = zip(names, contents, _identities(memory.stamps), strict=True)
            unchanged = {name: content for name, content, seen in rows if files.get(name) == seen}
        self._ids |= {folder + name: content for name, content in unchanged.items() if content != UNKNOWN}
        self._doubtful |= {folder + names[place] for place in memory.doubtful} & self._ids.keys()

    def id(self, path: str) -> str | None:
        """The name of a file's content, None where it is not known."""
        return self._ids.get(path)

    def ids_of(self, paths: Sequence[str]) -> list[str | None]:
        """The same of many files."""
        return list(map(self._ids.get, paths))

    def doubtful(self, path: str) -> bool:
        """Whether a file must be read again for its content to be certain."""
        return path in self._doubtful

    def doubts(self) -> list[str]:
        """The files of which that is so."""
        return sorted(self._doubtful)

    def missing(self) -> list[str]:
        """The records that must be read for all contents to be known."""
        return [
            path
            for folder, files in self._records
            for path in (folder + name for name in files)
            if path not in self._ids or path in self._doubtful
        ]

    def note(self, path: str, stamp: Stamp, content: str) -> None:
        """What a file held when it was read."""
        self._doubtful.discard(path)
        self._ids[path] = content
        self._notes[path] = stamp, content
        self._unchanged.pop(path[: path.rfind("/") + 1], None)

    def content(self) -> str | None:
        """One name for the names and contents of all records, None where one is not known for certain."""
        if self._doubtful or len(self._ids) < sum(len(files) for _folder, files in self._records):
            return None
        from hashlib import sha1

        whole = sha1(usedforsecurity=False)
        for folder, files in self._records:
            try:
                ids = "".join([self._ids[folder + name] for name in files])
            except KeyError:
                return None
            whole.update(f"{folder}\0{'/'.join(files)}\0{ids}\0".encode("utf-8", "surrogateescape"))
        return whole.hexdigest()

    @property
    def fresh(self) -> bool:
        """Whether something was noted that memory does not hold."""
        return bool(self._notes)

    def memory(self) -> Contents:
        """What should be remembered from now on."""
        found = dict(self._unchanged)
        for folder, files in self._records:
            if folder in found:
                continue
            ids = [self._ids.get(folder + name, UNKNOWN) for name in files]
            stamps = {name: self._notes[path][0] for name in files if (path := folder + name) in self._notes}
            now = {name: stamps[name].file if name in stamps else seen for name, seen in files.items()}
            young = tuple(
                place
                for place, name in enumerate(files)
                if (not stamps[name].certain if name in stamps else folder + name in self._doubtful)
            )
            found[folder] = Folder("/".join(files), _packed(now), "".join(ids), young)
        return found


def _records(listing: Listing) -> Iterator[tuple[str, dict[str, Identity]]]:
    """The YAML files of each folder."""
    for folder, files in listing.files.items():
        found = files if all(name.endswith(".yaml") for name in files) else _yaml(files)
        if found:
            yield folder, found


def _yaml(files: dict[str, Identity]) -> dict[str, Identity]:
    return {name: seen for name, seen in files.items() if name.endswith((".yaml", ".yml"))}


def _packed(files: dict[str, Identity]) -> bytes:
    return array("q", chain.from_iterable(files.values())).tobytes()


def _identities(stamps: bytes) -> list[Identity]:
    numbers = array("q")
    numbers.frombytes(stamps)
    found = numbers.tolist()
    return [(found[i], found[i + 1], found[i + 2], found[i + 3]) for i in range(0, len(found), 4)]

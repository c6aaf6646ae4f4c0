"""The objects of a history: commits, folders and files by id, asked for many at a time and kept for a while."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from coopctl.audit.facts import Blob, Signature, Touched
from coopctl.audit.kept import Kept
from coopctl.store.objects import Entries, damaged, digest, entries

if TYPE_CHECKING:
    from coopctl.store.repo import Repo

_FOLDER = "040000"
_SIGNATURES = (b"gpgsig", b"gpgsig-sha256")
_PAIR = re.compile(rb"([0-9a-f]+) ([0-9a-f]+)\n")
_LINE = re.compile(rb":([0-7]+) ([0-7]+) ([0-9a-f]+) ([0-9a-f]+) [A-Z]\0([^\0]+)\0")
_COMPARING = (
    "diff-tree", "--stdin", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-relative",
    "--ignore-submodules=none",
)  # fmt: skip
"""Says all that differs, whatever the settings of the clone."""

_SUBMODULE = "160000"
_AHEAD = 200


class Commit(NamedTuple):
    """A commit as it is written.

    ``signed`` is what ``signature`` signs; ``doubled``: a line of its head stands twice.
    """

    tree: str
    parents: tuple[str, ...]
    author: Signature
    committer: Signature
    message: bytes
    signature: bytes | None
    signed: bytes
    doubled: bool


class Forest:
    """Commits, folders and files by id, each read once while it is remembered."""

    def __init__(self, repo: Repo) -> None:
        self._repo = repo
        self._prefix = [part for part in repo.prefix.split("/") if part]
        self._data: Kept[bytes] = Kept(1000)
        self._folders: Kept[Entries] = Kept(1000)
        self._commits: Kept[Commit] = Kept(3000)
        self._apart: Kept[tuple[Touched, ...]] = Kept(1000)
        self._files: list[str] = []
        self._place: dict[str, int] = {}

    def prepare(self, commits: list[str]) -> None:
        """Ask for all that telling some entries will take: to ask one by one is to wait for each answer."""
        self._fetch(commits)
        parents = {commit: self.commit(commit).parents for commit in commits}
        self._fetch({one for some in parents.values() for one in some})
        pairs = [(self.commit(one).tree, self.commit(commit).tree) for commit in commits for one in parents[commit]]
        roots = {one for pair in pairs for one in pair}
        self._fetch(roots)
        for depth in range(1, len(self._prefix) + 1):
            self._fetch({self._below(root, depth) for root in roots} - {None})
        self._compare(pairs)
        blobs = (blob for pair in pairs for one in self.apart(*pair) for blob in (one.before, one.after))
        self._files = list(dict.fromkeys(blob.id for blob in blobs if blob and blob.mode != _SUBMODULE))
        self._place = {oid: place for place, oid in enumerate(self._files)}

    def _compare(self, pairs: list[tuple[str, str]]) -> None:
        """Have git say what differs between folders, many pairs at once."""
        asked = "".join(f"{old} {new}\n" for old, new in dict.fromkeys(pairs))
        below = ["--", "/".join(self._prefix)] if self._prefix else []
        said = self._repo.git.run(*_COMPARING, *below, input=asked.encode())
        at = 0
        cut = len("/".join([*self._prefix, ""]))
        while at < len(said):
            pair = _PAIR.match(said, at)
            assert pair is not None
            at = pair.end()
            found = []
            while line := _LINE.match(said, at):
                found.append(_touched(line, cut))
                at = line.end()
            self._apart.put((pair[1].decode(), pair[2].decode()), tuple(sorted(found)))

    def _fetch(self, ids: Iterable[str | None]) -> None:
        wanted = [one for one in ids if one and one not in self._data]
        for oid, found in zip(wanted, self._repo.reader.many(wanted), strict=True):
            if found is None:
                raise damaged(oid)
            self._data.put(oid, found.data)

    def apart(self, old: str, new: str) -> tuple[Touched, ...]:
        """Every file of the ledger that differs between two roots, by path."""
        if (old, new) not in self._apart:
            self._compare([(old, new)])
        return self._apart.once((old, new), tuple)

    def all(self, root: str) -> tuple[Touched, ...]:
        """Every file of the ledger under a root, as it would be after nothing."""
        return self.apart(digest("tree", b"", len(root)), root)

    def data(self, oid: str) -> bytes:
        """The bytes of an object; with a file come those that will be asked for next."""
        if oid in self._place and oid not in self._data:
            self._fetch(self._files[self._place[oid] : self._place[oid] + _AHEAD])
        return self._data.once(oid, lambda: self._repo.need(oid).data)

    def folder(self, oid: str) -> Entries:
        """The lines of a folder."""
        return self._folders.once(oid, lambda: entries(self.data(oid), len(oid)))

    def commit(self, oid: str) -> Commit:
        """A commit."""
        return self._commits.once(oid, lambda: _commit(self.data(oid)))

    def _below(self, root: str, depth: int) -> str | None:
        here: str | None = root
        for part in self._prefix[:depth]:
            found = self.folder(here).get(part.encode()) if here else None
            here = found[1] if found and found[0] == _FOLDER else None
        return here

    def grown(self, commit: str, known: Iterable[tuple[str, Blob | None]] = ()) -> Grown:
        """The ledger's files in an entry; those ``known`` need not be looked for."""
        root = self._below(self.commit(commit).tree, len(self._prefix))
        return Grown(self, root, commit, dict(known))

    def files(self, commit: str) -> Mapping[str, bytes]:
        """The same as the rest of the program reads them."""
        return self._repo.at(commit).files


class Grown:
    """The ledger's files in one entry, read when asked for (a ``Tree`` of the audit)."""

    def __init__(self, forest: Forest, root: str | None, commit: str, known: Mapping[str, Blob | None]) -> None:
        self._forest = forest
        self._root = root
        self._commit = commit
        self._known = known

    @property
    def files(self) -> Mapping[str, bytes]:
        return self._forest.files(self._commit)

    def get(self, path: str) -> bytes | None:
        found = self._at(path)
        return self._forest.data(found[1]) if found and found[0] not in (_FOLDER, _SUBMODULE) else None

    def id(self, path: str) -> str | None:
        found = self._at(path)
        return found[1] if found else None

    def names(self, folder: str) -> tuple[str, ...]:
        found = self._at(folder)
        if not found or found[0] != _FOLDER:
            return ()
        return tuple(name.decode("utf-8", "surrogateescape") for name in self._forest.folder(found[1]))

    def _at(self, path: str) -> tuple[str, str] | None:
        if path in self._known:
            return self._known[path]
        here = (_FOLDER, self._root or "")
        for part in path.split("/"):
            if here[0] != _FOLDER or not here[1]:
                return None
            below = self._forest.folder(here[1]).get(part.encode("utf-8", "surrogateescape"))
            if below is None:
                return None
            here = below
        return here


def _touched(line: re.Match[bytes], cut: int) -> Touched:
    modes, ids = (line[1], line[2]), (line[3], line[4])
    blobs = [Blob(mode.decode(), oid.decode()) if int(mode) else None for mode, oid in zip(modes, ids, strict=True)]
    return Touched(line[5][cut:].decode("utf-8", "surrogateescape"), *blobs)


def _commit(data: bytes) -> Commit:
    head, _, message = data.partition(b"\n\n")
    fields, signature, kept = _fields(head)
    single = [name for name, _ in fields if name not in (b"parent", b"mergetag")]
    known = dict(fields)
    return Commit(
        known[b"tree"].decode(), tuple(value.decode() for name, value in fields if name == b"parent"),
        person(known.get(b"author", b"")), person(known.get(b"committer", b"")), message, signature,
        kept + b"\n\n" + message, len(single) != len(set(single)),
    )  # fmt: skip


def _fields(head: bytes) -> tuple[list[tuple[bytes, bytes]], bytes | None, bytes]:
    """The lines of a commit's head by name, its signature, and the head without the signature."""
    fields: list[tuple[bytes, bytes]] = []
    kept: list[bytes] = []
    for line in head.split(b"\n"):
        if line.startswith(b" ") and fields:
            name, value = fields[-1]
            fields[-1] = (name, value + b"\n" + line[1:])
        else:
            name, _, value = line.partition(b" ")
            fields.append((name, value))
        if name not in _SIGNATURES:
            kept.append(line)
    signature = next((value for name, value in fields if name in _SIGNATURES), None)
    return fields, signature, b"\n".join(kept)


def person(value: bytes) -> Signature:
    """``Name <mail> seconds zone``, as far as it can be read."""
    who, _, when = value.rpartition(b"> ")
    name, _, mail = who.partition(b" <")
    seconds = when.split(b" ")[0]
    return Signature(
        name.decode("utf-8", "replace"), mail.decode("utf-8", "replace"), int(seconds) if seconds.isdigit() else 0
    )


__all__ = ["Commit", "Forest", "Grown", "person"]

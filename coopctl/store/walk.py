"""Walking through the history, the oldest first: each entry with what it changes against those it comes from.

Trees are compared here, through the one process that reads objects: a command for each entry would take as long as
all the rest, and git's own comparison can be bent by settings of the clone.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from coopctl.audit.facts import Blob, Signature, Step, Touched
from coopctl.store.history import parts
from coopctl.store.objects import Entries, damaged, entries

if TYPE_CHECKING:
    from coopctl.store.repo import Repo

_FOLDER = "040000"
Line = tuple[str, str] | None
_AT_ONCE = 256
"""Entries whose objects are asked for together: to ask one by one is to wait for each answer."""
_REMEMBERED = 6000
"""Objects kept in memory: some hundred bytes to some kilobytes each."""


def walk(repo: Repo, tip: str, since: str | None = None) -> Iterator[Step]:
    """The entries that lead to ``tip``, each after all it comes from; those that led to ``since`` are left out.

    Raises:
        Unwritable: an object of the history is missing or damaged.
    """
    forest = _Forest(repo)
    now = int(time.time())
    begun = since is not None
    ids = listed(repo, tip, since)
    for at in range(0, len(ids), _AT_ONCE):
        forest.prepare(ids[at : at + _AT_ONCE])
        for commit in ids[at : at + _AT_ONCE]:
            step = forest.step(commit)
            yield step._replace(now=now, first=not begun and not step.parents)
            begun = begun or not step.parents


def listed(repo: Repo, tip: str, since: str | None = None) -> list[str]:
    """The ids of those entries, in that order."""
    bounds = [tip] if since is None else [tip, f"^{since}"]
    return repo.git.run("rev-list", "--reverse", "--topo-order", *bounds).decode().split()


class _Forest:
    """Commits, folders and files by id, each read once while it is remembered."""

    def __init__(self, repo: Repo) -> None:
        self._repo = repo
        self._prefix = [part for part in repo.prefix.split("/") if part]
        self._data: dict[str, bytes] = {}
        self._folders: dict[str, Entries] = {}

    def prepare(self, commits: list[str]) -> None:
        """Ask for all that telling some entries will take, level by level."""
        if len(self._data) > _REMEMBERED:
            self._data.clear()
            self._folders.clear()
        self._fetch(commits)
        parents = {commit: self._parents(commit) for commit in commits}
        self._fetch({one for some in parents.values() for one in some})
        pairs = {(self._tree(one), self._tree(commit)) for commit in commits for one in parents[commit]}
        for part in self._prefix:
            self._fetch({one for pair in pairs for one in pair})
            pairs = {(self._inside(old, part), self._inside(new, part)) for old, new in pairs}
        while pairs:
            self._fetch({one for pair in pairs for one in pair})
            lines = [line for old, new in pairs for line in self._differing(old, new)]
            self._fetch({line[1] for both in lines for line in both if line and line[0] != _FOLDER})
            folders = (tuple(line[1] if line and line[0] == _FOLDER else "" for line in both) for both in lines)
            pairs = {(old, new) for old, new in folders if old or new}

    def _differing(self, old: str, new: str) -> Iterator[tuple[Line, Line]]:
        was, now = (self.folder(one) if one else {} for one in (old, new))
        for name in was.keys() | now.keys():
            if was.get(name) != now.get(name):
                yield was.get(name), now.get(name)

    def _inside(self, folder: str, name: str) -> str:
        found = self.folder(folder).get(name.encode()) if folder else None
        return found[1] if found and found[0] == _FOLDER else ""

    def _fetch(self, ids: Iterable[str]) -> None:
        wanted = [one for one in ids if one and one not in self._data]
        for oid, found in zip(wanted, self._repo.reader.many(wanted), strict=True):
            if found is None:
                raise damaged(oid)
            self._data[oid] = found.data

    def data(self, oid: str) -> bytes:
        """The bytes of an object."""
        if oid not in self._data:
            self._data[oid] = self._repo.need(oid).data
        return self._data[oid]

    def folder(self, oid: str) -> Entries:
        """The lines of a folder."""
        if oid not in self._folders:
            self._folders[oid] = entries(self.data(oid), len(oid))
        return self._folders[oid]

    def below(self, root: str) -> str | None:
        """The id of the ledger's folder under the root of a commit."""
        here = root
        for part in self._prefix:
            here = self._inside(here, part)
        return here or None

    def _tree(self, commit: str) -> str:
        return self.data(commit)[5 : 5 + len(commit)].decode()

    def _parents(self, commit: str) -> tuple[str, ...]:
        head = self.data(commit).partition(b"\n\n")[0]
        return tuple(line[7:].decode() for line in head.split(b"\n") if line.startswith(b"parent "))

    def root(self, commit: str) -> str | None:
        """The id of the ledger's folder in a commit."""
        return self.below(self._tree(commit))

    def made(self, commit: str) -> int:
        """When a commit was made, in seconds."""
        head = self.data(commit).partition(b"\n\n")[0]
        line = next((line for line in head.split(b"\n") if line.startswith(b"committer ")), b"")
        return _person(line[10:]).seconds

    def step(self, commit: str) -> Step:
        """An entry, told whole."""
        data = self.data(commit)
        head, _, message = data.partition(b"\n\n")
        fields, signature, kept = _fields(head)
        parents = tuple(value.decode() for name, value in fields if name == b"parent")
        single = [name for name, _ in fields if name not in (b"parent", b"mergetag")]
        known = dict(fields)
        subject, _, trailers = parts(message.decode("utf-8", "replace"))
        root = self.below(known[b"tree"].decode())
        before = tuple(map(self.grown, parents))
        sides = tuple(tuple(self.apart("", old.root, root)) for old in before) or (tuple(self.apart("", None, root)),)
        found = Step(
            commit, parents, _person(known.get(b"author", b"")), _person(known.get(b"committer", b"")), subject,
            trailers, signature, kept + b"\n\n" + message, len(single) != len(set(single)), sides,
            Grown(self, root, commit), before, tuple(map(self.made, parents)),
        )  # fmt: skip
        return found if len(parents) < 2 else self._joining(found)

    def _joining(self, step: Step) -> Step:
        """What two sides come from, and the entries of the second one."""
        one, two = step.parents[:2]
        base = self._repo.git.run("merge-base", one, two, ok=(0, 1)).decode().split()
        joined = self._repo.git.run("rev-list", two, f"^{one}").decode().split()
        return step._replace(base=self.grown(base[0]) if base else None, joined=tuple(joined))

    def grown(self, commit: str) -> Grown:
        """The ledger's files in an entry."""
        return Grown(self, self.root(commit), commit)

    def files(self, commit: str) -> Mapping[str, bytes]:
        """The same as the rest of the program reads them."""
        return self._repo.at(commit).files

    def apart(self, prefix: str, old: str | None, new: str | None) -> Iterator[Touched]:
        """Every file that differs between two folders."""
        if old == new:
            return
        was = self.folder(old) if old else {}
        now = self.folder(new) if new else {}
        for name in sorted({*was, *now}):
            one, two = was.get(name), now.get(name)
            if one == two:
                continue
            path = prefix + name.decode("utf-8", "surrogateescape")
            folders = [line[1] if line and line[0] == _FOLDER else None for line in (one, two)]
            if any(folders):
                yield from self.apart(path + "/", *folders)
            files = [Blob(*line) if line and line[0] != _FOLDER else None for line in (one, two)]
            if any(files):
                yield Touched(path, *files)


class Grown:
    """The ledger's files in one entry, read when asked for (a ``Tree`` of the audit)."""

    def __init__(self, forest: _Forest, root: str | None, commit: str) -> None:
        self._forest = forest
        self.root = root
        self._commit = commit

    @property
    def files(self) -> Mapping[str, bytes]:
        return self._forest.files(self._commit)

    def get(self, path: str) -> bytes | None:
        found = self._at(path)
        return self._forest.data(found[1]) if found and found[0] != _FOLDER else None

    def id(self, path: str) -> str | None:
        found = self._at(path)
        return found[1] if found else None

    def names(self, folder: str) -> tuple[str, ...]:
        found = self._at(folder)
        if not found or found[0] != _FOLDER:
            return ()
        return tuple(name.decode("utf-8", "surrogateescape") for name in self._forest.folder(found[1]))

    def _at(self, path: str) -> tuple[str, str] | None:
        here = (_FOLDER, self.root or "")
        for part in path.split("/"):
            if here[0] != _FOLDER or not here[1]:
                return None
            below = self._forest.folder(here[1]).get(part.encode("utf-8", "surrogateescape"))
            if below is None:
                return None
            here = below
        return here


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


_SIGNATURES = (b"gpgsig", b"gpgsig-sha256")


def _person(value: bytes) -> Signature:
    """``Name <mail> seconds zone``, as far as it can be read."""
    who, _, when = value.rpartition(b"> ")
    name, _, mail = who.partition(b" <")
    seconds = when.split(b" ")[0]
    return Signature(
        name.decode("utf-8", "replace"), mail.decode("utf-8", "replace"), int(seconds) if seconds.isdigit() else 0
    )

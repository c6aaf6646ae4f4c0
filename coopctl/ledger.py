"""Snapshot → Ledger: the records of a revision by name, each read when it is asked for, and what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from coopctl import handles
from coopctl.document import read as reading
from coopctl.document.read import Document
from coopctl.entry import sheet_of
from coopctl.governed import Governed
from coopctl.misplaced import due, no_file
from coopctl.page import Named, Sheets
from coopctl.problem import At, Place
from coopctl.recorded import Records
from coopctl.records import kinds
from coopctl.snapshot import Snapshot, content_id, id_of, ids_of, many

if TYPE_CHECKING:
    from coopctl.records.election import Election
    from coopctl.records.exceptions import Exceptions
    from coopctl.records.payout import Payout

PAYOUTS = "payouts/"
ELECTIONS = "elections/"
F = TypeVar("F")


class Paths(NamedTuple):
    """The paths of a ledger, sorted: contribution sheets, other records, and YAML files that are no records."""

    sheets: tuple[str, ...]
    records: tuple[str, ...]
    others: tuple[str, ...]


class Ledger(Governed):
    """All the records of a revision. Nothing is read before it is asked for.

    A record that cannot be read is absent from its mapping, but its path still counts as a name
    (``handles``, ``circle_names``), so that one fault does not spread to all who name it.
    """

    def __init__(self, snapshot: Snapshot, odd: Mapping[str, str] = {}) -> None:
        """``odd`` says what lies where a file is due and is none (see ``misplaced``); those count as names too."""
        self.snapshot = snapshot
        self.files: Mapping[str, bytes] = snapshot.files
        self.revision = snapshot.revision
        self.odd: list[str] = sorted(path for path in odd if due(path))
        self.misplaced: list[Named] = [no_file(path, odd[path]) for path in self.odd]
        self.known: MutableMapping[str, Any] = {} if snapshot.known is None else snapshot.known
        self._documents: dict[str, Document] = {}
        self._facts: dict[Any, Any] = {}
        self._fetched: dict[str, bytes] = {}
        self._last: tuple[str, Document] | None = None

    # ---- what there is

    @cached_property
    def paths(self) -> Paths:
        """Every path, by what it is."""
        return _sorted_out(self.files)

    @cached_property
    def all(self) -> frozenset[str]:
        """The paths of all records, and of what lies where one is due."""
        return frozenset((*self.paths.sheets, *self.paths.records, *self.odd))

    def has(self, path: str) -> bool:
        """Whether a record is there, readable or not, be it one that a view does not list."""
        hides = getattr(self.files, "hides", None)
        return path in self.all or (hides is not None and bool(hides(path)))

    def names(self, folder: str) -> frozenset[str]:
        """The names in a folder ("members/"), readable or not."""
        return frozenset(path[len(folder) : -5] for path in (*self.paths.records, *self.odd) if path.startswith(folder))

    @cached_property
    def handles(self) -> frozenset[str]:
        """Every member's handle, by file name, readable or not."""
        return self.names("members/")

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """Handles members had before → those they have now: what is closed still says the old ones."""
        paths = handles.of_members(self.paths.records)
        known = dict(zip(paths, ids_of(self.files, paths), strict=True))
        found = self.known.get(self._renamed_key(known)) if None not in known.values() else None
        if not isinstance(found, dict):
            read = dict(many(self.files, paths))
            contents = {path: content_id(data) for path, data in read.items()}
            found = self.known[self._renamed_key(contents)] = handles.renamed(read, self.handles)
            self.snapshot.note(contents)
        return found

    def _renamed_key(self, contents: Mapping[str, str | None]) -> str:
        """What handles of before depend on: members' files, what they hold, and which handles are somebody's."""
        return f"renamed:{content_id(repr((sorted(contents.items()), sorted(self.handles))).encode())}"

    def current(self, handle: str) -> str:
        """The handle of now of whoever had, or has, this one."""
        return self.renamed.get(handle, handle)

    def former(self, handle: str) -> tuple[str, ...]:
        """The handles somebody had before this one."""
        return tuple(old for old, now in self.renamed.items() if now == handle)

    @cached_property
    def circle_names(self) -> frozenset[str]:
        return self.names("circles/")

    @cached_property
    def role_names(self) -> frozenset[str]:
        """Every role as "circle/role"."""
        return self.names("roles/")

    @cached_property
    def body_names(self) -> frozenset[str]:
        return self.names("bodies/")

    def by_member(self) -> dict[str, list[str]]:
        """The paths of each member's sheets under whatever handle, oldest first, by the handle of now."""
        found: dict[str, list[str]] = {}
        for path in self.paths.sheets:
            found.setdefault(self.current(path[22:-5]), []).append(path)
        return found

    # ---- what it says

    @cached_property
    def sheets(self) -> Sheets:
        """The contribution sheets by path."""
        return Sheets(self.files, self.paths.sheets)

    @cached_property
    def records(self) -> Records:
        """The records of governance but for elections, of which there may be many."""
        apart = {*self.election_paths}
        return Records(
            self, (path for path in self.paths.records if path not in apart and not path.startswith(PAYOUTS))
        )

    @cached_property
    def closings(self) -> Records:
        """The payouts."""
        return Records(self, (path for path in self.paths.records if path.startswith(PAYOUTS)))

    @property
    def exceptions(self) -> Exceptions | None:
        """Those the cooperative lives with, read alone: most runs need no other record."""
        found: Exceptions | None = self._exceptions.one("exceptions")
        return found

    @cached_property
    def _exceptions(self) -> Records:
        return Records(self, [path for path in self.paths.records if path == "exceptions.yaml"])

    @property
    def payouts(self) -> dict[str, Payout]:
        return self.closings.of("payouts")

    def payout(self, path: str) -> Payout | None:
        """A payout by its path, read alone; None where it cannot be read."""
        if "closings" in self.__dict__:
            return self.payouts.get(path[len(PAYOUTS) : -5])
        return Records(self, [path]).of("payouts").get(path[len(PAYOUTS) : -5])

    @cached_property
    def election_paths(self) -> tuple[str, ...]:
        """Where elections are written; ballots that were sealed lie in folders beside them."""
        return tuple(path for path in self.paths.records if path.startswith(ELECTIONS) and path.count("/") == 1)

    @cached_property
    def _held(self) -> Records:
        return Records(self, self.election_paths)

    @property
    def elections(self) -> dict[str, Election]:
        return self._held.of("elections")

    def election(self, name: str) -> Election | None:
        """An election by its name, read alone; None where it cannot be read."""
        path = f"{ELECTIONS}{name}.yaml"
        if "_held" in self.__dict__ or path not in self.election_paths:
            return self.elections.get(name)
        return Records(self, [path]).of("elections").get(name)

    def unread(self, paths: Iterable[str]) -> list[Named]:
        """What could not be read of some records."""
        return Records(self, paths).faults

    def document(self, path: str) -> Document:
        """A file read strictly, with the place of every value. Those of governance are kept, of the rest the last."""
        if path in self._documents:
            return self._documents[path]
        if self._last is not None and self._last[0] == path:
            return self._last[1]
        large = path.startswith(("contributions/", PAYOUTS))
        data = self._fetched.pop(path, None) or self.files.get(path)
        if data is None:  # it went away since it was listed
            return Document("", None, ())
        found = reading.read(path, data, reading.SHEET_LIMIT if large else reading.LIMIT)
        if large:
            self._last = path, found
        else:
            self._documents[path] = found
        self.snapshot.note({path: content_id(data)})
        return found

    def fetch(self, paths: Iterable[str]) -> None:
        """Get ready to read some records, all at once."""
        self._fetched |= many(self.files, (path for path in paths if path not in self._documents))

    def tree(self, path: str) -> Any:
        """The tree of a governance record as read, {} where it could not be."""
        root = self.document(path).root if path in self.all else None
        return {} if root is None else root

    def fact(self, read: Callable[[Any], F], path: str) -> F:
        """What a function makes of a governance record's tree, made once."""
        name = read, path
        if name not in self._facts:
            self._facts[name] = read(self.tree(path))
        found: F = self._facts[name]
        return found

    def place(self, at: At) -> Place:
        """The line and column of a route, in the user's own text."""
        if at.path not in self.files:
            return Place(at.path)
        return reading.place(self.document(at.path), at.path, at.route, at.key)

    def id(self, path: str) -> str | None:
        """A name of a file's content, None where it would have to be read for that, or is not there."""
        return id_of(self.files, path) if path in self.all or path in self.paths.others else None


def _sorted_out(files: Iterable[str]) -> Paths:
    sheets, records, others = [], [], []
    for path in files:
        if path.startswith("contributions/") and sheet_of(path):
            sheets.append(path)
        elif kinds.kind_of(path):
            records.append(path)
        elif path.endswith((".yaml", ".yml")):
            others.append(path)
    return Paths(tuple(sorted(sheets)), tuple(sorted(records)), tuple(sorted(others)))

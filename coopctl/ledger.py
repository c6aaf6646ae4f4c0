"""Snapshot → Ledger: every record read, frozen and found by name, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from coopctl import context as ctx
from coopctl import entry as lines
from coopctl.document import read as reading
from coopctl.document.read import Document
from coopctl.entry import Sheet
from coopctl.problem import At, Fault, Place
from coopctl.records import kinds
from coopctl.records.body import Body
from coopctl.records.charter import Charter
from coopctl.records.circle import Circle
from coopctl.records.exceptions import Exceptions
from coopctl.records.member import Member
from coopctl.records.model import judged
from coopctl.records.payout import Payout
from coopctl.records.role import Role
from coopctl.snapshot import Snapshot
from coopctl.values import Month
from coopctl.words import T


class Named(NamedTuple):
    """A fault found while reading, under the name of its rule."""

    rule: str
    fault: Fault


class Ledger:
    """All the records of a revision.

    A record that cannot be read is absent from its mapping, but its path still counts as a name
    (``handles``, ``circle_names``), so that one fault does not spread to all who name it.
    """

    def __init__(self, snapshot: Snapshot, odd: Mapping[str, str] = {}) -> None:
        """``odd`` says what lies where a file is due and is none (see ``_NO_FILE``); those count as names too."""
        self.files: Mapping[str, bytes] = snapshot.files
        self.revision = snapshot.revision
        self.charter: Charter | None = None
        self.members: dict[str, Member] = {}
        self.circles: dict[str, Circle] = {}
        self.roles: dict[str, Role] = {}
        self.bodies: dict[str, Body] = {}
        self.sheets: dict[str, Sheet] = {}
        self.payouts: dict[str, Payout] = {}
        self.exceptions: Exceptions | None = None
        self.odd: list[str] = sorted(path for path in odd if _due(path))
        self.faults: list[Named] = [no_file(path, odd[path]) for path in self.odd]
        self.paths: list[str] = sorted(path for path in snapshot.files if kinds.kind_of(path))
        self._trees: dict[str, Any] = {}
        self._last: tuple[str, Document] | None = None
        for path in self.paths:
            self._take(path)

    def _take(self, path: str) -> None:
        kind = kinds.kind_of(path)
        assert kind is not None
        document = self.document(path)
        self.faults += [
            Named(one.rule, Fault(At(path), one.message, one.seen, one.allowed, one.related, one.cure, one.place))
            for one in document.faults
        ]
        if document.root is None or kind.model is None:
            return
        if kind.name == "contributions":
            self._take_sheet(path, document)
            return
        self._trees[path] = document.root
        model = kind.load()
        assert model is not None
        record, faults = judged(model, path, document.root)
        self.faults += [Named(*one) for one in faults]
        if record is not None:
            self._keep(kind.name, path, record)

    def document(self, path: str) -> Document:
        """A file read strictly, with the place of every value; the last one is kept, for findings come in bunches."""
        if self._last is None or self._last[0] != path:
            limit = reading.SHEET_LIMIT if path.startswith(("contributions/", "payouts/")) else reading.LIMIT
            self._last = path, reading.read(path, self.files[path], limit)
        return self._last[1]

    def _take_sheet(self, path: str, document: Document) -> None:
        place = lines.sheet_of(path)
        sheet, faults = sheet_from(path, document, place)
        self.faults += faults
        if sheet:
            self.sheets[path] = sheet

    def _keep(self, kind: str, path: str, record: Any) -> None:
        name = path.split("/", 1)[-1].removesuffix(".yaml")
        if kind in ("coop", "exceptions"):
            setattr(self, "charter" if kind == "coop" else kind, record)
        else:
            getattr(self, kind)[name] = record

    def tree(self, path: str) -> Any:
        """The tree of a governance record as read, {} where it could not be."""
        return self._trees.get(path, {})

    @cached_property
    def handles(self) -> frozenset[str]:
        """Every member's handle, by file name, readable or not."""
        return self._names("members/")

    @cached_property
    def circle_names(self) -> frozenset[str]:
        return self._names("circles/")

    @cached_property
    def role_names(self) -> frozenset[str]:
        """Every role as "circle/role"."""
        return self._names("roles/")

    @cached_property
    def body_names(self) -> frozenset[str]:
        return self._names("bodies/")

    def _names(self, folder: str) -> frozenset[str]:
        return frozenset(path[len(folder) : -5] for path in (*self.paths, *self.odd) if path.startswith(folder))

    @cached_property
    def _caps(self) -> tuple[ctx.Cap, ...]:
        return ctx.caps(self.tree("coop.yaml"))

    def context(self, sheet: Sheet) -> ctx.Context:
        """What a sheet's rules may know of the rest."""
        entries = [entry for _, entry in sheet.entries]
        named = {f"{entry.circle}/{entry.role}" for entry in entries if entry.role}
        months: set[Month] = {sheet.month} | {Month.of(entry.last) for entry in entries}
        return ctx.Context(
            caps=self._caps,
            presence=ctx.presence(self.tree(f"members/{sheet.member}.yaml")) if sheet.member in self.handles else None,
            circles={
                name: ctx.life(self.tree(f"circles/{name}.yaml"))
                for name in {entry.circle for entry in entries if entry.circle} & self.circle_names
            },
            mandates={
                name: ctx.held(self.tree(f"roles/{name}.yaml"), sheet.member) for name in named & self.role_names
            },
            known_circles=self.circle_names,
            handles=self.handles,
            closed=ctx.closed_months(months, self.files),
        )

    def by_member(self) -> dict[str, list[Sheet]]:
        """Each member's sheets, oldest first."""
        found: dict[str, list[Sheet]] = {}
        for sheet in sorted(self.sheets.values(), key=lambda sheet: sheet.month):
            found.setdefault(sheet.member, []).append(sheet)
        return found

    def place(self, at: At) -> Place:
        """The line and column of a route, in the user's own text."""
        if at.path not in self.files:
            return Place(at.path)
        return reading.place(self.document(at.path), at.path, at.route, at.key)


_NO_FILE = {
    "link": T("this is a symbolic link: coopctl reads plain files only, and what a link points to counts for nothing"),
    "folder": T("this is a folder, where a file is due"),
    "device": T("this is neither a file nor a folder"),
    "repository": T("this is a repository of its own (a submodule): nothing in it is read"),
    "closed": T("this account may not read it"),
    "name": T("the name of a file holds no control character"),
}


def no_file(path: str, what: str) -> Named:
    """The fault of something that cannot be read where a file is due; ``what`` is a key of ``_NO_FILE``."""
    rule = "bad-file-name" if what == "name" else "not-a-file"
    return Named(rule, Fault(At(path), _NO_FILE[what], seen=what, place=Place(path)))


def _due(path: str) -> bool:
    """Whether a record, or a folder of records, would be read there."""
    return bool(kinds.kind_of(path)) or path.split("/", 1)[0] in kinds.FOLDERS


def sheet_from(path: str, document: Document, place: tuple[Month, str] | None) -> tuple[Sheet | None, list[Named]]:
    """A sheet's entries from its tree, and a fault for each one that is not as the format says."""
    root = document.root
    if not isinstance(root, list):
        return None, [] if root is None else [
            Named("wrong-shape", Fault(At(path), T("a list of lines is expected here")))
        ]
    entries: list[tuple[int, lines.Entry]] = []
    faults: list[Named] = []
    for index, item in enumerate(root):
        found = lines.quick(item)
        if found is None:
            from coopctl.records.contribution import Contribution

            record, wrong = judged(Contribution, path, item, (index,))
            faults += [Named(*one) for one in wrong]
            found = record.entry() if record is not None else None
        if found is not None:
            entries.append((index, found))
    if place is None:
        return None, faults
    return Sheet(path, place[0], place[1], tuple(entries)), faults

"""The few files that one write of contributions looks at: the charter, the member, what the lines name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from coopctl import handles
from coopctl.columns import columns
from coopctl.context import context
from coopctl.document import read as reading
from coopctl.document.read import Document
from coopctl.entry import Entry, sheet_of, sheet_path
from coopctl.page import Page, Pages
from coopctl.problem import At, Fault, Finding, Place, Refused
from coopctl.rules import sheets
from coopctl.rules.judge import finding, sheet_faults
from coopctl.rules.rule import Rule
from coopctl.values import Month
from coopctl.words import T

F = TypeVar("F")


class Few:
    """A member's sheets of some months and the facts they can see, read from a handful of files.

    Never the whole ledger: the cost of a write does not grow with what exists.
    """

    def __init__(self, files: Mapping[str, bytes], member: str, months: Iterable[Month]) -> None:
        self.files = files
        self.member = member
        self._documents: dict[str, Document] = {}
        dated = sorted(set(months))
        before = (sheet_path(month, old) for old in self.former(member) for month in dated)
        paths = sorted([*(sheet_path(month, member) for month in dated), *(path for path in before if path in files)])
        self.pages = Pages(Page(path, _sheet(path, files)) for path in paths)
        self.sheets = {page.path: page.sheet for page in self.pages}

    def has(self, path: str) -> bool:
        """Whether a record is there."""
        return path in self.files

    def tree(self, path: str) -> Any:
        """The tree of a file, {} where it is absent; a file that cannot be read forbids the write."""
        return self._document(path).root if path in self.files else {}

    def fact(self, read: Callable[[Any], F], path: str) -> F:
        """What a function makes of a record's tree."""
        return read(self.tree(path))

    def names(self, folder: str) -> frozenset[str]:
        """All the names in a folder, which takes a listing of the whole ledger: only asked for to suggest one."""
        return frozenset(path[len(folder) : -5] for path in self.files if path.startswith(folder))

    def current(self, handle: str) -> str:
        """The handle of now of whoever had, or has, this one: members are looked at where nobody has it."""
        return handles.current(self.files, handle)

    def former(self, handle: str) -> tuple[str, ...]:
        """The handles somebody had before this one."""
        return handles.former(self.files, handle)

    def _document(self, path: str) -> Document:
        """A file, read once however many findings it has."""
        if path not in self._documents:
            self._documents[path] = _sound(path, self.files[path])
        return self._documents[path]

    def place(self, at: At) -> Place:
        """Where a route stands in these files."""
        if at.path not in self.files:
            return Place(at.path)
        return reading.place(self._document(at.path), at.path, at.route, at.key)

    def findings(self) -> list[Finding]:
        """What the rules on sheets say of these."""
        seen = context(self, self.member, self.pages.digest)
        return [
            finding(self, rule, fault)
            for rule, fault in (*self._unread(), *sheet_faults(self.pages, seen, sheets.SHEET, sheets.MEMBER))
        ]

    def _unread(self) -> list[tuple[Rule, Fault]]:
        """What is amiss in the lines that could not be read, in the model's words."""
        wrong = [one for page in self.pages for one in page.faults]
        if not wrong:
            return []
        from coopctl.rules.reading import RECORD_RULES

        rules = {rule.name: rule for rule in RECORD_RULES}
        return [(rules[name], fault) for name, fault in wrong]


def _sheet(path: str, files: Mapping[str, bytes]) -> bytes | None:
    """The bytes of a sheet whose text can be read, None where it is not there yet."""
    data = files.get(path)
    if data is not None and (len(data) > reading.SHEET_LIMIT or columns(data) is None):
        _sound(path, data)
    return data


def caused(before: Few, after: Few) -> list[Finding]:
    """The findings a change brings: those of after that were not there before."""
    old = {one.key for one in before.findings()}
    return [one for one in after.findings() if one.key not in old]


def owner(path: str) -> tuple[Month, str]:
    """The month and member of a sheet's path; only called with paths that are sheets."""
    found = sheet_of(path)
    assert found is not None, path
    return found


def lines(few: Few, path: str) -> dict[str, tuple[int, Entry]]:
    """The readable lines of a sheet, by id, with their index in the file."""
    return {entry.id: (index, entry) for index, entry in few.sheets[path].entries}


def text_of(path: str, data: bytes) -> str:
    """The text of a file that an edit goes on from. Raises Refused, and names the file, where it cannot be read."""
    return _sound(path, data).text


def _sound(path: str, data: bytes) -> Document:
    document = reading.read(path, data, reading.SHEET_LIMIT if path.startswith("contributions/") else reading.LIMIT)
    if document.root is None or document.faults:
        first = document.faults[0].message if document.faults else T("the file is empty")
        raise Refused(
            T("{path} cannot be read: {why}", path=path, why=first),
            f"coopctl check --only {document.faults[0].rule}" if document.faults else "coopctl check",
        )
    return document

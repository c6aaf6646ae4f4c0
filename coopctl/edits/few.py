"""The few files that one write of contributions looks at: the charter, the member, what the lines name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from coopctl import context as ctx
from coopctl.document import read as reading
from coopctl.document.read import Document
from coopctl.entry import Entry, Sheet, quick, sheet_of, sheet_path
from coopctl.problem import At, Fault, Finding, Place, Refused
from coopctl.rules import judge, sheets
from coopctl.rules.rule import Rule
from coopctl.values import Month
from coopctl.words import T


class Few:
    """A member's sheets of some months and the facts they can see, read from a handful of files.

    Never the whole ledger: the cost of a write does not grow with what exists.
    """

    def __init__(self, files: Mapping[str, bytes], member: str, months: Iterable[Month]) -> None:
        self.files = files
        self.member = member
        self._documents: dict[str, Document] = {}
        self._odd: list[tuple[str, int, Any]] = []
        self.sheets: dict[str, Sheet] = {}
        for month in sorted(set(months)):
            path = sheet_path(month, member)
            self.sheets[path] = self._sheet(path, month)

    def _sheet(self, path: str, month: Month) -> Sheet:
        root = self.tree(path) if path in self.files else []
        items = root if isinstance(root, list) else []
        found = [(index, quick(item)) for index, item in enumerate(items)]
        self._odd += [(path, index, items[index]) for index, entry in found if entry is None]
        return Sheet(path, month, self.member, tuple((i, entry) for i, entry in found if entry is not None))

    def tree(self, path: str) -> Any:
        """The tree of a file, {} where it is absent; a file that cannot be read forbids the write."""
        return self._document(path).root if path in self.files else {}

    def _document(self, path: str) -> Document:
        """A file, read once however many findings it has."""
        if path not in self._documents:
            self._documents[path] = _sound(path, self.files[path])
        return self._documents[path]

    def context(self, sheet: Sheet) -> ctx.Context:
        """The same facts a check of the whole ledger gives this sheet."""
        entries = [entry for _, entry in sheet.entries]
        circles = {name: f"circles/{name}.yaml" for name in _names(entry.circle for entry in entries)}
        roles = {f"{entry.circle}/{entry.role}" for entry in entries if entry.role}
        people = _names([self.member, *(entry.recorded_by for entry in entries)])
        months = {sheet.month} | {Month.of(entry.last) for entry in entries}
        known = {name for name, path in circles.items() if path in self.files}
        return ctx.Context(
            caps=ctx.caps(self.tree("coop.yaml")),
            presence=ctx.presence(self.tree(f"members/{self.member}.yaml")) if self._is_member(self.member) else None,
            circles={name: ctx.life(self.tree(circles[name])) for name in known},
            mandates={
                role: ctx.held(self.tree(f"roles/{role}.yaml"), self.member)
                for role in roles
                if f"roles/{role}.yaml" in self.files
            },
            known_circles=frozenset(known) if known == set(circles) else self._all("circles/"),
            handles=frozenset(name for name in people if self._is_member(name)),
            closed=ctx.closed_months(months, self.files),
        )

    def _is_member(self, handle: str) -> bool:
        return f"members/{handle}.yaml" in self.files

    def _all(self, folder: str) -> frozenset[str]:
        return frozenset(path[len(folder) : -5] for path in self.files if path.startswith(folder))

    def place(self, at: At) -> Place:
        """Where a route stands in these files."""
        if at.path not in self.files:
            return Place(at.path)
        return reading.place(self._document(at.path), at.path, at.route, at.key)

    def findings(self) -> list[Finding]:
        """What the rules on sheets say of these."""
        found = list(self.sheets.values())
        faults = judge.sheet_faults(found, [self.context(one) for one in found], sheets.SHEET, sheets.MEMBER)
        return [judge.finding(self, rule, fault) for rule, fault in (*self._unread(), *faults)]

    def _unread(self) -> list[tuple[Rule, Fault]]:
        """What is amiss in the lines that could not be read, in the model's words."""
        if not self._odd:
            return []
        from coopctl.records.contribution import Contribution
        from coopctl.records.model import judged
        from coopctl.rules.reading import RECORD_RULES

        rules = {rule.name: rule for rule in RECORD_RULES}
        wrong = (one for path, index, item in self._odd for one in judged(Contribution, path, item, (index,))[1])
        return [(rules[name], fault) for name, fault in wrong]


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


def _names(names: Iterable[str | None]) -> set[str]:
    return {name for name in names if name}


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

"""The files of one piece laid open: each is read once, and what is found in them is said with its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from coopctl.document import read as reading
from coopctl.document.read import Document
from coopctl.entry import Sheet
from coopctl.judging.kept import Ids
from coopctl.ledger import Ledger
from coopctl.page import Page
from coopctl.problem import At, Fault, Finding, Place
from coopctl.rules.judge import finding
from coopctl.rules.rule import Rule
from coopctl.snapshot import content_id, many


class Desk:
    """Some files of a ledger, and those taken up later. Places in any other file are the ledger's to tell."""

    def __init__(self, ledger: Ledger, paths: Iterable[str]) -> None:
        self.ledger = ledger
        self._pages: dict[str, Page] = {}
        self._document: tuple[str, Document] | None = None
        self._pointed: set[str] = set()
        wanted = list(paths)
        found = dict(many(ledger.files, wanted))
        self._data = {path: found[path] for path in wanted if path in found}  # the rest went away since it was listed

    def __contains__(self, path: object) -> bool:
        return path in self._data

    def data(self, path: str) -> bytes:
        """One of the files as it is."""
        return self._data[path]

    def page(self, path: str) -> Page:
        """A contribution sheet, taken up now if it was not among the files. Raises KeyError where it is not there."""
        if path not in self._pages:
            if path not in self._data:
                self._data[path] = self.ledger.files[path]
            self._pages[path] = Page(path, self._data[path])
        return self._pages[path]

    @property
    def sheets(self) -> Mapping[str, Sheet]:
        """The same as plain sheets."""
        return _Sheets(self)

    def document(self, path: str) -> Document:
        """One of the files, read strictly; the last one is kept, for findings come in bunches."""
        if self._document is None or self._document[0] != path:
            self._document = path, reading.read(path, self._data[path], reading.SHEET_LIMIT)
        return self._document[1]

    def place(self, at: At) -> Place:
        """Where a route stands."""
        if at.path in self._data:
            return reading.place(self.document(at.path), at.path, at.route, at.key)
        self._pointed.add(at.path)
        return self.ledger.place(at)

    def findings(self, faults: Iterable[tuple[Rule, Fault]]) -> tuple[Finding, ...]:
        """Faults with their records and lines."""
        return tuple(finding(self, rule, fault) for rule, fault in faults)

    def contents(self) -> dict[str, str]:
        """The names of the contents that were read."""
        return {path: content_id(data) for path, data in self._data.items()}

    def beside(self) -> Ids:
        """The other files that places pointed into, and what they hold."""
        return tuple((path, self.ledger.id(path)) for path in sorted(self._pointed))


class _Sheets(Mapping[str, Sheet]):
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __getitem__(self, path: str) -> Sheet:
        return self._desk.page(path).sheet

    def __iter__(self) -> Iterator[str]:
        return iter(self._desk.contents())

    def __len__(self) -> int:
        return len(self._desk.contents())

"""The facts a payout is computed from: out of a whole ledger, or out of a revision, a sheet at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from coopctl.check import check, errors
from coopctl.document import read as reading
from coopctl.document.read import Document
from coopctl.entry import Sheet, sheet_of
from coopctl.ledger import Ledger, Named, sheet_from
from coopctl.payout.books import Books, Key
from coopctl.problem import At, Fault, Finding, Place, Refused
from coopctl.rules.catalogue import BY_NAME
from coopctl.snapshot import Overlay, Snapshot
from coopctl.values import Period
from coopctl.words import T


def books_of(ledger: Ledger, today: dt.date) -> Books:
    """The facts a payout needs. A line with an error finding is named among the faults, so that it waits."""
    return judged_books(ledger, errors(check(ledger, today)))


def judged_books(ledger: Ledger, wrong: Iterable[Finding]) -> Books:
    """The same from the error findings of the ledger, where they are known already."""
    found: dict[Key, str] = {}
    for one in wrong:
        for key in _lines_of(ledger, one):
            found.setdefault(key, one.rule)
    return _books(ledger, ledger.sheets)._replace(faults=found)


def _books(ledger: Ledger, sheets: Mapping[str, Sheet]) -> Books:
    if ledger.charter is None:
        raise Refused(T("coop.yaml cannot be read: no sum can be computed"), "coopctl check")
    payouts = tuple(sorted(ledger.payouts.values(), key=lambda one: (one.period.first, one.period.length)))
    return Books(ledger.charter, ledger.members, ledger.roles, sheets, payouts)


def _lines_of(ledger: Ledger, finding: Finding) -> Iterator[Key]:
    """The lines of the board a finding keeps waiting: its own, or all those of a sheet it is about as a whole."""
    name, sheet = sheet_of(finding.place.path), ledger.sheets.get(finding.place.path)
    if name is None or sheet is None:
        return
    member, _, entry_id = finding.record.partition("/")
    if member == name[1]:
        yield member, entry_id
    elif finding.record.startswith("contributions/") and not finding.record.endswith("]"):
        by_line = BY_NAME[finding.rule].scope == "text"
        yield from ((name[1], one) for one in _standing_at(ledger, sheet, finding.place.line if by_line else 0))


def _standing_at(ledger: Ledger, sheet: Sheet, line: int) -> list[str]:
    """The id of the entry that stands around a line of its sheet; all of them where none does."""
    before = [(ledger.place(At(sheet.path, (index,))).line, entry.id) for index, entry in sheet.entries]
    around = [entry_id for first, entry_id in before if first <= line]
    return around[-1:] or [entry_id for _line, entry_id in before]


def not_counted(ledger: Ledger, wrong: Iterable[Finding], period: Period) -> list[Finding]:
    """The error findings that keep something of a period's sheets from being read, so that no line can name it."""
    return [
        one
        for one in wrong
        if (name := sheet_of(one.place.path))
        and name[0] in period.months
        and (one.record.endswith("]") or one.place.path not in ledger.sheets)
    ]


class Sheets(Mapping[str, Sheet]):
    """The sheets of a revision, each read when it is asked for; one that cannot be read has no line."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._known: dict[str, tuple[Sheet, list[Named]]] = {}
        self._names = {path: name for path in files if (name := sheet_of(path))}

    def __getitem__(self, path: str) -> Sheet:
        return self._read(path)[0]

    def faults(self, path: str) -> list[Named]:
        """What could not be read in a sheet that is there."""
        return self._read(path)[1] if path in self._names else []

    def _read(self, path: str) -> tuple[Sheet, list[Named]]:
        if path not in self._known:
            name = self._names[path]
            document = reading.read(path, self._files[path], reading.SHEET_LIMIT)
            found, faults = sheet_from(path, document, name)
            self._known[path] = found or Sheet(path, *name, ()), [*_unreadable(path, document), *faults]
        return self._known[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _unreadable(path: str, document: Document) -> Iterator[Named]:
    for one in document.faults:
        yield Named(one.rule, Fault(At(path), one.message, one.seen, one.allowed, cure=one.cure, place=one.place))


class Recorded:
    """A revision: its governance records and payouts read at once, its sheets when they are asked for."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.files = snapshot.files
        self.sheets = Sheets(snapshot.files)
        self.ledger = Ledger(Snapshot(Overlay(snapshot.files, dict.fromkeys(self.sheets)), snapshot.revision))

    def books(self) -> Books:
        """The facts a payout needs, without the faults of lines: what is closed has them frozen."""
        return _books(self.ledger, self.sheets)

    def place(self, at: At) -> Place:
        """The line and column of a route, in the user's own text."""
        if at.path not in self.files:
            return Place(at.path)
        document = reading.read(at.path, self.files[at.path], reading.SHEET_LIMIT)
        return reading.place(document, at.path, at.route, at.key)

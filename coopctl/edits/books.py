"""The facts a payout is computed from: out of a whole ledger, or out of a revision, a sheet at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from coopctl.check import check, errors
from coopctl.entry import Sheet, sheet_of
from coopctl.handles import Together
from coopctl.judging.payout import closings
from coopctl.ledger import Ledger
from coopctl.payout.books import Books
from coopctl.payout.brief import Closed, Key
from coopctl.problem import At, Finding, Refused
from coopctl.records.role import Role
from coopctl.snapshot import Snapshot
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
            found.setdefault((ledger.current(key[0]), key[1]), one.rule)
    return _books(ledger, _closings(ledger))._replace(faults=found)


def _closings(ledger: Ledger) -> Iterable[Closed]:
    """The closed payouts in brief; whole where somebody's handle changed, for a brief names lines as they were."""
    return ledger.payouts.values() if ledger.renamed else closings(ledger)


def _books(ledger: Ledger, payouts: Iterable[Closed]) -> Books:
    if ledger.charter is None:
        raise Refused(T("coop.yaml cannot be read: no sum can be computed"), "coopctl check")
    oldest_first = tuple(sorted(payouts, key=lambda one: (one.period.first, one.period.length)))
    if not ledger.renamed:
        return Books(ledger.charter, ledger.members, ledger.roles, ledger.sheets, oldest_first)
    roles = {name: _current(ledger, role) for name, role in ledger.roles.items()}
    together = Together(ledger.sheets, ledger.renamed)
    return Books(ledger.charter, ledger.members, roles, together, oldest_first, renamed=ledger.renamed)


def _current(ledger: Ledger, role: Role) -> Role:
    """A role sheet whose holders all go by the handle of now: a merge may bring an old one in."""
    if not any(one.member in ledger.renamed for one in role.mandates):
        return role
    held = (one.model_copy(update={"member": ledger.current(one.member)}) for one in role.mandates)
    return role.model_copy(update={"mandates": tuple(held)})


def _lines_of(ledger: Ledger, finding: Finding) -> Iterator[Key]:
    """The lines of the board a finding keeps waiting: its own, or all those of a sheet it is about as a whole."""
    name, sheet = sheet_of(finding.place.path), ledger.sheets.get(finding.place.path)
    if name is None or sheet is None:
        return
    member, _, entry_id = finding.record.partition("/")
    if member == name[1]:
        yield member, entry_id
    elif finding.record.startswith("contributions/") and not finding.record.endswith("]"):
        from coopctl.rules.catalogue import BY_NAME

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
        and (one.record.endswith("]") or not _whole(ledger, one.place.path))
    ]


def _whole(ledger: Ledger, path: str) -> bool:
    """Whether the lines of a sheet can be counted at least."""
    return path in ledger.sheets and ledger.sheets.page(path).whole


class Recorded:
    """A revision whose sheets are read when they are asked for, and nothing is judged."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.files = snapshot.files
        self.ledger = Ledger(snapshot)
        self.sheets = self.ledger.sheets
        self.place = self.ledger.place

    def books(self) -> Books:
        """The facts a payout needs, without the faults of lines: what is closed has them frozen. Every file is read."""
        return _books(self.ledger, self.ledger.payouts.values())

    def in_brief(self) -> Books:
        """The same; payouts that were judged before are read only as far as they are asked for."""
        return _books(self.ledger, _closings(self.ledger))

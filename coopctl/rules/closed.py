"""Rules on closed months: what was counted stays, and nothing is counted twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from coopctl.context import closed_by
from coopctl.entry import Entry, sheet_path
from coopctl.ledger import Ledger
from coopctl.payout.altered import altered
from coopctl.payout.books import Books
from coopctl.problem import At, Fault, Related
from coopctl.records.charter import Charter
from coopctl.records.payout import Payout, PayoutLine, SetAside, Unpaid
from coopctl.rules.rule import rule
from coopctl.values import parse_period
from coopctl.words import T


class Standing(NamedTuple):
    """A line of the board and where it stands."""

    at: At
    entry: Entry


def standing(ledger: Ledger) -> dict[tuple[str, str], Standing]:
    """Every readable line of the board, by member and id."""
    return {
        (sheet.member, entry.id): Standing(At(path, (index,)), entry)
        for path, sheet in ledger.sheets.items()
        for index, entry in sheet.entries
    }


def counted(payout: Payout) -> Iterator[tuple[tuple[str | int, ...], PayoutLine | Unpaid | SetAside]]:
    """Everything of the board that a payout took into account, with its route in the payout's file."""
    for i, line in enumerate(payout.lines):
        if line.contribution:
            yield ("lines", i), line
    for i, unpaid in enumerate(payout.unpaid):
        yield ("unpaid", i), unpaid
    for i, aside in enumerate(payout.set_aside):
        yield ("set_aside", i), aside


@rule("ledger")
def closed_month_altered(ledger: Ledger) -> Iterator[Fault]:
    """A line that a closed month counted was altered or removed.

    What was paid must stay readable as it was. A closed month is put right by a correction in the
    open one, which pays the difference; nothing that was counted is ever rewritten.

    Broken:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 3  # <- here
              rate: 20
              what: Migration
        payouts/2026-10.yaml
            period: 2026-10
            closed: 2026-11-03
            closed_by: noemie
            rules:
              prorata: days
              unpaid:
              - staff
            lines:
            - member: loic
              kind: contribution
              contribution: k7m3qa2w
              sheet: 2026-10
              date: 2026-10-03
              hours: 2
              rate: 20
              amount: 40
            statements:
            - member: loic
              hours: 2
              amount: 40
              stipends: 0
              adjustments: 0
              total: 40
            total: 40
            digest: DIGEST
    Mended:
        contributions/2026-11/loic.yaml
            - id: p4xd7n5c
              date: 2026-10-03
              hours: 3
              rate: 20
              what: Migration
              corrects: k7m3qa2w
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 2
              rate: 20
              what: Migration
    """
    unread = _unread(ledger)
    for payout in ledger.payouts.values():
        for fault in altered(payout, _board(ledger)):
            if not _home_of(payout, fault) & unread:
                yield fault


def _board(ledger: Ledger) -> Books:
    """The lines of the board as payouts look at them; of the charter nothing is needed here."""
    return Books(ledger.charter or Charter.model_construct(), ledger.members, ledger.roles, ledger.sheets)


def _home_of(payout: Payout, fault: Fault) -> set[str]:
    """The sheet of a line that is said to be gone."""
    folder, *rest = fault.at.route
    item = getattr(payout, str(folder))[rest[0]] if fault.at.path.startswith("payouts/") else None
    return {sheet_path(item.sheet, item.member)} if item else set()


def _unread(ledger: Ledger) -> set[str]:
    """Sheets in which something could not be read: their own findings say so."""
    return {named.fault.at.path for named in ledger.faults}


@rule("ledger")
def added_to_closed_month(ledger: Ledger) -> Iterator[Fault]:
    """A line was added to a month that was already closed.

    Nobody is wrong: it was noted while the month was open and shared after. Where it stands no
    payout will ever see it; in the open month it is paid with the next one, with its true date.

    Broken:
        payouts/2026-10.yaml
            period: 2026-10
            closed: 2026-11-03
            closed_by: noemie
            rules:
              prorata: days
              unpaid:
              - staff
            lines:
            - member: loic
              kind: contribution
              contribution: k7m3qa2w
              sheet: 2026-10
              date: 2026-10-03
              hours: 2
              rate: 20
              amount: 40
            statements:
            - member: loic
              hours: 2
              amount: 40
              stipends: 0
              adjustments: 0
              total: 40
            total: 40
            digest: DIGEST
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 2
              rate: 20
              what: Migration
            - id: p4xd7n5c  # <- here
              date: 2026-10-28
              hours: 1
              rate: 20
              what: Relecture
    Mended:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 2
              rate: 20
              what: Migration
        contributions/2026-11/loic.yaml
            - id: p4xd7n5c
              date: 2026-10-28
              hours: 1
              rate: 20
              what: Relecture
    """
    if not ledger.payouts:
        return
    known = {(one.member, one.contribution) for payout in ledger.payouts.values() for _, one in counted(payout)}
    for (member, entry_id), here in standing(ledger).items():
        month = ledger.sheets[here.at.path].month
        path = closed_by(month, ledger.files)
        if path is None or path[8:-5] not in ledger.payouts or (member, entry_id) in known:
            continue
        period = parse_period(path[8:-5])
        yield Fault(
            here.at,
            T("{period} is closed, and this line was shared after: it will be paid with the open month", period=period),
            seen=entry_id,
            related=(Related(At(path, ("closed",)), T("it was closed here")),),
            cure="coopctl sync",
        )

"""Rules on closed months: what was counted stays, and nothing is counted twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from coopctl.beside import Beside, Line
from coopctl.handles import sheet_paths
from coopctl.problem import At, Fault, Related
from coopctl.rules.rule import rule
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.records.payout import Payout, PayoutLine, SetAside, Unpaid


def counted(payout: Payout, renamed: Mapping[str, str]) -> Iterator[Line]:
    """Every line of the board that a payout took into account, under the handles members have now."""
    taken: tuple[PayoutLine | Unpaid | SetAside, ...] = (*payout.lines, *payout.unpaid, *payout.set_aside)
    for one in taken:
        if one.contribution:
            yield renamed.get(one.member, one.member), one.contribution


@rule("payout")
def closed_month_altered(payout: Payout, beside: Beside) -> Iterator[Fault]:
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
    from coopctl.payout.altered import altered

    for fault in altered(payout, beside):
        if not any(map(beside.faults, _homes(payout, fault, beside.renamed))):
            yield fault


def _homes(payout: Payout, fault: Fault, renamed: Mapping[str, str]) -> list[str]:
    """The sheets in which a line may stand that is said to be gone."""
    folder, *rest = fault.at.route
    if not fault.at.path.startswith("payouts/"):
        return []
    item = getattr(payout, str(folder))[rest[0]]
    return sheet_paths(item.sheet, item.member, renamed)


@rule("payout")
def added_to_closed_month(payout: Payout, beside: Beside) -> Iterator[Fault]:
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
    known = set(counted(payout, beside.renamed))
    for sheet in (one for month in payout.period.months if beside.closes(month) for one in beside.of(month)):
        for index, entry in sheet.entries:
            line = beside.renamed.get(sheet.member, sheet.member), entry.id
            if line in known or beside.counted_elsewhere(line):
                continue
            yield Fault(
                At(sheet.path, (index,)),
                T(
                    "{period} is closed, and this line was shared after: it will be paid with the open month",
                    period=payout.period,
                ),
                seen=entry.id,
                related=(Related(At(beside.path, ("closed",)), T("it was closed here")),),
                cure="coopctl sync",
            )

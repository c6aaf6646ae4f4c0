"""Rules on payouts: their sums hold, and nothing is paid twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from coopctl.beside import Beside
from coopctl.payout.footing import apart, counted_once
from coopctl.problem import At, Fault, Related
from coopctl.rules.rule import rule
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.records.payout import Payout


@rule("payout")
def payout_does_not_add_up(payout: Payout, beside: Beside) -> Iterator[Fault]:
    """A closed payout does not follow from its own lines.

    Every sum in it can be computed again from the values frozen beside it: hours x rate, totals by
    member, the whole, and the digest of them all. One that differs was written by hand. The command
    payout verify computes it a second time, from the ledger of the day it was closed.

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
            total: 45  # <- here
            digest: DIGEST
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 2
              rate: 20
              what: Migration
    Mended:
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
    """
    from coopctl.payout.verify import arithmetic

    yield from arithmetic(payout, beside.path)


@rule("payouts", clear=apart)
def payouts_overlap(payouts: Mapping[str, Payout]) -> Iterator[Fault]:
    """Two payouts cover the same month.

    A month is paid once. Two closings of it meet when two people close on two branches: keep the
    one that was paid.

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
        payouts/2026-Q4.yaml
            period: 2026-Q4  # <- here
            closed: 2026-11-03
            closed_by: noemie
            rules:
              prorata: days
            total: 0
            digest: DIGEST
    Mended:
        payouts/2026-Q4.yaml
            (removed)
    """
    known = sorted(payouts.items(), key=lambda item: (item[1].period.first, item[1].period.length))
    for i, (name, payout) in enumerate(known):
        for other, earlier in known[:i]:
            if payout.period.overlaps(earlier.period):
                yield Fault(
                    At(f"payouts/{name}.yaml", ("period",)),
                    T("{period} and {other} cover the same days", period=payout.period, other=earlier.period),
                    seen=str(payout.period),
                    related=(Related(At(f"payouts/{other}.yaml", ("period",)), T("the other payout is here")),),
                    cure=f"coopctl log payouts/{name}",
                )


@rule("payouts", clear=counted_once)
def paid_twice(payouts: Mapping[str, Payout]) -> Iterator[Fault]:
    """The same work, or the same month of a mandate, is paid in two payouts.

    Each sum has one home. It is seen when two histories are joined by hand after two closings.

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
        payouts/2026-11.yaml
            period: 2026-11
            closed: 2026-12-03
            closed_by: noemie
            rules:
              prorata: days
              unpaid:
              - staff
            lines:
            - member: loic  # <- here
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
        payouts/2026-11.yaml
            (removed)
    """
    from coopctl.payout.altered import twice

    known = sorted(payouts.values(), key=lambda one: (one.period.first, one.period.length))
    for fault in twice(known):
        yield fault._replace(cure=f"coopctl payout verify {fault.at.path[8:-5]}")

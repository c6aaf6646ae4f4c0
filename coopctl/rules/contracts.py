"""Rules of the law on CAPE contracts: how long one lasts, how many there are, how long all of them last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from coopctl.law.legal import law_of
from coopctl.ledger import Ledger
from coopctl.problem import Fault, Related
from coopctl.records.member import Member
from coopctl.rules.persons import applied, member_at, statuses_of
from coopctl.rules.rule import rule
from coopctl.values import months_of, plus_months
from coopctl.words import T


class Contract(NamedTuple):
    """A CAPE contract: its row among a member's statuses, its days (the last one known today)."""

    row: int
    first: dt.date
    last: dt.date

    @property
    def months(self) -> tuple[int, int]:
        return months_of(self.first, self.last)


def contracts(one: Member, capes: dict[str, int], today: dt.date) -> list[Contract]:
    """A member's CAPE contracts, oldest first; one without an end lasts until today."""
    found = []
    for row, held in enumerate(one.statuses):
        if held.status in capes:
            open_until = min(today, one.left.last) if one.left else today
            last = held.until.last if held.until else max(open_until, held.since.first)
            if last >= held.since.first:
                found.append(Contract(row, held.since.first, last))
    return sorted(found, key=lambda contract: contract.first)


@rule("day", "warning")
def cape_contract_too_long(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """A CAPE contract is longer than the law allows for one contract.

    A contract and each of its renewals is an item of ``statuses`` with its own days: the law bounds
    each of them, and all of them together. One without a last day counts until today.

    Broken:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: esa
              title: ESA
            - status: cape
              title: CAPE
              contract: cape
            law: fr-cae
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2025-01-01  # <- here
              until: 2026-06-30
        members/loic.yaml
            handle: loic
            statuses:
            - status: esa
              since: 2024-01-01
    Mended:
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2025-01-01
              until: 2025-12-31
            - status: cape
              since: 2026-01-01
              until: 2026-06-30
    """
    law, capes = law_of(ledger.charter), statuses_of(ledger, "cape")
    for handle, one in ledger.members.items():
        for contract in contracts(one, capes, today):
            most = law.on("cape-contract-months", contract.first)
            if most and contract.months > (most.whole, 0):
                until = plus_months(contract.first, most.whole) - dt.timedelta(days=1)
                yield Fault(
                    member_at(handle, "statuses", contract.row, "since"),
                    T("the CAPE contract of {member} lasts until {day}; {most} months at most for each contract, "
                      "each renewal with its own days ({cited})", member=handle, day=contract.last, most=most.whole,
                      cited=most.cited),
                    seen=str(contract.last),
                    allowed=T("until {day}", day=until),
                    related=(applied(most),),
                    cure=f"coopctl member status {handle} CAPE --since {until + dt.timedelta(days=1)} --until DATE",
                )  # fmt: skip


@rule("day")
def cape_too_long(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """Someone has been in CAPE for longer than the law allows, or under too many contracts.

    A contract may be renewed, a number of times and up to a length in all. After that comes another
    status, or none.

    Broken:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: esa
              title: ESA
            - status: cape
              title: CAPE
              contract: cape
            law: fr-cae
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2023-06-01
              until: 2024-05-31
            - status: cape
              since: 2024-06-01
              until: 2025-05-31
            - status: cape
              since: 2025-06-01
              until: 2025-12-31
            - status: cape
              since: 2026-01-01  # <- here
              until: 2026-03-31
        members/loic.yaml
            handle: loic
            statuses:
            - status: esa
              since: 2024-01-01
    Mended:
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2023-06-01
              until: 2024-05-31
            - status: cape
              since: 2024-06-01
              until: 2025-05-31
            - status: cape
              since: 2025-06-01
              until: 2025-12-31
            - status: esa
              since: 2026-01-01
    """
    law, capes = law_of(ledger.charter), statuses_of(ledger, "cape")
    for handle, one in ledger.members.items():
        found = contracts(one, capes, today)
        if not found:
            continue
        number, most = law.on("cape-contracts", found[-1].first), law.on("cape-months", found[-1].first)
        at = member_at(handle, "statuses", found[-1].row, "since")
        begins = Related(member_at(handle, "statuses", found[0].row, "since"), T("the first contract is here"))
        cure = f"coopctl member status {handle} STATUS --since DATE"
        months, days = in_all(found)
        if number and len(found) > number.whole:
            text = T("{member} has had {n} CAPE contracts, renewals included; {most} at most ({cited})", member=handle,
                     n=len(found), most=number.whole, cited=number.cited)  # fmt: skip
            yield Fault(at, text, str(len(found)), str(number.whole), (begins, applied(number)), cure)
        elif most and (months, days) > (most.whole, 0):
            text = T("{member} has been in CAPE for {months} months and {days} days, up to {day}; {most} months at "
                     "most ({cited})", member=handle, months=months, days=days, day=found[-1].last, most=most.whole,
                     cited=most.cited)  # fmt: skip
            yield Fault(at, text, str(months), str(most.whole), (begins, applied(most)), cure)


def in_all(found: list[Contract]) -> tuple[int, int]:
    """The months and days of contracts together, 30 days making a month."""
    months, days = sum(one.months[0] for one in found), sum(one.months[1] for one in found)
    return months + days // 30, days % 30

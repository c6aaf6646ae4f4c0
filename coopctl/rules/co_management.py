"""Rules on co-management that depend on the day it is: never alone, and never all new at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from coopctl.ledger import Ledger
from coopctl.mandates import in_force, offices
from coopctl.problem import At, Fault, Related
from coopctl.rules.rule import rule
from coopctl.words import T

APART = 12
"""Months between the ends of two co-managers."""


@rule("day", "warning")
def co_managers_end_together(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """The mandates of two co-managers end within twelve months of each other.

    One of them changes every two years, so that somebody who knows is always there when somebody new comes.
    Seats written in one sheet or in several are looked at together.

    Broken:
        roles/technique/gerance.yaml
            role: gerance
            title: Cogérance
            accountabilities: [Signer les comptes]
            statutory: co-manager
            seats: 2
            mandates:
            - member: loic
              since: 2024-07-01
              until: 2028-06-30
            - member: noemie
              since: 2025-01-01
              until: 2028-12-31  # <- here
    Mended:
        roles/technique/gerance.yaml
            role: gerance
            title: Cogérance
            accountabilities: [Signer les comptes]
            statutory: co-manager
            seats: 2
            mandates:
            - member: loic
              since: 2024-07-01
              until: 2028-06-30
            - member: noemie
              since: 2026-07-01
              until: 2030-06-30
    """
    ends = [
        (one.until, one.member, At(office.path, ("mandates", i, "until")))
        for office in offices(ledger)
        if office.co_management
        for i, one in in_force(office, today)
        if one.until and not one.interim
    ]
    ends.sort(key=lambda found: found[0].last)
    for (end, first, there), (later, second, here) in pairwise(ends):
        months = (later.last.year - end.last.year) * 12 + later.last.month - end.last.month
        if months < APART and first != second:
            yield Fault(
                here,
                T("{first} and {second} both end within twelve months: {end}, then {later}",
                  first=first, second=second, end=end, later=later),
                seen=str(later),
                related=(Related(there, T("the other one ends here")),),
            )  # fmt: skip


@rule("day", "warning")
def co_manager_alone(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """Only one co-manager is left where there should be several.

    Co-management is there so that nobody decides alone. The seat is to be filled, and the vacancy noted.

    Broken:
        roles/technique/gerance.yaml
            role: gerance
            title: Cogérance
            accountabilities: [Signer les comptes]
            statutory: co-manager
            seats: 2
            mandates:
            - member: loic  # <- here
              since: 2024-07-01
    Mended:
        roles/technique/gerance.yaml
            role: gerance
            title: Cogérance
            accountabilities: [Signer les comptes]
            statutory: co-manager
            seats: 2
            mandates:
            - member: loic
              since: 2024-07-01
            - member: noemie
              since: 2026-07-01
    """
    for office in offices(ledger):
        held = in_force(office, today) if office.co_management and office.life.holds(today) else []
        if (office.sheet.seats or 1) > 1 and len({one.member for _i, one in held}) == 1:
            i, one = held[0]
            yield Fault(
                At(office.path, ("mandates", i, "member")),
                T("{member} is alone in {role}, made for {seats}", member=one.member, role=office.name,
                  seats=office.sheet.seats),
                seen=one.member,
                related=(Related(At(office.path, ("seats",)), T("the seats are written here")),),
                cure=f"{office.command('assign')} HANDLE --since DATE",
            )  # fmt: skip


TODAY = (co_managers_end_together, co_manager_alone)

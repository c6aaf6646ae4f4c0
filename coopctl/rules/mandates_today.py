"""Rules on mandates that depend on the day it is: what is awaited, what ends, what was accepted and has changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.ledger import Ledger
from coopctl.mandates import in_force, offices
from coopctl.problem import At, Fault, Related
from coopctl.records.body import Body
from coopctl.records.sheet import fingerprint
from coopctl.rules.holding import seats
from coopctl.rules.persons import contract_end
from coopctl.rules.rule import rule
from coopctl.words import TN, T

ASSEMBLY = 60
"""Days after a designation within which the assembly is expected."""
CONTRACT = 60
"""Days before the end of a contract from which on it is told that a mandate goes on after it."""
NOTICE = 30
"""Days of notice that leave time to hand over."""


@rule("day", "warning")
def sheet_changed(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """A role sheet has changed since its holder accepted it.

    Who accepts a role accepts what its sheet asks. When the sheet changes the holder reads it again, and
    accepts it or says what is wrong with it. Sums, mandates, comments and layout do not count.

    Broken:
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            mandates:
            - member: loic
              since: 2024-06-01
              sheet: sha256:0000000000000000  # <- here
    Mended:
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            mandates:
            - member: loic
              since: 2024-06-01
              sheet: FINGERPRINT
    """
    for office in offices(ledger):
        now = ""
        for i, one in enumerate(office.sheet.mandates):
            if not one.sheet or one.state_on(today) == "ended":
                continue
            now = now or fingerprint(office.sheet)
            if one.sheet != now:
                yield Fault(
                    At(office.path, ("mandates", i, "sheet")),
                    T("the sheet of {role} has changed since {member} accepted it", role=office.name,
                      member=one.member),
                    seen=one.sheet,
                    allowed=now,
                    related=(Related(At(office.path, ("accountabilities",)), T("what it asks now is written here")),),
                    cure=f"{office.command('agree')} {one.member}",
                )  # fmt: skip


@rule("day", "warning")
def appointment_awaited(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """Someone was designated, and the assembly that appoints has not been noted in time.

    For some roles the law asks for two steps: an election designates, an assembly appoints. The second is
    expected within 60 days, and before the mandate begins.

    Broken:
        roles/technique/gerance.yaml
            role: gerance
            title: Cogérance
            accountabilities: [Signer les comptes]
            statutory: co-manager
            mandates:
            - member: noemie
              since: 2026-12-01
              designated: 2026-06-20  # <- here
    Mended:
        roles/technique/gerance.yaml
            role: gerance
            title: Cogérance
            accountabilities: [Signer les comptes]
            statutory: co-manager
            mandates:
            - member: noemie
              since: 2026-12-01
              designated: 2026-06-20
              appointed: 2026-07-10
              assembly: AG du 10 juillet 2026, résolution 4
    """
    for office in offices(ledger):
        for i, one in enumerate(office.sheet.mandates):
            if one.state_on(today) != "pending" or not one.designated:
                continue
            days = (today - one.designated.last).days
            if days > ASSEMBLY or one.since.first <= today:
                yield Fault(
                    At(office.path, ("mandates", i, "designated")),
                    T("{member} was designated for {role} on {designated}, and still awaits the assembly",
                      member=one.member, role=office.name, designated=one.designated),
                    seen=str(one.designated),
                    related=(Related(At(office.path, ("mandates", i, "since")), T("the mandate begins here")),),
                    cure=f"{office.command('appoint')} {one.member} --on DATE --minutes REFERENCE",
                )  # fmt: skip


@rule("day", "warning")
def short_notice(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """Someone is about to leave a role, and gave notice less than 30 days before.

    People say so as early as they can; when it is late the circle looks at once for who takes over. It is
    said until the day has come, never after.

    Broken:
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            mandates:
            - member: loic
              since: 2024-06-01
              until: 2026-12-01
              notice: 2026-11-20  # <- here
    Mended:
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            mandates:
            - member: loic
              since: 2024-06-01
              until: 2026-12-31
              notice: 2026-11-20
    """
    for office in offices(ledger):
        for i, one in enumerate(office.sheet.mandates):
            if one.notice and one.until and one.until.last >= today:
                days = (one.until.last - one.notice.first).days
                if 0 <= days < NOTICE:
                    yield Fault(
                        At(office.path, ("mandates", i, "notice")),
                        TN("{role} is to be taken over on {until}, {n} day after it was known",
                           "{role} is to be taken over on {until}, {n} days after it was known",
                           days, role=office.name, until=one.until),
                        seen=str(one.notice),
                        related=(Related(At(office.path, ("mandates", i, "until")), T("the last day is here")),),
                        cure=f"{office.command('assign')} HANDLE --since DATE",
                    )  # fmt: skip


@rule("day", "warning")
def body_out_of_bounds(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """A body has fewer people than it needs, or more than it may have.

    ``least`` and ``most`` say how many may sit in it: by the statutes, or by the law.

    Broken:
        bodies/conseil.yaml
            body: conseil
            title: Conseil de surveillance
            kind: supervisory-board
            least: 3  # <- here
            mandates:
            - member: noemie
              since: 2025-01-01
    Mended:
        bodies/conseil.yaml
            body: conseil
            title: Conseil de surveillance
            kind: supervisory-board
            least: 1
            mandates:
            - member: noemie
              since: 2025-01-01
    """
    for office in offices(ledger):
        body = office.sheet
        if not isinstance(body, Body) or body.role or not office.life.holds(today):
            continue
        count = len({one.member for _i, one in in_force(office, today)})
        for key, wrong in (("least", body.least and count < body.least), ("most", body.most and count > body.most)):
            if wrong:
                yield Fault(
                    At(office.path, (key,)),
                    TN("{n} person sits in {body}", "{n} people sit in {body}", count, body=office.name),
                    seen=str(getattr(body, key)),
                    related=(Related(At(office.path, ("mandates",)), T("who sits in it is written here")),),
                )


@rule("day", "warning")
def mandate_outlives_contract(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """A mandate goes on after its holder's contract, which ends soon or has ended, with none that follows.

    A contract is renewed, or another follows, and then nothing is wrong. It is said 60 days before, so that
    both are talked about together; when somebody is proposed in an election it is told at once. A mandate
    without a last day is not concerned, nor a holder whose status has none.

    Broken:
        members/loic.yaml
            handle: loic
            statuses:
            - status: cape
              since: 2024-01-01
              until: 2026-12-31
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            mandates:
            - member: loic
              since: 2026-06-01
              until: 2028-05-31  # <- here
    Mended:
        members/loic.yaml
            handle: loic
            statuses:
            - status: cape
              since: 2024-01-01
              until: 2026-12-31
            - status: staff
              since: 2027-01-01
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            mandates:
            - member: loic
              since: 2026-06-01
              until: 2028-05-31
    """
    for seat in seats(ledger):
        member, until = ledger.members.get(seat.member), seat.days.until
        row, ends = contract_end(member) if member else (0, None)
        if not ends or not until or until.last < today or today < ends.last - dt.timedelta(days=CONTRACT):
            continue
        if seat.days.since.first <= ends.last < until.first:
            yield Fault(
                seat.end("until"),
                T("{member} holds {what} until {until}, and their contract ends on {ends}", member=seat.member,
                  what=seat.words, until=until, ends=ends),
                seen=str(until),
                related=(Related(At(f"members/{seat.member}.yaml", ("statuses", row, "until")),
                                 T("their contract ends here")),),
                cure=f"coopctl member status {seat.member} STATUS --since {ends.last + dt.timedelta(days=1)}",
            )  # fmt: skip


TODAY = (
    mandate_outlives_contract,
    sheet_changed,
    appointment_awaited,
    short_notice,
    body_out_of_bounds,
)

"""Rules on referents: who accompanies whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.ledger import Ledger
from coopctl.moments import On, Since
from coopctl.problem import At, Fault, Related
from coopctl.records.base import span
from coopctl.records.member import Member
from coopctl.rules.persons import coming, member_at, statuses_of
from coopctl.rules.rule import rule
from coopctl.values import When
from coopctl.words import T


@rule("ledger")
def referent_not_there(ledger: Ledger) -> Iterator[Fault]:
    """Someone has themself as a referent, or a person who was not a member yet.

    A referent is another member, on the day they begin. That a referent leaves later is no fault
    of the record: the one they accompanied is then without a referent, which has a remark of its own.

    Broken:
        members/loic.yaml
            handle: loic
            statuses:
            - status: cape
              since: 2024-01-01
            referents:
            - member: noemie  # <- here
              since: 2024-06-01
    Mended:
        members/loic.yaml
            handle: loic
            statuses:
            - status: cape
              since: 2024-01-01
            referents:
            - member: noemie
              since: 2025-06-01
    """
    for handle, one in ledger.members.items():
        for row, held in enumerate(one.referents):
            other = ledger.members.get(held.member)
            if other is None or (other is not one and other.presence.holds(held.since.last)):
                continue
            text = T("{other} was not a member on {day}, when they became the referent of {member}",
                     other=held.member, day=held.since, member=handle)  # fmt: skip
            yield Fault(
                member_at(handle, "referents", row, "member"),
                T("{member} cannot be their own referent", member=handle) if other is one else text,
                seen=held.member,
                related=(coming(ledger, held.member),),
                cure=f"coopctl member referent {handle}",
            )


@rule("ledger", "warning")
def referent_of_support_team(ledger: Ledger) -> Iterator[Fault]:
    """A referent is of the support team.

    People are accompanied by their peers. It is looked at on the first day and later: a referent may
    join the support team meanwhile.

    Broken:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            - status: staff
              title: Équipe d'appui
              contract: staff
        members/thomas.yaml
            handle: thomas
            statuses:
            - status: staff
              since: 2024-01-01
        members/loic.yaml
            handle: loic
            statuses:
            - status: cape
              since: 2024-01-01
            referents:
            - member: thomas  # <- here
              since: 2024-06-01
    Mended:
        members/loic.yaml
            handle: loic
            statuses:
            - status: cape
              since: 2024-01-01
            referents:
            - member: noemie
              since: 2025-06-01
    """
    staff = statuses_of(ledger, "staff")
    for handle, one in ledger.members.items():
        for row, held in enumerate(one.referents):
            other = ledger.members.get(held.member)
            found = _overlapping(other, staff, held.since, held.until) if other else None
            if found is not None:
                yield Fault(
                    member_at(handle, "referents", row, "member"),
                    T("{other} is of the support team; the referent of {member} is a peer", other=held.member,
                      member=handle),
                    seen=held.member,
                    related=(Related(member_at(held.member, "statuses", found, "status"), T("it is written here")),),
                    cure=f"coopctl member referent {handle}",
                )  # fmt: skip


def _overlapping(one: Member, statuses: dict[str, int], since: When, until: When | None) -> int | None:
    """The row of a status among these that is held during a time."""
    for row, held in enumerate(one.statuses):
        ends = held.until.last if held.until else dt.date.max
        begins_before_the_end = until is None or held.since.first <= until.last
        if held.status in statuses and begins_before_the_end and ends >= since.first:
            return row
    return None


@rule("day", "warning")
def no_referent(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """Someone has no referent.

    ``referent: true`` on a status in coop.yaml says that whoever has it is accompanied by a peer. It is
    looked at on the day of the check: a referent who has left accompanies nobody any more.

    Broken:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            - status: esa
              title: ESA
              referent: true
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: esa  # <- here
              since: 2025-01-01
    Mended:
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: esa
              since: 2025-01-01
            referents:
            - member: loic
              since: 2025-01-01
    """
    kinds = enumerate(ledger.charter.statuses if ledger.charter else ())
    followed = {kind.status: row for row, kind in kinds if kind.referent}
    present = {handle for handle, one in ledger.members.items() if one.presence.holds(today)}
    for handle in sorted(present):
        one = ledger.members[handle]
        status, held = one.status_on(today), one.referent_on(today)
        if status not in followed or (held and (held.member in present or held.member not in ledger.members)):
            continue
        if len(present) > 1:  # whoever is alone has nobody to ask
            yield _without(ledger, one, followed[status], today)


def _without(ledger: Ledger, one: Member, rule_row: int, today: dt.date) -> Fault:
    row = max((i for i, s in enumerate(one.statuses) if span(s.since, s.until).holds(today)), default=0)
    held = one.referent_on(today)
    left = ledger.members[held.member].left if held else None
    related = [Related(At("coop.yaml", ("statuses", rule_row, "referent")), T("the rule is written here"))]
    text = T("{member} has no referent, {since}", member=one.handle, since=Since(one.statuses[row].since))
    if held and left:
        related.append(Related(member_at(held.member, "left"), T("it is written here")))
        text = T("{member} has no referent any more: {other} left {day}", member=one.handle, other=held.member,
                 day=On(left))  # fmt: skip
    return Fault(
        member_at(one.handle, "statuses", row, "status"),
        text,
        related=tuple(related),
        cure=f"coopctl member referent {one.handle}",
    )

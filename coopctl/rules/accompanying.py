"""Rules on who may accompany: who does the next follow-up, and the role that referents hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.ledger import Ledger
from coopctl.problem import At, Fault, Related
from coopctl.rules.persons import member_at, statuses_of
from coopctl.rules.rule import rule
from coopctl.words import T


@rule("ledger")
def follow_up_by_support_team(ledger: Ledger) -> Iterator[Fault]:
    """Somebody of the support team is to do the next follow-up of a person.

    Reviews are done by an entrepreneur or a co-manager: by a peer. It is looked at on the day the
    follow-up is due.

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
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2025-01-01
            follow_up: 2026-12-15
            follow_up_by: thomas  # <- here
    Mended:
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2025-01-01
            follow_up: 2026-12-15
            follow_up_by: loic
    """
    kinds = statuses_of(ledger, "staff")
    managers = {m.member: m for role in ledger.roles.values() if role.statutory == "co-manager" for m in role.mandates}
    for handle, one in ledger.members.items():
        other = ledger.members.get(ledger.current(one.follow_up_by or ""))
        if other is None or one.follow_up is None or other.status_on(one.follow_up) not in kinds:
            continue
        manages = managers.get(other.handle)
        if manages is None or not manages.span.holds(one.follow_up):
            row = kinds[str(other.status_on(one.follow_up))]
            yield Fault(
                member_at(handle, "follow_up_by"),
                T("{other} is of the support team; a follow-up is done by an entrepreneur or a co-manager",
                  other=other.handle),
                seen=one.follow_up_by,
                related=(Related(At("coop.yaml", ("statuses", row, "contract")), T("it is written here")),),
                cure=f"coopctl member follow-up {handle} {one.follow_up} --by HANDLE",
            )  # fmt: skip


@rule("day", "warning")
def referent_without_mandate(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """Someone accompanies a person without holding the role for it.

    ``accompanies: true`` marks the role that referents hold: those who accompany newcomers are designated,
    like everybody who holds a role. Where no sheet is marked, nothing is asked.

    Broken:
        roles/technique/accompagnant.yaml
            role: accompagnant
            title: Accompagner
            accountabilities: [Une rencontre par mois]
            accompanies: true
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2025-01-01
            referents:
            - member: loic  # <- here
              since: 2025-01-01
    Mended:
        roles/technique/accompagnant.yaml
            role: accompagnant
            title: Accompagner
            accountabilities: [Une rencontre par mois]
            accompanies: true
            mandates:
            - member: loic
              since: 2025-01-01
    """
    marked = {name: role for name, role in ledger.roles.items() if role.accompanies}
    if not marked:
        return
    name = min(marked)
    holders = {ledger.current(m.member) for role in marked.values() for m in role.mandates if m.span.holds(today)}
    for handle, one in ledger.members.items():
        held = one.referent_on(today) if one.presence.holds(today) else None
        other = ledger.members.get(ledger.current(held.member)) if held else None
        if held is None or other is None or other.handle in holders or not other.presence.holds(today):
            continue
        yield Fault(
            member_at(handle, "referents", one.referents.index(held), "member"),
            T("{other} accompanies {member} and does not hold {role}", other=other.handle, member=handle, role=name),
            seen=held.member,
            related=(Related(At(f"roles/{name}.yaml", ("accompanies",)), T("the rule is written here")),),
            cure=f"coopctl role assign {name} {other.handle} --since DATE",
        )

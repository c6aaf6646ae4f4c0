"""Rules on what the cooperative says of itself: numbers of its past, posts, who accompanies and follows up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.cooperative.people import count, counted, counts_between, posts, staff
from coopctl.ledger import Ledger
from coopctl.mandates import in_force, offices
from coopctl.problem import At, Fault, Related
from coopctl.rules.persons import member_at, statuses_of
from coopctl.rules.rule import rule
from coopctl.words import T

THERE = 3
"""How many members make a site whose voice is looked for."""


@rule("ledger", "warning")
def milestone_count_differs(ledger: Ledger) -> Iterator[Fault]:
    """A milestone says another number of members than the ledger counts then.

    Memory rounds, and stories grow: « doubled every year » or « 90 people » is easily said. The number is
    right where there were as many on one of the days it speaks of. Members are those with a status.

    Broken:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            milestones:
            - date: 2025-01
              what: La coopérative a doublé
              members: 4  # <- here
    Mended:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            milestones:
            - date: 2025-01
              what: La coopérative a doublé
              members: 2
    """
    for row, one in enumerate(ledger.charter.milestones if ledger.charter else ()):
        last = (one.until or one.date).last
        if one.members is not None and one.members not in counts_between(ledger, one.date.first, last):
            yield Fault(
                At("coop.yaml", ("milestones", row, "members")),
                T("{said} members are said for {when}; the ledger counts {counted}", said=one.members, when=one.date,
                  counted=count(ledger, last)),
                seen=str(one.members),
                allowed=str(count(ledger, last)),
                cure=f"coopctl coop show --on {last}",
            )  # fmt: skip


@rule("day", "warning")
def more_posts_than_people(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """The support team makes up more full-time posts than it has people.

    Two people cannot be 2.4 full-time posts: somebody is missing from the ledger, or lacks the status of
    the support team (``contract: staff``).

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
            support_team:
            - since: 2026-01
              full_time: 2.4  # <- here
    Mended:
        members/thomas.yaml
            handle: thomas
            statuses:
            - status: staff
              since: 2024-01-01
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
            support_team:
            - since: 2026-01
              full_time: 0.8
    """
    found = posts(ledger, today)
    if found is None:
        return
    row, team = found
    people = len(staff(ledger, today))
    if team.full_time > 100 * people:
        yield Fault(
            At("coop.yaml", ("support_team", row, "full_time")),
            T("the support team is {posts} full-time posts, and {people} of its people are in the ledger",
              posts=team.full_time.stored, people=people),
            seen=team.full_time.stored,
            cure="coopctl member list",
        )  # fmt: skip


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


@rule("day", "warning")
def site_without_voice(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """Nobody of a site holds a role, sits in a body or speaks for a circle.

    Where a cooperative works in several places, those far from the others are easily forgotten. It is said
    of a site where three members or more work.

    Broken:
        members/loic.yaml
            handle: loic
            statuses:
            - status: cape
              since: 2024-01-01
            site: Limoges
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2025-01-01
            site: Tulle
        members/karim.yaml
            handle: karim
            statuses:
            - status: cape
              since: 2025-01-01
            site: Tulle
        members/ines.yaml
            handle: ines
            statuses:
            - status: cape
              since: 2025-01-01
            site: Tulle  # <- here
    Mended:
        members/ines.yaml
            handle: ines
            statuses:
            - status: cape
              since: 2025-01-01
            site: Tulle
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            representatives:
            - member: noemie
              since: 2025-01
            members:
            - member: noemie
              since: 2025-01
    """
    sites: dict[str, list[str]] = {}
    for handle in counted(ledger, today):
        if site := ledger.members[handle].site:
            sites.setdefault(site, []).append(handle)
    voices = {ledger.current(m.member) for office in offices(ledger) for _row, m in in_force(office, today)}
    for circle in ledger.circles.values():
        voices |= {ledger.current(charge.member) for charge in circle.representatives if charge.span.holds(today)}
    for site, there in sites.items():
        if len(there) >= THERE and len(sites) > 1 and not voices & {*there}:
            yield Fault(
                member_at(there[0], "site"),
                T("{n} members work in {site}, and none of them holds a role or speaks for a circle", n=len(there),
                  site=site),
                seen=site,
                cure="coopctl role vacancies",
            )  # fmt: skip


WHATEVER_THE_DAY = (milestone_count_differs, follow_up_by_support_team)
TODAY = (more_posts_than_people, referent_without_mandate, site_without_voice)

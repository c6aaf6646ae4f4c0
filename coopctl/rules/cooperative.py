"""Rules on what the cooperative says of itself: numbers of its past, posts, the sites it works on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.cooperative.people import count, counted, counts_between, posts, staff
from coopctl.ledger import Ledger
from coopctl.mandates import in_force, offices
from coopctl.problem import At, Fault
from coopctl.rules.persons import member_at
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


WHATEVER_THE_DAY = (milestone_count_differs,)
TODAY = (more_posts_than_people, site_without_voice)

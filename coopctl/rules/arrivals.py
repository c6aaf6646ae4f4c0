"""Rules on how people come in: who introduced them, what they saw first, what they were called before."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.ledger import Ledger
from coopctl.problem import At, Fault, Related
from coopctl.rules.persons import coming, member_at, statuses_of
from coopctl.rules.rule import nearest, rule
from coopctl.values import When
from coopctl.words import T


@rule("ledger")
def introducer_not_there(ledger: Ledger) -> Iterator[Fault]:
    """Someone was introduced by a person who was not a member on that day.

    Whoever comes in is introduced by someone who is there already, and nobody introduces themself.
    It is looked at on the day of the arrival: what became of the introducer since does not matter.

    Broken:
        members/zoe.yaml
            handle: zoe
            welcomed: 2024-09-02
            introduced_by: noemie  # <- here
    Mended:
        members/zoe.yaml
            handle: zoe
            welcomed: 2024-09-02
            introduced_by: loic
    """
    for handle, one in ledger.members.items():
        other = ledger.members.get(one.introduced_by or "")
        if other is None or one.arrived is None or (other is not one and other.presence.holds(one.arrived.last)):
            continue
        text = T("{member} came in on {day}; {other} was not a member that day", member=handle, day=one.arrived,
                 other=one.introduced_by)  # fmt: skip
        yield Fault(
            member_at(handle, "introduced_by"),
            T("{member} is said to have introduced themself", member=handle) if other is one else text,
            seen=one.introduced_by,
            related=(_there(ledger, str(one.introduced_by), one.arrived),),
            cure=f"coopctl member edit {handle} --introduced-by HANDLE",
        )


def _there(ledger: Ledger, handle: str, day: When) -> Related:
    """Where it is written that somebody had left by a day, or came later."""
    left = ledger.members[handle].left
    if left and left.last < day.first:
        return Related(member_at(handle, "left"), T("the last day of {member} is here", member=handle))
    return coming(ledger, handle)


@rule("ledger")
def no_introducer(ledger: Ledger) -> Iterator[Fault]:
    """Someone came in and nobody is said to have introduced them.

    ``introduced_since`` in coop.yaml is the day from which this cooperative takes in only those
    whom a member introduces. Who came before, and the support team, are not concerned.

    Broken:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            introduced_since: 2026-01-01
        members/zoe.yaml
            handle: zoe  # <- here
            welcomed: 2026-09-07
    Mended:
        members/zoe.yaml
            handle: zoe
            welcomed: 2026-09-07
            introduced_by: loic
    """
    since = ledger.charter.introduced_since if ledger.charter else None
    staff = statuses_of(ledger, "staff")
    for handle, one in ledger.members.items():
        if since is None or one.introduced_by or one.arrived is None or one.arrived.first < since.first:
            continue
        if one.status_on(one.arrived.last) not in staff:
            yield Fault(
                member_at(handle, "handle"),
                T("{member} came in on {day}: who introduced them?", member=handle, day=one.arrived),
                allowed=T("the handle of a member"),
                related=(Related(At("coop.yaml", ("introduced_since",)), T("the rule is written here")),),
                cure=f"coopctl member edit {handle} --introduced-by HANDLE",
            )


@rule("ledger", "warning")
def joined_too_soon(ledger: Ledger) -> Iterator[Fault]:
    """Someone joined a circle without a sponsor, or without having seen enough of its meetings.

    ``observing`` in coop.yaml says how many meetings of a circle joined by commitment one sits in on
    first, with a sponsor of that circle. Who joined before the rule is not concerned.

    Broken:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
            observing:
              since: 2026-01-01
              meetings: 2
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            access: commitment
            members:
            - member: noemie  # <- here
              since: 2026-03-01
              until: 2027-02-28
    Mended:
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2025-01-01
            sponsored:
            - circle: technique
              sponsor: loic
              observed:
              - 2026-01-13
              - 2026-02-10
    """
    wanted = ledger.charter.observing if ledger.charter else None
    if wanted is None:
        return
    for name, circle in ledger.circles.items():
        for row, joined in enumerate(circle.members if circle.access == "commitment" else ()):
            one = ledger.members.get(joined.member)
            first = not any(m.member == joined.member and m.since.first < joined.since.first for m in circle.members)
            if one is None or not first or joined.since.first < wanted.since.first:
                continue
            into = next((s for s in one.sponsored if s.circle == name), None)
            seen = sum(day < joined.since.last for day in into.observed) if into else 0
            if into is None or into.sponsor is None or seen < wanted.meetings:
                yield Fault(
                    At(f"circles/{name}.yaml", ("members", row, "member")),
                    T("{member} joined {circle} after {seen} of {wanted} meetings seen", member=joined.member,
                      circle=name, seen=seen, wanted=wanted.meetings)
                    if into and into.sponsor
                    else T("{member} joined {circle} without a sponsor", member=joined.member, circle=name),
                    seen=str(seen),
                    allowed=str(wanted.meetings),
                    related=(Related(At("coop.yaml", ("observing",)), T("the rule is written here")),),
                    cure=f"coopctl member welcome {joined.member} --circle {name} --sponsor HANDLE --seen DATE",
                )  # fmt: skip


@rule("ledger")
def unknown_circle_of_people(ledger: Ledger) -> Iterator[Fault]:
    """A member is getting to know a circle that is not in the ledger, or no circle accompanies people.

    ``sponsored`` in a member's record and ``accompaniment`` in coop.yaml name circles of the ledger.

    Broken:
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2025-01-01
            sponsored:
            - circle: tecnique  # <- here
              sponsor: loic
    Mended:
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2025-01-01
            sponsored:
            - circle: technique
              sponsor: loic
    """
    named = [
        (member_at(handle, "sponsored", row, "circle"), into.circle)
        for handle, one in ledger.members.items()
        for row, into in enumerate(one.sponsored)
    ]
    if ledger.charter and ledger.charter.accompaniment:
        named.append((At("coop.yaml", ("accompaniment",)), ledger.charter.accompaniment))
    for at, circle in named:
        if circle not in ledger.circle_names:
            near = nearest(circle, ledger.circle_names)
            yield Fault(
                at,
                T("there is no circle {circle}; the nearest is {near}", circle=circle, near=near)
                if near
                else T("there is no circle {circle}", circle=circle),
                seen=circle,
                cure="coopctl circle list",
            )


@rule("ledger", "warning")
def outlook_too_short(ledger: Ledger) -> Iterator[Fault]:
    """Someone took a status with less activity in sight than the cooperative asks for.

    ``outlook_months`` of a status in coop.yaml says how many months of activity one has in sight to
    take it; the same key in a member's status says how many they had.

    Broken:
        coop.yaml
            format: 1
            name: Les Jours
            slug: les-jours
            statuses:
            - status: cape
              title: CAPE
              outlook_months: 3
        members/loic.yaml
            handle: loic
            statuses:
            - status: cape
              since: 2024-01-01
              outlook_months: 2  # <- here
    Mended:
        members/loic.yaml
            handle: loic
            statuses:
            - status: cape
              since: 2024-01-01
              outlook_months: 3
    """
    kinds = enumerate(ledger.charter.statuses if ledger.charter else ())
    wanted = {kind.status: (row, kind.outlook_months) for row, kind in kinds if kind.outlook_months}
    for handle, one in ledger.members.items():
        for row, held in enumerate(one.statuses):
            where, months = wanted.get(held.status, (0, None))
            if months and held.outlook_months is not None and held.outlook_months < months:
                yield Fault(
                    member_at(handle, "statuses", row, "outlook_months"),
                    T("{member} had {seen} months of activity in sight; {wanted} are asked for", member=handle,
                      seen=held.outlook_months, wanted=months),
                    seen=str(held.outlook_months),
                    allowed=str(months),
                    related=(Related(At("coop.yaml", ("statuses", where, "outlook_months")),
                                     T("the rule is written here")),),
                )  # fmt: skip

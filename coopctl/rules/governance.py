"""Rules on members, circles and role sheets: what they name exists, what begins before it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from coopctl import values
from coopctl.ledger import Ledger
from coopctl.mandates import offices
from coopctl.problem import At, Fault, Related, Route
from coopctl.records.decision import Decision
from coopctl.records.member import Member
from coopctl.rules.rule import nearest, rule
from coopctl.words import T


@rule("ledger")
def unknown_member(ledger: Ledger) -> Iterator[Fault]:
    """A record names a member who is not in the ledger.

    People are named by the handle of their file in members/.

    Broken:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            members:
            - member: loik  # <- here
              since: 2024-01
    Mended:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            members:
            - member: loic
              since: 2024-01
    """
    for at, handle in people(ledger):
        if handle not in ledger.handles and handle not in ledger.renamed:
            near = nearest(handle, ledger.handles)
            yield Fault(
                at,
                T("there is no member {member}; the nearest is {near}", member=handle, near=near)
                if near
                else T("there is no member {member}", member=handle),
                seen=handle,
                cure=f"coopctl member add {handle} --status STATUS --since DATE" if not near else None,
            )


def people(ledger: Ledger) -> Iterator[tuple[At, str]]:
    """Every handle that a governance record names, and where."""
    for name, circle in ledger.circles.items():
        for key in ("representatives", "facilitators", "members"):
            for i, one in enumerate(getattr(circle, key)):
                yield At(f"circles/{name}.yaml", (key, i, "member")), one.member
    for office in offices(ledger):
        for i, mandate in enumerate(office.sheet.mandates):
            yield At(office.path, ("mandates", i, "member")), mandate.member
        for i, vacancy in enumerate(office.sheet.vacancies):
            if vacancy.interim:
                yield At(office.path, ("vacancies", i, "interim")), vacancy.interim
        for i, gone in enumerate(office.sheet.declined):
            yield At(office.path, ("declined", i, "member")), gone.member
    for name, decision in ledger.decisions.items():
        yield from _in_decision(f"decisions/{name}.yaml", decision)
    for name, member in ledger.members.items():
        if member.introduced_by:
            yield At(f"members/{name}.yaml", ("introduced_by",)), member.introduced_by
        if member.welcomed_by:
            yield At(f"members/{name}.yaml", ("welcomed_by",)), member.welcomed_by
        if member.follow_up_by:
            yield At(f"members/{name}.yaml", ("follow_up_by",)), member.follow_up_by
        for i, referent in enumerate(member.referents):
            yield At(f"members/{name}.yaml", ("referents", i, "member")), referent.member
        for i, into in enumerate(member.sponsored):
            if into.sponsor:
                yield At(f"members/{name}.yaml", ("sponsored", i, "sponsor")), into.sponsor
    yield from _gathered(ledger)
    yield from _needed(ledger)


def _gathered(ledger: Ledger) -> Iterator[tuple[At, str]]:
    for name, meeting in ledger.meetings.items():
        if meeting.facilitated_by:
            yield At(f"meetings/{name}.yaml", ("facilitated_by",)), meeting.facilitated_by
    for name, workshop in ledger.workshops.items():
        for i, host in enumerate(workshop.hosts):
            yield At(f"workshops/{name}.yaml", ("hosts", i)), host
        for i, line in enumerate(workshop.lines):
            yield At(f"workshops/{name}.yaml", ("lines", i)), line.partition("/")[0]


def _needed(ledger: Ledger) -> Iterator[tuple[At, str]]:
    for name, need in ledger.needs.items():
        if need.by:
            yield At(f"needs/{name}.yaml", ("by",)), need.by
        for i, holder in enumerate(need.holders):
            yield At(f"needs/{name}.yaml", ("holders", i, "member")), holder.member


def _in_decision(path: str, one: Decision) -> Iterator[tuple[At, str]]:
    named: list[tuple[Route, str | None]] = [(("by",), one.by), (("accountable",), one.accountable)]
    named += [(("objections", i, "by"), raised.by) for i, raised in enumerate(one.objections)]
    named += [(("outcomes", i, "owner"), outcome.owner) for i, outcome in enumerate(one.outcomes)]
    yield from ((At(path, route), handle) for route, handle in named if handle)


@rule("ledger")
def unknown_status(ledger: Ledger) -> Iterator[Fault]:
    """A member has a status that the charter does not list.

    coop.yaml lists the statuses of this cooperative and says which are paid for contributions.

    Broken:
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cap  # <- here
              since: 2025-01-01
    Mended:
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2025-01-01
    """
    if ledger.charter is None:
        return
    known = {kind.status for kind in ledger.charter.statuses}
    for name, member in ledger.members.items():
        for i, held in enumerate(member.statuses):
            if held.status not in known:
                near = nearest(held.status, known)
                yield Fault(
                    At(f"members/{name}.yaml", ("statuses", i, "status")),
                    T("status {status} is not in coop.yaml; the nearest is {near}", status=held.status, near=near)
                    if near
                    else T("status {status} is not in coop.yaml", status=held.status),
                    seen=held.status,
                    allowed=", ".join(sorted(known)),
                    related=(Related(At("coop.yaml", ("statuses",)), T("the statuses are listed here")),),
                )


@rule("ledger")
def role_of_no_circle(ledger: Ledger) -> Iterator[Fault]:
    """A role sheet, or a circle, belongs to a circle that is not in the ledger.

    Role sheets lie in the folder of their circle; a parent circle has a file of its own.

    Broken:
        roles/jardin/arrosage.yaml
            role: arrosage  # <- here
            title: Arrosage
    Mended:
        roles/jardin/arrosage.yaml
            (removed)
        roles/technique/arrosage.yaml
            role: arrosage
            title: Arrosage
    """
    for name in sorted(ledger.roles):
        circle = name.split("/")[0]
        if circle not in ledger.circle_names:
            yield Fault(
                At(f"roles/{name}.yaml"),
                T("this role sheet belongs to circle {circle}, which is not in the ledger", circle=circle),
                seen=circle,
                cure=f"coopctl circle add {circle} --title TITLE",
            )
    for name, one in ledger.circles.items():
        if one.parent and one.parent not in ledger.circle_names:
            yield Fault(
                At(f"circles/{name}.yaml", ("parent",)),
                T("there is no circle {circle}", circle=one.parent),
                seen=one.parent,
            )


@rule("ledger")
def span_reversed(ledger: Ledger) -> Iterator[Fault]:
    """Something ends before it begins.

    ``since`` is the first day, ``until`` the last, both included; a month means its first day as a
    beginning and its last as an end.

    Broken:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            members:
            - member: loic
              since: 2024-02
              until: 2024-01  # <- here
    Mended:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            members:
            - member: loic
              since: 2024-01
              until: 2024-02
    """
    for at, since, until in _spans(ledger):
        if since and until and until.last < since.first:
            yield Fault(
                at,
                T("it ends on {until}, before it begins on {since}", until=until, since=since),
                seen=str(until),
                allowed=T("{since} or later", since=since),
                related=(Related(_begun(ledger, at), T("it begins here")),),
            )


def _begun(ledger: Ledger, at: At) -> At:
    """Where the beginning is written, beside an end."""
    *above, end = at.route
    if end == "left":
        return At(at.path, _first(ledger.members[at.path.removeprefix("members/").removesuffix(".yaml")])[0])
    first = {"done": "opened", "dropped": "opened"}.get(str(end), "since")
    return At(at.path, (*above, "date" if above and above[0] == "milestones" else first))


def _first(member: Member) -> tuple[Route, values.When | None]:
    """The first status of somebody, or their welcome where there is none yet, and where it stands."""
    found = min(enumerate(member.statuses), key=lambda pair: pair[1].since.first, default=None)
    return (("statuses", found[0], "since"), found[1].since) if found else (("welcomed",), member.welcomed)


Bounds = tuple[At, values.When | None, values.When | None]


def _spans(ledger: Ledger) -> Iterator[Bounds]:
    for name, member in ledger.members.items():
        path = f"members/{name}.yaml"
        yield At(path, ("left",)), _first(member)[1], member.left
        yield from _listed(path, "statuses", member.statuses)
        yield from _listed(path, "referents", member.referents)
    for name, circle in ledger.circles.items():
        path = f"circles/{name}.yaml"
        yield At(path, ("ended",)), circle.since, circle.ended
        if circle.pilot:
            yield At(path, ("pilot", "until")), circle.pilot.since, circle.pilot.until
        for key in ("meetings", "representatives", "facilitators", "members"):
            yield from _listed(path, key, getattr(circle, key))
    for office in offices(ledger):
        yield from _listed(office.path, "mandates", office.sheet.mandates)
        yield from _listed(office.path, "vacancies", office.sheet.vacancies)
    for name, role in ledger.roles.items():
        yield from _listed(f"roles/{name}.yaml", "stipend", role.stipend)
    for name, decision in ledger.decisions.items():
        yield from _listed(f"decisions/{name}.yaml", "standing", decision.standing)
    for name, body in ledger.bodies.items():
        yield At(f"bodies/{name}.yaml", ("ended",)), body.since, body.ended
        yield from _listed(f"bodies/{name}.yaml", "meetings", body.meetings)
    for i, one in enumerate(ledger.charter.milestones if ledger.charter else ()):
        yield At("coop.yaml", ("milestones", i, "until")), one.date, one.until
    for name, need in ledger.needs.items():
        path = f"needs/{name}.yaml"
        yield from ((At(path, (key,)), need.opened, getattr(need, key)) for key in ("done", "dropped"))
        yield from _listed(path, "holders", need.holders)


def _listed(path: str, key: str, items: Iterable[Any]) -> Iterator[Bounds]:
    for i, item in enumerate(items):
        yield At(path, (key, i, "until")), item.since, item.until

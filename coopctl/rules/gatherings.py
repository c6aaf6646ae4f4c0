"""Rules on meetings and workshops, whatever the day: who met, when, who made the agenda, who hosted."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.ledger import Ledger
from coopctl.meetings import cadence, expected, group
from coopctl.problem import At, Fault, Related
from coopctl.records.base import span
from coopctl.records.body import Body
from coopctl.records.circle import Circle, Meetings
from coopctl.records.meeting import Meeting
from coopctl.rules.persons import coming
from coopctl.rules.rule import nearest, rule
from coopctl.words import T, Text


@rule("ledger")
def meeting_of_no_group(ledger: Ledger) -> Iterator[Fault]:
    """A meeting is not that of one circle, or one body, of the ledger.

    ``circle`` says which circle met, or ``body`` which body; one of the two.

    Broken:
        meetings/2026-10-12-technique.yaml
            meeting: 2026-10-12-technique
            circle: tecnique  # <- here
            date: 2026-10-12
    Mended:
        meetings/2026-10-12-technique.yaml
            meeting: 2026-10-12-technique
            circle: technique
            date: 2026-10-12
    """
    for name, one in ledger.meetings.items():
        path = f"meetings/{name}.yaml"
        if (one.circle is None) == (one.body is None):
            text = T("a meeting is of a circle or of a body: this one says neither")
            both = T("a meeting is of a circle or of a body: this one says both")
            yield Fault(At(path, ("body" if one.body else "meeting",)), both if one.body else text)
            continue
        key, known = ("circle", ledger.circle_names) if one.circle else ("body", ledger.body_names)
        met = one.group or ""
        if met not in known:
            near = nearest(met, known)
            yield Fault(At(path, (key,)), _missing(key, met, near), seen=met, allowed=near)


def _missing(key: str, name: str, near: str | None) -> Text:
    if key == "circle":
        near_text = T("there is no circle {circle}; the nearest is {near}", circle=name, near=near)
        return near_text if near else T("there is no circle {circle}", circle=name)
    near_text = T("there is no body {body}; the nearest is {near}", body=name, near=near)
    return near_text if near else T("there is no body {body}", body=name)


@rule("ledger")
def date_differs_from_name(ledger: Ledger) -> Iterator[Fault]:
    """A meeting or a workshop says another day, or another circle, than the name of its file.

    A meeting's name is its day, then the circle or the body that met: so two people who note the same
    meeting write the same file, and it is never counted twice.

    Broken:
        meetings/2026-10-12-technique.yaml
            meeting: 2026-10-12-technique
            circle: technique
            date: 2026-10-13  # <- here
    Mended:
        meetings/2026-10-12-technique.yaml
            meeting: 2026-10-12-technique
            circle: technique
            date: 2026-10-12
    """
    for name, one in ledger.meetings.items():
        path = f"meetings/{name}.yaml"
        if str(one.date) != name[:10]:
            yield _differs(At(path, ("date",)), name, str(one.date), name[:10])
        elif group(ledger, one.group or "") and one.group != name[11:]:
            yield _differs(At(path, ("circle" if one.circle else "body",)), name, str(one.group), name[11:])
    for name, workshop in ledger.workshops.items():
        if str(workshop.date) != name[:10]:
            yield _differs(At(f"workshops/{name}.yaml", ("date",)), name, str(workshop.date), name[:10])


def _differs(at: At, name: str, said: str, due: str) -> Fault:
    text = T("this file is named {name}, and says {key}: {said}", name=name, key=str(at.route[-1]), said=said)
    return Fault(at, text, seen=said, allowed=due)


@rule("ledger")
def meeting_of_closed_circle(ledger: Ledger) -> Iterator[Fault]:
    """A circle or a body met before it was there, or after it had ended.

    The day of the meeting is wrong, or that of the circle.

    Broken:
        circles/communication.yaml
            circle: communication
            title: Communication
            since: 2019-03
            ended: 2026-06
        meetings/2026-10-12-communication.yaml
            meeting: 2026-10-12-communication
            circle: communication
            date: 2026-10-12  # <- here
    Mended:
        circles/communication.yaml
            circle: communication
            title: Communication
            since: 2019-03
    """
    for name, one in ledger.meetings.items():
        met = group(ledger, one.group or "")
        if met is None or met.life.holds(one.date):
            continue
        early = met.since is not None and one.date < met.since.first
        folder = "circles" if isinstance(met, Circle) else "bodies"
        where = At(f"{folder}/{one.group}.yaml", ("since" if early else "ended",))
        yield Fault(
            At(f"meetings/{name}.yaml", ("date",)),
            T("{group} was not there yet on {day}", group=one.group, day=one.date)
            if early
            else T("{group} was no longer there on {day}", group=one.group, day=one.date),
            seen=str(one.date),
            related=(Related(where, T("it is written here")),),
        )


@rule("ledger", "warning")
def more_present_than_expected(ledger: Ledger) -> Iterator[Fault]:
    """More people were there than were expected.

    ``present`` counts those who were expected: guests and visitors have keys of their own. Where nothing is
    expected, those in a circle joined by commitment are; whoever comes to an open circle is welcome.

    Broken:
        meetings/2026-10-12-technique.yaml
            meeting: 2026-10-12-technique
            circle: technique
            date: 2026-10-12
            present: 7  # <- here
            expected: 5
    Mended:
        meetings/2026-10-12-technique.yaml
            meeting: 2026-10-12-technique
            circle: technique
            date: 2026-10-12
            present: 5
            expected: 5
            guests: 2
    """
    for name, one in ledger.meetings.items():
        due = expected(ledger, one)
        if one.present is not None and due is not None and one.present > due:
            path = f"meetings/{name}.yaml"
            where = At(path, ("expected",)) if one.expected is not None else At(f"circles/{one.circle}.yaml",
                                                                              ("members",))  # fmt: skip
            yield Fault(
                At(path, ("present",)),
                T("{present} people were there, and {expected} were expected", present=one.present, expected=due),
                seen=str(one.present),
                related=(Related(where, T("how many were expected comes from here")),),
            )


@rule("ledger", "warning")
def agenda_by_another(ledger: Ledger) -> Iterator[Fault]:
    """The agenda was made by somebody the circle did not name for it.

    ``agenda_by``, beside the cadence of a circle or a body, lists who makes its agenda: circles, roles
    (circle/role) and bodies. A member may who is in one of them, or holds one, that day.

    Broken:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            meetings:
            - every: 4 weeks
              agenda_by:
              - technique/admin-sys
        meetings/2026-10-12-technique.yaml
            meeting: 2026-10-12-technique
            circle: technique
            date: 2026-10-12
            agenda_by: noemie  # <- here
    Mended:
        meetings/2026-10-12-technique.yaml
            meeting: 2026-10-12-technique
            circle: technique
            date: 2026-10-12
            agenda_by: loic
    """
    for name, one in ledger.meetings.items():
        met = group(ledger, one.group or "")
        plan = cadence(met, one.date) if met else None
        if one.agenda_by is None or plan is None or not plan.agenda_by or _may(ledger, one, plan):
            continue
        folder = "bodies" if isinstance(met, Body) else "circles"
        row = met.meetings.index(plan) if met else 0
        yield Fault(
            At(f"meetings/{name}.yaml", ("agenda_by",)),
            T("{author} made the agenda of {group}; it falls to: {allowed}", author=one.agenda_by, group=one.group,
              allowed=plan.agenda_by),
            seen=one.agenda_by,
            allowed=", ".join(plan.agenda_by),
            related=(Related(At(f"{folder}/{one.group}.yaml", ("meetings", row, "agenda_by")),
                             T("the rule is written here")),),
        )  # fmt: skip


def _may(ledger: Ledger, one: Meeting, plan: Meetings) -> bool:
    """Whether the author of an agenda is one of those named, or belongs to one of them that day."""
    author = str(one.agenda_by)
    return author in plan.agenda_by or any(_belongs(ledger, ledger.current(author), to, one) for to in plan.agenda_by)


def _belongs(ledger: Ledger, member: str, to: str, one: Meeting) -> bool:
    sheet = ledger.roles.get(to) or ledger.bodies.get(to)
    if isinstance(sheet, Body) and sheet.role in ledger.roles:
        sheet = ledger.roles[sheet.role]
    held = sheet.mandates if sheet else ()
    inside = ledger.circles[to].members if to in ledger.circles else ()
    return any(ledger.current(m.member) == member and m.span.holds(one.date) for m in held) or any(
        ledger.current(m.member) == member and span(m.since, m.until).holds(one.date) for m in inside
    )


@rule("ledger")
def host_not_a_member(ledger: Ledger) -> Iterator[Fault]:
    """A workshop has a host who was not in the cooperative that day.

    ``hosts`` are members; whoever comes from outside is not written down.

    Broken:
        workshops/2024-10-08-facture.yaml
            workshop: 2024-10-08-facture
            title: Faire sa première facture
            date: 2024-10-08
            hosts:
            - noemie  # <- here
    Mended:
        workshops/2024-10-08-facture.yaml
            workshop: 2024-10-08-facture
            title: Faire sa première facture
            date: 2024-10-08
            hosts:
            - loic
    """
    for name, one in ledger.workshops.items():
        for row, host in enumerate(one.hosts):
            handle = ledger.current(host)
            member = ledger.members.get(handle)
            if member is not None and not member.presence.holds(one.date):
                yield Fault(
                    At(f"workshops/{name}.yaml", ("hosts", row)),
                    T("{member} was not a member on {day}", member=host, day=one.date),
                    seen=host,
                    related=(coming(ledger, handle),),
                    cure=f"coopctl member show {handle}",
                )


WHATEVER_THE_DAY = (
    meeting_of_no_group,
    date_differs_from_name,
    meeting_of_closed_circle,
    more_present_than_expected,
    agenda_by_another,
    host_not_a_member,
)

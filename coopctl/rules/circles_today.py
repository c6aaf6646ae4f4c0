"""Rules on circles that depend on the day it is: what is about to end, and who is missing now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.ledger import Ledger
from coopctl.problem import At, Fault, Related
from coopctl.records.base import span
from coopctl.records.circle import Circle, Membership
from coopctl.rules.rule import rule
from coopctl.words import T

NOTICE = 60
"""Days before the end of a commitment from which on who takes over should be known."""
TAKING_OVER = 183
"""Days before an end since which a newcomer counts as taking over."""


def _open(ledger: Ledger, today: dt.date) -> Iterator[tuple[str, Circle]]:
    """The circles that are there today."""
    return ((name, one) for name, one in ledger.circles.items() if one.life.holds(today))


def _alive(circle: Circle, today: dt.date) -> bool:
    """Whether somebody is in it today."""
    return any(span(one.since, one.until).holds(today) for one in circle.members)


@rule("day", "warning")
def commitment_ending(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """A commitment to a critical circle ends within 60 days, and nobody takes over.

    Somebody takes over who is in the circle the day after and joined within the six months before: someone
    new, or the same person for another time.

    Broken:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            access: commitment
            critical: true
            members:
            - member: loic
              since: 2024-01
              until: 2026-12-31  # <- here
    Mended:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            access: commitment
            critical: true
            members:
            - member: loic
              since: 2024-01
              until: 2026-12-31
            - member: noemie
              since: 2026-11-01
              until: 2027-12-31
    """
    for name, circle in _open(ledger, today):
        for i, one in enumerate(circle.members if circle.critical and circle.access == "commitment" else ()):
            if not span(one.since, one.until).holds(today) or one.until is None:
                continue
            days = (one.until.last - today).days
            if days <= NOTICE and not any(takes_over(one, other) for other in circle.members if other is not one):
                yield Fault(
                    At(f"circles/{name}.yaml", ("members", i, "until")),
                    T("the commitment of {member} to circle {circle} ends on {until}, and nobody takes over",
                      member=one.member, circle=name, until=one.until),
                    seen=str(one.until),
                    related=(Related(At(f"circles/{name}.yaml", ("critical",)), T("the circle is critical")),),
                    cure=f"coopctl circle join {name} HANDLE --since DATE --until DATE",
                )  # fmt: skip


def takes_over(one: Membership, other: Membership) -> bool:
    """Whether the other one is there the day after a commitment ends, and has joined lately."""
    assert one.until is not None
    next_day = one.until.last + dt.timedelta(days=1)
    lately = one.until.last - dt.timedelta(days=TAKING_OVER)
    return span(other.since, other.until).holds(next_day) and other.since.first > lately


@rule("day", "warning")
def circle_without_role(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """A circle has people in it and no role sheet.

    What a circle counts on somebody for is written in a role sheet, so that whoever takes it knows what
    they take, and whoever leaves knows what they hand over.

    Broken:
        circles/communication.yaml
            circle: communication  # <- here
            title: Communication
            members:
            - member: noemie
              since: 2025-01
    Mended:
        roles/communication/lettre.yaml
            role: lettre
            title: Lettre
            accountabilities:
            - Une lettre par mois
    """
    written = {name.partition("/")[0] for name in ledger.role_names}
    for name, circle in _open(ledger, today):
        if name not in written and _alive(circle, today):
            yield Fault(
                At(f"circles/{name}.yaml", ("circle",)),
                T("circle {circle} has no role sheet", circle=name),
                related=(Related(At(f"circles/{name}.yaml", ("members",)), T("people are in it")),),
                cure=f'coopctl role add {name}/ROLE --title "…" --accountability "…"',
            )


@rule("day", "warning")
def circle_without_representative(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """A circle that is part of another one has nobody to speak for it there.

    It is asked only where the cooperative notes representatives: as soon as one circle has one.

    Broken:
        circles/communication.yaml
            circle: communication
            title: Communication
            parent: technique
            representatives:  # <- here
            - member: noemie
              since: 2025-01
              until: 2025-12
            members:
            - member: noemie
              since: 2025-01
        roles/communication/lettre.yaml
            role: lettre
            title: Lettre
            accountabilities: [Une lettre par mois]
    Mended:
        circles/communication.yaml
            circle: communication
            title: Communication
            parent: technique
            representatives:
            - member: noemie
              since: 2025-01
            members:
            - member: noemie
              since: 2025-01
    """
    if not any(one.representatives for one in ledger.circles.values()):
        return
    for name, circle in _open(ledger, today):
        if circle.parent and _alive(circle, today) and not any(c.span.holds(today) for c in circle.representatives):
            path = f"circles/{name}.yaml"
            yield Fault(
                At(path, ("representatives",), key=True),
                T("nobody speaks for circle {circle} in {parent}", circle=name, parent=circle.parent),
                related=(Related(At(path, ("parent",)), T("it is part of {parent}", parent=circle.parent)),),
            )


@rule("day", "warning")
def circle_without_facilitator(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """A circle meets, and nobody sees to it that it does.

    Who facilitates need not lead: they call the meetings and keep the time. It is asked of circles that
    say how often they meet.

    Broken:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            meetings:  # <- here
            - every: 4 weeks
            members:
            - member: loic
              since: 2024-01
    Mended:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            meetings:
            - every: 4 weeks
            facilitators:
            - member: loic
              since: 2024-01
            members:
            - member: loic
              since: 2024-01
    """
    for name, circle in _open(ledger, today):
        meets = any(span(one.since, one.until).holds(today) for one in circle.meetings)
        if meets and _alive(circle, today) and not any(c.span.holds(today) for c in circle.facilitators):
            yield Fault(
                At(f"circles/{name}.yaml", ("meetings",), key=True),
                T("nobody facilitates circle {circle}, which meets every {every}", circle=name,
                  every=circle.meetings[-1].every),
                related=(Related(At(f"circles/{name}.yaml", ("members",)), T("people are in it")),),
                cure=f"coopctl circle facilitate {name} HANDLE",
            )  # fmt: skip


@rule("day", "warning")
def circle_past_its_purpose(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """A circle is still open after the day its purpose should have been reached.

    Some circles are made to prepare something else. When the day has come the circle ends, makes way for
    the one that takes over, or gives itself more time.

    Broken:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            purpose_until: 2026-06  # <- here
            successor: communication
    Mended:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            purpose_until: 2027-06
            successor: communication
    """
    for name, circle in _open(ledger, today):
        if circle.purpose_until and circle.purpose_until.last < today:
            after = Related(At(f"circles/{name}.yaml", ("successor",)), T("the circle that takes over is named here"))
            yield Fault(
                At(f"circles/{name}.yaml", ("purpose_until",)),
                T("the purpose of circle {circle} should have been reached by {day}", circle=name,
                  day=circle.purpose_until),
                seen=str(circle.purpose_until),
                related=(after,) if circle.successor else (),
                cure=f"coopctl circle edit {name} --purpose-until DATE",
            )  # fmt: skip


@rule("day", "warning")
def pilot_unsettled(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """A trial has no end, no criteria, or has ended without a conclusion.

    One tries on a small scope to learn something: by when and by what one will tell is agreed beforehand,
    and at the end the circle is adopted or dropped.

    Broken:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2026-01
            pilot:
              since: 2026-01
              until: 2026-06  # <- here
              criteria: Trois pannes sur quatre réglées dans la semaine
    Mended:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2026-01
            pilot:
              since: 2026-01
              until: 2026-06
              criteria: Trois pannes sur quatre réglées dans la semaine
              outcome: adopted
    """
    for name, circle in _open(ledger, today):
        pilot, path = circle.pilot, f"circles/{name}.yaml"
        if pilot is None or pilot.outcome:
            continue
        if pilot.until and pilot.until.last < today:
            yield Fault(
                At(path, ("pilot", "until")),
                T("the trial of circle {circle} ended on {until}: adopted or dropped?", circle=name,
                  until=pilot.until),
                seen=str(pilot.until),
                related=(Related(At(path, ("pilot",), key=True), T("the trial is written here")),),
                cure=f"coopctl circle edit {name} --trial-outcome adopted",
            )  # fmt: skip
        missing = tuple(key for key in ("until", "criteria") if getattr(pilot, key) is None)
        if missing:
            yield Fault(
                At(path, ("pilot",), key=True),
                T("the trial of circle {circle} does not say: {missing}", circle=name, missing=missing),
                cure=f'coopctl circle edit {name} --trial-until DATE --criteria "…"',
            )


TODAY = (
    commitment_ending,
    circle_without_role,
    circle_without_representative,
    circle_without_facilitator,
    circle_past_its_purpose,
    pilot_unsettled,
)

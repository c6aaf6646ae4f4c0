"""Rules on circles, role sheets and bodies, whatever the day: what they name is there, what they say is whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from coopctl.ledger import Ledger
from coopctl.problem import At, Fault, Related, Route
from coopctl.records.eligibility import Eligibility
from coopctl.records.role import College, Mandate
from coopctl.rules.rule import nearest, rule
from coopctl.structure import cycles, parents_of
from coopctl.words import T, Text


@rule("ledger")
def circle_within_itself(ledger: Ledger) -> Iterator[Fault]:
    """Circles are part of each other in a loop.

    Following ``parent`` from circle to circle comes back to where it began, so no structure can be drawn.

    Broken:
        circles/technique.yaml
            circle: technique
            title: Technique
            parent: communication
        circles/communication.yaml
            circle: communication
            title: Communication
            parent: technique  # <- here
    Mended:
        circles/communication.yaml
            circle: communication
            title: Communication
    """
    for loop in cycles(parents_of(ledger)):
        yield Fault(
            At(f"circles/{loop[0]}.yaml", ("parent",)),
            T("this loop of circles never ends: {path}", path=" → ".join(loop)),
            seen=loop[1],
            related=tuple(
                Related(At(f"circles/{name}.yaml", ("parent",)), T("{circle} is part of {parent}", circle=name,
                        parent=parent))
                for name, parent in pairwise(loop[1:])
            ),
            cure="coopctl circle map",
        )  # fmt: skip


Naming = tuple[At, str, str]
"""Where something is named, what it should be (circle, role, status, college), and the name."""


@rule("ledger")
def unknown_name(ledger: Ledger) -> Iterator[Fault]:
    """A record names a circle, a role, a body, a status or a college that is not there.

    A rule that names nothing holds nobody: it would never find what it is written for.

    Broken:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            sisters:
            - comunication  # <- here
    Mended:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            sisters:
            - communication
    """
    known: dict[str, frozenset[str]] = {
        "circle": ledger.circle_names,
        "role": ledger.role_names | ledger.body_names,
        "author": ledger.role_names | ledger.body_names | ledger.circle_names,
        "person": ledger.role_names | ledger.body_names | ledger.circle_names | ledger.handles | {*ledger.renamed},
        "status": frozenset(one.status for one in ledger.charter.statuses) if ledger.charter else frozenset(),
    }
    for at, what, name in _named(ledger):
        if what == "status" and ledger.charter is None:
            continue
        if name not in known[what]:
            near = nearest(name, known[what])
            listed = Related(At("coop.yaml", ("statuses",)), T("the statuses are listed here"))
            related = (listed,) if what == "status" else ()
            yield Fault(at, _missing(what, name, near), seen=name, allowed=near, related=related)
    for at, college, colleges in _colleges(ledger):
        if college not in colleges:
            text = T("this sheet has no college {college}", college=college)
            yield Fault(at, text, seen=college, allowed=", ".join(colleges) or None)


def _missing(what: str, name: str, near: str | None) -> Text:
    if what == "circle":
        near_text = T("there is no circle {circle}; the nearest is {near}", circle=name, near=near)
        return near_text if near else T("there is no circle {circle}", circle=name)
    if what == "role":
        near_text = T("there is no role or body {name}; the nearest is {near}", name=name, near=near)
        return near_text if near else T("there is no role or body {name}", name=name)
    if what in ("author", "person"):
        near_text = T("nothing here is called {name}; the nearest is {near}", name=name, near=near)
        return near_text if near else T("nothing here is called {name}", name=name)
    near_text = T("status {status} is not in coop.yaml; the nearest is {near}", status=name, near=near)
    return near_text if near else T("status {status} is not in coop.yaml", status=name)


def _named(ledger: Ledger) -> Iterator[Naming]:
    for name, circle in ledger.circles.items():
        path = f"circles/{name}.yaml"
        for key in ("successor", "merged_into"):
            if getattr(circle, key):
                yield At(path, (key,)), "circle", getattr(circle, key)
        yield from _each(path, ("sisters",), "circle", circle.sisters)
        yield from _excluded(path, circle.eligibility)
    for name, role in ledger.roles.items():
        yield from _excluded(f"roles/{name}.yaml", role.eligibility, role.colleges)
    for name, budget in ledger.budgets.items():
        for i, one in enumerate(budget.envelopes):
            yield At(f"budgets/{name}.yaml", ("envelopes", i, "circle")), "circle", one.circle
        for i, move in enumerate(budget.transfers):
            for key in ("from_circle", "to_circle"):
                yield At(f"budgets/{name}.yaml", ("transfers", i, key)), "circle", getattr(move, key)
    for name, need in ledger.needs.items():
        if need.circle:
            yield At(f"needs/{name}.yaml", ("circle",)), "circle", need.circle
    for name, body in ledger.bodies.items():
        if body.role:
            yield At(f"bodies/{name}.yaml", ("role",)), "role", body.role
        yield from _excluded(f"bodies/{name}.yaml", body.eligibility, body.colleges)
    yield from _of_meetings(ledger)


def _of_meetings(ledger: Ledger) -> Iterator[Naming]:
    for folder, found in (("circles", ledger.circles), ("bodies", ledger.bodies)):
        for name, group in found.items():
            for i, plan in enumerate(group.meetings):
                yield from _each(f"{folder}/{name}.yaml", ("meetings", i, "agenda_by"), "author", plan.agenda_by)
    for name, meeting in ledger.meetings.items():
        if meeting.agenda_by:
            yield At(f"meetings/{name}.yaml", ("agenda_by",)), "person", meeting.agenda_by
    for name, workshop in ledger.workshops.items():
        if workshop.circle:
            yield At(f"workshops/{name}.yaml", ("circle",)), "circle", workshop.circle


def _excluded(path: str, asked: Eligibility | None, colleges: Iterable[College] = ()) -> Iterator[Naming]:
    if asked:
        yield from _each(path, ("eligibility", "statuses"), "status", asked.statuses)
        yield from _each(path, ("eligibility", "circles_excluded"), "circle", asked.circles_excluded)
        yield from _each(path, ("eligibility", "roles_excluded"), "role", asked.roles_excluded)
    for i, one in enumerate(colleges):
        yield from _each(path, ("colleges", i, "statuses"), "status", one.statuses)


def _each(path: str, route: Route, what: str, names: Iterable[str]) -> Iterator[Naming]:
    for i, name in enumerate(names):
        yield At(path, (*route, i)), what, name


def _colleges(ledger: Ledger) -> Iterator[tuple[At, str, list[str]]]:
    sheets: list[tuple[str, tuple[College, ...], tuple[Mandate, ...]]] = [
        *((f"roles/{name}.yaml", role.colleges, role.mandates) for name, role in ledger.roles.items()),
        *((f"bodies/{name}.yaml", body.colleges, body.mandates) for name, body in ledger.bodies.items()),
    ]
    for path, colleges, mandates in sheets:
        for i, one in enumerate(mandates):
            if one.college:
                yield At(path, ("mandates", i, "college")), one.college, [two.college for two in colleges]


@rule("ledger")
def commitment_without_end(ledger: Ledger) -> Iterator[Fault]:
    """Someone is in a circle joined by commitment without an end.

    Such a circle needs people for a time agreed. Without an end nobody knows when to look for who takes
    over, and nobody can leave without letting the others down.

    Broken:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            access: commitment
            members:
            - member: loic  # <- here
              since: 2024-01
    Mended:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            access: commitment
            members:
            - member: loic
              since: 2024-01
              until: 2026-12
    """
    for name, circle in ledger.circles.items():
        if circle.access != "commitment" or circle.ended:
            continue
        path = f"circles/{name}.yaml"
        for i, one in enumerate(circle.members):
            if one.until is None:
                yield Fault(
                    At(path, ("members", i, "member")),
                    T("{member} is in circle {circle} without an end; it is joined for a time agreed",
                      member=one.member, circle=name),
                    seen=one.member,
                    allowed=T("until: a day or a month"),
                    related=(Related(At(path, ("access",)), T("joined by commitment is written here")),),
                    cure=f"coopctl circle leave {name} {one.member} --on DATE",
                )  # fmt: skip


@rule("ledger", "warning")
def role_without_accountabilities(ledger: Ledger) -> Iterator[Fault]:
    """A role is held, and its sheet does not say what others can expect.

    Who accepts a role accepts the accountabilities that go with it: they are written down, one a line.

    Broken:
        roles/technique/admin-sys.yaml
            role: admin-sys  # <- here
            title: Administration système
            mandates:
            - member: loic
              since: 2024-06-01
    Mended:
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities:
            - Serveurs à jour
            mandates:
            - member: loic
              since: 2024-06-01
    """
    for name, role in ledger.roles.items():
        if role.mandates and not role.accountabilities:
            path = f"roles/{name}.yaml"
            yield Fault(
                At(path, ("role",)),
                T("the sheet of {role} lists no accountability", role=name),
                related=(Related(At(path, ("mandates", 0, "member")), T("somebody holds it here")),),
            )


@rule("ledger", "warning")
def representative_from_outside(ledger: Ledger) -> Iterator[Fault]:
    """Someone speaks for a circle without being in it.

    A circle sends one of its own: who speaks for it was there when it made up its mind.

    Broken:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            representatives:
            - member: loic  # <- here
              since: 2025-01
    Mended:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            representatives:
            - member: loic
              since: 2025-01
            members:
            - member: loic
              since: 2025-01
    """
    for name, circle in ledger.circles.items():
        for i, charge in enumerate(circle.representatives):
            theirs = [one for one in circle.members if one.member == charge.member]
            first, end = charge.since.first, charge.since.last
            if not any(one.since.first <= end and (one.until is None or one.until.last >= first) for one in theirs):
                yield Fault(
                    At(f"circles/{name}.yaml", ("representatives", i, "member")),
                    T("{member} speaks for circle {circle} on {since} and is not in it then",
                      member=charge.member, circle=name, since=charge.since),
                    seen=charge.member,
                    related=(Related(At(f"circles/{name}.yaml", ("members",)), T("who is in it is written here")),),
                    cure=f"coopctl circle join {name} {charge.member} --since {charge.since}",
                )  # fmt: skip

"""The structure of a cooperative on a day, as facts for programs and for drawings: circles as a tree, and bodies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from coopctl.ledger import Ledger
from coopctl.mandates import Vacant, in_force, offices, vacancies
from coopctl.records.base import span
from coopctl.records.circle import Charge
from coopctl.structure import Branch, cycles, forest, open_on, parents_of
from coopctl.words import TN, T, Text

Facts = dict[str, Any]
Names = Mapping[str, str]


def structure(ledger: Ledger, day: dt.date, names: Names) -> Facts:
    """The circles open that day as a tree, the bodies beside them, and the loops that hinder the tree."""
    parents = parents_of(ledger)
    free: dict[str, list[Vacant]] = {}
    for one in vacancies(ledger, day):
        free.setdefault(one.office.circle or one.office.name, []).append(one)
    return {
        "on": day.isoformat(),
        "circles": [_circle(ledger, one, day, names, free) for one in forest(parents, open_on(ledger, day))],
        "bodies": _bodies(ledger, day, names, free),
        "cycles": [list(loop) for loop in cycles(parents)],
    }


def _circle(ledger: Ledger, branch: Branch, day: dt.date, names: Names, free: Mapping[str, list[Vacant]]) -> Facts:
    one, name = ledger.circles[branch.name], branch.name
    inside = {m.member for m in one.members if span(m.since, m.until).holds(day)}
    pilot = one.pilot
    return {
        "circle": name,
        "title": one.title,
        "access": one.access,
        "critical": one.critical,
        "pilot": bool(pilot and span(pilot.since, pilot.until).holds(day)),
        "parent": one.parent,
        "sisters": list(one.sisters),
        "members": len(inside),
        "roles": sum(role.startswith(f"{name}/") and not sheet.over_on(day) for role, sheet in ledger.roles.items()),
        "to_fill": sum(vacant.seats for vacant in free.get(name, ())),
        "representatives": _people(one.representatives, day, names),
        "facilitators": _people(one.facilitators, day, names),
        "circles": [_circle(ledger, child, day, names, free) for child in branch.children],
    }


def _people(charges: tuple[Charge, ...], day: dt.date, names: Names) -> list[Facts]:
    return [{"member": one.member, "name": names.get(one.member)} for one in charges if one.span.holds(day)]


def _bodies(ledger: Ledger, day: dt.date, names: Names, free: Mapping[str, list[Vacant]]) -> list[Facts]:
    """The bodies that are there that day; one made up of a role's holders lists those."""
    known = {office.name: office for office in offices(ledger)}
    found = []
    for name, body in sorted(ledger.bodies.items()):
        if not body.life.holds(day):
            continue
        office = known.get(body.role or name, known[name])
        sitting = dict.fromkeys(one.member for _row, one in in_force(office, day))
        empty = [one for one in free.get(office.circle or name, ()) if one.office.name == office.name]
        found.append({
            "body": name,
            "title": body.title,
            "kind": body.kind,
            "role": body.role,
            "members": [{"member": one, "name": names.get(one)} for one in sitting],
            "to_fill": sum(one.seats for one in empty),
        })  # fmt: skip
    return found


def circle_words(one: Facts) -> list[Text]:
    """What is said of a circle beside its title."""
    said = [TN("{n} person", "{n} people", one["members"]), TN("{n} role", "{n} roles", one["roles"])]
    if one["to_fill"]:
        said.append(T("{n} to fill", n=one["to_fill"]))
    if one["critical"]:
        said.append(T("critical"))
    if one["pilot"]:
        said.append(T("on trial"))
    if one["representatives"]:
        said.append(T("voice: {names}", names=_called(one["representatives"])))
    return said


def body_words(one: Facts) -> list[Text]:
    """What is said of a body beside its title."""
    people = one["members"]
    said = [TN("{n} person", "{n} people", len(people))] if people else []
    if people and len(people) <= 3:
        said = [T("{names}", names=_called(people))]
    return [*said, *([T("{n} to fill", n=one["to_fill"])] if one["to_fill"] else [])]


def _called(people: list[Facts]) -> list[str]:
    return [one["name"] or one["member"] for one in people]

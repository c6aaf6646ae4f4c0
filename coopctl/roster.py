"""Who is in the cooperative, its circles and its roles on a day: the facts of lists, pages and JSON.

Each function gives plain dicts with stable keys; days stay as they were written. ``names`` maps handles
to the names of the private folder; where one is not known the key ``name`` is None.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from coopctl.ledger import Ledger
from coopctl.records.base import span
from coopctl.records.circle import Circle
from coopctl.records.member import Member
from coopctl.records.role import Role
from coopctl.values import Cents, When

Facts = dict[str, Any]
Names = Mapping[str, str]


def members(ledger: Ledger, day: dt.date, names: Names, *, everyone: bool = False) -> list[Facts]:
    """The members present that day, or everyone who ever was or will be, by handle."""
    found = sorted(ledger.members.items())
    return [member(ledger, handle, day, names) for handle, one in found if everyone or one.presence.holds(day)]


def member(ledger: Ledger, handle: str, day: dt.date, names: Names) -> Facts:
    """One member: status that day, circles and roles that day, and how it came to that."""
    one = ledger.members[handle]
    held = [s for s in one.statuses if span(s.since, s.until).holds(day)]
    now = max(held, key=lambda s: s.since.first, default=None)
    titles = {kind.status: kind.title for kind in ledger.charter.statuses} if ledger.charter else {}
    return {
        "handle": handle,
        "name": names.get(handle),
        "status": now.status if now else None,
        "status_title": titles.get(now.status, now.status) if now else None,
        "status_since": now.since if now else None,
        "present": one.presence.holds(day),
        "since": _since(one),
        "left": one.left,
        "welcomed": one.welcomed,
        "partner_since": one.partner_since,
        "site": one.site,
        "domains": list(one.domains),
        "introduced_by": one.introduced_by,
        "statuses": [{**s.model_dump(), "title": titles.get(s.status, s.status)} for s in one.statuses],
        "circles": [_membership(name, circle, m) for name, circle, m in _memberships(ledger, handle, day)],
        "roles": [_mandate(name, role, m) for name, role, m in _mandates(ledger, handle, day)],
    }


def _since(one: Member) -> When | None:
    first = [s.since for s in one.statuses] + ([one.welcomed] if one.welcomed else [])
    return min(first, key=lambda when: when.first, default=None)


def _memberships(ledger: Ledger, handle: str, day: dt.date) -> list[tuple[str, Circle, Any]]:
    return [
        (name, circle, m)
        for name, circle in sorted(ledger.circles.items())
        for m in circle.members
        if m.member == handle and span(m.since, m.until).holds(day)
    ]


def _membership(name: str, circle: Circle, one: Any) -> Facts:
    return {"circle": name, "title": circle.title, "since": one.since, "until": one.until}


def _mandates(ledger: Ledger, handle: str, day: dt.date) -> list[tuple[str, Role, Any]]:
    return [
        (name, role, m)
        for name, role in sorted(ledger.roles.items())
        for m in role.mandates
        if m.member == handle and m.span.holds(day)
    ]


def _mandate(name: str, role: Role, one: Any) -> Facts:
    return {"role": name, "title": role.title, "since": one.since, "until": one.until, "waived": one.waived}


def circles(ledger: Ledger, day: dt.date, names: Names, *, everyone: bool = False) -> list[Facts]:
    """The circles open that day, or all there ever were, by slug."""
    found = sorted(ledger.circles.items())
    return [circle(ledger, name, day, names) for name, one in found if everyone or one.life.holds(day)]


def circle(ledger: Ledger, name: str, day: dt.date, names: Names) -> Facts:
    """One circle: who is in it that day, and its roles."""
    one = ledger.circles[name]
    return {
        "circle": name,
        "title": one.title,
        "purpose": one.purpose,
        "domain": one.domain,
        "access": one.access,
        "critical": one.critical,
        "since": one.since,
        "ended": one.ended,
        "parent": one.parent,
        "links": list(one.links),
        "members": [
            {"member": m.member, "name": names.get(m.member), "since": m.since, "until": m.until}
            for m in one.members
            if span(m.since, m.until).holds(day)
        ],
        "roles": [
            {key: facts[key] for key in ("role", "title", "seats", "vacant", "holders")}
            for facts in (role(ledger, r, day, names) for r in sorted(ledger.roles) if r.startswith(f"{name}/"))
        ],
    }


def roles(ledger: Ledger, day: dt.date, names: Names) -> list[Facts]:
    """Every role sheet, by circle and role."""
    return [role(ledger, name, day, names) for name in sorted(ledger.roles)]


def role(ledger: Ledger, name: str, day: dt.date, names: Names) -> Facts:
    """One role sheet: who holds it that day, who did or will, the sum tied to it."""
    one = ledger.roles[name]
    now = [m for m in one.mandates if m.span.holds(day)]
    vacancy = next((v for v in one.vacancies if span(v.since, v.until).holds(day)), None)
    return {
        "role": name,
        "circle": name.split("/")[0],
        "title": one.title,
        "purpose": one.purpose,
        "accountabilities": list(one.accountabilities),
        "qualities": list(one.qualities),
        "expectations": one.expectations,
        "term_months": one.term_months,
        "seats": one.seats,
        "statutory": one.statutory,
        "stipend": next((s.monthly for s in one.stipend if span(s.since, s.until).holds(day)), None),
        "vacant": not now,
        "vacancy": vacancy.model_dump() if vacancy and not now else None,
        "holders": [_holder(m, names) for m in now],
        "others": [_holder(m, names) for m in one.mandates if m not in now],
    }


def _holder(one: Any, names: Names) -> Facts:
    return {
        "member": one.member,
        "name": names.get(one.member),
        "since": one.since,
        "until": one.until,
        "election": one.election,
        "waived": one.waived,
    }


def for_json(facts: Any) -> Any:
    """The same for programs: days as ISO text, amounts as text with two decimals."""
    if isinstance(facts, dict):
        return {key: for_json(value) for key, value in facts.items()}
    if isinstance(facts, list):
        return [for_json(value) for value in facts]
    return facts.fixed if isinstance(facts, Cents) else facts

"""Who is in the cooperative, its circles and its roles on a day: the facts of lists, pages and JSON.

Each function gives plain dicts with stable keys; days stay as they were written. ``names`` maps handles
to the names of the private folder; where one is not known the key ``name`` is None.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from coopctl import decisions as decided
from coopctl.ledger import Ledger
from coopctl.meetings import figures
from coopctl.records.base import span
from coopctl.records.body import Body
from coopctl.records.circle import Charge, Circle
from coopctl.records.member import Member
from coopctl.records.role import Mandate, Role
from coopctl.records.sheet import fingerprint
from coopctl.values import Cents, Hours, When

Facts = dict[str, Any]
_BODY = (
    "title", "kind", "purpose", "since", "ended", "role", "term_months", "most_term_months", "renewals", "least",
    "most", "colleges", "filled_by", "eligibility",
)  # fmt: skip
Names = Mapping[str, str]
DECIDED = ("decision", "title", "adopted", "standing", "review", "overdue")
"""What a circle's page says of each decision that holds."""


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
        "territory": one.territory,
        "sector": one.sector,
        "domains": list(one.domains),
        "introduced_by": one.introduced_by,
        "forge": one.forge,
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


def _charges(charges: Iterable[Charge], day: dt.date, names: Names) -> list[Facts]:
    """Who has a charge that day."""
    return [
        {"member": one.member, "name": names.get(one.member), "since": one.since, "until": one.until}
        for one in charges
        if one.span.holds(day)
    ]


def circles(ledger: Ledger, day: dt.date, names: Names, *, everyone: bool = False) -> list[Facts]:
    """The circles open that day, or all there ever were, by slug."""
    found = sorted(ledger.circles.items())
    return [circle(ledger, name, day, names) for name, one in found if everyone or one.life.holds(day)]


def circle(ledger: Ledger, name: str, day: dt.date, names: Names) -> Facts:
    """One circle: who is in it that day, and its roles."""
    one = ledger.circles[name]
    inside = [m for m in one.members if span(m.since, m.until).holds(day)]
    meetings = next((m for m in one.meetings if span(m.since, m.until).holds(day)), None)
    return {
        "circle": name,
        "title": one.title,
        "purpose": one.purpose,
        "domain": one.domain,
        "origin": one.origin,
        "access": one.access,
        "critical": one.critical,
        "since": one.since,
        "pilot": one.pilot.model_dump() if one.pilot else None,
        "purpose_until": one.purpose_until,
        "ended": one.ended,
        "successor": one.successor,
        "merged_into": one.merged_into,
        "parent": one.parent,
        "sisters": list(one.sisters),
        "site": one.site,
        "meetings": meetings.model_dump(exclude={"since", "until"}) if meetings else None,
        "met": figures(ledger, name, day),
        "representatives": _charges(one.representatives, day, names),
        "facilitators": _charges(one.facilitators, day, names),
        "links": list(one.links),
        "members": [
            {"member": m.member, "name": names.get(m.member), "since": m.since, "until": m.until} for m in inside
        ],
        "statuses": _composition(ledger, [m.member for m in inside], day),
        "decisions": [
            {key: decided.facts(held)[key] for key in DECIDED} for held in decided.in_force(ledger, day, name)
        ],
        "roles": _roles_of(ledger, name, day, names),
    }


def _roles_of(ledger: Ledger, circle: str, day: dt.date, names: Names) -> list[Facts]:
    """The roles of a circle that have not ended, in brief."""
    mine = ((one, sheet) for one, sheet in sorted(ledger.roles.items()) if one.startswith(f"{circle}/"))
    there = [one for one, sheet in mine if not sheet.over_on(day)]
    told = (role(ledger, one, day, names) for one in there)
    return [{key: facts[key] for key in ("role", "title", "seats", "vacant", "holders")} for facts in told]


def _composition(ledger: Ledger, handles: Iterable[str], day: dt.date) -> list[Facts]:
    """How many of some members have each status that day, the most common first; None is no status yet."""
    held = [ledger.members[one].status_on(day) for one in sorted(set(handles)) if one in ledger.members]
    return [{"status": status, "members": count} for status, count in Counter(held).most_common()]


def roles(ledger: Ledger, day: dt.date, names: Names, *, everyone: bool = False) -> list[Facts]:
    """The role sheets that have not ended by that day, or all there ever were, by circle and role."""
    found = sorted(ledger.roles.items())
    return [role(ledger, name, day, names) for name, one in found if everyone or not one.over_on(day)]


def role(ledger: Ledger, name: str, day: dt.date, names: Names) -> Facts:
    """One role sheet: who holds it that day, who did or will, the sum tied to it."""
    one = ledger.roles[name]
    now = [m for m in one.mandates if m.state_on(day) in ("held", "interim")]
    vacant = all(m.interim for m in now) and not one.over_on(day)
    vacancy = next((v for v in one.vacancies if span(v.since, v.until).holds(day)), None)
    return {
        "role": name,
        "circle": name.split("/")[0],
        "title": one.title,
        "critical": one.critical,
        "purpose": one.purpose,
        "domain": one.domain,
        "ended": one.ended,
        "accountabilities": list(one.accountabilities),
        "qualities": list(one.qualities),
        "expectations": one.expectations,
        "resources": list(one.resources),
        "term_months": one.term_months,
        "most_term_months": one.most_term_months,
        "renewals": one.renewals,
        "seats": one.seats,
        "colleges": [college.model_dump() for college in one.colleges],
        "staggering": one.staggering,
        "handover": one.handover,
        "filled_by": one.filled_by,
        "eligibility": one.eligibility.model_dump() if one.eligibility else None,
        "statutory": one.statutory,
        "accompanies": one.accompanies,
        "nature": one.nature,
        "stipend": next((s.monthly for s in one.stipend if span(s.since, s.until).holds(day)), None),
        "vacant": vacant,
        "vacancy": vacancy.model_dump(exclude={"source"}) if vacancy and vacant else None,
        "holders": [_holder(one, m, day, names) for m in now],
        "others": [_holder(one, m, day, names) for m in one.mandates if m not in now],
        "declined": _declined(one, day, names),
    }


def _declined(sheet: Role | Body, day: dt.date, names: Names) -> list[Facts]:
    """Who had declined by a day what was to begin."""
    return [
        {"name": names.get(one.member), **one.model_dump(), "date": When(one.date.isoformat())}
        for one in sheet.declined
        if one.date <= day
    ]


def _holder(sheet: Role | Body, one: Mandate, day: dt.date, names: Names) -> Facts:
    """A mandate; ``accepted`` is whether its holder accepted the sheet as it is, None where that is not noted."""
    return {
        "member": one.member,
        "name": names.get(one.member),
        "since": one.since,
        "until": one.until,
        "election": one.election,
        "decision": one.decision,
        "designated": one.designated,
        "appointed": one.appointed,
        "assembly": one.assembly,
        "college": one.college,
        "scope": one.scope,
        "condition": one.condition,
        "interim": one.interim,
        "remainder": one.remainder,
        "waived": one.waived,
        "accepted": one.sheet == fingerprint(sheet) if one.sheet else None,
        "notice": one.notice,
        "ended_by": one.ended_by,
        "state": one.state_on(day),
    }


def bodies(ledger: Ledger, day: dt.date, names: Names, *, everyone: bool = False) -> list[Facts]:
    """The bodies there that day, or all there ever were, by slug."""
    found = sorted(ledger.bodies.items())
    return [body(ledger, name, day, names) for name, one in found if everyone or one.life.holds(day)]


def body(ledger: Ledger, name: str, day: dt.date, names: Names) -> Facts:
    """One body: who sits in it that day, under mandates of its own or as holders of its role; who did or will."""
    one = ledger.bodies[name]
    sheet: Body | Role = ledger.roles.get(one.role or "", one)
    now = [m for m in sheet.mandates if m.state_on(day) in ("held", "interim")]
    vacancy = next((v for v in one.vacancies if v.span.holds(day)), None)
    meetings = next((m for m in one.meetings if span(m.since, m.until).holds(day)), None)
    seats = one.seats if one.seats is not None or sheet is one else sheet.seats
    free = len([m for m in now if not m.interim]) < (seats or 0)
    return {
        "body": name,
        **one.model_dump(include=set(_BODY)),
        "seats": seats,
        "handover": one.handover,
        "meetings": meetings.model_dump(exclude={"since", "until"}) if meetings else None,
        "vacant": free or vacancy is not None,
        "vacancy": vacancy.model_dump(exclude={"source"}) if vacancy else None,
        "holders": [_holder(sheet, m, day, names) for m in now],
        "others": [_holder(sheet, m, day, names) for m in sheet.mandates if m not in now],
        "declined": _declined(sheet, day, names),
        "links": list(one.links),
    }


def for_json(facts: Any) -> Any:
    """The same for programs: days as ISO text, amounts as text with two decimals."""
    if isinstance(facts, dict):
        return {key: for_json(value) for key, value in facts.items()}
    if isinstance(facts, (list, tuple)):
        return [for_json(value) for value in facts]
    return facts.fixed if isinstance(facts, (Cents, Hours)) else facts

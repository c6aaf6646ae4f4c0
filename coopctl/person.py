"""Everything about one person on a day: what they hold, held, will hold, and what falls to them.

Plain dicts with stable keys, as in ``roster``; days stay as they were written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from coopctl.ledger import Ledger
from coopctl.mandates import Office, offices
from coopctl.needs import of_person
from coopctl.records.base import span
from coopctl.records.role import Mandate, Role
from coopctl.roster import Facts, Names, member
from coopctl.values import Span


def person(ledger: Ledger, handle: str, day: dt.date, names: Names, viewer: str | None = None) -> Facts:
    """One person. ``viewer`` is who looks: when a follow-up is due is for those it concerns only."""
    one = ledger.members[handle]
    referent, seen = one.referent_on(day), follows(ledger, viewer, handle, day)
    return {
        **member(ledger, handle, day, names),
        "aliases": list(one.aliases),
        "welcomed_by": one.welcomed_by,
        "meetings_seen": [seen.isoformat() for seen in one.meetings_seen],
        "partner_requested": one.partner_requested,
        "skills": list(one.skills),
        "notice": one.notice,
        "referent": _who(referent.member, referent.since, names) if referent else None,
        "referents": [{**_who(r.member, r.since, names), "until": r.until} for r in one.referents],
        "accompanies": [_who(other, since, names) for other, since in accompanied(ledger, handle, day)],
        "sponsored": [
            {
                "circle": into.circle,
                "sponsor": into.sponsor,
                "observed": [seen.isoformat() for seen in into.observed],
                "wanted": wanted_meetings(ledger),
            }
            for into in one.sponsored
        ],
        "memberships": [
            {"circle": name, "title": circle.title, "since": m.since, "until": m.until, "state": state(m, day)}
            for name, circle in sorted(ledger.circles.items())
            for m in circle.members
            if m.member == handle
        ],
        "charges": list(charges(ledger, handle, day)),
        "mandates": [mandate(office, m, day) for office, m in mandates(ledger, handle)],
        "needs": taken(ledger, handle, day),
        "duties": list(duties(ledger, handle, day)),
        "follow_up": one.follow_up.isoformat() if one.follow_up and seen else None,
        "follow_up_by": one.follow_up_by if seen else None,
    }


def taken(ledger: Ledger, handle: str, day: dt.date) -> list[Facts]:
    """The needs a person took or stands by for, the oldest first."""
    return [
        {
            "need": name,
            "title": need.title,
            "since": h.since,
            "until": h.until,
            "deputy": h.deputy,
            "state": need.state_on(day),
        }
        for name, need in of_person(ledger, handle)
        for h in need.holders
        if h.member == handle
    ]


def charges(ledger: Ledger, handle: str, day: dt.date) -> Iterator[Facts]:
    """The circles a person represents or facilitates, represented or facilitated."""
    for name, circle in sorted(ledger.circles.items()):
        for word, held in (("represents", circle.representatives), ("facilitates", circle.facilitators)):
            for one in held:
                if one.member == handle:
                    known = {"circle": name, "title": circle.title, "charge": word}
                    yield {**known, "since": one.since, "until": one.until, "state": state(one, day)}


def mandates(ledger: Ledger, handle: str) -> Iterator[tuple[Office, Mandate]]:
    """Every mandate a person has, had or will have, by role, then by body."""
    for office in offices(ledger):
        yield from ((office, m) for m in office.sheet.mandates if m.member == handle)


def mandate(office: Office, one: Mandate, day: dt.date) -> Facts:
    """A mandate as programs are given it."""
    return {
        "role": office.name,
        "title": office.sheet.title,
        "since": one.since,
        "until": one.until,
        "election": one.election,
        "state": one.state_on(day),
    }


def state(one: Any, day: dt.date) -> str:
    """``held``, ``ended`` or ``to-come``, by its days."""
    held: Span = span(one.since, one.until)
    if held.holds(day):
        return "held"
    return "ended" if held.until is not None and held.until < day else "to-come"


def accompanied(ledger: Ledger, handle: str, day: dt.date) -> list[tuple[str, Any]]:
    """Those whose referent this person is that day, with the first day."""
    found = []
    for other, one in sorted(ledger.members.items()):
        referent = one.referent_on(day) if one.presence.holds(day) else None
        if referent and referent.member == handle:
            found.append((other, referent.since))
    return found


def duties(ledger: Ledger, handle: str, day: dt.date) -> Iterator[Facts]:
    """What falls to a person that day: what others expect of their roles, people they accompany, roles they keep."""
    for office, held in mandates(ledger, handle):
        if isinstance(office.sheet, Role) and held.state_on(day) in ("held", "interim"):
            asked = office.sheet.accountabilities
            yield from ({"duty": "accountability", "what": text, "of": office.name} for text in asked)
    for other, _since in accompanied(ledger, handle, day):
        yield {"duty": "referent", "what": other, "of": None}
    for other, one in sorted(ledger.members.items()):
        for into in one.sponsored:
            circle = ledger.circles.get(into.circle)
            joined = circle is not None and any(m.member == other for m in circle.members)
            if into.sponsor == handle and one.presence.holds(day) and not joined:
                yield {"duty": "sponsor", "what": other, "of": into.circle}
    for office in offices(ledger):
        if any(v.interim == handle and v.span.holds(day) for v in office.sheet.vacancies):
            yield {"duty": "interim", "what": office.sheet.title, "of": office.name}


def follows(ledger: Ledger, viewer: str | None, handle: str, day: dt.date) -> bool:
    """Whether somebody may see when the follow-up of a person is due: themself, their referent, the circle for it."""
    if viewer is None:
        return False
    referent = ledger.members[handle].referent_on(day)
    name = ledger.charter.accompaniment if ledger.charter else None
    circle = ledger.circles.get(name or "")
    around = {m.member for m in circle.members if span(m.since, m.until).holds(day)} if circle else set()
    return viewer in {handle, referent.member if referent else None, *around}


def wanted_meetings(ledger: Ledger) -> int | None:
    """How many meetings one sits in on before joining a circle by commitment."""
    return ledger.charter.observing.meetings if ledger.charter and ledger.charter.observing else None


def _who(handle: str, since: Any, names: Names) -> Facts:
    return {"member": handle, "name": names.get(handle), "since": since}

"""What a change of members, circles and roles puts at stake: mandates it ends before their time, roles left to nobody.

A pure function of the ledger before and after; whether it is much, and who is asked, is said elsewhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from coopctl.ledger import Ledger
from coopctl.mandates import Office, offices
from coopctl.records.role import Mandate

MANY = 5
"""More mandates than that are never ended without a word."""
SHARE = 20
"""Per cent of the mandates that were not due to end from which on a word is asked..."""
TOGETHER = 2
"""...where it ends two or more: one alone is what the command says anyway."""

_DAY = dt.timedelta(days=1)


class Running(NamedTuple):
    """A mandate that has not ended on a day: the role or body, who holds it, from when, and its last day.

    The last day is the earliest of its own, that of the circle or body and that of its holder in the cooperative.
    """

    office: Office
    mandate: Mandate
    member: str
    end: dt.date


class Ended(NamedTuple):
    """A mandate that a change ends before its time: until when it ran, and runs now (None: it is gone)."""

    office: str
    member: str
    end: dt.date | None
    now: dt.date | None


class Stakes(NamedTuple):
    """What a change puts at stake. ``of`` is how many mandates were not due to end; ``alone`` names critical roles
    it leaves without a holder."""

    ended: tuple[Ended, ...] = ()
    of: int = 0
    alone: tuple[str, ...] = ()

    @property
    def high(self) -> bool:
        """Whether it is enough to be asked about."""
        count = len(self.ended)
        return bool(self.alone) or count > MANY or (count >= TOGETHER and count * 100 >= SHARE * self.of)


def stakes(before: Ledger, after: Ledger, day: dt.date) -> Stakes:
    """What is at stake between two states of a ledger, a day.

    A mandate that ends on its own date is none of it, nor one of a record that cannot be read any more: that is
    a fault of the record, and is said as such.
    """
    due, theirs = running(before, day), _by_member(after)
    unread = (after.role_names - set(after.roles)) | (after.body_names - set(after.bodies))
    named = {office.name for office in offices(before)}
    ended = []
    for one in due:
        if one.office.name in unread:
            continue
        kept = [
            other
            for other in theirs.get(after.current(one.member), ())
            if other.office.name == one.office.name or other.office.name not in named
        ]
        if not any(other.end >= one.end and _begun(other, one, day) for other in kept):
            shorter = [other.end for other in kept if other.mandate.since == one.mandate.since]
            ended.append((one, max(shorter, default=None)))
    return Stakes(
        tuple(Ended(one.office.name, one.member, _said(one.end), now) for one, now in ended),
        len(due),
        tuple(dict.fromkeys(one.office.name for one, now in ended if _alone(before, after, one, now, day))),
    )


def running(ledger: Ledger, day: dt.date) -> list[Running]:
    """The mandates that go on after a day: held, awaiting the assembly, or to come."""
    return [one for one in _every(ledger) if one.end > day]


def _every(ledger: Ledger) -> Iterator[Running]:
    for office in offices(ledger):
        for one in office.sheet.mandates:
            person = ledger.members.get(one.member)
            ends = (one.until.last if one.until else None, office.life.until, person.presence.until if person else None)
            yield Running(office, one, one.member, min((last for last in ends if last), default=dt.date.max))


def _by_member(ledger: Ledger) -> dict[str, list[Running]]:
    found: dict[str, list[Running]] = {}
    for one in _every(ledger):
        found.setdefault(one.member, []).append(one)
    return found


def _begun(other: Running, one: Running, day: dt.date) -> bool:
    """Whether the other one runs from the same time on, or runs already."""
    return other.mandate.since.first <= max(day, one.mandate.since.first)


def _alone(before: Ledger, after: Ledger, one: Running, now: dt.date | None, day: dt.date) -> bool:
    """Whether a critical role, or one of a critical circle, had somebody the day after the new end, and now nobody."""
    circle = before.circles.get(one.office.circle or "")
    if not (one.office.critical or (circle and circle.critical)):
        return False
    next_day = max(day, now) + _DAY if now else day
    had, has = (list(_holders(ledger, one.office.name, next_day)) for ledger in (before, after))
    return bool(had and not has) or (False in had and False not in has)


def _holders(ledger: Ledger, name: str, day: dt.date) -> Iterator[bool]:
    """For each who holds a role that day, whether only in the meantime."""
    for one in running(ledger, day - _DAY):
        if one.office.name == name and one.mandate.state_on(day) in ("held", "interim"):
            yield one.mandate.interim


def _said(end: dt.date) -> dt.date | None:
    return None if end == dt.date.max else end

"""Reminders of people: contracts that end, the day to become a partner, and follow-ups, which are for a few only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.calendar.reminder import Reminder, last_of, lasting, name_of
from coopctl.ledger import Ledger
from coopctl.records.member import Member
from coopctl.rules.law import partner_awaited
from coopctl.rules.persons import statuses_of
from coopctl.words import T

_DAY = dt.timedelta(days=1)


def contracts(ledger: Ledger, day: dt.date, horizon: dt.date) -> Iterator[Reminder]:
    """The CAPE contract of each that ends with nothing to follow, or has ended so."""
    capes = statuses_of(ledger, "cape")
    for handle, one in _present(ledger, day):
        begun = [held for held in one.statuses if held.since.first <= day]
        held = max(begun, key=lambda status: status.since.first, default=None)
        if held is None or held.status not in capes or held.until is None:
            continue
        end = held.until.last
        if one.status_on(end + _DAY) or last_of(one.left) <= end or any(s.since.first > end for s in one.statuses):
            continue
        yield Reminder(
            "contract",
            name_of("contract", lasting(ledger, handle), held.since),
            end,
            T("the CAPE contract of {member} ends: what comes after?", member=handle),
            f"members/{handle}.yaml",
            None,
            (handle,),
            command=f"coopctl member status {handle} STATUS --since {end + _DAY}",
        )


def partners(ledger: Ledger, day: dt.date, horizon: dt.date) -> Iterator[Reminder]:
    """The last day for each to become a partner."""
    for handle, last, row, most in partner_awaited(ledger, day):
        asked = ledger.members[handle].partner_requested
        yield Reminder(
            "partner",
            name_of("partner", lasting(ledger, handle), ledger.members[handle].statuses[row].since),
            last,
            T("{member} becomes a partner, at the latest", member=handle),
            f"members/{handle}.yaml",
            None,
            (handle,),
            law=most.cited,
            command=f"coopctl member edit {handle} --partner-{'since' if asked else 'requested'} DATE",
        )


def follow_ups(ledger: Ledger, day: dt.date, horizon: dt.date) -> Iterator[Reminder]:
    """When each is to be contacted next: for themself, their referent and the circle that accompanies people."""
    for handle, one in _present(ledger, day):
        if one.follow_up:
            yield Reminder(
                "follow-up",
                name_of("follow-up", lasting(ledger, handle)),
                one.follow_up,
                T("take news of {member}", member=handle),
                f"members/{handle}.yaml",
                None,
                (handle,),
                command=f"coopctl member follow-up {handle}",
                about=handle,
            )


def _present(ledger: Ledger, day: dt.date) -> Iterator[tuple[str, Member]]:
    return ((handle, one) for handle, one in sorted(ledger.members.items()) if one.presence.holds(day))

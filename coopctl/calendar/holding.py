"""Reminders of roles and bodies: mandates that end, the next change of those that take turns, seats to fill."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.calendar.reminder import Reminder, before, last_of, lasting, name_of
from coopctl.ledger import Ledger
from coopctl.mandates import Office, Vacant, in_force, offices
from coopctl.mandates import vacancies as vacant
from coopctl.records.role import Mandate, Role
from coopctl.rules.mandates_today import ASSEMBLY
from coopctl.values.lapses import Lapse
from coopctl.words import TN, T, Text

HANDOVER = Lapse("2 months")
"""How long who leaves and who comes hold it together, where the role sheet does not say."""
_DAY = dt.timedelta(days=1)


def ends(ledger: Ledger, day: dt.date, horizon: dt.date) -> Iterator[Reminder]:
    """The mandates in force that end, and who takes over where that is known."""
    for office in offices(ledger):
        for _row, one in in_force(office, day):
            if one.until is None or one.until.last > horizon:
                continue
            after = next_holders(office, one)
            yield Reminder(
                "mandate",
                name_of("mandate ends", office.path, one.since, lasting(ledger, one.member)),
                one.until.last,
                T("{role}: the mandate of {member} ends; {next} takes over", role=office.name, member=one.member,
                  next=[other.member for other in after])
                if after
                else T("{role}: the mandate of {member} ends", role=office.name, member=one.member),
                office.path,
                office.circle,
                (one.member, *(other.member for other in after)),
                command=None if after
                else f"{office.command('assign')} HANDLE --since {one.until.last + _DAY}",
            )  # fmt: skip


def next_holders(office: Office, one: Mandate) -> list[Mandate]:
    """The mandates that begin as this one ends: during the hand-over, or the day after it at the latest."""
    if one.until is None:
        return []
    end = one.until.last
    first = before(end + _DAY, office.sheet.handover or HANDOVER)
    return [
        other
        for other in office.sheet.mandates
        if first <= other.since.first <= end + _DAY and last_of(other.until) > end and not other.interim
    ]


def appointments(ledger: Ledger, day: dt.date, horizon: dt.date) -> Iterator[Reminder]:
    """Those designated who await the assembly: in time after the designation, and before the mandate begins."""
    for office in offices(ledger):
        for one in office.sheet.mandates:
            if one.designated and one.state_on(day) == "pending":
                due = min(one.designated.last + dt.timedelta(days=ASSEMBLY), one.since.first)
                yield Reminder(
                    "assembly",
                    name_of("appointment", office.path, one.since, lasting(ledger, one.member)),
                    due,
                    T("{role}: {member} was designated, and awaits the assembly", role=office.name, member=one.member),
                    office.path,
                    office.circle,
                    (one.member,),
                    command=f"{office.command('appoint')} {one.member} --on DATE --minutes REFERENCE",
                )


def staggering(ledger: Ledger, day: dt.date, horizon: dt.date) -> Iterator[Reminder]:
    """The next change in the roles whose holders change one at a time, and the time both hold it together."""
    for office in offices(ledger):
        sheet = office.sheet
        held = [one for _row, one in in_force(office, day) if not one.interim]
        if not isinstance(sheet, Role) or sheet.staggering is None or not held:
            continue
        last = max(one.since.first for one in held)
        change = sheet.staggering.after(last)
        begins = before(change, sheet.handover) if sheet.handover else change
        facts = {"role": office.name, "seats": sheet.seats, "change": change, "every": sheet.staggering}
        yield Reminder(
            "staggering",
            name_of("staggering", office.path, last),
            begins if begins >= day else change,
            T("{role}: one of {seats} changes on {change}, as every {every}; they hold it together for {handover} "
              "until then", **facts, handover=sheet.handover)
            if sheet.handover
            else T("{role}: one of {seats} changes on {change}, as every {every}", **facts),
            office.path,
            office.circle,
            tuple(one.member for one in held),
        )  # fmt: skip


def vacancies(ledger: Ledger, day: dt.date, horizon: dt.date) -> Iterator[Reminder]:
    """What is to be filled that day, critical roles first."""
    for one in vacant(ledger, day):
        since = one.since.first if one.since else None
        yield Reminder(
            "vacancy",
            name_of("to be filled", one.office.path, since or ""),
            since,
            T("{role}: not decided yet whether, or by whom, it is to be held", role=one.office.name)
            if one.undecided
            else _to_fill(one),
            one.office.path,
            one.office.circle,
            (*one.interim, *((one.following.member,) if one.following else ())),
            waits=True,
            pressing=one.critical,
            command=None if one.following else f"{one.office.command('assign')} HANDLE --since DATE",
        )


def _to_fill(one: Vacant) -> Text:
    facts = {"role": one.office.name}
    if one.critical:
        return TN(
            "{role}: {n} seat to be filled, and the cooperative stops without it",
            "{role}: {n} seats to be filled, and the cooperative stops without it",
            one.seats,
            **facts,
        )
    if one.following:
        return TN(
            "{role}: {n} seat to be filled; {next} comes from {on} on",
            "{role}: {n} seats to be filled; {next} comes from {on} on",
            one.seats,
            **facts,
            next=one.following.member,
            on=one.following.since,
        )
    return TN("{role}: {n} seat to be filled", "{role}: {n} seats to be filled", one.seats, **facts)

"""Reminders of circles: commitments, trials and purposes that come to their day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.calendar.reminder import Reminder, lasting, name_of
from coopctl.ledger import Ledger
from coopctl.moments import On
from coopctl.records.base import span
from coopctl.records.circle import Circle
from coopctl.rules import circles_today
from coopctl.words import T


def _open(ledger: Ledger, day: dt.date) -> Iterator[tuple[str, Circle]]:
    return ((name, one) for name, one in ledger.circles.items() if one.life.holds(day))


def commitments(ledger: Ledger, day: dt.date, horizon: dt.date) -> Iterator[Reminder]:
    """The times agreed in a circle that come to their end."""
    for name, circle in _open(ledger, day):
        for one in circle.members:
            if one.until is None or not span(one.since, one.until).holds(day):
                continue
            kept = any(circles_today.takes_over(one, other) for other in circle.members if other is not one)
            soon = (one.until.last - day).days <= circles_today.NOTICE
            alone = circle.critical and soon and not kept
            yield Reminder(
                "commitment",
                name_of("commitment", name, one.since, lasting(ledger, one.member)),
                one.until.last,
                T("{circle}: the commitment of {member} ends, and nobody takes over", circle=name, member=one.member)
                if alone
                else T("{circle}: the commitment of {member} ends", circle=name, member=one.member),
                f"circles/{name}.yaml",
                name,
                (one.member,),
                command=f"coopctl circle join {name} HANDLE --since DATE --until DATE" if alone else None,
            )


def purposes(ledger: Ledger, day: dt.date, horizon: dt.date) -> Iterator[Reminder]:
    """The day by which the purpose of a circle should be reached."""
    for name, circle in _open(ledger, day):
        if circle.purpose_until and circle.purpose_until.last >= day:
            yield Reminder(
                "circle",
                name_of("purpose", name),
                circle.purpose_until.last,
                T("{circle}: its purpose should be reached {on}", circle=name, on=On(circle.purpose_until)),
                f"circles/{name}.yaml",
                name,
            )


def trials(ledger: Ledger, day: dt.date, horizon: dt.date) -> Iterator[Reminder]:
    """The last day of a circle's trial, for as long as nothing was concluded."""
    for name, circle in _open(ledger, day):
        pilot = circle.pilot
        if pilot and not pilot.outcome and pilot.until and pilot.until.last >= day:
            yield Reminder(
                "trial",
                name_of("trial", name),
                pilot.until.last,
                T("{circle}: the trial ends; adopted or dropped?", circle=name),
                f"circles/{name}.yaml",
                name,
            )

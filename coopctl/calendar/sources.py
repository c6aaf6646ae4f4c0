"""The one list of what a calendar is made from, and the calendar of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple

from coopctl.calendar import books, circles, decided, holding, people
from coopctl.calendar.lacking import lacking
from coopctl.calendar.reminder import KINDS, Reminder
from coopctl.calendar.statutory import statutory
from coopctl.ledger import Ledger
from coopctl.person import follows

Source = Callable[[Ledger, dt.date, dt.date], Iterator[Reminder]]
"""A pure function of the ledger, the day it is and the last day looked at. What lies later may be given too."""

SOURCES: tuple[Source, ...] = (
    statutory,
    holding.ends,
    holding.appointments,
    holding.staggering,
    holding.vacancies,
    circles.commitments,
    circles.purposes,
    circles.trials,
    lacking,
    decided.reviews,
    decided.objections,
    decided.elections,
    people.contracts,
    people.partners,
    people.follow_ups,
    books.closings,
    books.derogations,
)


class Calendar(NamedTuple):
    """What is due from a day to another, in order, and what is to be taken up again."""

    day: dt.date
    horizon: dt.date
    due: tuple[Reminder, ...]
    again: tuple[Reminder, ...]

    @property
    def all(self) -> tuple[Reminder, ...]:
        return self.due + self.again

    def only(self, wanted: Callable[[Reminder], bool]) -> Calendar:
        """The reminders that are wanted."""
        return self._replace(due=tuple(filter(wanted, self.due)), again=tuple(filter(wanted, self.again)))


def calendar(ledger: Ledger, day: dt.date, horizon: dt.date, viewer: str | None) -> Calendar:
    """The calendar of a day, as one person may see it: None sees no follow-up of anybody."""
    found = [one for source in SOURCES for one in source(ledger, day, horizon)]
    seen = [one for one in found if one.about is None or follows(ledger, viewer, one.about, day)]
    again = sorted((one for one in seen if one.to_take_up(day)), key=_pressing_first)
    due = [one for one in seen if not one.to_take_up(day) and one.day is not None and one.day <= horizon]
    return Calendar(day, horizon, tuple(sorted(due, key=_in_order)), tuple(again))


def shared(found: Calendar) -> Calendar:
    """Without the follow-ups of people: what may be given to anybody in the cooperative."""
    return found.only(lambda one: one.about is None)


def mine(found: Calendar, ledger: Ledger, me: str) -> Calendar:
    """What concerns one person: themself, and the follow-ups of those whose referent they are."""
    accompanied = {
        handle
        for handle, one in ledger.members.items()
        if (referent := one.referent_on(found.day)) and referent.member == me
    }

    def wanted(one: Reminder) -> bool:
        return me in one.members or (one.about is not None and one.about in accompanied)

    return found.only(wanted)


def _in_order(one: Reminder) -> tuple[dt.date, int, str]:
    return one.day or dt.date.min, list(KINDS).index(one.kind), one.id


def _pressing_first(one: Reminder) -> tuple[bool, dt.date, int, str]:
    return not one.pressing, *_in_order(one)

"""roles/<circle>/<role>.yaml: the role sheet and who holds the role, under dated mandates."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from coopctl import values
from coopctl.records.base import (
    Cents,
    Dated,
    Day,
    Flag,
    Lapse,
    Record,
    Slug,
    When,
    Whole,
    Words,
    about,
    many,
    maybe,
    span,
)
from coopctl.records.eligibility import Eligibility

State = Literal["held", "interim", "pending", "to-come", "ended"]
Filling = Literal["election", "volunteer", "assembly"]
Nature = Literal["technical", "animation", "strategy"]


class Stipend(Record):
    """A monthly sum for the mental load of the role, not tied to hours."""

    since: When = about("First day of this amount")
    until: When | None = maybe("Last day; absent: still so")
    monthly: Cents = about("Amount for a whole month, to each holder")


class College(Record):
    """Seats kept for a group of members."""

    college: Slug = about("Short name of the group")
    title: Words | None = maybe("Name shown to people")
    seats: Whole = about("How many of the seats are theirs")
    statuses: tuple[Slug, ...] = many("Statuses one must have to sit there, one of them")


class Mandate(Record):
    """A member's time in the role. Why one ends before its time is written nowhere."""

    member: Slug = about("Handle of the holder")
    since: When = about("First day")
    until: When | None = maybe("Last day; absent: still held")
    election: Words | None = maybe("The election that designated them")
    decision: Words | None = maybe("The decision it comes from, where no election does")
    designated: When | None = maybe("Day they were designated, where an assembly appoints after")
    appointed: When | None = maybe("Day the assembly appointed them; absent beside designated: awaited")
    assembly: Words | None = maybe("Minutes of the assembly that appointed them")
    college: Slug | None = maybe("The college whose seat it is")
    scope: Words | None = maybe("The part they hold, where it is not the whole")
    condition: Dated | None = maybe("The decision on whose condition they accepted")
    interim: Flag = maybe("In the meantime, until someone is designated", False)
    remainder: Flag = maybe("The rest of a term begun by someone else", False)
    waived: Flag = maybe("The holder takes no stipend", False)
    sheet: Words | None = maybe("Fingerprint of the role sheet they accepted, as coopctl role agree writes it")
    notice: When | None = maybe("Day they gave notice that it would end early")
    ended_by: Words | None = maybe("Minutes of the assembly that ended it")
    source: Words | None = maybe("Where it was imported from")

    @property
    def span(self) -> values.Span:
        return span(self.since, self.until)

    def state_on(self, day: dt.date) -> State:
        """Ended, awaiting the assembly, to come, in the meantime, or held."""
        if self.until and self.until.last < day:
            return "ended"
        if self.designated and not (self.appointed and self.appointed.first <= day):
            return "pending"
        if self.since.first > day:
            return "to-come"
        return "interim" if self.interim else "held"


class Vacancy(Record):
    """A time during which nobody holds the role, or a seat of it, as a fact of its own."""

    since: When = about("First day")
    until: When | None = maybe("Last day; absent: still to be filled")
    seats: Whole | None = maybe("How many seats; absent: all that nobody holds")
    why: Words | None = maybe("Why, in words about the role")
    interim: Slug | None = maybe("Who keeps the essential going")
    undecided: Flag = maybe("Not yet decided whether, or by whom, it is to be held", False)
    source: Words | None = maybe("Where it was imported from")

    @property
    def span(self) -> values.Span:
        return span(self.since, self.until)


class Declined(Record):
    """A mandate that was to begin and did not, for who was designated declined before. Why is written nowhere."""

    member: Slug = about("Handle of who was designated")
    since: When = about("The day it was to begin")
    date: Day = about("Day they said so")
    election: Words | None = maybe("The election that designated them")


class Role(Record):
    """A role sheet: purpose, accountabilities, qualities, term; held under mandates."""

    role: Slug = about("Same as the file's name")
    title: Words = about("Name shown to people")
    critical: Flag = maybe("The cooperative stops without it", False)
    purpose: Words | None = maybe("What it is for")
    domain: Words | None = maybe("What its holders decide on by themselves")
    ended: When | None = maybe("Last day of the role, where it ends before its circle")
    accountabilities: tuple[Words, ...] = many("What others can expect")
    qualities: tuple[Words, ...] = many("Qualities looked for")
    expectations: Words | None = maybe("What the circle expects")
    resources: tuple[Words, ...] = many("What the holder can count on")
    term_months: Whole | None = maybe("Length of a mandate, in months")
    most_term_months: Whole | None = maybe("The longest a mandate may be, in months")
    renewals: Whole | None = maybe("How many times in a row a holder may be designated again")
    seats: Whole = maybe("How many hold it at once", 1)
    colleges: tuple[College, ...] = many("Seats kept for groups of members")
    staggering: Lapse | None = maybe("How often one of the holders changes: 2 years")
    handover: Lapse | None = maybe("How long who leaves and who comes hold it together: 2 months")
    filled_by: Filling | None = maybe("How it is filled: election, volunteer or assembly")
    eligibility: Eligibility | None = maybe("Who may hold it")
    statutory: Literal["co-manager", "supervisory-board"] | None = maybe("A role the law knows")
    accompanies: Flag = maybe("true: who accompanies people as their referent holds this role", False)
    nature: Nature | None = maybe("What sort of work it is: technical, animation or strategy")
    stipend: tuple[Stipend, ...] = many("Monthly sum for the mental load, each from a day on")
    mandates: tuple[Mandate, ...] = many("Who holds or held it")
    vacancies: tuple[Vacancy, ...] = many("When nobody held it")
    declined: tuple[Declined, ...] = many("Who was designated and declined before it began")
    source: Words | None = maybe("Where it was imported from, and its id there")

    def over_on(self, day: dt.date) -> bool:
        """Whether the role has ended before a day, of itself: its circle may have ended too."""
        return self.ended is not None and self.ended.last < day

"""roles/<circle>/<role>.yaml: the role sheet and who holds the role, under dated mandates."""

from __future__ import annotations

from typing import Literal

from coopctl import values
from coopctl.records.base import Cents, Flag, Record, Slug, When, Whole, Words, about, many, maybe, span


class Stipend(Record):
    """A monthly sum for the mental load of the role, not tied to hours."""

    since: When = about("First day of this amount")
    until: When | None = maybe("Last day; absent: still so")
    monthly: Cents = about("Amount for a whole month, to each holder")


class Mandate(Record):
    """A member's time in the role."""

    member: Slug = about("Handle of the holder")
    since: When = about("First day")
    until: When | None = maybe("Last day; absent: still held")
    election: Words | None = maybe("The election that designated them")
    waived: Flag = maybe("The holder takes no stipend", False)

    @property
    def span(self) -> values.Span:
        return span(self.since, self.until)


class Vacancy(Record):
    """A time during which nobody holds the role, as a fact of its own."""

    since: When = about("First day")
    until: When | None = maybe("Last day; absent: still vacant")
    why: Words | None = maybe("Why, in words about the role")
    interim: Slug | None = maybe("Who keeps the essential going")


class Role(Record):
    """A role sheet: purpose, accountabilities, qualities, term; held under mandates."""

    role: Slug = about("Same as the file's name")
    title: Words = about("Name shown to people")
    purpose: Words | None = maybe("What it is for")
    accountabilities: tuple[Words, ...] = many("What others can expect")
    qualities: tuple[Words, ...] = many("Qualities looked for")
    expectations: Words | None = maybe("What the circle expects")
    term_months: Whole | None = maybe("Length of a mandate, in months")
    seats: Whole = maybe("How many hold it at once", 1)
    statutory: Literal["co-manager", "supervisory-board"] | None = maybe("A role the law knows")
    stipend: tuple[Stipend, ...] = many("Monthly sum for the mental load, each from a day on")
    mandates: tuple[Mandate, ...] = many("Who holds or held it")
    vacancies: tuple[Vacancy, ...] = many("When nobody held it")

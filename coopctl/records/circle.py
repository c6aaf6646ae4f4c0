"""circles/<circle>.yaml: a group with a purpose, open to all or joined by commitment."""

from __future__ import annotations

from typing import Literal

from coopctl import values
from coopctl.records.base import Flag, Hours, Lapse, Office, Record, Slug, When, Words, about, many, maybe, span
from coopctl.records.eligibility import Eligibility


class Membership(Record):
    """A member's time in the circle; in one joined by commitment, the time they agreed to."""

    member: Slug = about("Handle of the member")
    since: When = about("First day")
    until: When | None = maybe("Last day, or the end of the commitment; absent: still in it")
    source: Words | None = maybe("Where it was imported from")


class Charge(Record):
    """A member's time as the voice of a circle, or as the one who facilitates its meetings."""

    member: Slug = about("Handle of the member")
    since: When = about("First day")
    until: When | None = maybe("Last day; absent: still so")
    election: Words | None = maybe("The election that designated them")

    @property
    def span(self) -> values.Span:
        return span(self.since, self.until)


class Meetings(Record):
    """How often a circle or a body meets, and how long."""

    since: When | None = maybe("First day of this cadence")
    until: When | None = maybe("Last day; absent: still so")
    every: Lapse = about("How often: 1 week, 4 weeks")
    at_most: Lapse | None = maybe("The longest time between two of them")
    length: Hours | None = maybe("How long one lasts, in decimal hours")
    agenda_by: tuple[Office, ...] = many("Circles, roles (circle/role) and bodies that may make the agenda")


class Pilot(Record):
    """A circle tried on a small scope before it is kept or dropped."""

    since: When = about("First day of the trial")
    until: When | None = maybe("Last day of the trial")
    scope: Words | None = maybe("On what it is tried")
    criteria: Words | None = maybe("By what one will tell whether it works")
    outcome: Literal["adopted", "dropped"] | None = maybe("What came of it")


class Circle(Record):
    """A group with a purpose. One need not belong to it to contribute to it."""

    circle: Slug = about("Same as the file's name")
    title: Words = about("Name shown to people")
    purpose: Words | None = maybe("What it is for")
    domain: Words | None = maybe("What it decides on by itself")
    origin: Words | None = maybe("The need or the decision it comes from")
    access: Literal["open", "commitment"] = maybe("open: joining is immediate; commitment: for a time agreed", "open")
    critical: Flag = maybe("The cooperative stops without it", False)
    since: When | None = maybe("First day of the circle")
    pilot: Pilot | None = maybe("A trial that came first")
    purpose_until: When | None = maybe("When its purpose should be reached")
    ended: When | None = maybe("Last day of the circle")
    successor: Slug | None = maybe("The circle that takes over from it")
    merged_into: Slug | None = maybe("The circle it became part of, after its last day")
    parent: Slug | None = maybe("The circle this one is part of")
    sisters: tuple[Slug, ...] = many("Circles it works closely with")
    site: Words | None = maybe("Where it meets")
    meetings: tuple[Meetings, ...] = many("How often it meets, over time")
    representatives: tuple[Charge, ...] = many("Who speaks for it in the circle it is part of, over time")
    eligibility: Eligibility | None = maybe("Who may represent it")
    facilitators: tuple[Charge, ...] = many("Who sees to it that it meets, over time")
    members: tuple[Membership, ...] = many("Who is in it, over time")
    links: tuple[Words, ...] = many("Addresses of its pages")
    source: Words | None = maybe("Where it was imported from, and its id there")

    @property
    def life(self) -> values.Span:
        return span(self.since, self.ended)

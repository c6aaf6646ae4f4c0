"""bodies/<body>.yaml: a body that is not a circle: co-management, supervisory board, assembly, works council."""

from __future__ import annotations

from typing import Literal

from coopctl import values
from coopctl.records.base import Lapse, Office, Record, Slug, When, Whole, Words, about, many, maybe, span
from coopctl.records.circle import Meetings
from coopctl.records.eligibility import Eligibility
from coopctl.records.role import College, Declined, Filling, Mandate, Vacancy

BodyKind = Literal["co-management", "supervisory-board", "assembly", "works-council", "orientation", "other"]


class Body(Record):
    """A body beside the circles. Its members sit under mandates of its own, or are the holders of a role."""

    body: Slug = about("Same as the file's name")
    title: Words = about("Name shown to people")
    kind: BodyKind = about("What kind of body it is")
    purpose: Words | None = maybe("What it is for")
    since: When | None = maybe("First day of the body")
    ended: When | None = maybe("Last day of the body")
    role: Office | None = maybe("The role (circle/role) whose holders make it up")
    term_months: Whole | None = maybe("Length of a mandate, in months")
    most_term_months: Whole | None = maybe("The longest a mandate may be, in months")
    renewals: Whole | None = maybe("How many times in a row a member may be designated again")
    seats: Whole | None = maybe("How many sit in it")
    least: Whole | None = maybe("The fewest who may sit in it")
    most: Whole | None = maybe("The most who may sit in it")
    colleges: tuple[College, ...] = many("Seats kept for groups of members")
    handover: Lapse | None = maybe("How long who leaves and who comes sit in it together: 2 months")
    filled_by: Filling | None = maybe("How it is filled: election, volunteer or assembly")
    eligibility: Eligibility | None = maybe("Who may sit in it")
    meetings: tuple[Meetings, ...] = many("How often it meets, over time")
    mandates: tuple[Mandate, ...] = many("Who sits or sat in it")
    vacancies: tuple[Vacancy, ...] = many("When a seat was empty")
    declined: tuple[Declined, ...] = many("Who was designated and declined before it began")
    links: tuple[Words, ...] = many("Addresses of its pages")

    @property
    def life(self) -> values.Span:
        return span(self.since, self.ended)

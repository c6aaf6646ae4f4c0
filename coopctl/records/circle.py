"""circles/<circle>.yaml: a group with a purpose, open to all or joined by commitment."""

from __future__ import annotations

from typing import Literal

from coopctl import values
from coopctl.records.base import Flag, Record, Slug, When, Words, about, many, maybe, span


class Membership(Record):
    """A member's time in the circle."""

    member: Slug = about("Handle of the member")
    since: When = about("First day")
    until: When | None = maybe("Last day; absent: still in it")


class Circle(Record):
    """A group with a purpose. One need not belong to it to contribute to it."""

    circle: Slug = about("Same as the file's name")
    title: Words = about("Name shown to people")
    purpose: Words | None = maybe("What it is for")
    domain: Words | None = maybe("What it decides on by itself")
    access: Literal["open", "commitment"] = maybe("open: joining is immediate; commitment: for a time agreed", "open")
    critical: Flag = maybe("The cooperative stops without it", False)
    since: When | None = maybe("First day of the circle")
    ended: When | None = maybe("Last day of the circle")
    parent: Slug | None = maybe("The circle this one is part of")
    members: tuple[Membership, ...] = many("Who is in it, over time")
    links: tuple[Words, ...] = many("Addresses of its pages")

    @property
    def life(self) -> values.Span:
        return span(self.since, self.ended)

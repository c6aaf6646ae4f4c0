"""meetings/<date>-<circle or body>.yaml: a meeting: when, how, how many came. What was said there is not its matter."""

from __future__ import annotations

from typing import Literal

from coopctl.records.base import Dated, Day, Hours, Link, Office, Record, Slug, Whole, Words, about, many, maybe

Mode = Literal["remote", "onsite", "mixed"]


class Meeting(Record):
    """A meeting of a circle or a body. Who came is a number: no list of names, no minutes."""

    meeting: Dated = about("Same as the file's name: the day, then the circle or the body")
    circle: Slug | None = maybe("The circle that met")
    body: Slug | None = maybe("The body that met, where it is no circle")
    date: Day = about("Its day")
    mode: Mode | None = maybe("remote, onsite, or mixed")
    site: Words | None = maybe("Where, if somewhere")
    length: Hours | None = maybe("How long it lasted, in decimal hours; absent: as the circle usually meets")
    present: Whole | None = maybe("How many of those expected were there")
    expected: Whole | None = maybe("How many were expected")
    guests: Whole | None = maybe("How many came beside them, invited")
    visitors: Whole | None = maybe("How many came to see how it goes")
    agenda_by: Office | None = maybe("Who made the agenda: a member, a role (circle/role), a circle or a body")
    facilitated_by: Slug | None = maybe("Handle of the member who facilitated it")
    links: tuple[Link, ...] = many("Addresses of its pages, https only")

    @property
    def group(self) -> str | None:
        """The circle or the body that met."""
        return self.circle or self.body

"""workshops/<date>-<slug>.yaml: a workshop that members offer to others."""

from __future__ import annotations

from coopctl.records.base import Dated, Day, Hours, LineName, Link, Record, Slug, Whole, Words, about, many, maybe
from coopctl.records.meeting import Mode


class Workshop(Record):
    """A workshop: who offered it, when, how many came."""

    workshop: Dated = about("Same as the file's name: the day, then a short name")
    title: Words = about("What it is about")
    date: Day = about("Its day")
    hosts: tuple[Slug, ...] = many("Handles of the members who offer it")
    circle: Slug | None = maybe("The circle it is part of")
    mode: Mode | None = maybe("remote, onsite, or mixed")
    site: Words | None = maybe("Where, if somewhere")
    length: Hours | None = maybe("How long it lasted, in decimal hours")
    present: Whole | None = maybe("How many took part, hosts not counted")
    lines: tuple[LineName, ...] = many("Lines of the board noted for it: handle/id")
    links: tuple[Link, ...] = many("Addresses of its pages, https only")

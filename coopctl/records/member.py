"""members/<handle>.yaml: a person, under the handle that stands for them everywhere."""

from __future__ import annotations

from coopctl import values
from coopctl.records.base import Day, Record, Slug, When, Words, about, many, maybe, span


class StatusSpan(Record):
    """A status held from a day on."""

    status: Slug = about("One of the statuses of coop.yaml")
    since: When = about("First day")
    until: When | None = maybe("Last day; absent: still so")


class Referent(Record):
    """The member who accompanies this one."""

    member: Slug = about("Handle of the referent")
    since: When = about("First day")
    until: When | None = maybe("Last day; absent: still so")


class Key(Record):
    """A signing key of this member."""

    key: Words = about("Public key, as in an SSH .pub file")
    since: Day | None = maybe("First day it counts")
    until: Day | None = maybe("Last day it counts")


class Member(Record):
    """A person of the cooperative. The ledger knows a handle; the name lives in the private folder."""

    handle: Slug = about("Same as the file's name; it never changes meaning")
    statuses: tuple[StatusSpan, ...] = many("Statuses over time")
    welcomed: When | None = maybe("Welcomed before any status: trial weeks count from this day")
    partner_since: When | None = maybe("Partner (associé·e) since")
    site: Words | None = maybe("Where they work from")
    domains: tuple[Words, ...] = many("Fields they know")
    introduced_by: Slug | None = maybe("Handle of the member who introduced them")
    referents: tuple[Referent, ...] = many("Who accompanies them, over time")
    keys: tuple[Key, ...] = many("Signing keys")
    left: When | None = maybe("Last day in the cooperative")

    def status_on(self, day: object) -> str | None:
        """The status held that day, the latest begun if two overlap."""
        held = [s for s in self.statuses if span(s.since, s.until).holds(day)]  # type: ignore[arg-type]
        return max(held, key=lambda s: s.since.first).status if held else None

    @property
    def presence(self) -> values.Span:
        """From the first day known (welcomed, or the first status) to the last."""
        first = [s.since.first for s in self.statuses] + ([self.welcomed.first] if self.welcomed else [])
        return values.Span(min(first, default=None), self.left.last if self.left else None)

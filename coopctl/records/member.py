"""members/<handle>.yaml: a person, under the handle that stands for them everywhere."""

from __future__ import annotations

from coopctl import values
from coopctl.records.base import Day, Record, Slug, When, Whole, Words, about, many, maybe, span


class StatusSpan(Record):
    """A status held from a day on. A contract with an end (CAPE) and each of its renewals is one of these."""

    status: Slug = about("One of the statuses of coop.yaml")
    since: When = about("First day")
    until: When | None = maybe("Last day; absent: still so")
    outlook_months: Whole | None = maybe("Months of activity in sight on the first day")


class Referent(Record):
    """The member who accompanies this one."""

    member: Slug = about("Handle of the referent")
    since: When = about("First day")
    until: When | None = maybe("Last day; absent: still so")


class Sponsorship(Record):
    """The way into a circle joined by commitment: a sponsor, and the meetings seen first."""

    circle: Slug = about("The circle")
    sponsor: Slug | None = maybe("Handle of the sponsor, a member of the circle")
    observed: tuple[Day, ...] = many("Days of the meetings they sat in on")


class Key(Record):
    """A signing key of this member."""

    key: Words = about("Public key, as in an SSH .pub file")
    since: Day | None = maybe("First day it counts")
    until: Day | None = maybe("Last day it counts")


class Member(Record):
    """A person of the cooperative. The ledger knows a handle; the name lives in the private folder."""

    handle: Slug = about("Same as the file's name; it never changes meaning")
    aliases: tuple[Slug, ...] = many("Handles they had before: what is closed still names them so")
    statuses: tuple[StatusSpan, ...] = many("Statuses over time")
    welcomed: When | None = maybe("Welcomed before any status: trial weeks count from this day")
    welcomed_by: Slug | None = maybe("Handle of the member who welcomed them")
    meetings_seen: tuple[Day, ...] = many("Days of the meetings they came to while discovering the cooperative")
    partner_requested: When | None = maybe("Day they asked to become a partner")
    partner_since: When | None = maybe("Partner (associé·e) since")
    site: Words | None = maybe("Where they work from")
    territory: Words | None = maybe("The territory their activity belongs to")
    sector: Words | None = maybe("The sector of their activity")
    domains: tuple[Words, ...] = many("Fields they know")
    skills: tuple[Words, ...] = many("What they can help others with")
    introduced_by: Slug | None = maybe("Handle of the member who introduced them")
    referents: tuple[Referent, ...] = many("Who accompanies them, over time")
    sponsored: tuple[Sponsorship, ...] = many("Circles they are getting to know before joining")
    follow_up: Day | None = maybe("Day the next follow-up is due; nothing is kept of those before")
    follow_up_by: Slug | None = maybe("Handle of the member who does the next follow-up: a peer or a co-manager")
    forge: Words | None = maybe("Account at the forge, so that it can ask them; it can never be erased")
    keys: tuple[Key, ...] = many("Signing keys")
    notice: When | None = maybe("Day they said that they would leave")
    left: When | None = maybe("Last day in the cooperative; no reason is ever written")
    source: Words | None = maybe("Where it was imported from")

    def status_on(self, day: object) -> str | None:
        """The status held that day, the latest begun if two overlap."""
        held = [s for s in self.statuses if span(s.since, s.until).holds(day)]  # type: ignore[arg-type]
        return max(held, key=lambda s: s.since.first).status if held else None

    @property
    def arrived(self) -> values.When | None:
        """The first day known, or month: welcomed, or the first status."""
        first = [s.since for s in self.statuses] + ([self.welcomed] if self.welcomed else [])
        return min(first, key=lambda when: when.first, default=None)

    @property
    def presence(self) -> values.Span:
        """From the first day known (welcomed, or the first status) to the last."""
        return values.Span(self.arrived.first if self.arrived else None, self.left.last if self.left else None)

    def partner_on(self, day: object) -> bool:
        """Whether they are a partner that day."""
        return bool(self.partner_since) and span(self.partner_since, self.left).holds(day)  # type: ignore[arg-type]

    def referent_on(self, day: object) -> Referent | None:
        """Who accompanies them that day, the latest begun if two overlap."""
        held = [r for r in self.referents if span(r.since, r.until).holds(day)]  # type: ignore[arg-type]
        return max(held, key=lambda r: r.since.first, default=None)

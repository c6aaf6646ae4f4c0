"""Who must agree to a change, as the ledger it starts from has it: never as the branch would have it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from coopctl.change.fact import Change, items
from coopctl.ledger import Ledger
from coopctl.mandates import in_force, offices
from coopctl.records.base import span
from coopctl.review.facts import Accord
from coopctl.review.weigh import OTHER_FILES, cosmetic


class Approval(NamedTuple):
    """Who agrees to a kind of change: all of ``by``, or one of them (``any``); ``least`` members speak for a group."""

    of: str
    by: tuple[str, ...]
    any: bool = False
    least: int = 0


_ALL = ("orientation", "co-managers")
DEFAULTS = (
    Approval("lines", ("self",)),
    Approval("person", ("self",)),
    Approval("leaving", ("self", "circle"), any=True),
    Approval("joining", ("self",)),
    Approval("entering", ("co-managers",)),
    Approval("mandate", ("circle",)),
    Approval("role", ("circle",)),
    Approval("circle", ("circle",)),
    Approval("budget", ("circle",)),
    Approval("new-circle", ("orientation",)),
    Approval("eligibility", _ALL),
    Approval("caps", _ALL),
    Approval("dues", _ALL),
    Approval("approvals", _ALL),
    Approval("rules", _ALL),
    Approval("signed", _ALL),
    Approval("keys", ("self",)),
    Approval("body", _ALL),
    Approval("exceptions", _ALL),
)
"""Where the charter says nothing. What only tells what happened (a meeting, a decision, an election) asks nobody."""

_NOBODY = ("need-", "meeting-", "workshop-", "decision-", "election-", "month-", "ledger-")
_OWN_WORDS = ("format", "name", "language", "currency", "readers", "accompaniment", "slug")
_APART = ("approvals", "dues", "signed")


class Table:
    """Who agrees to what, and who they are, in one ledger on one day."""

    def __init__(self, ledger: Ledger, day: dt.date) -> None:
        self.ledger, self.day = ledger, day

    @cached_property
    def rules(self) -> Mapping[str, tuple[Approval, ...]]:
        """The usual ones by what they are about, and the charter's own in place of those."""
        found = {one.of: (one,) for one in DEFAULTS}
        own = [one for row in items(self.ledger.tree("coop.yaml"), "approvals") if (one := _read(row))]
        return found | {of: tuple(one for one in own if one.of == of) for of in {one.of for one in own}}

    @cached_property
    def co_managers(self) -> tuple[str, ...]:
        """Who holds a mandate of co-manager that day."""
        held = (one.member for office in self._management for _, one in in_force(office, self.day))
        return tuple(sorted({self.ledger.current(one) for one in held}))

    @cached_property
    def _management(self) -> list[Any]:
        return [one for one in offices(self.ledger) if one.co_management]

    @cached_property
    def orientation(self) -> str | None:
        """The body, or the circle, that gives the direction."""
        bodies = (name for name, one in sorted(self.ledger.bodies.items()) if one.kind == "orientation")
        return next(bodies, "orientation" if "orientation" in self.ledger.circle_names else None)

    @cached_property
    def assemblies(self) -> frozenset[str]:
        """Bodies whose decisions bind all others."""
        return frozenset(name for name, one in self.ledger.bodies.items() if one.kind == "assembly")

    def members_of(self, name: str) -> tuple[str, ...]:
        """Who takes part in a circle, or sits in a body, that day."""
        circle = self.ledger.circles.get(name)
        if circle is not None:
            return tuple(sorted({one.member for one in circle.members if span(one.since, one.until).holds(self.day)}))
        body = self.ledger.bodies.get(name)
        names = {name, body.role if body and body.role else name}
        held = (one.member for office in offices(self.ledger) if office.name in names
                for _, one in in_force(office, self.day))  # fmt: skip
        return tuple(sorted({self.ledger.current(one) for one in held}))

    def speaks_for(self, who: str) -> frozenset[str]:
        """The circles and bodies whose decision is that of a group: its own, those of an assembly, for all."""
        if who != "co-managers":
            return self.assemblies | {*who.split(", ")}
        names = {one.name for one in self._management if "/" not in one.name}
        return self.assemblies | names

    def accords(self, change: Change) -> Iterator[Accord]:
        """Who must agree to one change, nobody asked yet; of those marked ``either`` one is enough."""
        for of in kinds_of(change, self.ledger):
            subject = (change.who or "") if of == "lines" else change.record
            for rule in self.rules[of]:
                if rule.least:
                    yield self._together(rule, of, subject)
                    continue
                for by in rule.by:
                    yield from (one._replace(either=rule.any) for one in self._asked(by, of, subject, change))

    def _together(self, rule: Approval, of: str, subject: str) -> Accord:
        """As the charter has it: as many of them all as it says, or a decision of one of these groups."""
        seats = sorted({member for name in rule.by for member in self.members_of(name)})
        group = "circle" if rule.by[0] in self.ledger.circle_names else "body"
        return Accord(of, subject, group, ", ".join(rule.by), tuple(seats), rule.least)

    def _asked(self, by: str, of: str, subject: str, change: Change) -> Iterator[Accord]:
        if by == "self":
            if change.who:
                yield Accord(of, subject, "self", change.who)
        elif by == "co-managers":
            if self._management:
                seats = self.co_managers
                yield Accord(of, subject, "body", by, seats, len(seats))
        else:
            for name in self._named(by, change):
                group = "circle" if name in self.ledger.circle_names else "body"
                yield Accord(of, subject, group, name, self.members_of(name))

    def _named(self, by: str, change: Change) -> Iterable[str]:
        if by == "circle":
            giver = (change.after or change.before or {}).get("from_circle")
            names = (change.circle, giver if isinstance(giver, str) else None)
            return [name for name in names if name in self.ledger.circle_names]
        return [one for one in ((self.orientation if by == "orientation" else by),) if one]


def kinds_of(change: Change, base: Ledger) -> tuple[str, ...]:
    """What a change is to those who must agree: one thing, several at once, or nothing that asks for anybody."""
    kind, keys = change.kind, {*(change.before or {}), *(change.after or {})}
    if kind.startswith("line-"):
        return ("lines",)
    if change.record == "exceptions":
        return ("exceptions",)
    if cosmetic(change) or kind.startswith((*_NOBODY, OTHER_FILES)):
        return ()
    if kind.startswith("member-"):
        return _of_member(kind, keys)
    if change.record.startswith("bodies/"):
        return _of_body(kind, keys)
    if kind.startswith("charter-"):
        return _of_charter(kind, keys)
    return _of_circle(change, keys, base)


def _of_member(kind: str, keys: set[str]) -> tuple[str, ...]:
    if kind == "member-left":
        return ("leaving",)
    if kind in ("member-entered", "member-removed", "member-status"):
        return ("entering",)
    if kind == "member-changed" and "keys" in keys:
        return ("keys", "person") if keys - {"keys"} else ("keys",)
    return ("person",)


def _of_body(kind: str, keys: set[str]) -> tuple[str, ...]:
    """Who sits in a body is who must agree to what it decides on."""
    if kind == "role-ended":
        return ("leaving",)
    return ("approvals",) if kind != "role-changed" or keys & {"kind", "role", "member"} else ("body",)


def _of_charter(kind: str, keys: set[str]) -> tuple[str, ...]:
    if kind == "charter-cap":
        return ("caps",)
    apart = tuple(key for key in _APART if any(one.startswith(key) for one in keys))
    rest = {one for one in keys if one not in _OWN_WORDS and not one.startswith(_APART)}
    return (*apart, "rules") if rest else apart


def _of_circle(change: Change, keys: set[str], base: Ledger) -> tuple[str, ...]:
    kind, circle = change.kind, base.circles.get(change.circle or "")
    if kind.startswith("budget-"):
        return ("budget",)
    if kind in ("role-given", "role-ended", "circle-left"):
        return ("mandate",) if kind == "role-given" else ("leaving",)
    if kind == "role-changed" and "eligibility" in keys:
        return ("eligibility", "role") if keys - {"eligibility"} else ("eligibility",)
    if kind.startswith("role-"):
        return ("role",)
    if kind == "circle-opened" or circle is None:
        return ("new-circle",)
    return ("joining",) if kind == "circle-joined" and circle.access == "open" else ("circle",)


def _read(one: Mapping[str, Any]) -> Approval | None:
    """An approval of the charter, None where it cannot be read as one."""
    of, by, least = one.get("of"), one.get("by"), str(one.get("least", "1"))
    if not isinstance(of, str) or not isinstance(by, list) or not by:
        return None
    return Approval(of, tuple(map(str, by)), False, int(least) if least.isascii() and least.isdigit() else 1)

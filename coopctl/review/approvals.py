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
    Approval("charter", _ALL),
    Approval("body", _ALL),
    Approval("exceptions", _ALL),
)
"""Where the charter says nothing. What only tells what happened (a meeting, a decision, a need) asks for nobody."""

_NOBODY = ("need-", "meeting-", "workshop-", "decision-", "month-", "ledger-")
_OWN_WORDS = ("name", "language")


class Table:
    """Who agrees to what, and who they are, in one ledger on one day."""

    def __init__(self, ledger: Ledger, day: dt.date) -> None:
        self.ledger, self.day = ledger, day

    @cached_property
    def rules(self) -> Mapping[str, Approval]:
        """The charter's own, over the usual ones."""
        said = (_read(one) for one in items(self.ledger.tree("coop.yaml"), "approvals"))
        return {one.of: one for one in (*DEFAULTS, *said) if one}

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
        found = {one.member for office in offices(self.ledger) if office.name == name
                 for _, one in in_force(office, self.day)}  # fmt: skip
        return tuple(sorted(found))

    def speaks_for(self, who: str) -> frozenset[str]:
        """The circles and bodies whose decision is that of a group: its own, those of an assembly, for all."""
        if who != "co-managers":
            return self.assemblies | {who}
        names = {one.name for one in self._management if "/" not in one.name}
        return self.assemblies | names

    def accords(self, change: Change) -> Iterator[Accord]:
        """Who must agree to one change, nobody asked yet; of those marked ``either`` one is enough."""
        for of in kinds_of(change, self.ledger):
            rule = self.rules[of]
            subject = (change.who or "") if of == "lines" else change.record
            for by in rule.by:
                yield from (one._replace(either=rule.any) for one in self._asked(rule, by, of, subject, change))

    def _asked(self, rule: Approval, by: str, of: str, subject: str, change: Change) -> Iterator[Accord]:
        if by == "self":
            if change.who:
                yield Accord(of, subject, "self", change.who)
        elif by == "co-managers":
            if self._management:
                seats = self.co_managers
                yield Accord(of, subject, "body", by, seats, rule.least or len(seats))
        else:
            for name in self._named(by, change):
                group = "circle" if name in self.ledger.circle_names else "body"
                yield Accord(of, subject, group, name, self.members_of(name), rule.least)

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
        return (_of_member(kind),)
    if change.record.startswith("bodies/"):
        return ("leaving" if kind == "role-ended" else "body",)
    if kind.startswith("charter-"):
        return _of_charter(kind, keys)
    return _of_circle(change, keys, base)


def _of_member(kind: str) -> str:
    if kind == "member-left":
        return "leaving"
    return "entering" if kind in ("member-entered", "member-removed", "member-status") else "person"


def _of_charter(kind: str, keys: set[str]) -> tuple[str, ...]:
    if kind == "charter-cap":
        return ("caps",)
    apart = tuple(key for key in ("approvals", "dues") if any(one.startswith(key) for one in keys))
    rest = {one for one in keys if one not in _OWN_WORDS and not one.startswith(("approvals", "dues"))}
    return (*apart, "charter") if rest else apart


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
    """An approval of the charter: ``of``, ``by`` (a name or several), ``least``."""
    of, by, least = one.get("of"), one.get("by"), str(one.get("least", "0"))
    names = tuple(str(name) for name in by) if isinstance(by, list) else ((str(by),) if by else ())
    if not isinstance(of, str) or not names:
        return None
    return Approval(of, names, False, int(least) if least.isascii() and least.isdigit() else 0)

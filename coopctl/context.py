"""What contribution sheets can see of the rest of the ledger, as plain facts.

It is built from trees, not from models, so that a single ``contrib add`` and a check of the whole
ledger judge by the same facts; what cannot be read is left out, for it is its own record's finding.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Mapping
from typing import Any, NamedTuple, Protocol, TypeVar

from coopctl import values
from coopctl.digest import Days, Digest
from coopctl.values import Month, Rate, Span

F = TypeVar("F")


class Cap(NamedTuple):
    """A cap of the hourly rate and its index in the charter."""

    since: dt.date
    cap: Rate
    row: int


class Context(NamedTuple):
    """The facts the rules on some sheets may use, no more of them than these sheets can see.

    ``presence`` is None for a member that is not in the ledger; a circle or a role that is not in
    the ledger has no key; ``mandates`` holds the days this member holds the role "circle/role";
    ``handles`` are those of the recorders named who are there, whatever handle they have now;
    ``known_circles`` are all there are where one that is named is not among them, to suggest from, else
    those named, and so are ``needs``; ``member`` is their handle of now, for closed sheets may lie under
    one from before. Days are left open where the lines do not reach beyond them: a fact that changes
    elsewhere leaves this value as it was.
    """

    caps: tuple[Cap, ...]
    presence: Span | None
    circles: Mapping[str, Span]
    mandates: Mapping[str, tuple[Span, ...]]
    known_circles: frozenset[str]
    handles: frozenset[str]
    closed: frozenset[Month]
    member: str
    needs: frozenset[str]

    def cap_on(self, day: dt.date) -> Cap | None:
        """The cap in force that day; the oldest one holds before its first day too."""
        begun = [cap for cap in self.caps if cap.since <= day]
        return begun[-1] if begun else (self.caps[0] if self.caps else None)


class Facts(Protocol):
    """Where the facts come from: a whole ledger, or the few files of one write.

    ``fact`` gives what a function of this module makes of a record's tree.
    """

    def has(self, path: str) -> bool: ...

    def fact(self, read: Callable[[Any], F], path: str) -> F: ...

    def names(self, folder: str) -> frozenset[str]: ...

    def current(self, handle: str) -> str: ...

    def former(self, handle: str) -> tuple[str, ...]: ...


def context(facts: Facts, member: str, reach: Digest) -> Context:
    """What the sheets of a member, by the handle of now, can see, for lines that reach as far as ``reach`` says."""
    own = f"members/{member}.yaml"
    circles = {name: f"circles/{name}.yaml" for name in reach.circles}
    known = {name for name, path in circles.items() if facts.has(path)}
    roles = {name: f"roles/{name}.yaml" for name in reach.roles}
    named = (member, *facts.former(member)) if roles else ()
    return Context(
        caps=_reached(facts.fact(caps, "coop.yaml"), reach.days[1]),
        presence=_opened(facts.fact(presence, own), reach.days) if facts.has(own) else None,
        circles={name: _opened(facts.fact(life, circles[name]), reach.circles[name]) for name in sorted(known)},
        mandates={
            name: tuple(
                _opened(span, reach.roles[name])
                for handle in named
                for span in facts.fact(holders, path).get(handle, ())
                if span.days_in(*reach.roles[name])
            )
            for name, path in roles.items()
            if facts.has(path)
        },
        known_circles=frozenset(known) if len(known) == len(circles) else facts.names("circles/"),
        handles=frozenset(name for name in reach.recorders if facts.has(f"members/{facts.current(name)}.yaml")),
        closed=frozenset(month for month in reach.late if any(map(facts.has, closing_paths(month)))),
        member=member,
        needs=_needs(facts, reach),
    )


def _needs(facts: Facts, reach: Digest) -> frozenset[str]:
    there = all(facts.has(f"needs/{name}.yaml") for name in reach.needs)
    return reach.needs if there else facts.names("needs/")


def _reached(found: tuple[Cap, ...], last: dt.date) -> tuple[Cap, ...]:
    return found[:1] + tuple(cap for cap in found[1:] if cap.since <= last)


def _opened(span: Span, days: Days) -> Span:
    """The span without the ends that lie outside some days."""
    since, until = span
    return Span(None if since and since <= days[0] else since, None if until and until >= days[1] else until)


def _when(tree: Any, key: str, *, last: bool = False) -> dt.date | None:
    text = tree.get(key) if isinstance(tree, Mapping) else None
    try:
        when = values.parse_when(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return None if when is None else (when.last if last else when.first)


def _items(tree: Any, key: str) -> list[Any]:
    found = tree.get(key) if isinstance(tree, Mapping) else None
    return found if isinstance(found, list) else []


def caps(charter: Any) -> tuple[Cap, ...]:
    """The caps of a charter's tree, oldest first."""
    found = []
    for index, item in enumerate(_items(charter, "rate_caps")):
        since = _when(item, "since")
        try:
            if since is not None:
                found.append(Cap(since, values.parse_rate(item["cap"]), index))
        except (ValueError, KeyError, TypeError):
            continue
    return tuple(sorted(found))


def presence(member: Any) -> Span:
    """When a member's tree says they are in the cooperative: from ``welcomed`` or the first status on."""
    starts = [_when(member, "welcomed"), *(_when(item, "since") for item in _items(member, "statuses"))]
    return Span(min((day for day in starts if day), default=None), _when(member, "left", last=True))


def life(circle: Any) -> Span:
    """When a circle's tree says it is open."""
    return Span(_when(circle, "since"), _when(circle, "ended", last=True))


def held(role: Any, handle: str) -> tuple[Span, ...]:
    """When a role's tree says a member holds it."""
    return holders(role).get(handle, ())


def holders(role: Any) -> dict[str, tuple[Span, ...]]:
    """When a role's tree says each of its holders holds it; who awaits the assembly does not, until appointed."""
    found: dict[str, tuple[Span, ...]] = {}
    for item in _items(role, "mandates"):
        member = item.get("member") if isinstance(item, Mapping) else None
        if isinstance(member, str) and (not item.get("designated") or item.get("appointed")):
            begins = [day for day in (_when(item, "since"), _when(item, "appointed")) if day]
            since = max(begins) if item.get("designated") and begins else _when(item, "since")
            days = Span(since, _when(item, "until", last=True))
            found[member] = (*found.get(member, ()), days)
    return found


def looked_after(need: Any, day: dt.date) -> bool:
    """Whether a need's tree says that it is closed that day, not said yet, or that somebody has it."""
    opened, ends = _when(need, "opened"), [_when(need, key) for key in ("done", "dropped")]
    spans = [
        Span(_when(item, "since"), _when(item, "until", last=True))
        for item in _items(need, "holders")
        if isinstance(item, Mapping) and item.get("deputy") != "true"
    ]
    closed = any(end and end <= day for end in ends)
    return opened is None or opened > day or closed or any(span.holds(day) for span in spans)


def closing_paths(month: Month) -> tuple[str, ...]:
    """The payout files that would close a month."""
    return tuple(f"payouts/{values.Period.holding(month, length)}.yaml" for length in (1, 3, 12))


def closed_by(month: Month, files: Container[str]) -> str | None:
    """The payout file that closes a month, None while it is open."""
    return next((path for path in closing_paths(month) if path in files), None)


def open_month(month: Month, files: Mapping[str, Any]) -> Month:
    """The first month from this one on that no payout closes: where late work is noted."""
    while closed_by(month, files):
        month = month.next
    return month

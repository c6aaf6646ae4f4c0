"""Who is asked, by name, as one moment of the ledger has it: never as the change would have it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from coopctl.accord.facts import Accord, State, within
from coopctl.accord.kinds import DEFAULTS, Approval, approval, kinds_of
from coopctl.change.fact import Change, items


class Table:
    """Who agrees to what, and who they are, in one ledger on one day."""

    def __init__(self, state: State, day: dt.date) -> None:
        self.state, self.day = state, day

    @cached_property
    def signs(self) -> bool:
        """Whether the charter asks for signatures: then a name that somebody wrote is no proof."""
        return self.state.record("coop.yaml").get("signed") == "true"

    @cached_property
    def rules(self) -> Mapping[str, tuple[Approval, ...]]:
        """The usual ones by what they are about, and the charter's own in place of those."""
        found = {one.of: (one,) for one in DEFAULTS}
        own = [one for row in items(self.state.record("coop.yaml"), "approvals") if (one := approval(row))]
        return found | {of: tuple(one for one in own if one.of == of) for of in {one.of for one in own}}

    @cached_property
    def co_managers(self) -> tuple[str, ...]:
        """Who holds a mandate of co-manager that day."""
        return tuple(sorted({who for path in self._management for who in self._holders(path)}))

    @cached_property
    def _management(self) -> tuple[str, ...]:
        """The paths of what makes a co-manager: roles that are so by law, bodies of co-management."""
        roles = (f"roles/{name}.yaml" for name in sorted(self.state.names("roles")))
        bodies = (f"bodies/{name}.yaml" for name in sorted(self.state.names("bodies")))
        return (
            *(path for path in roles if self.state.record(path).get("statutory") == "co-manager"),
            *(path for path in bodies if self.state.record(path).get("kind") == "co-management"),
        )

    @cached_property
    def orientation(self) -> str | None:
        """The body, or the circle, that gives the direction."""
        bodies = (name for name, kind in self._bodies if kind == "orientation")
        return next(bodies, "orientation" if self.circle("orientation") else None)

    @cached_property
    def assemblies(self) -> frozenset[str]:
        """Bodies whose decisions bind all others."""
        return frozenset(name for name, kind in self._bodies if kind == "assembly")

    @cached_property
    def _bodies(self) -> tuple[tuple[str, object], ...]:
        names = sorted(self.state.names("bodies"))
        return tuple((name, self.state.record(f"bodies/{name}.yaml").get("kind")) for name in names)

    def circle(self, name: str) -> Mapping[str, Any]:
        """A circle's sheet, {} where there is none of that name."""
        return self.state.record(f"circles/{name}.yaml")

    def members_of(self, name: str) -> tuple[str, ...]:
        """Who takes part in a circle, or sits in a body, that day; of a member themself."""
        if self.circle(name):
            held = items(self.circle(name), "members")
            return tuple(sorted({self.state.person(str(one["member"])) for one in held if within(one, self.day)}))
        if self.state.record(f"members/{name}.yaml"):
            return (self.state.person(name),)
        return tuple(sorted(self._holders(f"bodies/{name}.yaml")))

    def _holders(self, path: str) -> frozenset[str]:
        """Who holds a role or sits in a body: by its own mandates, or by those of the role that makes it up."""
        sheet = self.state.record(path)
        made_of = self.state.record(f"roles/{sheet['role']}.yaml") if path.startswith("bodies/") and sheet.get(
            "role") else {}  # fmt: skip
        held = (*items(sheet, "mandates"), *items(made_of, "mandates"))
        return frozenset(self.state.person(str(one["member"])) for one in held if within(one, self.day))

    def recorders(self, name: str) -> frozenset[str]:
        """Who may record what a circle or a body decided: those in it; of an assembly the co-managers.

        Empty where nobody is known to be in it: then anybody.
        """
        return frozenset(self.members_of(name) or (self.co_managers if name in self.assemblies else ()))

    def speaks_for(self, who: str) -> frozenset[str]:
        """The circles and bodies whose decision is that of a group: its own, those of an assembly, for all."""
        if who not in ("co-managers", "co-manager"):
            return self.assemblies | {*who.split(", ")}
        return self.assemblies | {path[7:-5] for path in self._management if path.startswith("bodies/")}

    def accords(self, change: Change) -> Iterator[Accord]:
        """Who must agree to one change, nobody asked yet; of those marked ``either`` one is enough."""
        for of in kinds_of(change, self.state):
            yield from self.accords_to(of, change)

    def accords_to(self, of: str, change: Change) -> Iterator[Accord]:
        """Who must agree to a change as one of a kind."""
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
        group = "circle" if self.circle(rule.by[0]) else "body"
        return Accord(of, subject, group, ", ".join(rule.by), tuple(seats), rule.least)

    def _asked(self, by: str, of: str, subject: str, change: Change) -> Iterator[Accord]:
        if by == "self":
            if change.who:
                yield Accord(of, subject, "self", self.state.person(change.who))
        elif by in ("co-managers", "co-manager"):
            if self._management:
                seats = self.co_managers
                yield Accord(of, subject, "body", by, seats, len(seats) if by == "co-managers" else 1)
        else:
            for name in self._named(by, change):
                group = "circle" if self.circle(name) else "body"
                yield Accord(of, subject, group, name, self.members_of(name))

    def _named(self, by: str, change: Change) -> Iterable[str]:
        if by == "circle":
            giver = (change.after or change.before or {}).get("from_circle")
            names = (change.circle, giver if isinstance(giver, str) else None)
            return [name for name in names if name and self.circle(name)]
        return [one for one in ((self.orientation if by == "orientation" else by),) if one]

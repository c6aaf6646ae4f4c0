"""Who holds what on a day, and what is to be filled: every mandate with its state, every vacancy with its seats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coopctl.ledger import Ledger
from coopctl.records.body import Body
from coopctl.records.role import Mandate, Role, State
from coopctl.values import Span, When

_DAY = dt.timedelta(days=1)


class Office(NamedTuple):
    """What can be held: a role (named circle/role) or a body (by its own name), and the days it is there."""

    name: str
    path: str
    sheet: Role | Body
    life: Span

    @property
    def circle(self) -> str | None:
        """The circle of a role."""
        return self.name.partition("/")[0] if "/" in self.name else None

    def command(self, verb: str) -> str:
        """The command that does something with it: coopctl role assign technique/admin-sys, body assign conseil.

        Who sits in a body made up by a role is said of the role.
        """
        holders = self.sheet.role if isinstance(self.sheet, Body) else self.name
        return f"coopctl role {verb} {holders}" if holders else f"coopctl body {verb} {self.name}"

    @property
    def critical(self) -> bool:
        """Whether the role itself is one the cooperative stops without."""
        return isinstance(self.sheet, Role) and self.sheet.critical

    @property
    def board(self) -> bool:
        """Whether it is the supervisory board, or a seat of it."""
        sheet = self.sheet
        return sheet.kind == "supervisory-board" if isinstance(sheet, Body) else sheet.statutory == "supervisory-board"

    @property
    def co_management(self) -> bool:
        """Whether who holds it is a co-manager."""
        sheet = self.sheet
        return sheet.kind == "co-management" if isinstance(sheet, Body) else sheet.statutory == "co-manager"


class Held(NamedTuple):
    """A mandate and its state on a day."""

    office: Office
    row: int
    mandate: Mandate
    state: State


class Vacant(NamedTuple):
    """Seats that nobody holds on a day, since when, and what is known of it.

    ``row`` is that of the vacancy in the sheet; None where it is only seen from the mandates.
    ``following`` is the next mandate to come or awaiting the assembly.
    """

    office: Office
    seats: int
    since: When | None
    critical: bool
    row: int | None = None
    why: str | None = None
    interim: tuple[str, ...] = ()
    undecided: bool = False
    following: Mandate | None = None

    def days(self, day: dt.date) -> int | None:
        """For how many days, that day included."""
        return (day - self.since.first).days + 1 if self.since else None


def offices(ledger: Ledger) -> Iterator[Office]:
    """Every role, then every body."""
    lives = {name: circle.life for name, circle in ledger.circles.items()}
    for name, role in sorted(ledger.roles.items()):
        circle = lives.get(name.partition("/")[0], Span(None))
        yield Office(name, f"roles/{name}.yaml", role, _life(role, circle))
    for name, body in sorted(ledger.bodies.items()):
        yield Office(name, f"bodies/{name}.yaml", body, body.life)


def _life(role: Role, circle: Span) -> Span:
    """The days of a role: those of its circle, unless it ends before."""
    ends = [one for one in (role.ended.last if role.ended else None, circle.until) if one]
    return Span(circle.since, min(ends, default=None))


def mandates(ledger: Ledger, day: dt.date) -> list[Held]:
    """Every mandate there ever was or will be, by office and first day, with its state that day."""
    found = [
        Held(office, index, mandate, mandate.state_on(day))
        for office in offices(ledger)
        for index, mandate in enumerate(office.sheet.mandates)
    ]
    return sorted(found, key=lambda one: (one.office.path, one.mandate.since.first, one.row))


def in_force(office: Office, day: dt.date) -> list[tuple[int, Mandate]]:
    """The mandates held that day, in the meantime or not, with their rows in the sheet."""
    return [(i, one) for i, one in enumerate(office.sheet.mandates) if one.state_on(day) in ("held", "interim")]


def vacancies(ledger: Ledger, day: dt.date) -> list[Vacant]:
    """What is to be filled that day: of critical circles first, then the oldest."""
    found = [one for office in offices(ledger) if office.life.holds(day) for one in _vacant(ledger, office, day)]
    return sorted(found, key=lambda one: (not one.critical, one.since.first if one.since else dt.date.min))


def _vacant(ledger: Ledger, office: Office, day: dt.date) -> Iterator[Vacant]:
    sheet = office.sheet
    circle = ledger.circles.get(office.circle or "")
    critical = office.critical or bool(circle and circle.critical)
    stated = [(one, one.state_on(day)) for one in sheet.mandates]
    held = {one.member for one, state in stated if state == "held"}
    interim = tuple(dict.fromkeys(one.member for one, state in stated if state == "interim"))
    coming = [one for one, state in stated if state in ("pending", "to-come")]
    following = min(coming, key=lambda one: one.since.first, default=None)
    free = max(0, sheet.seats - len(held)) if sheet.seats is not None else None
    noted = [(i, one) for i, one in enumerate(sheet.vacancies) if one.span.holds(day)]
    if free == 0:
        return
    # A vacancy that does not say how many seats it is about is about those that no other one names.
    for row, one in sorted(noted, key=lambda pair: pair[1].seats is None):
        seats = one.seats or free or 1
        if free is not None:
            seats = min(seats, free)
            free -= seats
        if seats:
            named = (one.interim,) if one.interim and one.interim not in interim else ()
            keeping = (*named, *interim)
            yield Vacant(office, seats, one.since, critical, row, one.why, keeping, one.undecided, following)
    if free and not (isinstance(sheet, Body) and sheet.role):
        since = _since(sheet, day, [one.since for _row, one in noted])
        yield Vacant(office, free, since, critical, interim=interim, following=following)


def _since(sheet: Role | Body, day: dt.date, noted: Sequence[When]) -> When | None:
    """The day after the last mandate that ended before a day, and whose end is not that of a vacancy noted."""
    told = {one.first for one in noted}
    ends = [one.until.last + _DAY for one in sheet.mandates if one.until and one.until.last < day and not one.interim]
    last = max((end for end in ends if end not in told), default=None)
    return When(last.isoformat()) if last else None

"""What an election comes to for the rest of the ledger: a few plain facts, made once for each text and kept."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from coopctl.problem import Route
from coopctl.values import When
from coopctl.words import Text


class Broken(NamedTuple):
    """A rule that was not kept: its name, the event, the keys that lead to the place in it, in words."""

    rule: str
    event: int
    route: Route
    message: Text
    seen: str | None = None


class Outcome(NamedTuple):
    """A mandate that was written: who, from when to when, at which event."""

    member: str
    since: When
    until: When | None
    event: int


class Awaiting(NamedTuple):
    """That from an event on, of a day, an election waited for some days; none where it waited no more."""

    day: str
    event: int
    awaited: tuple[str, ...]


class Gist(NamedTuple):
    """An election in brief.

    ``clear`` says that its text needs no second look: it was read without a fault, it says the name of its file, and
    nothing in it looks personal. ``role`` is None where there is no framing, ``assembly`` says that one decides after
    it, ``sealed`` that a ballot in it was, ``waits``, oldest first, when what it waits for changed.
    """

    clear: bool
    role: str | None
    electorate: tuple[str, ...]
    sheet: str | None
    step: str
    closed: bool
    assembly: bool
    outcomes: tuple[Outcome, ...]
    sealed: bool
    broken: tuple[Broken, ...]
    waits: tuple[Awaiting, ...]

    def awaiting(self, day: dt.date) -> Awaiting | None:
        """What it waited for at the end of a day; None where it waited for nothing."""
        last = next((one for one in reversed(self.waits) if one.day <= day.isoformat()), None)
        return last if last and last.awaited else None

"""A reminder: one thing that a calendar shows, on its day or as waiting to be taken up."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256
from typing import NamedTuple

from coopctl.ledger import Ledger
from coopctl.values import When, plus_months
from coopctl.values.lapses import Lapse
from coopctl.words import N_, Text

KINDS = {
    "mandate": N_("mandate"),
    "statutory": N_("mandate under the law"),
    "staggering": N_("staggering"),
    "assembly": N_("assembly"),
    "commitment": N_("commitment"),
    "vacancy": N_("to be filled"),
    "circle": N_("circle"),
    "trial": N_("trial"),
    "need": N_("need"),
    "decision": N_("decision"),
    "election": N_("election"),
    "derogation": N_("derogation"),
    "contract": N_("contract"),
    "partner": N_("partners"),
    "closing": N_("month to close"),
    "follow-up": N_("follow-up"),
}
"""What each kind of reminder is called: a column on screen, a category in an .ics file."""


class Reminder(NamedTuple):
    """One thing that is due on a day, or that waits.

    ``id`` stays the same for as long as it is the same thing, whatever day it moves to. ``waits`` is whether
    it is to be taken up even though no day of it has passed; ``day`` is then since when, where that is known.
    ``law`` is the text of law it comes from, to be verified; ``source`` what else says so.
    ``about`` is the person whose follow-up it is: it is shown to those who follow them, and to nobody else.
    """

    kind: str
    id: str
    day: dt.date | None
    what: Text
    record: str
    circle: str | None = None
    members: tuple[str, ...] = ()
    waits: bool = False
    pressing: bool = False
    law: Text | None = None
    source: Text | None = None
    command: str | None = None
    about: str | None = None

    def to_take_up(self, day: dt.date) -> bool:
        """Whether its day has passed, or there is none to wait for."""
        return self.waits or self.day is None or self.day < day


def name_of(*parts: object) -> str:
    """The id of a reminder, from what never changes about it."""
    return " ".join(str(part) for part in parts)


def uid(one: Reminder, slug: str) -> str:
    """The same for as long as it is the same thing, so that taking a file in again moves what has moved.

    It is a digest: an id names people, and no name lasts longer in an agenda than the thing itself.
    """
    return f"{sha256(f'{slug} {one.id}'.encode()).hexdigest()[:32]}@{slug}.invalid"


def lasting(ledger: Ledger, handle: str) -> str:
    """The first handle somebody had: what is named after it keeps its name when they are renamed."""
    one = ledger.members.get(handle)
    return one.aliases[0] if one and one.aliases else handle


def before(day: dt.date, lapse: Lapse) -> dt.date:
    """The day that lies this much earlier."""
    if lapse.unit in ("day", "week"):
        return day - dt.timedelta(days=lapse.number * (7 if lapse.unit == "week" else 1))
    return plus_months(day, -lapse.number * (12 if lapse.unit == "year" else 1))


def last_of(until: When | None) -> dt.date:
    """A last day; the last there is where none is written."""
    return until.last if until else dt.date.max

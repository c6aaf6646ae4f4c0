"""budgets/<period>.yaml: what each circle asked for and was granted, and what moved between circles since."""

from __future__ import annotations

from pydantic import model_validator

from coopctl.records.base import Day, EntryId, Period, Record, Slug, Sum, When, Words, about, many, maybe
from coopctl.words import T


class Envelope(Record):
    """What one circle has for the period."""

    circle: Slug = about("The circle it is for")
    requested: Sum | None = maybe("What the circle asked for")
    granted: Sum | None = maybe("What it was granted; absent: not decided yet")
    decided: When | None = maybe("Day it was granted")
    decision: Slug | None = maybe("The decision that granted it: the name of its file in decisions/")


class Transfer(Record):
    """A part of one circle's envelope that goes to another one."""

    id: EntryId = about("A letter, then seven letters or digits")
    date: Day = about("Day it was decided")
    from_circle: Slug = about("The circle that gives")
    to_circle: Slug = about("The circle that receives")
    amount: Sum = about("What goes from one to the other")
    decision: Slug | None = maybe("The decision both rely on: the name of its file in decisions/")
    note: Words | None = maybe("What it is for")

    @model_validator(mode="after")
    def _moves(self) -> Transfer:
        if self.from_circle == self.to_circle:
            raise ValueError(T("circle {circle} would give to itself", circle=self.to_circle))
        if not self.amount:
            raise ValueError(T("0 moves nothing from one circle to another"))
        return self


class Budget(Record):
    """The envelopes of a month, a quarter or a year."""

    period: Period = about("Same as the file's name")
    envelopes: tuple[Envelope, ...] = many("What each circle asked for and was granted")
    transfers: tuple[Transfer, ...] = many("What moved from one circle to another")

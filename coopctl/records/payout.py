"""payouts/<period>.yaml: a closed month or quarter, frozen with every value it was computed from."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from coopctl.records.base import (
    Cents,
    Day,
    EntryId,
    Flag,
    Hours,
    Month,
    Period,
    Rate,
    Record,
    Slug,
    Whole,
    Words,
    about,
    many,
    maybe,
)
from coopctl.words import T

LineKind = Literal["contribution", "stipend", "correction", "catch-up", "carried", "carried-forward"]
Cause = Literal["mandate", "waiver", "stipend", "status", "mended", "twice"]


_WORK = ("contribution", "sheet", "date", "hours", "rate")
_STIPEND = ("role", "month")
NEEDED = (*_WORK, *_STIPEND, "corrects")
"""What some kinds of lines need and others do not have."""


class StipendShare(Record):
    """Some days of a month at one monthly amount, where a month knew several."""

    monthly: Cents = about("Amount for a whole month")
    days: Whole = about("Days of the month held at that amount")


class PayoutLine(Record):
    """One sum, up or down, and where it comes from.

    ``contribution``: hours x rate of a line of the board. ``stipend``: a month of a mandate.
    ``correction``: the difference a correcting line makes. ``catch-up``: a fact recorded after its
    period was closed. ``carried``: a negative total of the period before; ``carried-forward``: one
    that the next period takes over, so that nobody is asked for money.

    Work is worth hours x rate, 0 where ``waived`` or where a ``status`` is named; a stipend is worth
    monthly x days / days of the month, the whole of it where no days are named. The amount is that
    worth less ``paid_before``, the hours counted are ``hours`` (0 with a ``status``) less ``hours_before``;
    with ``instead``, a later correction was counted before this line: neither changes.
    """

    member: Slug = about("Whom it is for")
    kind: LineKind = about("What it is")
    contribution: EntryId | None = maybe("Id of the line of the board")
    sheet: Month | None = maybe("Month of the sheet that line stands in")
    corrects: EntryId | None = maybe("Id of the corrected line")
    role: Words | None = maybe("circle/role of a stipend, or the role of the work")
    month: Month | None = maybe("Month of a stipend")
    settles: Period | None = maybe("The closed period this line puts right")
    date: Day | None = maybe("Day of the work")
    circle: Slug | None = maybe("Circle of the work")
    hours: Hours | None = maybe("Hours of the work")
    rate: Rate | None = maybe("Rate the member grants themself")
    waived: Flag = maybe("Given: the hours count, the amount is 0", False)
    status: Slug | None = maybe("The status that day, where it is not paid this way: the amount is 0")
    instead: EntryId | None = maybe("Id of the later correction that stands: this line changes nothing")
    monthly: Cents | None = maybe("Amount of the stipend for a whole month")
    days: Whole | None = maybe("Days of the month held; absent: the month counts whole")
    shares: tuple[StipendShare, ...] = many("Days at each amount, where a month knew several")
    cause: Cause | None = maybe("What was recorded late")
    hours_before: Hours | None = maybe("Hours counted for it so far")
    paid_before: Cents | None = maybe("What was paid for it so far")
    amount: Cents = about("The sum, in the ledger's currency")

    @model_validator(mode="after")
    def _complete(self) -> PayoutLine:
        self.be_complete()
        return self

    def be_complete(self) -> None:
        """Raise ``ValueError`` without the values it was computed from: it could not be verified."""
        needed = dict.fromkeys((*self._needed, *(_WORK if self.contribution else ())))
        missing = tuple(name for name in needed if getattr(self, name) is None)
        if missing:
            raise ValueError(T("a line of kind {kind} needs: {keys}", kind=self.kind, keys=missing))

    @property
    def _needed(self) -> tuple[str, ...]:
        if self.kind in ("carried", "carried-forward"):
            return ()
        if self.kind == "stipend" or (self.kind == "catch-up" and self.contribution is None):
            return _STIPEND
        return (*_WORK, "corrects") if self.kind == "correction" else _WORK


class Unpaid(Record):
    """Work of someone whose status is not paid this way: kept and shown, at no cost here."""

    member: Slug = about("Who")
    contribution: EntryId = about("Id of the line of the board")
    sheet: Month = about("Month of the sheet")
    corrects: EntryId | None = maybe("Id of the corrected line")
    date: Day = about("Day of the work")
    circle: Slug | None = maybe("Circle of the work")
    role: Words | None = maybe("Role of the work")
    hours: Hours = about("Hours")
    rate: Rate = about("Rate")
    waived: Flag = maybe("Given", False)
    status: Slug = about("The status that is not paid this way")


class SetAside(Record):
    """A line that a finding keeps out of this payout, without holding up the others."""

    member: Slug = about("Who")
    contribution: EntryId = about("Id of the line of the board")
    sheet: Month = about("Month of the sheet")
    corrects: EntryId | None = maybe("Id of the line it corrects")
    rule: Words = about("The finding's rule")


class Statement(Record):
    """A member's sums: what they noted, stipends, adjustments."""

    member: Slug = about("Who")
    hours: Hours = about("Hours this payout counts, given ones included, corrections as a difference")
    amount: Cents = about("Contributions of the period")
    stipends: Cents = about("Stipends of the period")
    adjustments: Cents = about("Corrections, catch-ups and what is carried")
    total: Cents = about("To be paid")


class PayoutRules(Record):
    """The rule values the payout was computed with."""

    prorata: Literal["days", "months"] = about("How stipends are counted")
    paid: tuple[Slug, ...] = many("Statuses paid this way")
    unpaid: tuple[Slug, ...] = many("Statuses not paid this way")


class Payout(Record):
    """A closed period: what the cooperative owes, to whom, line by line."""

    period: Period = about("Same as the file's name")
    closed: Day = about("Day it was closed")
    closed_by: Slug = about("Who closed it")
    rules: PayoutRules = about("The rule values used")
    lines: tuple[PayoutLine, ...] = many("Every sum")
    unpaid: tuple[Unpaid, ...] = many("Work not paid this way")
    set_aside: tuple[SetAside, ...] = many("Lines kept out by a finding")
    statements: tuple[Statement, ...] = many("Sums by member")
    co_managers: tuple[Slug, ...] = many("Co-managers in the period: their sums are also shown apart")
    total: Cents = about("Sum of the lines")
    digest: Words = about("sha256 of the values above")

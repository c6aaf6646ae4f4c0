"""What the events of an election are made of: ballots, reasons as far as they may be written, amendments."""

from __future__ import annotations

from typing import Literal

from coopctl.records.base import Day, Flag, Moment, Record, Slug, When, Whole, Words, about, many, maybe

Instead = Literal["pass", "nobody", "outside-search"]
How = Literal[
    "shorter-term", "trial", "training", "pair", "narrower", "split", "sheet", "measure", "start", "condition", "other"
]


class Happened(Record):
    """What every event says: when, and who wrote it down."""

    at: Moment = about("Day, and hour where it is known: 2026-10-15T18:42")
    by: Slug = about("Handle of who recorded it")


class Said(Record):
    """The reason somebody gives for a ballot already shown, as far as the level lets it be written."""

    voter: Slug = about("Handle of whose ballot it is")
    reason: Words | None = maybe("Why, in full words")
    given: Words | None = maybe("Keyed digest of a reason that was given; the words are in the private folder")
    withheld: Flag = maybe("The reason was given in the meeting, and is written nowhere", False)

    @property
    def reasoned(self) -> bool:
        """Whether a reason was given, wherever it is written."""
        return self.withheld or self.reason is not None or self.given is not None


class Ballot(Record):
    """One person's ballot: one name, or as many as a group has seats, or none of them."""

    voter: Slug = about("Handle of whose ballot it is")
    nominee: Slug | None = maybe("Handle of whom they name")
    nominees: tuple[Slug, ...] = many("Whom they name, where a group is proposed")
    instead: Instead | None = maybe("pass, nobody, or outside-search")
    reason: Words | None = maybe("Why, in full words")
    given: Words | None = maybe("Keyed digest of a reason that was given; the words are in the private folder")
    withheld: Flag = maybe("The reason was given in the meeting, and is written nowhere", False)
    sealed: Words | None = maybe("Commitment of the sealed ballot it was opened from")

    @property
    def names(self) -> tuple[str, ...]:
        """Whom it names."""
        return self.nominees if self.nominee is None else (self.nominee, *self.nominees)

    @property
    def reasoned(self) -> bool:
        """Whether a reason was given, wherever it is written."""
        return self.withheld or self.reason is not None or self.given is not None


class Minutes(Record):
    """How long each step may take."""

    ballots: Whole | None = maybe("Silent writing, then all ballots shown at once")
    reveal: Whole | None = maybe("The round of reasons")
    change: Whole | None = maybe("A change round")
    proposal: Whole | None = maybe("The proposal and its reason")
    objections: Whole | None = maybe("A round of objections, and the work on them")
    acceptance: Whole | None = maybe("The answer of who is proposed")


class Window(Record):
    """From when to when a step is open."""

    opens: Moment | None = maybe("From when on")
    closes: Moment | None = maybe("Until when")


class Times(Record):
    """When steps open and close, where not all take part at the same time."""

    ballots: Window | None = maybe("Ballots are given")
    reveal: Window | None = maybe("Ballots are opened, and reasons read")
    change: Window | None = maybe("A change round")
    proposal: Window | None = maybe("The proposal")
    objections: Window | None = maybe("A round of objections")
    acceptance: Window | None = maybe("The answer of who is proposed")


class Amendment(Record):
    """What changes in the proposal."""

    how: How = maybe("In what way: shorter-term, trial, training, pair, narrower, split, sheet, measure…", "other")
    text: Words | None = maybe("What changes, about the role")
    term_months: Whole | None = maybe("The new length of the mandate, in months")
    since: When | None = maybe("The new first day of the mandate")
    review: Day | None = maybe("When it is looked at again")
    scope: Words | None = maybe("The part held, where it is not the whole")
    sheet: Words | None = maybe("Fingerprint of the role sheet as it was amended")

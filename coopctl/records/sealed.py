"""elections/<election>/ballots/<handle>.yaml: ballots that one person sealed in their own clone, and opened later."""

from __future__ import annotations

from coopctl.records.base import Flag, Moment, Record, Slug, Whole, Words, about, many, maybe
from coopctl.records.heard import Instead


class Opened(Record):
    """What was in a sealed ballot, written at the reveal by who gave it."""

    at: Moment = about("Day, and hour where it is known")
    nominee: Slug | None = maybe("Handle of whom they name")
    nominees: tuple[Slug, ...] = many("Whom they name, where a group is proposed")
    instead: Instead | None = maybe("pass, nobody, or outside-search")
    reason: Words | None = maybe("Why, in full words, where the election keeps them")
    given: Words | None = maybe("Keyed digest of a reason that was given; the words are in the private folder")
    withheld: Flag = maybe("The reason was given in the meeting, and is written nowhere", False)
    salt: Words = about("The salt: with it anybody can see that the ballot is the one that was sealed")

    @property
    def names(self) -> tuple[str, ...]:
        """Whom it names."""
        return self.nominees if self.nominee is None else (self.nominee, *self.nominees)


class Sealed(Record):
    """A ballot that was sealed: nothing can be read from it until it is opened."""

    round: Whole = about("The round of the election it is for, counted from 1")
    at: Moment = about("Day, and hour where it is known")
    commitment: Words | None = maybe("Salted digest of the ballot")
    opened: Opened | None = maybe("What was in it")


class SealedBallots(Record):
    """The sealed ballots of one person in one election. Nobody else writes here."""

    voter: Slug = about("Same as the file's name: handle of whose ballots they are")
    ballots: tuple[Sealed, ...] = about("The ballots; of two for one round the later counts")

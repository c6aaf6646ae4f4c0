"""decisions/<date>-<slug>.yaml: what a circle or a body proposes and decides, how objections ended, what came of it.

The texts are the circle's own wording of what it decides. Words about people have no place here: git keeps them.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from coopctl import values
from coopctl.consent import ADOPTED as ADOPTED
from coopctl.records.base import Dated, Day, Flag, Record, Slug, When, Whole, Words, about, many, maybe, span

Method = Literal["consent", "advice", "role-holder", "assembly", "election"]
Standing = Literal["experiment", "internal-rules", "statutes"]
Result = Literal["adopted", "amended", "withdrawn", "unresolved", "sent", "dropped", "broken"]


class Amendment(Record):
    """What is proposed from that day on, in place of the text before: the first one is amendment 1."""

    date: Day = about("Day it was worded")
    text: Words = about("What is proposed from then on, whole")


class Round(Record):
    """Everybody is asked whether they object: the first one is round 1."""

    date: Day = about("Day of the round")
    amendment: Whole = maybe("The amendment that was before the circle; absent: the proposal as it was first", 0)
    consenting: Whole | None = maybe("How many had no objection; absent: the round stopped at an objection")
    objecting: Whole = maybe("How many had one", 0)
    absent: Whole = maybe("How many who take part were not there to be asked", 0)


class Objection(Record):
    """What would do harm if the proposal went through. It is never judged: it is worked on until it ends."""

    id: Slug = about("Short name: o1, o2…")
    by: Slug | None = maybe("Handle of who raised it, unless they would rather not be named")
    date: Day = about("Day it was raised")
    round: Whole = about("The round it was raised in")
    about: Words | None = maybe("What it says of the proposal, never of a person")
    ended: Literal["integrated", "withdrawn", "noted", "postponed"] | None = maybe(
        "How it ended: integrated, withdrawn, noted (without blocking), postponed (to ripen); absent: still open"
    )
    ended_on: Day | None = maybe("Day it ended")
    into: Whole | None = maybe("The amendment that takes it in")
    until: Day | None = maybe("Day by which one that is to ripen comes back")


class Outcome(Record):
    """What came of it on a day. A later one does not erase those before."""

    date: Day = about("Day")
    outcome: Result = about("adopted, amended (adopted as amended), withdrawn, unresolved, sent, dropped or broken")
    owner: Slug | None = maybe("Who takes an unresolved one up again")
    until: Day | None = maybe("Day by which they do")
    to: Slug | None = maybe("The circle it was sent to")
    reason: Words | None = maybe("Why it is broken or dropped, in words about the agreement")


class Force(Record):
    """A time during which it holds as an experiment, as internal rules, or by the statutes."""

    kind: Standing = about("experiment, internal-rules or statutes")
    since: When = about("First day")
    until: When | None = maybe("Last day; absent: still so")

    @property
    def span(self) -> values.Span:
        return span(self.since, self.until)


class Review(Record):
    """A look back at a decision, held on a day."""

    date: Day = about("Day it was held")
    next: Day | None = maybe("Day of the next one")


class TakenUp(Record):
    """What the co-managers say of it: by law they answer for what reaches outside the cooperative."""

    date: Day = about("Day they said so")
    state: Literal["taken-up", "discussing", "declined"] = about("taken-up, discussing or declined")
    reason: Words | None = maybe("Why it is declined, in words about the decision")


class Erratum(Record):
    """A correction, beside a text that is closed."""

    date: Day = about("Day it was noticed")
    text: Words = about("What should be read instead")


class Decision(Record):
    """Something decided in a circle or a body. Once adopted, its texts are closed; corrections are added."""

    decision: Dated = about("Same as the file's name: the day it was opened, then a few words")
    title: Words = about("What it is about, in a few words")
    circle: Slug | None = maybe("The circle that decides")
    body: Slug | None = maybe("The body that decides, where it is no circle")
    opened: Day = about("Day it was proposed")
    by: Slug | None = maybe("Handle of who proposes")
    method: Method = maybe("consent, advice, role-holder (alone), assembly or election", "consent")
    present: Whole | None = maybe("How many were there")
    mode: Literal["room", "remote", "mixed", "written"] | None = maybe("room, remote, mixed or written")
    driver: Words | None = maybe("What calls for it")
    proposal: Words = about("What is proposed, in the circle's own words")
    amendments: tuple[Amendment, ...] = many("How the proposal changed since, in order")
    rounds: tuple[Round, ...] = many("When everybody was asked, in order")
    objections: tuple[Objection, ...] = many("What was raised, and how it ended")
    outcomes: tuple[Outcome, ...] = many("What came of it, in order")
    standing: tuple[Force, ...] = many("How it holds over time: experiment, internal rules, statutes")
    scope: Words | None = maybe("On what it is tried")
    criteria: Words | None = maybe("By what one will tell whether it works")
    review: Day | None = maybe("Day of the first review")
    reviews: tuple[Review, ...] = many("Reviews held, each with the day of the next")
    replaces: Dated | None = maybe("The earlier decision it takes the place of")
    outside: Flag = maybe("It has effects outside the cooperative", False)
    accountable: Slug | None = maybe("The co-manager who answers for it outside")
    taken_up: tuple[TakenUp, ...] = many("Whether the co-managers take it up, over time")
    errata: tuple[Erratum, ...] = many("Corrections of what is closed")

    @property
    def text(self) -> str:
        """What is proposed, or was adopted: the last wording."""
        return self.amendments[-1].text if self.amendments else self.proposal

    @property
    def adopted(self) -> dt.date | None:
        """The day it was first adopted."""
        return next((one.date for one in self.outcomes if one.outcome in ADOPTED), None)

    def outcome_on(self, day: dt.date) -> Outcome | None:
        """What had come of it by a day."""
        return next((one for one in reversed(self.outcomes) if one.date <= day), None)

    def standing_on(self, day: dt.date) -> Force | None:
        """How it holds that day, in force or not."""
        return next((one for one in reversed(self.standing) if one.span.holds(day)), None)

    @property
    def next_review(self) -> dt.date | None:
        """The day of the review to come: the one agreed at the last review, else the first."""
        return self.reviews[-1].next if self.reviews else self.review

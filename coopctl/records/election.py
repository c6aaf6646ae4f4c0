"""elections/<date>-<slug>.yaml: one election without candidates, as the list of what happened."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from coopctl.records.base import (
    Day,
    Flag,
    Office,
    Record,
    Slug,
    When,
    Whole,
    Words,
    about,
    many,
    maybe,
)
from coopctl.records.heard import Amendment, Ballot, Happened, Minutes, Said, Times
from coopctl.records.rules import Rules

Level = Literal["outcome", "summary", "full"]
Ending = Literal["integrated", "withdrawn", "noted", "postponed"]
Answer = Literal["accepted", "conditions", "later", "declined"]


class Framing(Happened):
    """What was agreed before any name, and holds from there on."""

    kind: Literal["framing"] = about("framing")
    circle: Slug | None = maybe("The circle that designates")
    role: Office = about("The role (circle/role) or the body it is for")
    sheet: Words | None = maybe("Fingerprint of the role sheet as it was agreed")
    criteria: tuple[Words, ...] = many("What is looked for, agreed before any name")
    rules: Rules = maybe("The rules it follows, whole", Rules.model_construct())
    term_months: Whole | None = maybe("Length of the mandate, in months")
    most_term_months: Whole | None = maybe("The longest it may be, in months")
    since: When | None = maybe("First day of the mandate, where it is known")
    seats: Whole = maybe("How many seats are to be filled", 1)
    college: Slug | None = maybe("The college whose seat it is")
    assembly: Flag = maybe("An assembly decides after it: this is a designation, not an appointment", False)
    electorate: tuple[Slug, ...] = about("Handles of those who designate")
    eligible: tuple[Slug, ...] = many("Handles of those who could hold it, as computed that day; none: not computed")
    facilitator: Slug = about("Who facilitates")
    secretary: Slug | None = maybe("Who writes")
    present: tuple[Slug, ...] = about("Handles of the electorate who are there, at a distance included")
    absent: tuple[Slug, ...] = many("Handles of the electorate who are not")
    remote: tuple[Slug, ...] = many("Handles of those present at a distance")
    guests: tuple[Slug, ...] = many("Handles of members who are there and do not speak in rounds")
    observers: Whole = maybe("How many others look on", 0)
    place: Words | None = maybe("Where, or by which channel")
    level: Level = maybe("What is written of words about people: outcome, summary or full", "summary")
    sealed: Flag = maybe("Ballots may be sealed from one's own clone", False)
    minutes: Minutes | None = maybe("How long each step may take")
    times: Times | None = maybe("When steps open and close, where not all take part at the same time")
    follows: Slug | None = maybe("The election this one takes up again")


class Nomination(Happened):
    """The ballots, shown all at once: none is written down before that signal."""

    kind: Literal["ballots"] = about("ballots")
    ballots: tuple[Ballot, ...] = many("The ballots")
    without: tuple[Slug, ...] = many("Handles of who gave none, and the group goes on")
    counted: Whole | None = maybe("How many ballots there were, where nothing more is written")


class Reveal(Happened):
    """The round of reasons, where they did not come with the ballots."""

    kind: Literal["reveal"] = about("reveal")
    reasons: tuple[Said, ...] = many("The reasons")


class ChangeRound(Happened):
    """A round in which a ballot may move; who keeps theirs is not listed."""

    kind: Literal["change"] = about("change")
    ballots: tuple[Ballot, ...] = many("The ballots that move; none where nobody changes")
    counted: Whole | None = maybe("How many moved, where nothing more is written")


class Proposal(Happened):
    """Whom the facilitator proposes on the strength of the reasons, and why."""

    kind: Literal["proposal"] = about("proposal")
    member: Slug | None = maybe("Handle of who is proposed")
    members: tuple[Slug, ...] = many("Who is proposed, where it is a group")
    proposer: Slug | None = maybe("Who proposes; absent: the facilitator")
    reason: Words | None = maybe("Why, about the role")
    term_months: Whole | None = maybe("Length of the mandate, where it is not the one agreed first")

    @property
    def names(self) -> tuple[str, ...]:
        """Who is proposed."""
        return self.members if self.member is None else (self.member, *self.members)


class ConsentGiven(Happened):
    """Those who have no objection, as they say so."""

    kind: Literal["consent"] = about("consent")
    members: tuple[Slug, ...] = many("Handles of those who say: no objection")
    silent: Flag = maybe("They were silent until the step closed, and the rules take that for no objection", False)
    counted: Whole | None = maybe("How many say so, where nothing more is written")


class ObjectionRaised(Happened):
    """Someone has an objection, in words about the role. It is never judged."""

    kind: Literal["objection"] = about("objection")
    objection: Slug = about("Its name in this election: o1")
    member: Slug | None = maybe("Handle of who has it")
    text: Words | None = maybe("What it says about the role; absent: to be made clear")
    withheld: Flag = maybe("Said in the meeting, and written nowhere", False)


class Clarification(Happened):
    """An objection that was not clear is put in words about the role."""

    kind: Literal["clarification"] = about("clarification")
    objection: Slug = about("The objection")
    text: Words | None = maybe("What it says about the role")
    withheld: Flag = maybe("Said in the meeting, and written nowhere", False)


class Resolution(Happened):
    """How an objection ends: integrated, withdrawn, noted as a point to watch, postponed."""

    kind: Literal["resolution"] = about("resolution")
    objection: Slug = about("The objection")
    ending: Ending = about("integrated, withdrawn, noted (a point to watch) or postponed (until a day)")
    text: Words | None = maybe("What is to be watched, about the role")
    until: Day | None = maybe("The day until which it ripens")
    amendment: Amendment | None = maybe("What changes, where it is integrated: a new full round follows")


class Acceptance(Happened):
    """The answer of who is proposed. A refusal has no reason."""

    kind: Literal["acceptance"] = about("acceptance")
    member: Slug | None = maybe("Handle of who answers")
    answer: Answer = about("accepted, conditions, later or declined")
    waived: Flag = maybe("true: yes, and without the monthly sum of the role", False)
    until: Day | None = maybe("The day by which they answer")
    amendment: Amendment | None = maybe("The condition: a new full round follows")


class MandateWritten(Happened):
    """The mandate that the role sheet gets in the same record."""

    kind: Literal["mandate"] = about("mandate")
    member: Slug = about("Handle of the holder")
    since: When = about("First day")
    until: When | None = maybe("Last day")


class Suspension(Happened):
    """The meeting stops here and goes on another day."""

    kind: Literal["suspension"] = about("suspension")
    until: Day | None = maybe("When it goes on")
    why: Words | None = maybe("Why, about the election")


class Resumption(Happened):
    """It goes on; ballots stand, and a round of objections starts afresh with those present."""

    kind: Literal["resumption"] = about("resumption")
    present: tuple[Slug, ...] = about("Handles of the electorate who are there")
    absent: tuple[Slug, ...] = many("Handles of the electorate who are not")
    remote: tuple[Slug, ...] = many("Handles of those present at a distance")


class Arrival(Happened):
    """Members of the electorate who come."""

    kind: Literal["arrival"] = about("arrival")
    members: tuple[Slug, ...] = about("Handles of those who come")
    remote: Flag = maybe("At a distance", False)


class Departure(Happened):
    """Members of the electorate who leave; their ballots stand."""

    kind: Literal["departure"] = about("departure")
    members: tuple[Slug, ...] = about("Handles of those who leave")


class Handover(Happened):
    """Someone else facilitates, or writes, from here on."""

    kind: Literal["handover"] = about("handover")
    facilitator: Slug | None = maybe("Who facilitates from here on")
    secretary: Slug | None = maybe("Who writes from here on")


class Reframing(Happened):
    """The role sheet or the term was changed in the meantime, and the group agrees to go on with it."""

    kind: Literal["reframing"] = about("reframing")
    sheet: Words | None = maybe("Fingerprint of the role sheet as it is now")
    term_months: Whole | None = maybe("Length of the mandate, in months")
    why: Words | None = maybe("Why, about the role")


class Closing(Happened):
    """It ends without anybody: called off, or with no result."""

    kind: Literal["cancellation", "no-result"] = about("How it ends: cancellation or no-result")
    why: Words | None = maybe("Why, about the role")
    next: Literal["amend-role", "outside-search", "interim", "split", "later"] | None = maybe("What comes instead")


class Reopening(Happened):
    """It is taken up again, from one of its steps."""

    kind: Literal["reopening"] = about("reopening")
    to: Literal["ballots", "change", "proposal"] = maybe("From which step", "proposal")
    why: Words | None = maybe("Why, about the role")


class Remark(Happened):
    """A note of the facilitator, or the correction of an error in what is recorded; it changes nothing else."""

    kind: Literal["note", "erratum"] = about("note or erratum")
    text: Words = about("What is to be known, about the election")
    event: Whole | None = maybe("Which event it corrects, counted from 1")


Event = Annotated[
    Framing
    | Nomination
    | Reveal
    | ChangeRound
    | Proposal
    | ConsentGiven
    | ObjectionRaised
    | Clarification
    | Resolution
    | Acceptance
    | MandateWritten
    | Suspension
    | Resumption
    | Arrival
    | Departure
    | Handover
    | Reframing
    | Closing
    | Reopening
    | Remark,
    Field(discriminator="kind"),
]


class Election(Record):
    """An election without candidates: the list of what happened, in order, to which one only adds."""

    election: Slug = about("Same as the file's name: day of the opening, then a short name")
    events: tuple[Event, ...] = about("What happened, in order")

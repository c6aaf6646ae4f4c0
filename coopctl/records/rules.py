"""The rules an election follows, as data: written whole in its framing, and frozen there."""

from __future__ import annotations

from typing import Literal

from coopctl.records.base import Day, Flag, Record, Slug, Whole, maybe


class Rules(Record):
    """How an election without candidates is held; what is not said is as in the founding procedure."""

    preset: Slug = maybe("The set it comes from: founding, s3, holacracy, simplified, or one's own", "founding")
    dated: Day | None = maybe("Day of that version of the set")
    self_nomination: Flag = maybe("One may name oneself", True)
    passing: Flag = maybe("One may pass instead of naming someone; it is counted apart", False)
    nobody: Flag = maybe("One may name nobody, with a reason", True)
    outside_search: Flag = maybe("One may ask to look outside, with a reason", True)
    ballot_reasons: Flag = maybe("Each ballot is given a reason aloud", True)
    facilitator_ballot: Flag = maybe("A facilitator who is of the electorate gives a ballot", True)
    change_rounds: Whole = maybe("How many change rounds there may be; 0: none", 2)
    change_to: Literal["named", "anyone"] = maybe("To whom a ballot may move: names already given, or anyone", "named")
    proposed_from: Literal["named", "anyone"] = maybe("Who may be proposed: who was named, or anyone", "named")
    nominee_speaks: Literal["last", "first", "with-others"] = maybe("When who is proposed speaks in a round", "last")
    may_refuse: Flag = maybe("Who is proposed may say no", True)
    accept_days: Whole = maybe("Days within which an absent person answers", 14)
    absent_electable: Flag = maybe("Someone absent may be proposed", True)
    late_arrivals: Literal["object", "watch"] = maybe("Who comes after the ballots may object, or only watch", "object")
    quorum_percent: Whole = maybe("The least share of the electorate present, in hundredths; 0: none", 0)
    ties: Literal["reasons", "ladder"] = maybe("Reasons alone tell between two names, or a ladder helps", "reasons")
    several_seats: Literal["one-by-one", "slate"] = maybe("Seats one after the other, or by a group", "one-by-one")
    silence: Literal["never", "no-objection"] = maybe("Whether silence until a set time is: no objection", "never")
    electorate: Literal["circle", "present", "cooperative"] = maybe("Who is of the electorate", "circle")

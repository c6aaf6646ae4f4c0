"""What the minutes of an election tell, at a level: from its record, and from the private words where they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from coopctl.election.replay import replay
from coopctl.election.state import Ballot, Proposal, State
from coopctl.election.tally import Count, beside, tally
from coopctl.election.words import Words
from coopctl.records.heard import Amendment
from coopctl.values import Moment
from coopctl.words import T, Text

LEVELS = ("outcome", "summary", "full")
"""How much is told of words about people, the least first."""


class Spoken(NamedTuple):
    """A ballot as it is told. ``how`` says what is known of its reason: told, given, withheld, elsewhere, none."""

    voter: str
    names: tuple[str, ...]
    instead: str | None
    how: str
    reason: str | None = None


class Tour(NamedTuple):
    """A round of ballots, and how often each name stands after it; ``counted`` where no more than that is told."""

    kind: str
    at: Moment
    ballots: tuple[Spoken, ...]
    counted: int
    without: tuple[str, ...]
    counts: tuple[Count, ...]
    beside: dict[str, int]
    facilitator: str = ""


class Objected(NamedTuple):
    """An objection and how it ended; ``watch`` is what is to be watched."""

    name: str
    member: str | None
    text: str | None
    clear: bool
    ending: str | None
    until: str | None
    watch: str | None
    amendment: Amendment | None


class Proposed(NamedTuple):
    """A proposal with its rounds: the objections, then what those proposed answered."""

    made: Proposal
    at: Moment
    objections: tuple[Objected, ...]
    answers: tuple[Any, ...]


class Told(NamedTuple):
    """All that minutes tell. ``level`` is what is told, ``missing`` what was asked for and is not in this clone."""

    state: State
    events: tuple[Any, ...]
    level: str
    tours: tuple[Tour, ...]
    proposals: tuple[Proposed, ...]
    missing: tuple[Text, ...]


def minutes(name: str, events: Sequence[Any], words: Words, level: str) -> Told:
    """The minutes of an election that was framed; what breaks a rule is not told, and the state names it."""
    state = replay(name, events)
    assert state.framing is not None
    if state.framing.level == "outcome" and level != "outcome":
        told = minutes(name, events, words, "outcome")
        said = T("This record only counts. What was said is in the private folder of who wrote it: {member}.",
                 member=state.framing.secretary or state.framing.by)  # fmt: skip
        return told._replace(missing=(said,))
    tours = tuple(_tour(name, events, one, words, level) for one in state.history)
    ends = [*(one.event for one in state.proposals[1:]), len(events)]
    proposals = tuple(_proposed(made, events, end) for made, end in zip(state.proposals, ends, strict=False))
    away = dict.fromkeys(one.voter for tour in tours for one in tour.ballots if one.how == "elsewhere")
    missing = (T("The words of these reasons are not in this clone: {names}.", names=tuple(away)),) if away else ()
    return Told(state, tuple(events), level, tours, proposals, missing)


def _tour(name: str, events: Sequence[Any], tour: Any, words: Words, level: str) -> Tour:
    then = replay(name, events[: tour.event + 1])
    spoken = tuple(_spoken(events, one, words, level) for one in tour.ballots)
    counted = len(spoken) if tour.counted is None else tour.counted
    without = tuple(getattr(events[tour.event], "without", ()))
    if level == "outcome":
        return Tour(tour.kind, events[tour.event].at, (), counted, (), (), {})
    return Tour(tour.kind, events[tour.event].at, spoken, counted, without, tuple(tally(then)), beside(then),
                then.facilitator)  # fmt: skip


def _spoken(events: Sequence[Any], ballot: Ballot, words: Words, level: str) -> Spoken:
    """A ballot with its reason, given with it or heard after it."""
    one = events[ballot.event].ballots[ballot.row]
    if not one.reasoned:
        later = (said for event in events[ballot.event :] if event.kind == "reveal" for said in event.reasons)
        one = next((said for said in later if said.voter == ballot.voter and said.reasoned), one)
    found = Spoken(ballot.voter, ballot.names, ballot.instead, "given" if one.reasoned else "none")
    if one.withheld:
        return found._replace(how="withheld")
    if level != "full" or not one.reasoned:
        return found
    reason = one.reason if one.reason is not None else words.said.get(one.given)
    return found._replace(how="elsewhere" if reason is None else "told", reason=reason)


def _proposed(made: Proposal, events: Sequence[Any], end: int) -> Proposed:
    """A proposal; ``end`` is the place of what came in its stead."""
    ended = {one.objection: one for one in events[made.event : end] if one.kind == "resolution"}
    objections = tuple(
        Objected(
            one.name, one.member, one.text, one.clear, one.ending, one.until,
            getattr(ended.get(one.name), "text", None), getattr(ended.get(one.name), "amendment", None),
        )
        for one in made.consent.objections
    )  # fmt: skip
    answers = tuple(one for one in events[made.event : end] if one.kind == "acceptance")
    return Proposed(made, events[made.event].at, objections, answers)

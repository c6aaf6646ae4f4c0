"""What an election has come to: the state after its last event, and what was found on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from coopctl.election.gist import Awaiting, Broken, Outcome
from coopctl.election.rounds import Consent
from coopctl.records.election import Framing
from coopctl.records.heard import Amendment
from coopctl.records.rules import Rules
from coopctl.values import Moment, When
from coopctl.words import Text

CLOSED = ("designated", "cancelled", "no-result")
"""The states in which nothing more happens, unless it is reopened."""
WAITING = ("suspended", "pending-acceptance", "maturing")
"""The states in which it waits, for days that may be set."""


class Ballot(NamedTuple):
    """A ballot as it stands: whom it names, in which round it was given, and whether its reason was."""

    voter: str
    names: tuple[str, ...]
    instead: str | None
    reasoned: bool
    event: int
    row: int


class Tour(NamedTuple):
    """A round of ballots as it was: the first, or a change round; ``counted`` is how many where no more is known."""

    kind: str
    event: int
    ballots: tuple[Ballot, ...]
    counted: int | None = None


@dataclass(slots=True)
class Proposal:
    """A proposal: who, by whom, what its reason is and what became of it."""

    names: tuple[str, ...]
    proposer: str
    event: int
    reason: str | None
    seat: int
    consent: Consent
    term_months: int | None = None
    since: When | None = None
    status: str = "open"
    accepted: set[str] = field(default_factory=set)
    waived: set[str] = field(default_factory=set)
    deadline: str | None = None
    amendments: list[Amendment] = field(default_factory=list)


@dataclass(slots=True)
class State:
    """Where an election stands. Only :func:`coopctl.election.replay.replay` changes it."""

    id: str
    framing: Framing | None = None
    rules: Rules = field(default_factory=Rules.model_construct)
    step: str = "framing"
    before: str | None = None
    at: Moment = field(default_factory=lambda: Moment("0001-01-01"))
    facilitator: str = ""
    secretary: str | None = None
    sheet: str | None = None
    term_months: int | None = None
    electorate: dict[str, None] = field(default_factory=dict)
    present: dict[str, None] = field(default_factory=dict)
    remote: dict[str, None] = field(default_factory=dict)
    late: dict[str, None] = field(default_factory=dict)
    until: str | None = None
    ballots: dict[str, Ballot] = field(default_factory=dict)
    without: dict[str, None] = field(default_factory=dict)
    history: list[Tour] = field(default_factory=list)
    from_tour: int = 0
    changes: int = 0
    named: dict[str, None] = field(default_factory=dict)
    declined: dict[str, None] = field(default_factory=dict)
    unseen: int | None = None
    proposals: list[Proposal] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    waits: list[Awaiting] = field(default_factory=list)
    remarks: list[tuple[int, Text]] = field(default_factory=list)
    why: str | None = None

    @property
    def role(self) -> str | None:
        """The role or the body it is for."""
        return self.framing.role if self.framing else None

    @property
    def assembly(self) -> bool:
        """Whether an assembly decides after it."""
        return self.framing.assembly if self.framing else False

    @property
    def closed(self) -> bool:
        """Whether it is over."""
        return self.step in CLOSED

    @property
    def proposal(self) -> Proposal | None:
        """The proposal the group is working on."""
        last = self.proposals[-1] if self.proposals else None
        return last if last and last.status in ("open", "accepted") else None

    @property
    def tours(self) -> list[Tour]:
        """The rounds of ballots for the seat at hand."""
        return self.history[self.from_tour :]

    @property
    def seats_left(self) -> int:
        """How many seats are still to be filled."""
        return (self.framing.seats if self.framing else 1) - len(self.outcomes)

    @property
    def voters(self) -> tuple[str, ...]:
        """Who is to give a ballot: those of the electorate who are there, as the rules say of the facilitator."""
        return tuple(
            one for one in self.present
            if one in self.electorate and one not in self.late
            and (self.rules.facilitator_ballot or one != self.facilitator)
        )  # fmt: skip

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who speaks in a round of objections: those of the electorate who are there; who came late, as rules say."""
        heard = self.rules.late_arrivals == "object"
        found = [one for one in self.present if one in self.electorate and (heard or one not in self.late)]
        if self.proposal and self.rules.nominee_speaks != "with-others":
            first = self.rules.nominee_speaks == "first"
            found.sort(key=lambda one: (one in self.proposal.names) != first)  # type: ignore[union-attr]
        return tuple(found)

    @property
    def awaited(self) -> tuple[str, ...]:
        """The days that were set for what it waits for: an answer, an objection that ripens, its next meeting."""
        days = [self.until] if self.step == "suspended" else []
        if self.proposal and self.step == "pending-acceptance":
            days.append(self.proposal.deadline)
        if self.proposal and self.step == "maturing":
            days += [one.until for one in self.proposal.consent.ripening]
        return tuple(sorted(day for day in days if day))

    @property
    def ballots_missing(self) -> tuple[str, ...]:
        """Who is to give a ballot and did not."""
        if self.unseen is not None:
            return ()
        return tuple(one for one in self.voters if one not in self.ballots and one not in self.without)

    @property
    def reasons_missing(self) -> tuple[str, ...]:
        """Whose ballot has no reason yet."""
        if not self.rules.ballot_reasons:
            return ()
        return tuple(one.voter for one in self.ballots.values() if not one.reasoned and one.instead != "pass")

    @property
    def quorate(self) -> bool:
        """Whether enough of the electorate are there."""
        there = sum(1 for one in self.present if one in self.electorate)
        return there * 100 >= self.rules.quorum_percent * len(self.electorate)

"""What opens an election, who comes and goes, and what stops it."""

from __future__ import annotations

from collections.abc import Iterable

from coopctl.election.state import State
from coopctl.election.steps import wrong
from coopctl.records.election import (
    Arrival,
    Closing,
    Departure,
    Framing,
    Handover,
    Reframing,
    Remark,
    Reopening,
    Resumption,
    Suspension,
)
from coopctl.words import T


def framing(state: State, event: Framing, index: int) -> None:
    """The framing: what holds from here on."""
    state.framing, state.rules = event, event.rules
    state.facilitator, state.secretary = event.facilitator, event.secretary
    state.sheet, state.term_months = event.sheet, event.term_months
    state.electorate = dict.fromkeys(event.electorate)
    state.remote = dict.fromkeys(event.remote)
    _there(state, event.present, index)


def _there(state: State, present: Iterable[str], index: int, key: str = "present") -> None:
    state.present = {}
    for row, one in enumerate(present):
        if one in state.electorate:
            state.present[one] = None
        else:
            said = T("{member} is not of the electorate", member=one)
            wrong(state, "voter-not-in-electorate", index, (key, row), said, one)


def arrival(state: State, event: Arrival, index: int) -> None:
    """Somebody comes: after the ballots were shown they may object, or watch, and give none."""
    for row, one in enumerate(event.members):
        if one not in state.electorate:
            said = T("{member} is not of the electorate", member=one)
            wrong(state, "voter-not-in-electorate", index, ("members", row), said, one)
            continue
        if one in state.present:
            said = T("{member} is there already", member=one)
            wrong(state, "election-out-of-order", index, ("members", row), said, one)
            continue
        state.present[one] = None
        if event.remote:
            state.remote[one] = None
        if state.tours and one not in state.ballots:
            state.late[one] = None
        if state.proposal and one in state.speakers:
            state.proposal.consent.come(one)


def departure(state: State, event: Departure, index: int) -> None:
    """Somebody leaves: their ballot stands, their voice is not waited for, an objection of theirs stays."""
    for row, one in enumerate(event.members):
        if one not in state.present:
            wrong(state, "election-out-of-order", index, ("members", row), T("{member} is not there", member=one), one)
            continue
        del state.present[one]
        state.remote.pop(one, None)
        if state.proposal:
            state.proposal.consent.leave(one)


def suspension(state: State, event: Suspension, index: int) -> None:
    """It stops here."""
    state.before, state.step = state.step, "suspended"
    state.until = event.until.isoformat() if event.until else None


def resumption(state: State, event: Resumption, index: int) -> None:
    """It goes on with those present; a round of objections that was not over starts afresh."""
    if state.step != "suspended":
        said = T("the election was not suspended")
        wrong(state, "election-out-of-order", index, ("kind",), said, event.kind)
        return
    state.step, state.before, state.until = "ballots", None, None
    before = state.present
    _there(state, event.present, index)
    state.remote = dict.fromkeys(event.remote)
    if state.tours:
        state.late |= dict.fromkeys(one for one in state.present if one not in before and one not in state.ballots)
    proposal = state.proposal
    if proposal and not proposal.consent.reached:
        proposal.consent.begin(state.speakers)
    elif proposal:
        for one in state.speakers:
            proposal.consent.come(one)
        for one in [one for one in proposal.consent.round.expected if one not in state.present]:
            proposal.consent.leave(one)


def handover(state: State, event: Handover, index: int) -> None:
    """Somebody else facilitates or writes; who facilitated during the ballots, and gave none, owes none now."""
    before = state.ballots_missing
    state.facilitator = event.facilitator or state.facilitator
    if state.tours:
        state.without |= dict.fromkeys(one for one in state.ballots_missing if one not in before)
    state.secretary = event.secretary or state.secretary


def reframing(state: State, event: Reframing, index: int) -> None:
    """The sheet or the term changes, by agreement; a proposal on the table needs a new full round."""
    state.sheet = event.sheet or state.sheet
    state.term_months = event.term_months if event.term_months is not None else state.term_months
    proposal = state.proposal
    if proposal:
        proposal.term_months = event.term_months if event.term_months is not None else proposal.term_months
        proposal.accepted.clear()
        proposal.deadline = None
        proposal.consent.amend(state.speakers)


def closing(state: State, event: Closing, index: int) -> None:
    """It ends without anybody."""
    state.step = "cancelled" if event.kind == "cancellation" else "no-result"
    state.why = event.why


def reopening(state: State, event: Reopening, index: int) -> None:
    """It is taken up again. Whoever is designated stays so: that is taken up in another election."""
    if state.step == "designated":
        said = T("somebody is designated: another election follows, this one stays as it is")
        wrong(state, "election-changed-after-closing", index, ("kind",), said, event.kind)
        return
    if not state.closed:
        said = T("the election is not over")
        wrong(state, "election-out-of-order", index, ("kind",), said, event.kind)
        return
    if state.proposal:
        state.proposal.status = "dropped"
    if event.to == "ballots" or not state.tours:
        fresh(state)
    else:
        state.changes = 0 if event.to == "change" else max(1, state.changes)
    state.step, state.why = "ballots", None


def fresh(state: State) -> None:
    """Nobody is named any more: the next ballots are a first round."""
    state.ballots, state.without, state.late, state.named, state.declined = {}, {}, {}, {}, {}
    state.from_tour, state.changes, state.unseen = len(state.history), 0, None


def remark(state: State, event: Remark, index: int) -> None:
    """A note: it changes nothing."""
    state.remarks.append((index, T("{text}", text=event.text)))

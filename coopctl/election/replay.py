"""From the events of an election to where it stands. Pure and total: what breaks a rule is noted, never raised."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from coopctl.election import ballots, consenting, opening
from coopctl.election.gist import Awaiting
from coopctl.election.state import WAITING, State
from coopctl.election.steps import settle, wrong
from coopctl.election.times import timed
from coopctl.values import Moment
from coopctl.words import T

Handler = Callable[[State, Any, int], None]

HANDLERS: dict[str, Handler] = {
    "framing": opening.framing,
    "ballots": ballots.nomination,
    "reveal": ballots.reveal,
    "change": ballots.change,
    "proposal": consenting.proposal,
    "consent": consenting.consent,
    "objection": consenting.objection,
    "clarification": consenting.clarification,
    "resolution": consenting.resolution,
    "acceptance": consenting.acceptance,
    "mandate": consenting.mandate,
    "suspension": opening.suspension,
    "resumption": opening.resumption,
    "arrival": opening.arrival,
    "departure": opening.departure,
    "handover": opening.handover,
    "reframing": opening.reframing,
    "cancellation": opening.closing,
    "no-result": opening.closing,
    "reopening": opening.reopening,
    "note": opening.remark,
    "erratum": opening.remark,
}
"""What each kind of event does."""

ALWAYS = ("note", "erratum")
WHILE_SUSPENDED = ("resumption", "cancellation", "no-result", "handover", *ALWAYS)
WHEN_CLOSED = ("reopening", *ALWAYS)


def replay(name: str, events: Iterable[Any]) -> State:
    """The state after these events; a rule broken is in ``broken`` with the place of its event."""
    state = State(name)
    for index, event in enumerate(events):
        _dated(state, event, index)
        if _may(state, event, index):
            timed(state, event, index)
            HANDLERS[event.kind](state, event, index)
            if event.kind not in ALWAYS:
                settle(state)
            _wait(state, index)
    return state


def _wait(state: State, index: int) -> None:
    """Note from when on it waits for some days, and that it does no more."""
    before = state.waits[-1].awaited if state.waits else ()
    if before or state.step in WAITING:
        awaited = state.awaited
        if awaited != before:
            state.waits.append(Awaiting(state.at[:10], index, awaited))


def _dated(state: State, event: Any, index: int) -> None:
    at: Moment = event.at
    if at == state.at:
        return
    if at.before(state.at):
        said = T("this event is of {day}, and stands after one of {other}", day=at, other=state.at)
        wrong(state, "election-dates-go-back", index, ("at",), said, at)
    else:
        state.at = at


def _may(state: State, event: Any, index: int) -> bool:
    kind = event.kind
    if (state.framing is None) != (kind == "framing"):
        said = (
            T("an election begins with its framing")
            if state.framing is None
            else T("there is one framing, at the beginning; what changes later is a reframing")
        )
        wrong(state, "election-out-of-order", index, ("kind",), said, kind)
        return False
    if state.closed and kind not in WHEN_CLOSED:
        said = T("this election is over: only a note or an erratum follows")
        wrong(state, "election-changed-after-closing", index, ("kind",), said, kind)
        return False
    if state.step == "suspended" and kind not in WHILE_SUSPENDED:
        said = T("the election is suspended: it is resumed first")
        wrong(state, "election-out-of-order", index, ("kind",), said, kind)
        return False
    return True

"""Where an election stands, from what it holds, and what may come next."""

from __future__ import annotations

from typing import NamedTuple

from coopctl.election.gist import Broken
from coopctl.election.state import Proposal, State
from coopctl.problem import Route
from coopctl.words import Text


def wrong(state: State, rule: str, event: int, route: Route, message: Text, seen: str | None = None) -> None:
    """Note that a rule was not kept."""
    state.broken.append(Broken(rule, event, route, message, seen))


def settle(state: State) -> None:
    """The step that follows from the ballots, the rounds and the answers. Closed and suspended stay as they are."""
    if state.framing is None or state.closed or state.step == "suspended":
        return
    proposal = state.proposal
    state.step = _of_ballots(state) if proposal is None else _of_proposal(proposal)


def _of_ballots(state: State) -> str:
    if not state.tours or state.ballots_missing:
        return "ballots"
    if state.reasons_missing:
        return "reveal"
    return "change" if state.changes == 0 and state.rules.change_rounds else "proposal"


def _of_proposal(proposal: Proposal) -> str:
    consent = proposal.consent
    if consent.round.waiting:
        return "objections"
    if consent.reached:
        if proposal.accepted >= set(proposal.names) and proposal.accepted:
            return "accepted"
        return "pending-acceptance" if proposal.deadline else "acceptance"
    if not consent.open:
        return "objections"
    return "maturing" if len(consent.ripening) == len(consent.open) else "integration"


class Next(NamedTuple):
    """Something that may come next: the kind of event, and those it waits for, if anybody in particular."""

    kind: str
    who: tuple[str, ...] = ()


_BY_STEP: dict[str, tuple[str, ...]] = {
    "framing": ("framing",),
    "ballots": ("ballots",),
    "reveal": ("reveal",),
    "change": ("change",),
    "proposal": ("proposal", "change"),
    "objections": ("consent", "objection", "clarification", "resolution", "proposal"),
    "integration": ("resolution", "clarification", "objection", "proposal"),
    "maturing": ("resolution", "objection", "proposal"),
    "acceptance": ("acceptance", "proposal"),
    "pending-acceptance": ("acceptance", "proposal"),
    "accepted": ("mandate",),
    "suspended": ("resumption", "handover"),
    "designated": (),
    "cancelled": ("reopening",),
    "no-result": ("reopening",),
}
_IN_A_MEETING = ("arrival", "departure", "handover", "reframing", "suspension")
_ENDS = ("cancellation", "no-result")


def next_steps(state: State) -> tuple[Next, ...]:
    """What may come next, the usual first, with those it waits for; then what may happen in any meeting."""
    kinds = [kind for kind in _BY_STEP[state.step] if kind != "change" or state.changes < state.rules.change_rounds]
    waiting = _waiting(state)
    found = [Next(kind, waiting.get(kind, ())) for kind in kinds]
    if state.step not in ("framing", "suspended") and not state.closed:
        found += [Next(kind) for kind in _IN_A_MEETING]
    if state.step != "framing" and not state.closed:
        found += [Next(kind) for kind in _ENDS]
    if state.step != "framing":
        found += [Next("note"), Next("erratum")]
    return tuple(found)


def _waiting(state: State) -> dict[str, tuple[str, ...]]:
    proposal = state.proposal
    found = {"ballots": state.ballots_missing or state.voters, "reveal": state.reasons_missing}
    if proposal is not None:
        found |= {
            "consent": proposal.consent.round.silent,
            "objection": proposal.consent.round.silent,
            "resolution": tuple(one.name for one in proposal.consent.open),
            "clarification": tuple(one.name for one in proposal.consent.open if not one.clear),
            "acceptance": tuple(one for one in proposal.names if one not in proposal.accepted),
            "mandate": tuple(one for one in proposal.names if one not in {out.member for out in state.outcomes}),
        }
    return found


def may(state: State, kind: str) -> bool:
    """Whether an event of a kind may come now."""
    return any(one.kind == kind for one in next_steps(state))

"""An election as facts for pages and programs."""

from __future__ import annotations

from typing import Any

from coopctl.election.gist import Outcome
from coopctl.election.rounds import Objection
from coopctl.election.state import Ballot, Proposal, State, Tour
from coopctl.election.steps import next_steps
from coopctl.election.tally import beside, tally, tied


def facts(state: State) -> dict[str, Any]:
    """Where it stands, and how it came there. The tally is an indication, never a result."""
    framing = state.framing
    return {
        "id": state.id,
        "role": state.role,
        "state": state.step,
        "opened": framing.at if framing else None,
        "level": framing.level if framing else None,
        "rules": framing.rules.preset if framing else None,
        "facilitator": state.facilitator or None,
        "secretary": state.secretary,
        "electorate": list(state.electorate),
        "present": list(state.present),
        "seats": framing.seats if framing else 1,
        "term_months": state.term_months,
        "awaits_assembly": state.assembly,
        "rounds": [_round(tour) for tour in state.history],
        "tally": [{"name": one.name, "ballots": one.ballots, "by": list(one.by)} for one in tally(state)],
        "beside": beside(state),
        "tied": list(tied(state)),
        "proposals": [_proposal(one) for one in state.proposals],
        "objections": [_objection(one, i) for i, made in enumerate(state.proposals) for one in made.consent.objections],
        "outcome": _outcome(state.outcomes[-1]) if state.outcomes else None,
        "outcomes": [_outcome(one) for one in state.outcomes],
        "next": [{"kind": one.kind, "who": list(one.who)} for one in next_steps(state)],
        "broken": [{"rule": one.rule, "event": one.event + 1, "words": str(one.message)} for one in state.broken],
    }


def _round(tour: Tour) -> dict[str, Any]:
    ballots = [_ballot(one) for one in tour.ballots]
    return {"kind": tour.kind, "counted": len(ballots) if tour.counted is None else tour.counted, "ballots": ballots}


def _ballot(one: Ballot) -> dict[str, Any]:
    return {"voter": one.voter, "names": list(one.names), "instead": one.instead, "reasoned": one.reasoned}


def _proposal(made: Proposal) -> dict[str, Any]:
    last = made.consent.round
    return {
        "members": list(made.names),
        "proposer": made.proposer,
        "reason": made.reason,
        "status": made.status,
        "term_months": made.term_months,
        "rounds": len(made.consent.rounds),
        "amendments": [one.how for one in made.amendments],
        "no_objection": [one for one, yes in last.said.items() if yes],
        "waiting": list(last.silent),
        "accepted": sorted(made.accepted),
        "deadline": made.deadline,
    }


def _objection(one: Objection, proposal: int) -> dict[str, Any]:
    return {
        "objection": one.name,
        "proposal": proposal + 1,
        "member": one.member,
        "text": one.text,
        "clear": one.clear,
        "ending": one.ending,
        "until": one.until,
    }


def _outcome(one: Outcome) -> dict[str, Any]:
    return {"member": one.member, "since": one.since, "until": one.until}

"""Ballots: shown all at once, given their reasons, moved in a change round to a name already given."""

from __future__ import annotations

from collections.abc import Container

from coopctl.election.state import Ballot, State, Tour
from coopctl.election.steps import wrong
from coopctl.problem import Route
from coopctl.records.election import ChangeRound, Nomination, Reveal
from coopctl.records.heard import Ballot as Given
from coopctl.records.heard import Said
from coopctl.words import T


def nomination(state: State, event: Nomination, index: int) -> None:
    """The ballots, as all showed them."""
    if state.proposal or state.changes or (state.tours and not state.ballots_missing):
        _late(state, index, event.kind)
        return
    if not state.quorate:
        few(state, index)
    taken: list[Ballot] = []
    voters = frozenset(state.voters)
    for row, one in enumerate(event.ballots):
        ballot = Ballot(one.voter, one.names, one.instead, one.reasoned, index, row)
        if _votes(state, ballot, voters) and allowed(state, ballot) and _level(state, one, index, ("ballots", row)):
            state.ballots[one.voter] = ballot
            taken.append(ballot)
            state.named |= dict.fromkeys(ballot.names)
    state.without |= dict.fromkeys(event.without)
    if event.counted is not None:
        state.unseen = event.counted
    state.history.append(Tour("ballots", index, tuple(taken), event.counted))


def _late(state: State, index: int, kind: str) -> None:
    said = T("all ballots are given already: they move in a change round")
    wrong(state, "election-out-of-order", index, ("kind",), said, kind)


def _votes(state: State, ballot: Ballot, voters: Container[str]) -> bool:
    """Whether somebody may give a ballot now."""
    at: Route = ("ballots", ballot.row, "voter")
    voter = ballot.voter
    if voter not in state.electorate:
        said = T("{member} is not of the electorate", member=voter)
        wrong(state, "voter-not-in-electorate", ballot.event, at, said, voter)
    elif voter in state.ballots:
        said = T("{member} has given a ballot already", member=voter)
        wrong(state, "ballot-twice", ballot.event, at, said, voter)
    elif voter not in voters:
        said = T("{member} gives no ballot: not there, come late, or facilitating", member=voter)
        wrong(state, "ballot-not-allowed", ballot.event, at, said, voter)
    else:
        return True
    return False


def allowed(state: State, ballot: Ballot) -> bool:
    """Whether a ballot names whom the rules let it name."""
    rules, row = state.rules, ballot.row
    seats = state.seats_left if rules.several_seats == "slate" else 1
    instead = {"pass": rules.passing, "nobody": rules.nobody, "outside-search": rules.outside_search}
    done = {one.member for one in state.outcomes}
    said = None
    if ballot.instead and (ballot.names or not instead[ballot.instead]):
        said = T("the rules of this election do not let a ballot say {instead}", instead=ballot.instead)
    elif not ballot.instead and not ballot.names:
        said = T("the ballot of {member} names nobody", member=ballot.voter)
    elif len(set(ballot.names)) != len(ballot.names) or len(ballot.names) > seats:
        said = T("the ballot of {member} has too many names: {names}", member=ballot.voter, names=tuple(ballot.names))
    elif ballot.voter in ballot.names and not rules.self_nomination:
        said = T("the rules of this election do not let {member} name themself", member=ballot.voter)
    elif done & set(ballot.names):
        said = T("{names} are designated by this election already", names=tuple(sorted(done & set(ballot.names))))
    if said:
        wrong(state, "ballot-not-allowed", ballot.event, ("ballots", row, "nominee"), said, ", ".join(ballot.names))
        return False
    _told(state, ballot)
    return True


def _told(state: State, ballot: Ballot) -> None:
    """What is worth a word and no fault: oneself, someone who could not hold it, the facilitator."""
    eligible = state.framing.eligible if state.framing else ()
    for name in ballot.names:
        if name == ballot.voter:
            state.remarks.append((ballot.event, T("{member} names themself", member=name)))
        elif eligible and name not in eligible:
            state.remarks.append((ballot.event, T("{member} could not hold the role, and may be named", member=name)))
        elif name == state.facilitator:
            said = T("{member} facilitates and is named: someone else facilitates before a proposal", member=name)
            state.remarks.append((ballot.event, said))


def _level(state: State, one: Given | Said, index: int, route: Route) -> bool:
    if one.reason is not None and state.framing and state.framing.level != "full":
        said = T("the reason is written in full, and this election keeps {level}", level=state.framing.level)
        wrong(state, "reason-beyond-level", index, (*route, "reason"), said)
    return True


def reveal(state: State, event: Reveal, index: int) -> None:
    """The reasons of ballots already shown."""
    for row, one in enumerate(event.reasons):
        ballot = state.ballots.get(one.voter)
        if ballot is None or ballot.reasoned:
            said = T("{member} has no ballot that waits for a reason", member=one.voter)
            wrong(state, "election-out-of-order", index, ("reasons", row, "voter"), said, one.voter)
        elif one.reasoned and _level(state, one, index, ("reasons", row)):
            state.ballots[one.voter] = ballot._replace(reasoned=True)


def complete(state: State, index: int) -> None:
    """Say what is missing of the ballots when the group goes on."""
    if not state.tours:
        said = T("no ballot has been given yet")
        wrong(state, "election-out-of-order", index, ("kind",), said)
    elif missing := state.ballots_missing:
        said = T("ballots are missing: {names}", names=tuple(missing))
        wrong(state, "ballot-missing", index, ("kind",), said, ", ".join(missing))
        state.without |= dict.fromkeys(missing)
    for voter in state.reasons_missing:
        ballot = state.ballots[voter]
        said = T("{member} gave no reason for their ballot", member=voter)
        wrong(state, "reason-missing", ballot.event, ("ballots", ballot.row, "voter"), said, voter)
        state.ballots[voter] = ballot._replace(reasoned=True)


def change(state: State, event: ChangeRound, index: int) -> None:
    """A change round: who keeps their ballot is not listed."""
    if state.proposal or not state.tours:
        said = T("a change round comes after the ballots and before a proposal")
        wrong(state, "election-out-of-order", index, ("kind",), said, event.kind)
        return
    complete(state, index)
    if state.changes >= state.rules.change_rounds:
        said = T("the rules of this election let {n} change rounds be held", n=state.rules.change_rounds)
        wrong(state, "election-out-of-order", index, ("kind",), said, event.kind)
    state.changes += 1
    seen: set[str] = set()
    taken: list[Ballot] = []
    for row, one in enumerate(event.ballots):
        ballot = Ballot(one.voter, one.names, one.instead, one.reasoned, index, row)
        if _moves(state, ballot, seen) and _named(state, ballot) and _level(state, one, index, ("ballots", row)):
            taken.append(ballot)
            state.ballots[one.voter] = ballot
        seen.add(one.voter)
    state.history.append(Tour("change", index, tuple(taken), event.counted))
    state.named |= dict.fromkeys(name for ballot in taken for name in ballot.names)


def _moves(state: State, ballot: Ballot, seen: set[str]) -> bool:
    """Whether somebody may move a ballot: they have one, are there, and move it once in a round."""
    at: Route = ("ballots", ballot.row, "voter")
    voter = ballot.voter
    if voter not in state.electorate:
        said = T("{member} is not of the electorate", member=voter)
        wrong(state, "voter-not-in-electorate", ballot.event, at, said, voter)
    elif voter in seen:
        said = T("{member} moves their ballot twice in one round", member=voter)
        wrong(state, "ballot-twice", ballot.event, at, said, voter)
    elif voter not in state.ballots or voter not in state.present:
        said = T("{member} has no ballot to move, or is not there", member=voter)
        wrong(state, "ballot-not-allowed", ballot.event, at, said, voter)
    else:
        return True
    return False


def _named(state: State, ballot: Ballot) -> bool:
    """Whether a moved ballot names someone named before, and has its reason."""
    at: Route = ("ballots", ballot.row)
    new = [name for name in ballot.names if name not in state.named]
    if new and state.rules.change_to == "named":
        said = T("nobody had named {name}; the names given are: {names}", name=new[0], names=tuple(state.named))
        wrong(state, "name-not-given", ballot.event, (*at, "nominee"), said, new[0])
        return False
    if not allowed(state, ballot):
        return False
    if state.rules.ballot_reasons and not ballot.reasoned:
        said = T("{member} gave no reason for their ballot", member=ballot.voter)
        wrong(state, "reason-missing", ballot.event, (*at, "voter"), said, ballot.voter)
    return True


def few(state: State, index: int) -> None:
    """Say that too few of the electorate are there."""
    there = sum(1 for one in state.present if one in state.electorate)
    said = T(
        "{n} of {all} are there; the rules ask for {percent} in a hundred",
        n=there, all=len(state.electorate), percent=state.rules.quorum_percent,
    )  # fmt: skip
    wrong(state, "quorum-missing", index, ("kind",), said)

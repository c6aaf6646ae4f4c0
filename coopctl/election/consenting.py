"""The proposal, the rounds of objections, the answer of who is proposed, and the mandate."""

from __future__ import annotations

import datetime as dt

from coopctl.election.ballots import complete, few
from coopctl.election.gist import Outcome
from coopctl.election.opening import fresh
from coopctl.election.rounds import Consent, Objection
from coopctl.election.state import Proposal as Made
from coopctl.election.state import State
from coopctl.election.steps import wrong
from coopctl.election.times import window
from coopctl.problem import Route
from coopctl.records.election import (
    Acceptance,
    Clarification,
    ConsentGiven,
    MandateWritten,
    ObjectionRaised,
    Proposal,
    Resolution,
)
from coopctl.records.heard import Amendment
from coopctl.values import Moment, When, months_of
from coopctl.words import TN, T


def proposal(state: State, event: Proposal, index: int) -> None:
    """Somebody is proposed: an earlier proposal, and the objections to it, are then set aside."""
    complete(state, index)
    if state.tours and not state.changes and state.rules.change_rounds and not state.proposals:
        said = T("a change round is held before the first proposal, even where nobody moves")
        wrong(state, "election-out-of-order", index, ("kind",), said, event.kind)
    if not state.quorate:
        few(state, index)
    if state.proposal:
        state.proposal.status = "replaced"
    proposer = event.proposer or state.facilitator
    made = Made(event.names, proposer, index, event.reason, len(state.outcomes) + 1, Consent())
    made.term_months = event.term_months if event.term_months is not None else state.term_months
    made.since = state.framing.since if state.framing else None
    _proposable(state, event, index)
    if event.reason is None and state.framing and state.framing.level != "outcome":
        said = T("the proposal has no reason")
        wrong(state, "reason-missing", index, ("member",), said)
    state.proposals.append(made)
    made.consent.begin(state.speakers)


def _proposable(state: State, event: Proposal, index: int) -> None:
    """Whether those proposed may be: named before, eligible, not facilitating, as many as there are seats."""
    rules, framing = state.rules, state.framing
    assert framing is not None
    seats = state.seats_left if rules.several_seats == "slate" else 1
    if framing.level != "outcome" and not event.names:
        wrong(state, "election-out-of-order", index, ("kind",), T("the proposal names nobody"), event.kind)
    if len(set(event.names)) != len(event.names) or len(event.names) > seats:
        said = TN("{n} seat is to be filled", "{n} seats are to be filled", seats)
        wrong(state, "election-out-of-order", index, ("members",), said, ", ".join(event.names))
    done = {one.member for one in state.outcomes}
    for row, name in enumerate(event.names):
        at: Route = ("member",) if event.member else ("members", row)
        absent = name in state.electorate and name not in state.present
        if name in (state.facilitator, event.proposer):
            said = T("{member} facilitates or proposes, and is proposed: someone else takes over first", member=name)
            wrong(state, "facilitator-proposed", index, at, said, name)
        if framing.eligible and name not in framing.eligible:
            said = T("{member} could not hold the role when the election was opened", member=name)
        elif name in done:
            said = T("{member} is designated by this election already", member=name)
        elif absent and not rules.absent_electable:
            said = T("{member} is not there, and the rules ask for it", member=name)
        elif state.unseen is None and rules.proposed_from == "named" and name not in state.named and state.tours:
            said = T("nobody has named {name}; the names given are: {names}", name=name, names=tuple(state.named))
            wrong(state, "proposed-not-nominated", index, at, said, name)
            continue
        else:
            continue
        wrong(state, "proposed-not-eligible", index, at, said, name)


def _working(state: State, index: int, kind: str) -> Made | None:
    """The proposal at work; noted where there is none."""
    if state.proposal is None:
        wrong(state, "election-out-of-order", index, ("kind",), T("nobody is proposed"), kind)
    return state.proposal


def consent(state: State, event: ConsentGiven, index: int) -> None:
    """Some say that they have no objection."""
    made = _working(state, index, event.kind)
    if made is None:
        return
    for row, one in enumerate(event.members):
        at: Route = ("members", row)
        if event.silent and not _over(state, event.at):
            said = T("silence is no consent: {member} has not spoken", member=one)
            wrong(state, "silence-not-consent", index, at, said, one)
        elif one not in state.electorate:
            said = T("{member} is not of the electorate", member=one)
            wrong(state, "voter-not-in-electorate", index, at, said, one)
        elif not made.consent.agree(one):
            said = T("{member} has spoken already in this round, or is not there", member=one)
            wrong(state, "election-out-of-order", index, at, said, one)
    if event.counted is not None and state.framing and state.framing.level == "outcome":
        made.consent.round.counted += min(event.counted, len(made.consent.round.silent))


def _over(state: State, at: Moment) -> bool:
    """Whether the rules take silence for no objection, and the time that was set for the step is over."""
    times = window(state, "objections")
    closes = times.closes if times else None
    if closes is None or state.rules.silence != "no-objection":
        return False
    unsure = len(closes) > 10 and len(at) == 10  # it closes at an hour, and of the event only the day is known
    return closes.before(at) if unsure else not at.before(closes)


def objection(state: State, event: ObjectionRaised, index: int) -> None:
    """Somebody has an objection to the proposal."""
    made = _working(state, index, event.kind)
    if made is None:
        return
    known = any(one.name == event.objection for other in state.proposals for one in other.consent.objections)
    if known:
        said = T("there is an objection {name} already", name=event.objection)
        wrong(state, "election-out-of-order", index, ("objection",), said, event.objection)
        return
    outcome = state.framing is not None and state.framing.level == "outcome"
    if event.member is None and not outcome:
        said = T("the objection does not say whose it is")
        wrong(state, "election-out-of-order", index, ("objection",), said, event.objection)
    clear = outcome or event.withheld or event.text is not None
    one = Objection(event.objection, event.member, clear, index, len(made.consent.rounds), event.text)
    if not made.consent.object(one):
        said = T("{member} does not speak in this round: not of the electorate, or not there", member=one.member)
        wrong(state, "voter-not-in-electorate", index, ("member",), said, one.member)


def _objection(state: State, name: str, index: int) -> Objection | None:
    """An objection to the proposal at work, still open; noted where there is none."""
    made = state.proposal
    one = made.consent.named(name) if made else None
    if one is None or not one.open:
        said = T("there is no open objection {name} to this proposal", name=name)
        wrong(state, "election-out-of-order", index, ("objection",), said, name)
        return None
    return one


def clarification(state: State, event: Clarification, index: int) -> None:
    """An objection is put in words."""
    one = _objection(state, event.objection, index)
    if one:
        one.clear, one.text = one.clear or event.withheld or event.text is not None, event.text or one.text


def resolution(state: State, event: Resolution, index: int) -> None:
    """An objection ends. One that is integrated changes the proposal: a new full round follows, always."""
    one = _objection(state, event.objection, index)
    made = state.proposal
    if one is None or made is None:
        return
    if not one.clear and event.ending != "withdrawn":
        said = T("objection {name} is to be made clear before it ends", name=one.name)
        wrong(state, "election-objection-unclear", index, ("objection",), said, one.name)
    if event.ending == "postponed" and event.until is None:
        said = T("an objection that ripens does so until a day")
        wrong(state, "election-objection-left-open", index, ("ending",), said, event.ending)
    made.consent.settle(one, event.ending, event.until.isoformat() if event.until else None)
    if event.ending == "integrated":
        if event.amendment is None:
            said = T("objection {name} is integrated: what changes is missing", name=one.name)
            wrong(state, "election-objection-left-open", index, ("ending",), said, event.ending)
        amend(state, made, event.amendment)


def amend(state: State, made: Made, amendment: Amendment | None) -> None:
    """The proposal changes: what was said, and accepted, before does not carry over."""
    if amendment is not None:
        made.amendments.append(amendment)
        made.term_months = amendment.term_months if amendment.term_months is not None else made.term_months
        made.since = amendment.since or made.since
        state.sheet = amendment.sheet or state.sheet
    made.accepted.clear()
    made.waived.clear()
    made.deadline = None
    made.consent.amend(state.speakers)


def acceptance(state: State, event: Acceptance, index: int) -> None:
    """Who is proposed answers."""
    made = _working(state, index, event.kind)
    if made is None:
        return
    anonymous = not made.names and state.framing is not None and state.framing.level == "outcome"
    if event.member not in made.names and not anonymous:
        said = T("{member} is not proposed", member=event.member or "")
        wrong(state, "election-out-of-order", index, ("member",), said, event.member)
    elif event.answer == "declined":
        made.status = "declined"
        state.declined |= dict.fromkeys(made.names)
        state.changes = max(1, state.changes)
        if not state.rules.may_refuse:
            state.remarks.append((index, T("the rules of this election say that one does not refuse")))
    elif _agreed(state, made, index):
        made.names = made.names or ((event.member,) if event.member else ())
        _answered(state, made, event)


def _answered(state: State, made: Made, event: Acceptance) -> None:
    if event.answer == "accepted":
        made.accepted |= {event.member} if event.member else set()
        made.waived |= {event.member} if event.member and event.waived else set()
    elif event.answer == "conditions":
        amend(state, made, event.amendment)
    else:
        last = event.until or event.at.first + dt.timedelta(days=min(state.rules.accept_days, 3650))
        made.deadline = last.isoformat()


def _agreed(state: State, made: Made, index: int) -> bool:
    """Whether there is consent; what is missing is noted."""
    if not state.quorate:
        few(state, index)
    consent = made.consent
    if consent.open:
        names = tuple(one.name for one in consent.open)
        said = T("objections are open: {names}", names=names)
        wrong(state, "election-objection-left-open", index, ("kind",), said, ", ".join(names))
    elif not consent.round.agreed:
        silent = consent.round.silent
        if consent.amended and not consent.round.said and not consent.round.counted:
            said = T("the proposal was amended: a new full round of objections comes first")
            wrong(state, "election-consent-carried-over", index, ("kind",), said)
        else:
            said = T("these have not spoken in the round of objections: {names}", names=silent)
            wrong(state, "round-not-full", index, ("kind",), said, ", ".join(silent))
    return consent.reached


def mandate(state: State, event: MandateWritten, index: int) -> None:
    """The mandate: nobody has one without consent and their own acceptance."""
    made = state.proposal
    if made is None or event.member not in made.accepted or state.step != "accepted":
        said = T("{member} has not accepted, or there is no consent", member=event.member)
        wrong(state, "mandate-without-acceptance", index, ("member",), said, event.member)
        return
    if any(one.member == event.member for one in state.outcomes):
        said = T("{member} is designated by this election already", member=event.member)
        wrong(state, "election-out-of-order", index, ("member",), said, event.member)
        return
    _term(state, made, event, index)
    state.outcomes.append(Outcome(event.member, event.since, event.until, index))
    written = {one.member for one in state.outcomes}
    if set(made.names) <= written:
        made.status = "designated"
        if state.seats_left <= 0:
            state.step = "designated"
        else:
            fresh(state)


def _term(state: State, made: Made, event: MandateWritten, index: int) -> None:
    """A mandate has an end, no later than was agreed and than the longest allowed."""
    if event.until is None:
        wrong(state, "election-without-term", index, ("member",), T("the mandate has no last day"))
        return
    most = state.framing.most_term_months if state.framing else None
    limits = [one for one in (made.term_months, most) if one]
    if not limits or event.until.last < event.since.first:
        return
    months, days = months_of(event.since.first, _last(event.until))
    if months + (days > 0) > min(limits):
        said = T("the mandate is longer than the {n} months agreed or allowed", n=min(limits))
        wrong(state, "election-term-too-long", index, ("until",), said, event.until)


def _last(until: When) -> dt.date:
    return min(until.last, dt.date(9990, 1, 1))

"""coopctl election: the proposal, and the round of objections."""

from __future__ import annotations

from typing import Annotated, Any

from coopctl.cli.election_write import Date, Id, Members, Text_, act, people
from coopctl.cli.governing import slug
from coopctl.cli.options import DryRun, Why, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.words import T, Text

Proposer = Annotated[str | None, option("--proposer", meta="HANDLE", help="who proposes (the facilitator)", read=slug)]
TermMonths = Annotated[int | None, option("--term-months", meta="N", help="another length of the mandate, in months")]
All = Annotated[bool, option("--all", help="all those who have not spoken yet, each of whom said so")]

Silent = Annotated[
    bool, option("--silent", help="who was silent until the step closed, where the rules take that for no objection")
]


@verb
def propose(
    setting: Setting,
    election: Id,
    member: Members = None,
    because: Text_ = None,
    proposer: Proposer = None,
    term_months: TermMonths = None,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Propose someone, on the strength of the reasons heard, and say why. The tally decides nothing."""
    from coopctl.edits.election_end import propose as wish

    who = people(member)
    if not who:
        raise Misuse(T("the option {option} is missing", option="--member"))
    told: dict[str, Any] = {"proposer": proposer, "term_months": term_months}
    facts = {key: value for key, value in told.items() if value is not None}
    return act(
        Session(setting), election, lambda snapshot, desk: wish(snapshot, election, who, because, desk, facts),
        date=date, dry_run=dry_run, message=message,
    )  # fmt: skip


@verb
def consent(
    setting: Setting,
    election: Id,
    member: Members = None,
    all_: All = False,
    silent: Silent = False,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Record who says « no objection » in the round. Silence is not consent: name them, or say --all."""
    from coopctl.edits.elections import happen
    from coopctl.election.state import State

    who = people(member)
    if not who and not all_ and not silent:
        raise Misuse(T("the option {option} is missing", option="--member"))

    def made(state: State, draft: Any) -> list[dict[str, Any]]:
        waiting = state.proposal.consent.round.silent if state.proposal else ()
        told = {"kind": "consent", "members": who or list(waiting)}
        return [{**told, "silent": True} if silent else told]

    return act(
        Session(setting), election,
        lambda snapshot, desk: happen(snapshot, election, made, desk, "consent", where),
        date=date, dry_run=dry_run, message=message,
    )  # fmt: skip


def where(state: Any) -> list[Text]:
    """Who is still to speak, what is to be worked on, or that there is consent."""
    proposal = state.proposal
    if proposal is None:
        return []
    if proposal.consent.reached:
        return [T("there is consent on {names}; their answer is asked now", names=proposal.names)]
    if proposal.consent.round.silent:
        return [T("still to speak: {names}", names=proposal.consent.round.silent)]
    return [T("objections to work on: {names}", names=tuple(one.name for one in proposal.consent.open))]

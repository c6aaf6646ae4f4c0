"""coopctl election: who comes and goes, what stops it and takes it up again."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from coopctl import typed
from coopctl.cli.election_write import Date, Id, Members, Text_, act, people, step
from coopctl.cli.governing import slug, words
from coopctl.cli.options import DryRun, Why, argument, one_of, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.words import T

Away = Annotated[bool, option("--remote", help="at a distance")]
Next = Annotated[str | None, option("--facilitator", meta="HANDLE", help="who facilitates from now on", read=slug)]
Writer = Annotated[str | None, option("--secretary", meta="HANDLE", help="who writes from now on", read=slug)]
TermMonths = Annotated[int | None, option("--term-months", meta="N", help="another length of the mandate, in months")]
GoesOn = Annotated[dt.date | None, option("--until", meta="DATE", help="when it goes on", read=typed.written_day)]
There = Annotated[list[str] | None, option("--present", meta="HANDLES", help="who is there now", read=words)]
Remote = Annotated[list[str] | None, option("--remote", meta="HANDLES", help="who is there at a distance", read=words)]
Instead = Annotated[
    str | None,
    option("--next", meta="WHAT", help="what comes instead: amend-role, outside-search, interim, split or later",
           read=one_of("amend-role", "outside-search", "interim", "split", "later")),
]  # fmt: skip
To = Annotated[
    str,
    option("--to", meta="STEP", help="from which step: ballots, change or proposal",
           read=one_of("ballots", "change", "proposal")),
]  # fmt: skip
Words = Annotated[str, argument(meta="TEXT", help="what is to be known, about the election", read=words)]
Which = Annotated[int | None, option("--event", meta="N", help="which event it corrects, counted from 1")]


def _known(told: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if value not in (None, False, [])}


def _who(member: list[str] | None, option: str = "--member") -> list[str]:
    who = people(member)
    if not who:
        raise Misuse(T("the option {option} is missing", option=option))
    return who


@verb
def arrive(
    setting: Setting,
    election: Id,
    member: Members = None,
    remote: Away = False,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note that members of the electorate come. After the ballots they may object, and give none."""
    who = _who(member)
    events = [_known({"kind": "arrival", "members": who, "remote": remote})]
    said = T("arrival noted: {names}", names=tuple(who))
    return step(Session(setting), election, "arrive", events, said, date=date, dry_run=dry_run, message=message)


@verb
def leave(
    setting: Setting,
    election: Id,
    member: Members = None,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note that members of the electorate leave. Their ballots stand; nobody waits for their voice."""
    who = _who(member)
    events = [_known({"kind": "departure", "members": who})]
    said = T("departure noted: {names}", names=tuple(who))
    return step(Session(setting), election, "leave", events, said, date=date, dry_run=dry_run, message=message)


@verb
def hand_over(
    setting: Setting,
    election: Id,
    facilitator: Next = None,
    secretary: Writer = None,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Hand over: someone else facilitates, or writes. Whoever facilitates and is named does it before a proposal."""
    if facilitator is None and secretary is None:
        raise Misuse(T("the option {option} is missing", option="--facilitator"))
    events = [_known({"kind": "handover", "facilitator": facilitator, "secretary": secretary})]
    said = T("{member} takes over", member=facilitator or secretary)
    return step(Session(setting), election, "hand_over", events, said, date=date, dry_run=dry_run, message=message)


@verb
def reframe(
    setting: Setting,
    election: Id,
    term_months: TermMonths = None,
    because: Text_ = None,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Agree to go on with the role sheet as it is now, or with another term. A proposal needs a new full round."""
    from coopctl.edits.elections import happen, office_of
    from coopctl.election.state import State
    from coopctl.records.sheet import fingerprint

    def made(state: State, draft: Any) -> list[dict[str, Any]]:
        role = state.framing.role if state.framing else ""
        sheet = fingerprint(office_of(draft, role).sheet)
        told = {"kind": "reframing", "sheet": sheet, "term_months": term_months, "why": because}
        return [_known(told)]

    said = T("the election goes on with the sheet as it is now")
    return act(
        Session(setting), election,
        lambda snapshot, desk: happen(snapshot, election, made, desk, "reframe", lambda state: [said]),
        date=date, dry_run=dry_run, message=message,
    )  # fmt: skip


@verb
def suspend(
    setting: Setting,
    election: Id,
    until: GoesOn = None,
    because: Text_ = None,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Stop here and go on another day. Nothing is lost."""
    events = [_known({"kind": "suspension", "until": until, "why": because})]
    said = T("suspended; ballots stand, and the round of objections starts afresh when it goes on")
    return step(Session(setting), election, "suspend", events, said, date=date, dry_run=dry_run, message=message)


@verb
def resume(
    setting: Setting,
    election: Id,
    present: There = None,
    remote: Remote = None,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Go on: ballots stand, those now absent are listed, a round of objections starts afresh with those present."""
    from coopctl.edits.elections import happen
    from coopctl.election.state import State

    who = _who(present, "--present")

    def made(state: State, draft: Any) -> list[dict[str, Any]]:
        gone = [one for one in state.electorate if one not in who]
        return [_known({"kind": "resumption", "present": who, "absent": gone, "remote": people(remote)})]

    def said(state: State) -> list[Any]:
        gone = tuple(one for one in state.electorate if one not in state.present)
        lines = [T("it goes on")]
        return [*lines, T("not there: {names}", names=gone)] if gone else lines

    return act(
        Session(setting), election,
        lambda snapshot, desk: happen(snapshot, election, made, desk, "resume", said),
        date=date, dry_run=dry_run, message=message,
    )  # fmt: skip


@verb
def cancel(
    setting: Setting,
    election: Id,
    because: Text_ = None,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Call the election off. Its record stays, with the reason."""
    if because is None:
        raise Misuse(T("the option {option} is missing", option="--because"))
    events = [_known({"kind": "cancellation", "why": because})]
    said = T("the election is called off; its record stays")
    return step(Session(setting), election, "cancel", events, said, date=date, dry_run=dry_run, message=message)


@verb
def close(
    setting: Setting,
    election: Id,
    because: Text_ = None,
    next: Instead = None,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Close the election without result: the role stays to be filled, and the record says what comes instead."""
    if because is None:
        raise Misuse(T("the option {option} is missing", option="--because"))
    events = [_known({"kind": "no-result", "why": because, "next": next})]
    said = T("closed without result; the role stays to be filled")
    return step(Session(setting), election, "close", events, said, date=date, dry_run=dry_run, message=message)


@verb
def reopen(
    setting: Setting,
    election: Id,
    to: To = "proposal",
    because: Text_ = None,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Take up again an election that was called off or closed without result."""
    events = [_known({"kind": "reopening", "to": to, "why": because})]
    said = T("the election is open again")
    return step(Session(setting), election, "reopen", events, said, date=date, dry_run=dry_run, message=message)


@verb
def note(
    setting: Setting,
    election: Id,
    text: Words,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Add a note of the facilitator: an incident, a remark about how it goes."""
    events = [_known({"kind": "note", "text": text})]
    said = T("noted")
    return step(Session(setting), election, "note", events, said, date=date, dry_run=dry_run, message=message)


@verb
def correct(
    setting: Setting,
    election: Id,
    text: Words,
    event: Which = None,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Add an erratum: what is recorded stays, the correction stands beside it."""
    events = [_known({"kind": "erratum", "text": text, "event": event})]
    said = T("the erratum is added; what is recorded stays")
    return step(Session(setting), election, "correct", events, said, date=date, dry_run=dry_run, message=message)

"""coopctl election: ballots shown all at once, their reasons, and the change round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from coopctl.cli.election_write import Date, Id, act, people, step
from coopctl.cli.governing import slug, words
from coopctl.cli.options import DryRun, Why, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse, NotHere, Refused
from coopctl.words import TN, T, Text

if TYPE_CHECKING:
    from coopctl.edits.elections import Desk, Step
    from coopctl.election.state import State
    from coopctl.snapshot import Snapshot

INSTEAD = ("pass", "nobody", "outside-search")

Ballots = Annotated[
    list[str] | None,
    option("--ballot", meta="BALLOT", help="ana=loic:reason; several names with +; pass, nobody, outside-search",
           read=words),
]  # fmt: skip
From = Annotated[str | None, option("-i", "--input", meta="FILE", help="ballots, one a line; - for what is piped in")]
Withheld = Annotated[
    list[str] | None,
    option("--withheld", meta="HANDLES", help="whose reason was given aloud and is written nowhere", read=words),
]
Without = Annotated[
    list[str] | None, option("--without", meta="HANDLES", help="who gives no ballot, and the group goes on", read=words)
]
Sealed = Annotated[
    str | None, option("--sealed", meta="NAME", help="seal your own ballot here; nobody can read it yet", read=words)
]
Because = Annotated[str | None, option("--because", meta="TEXT", help="why, on a sealed ballot", read=words)]
Gather = Annotated[bool, option("--gather", help="take in the sealed ballots that were opened")]
Mine = Annotated[bool, option("--mine", help="open your own sealed ballot")]
Reasons = Annotated[
    list[str] | None, option("--reason", meta="HANDLE=TEXT", help="the reason of a ballot; may be repeated", read=words)
]


@verb
def nominate(
    setting: Setting,
    election: Id,
    ballot: Ballots = None,
    input: From = None,
    withheld: Withheld = None,
    without: Without = None,
    gather: Gather = False,
    sealed: Sealed = None,
    because: Because = None,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Record the ballots, once all are shown: « ana=loic:"why" ». Nothing of them is stored before.

    A reason is kept in the private folder; the record says that one was given. Without one, reveal follows.
    Where the election was opened for it, --sealed gives one's own ballot from one's own clone, unreadable until
    reveal --mine opens it; --gather then takes in all that are open.
    """
    from coopctl.edits.elections import nominate as wish

    if sealed or because:
        return _seal(setting, election, sealed, because, date=date, dry_run=dry_run, message=message)
    found = _ballots([*(ballot or ()), *_lines(setting, input)], people(withheld))
    if not found and not without and not gather:
        raise Misuse(T("the option {option} is missing", option="--ballot"))

    def plan(snapshot: Snapshot, desk: Desk) -> Step:
        taken = _gathered(snapshot, election, desk, found) if gather else []
        return wish(snapshot, election, [*taken, *found], people(without), desk, _shown)

    return act(Session(setting), election, plan, date=date, dry_run=dry_run, message=message)


def _shown(state: State) -> list[Text]:
    lines = [TN("{n} ballot is shown", "{n} ballots are shown", len(state.ballots))]
    if state.ballots_missing:
        lines.append(T("ballots are missing: {names}", names=state.ballots_missing))
    if state.reasons_missing:
        lines.append(T("reasons are still to be heard: {names}", names=state.reasons_missing))
    return lines


def _gathered(snapshot: Snapshot, election: str, desk: Desk, typed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The opened ballots. Whoever sealed one that is not open opens it, or gives it again aloud."""
    from coopctl.edits.election_sealed import gathered

    again = {one["voter"] for one in typed}
    found, closed = gathered(snapshot, election, desk)
    left = [one for one in closed if one not in again]
    if left:
        raise Refused(
            T("sealed and not open: {names}; they open their ballot, or give it again aloud", names=tuple(left)),
            f"coopctl election reveal {election} --mine",
        )
    return found


def _seal(setting: Setting, election: str, name: str | None, because: str | None, **how: Any) -> int:
    from coopctl.cli.election_sealed import seal

    if name is None:
        raise Misuse(T("the option {option} is missing", option="--sealed"))
    facts = _ballot(f"x={name.partition(':')[0]}")
    del facts["voter"]
    return seal(Session(setting), election, {**facts, "reason": because} if because else facts, **how)


@verb
def reveal(
    setting: Setting,
    election: Id,
    reason: Reasons = None,
    withheld: Withheld = None,
    mine: Mine = False,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Record the reasons of ballots already shown; or, with --mine, open one's own sealed ballot."""
    if mine:
        from coopctl.cli.election_sealed import open_mine

        return open_mine(Session(setting), election, date=date, dry_run=dry_run, message=message)
    heard: list[dict[str, Any]] = []
    for one in reason or ():
        voter, equal, text = one.partition("=")
        if not equal or not text.strip():
            raise Misuse(
                T("{option}: write a handle, =, and the words; “{seen}” has none", option="--reason", seen=one)
            )
        heard.append({"voter": _handle(voter), "reason": text.strip()})
    heard += [{"voter": one, "withheld": True} for one in people(withheld)]
    if not heard:
        raise Misuse(T("the option {option} is missing", option="--reason"))

    def said(state: State) -> list[Text]:
        left = state.reasons_missing
        done = T("all reasons are heard")
        return [T("reasons are still to be heard: {names}", names=left) if left else done]

    events = [{"kind": "reveal", "reasons": heard}]
    return step(Session(setting), election, "reveal", events, said, date=date, dry_run=dry_run, message=message)


@verb
def change(
    setting: Setting,
    election: Id,
    ballot: Ballots = None,
    input: From = None,
    withheld: Withheld = None,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Record a change round: the ballots that move, to names already given. Without any, nobody moves."""
    found = _ballots([*(ballot or ()), *_lines(setting, input)], people(withheld))
    told: dict[str, Any] = {"kind": "change", "ballots": found} if found else {"kind": "change"}
    said = TN("{n} ballot moves", "{n} ballots move", len(found)) if found else T("no ballot moves")
    return step(Session(setting), election, "change", [told], said, date=date, dry_run=dry_run, message=message)


def _lines(setting: Setting, source: str | None) -> list[str]:
    """Ballots from a file or what is piped in: one a line, blank ones and comments passed over."""
    if source is None:
        return []
    import sys

    try:
        if source == "-":
            text = sys.stdin.read()
        else:
            with open(source, encoding="utf-8") as file:
                text = file.read()
    except (OSError, UnicodeDecodeError):
        raise NotHere(T("{path} cannot be read", path=source)) from None
    return [words(line) for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def _ballots(given: list[str], withheld: list[str]) -> list[dict[str, Any]]:
    found = [_ballot(one) for one in given]
    voters = [one["voter"] for one in found]
    for handle in withheld:
        if handle not in voters:
            raise Misuse(T("{member} gives no ballot here whose reason could be withheld", member=handle))
    return [
        {**{key: value for key, value in one.items() if key != "reason"}, "withheld": True}
        if one["voter"] in withheld
        else one
        for one in found
    ]


def _ballot(text: str) -> dict[str, Any]:
    """``ana=loic:reason``, ``ana=loic+karim``, ``ana=pass``."""
    voter, equal, rest = text.partition("=")
    if not equal:
        raise Misuse(T("“{seen}” is not a ballot: write ana=loic:reason", seen=text))
    name, _colon, reason = rest.partition(":")
    found: dict[str, Any] = {"voter": _handle(voter)}
    if name.strip() in INSTEAD:
        found["instead"] = name.strip()
    elif "+" in name:
        found["nominees"] = [_handle(one) for one in name.split("+")]
    else:
        found["nominee"] = _handle(name)
    return {**found, "reason": reason.strip()} if reason.strip() else found


def _handle(text: str) -> str:
    try:
        return slug(text.strip())
    except ValueError as error:
        raise Misuse(error.args[0]) from None

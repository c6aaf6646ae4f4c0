"""coopctl election: the work on each objection. None is ever judged."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from coopctl import typed
from coopctl.cli.election_consent import TermMonths, where
from coopctl.cli.election_write import Date, Id, act, step
from coopctl.cli.governing import slug, when, words
from coopctl.cli.options import DryRun, Why, argument, one_of, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.values import When
from coopctl.words import T, Text

HOW = ("shorter-term", "trial", "training", "pair", "narrower", "split", "sheet", "measure", "start", "other")
Objection = Annotated[str, argument(meta="OBJECTION", help="the objection: o1, o2…", read=slug)]
Whose = Annotated[str | None, option("--member", meta="HANDLE", help="whose objection it is (you)", read=slug)]
About = Annotated[str | None, option("--text", meta="TEXT", help="what it says, about the role", read=words)]
Aloud = Annotated[bool, option("--withheld", help="said in the meeting, and written nowhere")]
Ending = Annotated[
    str | None,
    option("--ending", meta="ENDING", help="integrated, withdrawn, noted (a point to watch) or postponed",
           read=one_of("integrated", "withdrawn", "noted", "postponed")),
]  # fmt: skip
How = Annotated[
    str,
    option("--how", meta="HOW", help="what changes: shorter-term, trial, training, pair, narrower, split, sheet, "
           "measure, start", read=one_of(*HOW)),
]  # fmt: skip
Ripe = Annotated[
    dt.date | None, option("--until", meta="DATE", help="the day until which it ripens", read=typed.written_day)
]
Review = Annotated[
    dt.date | None, option("--review", meta="DATE", help="when it is looked at again", read=typed.written_day)
]
Starts = Annotated[When | None, option("--since", meta="DATE", help="another first day of the mandate", dated=when)]
Scope = Annotated[
    str | None, option("--scope", meta="TEXT", help="the part held, where it is not the whole", read=words)
]


@verb
def object_(
    setting: Setting,
    election: Id,
    member: Whose = None,
    text: About = None,
    withheld: Aloud = False,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Record an objection, in words about the role. Without words it is to be made clear; it is never judged."""
    from coopctl.edits.elections import happen
    from coopctl.election.state import State

    session = Session(setting)
    who = member or session.actor

    def made(state: State, draft: Any) -> list[dict[str, Any]]:
        count = sum(len(one.consent.objections) for one in state.proposals)
        told = {"kind": "objection", "objection": f"o{count + 1}", "member": who, "text": text}
        return [{**{key: value for key, value in told.items() if value}, **({"withheld": True} if withheld else {})}]

    def said(state: State) -> list[Text]:
        one = state.proposals[-1].consent.objections[-1]
        if not one.clear:
            return [T("objection {name} is noted, and is to be made clear", name=one.name)]
        return [T("objection {name} is noted", name=one.name)]

    return act(
        session, election, lambda snapshot, desk: happen(snapshot, election, made, desk, "object", said),
        date=date, dry_run=dry_run, message=message,
    )  # fmt: skip


@verb
def clarify(
    setting: Setting,
    election: Id,
    objection: Objection,
    text: About = None,
    withheld: Aloud = False,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Put an objection in words about the role."""
    if text is None and not withheld:
        raise Misuse(T("the option {option} is missing", option="--text"))
    told: dict[str, Any] = {"kind": "clarification", "objection": objection}
    told |= {"withheld": True} if withheld else {"text": text}
    said = T("objection {name} is clear now", name=objection)
    return step(Session(setting), election, "clarify", [told], said, date=date, dry_run=dry_run, message=message)


@verb
def resolve(
    setting: Setting,
    election: Id,
    objection: Objection,
    ending: Ending = None,
    how: How = "other",
    text: About = None,
    term_months: TermMonths = None,
    since: Starts = None,
    scope: Scope = None,
    review: Review = None,
    until: Ripe = None,
    date: Date = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Record how an objection ends. One that is integrated changes the proposal: a new full round follows."""
    from coopctl.edits.elections import happen
    from coopctl.election.state import State

    if ending is None or (ending == "postponed" and until is None):
        raise Misuse(T("the option {option} is missing", option="--ending" if ending is None else "--until"))
    told: dict[str, Any] = {"kind": "resolution", "objection": objection, "ending": ending, "until": until}
    amendment = {"how": how, "text": text, "term_months": term_months, "since": since, "review": review, "scope": scope}
    if ending != "integrated":
        told["text"] = text

    def made(state: State, draft: Any) -> list[dict[str, Any]]:
        found = {key: value for key, value in told.items() if value is not None}
        return [{**found, "amendment": _amended(state, draft, amendment)} if ending == "integrated" else found]

    def said(state: State) -> list[Text]:
        return [_ended(ending), *where(state)]

    return act(
        Session(setting), election,
        lambda snapshot, desk: happen(snapshot, election, made, desk, "resolve", said),
        date=date, dry_run=dry_run, message=message,
    )  # fmt: skip


def _amended(state: Any, draft: Any, amendment: dict[str, Any]) -> dict[str, Any]:
    """What changes; where it is the role sheet, the sheet as it is now."""
    from coopctl.edits.elections import office_of
    from coopctl.records.sheet import fingerprint

    changed = {key: value for key, value in amendment.items() if value is not None}
    if changed["how"] == "sheet" and state.framing:
        changed["sheet"] = fingerprint(office_of(draft, state.framing.role).sheet)
    return changed


def _ended(ending: str) -> Text:
    return {
        "integrated": T("the objection is integrated: everybody there speaks again on the amended proposal"),
        "withdrawn": T("the objection is withdrawn"),
        "noted": T("the objection is kept as a point to watch"),
        "postponed": T("the objection ripens; the proposal waits until then"),
    }[ending]

"""Elections: opened on a role sheet, then one event after the other, each refused by name where it cannot be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from coopctl.change.elections import said as happened_said
from coopctl.document.read import bare
from coopctl.edits.governance import Change, Draft
from coopctl.edits.staggered import framed
from coopctl.election import words as private
from coopctl.election.replay import replay
from coopctl.election.state import State
from coopctl.election.steps import may, next_steps
from coopctl.election.words import Told, Words
from coopctl.mandates import Office, offices
from coopctl.problem import NotHere, Refused
from coopctl.records.base import span
from coopctl.records.election import Election
from coopctl.records.model import judged
from coopctl.records.rules import Rules
from coopctl.records.sheet import fingerprint
from coopctl.rules.eligible import eligible
from coopctl.rules.rule import nearest
from coopctl.snapshot import Snapshot
from coopctl.values import Moment, When
from coopctl.words import TN, T, Text

KINDS_SAID = {
    "framing": T("the framing"), "ballots": T("ballots"), "reveal": T("reasons"), "change": T("a change round"),
    "proposal": T("a proposal"), "consent": T("“no objection”"), "objection": T("an objection"),
    "clarification": T("an objection made clear"), "resolution": T("the end of an objection"),
    "acceptance": T("the answer of who is proposed"), "mandate": T("the mandate"), "suspension": T("a suspension"),
    "resumption": T("a resumption"), "arrival": T("an arrival"), "departure": T("a departure"),
    "handover": T("another facilitator"), "reframing": T("a new framing"), "cancellation": T("calling it off"),
    "no-result": T("closing it without result"), "reopening": T("reopening it"), "note": T("a note"),
    "erratum": T("an erratum"),
}  # fmt: skip
"""The kinds of events, as people say them."""


class Desk(NamedTuple):
    """Who records, when it happened, what day it is, and the private words of this election."""

    actor: str
    at: Moment
    today: dt.date
    words: Words
    reason: str = ""


class Step(NamedTuple):
    """What an event does: the change, the private words beside it, and where the election then stands."""

    change: Change
    words: Words
    state: State


class Frame(NamedTuple):
    """What is agreed before any name."""

    role: str
    facilitator: str
    present: Sequence[str]
    rules: Rules
    secretary: str | None = None
    absent: Sequence[str] = ()
    remote: Sequence[str] = ()
    guests: Sequence[str] = ()
    observers: int = 0
    electorate: Sequence[str] = ()
    term_months: int | None = None
    seats: int = 1
    since: When | None = None
    college: str | None = None
    level: str = "summary"
    criteria: Sequence[str] = ()
    minutes: Mapping[str, int] = {}
    sealed: bool = False
    times: Mapping[str, Mapping[str, Moment]] = {}
    place: str | None = None
    follows: str | None = None


def office_of(draft: Draft, name: str) -> Office:
    """The role or body an election is for. Raises NotHere."""
    found = {office.name: office for office in offices(draft.ledger)}
    if name not in found:
        near = nearest(name, found)
        raise NotHere(
            T("there is no role or body {name}; the nearest is {near}", name=name, near=near)
            if near
            else T("there is no role or body {name}", name=name),
            "coopctl role list",
        )
    return found[name]


def open_(snapshot: Snapshot, name: str, frame: Frame, desk: Desk) -> Step:
    """An election is opened: its framing freezes all that it goes by."""
    draft = Draft(snapshot, desk.actor, desk.today)
    office = office_of(draft, frame.role)
    path = f"elections/{name}.yaml"
    colleges = [one.college for one in office.sheet.colleges]
    if frame.college and frame.college not in colleges:
        none = T("{role} has no college {college}", role=office.name, college=frame.college)
        raise Refused(none, office.command("show"))
    if path in snapshot.files:
        raise Refused(T("there is already an election {election}", election=name), f"coopctl election show {name}")
    electorate = _electorate(draft, office, frame, desk.at.first)
    for handle in (*electorate, *frame.present, *frame.guests):
        draft.member(handle)
    event = _framing(draft, office, frame, electorate, desk)
    draft.create(path, {"election": name, "events": [event]})
    state = replay(name, _read(name, {"election": name, "events": [event]}).events)
    _refuse_broken(state, 0)
    said = [
        T("election {election} is open for {role}", election=name, role=office.sheet.title),
        TN("{n} person could hold it", "{n} people could hold it", len(event.get("eligible", ()))),
    ]
    if len(electorate) < 3:
        said.append(T("with so few people there is no collective choice: another way may serve you better"))
    if office.co_management or office.board:
        said.append(T("this designates, it does not appoint: the assembly decides"))
    said += framed(draft.ledger, office, event)
    subject = f"election: {name}, {happened_said(_plain(event)).shown('en', plain=True)}"
    change = draft.done("election.open", f"elections/{name}", desk.reason, said, subject=subject)
    return Step(change, desk.words, state)


def _electorate(draft: Draft, office: Office, frame: Frame, day: dt.date) -> list[str]:
    if frame.electorate:
        return list(dict.fromkeys(frame.electorate))
    there = list(dict.fromkeys((*frame.present, *frame.absent)))
    if frame.rules.electorate == "present":
        return there
    if frame.rules.electorate == "cooperative":
        return sorted(one for one, member in draft.ledger.members.items() if member.presence.holds(day))
    circle = draft.ledger.circles.get(office.circle or "")
    inside = [one.member for one in circle.members if span(one.since, one.until).holds(day)] if circle else []
    return list(dict.fromkeys(inside)) or there


def _framing(draft: Draft, office: Office, frame: Frame, electorate: list[str], desk: Desk) -> Told:
    sheet, since = office.sheet, frame.since or When(desk.at[:10])
    everybody = [one for one, member in sorted(draft.ledger.members.items()) if member.presence.holds(desk.at.first)]
    fields, told = type(frame.rules).model_fields, frame.rules.model_dump().items()
    rules = {key: value for key, value in told if value is not None and not (value is False is fields[key].default)}
    found: Told = {
        "at": desk.at, "by": desk.actor, "kind": "framing", "circle": office.circle, "role": office.name,
        "sheet": fingerprint(sheet), "criteria": list(frame.criteria or getattr(sheet, "qualities", ())),
        "rules": rules, "term_months": frame.term_months if frame.term_months is not None else sheet.term_months,
        "most_term_months": sheet.most_term_months, "since": frame.since,
        "seats": frame.seats if frame.seats != 1 else None, "college": frame.college,
        "assembly": office.co_management or office.board, "electorate": electorate,
        "eligible": eligible(draft.ledger, office, everybody, since, frame.college), "facilitator": frame.facilitator,
        "secretary": frame.secretary, "present": list(frame.present),
        "absent": [one for one in electorate if one not in frame.present], "remote": list(frame.remote),
        "guests": list(frame.guests), "observers": frame.observers or None, "place": frame.place,
        "level": frame.level, "sealed": frame.sealed, "minutes": dict(frame.minutes) or None,
        "times": {step: dict(one) for step, one in frame.times.items()} or None, "follows": frame.follows,
    }  # fmt: skip
    return {key: value for key, value in found.items() if value not in (None, False, [])}


def _read(name: str, tree: Any) -> Election:
    """A record from its tree. Raises Refused where it is not well formed."""
    record, faults = judged(Election, f"elections/{name}.yaml", _plain(tree))
    if record is None:
        raise Refused(faults[0][1].message, "coopctl check")
    return record


def _plain(tree: Any) -> Any:
    """A tree with every leaf as the text a file would hold."""
    from coopctl.document.write import bare_text

    if isinstance(tree, dict):
        return {key: _plain(value) for key, value in tree.items() if value is not None}
    return [_plain(one) for one in tree] if isinstance(tree, (list, tuple)) else bare_text(tree)


def standing(snapshot: Snapshot, draft: Draft, name: str, words: Words) -> tuple[Any, State]:
    """An election of the ledger: its tree, with what is private of it, and where it stands. Raises NotHere, Refused."""
    path = f"elections/{name}.yaml"
    if path not in snapshot.files:
        near = nearest(name, draft.ledger.names("elections/"))
        raise NotHere(
            T("there is no election {name}; the nearest is {near}", name=name, near=near)
            if near
            else T("there is no election {name}", name=name),
            "coopctl election list",
        )
    record = draft.ledger.election(name)
    if record is None:
        raise Refused(T("{path} cannot be read: mend it first", path=path), "coopctl check")
    if not record.events:
        raise Refused(T("{election} has no framing: there is nothing to tell", election=name), "coopctl check")
    tree = private.whole(bare(draft.ledger.document(path).root), words)
    return tree, replay(name, _read(name, tree).events)


Make = Callable[[State, Draft], Sequence[Told]]
"""Given where the election stands: the events to add, without their day and who records them."""


def happen(
    snapshot: Snapshot, name: str, make: Make, desk: Desk, op: str, said: Callable[[State], Sequence[Text]]
) -> Step:
    """One or more events are added. Raises Refused, by name, for what cannot come now or breaks a rule."""
    draft = Draft(snapshot, desk.actor, desk.today)
    tree, before = standing(snapshot, draft, name, desk.words)
    _in_time(before, desk.at)
    words, level = desk.words, draft.ledger.tree(f"elections/{name}.yaml")["events"][0].get("level", "summary")
    told_whole = tree["events"][0].get("level") != level
    events = list(tree["events"])
    state, happened = before, []
    for told in make(before, draft):
        if not may(state, told["kind"]):
            raise _not_now(state, told["kind"])
        event = {"at": desk.at, "by": desk.actor, **told}
        public, words = private.kept(words, name, len(events), event, level)
        draft.push(f"elections/{name}.yaml", "events", public)
        happened.append(happened_said(_plain(public)).shown("en", plain=True))
        events.append(event if told_whole else public)
        state = replay(name, _read(name, {"election": name, "events": events}).events)
        _refuse_broken(state, len(before.broken))
    noted = [text for index, text in state.remarks[len(before.remarks) :] if index >= len(tree["events"])]
    remarks = noted if events[-1]["kind"] not in ("note", "erratum") else []
    subject = f"election: {name}, {'; '.join(happened)}"
    change = draft.done(f"election.{op}", f"elections/{name}", desk.reason, [*said(state), *remarks], subject=subject)
    return Step(change, words, state)


def nominate(
    snapshot: Snapshot, name: str, ballots: Sequence[Told], without: Sequence[str], desk: Desk,
    said: Callable[[State], Sequence[Text]],
) -> Step:  # fmt: skip
    """The ballots, all at once. Refused, with the names, where somebody there gave none and nobody said so."""

    def make(state: State, draft: Draft) -> list[Told]:
        given = {one["voter"] for one in ballots} | {*without, *state.ballots, *state.without}
        missing = tuple(one for one in state.voters if one not in given)
        if missing and may(state, "ballots"):
            raise Refused(
                T("ballots are missing: {names}; they are recorded together, once all are shown", names=missing),
                f"coopctl election nominate {name} --without {missing[0]}",
            )
        told: Told = {"kind": "ballots", "ballots": list(ballots), "without": list(without)}
        return [{key: value for key, value in told.items() if value != []}]

    return happen(snapshot, name, make, desk, "nominate", said)


def _in_time(state: State, at: Moment) -> None:
    opened = state.framing.at if state.framing else at
    if at.before(opened):
        raise Refused(
            T("{election} was opened on {day}: nothing of it happened before", election=state.id, day=opened),
            f"coopctl election show {state.id}",
        )
    if at.before(state.at):
        raise Refused(
            T("the last event of {election} is of {day}: events are added in their order", election=state.id,
              day=state.at),
            f"coopctl election show {state.id}",
        )  # fmt: skip


def _not_now(state: State, kind: str) -> Refused:
    facts = {"election": state.id, "what": KINDS_SAID[kind]}
    cure = f"coopctl election show {state.id}"
    if state.closed:
        return Refused(T("{election} is over: {what} cannot be added", **facts), cure)
    if state.step == "suspended":
        return Refused(T("{election} is suspended: it is resumed before {what}", **facts), cure)
    usual = [KINDS_SAID[one.kind] for one in next_steps(state)][:3]
    waiting = next((one.who for one in next_steps(state) if one.who), ())
    if waiting:
        return Refused(
            T("{what} cannot come now in {election}; now comes {usual}, from: {names}", usual=usual[0], names=waiting,
              **facts),
            cure,
        )  # fmt: skip
    return Refused(T("{what} cannot come now in {election}; now comes {usual}", usual=usual[0], **facts), cure)


def _refuse_broken(state: State, known: int) -> None:
    if len(state.broken) > known:
        one = state.broken[known]
        raise Refused(one.message, f"coopctl explain {one.rule}")

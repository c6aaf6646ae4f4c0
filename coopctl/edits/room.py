"""What is done in the room, as steps of an election: the same plans as the commands of each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coopctl.edits import election_end as end
from coopctl.edits.election_sealed import gathered
from coopctl.edits.elections import Desk, Frame, Step, happen, nominate, office_of, open_
from coopctl.election.presets import written
from coopctl.election.state import State
from coopctl.election.words import Told
from coopctl.records.sheet import fingerprint
from coopctl.room.scene import Deed
from coopctl.snapshot import Snapshot
from coopctl.values import When, parse_day
from coopctl.words import Text

_KINDS = {
    "reveal": "reveal", "change": "change", "clarify": "clarification", "suspend": "suspension",
    "resume": "resumption", "arrive": "arrival", "leave": "departure", "hand_over": "handover", "note": "note",
    "close": "no-result", "cancel": "cancellation", "reframe": "reframing",
}  # fmt: skip
"""The deeds that are one event, as it was told."""


def plan(snapshot: Snapshot, name: str, deed: Deed, desk: Desk) -> Step:
    """The step a deed is. Raises as the step does."""
    facts = deed.facts
    if deed.op == "open":
        return open_(snapshot, name, _frame(facts), desk)
    if deed.op == "nominate":
        given = [*_opened(snapshot, name, facts.get("opened", ()), desk), *facts["ballots"]]
        return nominate(snapshot, name, given, facts["without"], desk, _nothing)
    if deed.op == "propose":
        return end.propose(snapshot, name, facts["members"], facts["because"], desk, {})
    if deed.op == "accept":
        return end.accept(snapshot, name, facts["member"], desk, end.Rest(waived=facts.get("waived", False)))
    if deed.op in ("decline", "answer"):
        told = {"answer": "declined", **{key: value for key, value in facts.items() if key != "member"}}
        return end.answer(snapshot, name, facts["member"], _read(told), desk, "decline" if deed.op == "decline" else
                          "accept")  # fmt: skip
    return happen(snapshot, name, lambda state, draft: _events(state, draft, deed), desk, deed.op, _nothing)


def _opened(snapshot: Snapshot, name: str, voters: Sequence[str], desk: Desk) -> list[Told]:
    """The sealed ballots that are open, as the record has them."""
    return [one for one in gathered(snapshot, name, desk)[0] if one["voter"] in voters] if voters else []


def _nothing(state: State) -> Sequence[Text]:
    return ()


def _frame(facts: Mapping[str, Any]) -> Frame:
    told = {key: value for key, value in facts.items() if key not in ("preset", "otherwise", "since", "together")}
    since = When(facts["since"]) if facts.get("since") else None
    way = {"several_seats": facts["together"]} if facts.get("together") else {}
    rules = written(facts["preset"], {**facts.get("otherwise", {}), **way})
    return Frame(rules=rules, since=since, **told)


def _events(state: State, draft: Any, deed: Deed) -> list[Told]:
    if deed.op == "round":
        return _round(state, deed.facts)
    if deed.op == "resolve":
        told = _read(deed.facts)
        amendment = told.get("amendment")
        if amendment and amendment["how"] == "sheet" and state.framing:
            amendment["sheet"] = fingerprint(office_of(draft, state.framing.role).sheet)
        return [{"kind": "resolution", **told}]
    facts = _read(deed.facts)
    if deed.op == "reframe" and state.framing:
        facts["sheet"] = fingerprint(office_of(draft, state.framing.role).sheet)
    if deed.op == "resume":
        facts["absent"] = [one for one in state.electorate if one not in facts["present"]]
    return [{key: value for key, value in {"kind": _KINDS[deed.op], **facts}.items() if value not in ([], None)}]


def _round(state: State, facts: Mapping[str, Any]) -> list[Told]:
    """Those who have no objection, then each objection, by its next free name."""
    events: list[Told] = [{"kind": "consent", "members": list(facts["members"])}] if facts["members"] else []
    count = sum(len(one.consent.objections) for one in state.proposals)
    for n, one in enumerate(facts["objections"], count + 1):
        events.append({"kind": "objection", "objection": f"o{n}", **one})
    return events


_DAYS = ("until", "review")


def _read(facts: Mapping[str, Any]) -> Told:
    """The values of a deed as an event holds them."""
    found: Told = {}
    for key, value in facts.items():
        if isinstance(value, Mapping):
            found[key] = _read(value)
        elif key in _DAYS and value:
            found[key] = parse_day(value)
        elif key == "since" and value:
            found[key] = When(value)
        elif key == "term_months" and value:
            found[key] = int(value)
        elif value is not None:
            found[key] = value
    return found

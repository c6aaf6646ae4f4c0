"""The end of an election: a proposal and an answer judged by who may hold the role, and the mandate in its sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from coopctl.edits.elections import Desk, Step, happen, office_of
from coopctl.edits.governance import Draft
from coopctl.edits.seats import Term, after_months, filled, not_twice
from coopctl.edits.staggered import told
from coopctl.election.state import Proposal, State
from coopctl.election.words import Told
from coopctl.mandates import Office, mandates
from coopctl.moments import spanning
from coopctl.problem import Misuse, Refused
from coopctl.records.sheet import fingerprint
from coopctl.rules.eligible import obstacles
from coopctl.rules.holding import Days
from coopctl.rules.persons import contract_end
from coopctl.snapshot import Snapshot
from coopctl.values import When
from coopctl.words import T, Text


class Rest(NamedTuple):
    """What is said of a mandate with the yes: its days, the rest of somebody's term, that no monthly sum is taken."""

    since: When | None = None
    until: When | None = None
    remainder: bool = False
    waived: bool = False


def propose(
    snapshot: Snapshot, name: str, members: Sequence[str], because: str | None, desk: Desk, facts: Told
) -> Step:
    """Somebody is proposed, with the reason; refused where they could not hold the role."""
    load: list[Text] = []

    def make(state: State, draft: Draft) -> list[Told]:
        office = _office(state, draft)
        if because is None:
            raise Misuse(T("the reason of the proposal is missing: --because"))
        since = state.framing.since if state.framing and state.framing.since else When(desk.at[:10])
        for one in members:
            draft.member(one)
            _possible(draft, office, one, Days(since, None), state.framing.college if state.framing else None)
            load[:] = [*load, *_load(draft, one, desk.today), *_contract(draft, one, since, state)]
        named: Told = {"member": members[0]} if len(members) == 1 else {"members": list(members)}
        return [{"kind": "proposal", **named, **facts, "reason": because}]

    def said(state: State) -> list[Text]:
        made = state.proposal
        names = made.names if made else ()
        return [T("proposed: {names}; now a round of objections, one after the other", names=names), *load]

    return happen(snapshot, name, make, desk, "propose", said)


def _office(state: State, draft: Draft) -> Office:
    office = office_of(draft, state.framing.role if state.framing else "")
    if state.sheet and fingerprint(office.sheet) != state.sheet:
        raise Refused(
            T("the sheet of {role} is not the one this election was opened on", role=office.name),
            f"coopctl election reframe {state.id}",
        )
    return office


def _possible(draft: Draft, office: Office, handle: str, days: Days, college: str | None) -> None:
    found = obstacles(draft.ledger, office, handle, days, college)
    if found:
        raise Refused(
            T("{member} cannot be designated: {why}", member=handle, why=found[0]), f"coopctl member show {handle}"
        )


def _load(draft: Draft, handle: str, day: dt.date) -> list[Text]:
    """What somebody holds already: a fact to know, never a block."""
    held = [
        one.office.name for one in mandates(draft.ledger, day) if one.mandate.member == handle and one.state == "held"
    ]
    return [T("{member} holds already: {roles}", member=handle, roles=held)] if held else []


def _contract(draft: Draft, handle: str, since: When, state: State) -> list[Text]:
    """That somebody's contract ends before the term would: a fact to know, never a block."""
    _row, ends = contract_end(draft.member(handle))
    months = state.framing.term_months if state.framing else None
    if ends is None or not months or ends.last >= after_months(since, months).first:
        return []
    return [T("{member} has a contract until {ends}, and the term is longer: to be talked about together",
              member=handle, ends=ends)]  # fmt: skip


def accept(
    snapshot: Snapshot, name: str, member: str | None, desk: Desk, said: Rest | None = None
) -> Step:  # fmt: skip
    """Who is proposed says yes; once all of them did, the mandate is written in the role sheet, in the same record."""
    written: list[Text] = []
    waived = bool(said and said.waived)

    def make(state: State, draft: Draft) -> list[Told]:
        written.clear()
        made = _proposed(state)
        who = _who(made, member)
        unpaid = {"waived": True} if waived else {}
        events: list[Told] = [{"kind": "acceptance", "member": who, "answer": "accepted", **unpaid}]
        if made.consent.reached and {*made.accepted, who} >= set(made.names):
            free = {*made.waived, *((who,) if waived else ())}
            for one in made.names or (who,):
                rest = (said or Rest())._replace(waived=one in free)
                events.append(_mandate(state, made, draft, one, desk, rest))
                written.append(_said(state, one, events[-1]))
            written.extend(_in_turn(state, draft, events, rest=bool(said and said.remainder)))
        return events

    return happen(snapshot, name, make, desk, "accept", lambda state: [*_accepted(state, written)])


def _accepted(state: State, written: list[Text]) -> list[Text]:
    if not written:
        return [T("yes is noted; others of the group have still to answer")]
    left = [T("one seat is still to be filled: the next ballots are for it")] if not state.closed else []
    return [*written, *left]


def _in_turn(state: State, draft: Draft, events: Sequence[Told], rest: bool) -> list[Text]:
    """What these mandates do to seats that end in turn, told once for all of them."""
    made = [one for one in events if one["kind"] == "mandate"]
    office = _office(state, draft)
    return told(draft.ledger, office, made[0]["since"], [one["until"] for one in made], rest) if made else []


def _proposed(state: State) -> Proposal:
    if state.proposal is None:
        raise Refused(T("nobody is proposed"), f"coopctl election show {state.id}")
    return state.proposal


def _who(made: Proposal, member: str | None) -> str:
    left = [one for one in made.names if one not in made.accepted]
    if member is None and len(left) > 1:
        raise Misuse(T("several people are proposed: say who answers, with --member"))
    if member is None and not made.names:
        raise Misuse(T("the record does not say who is proposed: say who answers, with --member"))
    return member or (left[0] if left else made.names[0])


def answer(snapshot: Snapshot, name: str, member: str | None, facts: Told, desk: Desk, op: str) -> Step:
    """Who is proposed says no, not yet, or yes on a condition; a refusal has no reason."""

    def make(state: State, draft: Draft) -> list[Told]:
        return [{"kind": "acceptance", "member": _who(_proposed(state), member), **facts}]

    def said(state: State) -> list[Text]:
        if facts["answer"] == "declined":
            return [T("no is noted, and no reason; the names already given are still there")]
        if facts["answer"] == "later":
            day = state.proposal.deadline if state.proposal else None
            return [T("the answer is awaited until {day}; there is no mandate before it", day=When(day or ""))]
        return [T("the condition is part of the proposal now: a new full round of objections follows")]

    return happen(snapshot, name, make, desk, op, said)


def _mandate(state: State, made: Proposal, draft: Draft, one: str, desk: Desk, said: Rest) -> Told:
    """The mandate, in the record and in the sheet."""
    framing = state.framing
    assert framing is not None
    office = _office(state, draft)
    first = said.since or made.since or When(desk.at[:10])
    months = made.term_months
    if said.until is None and not months:
        raise Refused(T("no term was agreed: nobody is designated without one"), f"coopctl election reframe {state.id}")
    last = said.until or after_months(first, months or 0)
    _possible(draft, office, one, Days(first, last), framing.college)
    not_twice(office.sheet, office.name, one, first, last)
    scope = next((amended.scope for amended in reversed(made.amendments) if amended.scope), None)
    awaited = When(desk.at[:10]) if framing.assembly else None
    term = Term(first, last, state.id, None, awaited, framing.college, scope,
                remainder=said.remainder, waived=said.waived, accepted=True)  # fmt: skip
    draft.push(office.path, "mandates", term.facts(one, last, fingerprint(office.sheet)))
    if not framing.assembly and not scope:
        filled(draft, office.path, office.sheet, first)
    found: dict[str, Any] = {"kind": "mandate", "member": one, "since": first, "until": last}
    return found


def _said(state: State, member: str, mandate: Told) -> Text:
    facts = {"member": member, "role": state.framing.role if state.framing else "",
             "span": spanning(mandate["since"], mandate["until"])}  # fmt: skip
    if state.framing and state.framing.assembly:
        return T("{member} is designated for role {role} {span}, and awaits the assembly", **facts)
    return T("{member} holds role {role} {span}", **facts)

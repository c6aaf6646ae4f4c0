"""Role sheets: a new one, who holds it from when to when, and when nobody does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from coopctl.edits.governance import Change, Draft
from coopctl.edits.seats import (
    MANDATE_KEYS,
    End,
    Term,
    awaiting,
    ended,
    filled,
    not_twice,
    running,
    staying,
    term_end,
    to_begin,
)
from coopctl.moments import On, Till, spanning
from coopctl.problem import Misuse, Refused
from coopctl.records.role import Mandate, Role
from coopctl.records.sheet import fingerprint
from coopctl.snapshot import Snapshot
from coopctl.values import When
from coopctl.words import TN, T, Text

FACTS = (
    "critical", "purpose", "domain", "accountabilities", "qualities", "expectations", "resources", "term_months",
    "most_term_months", "renewals", "seats", "staggering", "handover", "filled_by", "eligibility", "statutory",
    "accompanies", "nature", "stipend",
)  # fmt: skip


def add(
    snapshot: Snapshot, name: str, title: str, facts: Mapping[str, Any], actor: str, today: dt.date, reason: str = ""
) -> Change:
    """A new role sheet, "circle/role". ``facts``: see :data:`FACTS`."""
    draft = Draft(snapshot, actor, today)
    draft.circle(name.split("/")[0])
    if name in draft.ledger.role_names:
        raise Refused(T("there is already a role {role}", role=name), f"coopctl role show {name}")
    tree = {"role": name.split("/")[1], "title": title, **{key: facts.get(key) for key in FACTS}}
    draft.create(f"roles/{name}.yaml", tree)
    said = T("role {role} is there: {title}; nobody holds it yet", role=name, title=title)
    return draft.done("role.add", f"roles/{name}", reason, [said])


def assign(
    snapshot: Snapshot, name: str, handle: str, term: Term, actor: str, today: dt.date, reason: str = ""
) -> Change:
    """A mandate: a member holds the role from a day on, for the role's term unless ``term`` says until when."""
    draft = Draft(snapshot, actor, today, [handle])
    role = draft.role(name)
    draft.member(handle)
    until = term_end(role, term)
    not_twice(role, name, handle, term.since, until)
    path = f"roles/{name}.yaml"
    draft.push(path, "mandates", term.facts(handle, until, fingerprint(role)))
    if not (term.interim or term.designated or term.scope):
        filled(draft, path, role, term.since)
    said = [_assigned(handle, name, term, until)]
    if until and not term.until:
        said.append(
            TN("the term of this role is {n} month", "the term of this role is {n} months", role.term_months or 0)
        )
    return draft.done(
        "role.assign", f"roles/{name}", reason, [*said, *_crowded(role, term, handle)],
        _next_step(name, handle, term), f"role: {handle} holds {name}",
    )  # fmt: skip


def _assigned(handle: str, name: str, term: Term, until: When | None) -> Text:
    facts = {"member": handle, "role": name, "span": spanning(term.since, until), "part": term.scope}
    if term.designated:
        return T("{member} is designated for role {role} {span}, and awaits the assembly", **facts)
    if term.interim:
        return T("{member} keeps role {role} going in the meantime, {span}", **facts)
    if term.scope:
        return T("{member} holds role {role} {span}, for a part: {part}", **facts)
    return T("{member} holds role {role} {span}", **facts)


def _next_step(name: str, handle: str, term: Term) -> list[tuple[Text, str]]:
    if not term.designated:
        return []
    fact = T("the assembly appoints {member}", member=handle)
    return [(fact, f"coopctl role appoint {name} {handle} --on DATE --minutes REFERENCE")]


def _crowded(role: Role, term: Term, handle: str) -> list[Text]:
    """More holders than seats, said and not refused: who leaves and who comes may hold it together for a while."""
    held = {m.member for m in role.mandates if m.state_on(term.since.first) == "held" and not m.scope}
    names = sorted(held | {handle})
    if term.interim or term.designated or term.scope or len(names) <= role.seats:
        return []
    return [T("{count} hold this role, made for {seats}: {names}", count=len(names), seats=role.seats, names=names)]


def appoint(
    snapshot: Snapshot, name: str, handle: str, on: When, minutes: str | None, actor: str, today: dt.date,
    reason: str = "",
) -> Change:  # fmt: skip
    """The assembly appoints who was designated: the day, and the reference of its minutes."""
    draft = Draft(snapshot, actor, today, [handle])
    role = draft.role(name)
    waiting = awaiting(role, handle)
    if waiting is None:
        raise Refused(
            T("{member} does not await the assembly for role {role}", member=handle, role=name),
            f"coopctl role assign {name} {handle} --since DATE --designated DATE",
        )
    index, mandate = waiting
    path = f"roles/{name}.yaml"
    draft.put(path, ("mandates", index, "appointed"), on, MANDATE_KEYS)
    if minutes:
        draft.put(path, ("mandates", index, "assembly"), minutes, MANDATE_KEYS)
    filled(draft, path, role, mandate.since)
    said = [
        T("the assembly appoints {member} {day}", member=handle, day=On(on)),
        T("{member} holds role {role} {span}", member=handle, role=name, span=spanning(mandate.since, mandate.until)),
    ]
    return draft.done("role.appoint", f"roles/{name}", reason, said, (), f"role: {handle} is appointed to {name}")


def agree(snapshot: Snapshot, name: str, handle: str, actor: str, today: dt.date) -> Change:
    """A holder accepts the sheet as it is: its fingerprint stands beside the mandate, so that a change shows."""
    draft = Draft(snapshot, actor, today, [handle])
    role = draft.role(name)
    theirs = [i for i, m in enumerate(role.mandates) if m.member == handle and m.state_on(today) != "ended"]
    if not theirs:
        raise Refused(T("{member} does not hold role {role}", member=handle, role=name), f"coopctl role show {name}")
    mark = fingerprint(role)
    if all(role.mandates[i].sheet == mark for i in theirs):
        raise Refused(
            T("{member} has accepted this sheet as it is already", member=handle), f"coopctl role show {name}"
        )
    for index in theirs:
        draft.put(f"roles/{name}.yaml", ("mandates", index, "sheet"), mark, MANDATE_KEYS)
    said = [T("{member} accepts the sheet of role {role} as it is", member=handle, role=name)]
    return draft.done("role.agree", f"roles/{name}", "", said, (), f"role: {handle} accepts the sheet of {name}")


def vacate(snapshot: Snapshot, name: str, handle: str | None, end: End, actor: str, today: dt.date) -> Change:
    """The last day of a mandate. Where nobody else holds the role, it is to be filled from the day after.

    There is no place for a cause, in the record or in the message: history would keep it for ever.
    """
    draft = Draft(snapshot, actor, today, [handle] if handle else [])
    role = draft.role(name)
    if end.interim:
        draft.member(end.interim)
    held = _held(role, name, handle, end.on)
    member = held[1].member
    open_ = ended(draft, f"roles/{name}.yaml", role, held, end)
    said = [T("{member} holds role {role} {until}", member=member, role=name, until=Till(end.on))]
    left: list[tuple[Text, str]] = []
    if open_ and not staying(role, held[0], end.on):
        command = f"coopctl role assign {name} HANDLE --since DATE"
        left = [(T("role {role} is then to be filled", role=name), command)]
    subject = f"role: {member} leaves {name}"
    return draft.done("role.vacate", f"roles/{name}", "", said, left, subject)


def _held(role: Role, name: str, handle: str | None, on: When) -> tuple[int, Mandate]:
    """The one mandate to end."""
    theirs = [(i, m) for i, m in running(role, on) if handle in (None, m.member)]
    if not theirs:
        raise Refused(
            T("{member} does not hold role {role} {day}", member=handle, role=name, day=On(on))
            if handle
            else T("nobody holds role {role} {day}", role=name, day=On(on)),
            f"coopctl role decline {name} {handle}"
            if handle and to_begin(role, handle, on.last)
            else f"coopctl role show {name}",
        )
    if len({m.member for _, m in theirs}) > 1:
        names = [m.member for _, m in theirs]
        raise Misuse(
            T("{names} hold role {role}: say whose mandate ends", names=names, role=name),
            f"coopctl role vacate {name} {names[0]} --on {on}",
        )
    return theirs[-1]

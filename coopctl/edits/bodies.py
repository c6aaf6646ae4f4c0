"""Bodies beside the circles: a new one, who sits in it from when to when, whom the assembly appoints."""

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
    seated,
    term_end,
    to_begin,
)
from coopctl.moments import On, Till, spanning
from coopctl.problem import Refused
from coopctl.records.sheet import fingerprint
from coopctl.snapshot import Snapshot
from coopctl.values import When
from coopctl.words import TN, T, Text

FACTS = (
    "kind", "purpose", "since", "role", "term_months", "most_term_months", "renewals", "seats", "least", "most",
    "handover", "filled_by", "eligibility",
)  # fmt: skip


def add(
    snapshot: Snapshot, name: str, title: str, facts: Mapping[str, Any], actor: str, today: dt.date, reason: str = ""
) -> Change:
    """A new body. ``facts``: see :data:`FACTS`."""
    draft = Draft(snapshot, actor, today)
    if name in draft.ledger.body_names:
        raise Refused(T("there is already a body {body}", body=name), f"coopctl body show {name}")
    draft.create(f"bodies/{name}.yaml", {"body": name, "title": title, **{key: facts.get(key) for key in FACTS}})
    said = T("body {body} is there: {title}", body=name, title=title)
    return draft.done("body.add", f"bodies/{name}", reason, [said])


def assign(
    snapshot: Snapshot, name: str, handle: str, term: Term, actor: str, today: dt.date, reason: str = ""
) -> Change:
    """A seat: a member sits in the body from a day on, for its term unless ``term`` says until when."""
    draft = Draft(snapshot, actor, today, [handle])
    body = seated(draft, name)
    draft.member(handle)
    until = term_end(body, term)
    not_twice(body, name, handle, term.since, until)
    path = f"bodies/{name}.yaml"
    draft.push(path, "mandates", term.facts(handle, until, fingerprint(body)))
    if not (term.interim or term.designated):
        filled(draft, path, body, term.since)
    facts = {"member": handle, "body": name, "span": spanning(term.since, until)}
    said = [T("{member} sits in {body} {span}", **facts)]
    left = []
    if term.designated:
        said = [T("{member} is designated for {body} {span}, and awaits the assembly", **facts)]
        fact = T("the assembly appoints {member}", member=handle)
        left = [(fact, f"coopctl body appoint {name} {handle} --on DATE --minutes REFERENCE")]
    if until and not term.until:
        said.append(TN("the term of this body is {n} month", "the term of this body is {n} months",
                       body.term_months or 0))  # fmt: skip
    return draft.done("body.assign", f"bodies/{name}", reason, said, left, f"body: {handle} sits in {name}")


def appoint(
    snapshot: Snapshot, name: str, handle: str, on: When, minutes: str | None, actor: str, today: dt.date,
    reason: str = "",
) -> Change:  # fmt: skip
    """The assembly appoints who was designated: the day, and the reference of its minutes."""
    draft = Draft(snapshot, actor, today, [handle])
    body = seated(draft, name)
    waiting = awaiting(body, handle)
    if waiting is None:
        raise Refused(T("{member} does not await the assembly for {body}", member=handle, body=name),
                      f"coopctl body assign {name} {handle} --since DATE --designated DATE")  # fmt: skip
    index, mandate = waiting
    path = f"bodies/{name}.yaml"
    draft.put(path, ("mandates", index, "appointed"), on, MANDATE_KEYS)
    if minutes:
        draft.put(path, ("mandates", index, "assembly"), minutes, MANDATE_KEYS)
    filled(draft, path, body, mandate.since)
    span = spanning(mandate.since, mandate.until)
    said = [
        T("the assembly appoints {member} {day}", member=handle, day=On(on)),
        T("{member} sits in {body} {span}", member=handle, body=name, span=span),
    ]
    return draft.done("body.appoint", f"bodies/{name}", reason, said, (), f"body: {handle} is appointed to {name}")


def agree(snapshot: Snapshot, name: str, handle: str, actor: str, today: dt.date) -> Change:
    """Someone who sits there accepts what is asked of them as it is, so that a change shows."""
    draft = Draft(snapshot, actor, today, [handle])
    body = seated(draft, name)
    mark = fingerprint(body)
    theirs = [(i, m) for i, m in enumerate(body.mandates) if m.member == handle and m.state_on(today) != "ended"]
    if not theirs:
        raise Refused(T("{member} does not sit in {body} {day}", member=handle, body=name, day=On(When(str(today)))),
                      f"coopctl body show {name}")  # fmt: skip
    if all(one.sheet == mark for _i, one in theirs):
        raise Refused(T("{member} has accepted this sheet as it is already", member=handle),
                      f"coopctl body show {name}")  # fmt: skip
    for index, _one in theirs:
        draft.put(f"bodies/{name}.yaml", ("mandates", index, "sheet"), mark, MANDATE_KEYS)
    said = [T("{member} accepts what {body} asks, as it is", member=handle, body=name)]
    return draft.done("body.agree", f"bodies/{name}", "", said, (), f"body: {handle} accepts what {name} asks")


def vacate(snapshot: Snapshot, name: str, handle: str, end: End, actor: str, today: dt.date) -> Change:
    """The last day of somebody in a body. There is no place for a cause, in the record or in the message."""
    draft = Draft(snapshot, actor, today, [handle])
    body = seated(draft, name)
    if end.interim:
        draft.member(end.interim)
    theirs = [(row, one) for row, one in running(body, end.on) if one.member == handle]
    if not theirs:
        cure = f"coopctl body decline {name} {handle}" if to_begin(body, handle, end.on.last) else ""
        raise Refused(T("{member} does not sit in {body} {day}", member=handle, body=name, day=On(end.on)),
                      cure or f"coopctl body show {name}")  # fmt: skip
    open_ = ended(draft, f"bodies/{name}.yaml", body, theirs[-1], end)
    said = [T("{member} sits in {body} {until}", member=handle, body=name, until=Till(end.on))]
    left: list[tuple[Text, str]] = []
    if open_:
        left = [(T("a seat in {body} is then to be filled", body=name),
                 f"coopctl body assign {name} HANDLE --since DATE")]  # fmt: skip
    return draft.done("body.vacate", f"bodies/{name}", "", said, left, f"body: {handle} leaves {name}")

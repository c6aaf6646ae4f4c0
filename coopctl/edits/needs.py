"""Needs: said by anyone, taken by whoever offers, given back, done, let go. Nobody's leave is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from coopctl.edits import rewriting
from coopctl.edits.governance import ORDER, Change, Draft
from coopctl.moments import On, spanning
from coopctl.problem import Misuse, Refused
from coopctl.records.need import Holder, Need
from coopctl.snapshot import Snapshot
from coopctl.values import When
from coopctl.words import T, Text

FACTS = (
    "kind", "circle", "opened", "by", "critical", "recurring", "people", "priority", "due", "nature", "tags",
    "funded_by",
)  # fmt: skip
HOLDER_KEYS = tuple(Holder.model_fields)


class Taking(NamedTuple):
    """When somebody takes a need; None where it was not said."""

    since: When | None = None
    until: When | None = None
    deputy: bool = False


def add(
    snapshot: Snapshot, name: str, title: str, facts: Mapping[str, Any], actor: str, today: dt.date, reason: str = ""
) -> Change:
    """Something is needed. ``facts``: see :data:`FACTS`."""
    draft = Draft(snapshot, actor, today)
    if name in draft.ledger.names("needs/"):
        raise Refused(T("there is already a need {need}", need=name), f"coopctl need show {name}")
    if facts.get("circle"):
        draft.circle(facts["circle"])
    draft.create(f"needs/{name}.yaml", {"need": name, "title": title, **{key: facts.get(key) for key in FACTS}})
    said = T("need {need} is there, for whoever takes it: {title}", need=name, title=title)
    return draft.done("need.add", f"needs/{name}", reason, [said])


def edit(
    snapshot: Snapshot, name: str, facts: Mapping[str, Any], actor: str, today: dt.date, reason: str = ""
) -> Change:
    """Other facts of a need, taken or not: each key is written as given; ``clear`` names those that are taken away."""
    draft = Draft(snapshot, actor, today)
    one = draft.need(name)
    if facts.get("circle"):
        draft.circle(facts["circle"])
    rewriting.rewrite(draft, f"needs/{name}.yaml", one, facts)
    text = T("nothing changes: need {need} is already like this", need=name)
    rewriting.something(draft, text, f"coopctl need show {name}")
    said = T("need {need} is changed: {title}", need=name, title=facts.get("title") or one.title)
    return draft.done("need.edit", f"needs/{name}", reason, [said])


def take(
    snapshot: Snapshot, name: str, handle: str, taking: Taking, actor: str, today: dt.date, reason: str = ""
) -> Change:
    """A member takes a need: at once, or where it is critical until a day agreed.

    The day agreed may be that of their commitment to the need's circle. Raises Misuse where none is known.
    """
    draft = Draft(snapshot, actor, today)
    one = draft.need(name)
    draft.member(handle)
    _still_there(name, one, today)
    since = taking.since or When(today.isoformat())
    until = taking.until
    if one.critical and not taking.deputy:
        until = until or _commitment(draft, one, handle, since)
        _agreed(name, handle, until)
    if any(h.member == handle and h.deputy == taking.deputy and h.span.holds(since.first) for h in one.holders):
        raise Refused(T("{member} has need {need} already", member=handle, need=name), f"coopctl need show {name}")
    item = {"member": handle, "since": since, "until": until, "deputy": taking.deputy}
    draft.push(f"needs/{name}.yaml", "holders", item)
    facts = {"member": handle, "need": name, "title": one.title, "span": spanning(since, until)}
    said = T("{member} takes need {need}, {span}: {title}", **facts)
    if taking.deputy:
        said = T("{member} could take over need {need}, {span}: {title}", **facts)
    left = [] if taking.deputy else _alone(name, one, since)
    return draft.done("need.take", f"needs/{name}", reason, [said], left, f"need: {handle} takes {name}")


def _agreed(name: str, handle: str, until: When | None) -> None:
    if until is None:
        raise Misuse(
            T("need {need} is critical, and taken for a time agreed: {option} is missing", need=name, option="--until"),
            f"coopctl need take {name} {handle} --until DATE",
        )


def _commitment(draft: Draft, one: Need, handle: str, since: When) -> When | None:
    """Until when the member is committed to the need's circle, where it is joined for a time agreed."""
    circle = draft.ledger.circles.get(one.circle or "")
    if circle is None or circle.access != "commitment":
        return None
    ends = [m.until for m in circle.members
            if m.member == handle and m.until and m.since.first <= since.first <= m.until.last]  # fmt: skip
    return ends[-1] if ends else None


def _alone(name: str, one: Need, since: When) -> list[tuple[Text, str]]:
    if not one.critical or one.holding(since.first, deputy=True):
        return []
    return [(T("nobody could take over yet"), f"coopctl need take {name} HANDLE --deputy")]


def release(snapshot: Snapshot, name: str, handle: str, on: When, actor: str, today: dt.date) -> Change:
    """A member's last day on a need; it is there again for whoever takes it. Why is asked nowhere."""
    draft = Draft(snapshot, actor, today)
    one = draft.need(name)
    running = [i for i, h in enumerate(one.holders) if h.member == handle and h.span.holds(on.last)]
    if not running:
        raise Refused(
            T("{member} does not have need {need} {day}", member=handle, need=name, day=On(on)),
            f"coopctl need show {name}",
        )
    for index in running:
        draft.put(f"needs/{name}.yaml", ("holders", index, "until"), on, HOLDER_KEYS)
    said = [T("{member} gives back need {need} {day}", member=handle, need=name, day=On(on))]
    others = [h for i, h in enumerate(one.holders) if i not in running and not h.deputy]
    free = not any(h.span.holds(on.last + dt.timedelta(days=1)) for h in others)
    left = [(T("nobody has need {need} then", need=name), f"coopctl need take {name}")] if free else []
    return draft.done("need.release", f"needs/{name}", "", said, left, f"need: {handle} gives back {name}")


def done(
    snapshot: Snapshot, name: str, on: When, answer: str | None, actor: str, today: dt.date, reason: str = ""
) -> Change:
    """A need is done, or a question answered. Raises Misuse where the answer is missing."""
    draft = Draft(snapshot, actor, today)
    one = draft.need(name)
    _still_there(name, one, today)
    if one.kind == "question" and not (answer or one.answer):
        raise Misuse(T("need {need} is a question: --answer says what was answered", need=name),
                     f'coopctl need done {name} --answer "…"')  # fmt: skip
    path = f"needs/{name}.yaml"
    draft.put(path, ("done",), on, ORDER["needs"])
    if answer:
        draft.put(path, ("answer",), answer, ORDER["needs"])
    said = T("need {need} is done {day}: {title}", need=name, day=On(on), title=one.title)
    return draft.done("need.done", f"needs/{name}", reason, [said])


def drop(snapshot: Snapshot, name: str, on: When, actor: str, today: dt.date, reason: str = "") -> Change:
    """A need is let go: it no longer holds, or nobody will do it."""
    draft = Draft(snapshot, actor, today)
    one = draft.need(name)
    _still_there(name, one, today)
    draft.put(f"needs/{name}.yaml", ("dropped",), on, ORDER["needs"])
    said = T("need {need} is let go {day}: {title}", need=name, day=On(on), title=one.title)
    return draft.done("need.drop", f"needs/{name}", reason, [said])


def _still_there(name: str, one: Need, today: dt.date) -> None:
    if one.closed:
        said = T("need {need} was done {day}", need=name, day=On(one.closed))
        if not one.done:
            said = T("need {need} was let go {day}", need=name, day=On(one.closed))
        raise Refused(said, f"coopctl need show {name}")

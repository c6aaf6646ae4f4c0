"""Meetings and workshops: one noted once it was held, or announced and completed later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from coopctl.edits.governance import ORDER, Change, Draft
from coopctl.meetings import cadence, gaps, group, meetings_of
from coopctl.problem import NotHere, Refused
from coopctl.rules.rule import nearest
from coopctl.snapshot import Snapshot
from coopctl.words import TN, T, Text

Told = Mapping[str, Any]


def meeting(snapshot: Snapshot, name: str, date: dt.date, facts: Told, actor: str, today: dt.date,
            reason: str = "") -> Change:  # fmt: skip
    """A meeting of a circle or a body, noted or announced; one that was announced is completed.

    ``facts``: see :class:`~coopctl.records.meeting.Meeting`. Raises NotHere where there is no such circle or body.
    """
    draft = Draft(snapshot, actor, today)
    kind = _kind(draft, name)
    record = f"{date}-{name}"
    _record(draft, f"meetings/{record}.yaml", {"meeting": record, kind: name, "date": date, **facts},
            f"coopctl meeting show {record}")  # fmt: skip
    met = T("{group} met on {day}", group=name, day=date)
    said: list[Text] = [T("{group} meets on {day}", group=name, day=date) if date > today else met]
    said += _after_long(draft, name, date)
    return draft.done("meeting.add", f"meetings/{record}", reason, said)


def _kind(draft: Draft, name: str) -> str:
    known = draft.ledger.circle_names | draft.ledger.body_names
    if name in known:
        return "circle" if name in draft.ledger.circle_names else "body"
    near = nearest(name, known)
    raise NotHere(
        T("there is no circle or body {name}; the nearest is {near}", name=name, near=near)
        if near
        else T("there is no circle or body {name}", name=name),
        "coopctl circle map",
    )


def _after_long(draft: Draft, name: str, date: dt.date) -> list[Text]:
    """That the meeting before lies further back than agreed."""
    one = group(draft.ledger, name)
    plan = cadence(one, date) if one else None
    before = [m.date for m in meetings_of(draft.ledger, name) if m.date < date]
    gap = next(iter(gaps(before[-1:], date)), None)
    if plan is None or gap is None or not gap.above(plan.at_most):
        return []
    return [TN("{n} day after the one before; {most} at most was agreed",
               "{n} days after the one before; {most} at most was agreed", gap.days, most=plan.at_most)]  # fmt: skip


def workshop(snapshot: Snapshot, name: str, title: str, date: dt.date, facts: Told, actor: str, today: dt.date,
             reason: str = "") -> Change:  # fmt: skip
    """A workshop, noted or announced; one that was announced is completed."""
    draft = Draft(snapshot, actor, today)
    for host in facts.get("hosts") or ():
        draft.member(host)
    if facts.get("circle"):
        draft.circle(facts["circle"])
    record = f"{date}-{name}"
    _record(draft, f"workshops/{record}.yaml", {"workshop": record, "title": title, "date": date, **facts},
            f"coopctl workshop show {record}")  # fmt: skip
    said = [T("workshop {record}: {title}", record=record, title=title)]
    return draft.done("workshop.add", f"workshops/{record}", reason, said)


def _record(draft: Draft, path: str, tree: Told, shown: str) -> None:
    """Write a record, or what an announced one did not say yet. Raises Refused where it was noted already."""
    folder, name = path.split("/")
    given = {key: value for key, value in tree.items() if value not in (None, [])}
    if path not in draft.snapshot.files:
        draft.create(path, {key: given[key] for key in ORDER[folder] if key in given})
        return
    found: Any = {"meetings": draft.ledger.meetings, "workshops": draft.ledger.workshops}[folder]
    one = found.get(name.removesuffix(".yaml"))
    new = {key: value for key, value in given.items() if one is not None and value != _plain(getattr(one, key))}
    if one is None or one.present is not None or not new:
        raise Refused(T("{record} is already noted", record=path.removesuffix(".yaml")), shown)
    for key, value in new.items():
        draft.put(path, (key,), value, ORDER[folder])


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value

"""Changes of a body beside the circles, and its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from coopctl.edits import rewriting
from coopctl.edits.governance import ORDER, Change, Draft
from coopctl.edits.seats import stop
from coopctl.moments import On
from coopctl.problem import Refused
from coopctl.records.sheet import fingerprint
from coopctl.snapshot import Snapshot
from coopctl.values import When
from coopctl.words import T, Text


def edit(
    snapshot: Snapshot, name: str, facts: Mapping[str, Any], actor: str, today: dt.date, reason: str = "",
    cadence: tuple[When, Mapping[str, Any]] | None = None,
) -> Change:  # fmt: skip
    """Other facts of a body: each key of ``facts`` is written as given, a list replaces the one before.

    Who accepted what the body asked is told of it.
    """
    draft, path = Draft(snapshot, actor, today), f"bodies/{name}.yaml"
    body = draft.body(name)
    if facts.get("role"):
        draft.role(facts["role"])
    rewriting.rewrite(draft, path, body, facts)
    if cadence:
        rewriting.meets(draft, path, body.meetings, *cadence, f"coopctl body show {name}")
    text = T("nothing changes: body {body} is already like this", body=name)
    rewriting.something(draft, text, f"coopctl body show {name}")
    mark = fingerprint(body)
    left = [
        (T("{member} accepted what {body} asked before: do they accept it now?", member=one.member, body=name),
         f"coopctl body agree {name} {one.member}")
        for one in body.mandates
        if one.state_on(today) in ("held", "interim", "pending") and one.sheet == mark
    ]  # fmt: skip
    return draft.done("body.edit", f"bodies/{name}", reason, [T("body {body} is changed", body=name)], left)


def close(
    snapshot: Snapshot, name: str, on: When, end_all: bool, actor: str, today: dt.date, reason: str = ""
) -> Change:
    """The last day of a body. Who would still sit in it leaves that day with ``end_all``, else it is refused."""
    draft, path = Draft(snapshot, actor, today), f"bodies/{name}.yaml"
    body = draft.body(name)
    if body.ended:
        raise Refused(T("body {body} ended {day}", body=name, day=On(body.ended)), f"coopctl body show {name}")
    running = [(row, m) for row, m in enumerate(body.mandates) if m.until is None or m.until.last > on.last]
    if running and not end_all:
        people = list(dict.fromkeys(held.member for _row, held in running))
        raise Refused(T("still sit in {body} after that day: {members}", body=name, members=people),
                      f"coopctl body close {name} --on {on} --end-all")  # fmt: skip
    out = [stop(draft, (path, "mandates", row), held, name, on) for row, held in reversed(running)]
    draft.put(path, ("ended",), on, ORDER["bodies"])
    said: list[Text] = [T("body {body} ends {day}", body=name, day=On(on))]
    said += [T("ends with it: {what}", what=T("{member} in {what}", member=held.member, what=name))
             for _, held in running if held.since.first <= on.last]  # fmt: skip
    said += [text for text in reversed(out) if text]
    return draft.done("body.close", f"bodies/{name}", reason, said)

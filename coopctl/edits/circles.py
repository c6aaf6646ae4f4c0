"""Circles: a new one, who joins it, who leaves it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from coopctl.edits.governance import Change, Draft
from coopctl.moments import On, Since, spanning
from coopctl.problem import Misuse, Refused
from coopctl.records.base import span
from coopctl.records.circle import Membership
from coopctl.snapshot import Snapshot
from coopctl.values import When
from coopctl.words import T

FACTS = ("purpose", "domain", "origin", "access", "critical", "since", "parent", "links")
MEMBERSHIP_KEYS = tuple(Membership.model_fields)


def add(
    snapshot: Snapshot, name: str, title: str, facts: Mapping[str, Any], actor: str, today: dt.date, reason: str = ""
) -> Change:
    """A new circle. ``facts``: see :data:`FACTS`."""
    draft = Draft(snapshot, actor, today)
    if name in draft.ledger.circle_names:
        raise Refused(T("there is already a circle {circle}", circle=name), f"coopctl circle show {name}")
    if facts.get("parent"):
        draft.circle(facts["parent"])
    draft.create(f"circles/{name}.yaml", {"circle": name, "title": title, **{key: facts.get(key) for key in FACTS}})
    said = T("circle {circle} is there: {title}", circle=name, title=title)
    return draft.done("circle.add", f"circles/{name}", reason, [said])


def join(
    snapshot: Snapshot,
    name: str,
    handle: str,
    since: When,
    until: When | None,
    actor: str,
    today: dt.date,
    reason: str = "",
) -> Change:
    """A member takes part in a circle from a day on, where it asks for a commitment until a day agreed.

    Raises Misuse where that day is missing.
    """
    draft = Draft(snapshot, actor, today)
    circle = draft.circle(name)
    draft.member(handle)
    if circle.access == "commitment" and until is None:
        raise Misuse(
            T("circle {circle} is joined for a time agreed: --until says until when", circle=name),
            f"coopctl circle join {name} {handle} --until DATE",
        )
    for one in circle.members:
        if one.member == handle and (one.until is None or one.until.last >= since.first):
            raise Refused(
                T(
                    "{member} is already in circle {circle}, {since}",
                    member=handle,
                    circle=name,
                    since=Since(one.since),
                ),
                f"coopctl circle show {name}",
            )
    if circle.ended and circle.ended.last < since.first:
        raise Refused(
            T("circle {circle} ended {day}", circle=name, day=On(circle.ended)), f"coopctl circle show {name}"
        )
    draft.push(f"circles/{name}.yaml", "members", {"member": handle, "since": since, "until": until})
    term = spanning(since, until)
    said = [T("{member} takes part in circle {circle} {span}", member=handle, circle=name, span=term)]
    return draft.done("circle.join", f"circles/{name}", reason, said, subject=f"circle: {handle} joins {name}")


def leave(snapshot: Snapshot, name: str, handle: str, on: When, actor: str, today: dt.date, reason: str = "") -> Change:
    """A member's last day in a circle; the roles they hold in it are theirs until they are ended too."""
    draft = Draft(snapshot, actor, today)
    circle = draft.circle(name)
    draft.member(handle)
    theirs = [(i, one) for i, one in enumerate(circle.members) if one.member == handle]
    running = [(i, one) for i, one in theirs if span(one.since, one.until).holds(on.last)]
    if not running:
        raise Refused(
            T("{member} is not in circle {circle} {day}", member=handle, circle=name, day=On(on)),
            f"coopctl circle show {name}",
        )
    for index, _one in running:
        draft.put(f"circles/{name}.yaml", ("members", index, "until"), on, MEMBERSHIP_KEYS)
    said = [T("{member} leaves circle {circle} {day}", member=handle, circle=name, day=On(on))]
    left = [
        (
            T("{member} still holds role {role}", member=handle, role=role_name),
            f"coopctl role vacate {role_name} {handle} --on {on}",
        )
        for role_name, role in sorted(draft.ledger.roles.items())
        if role_name.startswith(f"{name}/")
        and any(m.member == handle and (m.until is None or m.until.last > on.last) for m in role.mandates)
    ]
    return draft.done("circle.leave", f"circles/{name}", reason, said, left, f"circle: {handle} leaves {name}")

"""The end of a circle, who speaks for it and who facilitates it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from coopctl.edits.governance import ORDER, Change, Draft, day_before
from coopctl.edits.seats import stop
from coopctl.moments import On, Till, spanning
from coopctl.problem import Refused
from coopctl.records.circle import Charge, Circle, Membership
from coopctl.records.role import Mandate
from coopctl.snapshot import Snapshot
from coopctl.values import When
from coopctl.words import TN, T, Text

CHARGE_KEYS = tuple(Charge.model_fields)
_VERBS = {"representatives": "represent", "facilitators": "facilitate"}
Duty = Literal["representatives", "facilitators"]


def close(
    snapshot: Snapshot, name: str, on: When, merged: str | None, successor: str | None, end_all: bool, actor: str,
    today: dt.date, reason: str = "",
) -> Change:  # fmt: skip
    """The last day of a circle. What still runs in it ends that day with ``end_all``, else it is listed and refused."""
    draft, path = Draft(snapshot, actor, today), f"circles/{name}.yaml"
    circle = draft.circle(name)
    if circle.ended:
        raise Refused(
            T("circle {circle} ended {day}", circle=name, day=On(circle.ended)), f"coopctl circle show {name}"
        )
    for other in (merged, successor):
        if other:
            draft.circle(other)
    _no_child(draft, name, on)
    running = _running(draft, circle, on)
    if running and not end_all:
        raise Refused(
            T("circle {circle} has still, after that day: {what}", circle=name, what=[one.text for one in running]),
            f"coopctl circle close {name} --on {on} --end-all",
        )
    ended = [one.text for one in running if one.held.since.first <= on.last]
    out = [stop(draft, one.place, one.held, one.what, on) for one in reversed(running)]
    for key, value in (("ended", on), ("merged_into", merged), ("successor", successor)):
        if value:
            draft.put(path, (key,), value, ORDER["circles"])
    said: list[Text] = [T("circle {circle} ends {day}", circle=name, day=On(on))]
    said += [T("ends with it: {what}", what=text) for text in ended]
    said += [text for text in reversed(out) if text]
    if merged:
        said.append(T("it becomes part of circle {circle}", circle=merged))
    if successor:
        said.append(T("circle {circle} takes over", circle=successor))
    return draft.done("circle.close", f"circles/{name}", reason, said)


def _no_child(draft: Draft, name: str, on: When) -> None:
    """Raises Refused where circles within it go on."""
    inner = [
        other for other, one in sorted(draft.ledger.circles.items())
        if one.parent == name and (one.ended is None or one.ended.last > on.last)
    ]  # fmt: skip
    if inner:
        text = TN("{names} is within {circle}: close it first", "{names} are within {circle}: close them first",
                  len(inner), names=inner, circle=name)  # fmt: skip
        raise Refused(text, f"coopctl circle close {inner[0]} --on {on}")


class Running(NamedTuple):
    """What goes on after a day, or begins after it: where it is written, what it is of, and in words."""

    place: tuple[str, str, int]
    held: Mandate | Membership | Charge
    what: str
    text: Text


def _running(draft: Draft, circle: Circle, on: When) -> list[Running]:
    """What goes on after a day."""
    path, name = f"circles/{circle.circle}.yaml", circle.circle
    found: list[Running] = []
    for role_name, role in sorted(draft.ledger.roles.items()):
        if role_name.startswith(f"{name}/"):
            for row, one in enumerate(role.mandates):
                if one.until is None or one.until.last > on.last:
                    text = T("{member} in {what}", member=one.member, what=role_name)
                    found.append(Running((f"roles/{role_name}.yaml", "mandates", row), one, role_name, text))
    for key in ("members", "representatives", "facilitators"):
        for row, held in enumerate(getattr(circle, key)):
            if held.until is None or held.until.last > on.last:
                found.append(Running((path, key, row), held, name, _running_text(key, held.member, name)))
    return found


def charge(
    snapshot: Snapshot, name: str, handle: str, duty: Duty, since: When | None, until: When | None,
    election: str | None, actor: str, today: dt.date, reason: str = "",
) -> Change:  # fmt: skip
    """Who speaks for a circle, or facilitates it, from a day on; the one before ends the day before.

    Who does so already, and of whom only ``until`` is said, goes on until that day.
    """
    draft, path = Draft(snapshot, actor, today, [handle]), f"circles/{name}.yaml"
    circle = draft.circle(name)
    draft.member(handle)
    op, said = f"circle.{_VERBS[duty]}", list[Text]()
    row = _ending(circle, duty, handle, today) if until and not since else None
    if until and row is not None:
        draft.put(path, (duty, row, "until"), until, CHARGE_KEYS)
        facts = {"member": handle, "circle": name, "until": Till(until)}
        return draft.done(op, f"circles/{name}", reason, [_ends(duty, facts)])
    since = since or When(today.isoformat())
    for row, one in enumerate(getattr(circle, duty)):
        if one.until is not None and one.until.last < since.first:
            continue
        if one.member == handle or one.since.first >= since.first:
            raise Refused(
                T("{member} already has this charge in circle {circle} {span}", member=one.member, circle=name,
                  span=spanning(one.since, one.until)),
                f"coopctl circle show {name}",
            )  # fmt: skip
        last = day_before(since)
        draft.put(path, (duty, row, "until"), last, CHARGE_KEYS)
        said.append(T("{member} {until}", member=one.member, until=Till(last)))
    draft.push(path, duty, {"member": handle, "since": since, "until": until, "election": election})
    facts = {"member": handle, "circle": name, "span": spanning(since, until)}
    if duty == "representatives":
        said.append(T("{member} represents circle {circle} {span}", **facts))
    else:
        said.append(T("{member} facilitates circle {circle} {span}", **facts))
    return draft.done(op, f"circles/{name}", reason, said)


def _ending(circle: Circle, duty: Duty, handle: str, today: dt.date) -> int | None:
    """The row of the charge that somebody has that day."""
    rows = enumerate(getattr(circle, duty))
    return next((row for row, one in rows if one.member == handle and one.span.holds(today)), None)


def _ends(duty: Duty, facts: Mapping[str, Any]) -> Text:
    if duty == "representatives":
        return T("{member} represents circle {circle} {until}", **facts)
    return T("{member} facilitates circle {circle} {until}", **facts)


def _running_text(key: str, member: str, circle: str) -> Text:
    if key == "representatives":
        return T("{member}, who represents {what}", member=member, what=circle)
    if key == "facilitators":
        return T("{member}, who facilitates {what}", member=member, what=circle)
    return T("{member} in {what}", member=member, what=circle)

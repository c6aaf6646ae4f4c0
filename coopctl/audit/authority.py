"""Rules on what an entry may do: lines of one's own, rules of all by those who decide, and never both at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coopctl import context
from coopctl.audit.facts import Lapse, Step, Touched
from coopctl.audit.moved import Moved, line_number
from coopctl.audit.past import Past
from coopctl.change.fact import items
from coopctl.words import T

OWN_WORDS = ("format", "name", "language", "currency", "readers", "accompaniment", "slug")
"""What a charter says of the cooperative itself; all else in it is a rule."""

_HELD = ("roles/", "bodies/")


def not_theirs(step: Step, past: Past) -> Iterator[Lapse]:
    """A line of the board that somebody else noted, changed or took out, without saying that they recorded it."""
    if len(step.parents) != 1 or step.trailer("Coop-Op") in ("sync", "member.rename", "fmt"):
        return
    names = past.called(step.before[0], step.actor)
    for one in _lines(step, past):
        recorders = {entry.recorded_by for entry in (one.before, one.after) if entry}
        if one.member in names or recorders & names or _undone(step, one):
            continue
        text = T("{record} is a line of {member}, written by {actor} without saying that they recorded it",
                 record=one.record, member=one.member, actor=step.actor)  # fmt: skip
        yield Lapse(step.id, "line-of-another", text, one.path, line_number(step.tree.get(one.path), one.id))


def _lines(step: Step, past: Past) -> list[Moved]:
    """The lines an entry changes, those left out that only go to another sheet."""
    found = past.moved(step)
    gone = {one.id: one.before for one in found if one.after is None}
    come = {one.id: one.after for one in found if one.before is None}
    return [one for one in found if one.id not in gone or gone[one.id] != come.get(one.id)]


def _undone(step: Step, one: Moved) -> bool:
    return step.trailer("Coop-Op") == "undo" and one.after is None


def rate_above_cap_before(step: Step, past: Past) -> Iterator[Lapse]:
    """A rate above the cap that the entry before says: a cap is raised first, and made use of after."""
    if not step.before or not _charter_changes(step):
        return
    caps = context.caps(past.charter(step.before[0]))
    for one in past.moved(step):
        if one.after is None:
            continue
        cap = max((cap for cap in caps if cap.since <= one.after.date), default=min(caps, default=None))
        if cap is not None and one.after.rate > cap.cap:
            text = T("{record} is above the cap of the entry before, which this very entry raises", record=one.record)
            yield Lapse(step.id, "rule-and-its-use", text, one.path, line_number(step.tree.get(one.path), one.id))


def eligibility_and_mandate(step: Step, past: Past) -> Iterator[Lapse]:
    """An entry that changes who may hold a role and gives that role to somebody."""
    for one in step.own:
        old, new = _sides(step, past, one) if one.path.startswith(_HELD) else ({}, {})
        if not old or not new or old.get("eligibility") == new.get("eligibility"):
            continue
        given = [each for each in items(new, "mandates") if each not in items(old, "mandates")]
        if given:
            text = T("{path}: who may hold it and who holds it change in one entry", path=one.path)
            yield Lapse(step.id, "rule-and-its-use", text, one.path)


def rules_of_all(step: Step, past: Past) -> Iterator[Lapse]:
    """A rule of the charter, or who may hold a role, changed by one entry without those who decide on it.

    Judged where the entry before asks for signatures, and where it has somebody in the co-management.
    """
    if len(step.parents) != 1 or not past.signs(step.before[0]):
        return
    changed = [one.path for one in step.own if _is_rule(step, past, one)]
    deciders = past.deciders(step.before[0], step.day)
    if not changed or not deciders:
        return
    agreed = {step.actor, *step.trailers.get("Approved-by", ())}
    names = {handle for one in agreed for handle in past.called(step.before[0], one)}
    if not names & deciders and not _decided(step, past):
        text = T("{path} holds a rule of all; neither those who decide on it nor a decision of theirs are named",
                 path=changed[0])  # fmt: skip
        yield Lapse(step.id, "rule-without-agreement", text, changed[0])


def _decided(step: Step, past: Past) -> bool:
    """Whether an adopted decision that this entry does not bring along is named in it."""
    for name in step.trailers.get("Coop-Decision", ()):
        path = f"decisions/{name.removeprefix('decisions/')}.yaml"
        decision = past.record(step.before[0], path)
        if decision and decision.get("adopted"):
            return True
    return False


def _is_rule(step: Step, past: Past, one: Touched) -> bool:
    if one.path.split("/")[0] not in ("coop.yaml", "roles", "circles", "bodies"):
        return False
    old, new = _sides(step, past, one)
    if one.path == "coop.yaml":
        return any(old.get(key) != new.get(key) for key in {*old, *new} if key not in OWN_WORDS)
    return bool(old) and old.get("eligibility") != new.get("eligibility")


def keys_of_another(step: Step, past: Past) -> Iterator[Lapse]:
    """A signing key of somebody else was added, changed or taken out, by somebody who decides on nothing.

    One's own keys one changes oneself; those of who comes in, or lost theirs, are written by the co-management.
    """
    if len(step.parents) != 1 or not past.signs(step.before[0]):
        return
    allowed = past.deciders(step.before[0], step.day)
    for one in step.own:
        if not one.path.startswith("members/"):
            continue
        old, new = _sides(step, past, one)
        handle = one.path[8:-5]
        names = past.called(step.before[0], step.actor)
        if old.get("keys") != new.get("keys") and handle not in names and not names & allowed:
            text = T("keys of {member} were changed by {actor}", member=handle, actor=step.actor)
            yield Lapse(step.id, "key-of-another", text, one.path)


def not_a_member(step: Step, past: Past) -> Iterator[Lapse]:
    """An entry by somebody who is not in the ledger, as the one before has it."""
    if len(step.parents) != 1 or not past.members(step.before[0]):
        return
    known = past.called(step.before[0], step.actor) & past.members(step.before[0]).keys()
    if not known and not past.called(step.tree, step.actor) & past.members(step.tree).keys():
        text = T("{actor}, who recorded this, is no member in the ledger", actor=step.actor)
        yield Lapse(step.id, "not-a-member", text, None, None, "error" if past.signs(step.before[0]) else "warning")


def _charter_changes(step: Step) -> bool:
    return any(one.path == "coop.yaml" for one in step.sides[0])


def _sides(step: Step, past: Past, one: Touched) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    old = past.record(step.before[0], one.path) if one.before and step.before else {}
    new = past.record(step.tree, one.path) if one.after else {}
    return old or {}, new or {}


RULES = (
    not_theirs, rate_above_cap_before, eligibility_and_mandate, rules_of_all, keys_of_another, not_a_member,
)  # fmt: skip

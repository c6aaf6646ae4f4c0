"""Who decides on a rule of all, and whether they agreed: read from the entry before, never from the one that needs it.

Agreement is the entry of one who decides, with as many named beside them (``Approved-by``) as the charter asks for;
or a decision (``Coop-Decision``) that was adopted, and recorded, before. A name alone is no proof: whoever writes an
entry could write any.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from coopctl.audit.facts import Step, Touched, Tree
from coopctl.audit.past import Past, within
from coopctl.change.fact import items

OWN_WORDS = ("format", "name", "language", "currency", "readers", "accompaniment", "slug")
"""What a charter says of the cooperative itself; all else in it is a rule."""
_SUBJECTS = {"rate_caps": "caps", "dues": "dues", "approvals": "approvals", "signed": "signed"}
_DECIDING = ("co-management", "orientation")
ADOPTED = ("adopted", "amended")
"""The outcomes of a decision by which it holds."""
_MADE_OF = ("kind", "role", "mandates")
"""What says who sits in a body."""


def subjects(step: Step, past: Past, one: Touched) -> frozenset[str]:
    """What a changed file decides on: caps, eligibility, dues, approvals, signed, other rules; nothing for no rule."""
    old, new = sides(step, past, one)
    if one.path == "coop.yaml":
        return frozenset(_SUBJECTS.get(key, "rules") for key in {*_differing(old, new)} - {*OWN_WORDS})
    folder = one.path.split("/")[0]
    if folder not in ("roles", "circles", "bodies"):
        return frozenset()
    found = {"eligibility"} if old and "eligibility" in _differing(old, new) else set()
    if folder == "bodies" and _differing(old, new) & {*_MADE_OF}:
        found.add("approvals")
    if folder == "roles" and "mandates" in _differing(old, new) and one.path[6:-5] in _of_bodies(step.before[0], past):
        found.add("approvals")
    return frozenset(found)


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    return {key for key in {*old, *new} if old.get(key) != new.get(key)}


def sides(step: Step, past: Past, one: Touched) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """A record before and after, {} where it is not there."""
    old = past.record(step.before[0], one.path) if one.before and step.before else {}
    new = past.record(step.tree, one.path) if one.after else {}
    return old or {}, new or {}


def deciders(past: Past, state: Tree, what: str, day: dt.date) -> frozenset[str]:
    """Who decides on a subject that day: those the charter names, else the co-management and the orientation."""
    return frozenset().union(*(people for people, _ in _quorums(past, state, what, day)))


def agreed(step: Step, past: Past, what: str) -> bool:
    """Whether those who decide on a subject agreed to an entry, as the entry before sees them."""
    state = step.before[0]
    return all(
        _by_people(step, past, people, least) or _by_decision(step, past, bodies)
        for (people, least), bodies in zip(
            _quorums(past, state, what, step.day), _named(past, state, what), strict=True
        )
    )


def _named(past: Past, state: Tree, what: str) -> list[tuple[str, ...]]:
    """The bodies and circles that decide, rule by rule of the charter."""
    rules = [one for one in items(past.charter(state), "approvals") if one.get("of") == what]
    named = [tuple(map(str, one["by"])) for one in rules if isinstance(one.get("by"), list)]
    usual = tuple(name for name, body in _bodies(past, state) if body.get("kind") in _DECIDING)
    return named or [usual]


def _quorums(past: Past, state: Tree, what: str, day: dt.date) -> list[tuple[frozenset[str], int]]:
    rules = [one for one in items(past.charter(state), "approvals") if one.get("of") == what]
    least = [_count(one.get("least")) for one in rules if isinstance(one.get("by"), list)] or [1]
    named = _named(past, state, what)
    return [(_people(past, state, names, day), count) for names, count in zip(named, least, strict=True)]


def _count(least: Any) -> int:
    return int(least) if isinstance(least, str) and least.isascii() and least.isdigit() and len(least) < 10 else 1


def _by_people(step: Step, past: Past, people: frozenset[str], least: int) -> bool:
    def person(handle: str) -> frozenset[str]:
        return past.called(step.before[0], handle) & people

    if not person(step.actor):
        return False
    return len({person(one) for one in (step.actor, *step.trailers.get("Approved-by", ())) if person(one)}) >= least


def _by_decision(step: Step, past: Past, bodies: tuple[str, ...]) -> bool:
    for name in step.trailers.get("Coop-Decision", ()):
        decision = past.record(step.before[0], f"decisions/{name.removeprefix('decisions/')}.yaml") or {}
        outcomes = items(decision, "outcomes")
        of_them = decision.get("circle") in bodies or decision.get("body") in bodies
        if of_them and outcomes and outcomes[-1].get("outcome") in ADOPTED:
            return True
    return False


def _people(past: Past, state: Tree, names: tuple[str, ...], day: dt.date) -> frozenset[str]:
    found: set[str] = set()
    for name in names:
        body = past.record(state, f"bodies/{name}.yaml") or {}
        sheet = past.record(state, f"roles/{body['role']}.yaml") if "role" in body else body
        circle = past.record(state, f"circles/{name}.yaml") or {}
        held = [*items(sheet or {}, "mandates"), *items(circle, "members")]
        found |= {str(one["member"]) for one in held if within(one, day)}
    return frozenset(found)


def _bodies(past: Past, state: Tree) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name in state.names("bodies"):
        yield name.removesuffix(".yaml"), past.record(state, f"bodies/{name}") or {}


def _of_bodies(state: Tree, past: Past) -> frozenset[str]:
    """The role sheets by which bodies are made up."""
    return frozenset(str(body["role"]) for _, body in _bodies(past, state) if "role" in body)

"""Changes of a circle: what it is for, what it is part of, how often it meets, its trial."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from coopctl.edits import rewriting
from coopctl.edits.governance import Change, Draft
from coopctl.problem import Misuse
from coopctl.records.circle import Circle
from coopctl.snapshot import Snapshot
from coopctl.values import When
from coopctl.words import T

PILOT_KEYS = ("since", "until", "scope", "criteria", "outcome")


def edit(
    snapshot: Snapshot, name: str, facts: Mapping[str, Any], actor: str, today: dt.date, reason: str = "",
    cadence: tuple[When, Mapping[str, Any]] | None = None,
) -> Change:  # fmt: skip
    """Other facts of a circle: each key of ``facts`` is written as given, a list replaces the one before.

    ``pilot`` adds to what is said of its trial, ``eligibility`` to who may represent it; ``clear`` names keys
    that are taken away, ``cadence`` says from when it meets how.
    """
    draft, path = Draft(snapshot, actor, today), f"circles/{name}.yaml"
    circle = draft.circle(name)
    for other in (facts.get("parent"), facts.get("successor"), *(facts.get("sisters") or ())):
        if other:
            draft.circle(other)
    rewriting.rewrite(draft, path, circle, {key: value for key, value in facts.items() if key != "pilot"})
    _tried(draft, path, circle, facts.get("pilot") or {})
    if cadence:
        rewriting.meets(draft, path, circle.meetings, *cadence, f"coopctl circle show {name}")
    text = T("nothing changes: circle {circle} is already like this", circle=name)
    rewriting.something(draft, text, f"coopctl circle show {name}")
    return draft.done("circle.edit", f"circles/{name}", reason, [T("circle {circle} is changed", circle=name)])


def _tried(draft: Draft, path: str, circle: Circle, given: Mapping[str, Any]) -> None:
    """What is said of the trial of a circle. Raises Misuse where there is none and its first day is not said."""
    if given and circle.pilot is None and not given.get("since"):
        raise Misuse(T("circle {circle} has no trial yet: --trial-since says from when", circle=circle.circle),
                     f"coopctl circle edit {circle.circle} --trial-since DATE --trial-until DATE")  # fmt: skip
    rewriting.part(draft, path, "pilot", circle.pilot, {key: given.get(key) for key in PILOT_KEYS if given})

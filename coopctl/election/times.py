"""Times that were set for a step: what happened outside of them is noted."""

from __future__ import annotations

from typing import Any

from coopctl.election.state import State
from coopctl.election.steps import wrong
from coopctl.records.heard import Window
from coopctl.values import Moment
from coopctl.words import T, Text

_STEPS = {
    "ballots": "ballots", "reveal": "reveal", "change": "change", "proposal": "proposal", "consent": "objections",
    "objection": "objections", "acceptance": "acceptance",
}  # fmt: skip
"""The step whose times hold for an event. Work on objections has none: it takes what it takes."""


def window(state: State, step: str) -> Window | None:
    """The times of a step, where any were set."""
    times = state.framing.times if state.framing else None
    found: Window | None = getattr(times, step) if times else None
    return found


def outside(one: Window | None, at: Moment) -> Text | None:
    """What is to be said of a moment that is outside, for certain."""
    if one and one.opens and at.before(one.opens):
        return T("this step opens on {day}", day=one.opens)
    if one and one.closes and one.closes.before(at):
        return T("this step was closed on {day}", day=one.closes)
    return None


def timed(state: State, event: Any, index: int) -> None:
    """Note an event outside the times of its step.

    Where ballots are sealed, they are given within the times of ballots and taken in within those of the reveal.
    What is noted of those who were silent is noted once the time is over.
    """
    if state.framing is None or state.framing.times is None:
        return
    step = _STEPS.get(event.kind)
    if step is None or getattr(event, "silent", False):
        return
    if step == "ballots" and state.framing.sealed:
        step = "reveal"
    said = outside(window(state, step), event.at)
    if said is not None:
        wrong(state, "election-outside-times", index, ("at",), said, event.at)

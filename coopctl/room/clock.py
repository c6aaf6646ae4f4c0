"""Time in a meeting: what a step may take, what is left of it, whether the round will fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

STEPS = ("ballots", "reveal", "change", "proposal", "objections", "acceptance")
"""The steps that have their minutes, in order."""

_OF_STEP = {"integration": "objections", "maturing": "objections", "pending-acceptance": "acceptance"}


class Clock(NamedTuple):
    """Of a step: the seconds left (below 0: over), and the seconds that those still to speak would take."""

    left: int
    needed: int

    @property
    def tight(self) -> bool:
        """Whether the round will not fit."""
        return self.needed > max(0, self.left)

    def after(self, seconds: int) -> Clock:
        """So many seconds later, nobody having spoken meanwhile."""
        return self._replace(left=self.left - seconds)


def of_step(step: str) -> str:
    """The step whose minutes count."""
    return _OF_STEP.get(step, step)


def kept_at(step: str, seats_filled: int) -> str:
    """The name under which the time of a step is kept: for each seat its own."""
    return f"clock-{of_step(step)}-{seats_filled}"


def talk_at(step: str, seats_filled: int, round_: int) -> str:
    """The name under which the time that people spoke in a round is kept."""
    return f"clock-talk-{of_step(step)}-{seats_filled}-{round_}"


def clock(minutes: int | None, spent: int, done: int, waiting: int, talked: int = 0) -> Clock | None:
    """Where a step is: each of those still to speak is given what the others took of ``talked``, once two have.

    Silent writing, a chat that is pasted and the reading over are of the step, and nobody's turn.
    """
    if not minutes:
        return None
    left = minutes * 60 - spent
    each = -(-talked // done) if done >= 2 else 0
    return Clock(left, each * waiting)


def usual(people: int) -> tuple[int, ...]:
    """Minutes for each step, for so many people: a minute each for reasons and objections."""
    round_ = max(5, people)
    return (5, round_, max(3, people // 2), 5, round_ + 5, 3)


def shared_out(total: int, people: int) -> tuple[int, ...]:
    """A total shared out as the usual minutes are; a minute at least for each step."""
    parts = usual(people)
    found = [max(1, total * part // sum(parts)) for part in parts]
    found[4] += max(0, total - sum(found))
    return tuple(found)


def given(text: str, people: int) -> tuple[int, ...]:
    """Minutes as typed: one number for all of it, or one for each step. Raises ValueError."""
    parts = text.replace(",", " ").split()
    if not all(part.isascii() and part.isdigit() and 0 < int(part[:5]) <= 600 for part in parts):
        raise ValueError
    if len(parts) == 1:
        return shared_out(int(parts[0]), people)
    if len(parts) != len(STEPS):
        raise ValueError
    return tuple(map(int, parts))


def named(minutes: Sequence[int]) -> dict[str, int]:
    """The minutes by step."""
    return dict(zip(STEPS, minutes, strict=True))

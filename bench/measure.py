"""Taking times side by side: commands run in turn, so that a noisy machine is noisy for all of them."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bench.ledgers import environment

Step = Callable[[int], object]
"""Something done in a round, whose number it is given."""


class Took(NamedTuple):
    """Seconds by the clock, and of processors."""

    clock: float
    busy: float


class Middle(NamedTuple):
    """The median of several values, the quarter below and above it, and how many they were."""

    low: float
    middle: float
    high: float
    rounds: int

    def __str__(self) -> str:
        return f"{self.middle:.2f} ({self.low:.2f} to {self.high:.2f})"


class Turn(NamedTuple):
    """A command that is timed once in every round; ``before`` and ``after`` are not timed."""

    name: str
    command: Callable[[int], Sequence[str]]
    before: Step | None = None
    after: Step | None = None


Times = dict[str, list[Took]]
"""What each turn took, round by round."""


def turn(name: str, command: Sequence[str], before: Step | None = None, after: Step | None = None) -> Turn:
    """A turn whose command is the same in every round."""
    return Turn(name, lambda _number: command, before, after)


def run(command: Sequence[str]) -> Took:
    """What a command takes from start to end, its children included; it must succeed."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    _, status, used = os.wait4(child.pid, 0)
    took = Took(time.perf_counter() - start, used.ru_utime + used.ru_stime)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return took


ENVIRONMENT = environment()


def paired(turns: Sequence[Turn], rounds: int, *, at_most: float = 300, least: int = 3) -> Times:
    """Run the turns one after the other, round by round; the first round warms up and is not kept.

    After ``at_most`` seconds no round begins any more, once ``least`` are kept.
    """
    begun = time.monotonic()
    found: Times = {one.name: [] for one in turns}
    for number in range(rounds + 1):
        if number > least and time.monotonic() - begun > at_most:
            break
        for one in turns:
            if one.before:
                one.before(number)
            took = run(one.command(number))
            if one.after:
                one.after(number)
            if number:
                found[one.name].append(took)
    return found


def middle(values: Sequence[float]) -> Middle:
    """The median and the quartiles."""
    if len(values) == 1:
        return Middle(values[0], values[0], values[0], 1)
    low, half, high = statistics.quantiles(values, n=4, method="inclusive")
    return Middle(low, half, high, len(values))


def seconds(times: Sequence[Took]) -> Middle:
    """By the clock."""
    return middle([one.clock for one in times])


def ratio(times: Times, name: str, *floor: str) -> tuple[Middle, Middle]:
    """A turn as a ratio of the sum of others, round by round: by the clock, then of processor time."""
    return share(times, name, (), floor)


def share(times: Times, name: str, less: Sequence[str], floor: Sequence[str]) -> tuple[Middle, Middle]:
    """The same, of what a turn took more than others."""

    def column(part: str) -> Middle:
        def total(names: Sequence[str], index: int) -> float:
            return sum((float(getattr(times[one][index], part)) for one in names), 0.0)

        rounds = range(len(times[name]))
        return middle([(total([name], n) - total(less, n)) / total(floor, n) for n in rounds])

    return column("clock"), column("busy")

"""Every pair as a page: which merge, which stop, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tests.pairs.judge import Judge, Outcome
from tests.pairs.world import World

Pair = tuple[str, str]
HOWS = ("same", "other")

WHY = {
    "asks": "both wishes are shown, with the commands that settle it",
    "refuses": "together they break a rule that neither breaks alone; the rule is named",
}

EXPLAINED = {
    "role-in-closed-circle": "somebody is given a place in a circle that the other closes",
}
"""For each rule that stops a pair, why it does."""


class Cell(NamedTuple):
    """Two commands, about the same thing or not, and what comes of it."""

    mine: str
    other: str
    how: str
    outcome: Outcome


def cells(world: World, judge: Judge, wanted: Mapping[Pair, object] | None = None) -> Iterator[Cell]:
    """Each pair, those of ``wanted`` where it is given; a failure names the pair."""
    for mine, (one, _, _) in world.made.items():
        for other, (_, two, elsewhere) in world.made.items():
            if wanted is not None and (mine, other) not in wanted:
                continue
            for how, side in zip(HOWS, (two, elsewhere), strict=True):
                try:
                    yield Cell(mine, other, how, judge.pair(world.base, one, side))
                except AssertionError as error:
                    raise AssertionError(f"{mine} × {other} ({how}): {error}") from error


def page(found: list[Cell]) -> str:
    """The whole page, in Markdown."""
    stops = [cell for cell in found if cell.outcome.files is None]
    names = sorted({cell.mine for cell in found}, key=[cell.mine for cell in found].index)
    reasons = sorted({cell.outcome.why for cell in stops})
    letters = {why: _letter(place) for place, why in enumerate(reasons)}
    parts = [_HEAD.format(pairs=len(found), merge=len(found) - len(stops), stop=len(stops), commands=len(names))]
    parts += [_legend(letters)]
    for how, title in zip(HOWS, ("The same thing twice", "Two things"), strict=True):
        parts.append(f"## {title}\n\n```text\n{_matrix(found, names, letters, how)}```\n")
    parts.append(_stops(stops, letters))
    return "\n".join(parts)


def _letter(place: int) -> str:
    return "abcdefghijklmnopqrstuvwxyz"[place]


def _legend(letters: Mapping[str, str]) -> str:
    rows = []
    for why, letter in letters.items():
        kind, _, what = why.partition(": ")
        more = "; ".join(EXPLAINED[rule] for rule in what.split(", ")) if kind == "refuses" else WHY[kind]
        rows.append(f"| {letter} | {kind} | {what} | {more} |")
    return "\n".join(("| | it | about | |", "|---|---|---|---|", "| · | merges | | |", *rows)) + "\n"


def _matrix(found: list[Cell], names: list[str], letters: Mapping[str, str], how: str) -> str:
    marks = {(c.mine, c.other): letters.get(c.outcome.why, "·") for c in found if c.how == how}
    width = max(map(len, names))
    tens = "".join(str(place // 10) if place % 10 == 0 else " " for place in range(1, len(names) + 1))
    units = "".join(str(place % 10) for place in range(1, len(names) + 1))
    lines = [" " * (width + 4) + tens, " " * (width + 4) + units]
    for place, mine in enumerate(names, 1):
        lines.append(f"{place:>2} {mine:<{width}} " + "".join(marks[mine, other] for other in names))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _stops(stops: list[Cell], letters: Mapping[str, str]) -> str:
    """Each stop outside elections, in its words; there every step after another on one election stops alike."""
    rows = ["## What is said where it stops", "", "| here | elsewhere | | it says |", "|---|---|---|---|"]
    alike = 0
    for cell in stops:
        if cell.outcome.why == "asks: elections":
            alike += 1
            continue
        words = cell.outcome.words.replace("|", "\\|")
        rows.append(f"| {cell.mine} | {cell.other} | {letters[cell.outcome.why]} | {words} |")
    rows += ["", f"And {alike} pairs of steps of one election, each the same: it is written by one machine at a time,",
             "so that its events are never interleaved; what was shared first stands."]  # fmt: skip
    return "\n".join(rows) + "\n"


_HEAD = """\
# Every pair of commands, on two copies of one ledger

Made by `make pairs`; read nothing into the order of rows. Two people each type a command in a copy of their own, one
shares, then the other: {commands} commands that write, each with each, once about the same thing and once about two,
which is {pairs} pairs. {merge} merge: what each did is there, what each took away is gone, no line stands or is paid
twice, and `check` finds no error that neither copy had. {stop} stop, before anything moves, in words. A row is
what is recorded here, a column (in the order of the rows) what was shared first.
"""

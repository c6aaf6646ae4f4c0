"""Three versions of a text woven line by line: what each side did, where it did it, comments and all.

It only proposes. Whether the result says what was wished for is found out by reading it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

Lines = Sequence[str]


class _Stretch(NamedTuple):
    """The same stretch of three versions."""

    base: Lines
    ours: Lines
    theirs: Lines


def woven(base: str, ours: str, theirs: str) -> Iterator[str]:
    """Texts that hold what both sides did; none where both rewrote the same lines.

    Where both put lines in one place, theirs come first in one proposal, and ours in the other.
    """
    stretches = list(_stretches(*(_lines(text) for text in (base, ours, theirs))))
    for theirs_first in (True, False):
        found = [_one(stretch, theirs_first) for stretch in stretches]
        if all(one is not None for one in found):
            yield "".join(line for one in found for line in one or ())


def _one(stretch: _Stretch, theirs_first: bool) -> Lines | None:
    base, ours, theirs = stretch
    if ours in (base, theirs):
        return theirs
    if theirs == base:
        return ours
    if base:
        return None
    return [*theirs, *ours] if theirs_first else [*ours, *theirs]


def _lines(text: str) -> list[str]:
    found = text.splitlines(keepends=True)
    return [*found[:-1], found[-1] if found[-1].endswith("\n") else found[-1] + "\n"] if found else []


def _stretches(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[_Stretch]:
    """The three versions cut where all agree."""
    at = (0, 0, 0)
    for start, a, b, size in _common(base, ours, theirs):
        yield _Stretch(base[at[0] : start], ours[at[1] : a], theirs[at[2] : b])
        yield _Stretch(*(side[place : place + size] for side, place in ((base, start), (ours, a), (theirs, b))))
        at = start + size, a + size, b + size
    yield _Stretch(base[at[0] :], ours[at[1] :], theirs[at[2] :])


def _common(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Runs of lines that stand in all three: where in each, and how many."""
    one, two = (_matched(base, side) for side in (ours, theirs))
    places = [place for place in range(len(base)) if place in one and place in two]
    run: list[int] = []
    for place in places:
        last = run[-1] if run else None
        if last is not None and (last + 1, one[last] + 1, two[last] + 1) != (place, one[place], two[place]):
            yield run[0], one[run[0]], two[run[0]], len(run)
            run = []
        run.append(place)
    if run:
        yield run[0], one[run[0]], two[run[0]], len(run)


def _matched(base: list[str], side: list[str]) -> dict[int, int]:
    blocks = SequenceMatcher(None, base, side, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}

"""Names as they are written on a board, and the handles and slugs they stand for; never a guess between two."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from coopctl.importing.spelling import fold, is_worn, tokens
from coopctl.problem import Tree
from coopctl.words import T, Text

Names = Mapping[str, Sequence[str]]
"""A handle or slug → the ways to write it (name, given name, aliases; a circle's title)."""


class Directory(NamedTuple):
    """Who and what the ledger knows. A handle is itself a name, the only one where names are not known."""

    members: Names
    circles: Names
    needs: Mapping[str, tuple[str, ...]] = {}


class Profile(NamedTuple):
    """What a person decided about their board, kept for the next import.

    ``columns``: meaning → heading; ``members``: name as written → handle; ``circles``: title → slug.
    """

    columns: Mapping[str, str] = {}
    members: Mapping[str, str] = {}
    circles: Mapping[str, str] = {}

    def tree(self) -> Tree:
        """As a plain tree of dicts and strings, empty parts left out."""
        return {name: dict(part) for name, part in self._asdict().items() if part}

    def updated(self, other: Profile) -> Profile:
        """With the decisions of another, which win."""
        return Profile(*({**mine, **theirs} for mine, theirs in zip(self, other, strict=True)))


def profile(tree: Tree) -> Profile:
    """A profile from a plain tree; what is not a mapping of texts is left out."""
    parts = tree if isinstance(tree, Mapping) else {}
    return Profile(
        *(
            {str(key): str(value) for key, value in part.items()} if isinstance(part, Mapping) else {}
            for part in (parts.get(name) for name in Profile._fields)
        )
    )


class Match(NamedTuple):
    """What a name stands for: an id, or None and then all it could be, or else what looks like it.

    ``sure`` is False where more than accents differ from the name known: a lost letter, an initial.
    """

    id: str | None
    candidates: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    sure: bool = True


def match(name: str, names: Names, decided: Mapping[str, str]) -> Match:
    """The one id a name stands for; ways of reading go from strict to loose, the first that fits decides."""
    for key, chosen in decided.items():
        if chosen in names and (key == name or (fold(key) and fold(key) == fold(name))):
            return Match(chosen)
    if name.strip() in names:
        return Match(name.strip())
    known = {one: ways or (one,) for one, ways in names.items()}
    for sure, test in _TESTS:
        hits = tuple(sorted(one for one, ways in known.items() if any(test(name, way) for way in ways)))
        if hits:
            return Match(hits[0], sure=sure) if len(hits) == 1 else Match(None, hits)
    return Match(None, near=nearest(name, known))


def _same(name: str, way: str) -> bool:
    return name.strip() == way


def _folded(name: str, way: str) -> bool:
    return bool(fold(name)) and fold(name) == fold(way)


def _swapped(name: str, way: str) -> bool:
    return len(tokens(name)) > 1 and tokens(name) == tokens(way)


def _shortened(name: str, way: str) -> bool:
    """« Loïc M. », "L. Moreau", « Loïc »: each word is one of the name's, or the initial of one."""
    mine, full = fold(name).split(), fold(way).split()
    if not mine or len(mine) > len(full) or all(len(word) == 1 for word in mine):
        return False
    for word in mine:
        hit = next((one for one in full if one == word or (len(word) == 1 and one.startswith(word))), None)
        if hit is None:
            return False
        full.remove(hit)
    return True


_TESTS: tuple[tuple[bool, Callable[[str, str], bool]], ...] = (
    (True, _same),
    (True, _folded),
    (True, _swapped),
    (False, is_worn),
    (False, _shortened),
)


def nearest(name: str, known: Names) -> tuple[str, ...]:
    """At most three ids whose names look like this one, to suggest and never to choose."""
    scored = ((max((_likeness(name, way) for way in ways), default=0.0), one) for one, ways in known.items())
    best = sorted(scored, key=lambda pair: (-pair[0], pair[1]))
    return tuple(one for score, one in best[:3] if score >= 0.6)


def _likeness(name: str, way: str) -> float:
    from difflib import SequenceMatcher

    mine, theirs = fold(name), fold(way)
    pairs = [(mine, theirs, 1.0), *((a, b, 0.9) for a in mine.split() for b in theirs.split())]
    return max(SequenceMatcher(None, a, b).ratio() * weight for a, b, weight in pairs)


_NO_CIRCLE = {"hors cercle", "libre", "aucun", "sans cercle", "contribution libre", "none"}
_APART = re.compile(r"\s+[\u2010-\u2015|-]\s+|[:,;()|]|\s/\s")
_OF = re.compile(r"\b(?:de|of|pour|for)\s+|\bd['\u2019]", re.IGNORECASE)


def no_circle(title: str) -> bool:
    """Whether the text says that the work was outside every circle."""
    return not fold(title) or fold(title) in _NO_CIRCLE


def mentions(text: str) -> Iterator[str]:
    """The parts of a title that may be a name: « Tableau de Loïc Moreau — mars » gives "Loïc Moreau" too."""
    for part in (text, *_APART.split(text)):
        if part.strip():
            yield part.strip()
            for cut in _OF.finditer(part):
                yield part[cut.end() :].strip()


def unknown(name: str, found: Match, *, circle: bool = False) -> tuple[Text, str]:
    """Why a name was not matched, and what to type about it."""
    offered = found.candidates or found.near
    option, blank = ("--circle", "SLUG") if circle else ("--member", "HANDLE")
    cure = f"{option} {shlex.quote(f'{name}={offered[0] if offered else blank}')}"
    if found.candidates:
        return T("“{name}” could be {candidates}: say which", name=name, candidates=found.candidates), cure
    if circle:
        return T("no circle is called “{name}”", name=name), cure
    return T("nobody here is called “{name}”", name=name), cure

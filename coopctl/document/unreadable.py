"""What makes a text unreadable: one value per fault, collected while the reader goes on."""

from __future__ import annotations

from typing import NamedTuple

from coopctl.problem import Note, Place
from coopctl.words import Text

MOST = 20
"""Faults of one rule told per file: a file of a million NULs is told in twenty lines."""


class Unreadable(NamedTuple):
    """A fault of the text itself, before any record is known: so it has a place and no route."""

    rule: str
    place: Place
    message: Text
    seen: str | None = None
    allowed: str | Text | None = None
    cure: str | None = None
    related: tuple[Note, ...] = ()


class Faults:
    """The faults of one text as they are met; places are given as offsets in characters."""

    def __init__(self, path: str, text: str = "") -> None:
        self.path = path
        self.text = text
        self._found: list[Unreadable] = []
        self._told: dict[str, int] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def at(self, start: int, end: int | None = None) -> Place:
        """The place of a stretch of text; what goes over several lines is shown on its first."""
        line = self.text.count("\n", 0, start) + 1
        column = start - self.text.rfind("\n", 0, start)
        width = len(self.text[start : start + 1 if end is None else end].partition("\n")[0].rstrip("\r"))
        return Place(self.path, line, column, max(width, 1))

    def full(self, rule: str) -> bool:
        return self._told.get(rule, 0) >= MOST

    def add(
        self,
        rule: str,
        start: int,
        message: Text,
        *,
        end: int | None = None,
        seen: str | None = None,
        allowed: str | Text | None = None,
        cure: str | None = None,
        related: tuple[Note, ...] = (),
    ) -> None:
        if not self.full(rule):
            self._told[rule] = self._told.get(rule, 0) + 1
            place = self.at(start, end)
            self._found.append(Unreadable(rule, place, message, seen, allowed, cure, related))

    def sorted(self) -> tuple[Unreadable, ...]:
        """In reading order."""
        return tuple(sorted(self._found, key=lambda one: one.place[1:3]))

"""The line a finding is about, made harmless, and where its caret goes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from coopctl.problem import Place
from coopctl.report.plain import cells
from coopctl.words import visible

_BREAK = re.compile(r"\r\n|\n|\r")

Lines = Callable[[Place], str | None]


class Excerpt(NamedTuple):
    """A line fit to show; ``at`` and ``width`` place the caret, in columns of the screen from 0."""

    line: str
    at: int
    width: int


def lines_from(text_of: Callable[[str], str | None]) -> Lines:
    """The line at a place, or None where there is no such text; each text is split once."""
    known: dict[str, list[str]] = {}

    def line(place: Place) -> str | None:
        if place.path not in known:
            text = text_of(place.path)
            known[place.path] = [] if text is None else _BREAK.split(text)
        lines = known[place.path]
        return lines[place.line - 1] if 1 <= place.line <= len(lines) else None

    return line


def excerpt(line: str, column: int, width: int, room: int) -> Excerpt:
    """Cut a line to ``room`` columns around what starts at ``column`` (from 1) and is ``width`` characters.

    Hidden characters and tabs are written out, so the caret is placed anew on what is shown.
    A line of a million characters costs no more than ``room``: only what may show is looked at.
    """
    start = min(max(column - 1, 0), len(line))
    end = start + max(width, 1)
    before = visible(line[max(0, start - room) : start])
    marked = visible(line[start : min(end, start + room)])
    after = visible(line[end : end + room])
    text, at, length = before + marked + after, len(before), max(1, len(marked))
    shift = max(0, at - room // 2) if at + length > room else 0
    shown = text[shift : shift + room]
    if shift or start > room:
        shown = "…" + shown[1:]
    if shift + room < len(text):
        shown = shown[:-1] + "…"
    at, length = at - shift, min(length, room - (at - shift))
    return Excerpt(shown, cells(shown[:at]), max(1, cells(shown[at : at + length])))

"""One cell as one fact of governance: a text, a day or a month, a list, a number, a yes; and what is said of a file."""

from __future__ import annotations

import datetime as dt
import html
import re
from decimal import Decimal
from typing import TypeVar

from coopctl import typed
from coopctl.importing import fields
from coopctl.importing.grid import Cell
from coopctl.importing.report import Address, Kind, Remark, Trouble
from coopctl.importing.spelling import fold
from coopctl.values import When
from coopctl.words import T, Text

V = TypeVar("V")

_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4})[T ]\d{1,2}:\d{2}.*")
_BREAK = re.compile(r"<\s*(?:br|/p|/li|/div|/h\d|/tr)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<\s*/?\s*[a-z][^<>]*>", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[-*•·‣▪–—]+|\d{1,2}[.)])\s+")
_YES = {"true", "vrai", "yes", "oui", "1", "x", "y", "o"}
_NO = {"false", "faux", "no", "non", "0", "n", ""}


def text(cell: Cell) -> str | None:
    """The words of a cell on one line, None where it is empty; what a web page marks up is left out."""
    lines = several(cell)
    return " ".join(lines) or None


def several(cell: Cell) -> list[str]:
    """The lines of a cell, each without its bullet: an accountability a line, a paragraph or a list item each."""
    if cell.blank:
        return []
    if not isinstance(cell.value, str):
        return [fields.words(cell)]
    plain = html.unescape(_TAG.sub(" ", _BREAK.sub("\n", cell.value))) if "<" in cell.value else cell.value
    found = (fields.words(cell._replace(value=one)) for one in plain.splitlines() if one.strip())
    return [bare for one in found if (bare := _BULLET.sub("", one).strip())]


def when(cell: Cell) -> When | None:
    """A day or a month, None where the cell is empty. An hour beside the day is left out."""
    value = cell.value
    if cell.blank:
        return None
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return When(value.isoformat())
    words = fields.words(cell)
    if match := _MOMENT.fullmatch(words):
        words = match[1]
    month = typed.written_month(words)
    return When(str(month)) if month else When(typed.written_day(words).isoformat())


def number(cell: Cell) -> int | None:
    """A whole number, None where the cell is empty."""
    if cell.blank:
        return None
    words = fields.words(cell) if not isinstance(cell.value, Decimal) else f"{cell.value:f}"
    match = re.fullmatch(r"(\d{1,4})(?:\.0+)?(?: ?(?:mois|months?))?", words)
    if not match:
        raise ValueError(T("“{seen}” is not a whole number", seen=cell.raw))
    return int(match[1])


def yes(cell: Cell) -> bool:
    """Whether a cell says yes."""
    if isinstance(cell.value, bool):
        return cell.value
    word = fold(cell.raw)
    if word not in _YES | _NO:
        raise ValueError(T("“{seen}” is neither yes nor no", seen=cell.raw))
    return word in _YES


class Said:
    """The troubles and remarks of one import, in reading order; a thing is said once."""

    def __init__(self) -> None:
        self.troubles: list[Trouble] = []
        self.remarks: list[Remark] = []

    def wrong(self, where: Address, message: Text, seen: str = "", cure: str | None = None) -> None:
        """A cell that is to be put right first."""
        self.troubles.append(Trouble(where, message, seen, cure))

    def note(self, kind: Kind, where: Address, message: Text) -> None:
        """Something to show in the preview."""
        if (one := Remark(kind, where, message)) not in self.remarks:
            self.remarks.append(one)

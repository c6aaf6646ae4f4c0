"""What is said about a spreadsheet: troubles stop the import, remarks are shown and do not."""

from __future__ import annotations

from typing import Literal, NamedTuple

from coopctl.words import Text

Kind = Literal["skipped", "warning", "note"]


class Address(NamedTuple):
    """A cell, as a spreadsheet names it. Rows and columns count from 0; -1 is the whole row or sheet.

    ``sheet`` is the sheet's name, or the file's for a CSV: ``Mars!D7``, ``bad.csv!A2``.
    """

    sheet: str
    row: int = -1
    column: int = -1

    def __str__(self) -> str:
        if self.row < 0:
            return self.sheet
        return f"{self.sheet}!{letters(self.column) if self.column >= 0 else ''}{self.row + 1}"


def letters(column: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class Trouble(NamedTuple):
    """A cell (or a sheet, or the file) that cannot be carried; nothing is written while there is one.

    ``seen`` is the raw text; ``cure`` is what to type after ``coopctl contrib import FILE``.
    """

    address: Address
    message: Text
    seen: str = ""
    cure: str | None = None


class Remark(NamedTuple):
    """Something to show in the preview: a line not carried, an empty rate read as 0, a rounding."""

    kind: Kind
    address: Address
    message: Text

"""A sheet below its headings: rows read, totals compared, titles heard, and nothing dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coopctl import typed
from coopctl.importing import rows, totals
from coopctl.importing.columns import Layout
from coopctl.importing.grid import Cell, Sheet
from coopctl.importing.lines import Kind, kind
from coopctl.importing.people import mentions
from coopctl.importing.report import Remark, Trouble
from coopctl.importing.rows import CapOn, Row, Setting
from coopctl.importing.spelling import fold
from coopctl.values import Month
from coopctl.words import T, Text

_FULL_MONTH = re.compile(r"\b(?:([a-z]{3,9}) (\d{4})|(\d{4}) (\d{2})|(\d{2}) (\d{4}))\b")
_YEAR = re.compile(r"\b(20\d\d)\b")
_STEM = re.compile(r"\.(?:csv|xlsx|ods|txt|tsv)$", re.IGNORECASE)

_SKIPPED: dict[Kind, Text] = {
    Kind.HEADING: T("the headings again"),
    Kind.TITLE: T("a title, or a line with one text alone"),
    Kind.EMPTY: T("nothing is noted on this line"),
    Kind.NUMBERS: T("a summary below the total"),
    Kind.DONE: T("a summary below the total"),
}


class Body(NamedTuple):
    """The rows of a table, and what is to be said about it."""

    rows: tuple[Row, ...]
    troubles: tuple[Trouble, ...]
    remarks: tuple[Remark, ...]


def setting(sheet: Sheet, file_name: str, titles: Sequence[str]) -> Setting:
    """What a sheet's name, its titles and the file's name say: a month, perhaps a person or a circle."""
    names = [*titles, _STEM.sub("", sheet.name), _STEM.sub("", file_name)]
    said = tuple(part for name in names for part in mentions(name))
    return Setting(month_in(names), said, said)


def titles(sheet: Sheet, header: int | None = None) -> list[str]:
    """The lines of a sheet, or of its rows above the headings, that hold one text and nothing else."""
    found = []
    for row in sheet.rows[:header]:
        filled = [cell.value for cell in row if not cell.blank]
        if len(filled) == 1 and isinstance(filled[0], str):
            found.append(filled[0])
    return found


def month_in(texts: Sequence[str]) -> Month | None:
    """The first month that is named with its year; else a month's name with a year named elsewhere."""
    folded = [fold(text) for text in texts]
    for text in folded:
        for match in _FULL_MONTH.finditer(text):
            if found := typed.written_month("-".join(p for p in match.groups() if p) if not match[1] else match[0]):
                return found
    years = [year for text in folded for year in _YEAR.findall(text)]
    for text in folded if years else ():
        for word in text.split():
            if len(word) > 3 and (found := typed.written_month(f"{word} {years[0]}")):
                return found
    return None


def read(sheet: Sheet, layout: Layout, around: Setting, cap_on: CapOn) -> Body:
    """All that stands below the headings of a sheet."""
    reader = _Table(sheet, layout, around, cap_on)
    for cells in sheet.rows[layout.header + 1 :]:
        reader.line(cells)
    above = [
        Remark("skipped", row[0].address._replace(column=-1), _SKIPPED[Kind.TITLE])
        for row in sheet.rows[: layout.header]
        if any(not cell.blank for cell in row)
    ]
    return Body(tuple(reader.rows), tuple(reader.troubles), (*above, *reader.remarks))


class _Table:
    """Goes down a table; ``since`` is where the lines after the last total begin."""

    def __init__(self, sheet: Sheet, layout: Layout, around: Setting, cap_on: CapOn) -> None:
        self.sheet, self.layout, self.around, self.cap_on = sheet, layout, around, cap_on
        self.rows: list[Row] = []
        self.troubles: list[Trouble] = []
        self.remarks: list[Remark] = []
        self.start = self.since = 0
        self.summed = False

    def line(self, cells: tuple[Cell, ...]) -> None:
        what = kind(cells, self.sheet, self.layout, self.around.month)
        if what is Kind.BLANK:
            return
        if what is Kind.TOTAL or (what is Kind.NUMBERS and self._adds_up(cells)):
            self._total(cells)
        elif what in (Kind.HEADING, Kind.TITLE, Kind.EMPTY) or self._below_total(cells):
            self._skip(what, cells)
        else:
            self._row(cells)

    def _row(self, cells: tuple[Cell, ...]) -> None:
        found = rows.read(cells, self.layout, self.around, self.cap_on)
        self.rows.append(found.row)
        self.troubles += found.troubles
        self.remarks += found.remarks

    def _skip(self, what: Kind, cells: tuple[Cell, ...]) -> None:
        where = cells[0].address._replace(column=-1)
        text = " ".join(cell.raw for cell in cells if cell.raw)
        self.remarks.append(Remark("skipped", where, T("{why}: “{text}”", why=_SKIPPED[what], text=text)))
        if what is Kind.HEADING:
            self.start = self.since = len(self.rows)
            self.summed = False
        if what is Kind.TITLE:
            said = tuple(_said(cells))
            self.around = Setting(
                month_in(said) or self.around.month, said + self.around.members, said + self.around.circles
            )

    def _adds_up(self, cells: tuple[Cell, ...]) -> bool:
        return totals.is_total(cells, self.layout, self.rows[self.start :], self.since - self.start)

    def _total(self, cells: tuple[Cell, ...]) -> None:
        since, self.since, self.summed = self.since, len(self.rows), True
        said = totals.compare(cells, self.layout, self.rows[self.start :], since - self.start)
        self.remarks += said if not self.troubles else said[:1]

    def _below_total(self, cells: tuple[Cell, ...]) -> bool:
        """A small table by person under the total has neither day nor words of what was done."""
        if not self.summed or "date" not in self.layout.columns:
            return False
        places = (self.layout.columns.get("date"), self.layout.columns.get("what"))
        return all(place is None or place >= len(cells) or cells[place].blank for place in places)


def _said(cells: Sequence[Cell]) -> Iterator[str]:
    for cell in cells:
        if isinstance(cell.value, str):
            yield from mentions(cell.value)

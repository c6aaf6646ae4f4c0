"""A whole file: from bytes to lines of known people and circles, or to everything that is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from coopctl.importing import columns, people, table, tables
from coopctl.importing.columns import Layout
from coopctl.importing.grid import Sheet
from coopctl.importing.people import Directory, Match, Profile
from coopctl.importing.report import Address, Remark, Trouble
from coopctl.importing.rows import CapOn, Row
from coopctl.values import Cents, Hours, Rate, amount
from coopctl.words import T


class Line(NamedTuple):
    """Something done, ready to be noted: handle, slug, day, hours, rate, words."""

    address: Address
    member: str
    date: dt.date
    hours: Hours
    rate: Rate
    what: str
    circle: str | None = None
    until: dt.date | None = None
    need: str | None = None

    @property
    def amount(self) -> Cents:
        return amount(self.hours, self.rate)


class Board(NamedTuple):
    """What a file gives. With any trouble there is nothing to write: an import is all or nothing.

    ``guessed``: names read loosely (a lost letter, an initial), as written → handle or slug, to show.
    """

    lines: tuple[Line, ...]
    troubles: tuple[Trouble, ...]
    remarks: tuple[Remark, ...]
    guessed: tuple[tuple[str, str], ...] = ()


def read(data: bytes, name: str, directory: Directory, cap_on: CapOn, profile: Profile | None = None) -> Board:
    """Read a board: CSV, XLSX or ODS bytes, the file's name, who is known, the caps, what was decided before.

    Raises nothing for faults of the file: all of them are in ``troubles``, in reading order.
    """
    sheets, unreadable = tables.read(data, name)
    reader = _Board(name, directory, cap_on, profile or Profile())
    for sheet in sheets:
        reader.sheet(sheet)
    if sheets and not reader.tables and not reader.troubles:
        reader.troubles.append(_no_table(sheets, name))
    return Board(
        tuple(reader.lines),
        (*unreadable, *reader.troubles),
        tuple(reader.remarks),
        tuple(sorted(reader.guessed.items())),
    )


class _Board:
    """Collects the lines of the sheets of one file, and what is said about them."""

    def __init__(self, name: str, directory: Directory, cap_on: CapOn, profile: Profile) -> None:
        self.name, self.directory, self.cap_on, self.profile = name, directory, cap_on, profile
        self.lines: list[Line] = []
        self.troubles: list[Trouble] = []
        self.remarks: list[Remark] = []
        self.guessed: dict[str, str] = {}
        self.tables = 0
        self.no_needs: set[str] = set()
        self.matches: dict[str, Match] = {}

    def sheet(self, sheet: Sheet) -> None:
        if all(cell.blank for row in sheet.rows for cell in row):
            return
        if sheet.hidden:
            self.remarks.append(Remark("skipped", Address(sheet.name), T("the sheet is hidden, not carried")))
            return
        found = columns.find(sheet, self.profile.columns, self._given(sheet))
        self.troubles += found.troubles
        self.remarks += found.remarks
        if found.layout:
            self.tables += 1
            self._table(sheet, found.layout)
        elif not found.troubles:
            message = T("no table of what was done in this sheet, not carried")
            self.remarks.append(Remark("skipped", Address(sheet.name), message))

    def _given(self, sheet: Sheet) -> frozenset[str]:
        """What the sheet's name or one of its titles says, so that no column need say it."""
        around = table.setting(sheet, self.name, table.titles(sheet))
        named = any(self._member(text).id for text in around.members)
        return frozenset({"date"} if around.month else ()) | frozenset({"member"} if named else ())

    def _table(self, sheet: Sheet, layout: Layout) -> None:
        around = table.setting(sheet, self.name, table.titles(sheet, layout.header))
        body = table.read(sheet, layout, around, self.cap_on)
        self.remarks += body.remarks
        troubles = list(body.troubles)
        for row in body.rows:
            member, circle = self._who(row, troubles), self._circle(row, troubles)
            if member and row.days and row.hours is not None and row.rate is not None and row.what:
                (date, until, _), need = row.days, self._need(row)
                self.lines.append(Line(row.where, member, date, row.hours, row.rate, row.what, circle, until, need))
        self.troubles += sorted(troubles, key=lambda one: one.address[1:])

    def _who(self, row: Row, troubles: list[Trouble]) -> str | None:
        matches = [(name, self._member(name)) for name in row.members]
        for name, found in matches:
            if found.id:
                self._remember(name, found)
                return found.id
        column = row.at.get("member") or row.at.get("first_name")
        if column and matches:
            self._unknown(*matches[0], column, troubles)
        elif not column:
            doubtful = [pair for pair in matches if pair[1].candidates]
            if doubtful:
                self._unknown(*doubtful[0], row.where, troubles)
            else:
                troubles.append(Trouble(row.where, T("nobody is named on this line")))
        return None

    def _circle(self, row: Row, troubles: list[Trouble]) -> str | None:
        column = row.at.get("circle")
        for name in row.circles:
            found = people.match(name, self.directory.circles, self.profile.circles)
            if found.id and (column or found.sure):
                self._remember(name, found)
                return found.id
            if column and not people.no_circle(name):
                self._unknown(name, found, column, troubles, circle=True)
        return None

    def _need(self, row: Row) -> str | None:
        """The need a line names by its short name or its title, for certain; other words are told once each."""
        if row.need is None:
            return None
        found = people.match(row.need, self.directory.needs, {})
        if found.id and found.sure:
            return found.id
        if row.need not in self.no_needs:
            self.no_needs.add(row.need)
            message = T("no need is called “{name}”: what is noted names none", name=row.need)
            self.remarks.append(Remark("note", row.at["need"], message))
        return None

    def _member(self, name: str) -> Match:
        if name not in self.matches:
            self.matches[name] = people.match(name, self.directory.members, self.profile.members)
        return self.matches[name]

    def _remember(self, name: str, found: Match) -> None:
        if not found.sure and found.id:
            self.guessed[name] = found.id

    def _unknown(
        self, name: str, found: Match, where: Address, troubles: list[Trouble], *, circle: bool = False
    ) -> None:
        message, cure = people.unknown(name, found, circle=circle)
        troubles.append(Trouble(where, message, name, cure))


def _no_table(sheets: Sequence[Sheet], name: str) -> Trouble:
    """No sheet holds a board: show what could have been its headings."""
    row = next((row for sheet in sheets for row in sheet.rows if sum(bool(columns.text(cell)) for cell in row) > 1), ())
    return Trouble(
        row[0].address._replace(column=-1) if row else Address(name),
        T("no row of headings was recognised; headings seen: {seen}", seen=columns.seen(row) or "–"),
        cure='--column date="…" --column member="…" --column what="…" --column hours="…" --column rate="…"',
    )

"""The rows of a sheet, each read field by field; all bad cells are said in one run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from coopctl.importing import fields
from coopctl.importing.columns import Layout
from coopctl.importing.grid import Cell
from coopctl.importing.report import Address, Remark, Trouble
from coopctl.values import Cents, Hours, Month, Rate, parse_what
from coopctl.values import amount as due
from coopctl.words import TN, T, Text

CapOn = Callable[[dt.date], Rate | None]
"""The cap of the hourly rate in force on a day, None where the cooperative has none."""

_X = TypeVar("_X")


class Setting(NamedTuple):
    """What is known of a row from around it: the sheet's name and titles. Names are tried in order."""

    month: Month | None = None
    members: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()


class Row(NamedTuple):
    """A row as far as it could be read; None where the cell is bad, and then a trouble says so.

    ``at`` gives the address of each field, to say later that a name is unknown.
    """

    where: Address
    at: Mapping[str, Address]
    members: tuple[str, ...]
    circles: tuple[str, ...]
    days: fields.Days | None
    hours: Hours | None
    rate: Rate | None
    what: str | None
    amount: Cents | None
    need: str | None = None

    @property
    def due(self) -> Cents | None:
        """Hours x rate, None where either is unreadable."""
        return None if self.hours is None or self.rate is None else due(self.hours, self.rate)


class Reading(NamedTuple):
    """One row, and what is to be said about it."""

    row: Row
    troubles: tuple[Trouble, ...]
    remarks: tuple[Remark, ...]


def read(cells: Sequence[Cell], layout: Layout, setting: Setting, cap_on: CapOn) -> Reading:
    """Read one row of the board. Every bad cell becomes a trouble with its address and raw text."""
    reader = _Reader(cells, layout)
    days = reader.days(setting.month)
    hours = reader.hours(days)
    amount = reader.take("amount", fields.amount) if not reader.absent("amount") else None
    rate = reader.rate(amount, cap_on, days)
    row = Row(
        reader.where,
        {meaning: reader.address(meaning) for meaning in layout.columns},
        reader.member() if {"member", "first_name"} & set(layout.columns) else setting.members,
        reader.circle() if "circle" in layout.columns else setting.circles,
        days,
        hours,
        rate,
        reader.what(),
        amount,
        reader.words("need"),
    )
    reader.compare(row)
    return Reading(row, tuple(sorted(reader.troubles, key=lambda one: one.address)), tuple(reader.remarks))


class _Reader:
    """Collects what is said while one row is read."""

    def __init__(self, cells: Sequence[Cell], layout: Layout) -> None:
        self.cells = cells
        self.columns = layout.columns
        self.where = cells[0].address._replace(column=-1)
        self.troubles: list[Trouble] = []
        self.remarks: list[Remark] = []
        self.rounded = False

    def cell(self, meaning: str) -> Cell | None:
        column = self.columns.get(meaning)
        return self.cells[column] if column is not None and column < len(self.cells) else None

    def address(self, meaning: str) -> Address:
        return self.where._replace(column=self.columns.get(meaning, -1))

    def absent(self, meaning: str) -> bool:
        return fields.absent(self.cell(meaning))

    def trouble(self, meaning: str, message: Text) -> None:
        cell = self.cell(meaning)
        self.troubles.append(Trouble(self.address(meaning), message, cell.raw if cell else ""))

    def note(self, meaning: str, message: Text | None) -> None:
        if message is not None:
            self.remarks.append(Remark("note", self.address(meaning), message))

    def take(self, meaning: str, reading: Callable[[Cell], _X]) -> _X | None:
        cell = self.cell(meaning)
        try:
            return reading(cell) if cell is not None else None
        except ValueError as error:
            self.trouble(meaning, error.args[0])
            return None

    def days(self, month: Month | None) -> fields.Days | None:
        if "date" not in self.columns:
            found = fields.span(month) if month else None
        elif self.absent("date"):
            self.trouble("date", T("no day is given: write 2026-10-13 or 13/10/2026"))
            return None
        else:
            found = self.take("date", lambda cell: fields.days(cell, month))
        if found and not self.absent("until"):
            last = self.take("until", lambda cell: fields.days(cell, month))
            if last and (last.until or last.date) < found.date:
                ends = last.until or last.date
                self.trouble(
                    "until", T("the work ends on {until}, before it begins on {date}", until=ends, date=found.date)
                )
            elif last and (last.until or last.date) > found.date:
                found = found._replace(until=last.until or last.date)
        if found:
            self.note("date", found.said)
        return found

    def hours(self, days: fields.Days | None) -> Hours | None:
        if self.absent("hours") and self.absent("minutes"):
            meaning = "hours" if "hours" in self.columns else "minutes"
            self.trouble(meaning, T("no time was given: write 1h30, 1:30, 90min or 1,5"))
            return None
        parts = []
        for meaning in ("hours", "minutes"):
            if not self.absent(meaning):
                found = self.take(meaning, partial(fields.hours, minutes=meaning == "minutes"))
                if found is None:
                    return None
                parts.append(found[0])
                self.rounded |= found[1] is not None
                self.note(meaning, found[1])
        return self._bounded(Hours(sum(parts)), days)

    def _bounded(self, hours: Hours, days: fields.Days | None) -> Hours | None:
        meaning = "hours" if "hours" in self.columns else "minutes"
        length = ((days.until or days.date) - days.date).days + 1 if days else 1
        if hours <= 0:
            self.trouble(meaning, T("the time is 0: leave the line out, or write 1h30, 1:30, 90min or 1,5"))
        elif hours > 2400 * length:
            message = TN(
                "{hours} is more than the 24 h of a day",
                "{hours} is more than the 24 h of each of {n} days",
                length,
                hours=hours,
            )
            self.trouble(meaning, message)
        else:
            return hours
        return None

    def rate(self, amount: Cents | None, cap_on: CapOn, days: fields.Days | None) -> Rate | None:
        if self.absent("rate"):
            if self.absent("amount") or amount == 0:
                self.note("rate", T("no rate is given: counted as 0 €/h"))
                return Rate(0)
            if amount is not None:
                self.trouble("rate", T("no rate is given, but the line says {amount}", amount=amount))
            return None
        found = self.take("rate", fields.rate)
        cap = cap_on(days.date) if days else None
        if found is not None and cap is not None and found > cap:
            self.trouble("rate", T("{rate} is above the cap of {cap}", rate=found, cap=cap))
            return None
        return found

    def what(self) -> str | None:
        cell = self.cell("what")
        if cell is None or cell.blank:
            self.trouble("what", T("the text is empty: say in a few words what was done"))
            return None
        return self.take("what", lambda cell: parse_what(fields.words(cell)))

    def member(self) -> tuple[str, ...]:
        parts = [self.take(m, fields.words) for m in ("first_name", "member") if not self.absent(m)]
        if not parts:
            self.trouble("member" if "member" in self.columns else "first_name", T("nobody is named on this line"))
        return (" ".join(part for part in parts if part),) if all(parts) and parts else ()

    def circle(self) -> tuple[str, ...]:
        found = self.words("circle")
        return (found,) if found else ()

    def words(self, meaning: str) -> str | None:
        return None if self.absent(meaning) else self.take(meaning, fields.words)

    def compare(self, row: Row) -> None:
        """The amount on the line is hours x rate, to the cent; a rounded time explains a small difference."""
        if row.amount is None or row.due is None or row.amount == row.due or row.rate is None or row.hours is None:
            return
        message = T(
            "the line says {stated}, but {hours} at {rate} make {due}",
            stated=row.amount,
            hours=row.hours,
            rate=row.rate,
            due=row.due,
        )
        slack = (row.rate + 199) // 200 + 1 if self.rounded else 0
        if abs(row.amount - row.due) <= slack:
            self.remarks.append(Remark("warning", self.address("amount"), message))
        else:
            self.trouble("amount", message)

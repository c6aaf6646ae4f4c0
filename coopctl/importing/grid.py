"""Cells, their addresses and sheets: what every later step reads, whatever the file was."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from coopctl.importing.report import Address
from coopctl.words import Text

MAX_ROWS = 200_000
_GUARD = re.compile(r"'(?=[=+\-@])")


class Unreadable(Exception):
    """The file cannot be read, and why in words; ``tables.read`` makes it a Trouble."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text


class Hollow(NamedTuple):
    """A formula whose result the file does not hold, or holds as an error."""

    why: Text


Value = str | Decimal | dt.date | dt.time | dt.timedelta | bool | Hollow | None


class Cell(NamedTuple):
    """One cell: what it holds, where, and how to quote it."""

    value: Value
    address: Address
    raw: str = ""

    @property
    def blank(self) -> bool:
        return self.value is None


class Sheet(NamedTuple):
    """A sheet of a workbook, or a CSV file whole. Row ``i`` is line ``i + 1`` of the spreadsheet."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False


def cells(rows: Iterable[Sequence[object]], sheet: str) -> tuple[tuple[Cell, ...], ...]:
    """Rows of plain values, as cells that know where they are."""
    return tuple(tuple(_cell(value, Address(sheet, i, j)) for j, value in enumerate(row)) for i, row in enumerate(rows))


def _cell(value: object, address: Address) -> Cell:
    if isinstance(value, str):
        return Cell(_text(value), address, value.strip())
    if isinstance(value, bool | Hollow) or value is None:
        return Cell(value, address, "" if value is None else _raw(value))
    if isinstance(value, int | float):
        number = decimal(value)
        return Cell(number, address, f"{number:f}")
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return Cell(value, address, _raw(value))
    return Cell(str(value), address, str(value))


def _raw(value: object) -> str:
    if isinstance(value, dt.time):
        return value.isoformat("minutes") if not value.second else value.isoformat("seconds")
    return "" if isinstance(value, Hollow) else str(value)


def _text(value: str) -> str | None:
    """Text in NFC, without the apostrophe that guards a text against being run as a formula."""
    return _GUARD.sub("", unicodedata.normalize("NFC", value).strip(), count=1) or None


def decimal(value: float) -> Decimal:
    """A spreadsheet's number, exactly; to the hundredth where only binary noise separates them."""
    exact = Decimal(repr(value))
    if not exact.is_finite() or abs(exact) > 10**12:
        return exact
    near = exact.quantize(Decimal("0.01"))
    kept = near if abs(exact - near) <= Decimal("1e-9") else exact
    return kept.to_integral_value() if kept == kept.to_integral_value() else kept.normalize()

"""What kind of line each row of a sheet is: something done, a total, a title, a heading again, nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from coopctl.importing import fields
from coopctl.importing.columns import Layout
from coopctl.importing.grid import Cell, Sheet
from coopctl.importing.spelling import fold
from coopctl.values import Month

_TOTAL = re.compile(r"(?:(?:sous|s|sub|grand|grand sous) )?(?:totale?s?|totaux|somme|cumul|subtotal|sum)\b.*")
_BARE_TOTAL = re.compile(
    r"(?:(?:sous|s|sub|grand) )?(?:totale?s?|totaux|somme|cumul|subtotal|sum)(?: general| mois| du mois)?"
)


class Kind(Enum):
    """What a row is."""

    DONE = "done"
    BLANK = "blank"
    HEADING = "heading"
    TITLE = "title"
    TOTAL = "total"
    NUMBERS = "numbers"
    """Hours or an amount and nothing else: a total without its name, or a line without its day."""
    EMPTY = "empty"
    """A day or a name prepared beforehand, nothing noted."""


def kind(row: Sequence[Cell], sheet: Sheet, layout: Layout, month: Month | None) -> Kind:
    """What a row below the headings is."""
    filled = [cell for cell in row if not cell.blank]
    if not filled:
        return Kind.BLANK
    if _repeats(row, sheet.rows[layout.header], layout):
        return Kind.HEADING
    dated = _dated(_at(row, layout, "date"), month)
    if not dated and _is_total(row, filled, layout):
        return Kind.TOTAL
    if len(filled) == 1 and isinstance(filled[0].value, str) and not _is_number_column(filled[0], layout):
        return Kind.TITLE
    if not dated and all(_is_number_column(cell, layout) for cell in filled):
        return Kind.NUMBERS
    return Kind.EMPTY if _nothing(row, layout) else Kind.DONE


def _at(row: Sequence[Cell], layout: Layout, meaning: str) -> Cell | None:
    column = layout.columns.get(meaning)
    return row[column] if column is not None and column < len(row) else None


def _repeats(row: Sequence[Cell], header: Sequence[Cell], layout: Layout) -> bool:
    pairs = [(_at(row, layout, meaning), header[column]) for meaning, column in layout.columns.items()]
    return all(
        cell is not None and isinstance(cell.value, str) and fold(cell.value) == fold(head.raw) for cell, head in pairs
    )


def _dated(cell: Cell | None, month: Month | None) -> bool:
    try:
        return cell is not None and not cell.blank and bool(fields.days(cell, month))
    except ValueError:
        return False


def _is_total(row: Sequence[Cell], filled: Sequence[Cell], layout: Layout) -> bool:
    """Its name may stand in any column; in the column of what was done it must stand alone."""
    what = _at(row, layout, "what")
    for cell in filled:
        if isinstance(cell.value, str) and not _is_number_column(cell, layout):
            pattern = _BARE_TOTAL if cell is what and "date" not in layout.columns else _TOTAL
            if pattern.fullmatch(fold(cell.value)):
                return True
    return False


def _is_number_column(cell: Cell, layout: Layout) -> bool:
    return cell.address.column in {layout.columns.get(meaning) for meaning in ("hours", "minutes", "rate", "amount")}


def _nothing(row: Sequence[Cell], layout: Layout) -> bool:
    """No words, and no number but zeros, as a formula copied down in advance gives."""
    cells = [_at(row, layout, meaning) for meaning in ("what", "hours", "minutes", "rate", "amount")]
    return all(cell is None or fields.absent(cell) or _zero(cell) for cell in cells)


def _zero(cell: Cell) -> bool:
    try:
        return fields.amount(cell) == 0
    except ValueError:
        return False

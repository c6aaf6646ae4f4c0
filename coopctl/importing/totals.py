"""Totals stated on a board: never carried, always compared with the lines they add up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from coopctl.importing import fields
from coopctl.importing.columns import Layout
from coopctl.importing.grid import Cell
from coopctl.importing.report import Remark
from coopctl.importing.rows import Row
from coopctl.importing.spelling import fold
from coopctl.values import Cents, Hours
from coopctl.words import T


class Sums(NamedTuple):
    """What some lines add up to."""

    hours: Hours
    amount: Cents


def sums(rows: Sequence[Row]) -> Sums:
    """Hours and amounts of rows, unreadable ones counted as nothing."""
    return Sums(Hours(sum(row.hours or 0 for row in rows)), Cents(sum(row.due or 0 for row in rows)))


def compare(cells: Sequence[Cell], layout: Layout, rows: Sequence[Row], since: int) -> list[Remark]:
    """What to say of a total: it is left out, and where it is not what its lines make, both numbers.

    ``rows`` are those above it in its table, ``since`` the first one after the total before it. A total
    may also be that of one person or circle it names.
    """
    where = cells[0].address._replace(column=-1)
    said = [Remark("skipped", where, T("a total, not a line: “{text}”", text=" ".join(c.raw for c in cells if c.raw)))]
    label = fold(" ".join(cell.value for cell in cells if isinstance(cell.value, str)))
    groups = [sums(rows[since:]), sums(rows), *_named(label, rows)]
    for meaning in ("hours", "amount"):
        column = layout.columns.get(meaning)
        cell = cells[column] if column is not None and column < len(cells) else None
        if cell is None or fields.absent(cell):
            continue
        try:
            stated: int = fields.hours(cell)[0] if meaning == "hours" else fields.amount(cell)
        except ValueError as error:
            said.append(Remark("note", cell.address, error.args[0]))
            continue
        if all(stated != getattr(group, meaning) for group in groups):
            found = getattr(groups[0], meaning)
            message = T("the total says {stated}, its lines make {found}", stated=stated, found=found)
            said.append(Remark("warning", cell.address, message))
    return said


def is_total(cells: Sequence[Cell], layout: Layout, rows: Sequence[Row], since: int) -> bool:
    """Whether numbers without a name are the total of what stands above."""
    return bool(rows) and all(one.kind == "skipped" for one in compare(cells, layout, rows, since))


def _named(label: str, rows: Sequence[Row]) -> list[Sums]:
    names = {name for row in rows for name in (*row.members, *row.circles) if fold(name) and fold(name) in label}
    return [sums([row for row in rows if name in row.members + row.circles]) for name in sorted(names)]

"""Which row holds the headings of a sheet, and which column holds what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from coopctl.importing import headings
from coopctl.importing.grid import Cell, Sheet
from coopctl.importing.report import Address, Remark, Trouble, letters
from coopctl.importing.spelling import fold
from coopctl.words import T, Text

_DEEPEST = 60
_REQUIRED = ("date", "member", "what", "hours", "rate")
_NAMES: dict[str, Text] = {
    "date": T("the day"),
    "member": T("who"),
    "what": T("what was done"),
    "hours": T("the time"),
    "rate": T("the rate"),
    "need": T("the need"),
}


class Layout(NamedTuple):
    """Where the headings are (row, from 0) and the column of each meaning (from 0)."""

    header: int
    columns: Mapping[str, int]


class Found(NamedTuple):
    """The layout of a sheet, or what is missing; neither where the sheet holds no board at all."""

    layout: Layout | None = None
    troubles: tuple[Trouble, ...] = ()
    remarks: tuple[Remark, ...] = ()


def find(sheet: Sheet, chosen: Mapping[str, str], given: frozenset[str] = frozenset()) -> Found:
    """The layout of a sheet; ``chosen`` is the user's own mapping, meaning → heading (or letter).

    ``given`` names what is known without a column: the month or the member a title or a sheet says.
    """
    header = _header(sheet, chosen)
    if header is None:
        return Found()
    row = sheet.rows[header]
    columns, doubtful = _by_choice(row, chosen)
    remarks = _unmet(row, chosen, columns)
    _by_meaning(row, columns, doubtful)
    if not doubtful and "date" not in columns and "what" not in columns:
        return Found()
    troubles = (*doubtful.values(), *_missing(row, columns, given.union(doubtful)))
    if troubles:
        return Found(None, troubles, tuple(remarks))
    return Found(Layout(header, columns), (), (*remarks, *_unused(sheet, header, columns)))


def text(cell: Cell) -> str:
    """What stands in a heading, on one line."""
    return " ".join(cell.value.split()) if isinstance(cell.value, str) else ""


def seen(row: tuple[Cell, ...]) -> tuple[Text, ...]:
    """The headings of a row, to show."""
    return tuple(T("“{text}”", text=text(cell)) for cell in row if text(cell))


def _header(sheet: Sheet, chosen: Mapping[str, str]) -> int | None:
    """The first row with the most known headings, at least two."""
    wanted = {fold(heading) for heading in chosen.values()}
    best, place = 1, None
    for index, row in enumerate(sheet.rows[:_DEEPEST]):
        words = [text(cell) for cell in row]
        score = headings.count(words) + 2 * len(wanted & {fold(word) for word in words if word})
        if score > best:
            best, place = score, index
    return place


def _by_choice(row: tuple[Cell, ...], chosen: Mapping[str, str]) -> tuple[dict[str, int], dict[str, Trouble]]:
    columns: dict[str, int] = {}
    doubtful = {}
    for meaning, heading in chosen.items():
        places = [i for i, cell in enumerate(row) if text(cell) and fold(text(cell)) == fold(heading)]
        if not places and re.fullmatch("[A-Z]{1,2}", heading):
            places = [i for i in range(len(row)) if letters(i) == heading]
        if len(places) > 1:
            doubtful[meaning] = _ambiguous(row, meaning, places)
        elif places:
            columns[meaning] = places[0]
    return columns, doubtful


def _unmet(row: tuple[Cell, ...], chosen: Mapping[str, str], columns: Mapping[str, int]) -> list[Remark]:
    where = row[0].address._replace(column=-1)
    return [
        Remark(
            "note",
            where,
            T("no column is headed “{heading}” here; headings seen: {seen}", heading=heading, seen=seen(row)),
        )
        for meaning, heading in chosen.items()
        if meaning not in columns
    ]


def _by_meaning(row: tuple[Cell, ...], columns: dict[str, int], doubtful: dict[str, Trouble]) -> None:
    """Give each meaning its best heading; two equally good ones are not chosen between, and become a trouble."""
    offers = sorted(
        (strength, headings.MEANINGS.index(meaning), meaning, i)
        for i, cell in enumerate(row)
        for strength, meaning in headings.meanings(text(cell))
    )
    taken = set(columns.values())
    for strength, _, meaning, i in offers:
        if meaning in columns or meaning in doubtful or i in taken:
            continue
        rivals = [j for s, _, m, j in offers if (s, m) == (strength, meaning) and j not in taken]
        if len(rivals) > 1:
            doubtful[meaning] = _ambiguous(row, meaning, rivals)
        else:
            columns[meaning] = i
            taken.add(i)


def _ambiguous(row: tuple[Cell, ...], meaning: str, places: list[int]) -> Trouble:
    names = [text(row[i]) for i in places]
    first = names[0] if len(set(names)) == len(names) else letters(places[0])
    seen = tuple(T("{letter} “{heading}”", letter=letters(i), heading=text(row[i])) for i in places)
    message = T("several columns could hold {meaning}: {columns}", meaning=_NAMES.get(meaning, meaning), columns=seen)
    return Trouble(row[places[0]].address, message, cure=f'--column {meaning}="{first}"')


def _missing(row: tuple[Cell, ...], columns: Mapping[str, int], given: frozenset[str]) -> list[Trouble]:
    stand_ins = {"member": {"first_name"}, "hours": {"minutes"}}
    return [
        Trouble(
            row[0].address._replace(column=-1),
            T("no column for {meaning}; headings seen: {seen}", meaning=_NAMES[meaning], seen=seen(row)),
            cure=f'--column {meaning}="…"',
        )
        for meaning in _REQUIRED
        if meaning not in columns and meaning not in given and not stand_ins.get(meaning, set()) & set(columns)
    ]


def _unused(sheet: Sheet, header: int, columns: Mapping[str, int]) -> list[Remark]:
    """Columns that hold something and are not carried."""
    used, row = set(columns.values()), sheet.rows[header]
    width = max(len(one) for one in sheet.rows)
    filled = {j for one in sheet.rows[header + 1 :] for j, cell in enumerate(one) if j not in used and not cell.blank}
    names = {j: text(row[j]) if j < len(row) else "" for j in range(width) if j in filled}
    return [
        Remark(
            "skipped",
            Address(sheet.name, header, j),
            T("column {letter} “{heading}” is not carried", letter=letters(j), heading=heading),
        )
        for j, heading in names.items()
    ]

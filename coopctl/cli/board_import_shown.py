"""What an import shows: what it understood, what it could not carry, what is wrong and where."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from typing import Any

from coopctl.cli import show
from coopctl.cli.board_import_names import unknown
from coopctl.edits.imports import FIELDS, Imported
from coopctl.entry import Entry
from coopctl.importing.board import Board, Line
from coopctl.importing.plan import Edited, Plan
from coopctl.importing.report import Address, Trouble
from coopctl.problem import Finding, Place, Refused
from coopctl.values import Cents, Hours, Month
from coopctl.words import TN, T, Text, _, language, said


def troubles(found: Iterable[Trouble], file: str) -> None:
    """Every place that is to be put right, by its address, and what to type about it."""
    for one in found:
        show.err(T("{address}: {message}", address=str(one.address), message=one.message))
        if one.cure:
            attempt = T("try: {command}", command=_command(one, file))
            show.err(f"    {attempt}")


def _command(trouble: Trouble, file: str) -> str:
    return f"coopctl contrib import {_quoted(file)} {_typed(trouble)}"


def _typed(trouble: Trouble) -> str:
    """The option that says who a name stands for is one for members and circles."""
    if not unknown(trouble):
        return trouble.cure or ""
    target = (trouble.cure or "").rpartition("=")[2].strip("'")
    return f"--map {_quoted(f'{trouble.seen}={target}')}"


def _quoted(text: str) -> str:
    """A word of a command line, between double quotes where these do, for names have apostrophes."""
    return shlex.quote(text) if set(text) & set('"$`\\!') or "'" not in text else f'"{text}"'


def remarks(board: Board) -> None:
    """What is not carried, what was completed or rounded, what does not add up; alike ones on one line."""
    groups: dict[tuple[str, str, str], list[Address]] = {}
    for one in board.remarks:
        groups.setdefault((one.kind, one.address.sheet, str(one.message)), []).append(one.address)
    for (kind, sheet, message), places in groups.items():
        cells = ", ".join(str(place).removeprefix(f"{sheet}!") for place in places)
        where = sheet if places[0].row < 0 else f"{sheet}!{cells}"
        line = T("{where}: {message}", where=where, message=message)
        show.note(T("not carried: {line}", line=line) if kind == "skipped" else line)
    for name, handle in board.guessed:
        show.note(T("“{name}” is read as {handle}", name=name, handle=handle))
    if board.remarks or board.guessed:
        show.note("")


def preview(board: Board, found: Plan, file: str) -> None:
    """By month and member: rows that are new, edited, unchanged, and what they come to."""
    groups = sorted(_groups(found).items())
    if not groups:
        return
    heads = (_("new"), _("edited"), _("unchanged"), _("hours"), _("amount"))
    columns: list[Any] = [_("month"), _("member"), *(show.Column(head, right=True) for head in heads)]
    rows = [
        (str(month), member, *counts, _hours(entries), _amount(entries))
        for (month, member), (counts, entries) in groups
    ]
    counted = [sum(counts[place] for _key, (counts, _all) in groups) for place in range(3)]
    every = [entry for _key, (_counts, entries) in groups for entry in entries]
    totals = (_("total"), "", *counted, _hours(every), _amount(every))
    show.table(columns, rows, title=T("{file}: what it holds", file=file), totals=totals)
    for row in found.edited:
        show.out(T("edited: {line}", line=_edited(row)))
    for line, _entry in found.kept:
        show.note(T("{where}: edited here since, unchanged in the spreadsheet; it stays as it is here",
                    where=str(line.address)))  # fmt: skip
    for line, noted in found.doubles:
        show.note(T("{where}: is it the same work as {id}, already noted by hand?", where=str(line.address),
                    id=f"{noted.member}/{noted.entry.id}"))  # fmt: skip
    if found.gone:
        ids = [f"{noted.member}/{noted.entry.id}" for noted in found.gone[:3]] + ["…"] * (len(found.gone) > 3)
        show.note(
            TN(
                "{n} line imported before is not in this file; it stays here: {ids}",
                "{n} lines imported before are not in this file; they stay here: {ids}",
                len(found.gone),
                ids=ids,
            )
        )
    _late(found)


def _groups(found: Plan) -> dict[tuple[Month, str], tuple[list[int], list[Entry | Line]]]:
    groups: dict[tuple[Month, str], tuple[list[int], list[Entry | Line]]] = {}

    def count(month: Month, member: str, place: int, entry: Entry | Line) -> None:
        counts, entries = groups.setdefault((month, member), ([0, 0, 0], []))
        counts[place] += 1
        entries.append(entry)

    for new in found.new:
        count(new.month, new.line.member, 0, new.entry)
    for row in found.edited:
        count(row.noted.month, row.noted.member, 1, row.line)
    for one in (*found.unchanged, *(noted for _line, noted in found.kept)):
        count(one.month, one.member, 2, one.entry)
    return groups


def _hours(entries: Iterable[Entry | Line]) -> Hours:
    return Hours(sum(entry.hours for entry in entries))


def _amount(entries: Iterable[Entry | Line]) -> Cents:
    return Cents(sum(entry.amount for entry in entries))


def _edited(row: Edited) -> Text:
    lang = language()
    changes = [
        T("{field} {old} → {new}", field=FIELDS[field], old=_or_none(old), new=_or_none(new))
        for field, old, new in row.changes
    ]
    return T("{where}, {member}, “{what}”: {changes}", where=str(row.line.address), member=row.noted.member,
             what=row.noted.entry.what, changes=", ".join(said(one, lang) for one in changes))  # fmt: skip


def _or_none(value: Any) -> Any:
    return "–" if value is None else value


def _late(found: Plan) -> None:
    """The rows whose own month is closed."""
    late: dict[tuple[Month, Month], int] = {}
    for new in found.new:
        own = Month.of(new.entry.last)
        if own != new.month:
            late[own, new.month] = late.get((own, new.month), 0) + 1
    for (own, month), count in sorted(late.items()):
        show.note(TN("{closed} is closed: {n} line will be paid with {month}",
                     "{closed} is closed: {n} lines will be paid with {month}",
                     count, closed=own, month=month))  # fmt: skip


def told(done: Imported, *, dry_run: bool) -> None:
    """What was written, and what was left."""
    for month, row in done.corrected:
        show.note(T("{closed} is closed: the correction of {id} is noted in {month}", closed=row.noted.month,
                    id=f"{row.noted.member}/{row.noted.entry.id}", month=month))  # fmt: skip
    for left in done.left:
        line = T("{where}: {message}", where=str(left.row.line.address), message=left.why)
        show.note(T("not carried: {line}", line=line))
    for one in done.remarks[:5]:
        show.note(T("worth a look: {message}", message=one.message))
    if len(done.remarks) > 5:
        show.note(T("and {n} more: {command}", n=len(done.remarks) - 5, command="coopctl check"))
    if not dry_run:
        if done.plan.new:
            show.out(TN("{n} new line recorded", "{n} new lines recorded", len(done.plan.new)))
        if edited := len(done.edited) + len(done.corrected):
            show.out(TN("{n} edited line recorded", "{n} edited lines recorded", edited))


def located(refused: Refused, found: Plan) -> tuple[Finding, ...]:
    """Findings at the places of the spreadsheet, where they are about one of its rows."""
    places: dict[str, Line] = {f"{new.line.member}/{new.entry.id}": new.line for new in found.new}
    places |= {f"{row.noted.member}/{row.noted.entry.id}": row.line for row in found.edited}
    return tuple(_moved(one, places.get(one.record)) for one in refused.findings)


def _moved(finding: Finding, line: Line | None) -> Finding:
    if line is None:
        return finding
    return finding._replace(place=Place(line.address.sheet, line.address.row + 1), cure=None)

"""A spreadsheet's rows as one edit of the board: all of them or none, nothing twice, nothing closed rewritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from coopctl import context as ctx
from coopctl.document.read import SHEET_LIMIT, read
from coopctl.edits.board import appended
from coopctl.edits.few import Few, caused, text_of
from coopctl.edits.lines import CORRECTABLE
from coopctl.edits.lines import spliced as spliced
from coopctl.edits.lines import without as without
from coopctl.entry import Entry, quick, sheet_of, sheet_path, tree
from coopctl.importing import source
from coopctl.importing.board import Line
from coopctl.importing.plan import Edited, Noted, Plan
from coopctl.importing.plan import plan as compared
from coopctl.importing.report import Trouble
from coopctl.problem import Finding, Refused
from coopctl.snapshot import Edit, Message, Overlay, Snapshot
from coopctl.values import Month
from coopctl.words import T, Text, visible

Key = tuple[str, str]
FIELDS = {
    "date": T("day"),
    "until": T("last day"),
    "circle": T("circle"),
    "hours": T("hours"),
    "rate": T("rate"),
    "what": T("text"),
}
"""What a row says of a line, in words."""


class File(NamedTuple):
    """The spreadsheet a person imports: its name and what identifies its bytes."""

    name: str
    sha256: str


class Left(NamedTuple):
    """A row whose edit is not carried, and why."""

    row: Edited
    why: Text


class Imported(NamedTuple):
    """What an import does: the edit (of no file where there is nothing to write) and each row's part in it."""

    edit: Edit
    plan: Plan
    edited: tuple[Edited, ...] = ()
    corrected: tuple[tuple[Month, Edited], ...] = ()
    left: tuple[Left, ...] = ()
    remarks: tuple[Finding, ...] = ()


def ahead(lines: Iterable[Line], today: dt.date) -> list[Trouble]:
    """The rows dated after today."""
    return [
        Trouble(
            one.address,
            T("{date} is after today, {today}: work is noted once it is done", date=one.date, today=today),
            str(one.date),
        )
        for one in lines
        if one.date > today
    ]


def plan(files: Mapping[str, bytes], lines: Sequence[Line]) -> Plan:
    """What the rows are beside what is noted already; late ones go to the open month."""
    present = noted(files, {line.member for line in lines})
    return compared(lines, present, lambda day: ctx.open_month(Month.of(day), files))


def noted(files: Mapping[str, bytes], members: Collection[str]) -> list[Noted]:
    """Every readable line of some members, corrections included."""
    found = []
    for path in files:
        place = sheet_of(path)
        if place and place[1] in members:
            root = read(path, files[path], SHEET_LIMIT).root
            entries = map(quick, root) if isinstance(root, list) else ()
            found += [Noted(place[1], place[0], entry) for entry in entries if entry]
    return found


def imported(
    snapshot: Snapshot,
    lines: Sequence[Line],
    file: File,
    actor: str,
    reason: str = "",
    theirs: Collection[Key] = (),
) -> Imported:
    """The edit that takes the rows in. ``theirs``: rows edited on both sides where the spreadsheet is right.

    Raises Refused with the findings the rows would cause.
    """
    found = plan(snapshot.files, lines)
    writer = _Writer(snapshot.files, actor)
    for new in found.new:
        writer.note(new.line.member, new.month, new.entry)
    for row in found.edited:
        writer.edit(row, theirs)
    changes = {path: None if text is None else text.encode() for path, text in writer.texts.items()}
    edit = Edit(snapshot.revision, changes, _message(file, found, writer, actor, reason))
    rows = (tuple(writer.edited), tuple(writer.corrected), tuple(writer.left))
    return Imported(edit, found, *rows, _judged(snapshot.files, changes))


class _Writer:
    """The sheets as they become, row by row."""

    def __init__(self, files: Mapping[str, bytes], actor: str) -> None:
        self.files, self.actor = files, actor
        self.texts: dict[str, str | None] = {}
        self.edited: list[Edited] = []
        self.corrected: list[tuple[Month, Edited]] = []
        self.left: list[Left] = []
        self.waiting: dict[str, list[Entry]] = {}

    def note(self, member: str, month: Month, entry: Entry) -> None:
        """Add a line at the end of a sheet, said to be typed by the actor where that is not the member."""
        entry = entry._replace(recorded_by=self._recorder(member))
        path = sheet_path(month, member)
        text = self._text(path)
        self.texts[path] = appended(path, None if text is None else text.encode(), [tree(entry)])

    def edit(self, row: Edited, theirs: Collection[Key]) -> None:
        """Give a line what its row says now, by a correction where its month is closed."""
        member, entry = row.noted.member, row.noted.entry
        if row.both and (member, entry.id) not in theirs:
            self.left.append(Left(row, T("edited here too since the last import: what stands here is kept")))
        elif self.actor not in (member, entry.recorded_by):
            self.left.append(Left(row, T("it belongs to {member}: nobody else changes it", member=member)))
        elif ctx.closed_by(row.noted.month, self.files):
            self._correct(row)
        else:
            self._rewrite(row)

    def _rewrite(self, row: Edited) -> None:
        member, now = row.noted.member, row.entry
        path = sheet_path(row.noted.month, member)
        month = ctx.open_month(Month.of(now.last), self.files)
        text, index = self._found(path, now.id)
        if month == row.noted.month:
            wanted = {name: new for name, _, new in row.changes}
            self.texts[path] = spliced(text, index, {**wanted, "source": row.source})
        else:
            data = without(text, index)
            self.texts[path] = None if data is None else data.decode()
            self.note(member, month, now)
        self.edited.append(row)

    def _correct(self, row: Edited) -> None:
        member, entry = row.noted.member, row.noted.entry
        wanted = {name: new for name, _, new in row.changes if name in CORRECTABLE}
        fixed = [FIELDS[name] for name, _, _ in row.changes if name not in CORRECTABLE]
        if fixed:
            why = T("{month} is closed: {fields} stay as they are", month=row.noted.month, fields=fixed)
            self.left.append(Left(row, why))
        if not wanted:
            return
        month = ctx.open_month(row.noted.month, self.files)
        path = sheet_path(month, member)
        earlier = self._correction(path, entry.id)
        if earlier is not None:
            self.texts[path] = spliced(self._text(path) or "", earlier, {**wanted, "source": row.source})
        else:
            right = entry._replace(id=self._fresh(row), corrects=entry.id, source=row.source, **wanted)
            self.note(member, month, right)
        self.corrected.append((month, row))

    def _fresh(self, row: Edited) -> str:
        """An id for a correction, the same in every clone."""
        member = row.noted.member
        found = source.parse(row.source)
        assert found is not None
        return source.entry_id(member, found, {one.entry.id for one in noted(self._files(), {member})})

    def _recorder(self, member: str) -> str | None:
        return self.actor if self.actor != member else None

    def _files(self) -> Mapping[str, bytes]:
        return Overlay(self.files, {path: text.encode() if text else None for path, text in self.texts.items()})

    def _text(self, path: str) -> str | None:
        if path in self.texts:
            return self.texts[path]
        return text_of(path, self.files[path]) if path in self.files else None

    def _items(self, path: str) -> list[Any]:
        text = self._text(path)
        root = read(path, text.encode(), SHEET_LIMIT).root if text else None
        return root if isinstance(root, list) else []

    def _found(self, path: str, entry_id: str) -> tuple[str, int]:
        index = next(i for i, item in enumerate(self._items(path)) if item.get("id") == entry_id)
        return self._text(path) or "", index

    def _correction(self, path: str, target: str) -> int | None:
        items = enumerate(self._items(path))
        return next((i for i, item in items if isinstance(item, dict) and item.get("corrects") == target), None)


def _judged(files: Mapping[str, bytes], changes: Mapping[str, bytes | None]) -> tuple[Finding, ...]:
    """The warnings the rows cause; Refused with the errors, were there one."""
    after = Overlay(files, changes)
    found: list[Finding] = []
    places = [place for place in map(sheet_of, changes) if place]
    for member in sorted({handle for _, handle in places}):
        touched = {month for month, handle in places if handle == member}
        few = Few(after, member, touched)
        months = touched | {Month.of(entry.last) for sheet in few.sheets.values() for _, entry in sheet.entries}
        found += caused(Few(files, member, months), Few(after, member, months))
    wrong = tuple(one for one in found if one.severity == "error")
    if wrong:
        raise Refused(T("nothing was written"), findings=wrong, files=after)
    return tuple(found)


def _message(file: File, found: Plan, writer: _Writer, actor: str, reason: str) -> Message:
    """The file, its fingerprint and the counts; every line as a record."""
    name = visible(file.name)
    counts = f"{len(found.new)} new, {len(writer.edited)} edited, {len(writer.corrected)} corrected"
    said = f"{reason.strip()}\n\n" if reason.strip() else ""
    body = f"{said}File: {name}\nSHA-256: {file.sha256}\n{counts}, {len(found.unchanged)} unchanged"
    touched = [(new.line.member, new.entry.id) for new in found.new]
    rows = (*writer.edited, *(row for _, row in writer.corrected))
    touched += [(row.noted.member, row.noted.entry.id) for row in rows]
    records = tuple(("Coop-Record", f"{member}/{entry_id}") for member, entry_id in touched)
    trailers = (("Coop-Op", "contrib.import"), ("Coop-Actor", actor), *records)
    return Message(f"contrib: import {name}, {counts}", body, trailers)

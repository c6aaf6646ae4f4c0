"""Adding, editing and removing lines of the contribution board."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from coopctl import context as ctx
from coopctl import entry as line
from coopctl.document.write import emit
from coopctl.edits.few import Few, caused, text_of
from coopctl.entry import Entry, sheet_path
from coopctl.problem import Finding, NotHere, Refused
from coopctl.snapshot import Edit, Message, Overlay, Snapshot
from coopctl.values import Cents, Hours, Month
from coopctl.words import T

ALPHABET = "abcdefghijklmnopqrstuvwxyz23456789"


class Change(NamedTuple):
    """What an edit of the board would do, for people: the edit, the lines as they will be, remarks."""

    edit: Edit
    lines: tuple[tuple[Month, Entry], ...]
    remarks: tuple[Finding, ...]
    month: Month
    month_hours: Hours
    month_amount: Cents


def new_id(random: Callable[[int], bytes]) -> str:
    """A fresh id: a letter, then seven of a-z 2-9 (about 40 bits). ``random`` gives n random bytes."""
    number = int.from_bytes(random(8), "big")
    number, first = divmod(number, 26)
    rest = []
    for _ in range(7):
        number, digit = divmod(number, 34)
        rest.append(ALPHABET[digit])
    return ALPHABET[first] + "".join(rest)


def add(
    snapshot: Snapshot, member: str, entries: Sequence[Entry], actor: str, today: dt.date, reason: str = ""
) -> Change:
    """Note lines for a member: each goes to the sheet of its month, or of the open month if that one is closed.

    Raises Refused with the findings the lines would cause, NotHere where the member is unknown.
    """
    files = snapshot.files
    _someone(files, member)
    for entry in entries:
        if entry.last > today:
            raise Refused(
                T("{date} is after today, {today}: work is noted once it is done", date=entry.last, today=today),
                "coopctl contrib add … --date DATE",
            )
    placed = [(ctx.open_month(Month.of(entry.last), files), entry) for entry in entries]
    changes: dict[str, bytes | None] = {}
    for month in dict.fromkeys(month for month, _ in placed):
        path = sheet_path(month, member)
        text = appended(path, files.get(path), [line.tree(entry) for where, entry in placed if where == month])
        changes[path] = text.encode()
    subject = _subject(member, [entry for _, entry in placed])
    records = tuple(("Coop-Record", f"{member}/{entry.id}") for entry in entries)
    message = Message(subject, reason, (("Coop-Op", "contrib.add"), ("Coop-Actor", actor), *records))
    try:
        return judged(snapshot, member, changes, message, placed, today)
    except Refused as refused:
        raise _again(refused) from None


def _again(refused: Refused) -> Refused:
    """The same findings, with a way out that fits lines that were not written: add them again otherwise."""
    edit = re.compile(r"coopctl contrib (?:edit \S+|remove .*)")
    found = tuple(
        one._replace(cure=edit.sub("coopctl contrib add …", one.cure) if one.cure else None) for one in refused.findings
    )
    return Refused(refused.text, refused.cure, found, refused.files)


def judged(
    snapshot: Snapshot,
    member: str,
    changes: Mapping[str, bytes | None],
    message: Message,
    placed: Sequence[tuple[Month, Entry]],
    today: dt.date,
) -> Change:
    """The change, or Refused with every finding it would cause in what it touches or names."""
    months = {month for month, _ in placed} | {Month.of(entry.last) for _, entry in placed}
    months |= {found[0] for found in map(line.sheet_of, changes) if found}
    after = Few(Overlay(snapshot.files, changes), member, months)
    found = caused(Few(snapshot.files, member, months), after)
    wrong = tuple(one for one in found if one.severity == "error")
    if wrong:
        raise Refused(T("nothing was written"), findings=wrong, files=after.files)
    shown = placed[-1][0] if placed else max(months, default=Month.of(today))
    sheet = after.sheets.get(sheet_path(shown, member))
    present = [entry for _, entry in sheet.entries] if sheet else []
    hours = Hours(sum(entry.hours for entry in present if not entry.corrects))
    total = Cents(sum(entry.amount for entry in present if not entry.corrects))
    edit = Edit(snapshot.revision, changes, message)
    return Change(edit, tuple(placed), tuple(found), shown, hours, total)


def appended(path: str, data: bytes | None, items: Sequence[Mapping[str, Any]]) -> str:
    """A sheet's text with lines added at its end; what was there stays to the byte."""
    if data is None:
        return emit(list(items), line.MODELINE)
    text = data.decode(errors="replace")
    if "\ufffd" not in text and _plain_list(text):
        return (text if text.endswith("\n") else text + "\n") + emit(list(items))
    text = text_of(path, data)
    from coopctl.document.edit import append

    for item in items:
        text = append(text, (), item)
    return text


def _plain_list(text: str) -> bool:
    """Whether the file is a block list at the margin, to whose end a line can simply be added."""
    heads = [row for row in text.split("\n") if row and not row.startswith(("#", " "))]
    return bool(heads) and all(row.startswith("- ") for row in heads)


def _someone(files: Mapping[str, bytes], member: str) -> None:
    if f"members/{member}.yaml" not in files:
        raise NotHere(T("there is no member {member} in this ledger", member=member), "coopctl member")


def _subject(member: str, entries: Sequence[Entry]) -> str:
    if len(entries) == 1:
        one = entries[0]
        return f"contrib: {member}, {one.circle or 'no circle'}, {one.hours.fixed} h"
    hours = Hours(sum(entry.hours for entry in entries))
    return f"contrib: {member}, {len(entries)} lines, {hours.fixed} h"

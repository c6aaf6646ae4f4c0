"""Changing and taking back lines of the board: freely while their month is open, by a correction after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from coopctl import context as ctx
from coopctl import entry as board
from coopctl.document import edit as splice
from coopctl.document.read import read
from coopctl.edits.board import Change, appended, judged
from coopctl.edits.few import text_of
from coopctl.entry import Entry, sheet_path
from coopctl.handles import current, former
from coopctl.page import Page
from coopctl.problem import NotHere, Refused
from coopctl.snapshot import Message, Snapshot
from coopctl.values import Hours, Month
from coopctl.words import T

CORRECTABLE = {"hours", "rate", "waived", "what", "need"}


class Found(NamedTuple):
    """A line of the board and where it stands."""

    path: str
    month: Month
    member: str
    position: int
    entry: Entry


def locate(files: Mapping[str, bytes], reference: str, member: str | None = None) -> list[Found]:
    """Every line a reference names: ``loic/k7m3qa2w``, or ``k7m3qa2w`` (of ``member`` first, then of anyone)."""
    handle, _, entry_id = reference.rpartition("/")
    own = handle or member
    own = current(files, own) if own else None
    if own:
        found = [hit for hit in _search(files, entry_id, own) if hit.entry.id == entry_id]
        if found or handle:
            return found
    return [hit for hit in _search(files, entry_id, None) if hit.entry.id == entry_id]


def one(files: Mapping[str, bytes], reference: str, member: str | None = None) -> Found:
    """The one line a reference names; NotHere if none; Refused, naming them, if several."""
    found = locate(files, reference, member)
    if not found:
        raise NotHere(T("there is no line {id} on the board", id=reference), "coopctl contrib list")
    if len(found) > 1:
        names = [f"{hit.member}/{hit.entry.id}" for hit in found]
        raise Refused(T("{id} names several lines: {names}", id=reference, names=names))
    return found[0]


def _search(files: Mapping[str, bytes], entry_id: str, member: str | None) -> Iterator[Found]:
    wanted = entry_id.encode()
    owners = {member, *former(files, member)} if member else None
    for path in sorted(files, reverse=True):
        place = board.sheet_of(path)
        if place is None or (owners and place[1] not in owners) or wanted not in (data := files[path]):
            continue
        for index, entry in Page(path, data).sheet.entries:
            if entry_id in (entry.id, entry.corrects):
                yield Found(path, place[0], member or current(files, place[1]), index, entry)


def edit(
    snapshot: Snapshot,
    found: Found,
    wanted: Mapping[str, Any],
    actor: str,
    today: dt.date,
    fresh_id: str,
    reason: str = "",
) -> Change:
    """Give a line other values (``wanted``: field → value, None takes the key away).

    In a closed month the line stays and a correction (``fresh_id``) goes to the open month; only its
    hours, rate, waiver and text can be put right there.
    """
    _own(found, actor)
    if ctx.closed_by(found.month, snapshot.files):
        return _correct(snapshot, found, wanted, actor, today, fresh_id, reason)
    changed = with_values(found.entry, wanted)
    if changed == found.entry:
        raise Refused(T("nothing changes: line {id} already says this", id=found.entry.id))
    month = ctx.open_month(Month.of(changed.last), snapshot.files)
    changes: dict[str, bytes | None] = {}
    text = text_of(found.path, snapshot.files[found.path])
    if month == found.month:
        changes[found.path] = spliced(text, found.position, wanted).encode()
    else:
        changes[found.path] = without(text, found.position)
        path = sheet_path(month, found.member)
        changes[path] = appended(path, snapshot.files.get(path), [board.tree(changed)]).encode()
    return judged(snapshot, found.member, changes, _message("edit", found, actor, reason), [(month, changed)], today)


def with_values(entry: Entry, wanted: Mapping[str, Any]) -> Entry:
    """The line with other values; None takes a key away."""
    values: dict[str, Any] = {**wanted, "waived": bool(wanted.get("waived", entry.waived))}
    return entry._replace(**values)


def remove(snapshot: Snapshot, found: Found, actor: str, today: dt.date, fresh_id: str, reason: str = "") -> Change:
    """Take a line back: removed while its month is open, cancelled by a correction of 0 hours after."""
    _own(found, actor)
    if ctx.closed_by(found.month, snapshot.files):
        return _correct(snapshot, found, {"hours": Hours(0)}, actor, today, fresh_id, reason)
    text = text_of(found.path, snapshot.files[found.path])
    changes = {found.path: without(text, found.position)}
    return judged(snapshot, found.member, changes, _message("remove", found, actor, reason), [], today)


def _own(found: Found, actor: str) -> None:
    """In an open month a line belongs to its member and to whoever recorded it."""
    if actor not in (found.member, found.entry.recorded_by):
        raise Refused(
            T("line {id} belongs to {member}: nobody else changes it", id=found.entry.id, member=found.member),
            f"coopctl contrib show {found.member}/{found.entry.id}",
        )


def _correct(
    snapshot: Snapshot,
    found: Found,
    wanted: Mapping[str, Any],
    actor: str,
    today: dt.date,
    fresh_id: str,
    reason: str,
) -> Change:
    beyond = sorted(set(wanted) - CORRECTABLE)
    if beyond:
        raise Refused(
            T(
                "{month} is closed: a correction gives the right hours and rate, not {keys}",
                month=found.month,
                keys=beyond,
            ),
            f"coopctl contrib edit {found.entry.id} --hours 0",
        )
    target = found.entry.corrects or found.entry.id
    month = ctx.open_month(found.month, snapshot.files)
    path = sheet_path(month, found.member)
    found = standing(snapshot.files, target, found)
    values = {"recorded_by": actor if actor != found.member else None, **wanted}
    right = found.entry._replace(id=fresh_id, corrects=target, source=None, **values)
    earlier = _correction_in(snapshot.files, path, target)
    if earlier is not None:
        right = with_values(found.entry, wanted)
        text = spliced(text_of(path, snapshot.files[path]), earlier, wanted)
    else:
        text = appended(path, snapshot.files.get(path), [board.tree(right)])
    changes = {path: text.encode()}
    return judged(snapshot, found.member, changes, _message("correct", found, actor, reason), [(month, right)], today)


def standing(files: Mapping[str, bytes], target: str, found: Found) -> Found:
    """What stands for a line now: its last correction (by month, then by position), or the line itself."""
    hits = [hit for hit in _search(files, target, found.member) if target in (hit.entry.id, hit.entry.corrects)]
    return max(hits, key=lambda hit: (hit.month, hit.position), default=found)


def _correction_in(files: Mapping[str, bytes], path: str, target: str) -> int | None:
    root = read(path, files[path]).root if path in files else None
    places = [
        index
        for index, item in enumerate(root if isinstance(root, list) else [])
        if isinstance(item, dict) and item.get("corrects") == target
    ]
    return places[-1] if places else None


def spliced(text: str, index: int, wanted: Mapping[str, Any]) -> str:
    """A sheet's text with some values of one line changed, and nothing else."""
    for key, value in wanted.items():
        root = read("", text.encode()).root
        present = isinstance(root, list) and key in root[index]
        if value is None or value is False:
            text = splice.remove(text, (index, key)) if present else text
        elif present:
            text = splice.set_value(text, (index, key), value)
        else:
            text = splice.add_key(text, (index,), key, value, board.KEYS)
    return text


def without(text: str, index: int) -> bytes | None:
    """A sheet without one line; None where none is left."""
    root = read("", text.encode()).root
    return None if isinstance(root, list) and len(root) == 1 else splice.remove(text, (index,)).encode()


def _message(verb: str, found: Found, actor: str, reason: str) -> Message:
    entry = found.entry
    subject = f"contrib: {verb} {found.member}/{entry.id}, {entry.circle or 'no circle'}"
    record = ("Coop-Record", f"{found.member}/{entry.id}")
    return Message(subject, reason, (("Coop-Op", f"contrib.{verb}"), ("Coop-Actor", actor), record))

"""What an import would change: rows of a board against what is already noted. Nothing is dropped in silence."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from coopctl.entry import Entry
from coopctl.importing import source
from coopctl.importing.board import Line
from coopctl.importing.source import Source
from coopctl.importing.spelling import fold
from coopctl.values import Month

FIELDS = ("date", "until", "circle", "hours", "rate", "what")
"""What a board says of an entry; all else (role, waived, recorded_by) is the ledger's own."""


class Noted(NamedTuple):
    """An entry that is already in the ledger, and the sheet it stands in."""

    member: str
    month: Month
    entry: Entry


class New(NamedTuple):
    """A row to note, in the sheet of ``month``."""

    month: Month
    line: Line
    entry: Entry


class Edited(NamedTuple):
    """A row that changed in the spreadsheet since it was imported.

    ``changes`` holds (field, in the ledger, in the spreadsheet); ``source`` is the new fingerprint.
    ``both`` where the ledger's entry was edited too: the person must choose. In a closed month the
    caller makes a correction of it (``entry.Entry(corrects=…, source=edited.source)``).
    """

    noted: Noted
    line: Line
    changes: tuple[tuple[str, Any, Any], ...]
    source: str
    both: bool

    @property
    def entry(self) -> Entry:
        """The entry as the spreadsheet has it now; what only the ledger knows stays."""
        return self.noted.entry._replace(source=self.source, **{name: new for name, _, new in self.changes})


class Plan(NamedTuple):
    """All that an import would do, and all it would leave."""

    new: tuple[New, ...] = ()
    edited: tuple[Edited, ...] = ()
    unchanged: tuple[Noted, ...] = ()
    kept: tuple[tuple[Line, Noted], ...] = ()
    """Edited in the ledger since the import, unchanged in the spreadsheet: left as they are."""
    gone: tuple[Noted, ...] = ()
    """Imported before, in a month this file covers, and in no row of it now: left as they are."""
    doubles: tuple[tuple[Line, Noted], ...] = ()
    """New rows that look like something noted by hand: imported, and worth a question."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.new and not self.edited


class _Pair(NamedTuple):
    line: Line
    noted: Noted


def plan(lines: Sequence[Line], noted: Iterable[Noted], sheet_month: Callable[[dt.date], Month]) -> Plan:
    """Compare rows with the ledger.

    ``noted`` holds every entry of the members concerned, in whatever month, corrections included.
    ``sheet_month`` gives the month whose sheet takes work of a day (its own, or the open one).
    The same lines, once written, give an empty plan.
    """
    everything = tuple(noted)
    present = _corrected(everything)
    imported = [one for one in present if source.parse(one.entry.source)]
    pairs, rows, rest = _by_identity(lines, imported)
    if _seen_before(lines, pairs, rows, rest):
        again, rows, rest = _by_likeness(rows, rest, _NEAR)
        pairs += again
    covered = {(line.member, Month.of(line.date)) for line in lines} if pairs else set()
    numbers = _Numbers(everything)
    return _sorted_out(pairs, numbers)._replace(
        new=tuple(_new(rows, everything, numbers, sheet_month)),
        gone=tuple(one for one in rest if (one.member, Month.of(one.entry.date)) in covered),
        doubles=tuple(_doubles(rows, present)),
    )


def _corrected(noted: Sequence[Noted]) -> list[Noted]:
    """Entries with their corrections applied: what is right is compared, under the first one's id."""
    found = {(one.member, one.entry.id): one for one in noted if one.entry.corrects is None}
    roots = {(one.member, one.entry.id): one.entry.corrects for one in noted if one.entry.corrects}
    for one in sorted((one for one in noted if one.entry.corrects), key=lambda one: one.month):
        root = one.entry.corrects
        for _ in roots:
            root = roots.get((one.member, root or ""), root)
        if first := found.get((one.member, root or "")):
            right = one.entry
            entry = first.entry._replace(hours=right.hours, rate=right.rate, source=right.source or first.entry.source)
            found[one.member, first.entry.id] = first._replace(entry=entry)
    return list(found.values())


def _by_identity(lines: Sequence[Line], imported: Sequence[Noted]) -> tuple[list[_Pair], list[Line], list[Noted]]:
    """Pair rows with entries of the same identity: first where the values agree, then in order."""
    groups: dict[tuple[str, str], list[Noted]] = defaultdict(list)
    for one in sorted(imported, key=_number):
        groups[one.member, _source(one).identity].append(one)
    pairs: list[_Pair] = []
    rows = list(lines)
    for agree in (_as_imported, _as_noted, _anything):
        rows = _take(rows, pairs, lambda line: groups[line.member, _identity(line)], agree)
    return pairs, rows, [one for group in groups.values() for one in group]


def _take(
    rows: Iterable[Line],
    pairs: list[_Pair],
    group_of: Callable[[Line], list[Noted]],
    agree: Callable[[Line, Noted], bool],
) -> list[Line]:
    """Pair what agrees, taking each entry once; gives the rows that found none."""
    left = []
    for line in rows:
        group = group_of(line)
        hit = next((one for one in group if agree(line, one)), None)
        if hit is None:
            left.append(line)
        else:
            group.remove(hit)
            pairs.append(_Pair(line, hit))
    return left


_NEAR: tuple[tuple[str, ...], ...] = (
    ("date", "circle", "hours", "rate"),
    ("date", "what", "hours", "rate"),
    ("what", "circle", "hours", "rate"),
    ("date", "what"),
)
"""What must agree for a row and an entry to be one whose words, circle or day were edited, closest first."""


def _seen_before(lines: Sequence[Line], pairs: list[_Pair], rows: list[Line], rest: list[Noted]) -> bool:
    """Whether this board was imported before: at least half of its rows are found again.

    Else what looks alike belongs to another board of the same month, and none of it is an edit of this one.
    """
    again, _, _ = _by_likeness(rows, rest, _NEAR[:3])
    return bool(lines) and 2 * (len(pairs) + len(again)) >= len(lines)


def _by_likeness(
    rows: list[Line], rest: list[Noted], levels: Sequence[tuple[str, ...]]
) -> tuple[list[_Pair], list[Line], list[Noted]]:
    """Pair what is left where all but one or two fields agree, in order."""
    pairs: list[_Pair] = []
    for level in levels:
        groups: dict[tuple[Any, ...], list[Noted]] = defaultdict(list)
        for one in rest:
            groups[one.member, *_face(one.entry, level)].append(one)
        rows = _take(rows, pairs, partial(_group, groups, level), _anything)
        rest = [one for group in groups.values() for one in group]
    return pairs, rows, rest


def _group(groups: Mapping[tuple[Any, ...], list[Noted]], level: tuple[str, ...], line: Line) -> list[Noted]:
    return groups.get((line.member, *_face(line, level)), [])


def _face(one: Line | Entry, level: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(fold(one.what) if name == "what" else getattr(one, name) for name in level)


def _sorted_out(pairs: list[_Pair], numbers: _Numbers) -> Plan:
    edited, unchanged, kept = [], [], []
    for line, noted in pairs:
        was, identity, values = _source(noted), _identity(line), _values(line)
        changes = _changes(line, noted.entry)
        if not changes:
            unchanged.append(noted)
        elif (was.identity, was.values) == (identity, values):
            kept.append((line, noted))
        else:
            number = was.number if was.identity == identity else numbers.next(line)
            fingerprint = str(Source(identity, number, values))
            edited.append(Edited(noted, line, changes, fingerprint, _moved_here(noted)))
    return Plan(edited=tuple(edited), unchanged=tuple(unchanged), kept=tuple(kept))


class _Numbers:
    """The next free number of an identity."""

    def __init__(self, noted: Iterable[Noted]) -> None:
        self.used: dict[tuple[str, str], set[int]] = defaultdict(set)
        for one in noted:
            if found := source.parse(one.entry.source):
                self.used[one.member, found.identity].add(found.number)

    def next(self, line: Line) -> int:
        used = self.used[line.member, _identity(line)]
        number = next(n for n in range(1, len(used) + 2) if n not in used)
        used.add(number)
        return number


def _changes(line: Line, entry: Entry) -> tuple[tuple[str, Any, Any], ...]:
    return tuple(
        (name, getattr(entry, name), getattr(line, name))
        for name in FIELDS
        if getattr(entry, name) != getattr(line, name)
    )


def _moved_here(noted: Noted) -> bool:
    """Whether the ledger's entry is no longer what was imported."""
    was, entry = _source(noted), noted.entry
    same = source.identity(noted.member, entry.date, entry.until, entry.circle, entry.what) == was.identity
    return not same or source.values(entry.hours, entry.rate, entry.what) != was.values


def _new(
    rows: Iterable[Line], noted: Iterable[Noted], numbers: _Numbers, sheet_month: Callable[[dt.date], Month]
) -> Iterator[New]:
    taken: dict[str, set[str]] = defaultdict(set)
    for one in noted:
        taken[one.member].add(one.entry.id)
    for line in rows:
        found = Source(_identity(line), numbers.next(line), _values(line))
        name = source.entry_id(line.member, found, taken[line.member])
        taken[line.member].add(name)
        entry = Entry(
            name, line.date, line.hours, line.rate, line.what, circle=line.circle, until=line.until, need=line.need,
            source=str(found),
        )  # fmt: skip
        yield New(sheet_month(line.until or line.date), line, entry)


def _doubles(rows: Iterable[Line], present: Iterable[Noted]) -> Iterator[tuple[Line, Noted]]:
    level = ("date", "hours", "what")
    by_hand = {(one.member, *_face(one.entry, level)): one for one in present if not source.parse(one.entry.source)}
    for line in rows:
        if found := by_hand.get((line.member, *_face(line, level))):
            yield line, found


def _identity(line: Line) -> str:
    return source.identity(line.member, line.date, line.until, line.circle, line.what)


def _values(line: Line) -> str:
    return source.values(line.hours, line.rate, line.what)


def _source(noted: Noted) -> Source:
    found = source.parse(noted.entry.source)
    assert found is not None
    return found


def _number(noted: Noted) -> int:
    return _source(noted).number


def _as_imported(line: Line, noted: Noted) -> bool:
    return _source(noted).values == _values(line)


def _as_noted(line: Line, noted: Noted) -> bool:
    return (noted.entry.hours, noted.entry.rate) == (line.hours, line.rate)


def _anything(line: Line, noted: Noted) -> bool:
    return True

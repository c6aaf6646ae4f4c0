"""The lines of the board that an entry notes, changes or takes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from coopctl.audit.facts import Touched
from coopctl.audit.sheets import Seen
from coopctl.entry import Entry, sheet_of
from coopctl.values import Month


class Moved(NamedTuple):
    """A line before and after; None: it does not stand in this sheet. ``row`` counts in the sheet after."""

    path: str
    month: Month
    member: str
    before: Entry | None
    after: Entry | None
    row: int | None

    @property
    def id(self) -> str:
        one = self.after or self.before
        assert one is not None
        return one.id

    @property
    def record(self) -> str:
        """As entries name it: ``loic/k7m3qa2w``."""
        return f"{self.member}/{self.id}"


def moved(side: Iterable[Touched], both: Callable[[str], tuple[Seen, Seen]]) -> list[Moved]:
    """Every line that differs between two states, sheet by sheet; ``both`` reads a sheet in each of them."""
    return [one for touched in side if sheet_of(touched.path) for one in _of_sheet(touched.path, *both(touched.path))]


def _of_sheet(path: str, before: Seen, after: Seen) -> Iterator[Moved]:
    place = sheet_of(path)
    assert place is not None
    old, new = before.lines, after.lines
    for name, now in new.items():
        was = old.get(name)
        if was is None or was[1] != now[1]:
            yield Moved(path, *place, was and was[1], now[1], now[0])
    for name, was in old.items():
        if name not in new:
            yield Moved(path, *place, was[1], None, None)


def put_right(found: Iterable[Moved], counted: Callable[[Moved], bool]) -> frozenset[tuple[str, str]]:
    """Lines, by member and id, that sharing put where a month was closed while they were changed elsewhere.

    One that was counted goes back to what it was then, and another gives its new values (0 hours: it was taken out);
    one that was not goes, as it is, to another month. Nobody is paid otherwise by it.
    """
    told = list(found)
    corrections = {(one.member, one.after.corrects): one for one in told if one.after and one.before is None}
    gone = {(one.member, one.id): one.before for one in told if one.after is None}
    right: set[tuple[str, str]] = set()
    for one in told:
        name, other = (one.member, one.id), corrections.get((one.member, one.id))
        if one.before is None and gone.get(name) == one.after:
            right.add(name)
        elif one.after and other and other.after and counted(one) and _worth(other.after) == _worth(one.before):
            right |= {name, (one.member, other.id)}
    return frozenset(right)


def _worth(one: Entry | None) -> tuple[object, ...]:
    """What a line says is due; nothing for one that is not there, or of no hours."""
    return () if one is None or not one.hours else (one.hours, one.rate, one.waived)


def line_number(data: bytes | None, name: str) -> int | None:
    """Where a line of the board begins in its file: the line that holds its id, from 1."""
    for number, text in enumerate((data or b"").split(b"\n"), 1):
        if name.encode() in text and b"id:" in text:
            return number
    return None

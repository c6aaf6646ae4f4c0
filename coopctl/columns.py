"""A contribution sheet read in one go: the columns of a sheet that coopctl wrote, without a tree in between.

One anchored expression takes whole lines in canonical form. Whatever it does not take, right or wrong, is read the
longer ways (``document.read``); a test throws mutated sheets at all of them and holds them to one verdict. The columns
are what rules look at first: most have nothing to say of a sheet, and its lines are then never made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, NamedTuple

from coopctl import values
from coopctl.characters import ODD
from coopctl.document.quick import MOST_VALUES, OPENERS, Readings, unescaped
from coopctl.entry import Entry
from coopctl.values import MAX_TEXT, Hours, Rate

_SLUG = "[a-z0-9-]{1,40}"
_ID = "[a-z][a-z2-9]{7}"
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_NUMBER = "[0-9.-]{1,13}"
_PLAIN = rf"(?:[^\W_]|[{OPENERS}])[^\n:#]*(?:(?::(?![ \n])|(?<! )#)[^\n:#]*)*"
_HEAD = re.compile(r"(?:#[ -~]*\n)*")
_LINE = re.compile(
    rf"(?m:^)- id: ({_ID})\n  date: ({_DAY})\n(?:  until: ({_DAY})\n)?"
    rf"(?:  circle: ({_SLUG})\n)?(?:  role: ({_SLUG})\n)?(?:  need: ({_SLUG})\n)?"
    rf"  hours: ({_NUMBER})\n  rate: ({_NUMBER})\n"
    rf'  what: (?:"((?:[^"\\\n]|\\["\\n])*)"|({_PLAIN}))\n'
    rf"(?:  recorded_by: ({_SLUG})\n)?(?:  waived: (true|false)\n)?(?:  corrects: ({_ID})\n)?"
    r"(?:  source: ([a-z0-9][a-z0-9.:-]{2,78}[a-z0-9.-])\n)?"
)
_REQUIRED = 5


class Columns(NamedTuple):
    """The lines of a sheet, field by field, in the file's order. Days are ISO texts; what is absent is ""."""

    ids: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    untils: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    hours: tuple[Hours, ...] = ()
    rates: tuple[Rate, ...] = ()
    whats: tuple[str, ...] = ()
    recorders: tuple[str, ...] = ()
    waived: tuple[bool, ...] = ()
    corrects: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Columns:
        """The columns of lines that were read another way."""
        return cls(*zip(*map(_row, entries), strict=True))

    def entries(self) -> tuple[Entry, ...]:
        """The lines, made now."""
        untils = (_DAYS[day] if day else None for day in self.untils)
        optional = (map(_or_none, column) for column in (self.circles, self.roles))
        late = (map(_or_none, column) for column in (self.corrects, self.sources, self.needs))
        rows = zip(
            self.ids, map(_DAYS.__getitem__, self.dates), self.hours, self.rates, self.whats, *optional, untils,
            map(_or_none, self.recorders), self.waived, *late, strict=True,
        )  # fmt: skip
        return tuple(map(Entry._make, rows))


def columns(data: bytes) -> Columns | None:
    """The columns of a sheet in canonical form, None for any other bytes."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    start = _HEAD.match(text).end()  # type: ignore[union-attr]
    found = _LINE.findall(text, start)
    if not found or text[-1] != "\n":
        return None
    ids, dates, untils, circles, roles, needs, hours, rates, quoted, plain, recorders, waived, corrects, sources = zip(
        *found, strict=True
    )
    whole = _REQUIRED * len(ids)
    for column in (untils, circles, roles, needs, recorders, waived, corrects, sources):
        whole += len(column) - column.count("")
    if text.count("\n", start) != whole or 2 * (whole + len(ids)) + 6 > MOST_VALUES:
        return None
    whats = tuple(map(_what, quoted, plain)) if "" in plain else plain
    if not _sound(whats) or (whats is not plain and not all(map(str.strip, whats))):
        return None
    if "\\" in text and not unicodedata.is_normalized("NFC", text):  # an accent after \n joins the n of the escape
        return None
    try:
        for day in {*dates, *untils}:
            _ = day and _DAYS[day]
        for slug in {*circles, *roles, *needs, *recorders}:
            _ = slug and _SLUGS[slug]
        return Columns(
            ids, dates, untils, circles, roles,
            tuple(map(_HOURS.__getitem__, hours)), tuple(map(_RATES.__getitem__, rates)), whats, recorders,
            tuple(map("true".__eq__, waived)), corrects, sources, needs,
        )  # fmt: skip
    except ValueError:
        return None


def _sound(whats: tuple[str, ...]) -> bool:
    """Whether these texts are what a stricter reader would take too; all else of a line is plain ASCII already."""
    text = "\n".join(whats)
    if "\t" in text or "\r" in text or " \n" in text or text[-1:] == " ":
        return False
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        return False
    too_long = len(text) > MAX_TEXT and max(map(len, whats)) > MAX_TEXT
    return not too_long and ODD.search(text) is None


def _what(quoted: str, plain: str) -> str:
    return plain or unescaped(quoted)


_DAYS = Readings(values.parse_day)
_HOURS = Readings(values.parse_hours)
_RATES = Readings(values.parse_rate)
_SLUGS = Readings(values.parse_slug)


def _or_none(text: str) -> str | None:
    return text or None


def _row(entry: Entry) -> tuple[Any, ...]:
    return (
        entry.id, entry.date.isoformat(), entry.until.isoformat() if entry.until else "", entry.circle or "",
        entry.role or "", entry.hours, entry.rate, entry.what, entry.recorded_by or "", entry.waived,
        entry.corrects or "", entry.source or "", entry.need or "",
    )  # fmt: skip

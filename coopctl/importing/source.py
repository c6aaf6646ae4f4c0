"""The fingerprint of a row: how an import finds again, next month, what it has already noted.

``source`` is ``<identity>-<n>-<values>``:

- *identity* (``i`` and 10 hexadecimal digits): who, when, in which circle, and the words, folded so that
  neither the kind of file, its name, its encoding nor the order of its rows matters. Hours and rate are
  left out, so a row whose hours were edited is the same row with other values.
- *n*: the how-manieth row of that identity, so that two equal rows remain two contributions, while the
  same row imported twice in two clones shows as one fingerprint.
- *values* (6 digits): hours, rate and the exact words as they stood in the spreadsheet, so that it can be
  told who edited: the spreadsheet (its values moved) or the ledger (the entry moved, the spreadsheet did not).

It begins with a letter, so that no reader of YAML takes it for a number.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import NamedTuple

from coopctl.importing.spelling import fold
from coopctl.values import Hours, Rate

_FORM = re.compile(r"(i[0-9a-f]{10})-([1-9][0-9]{0,5})-([0-9a-f]{6})")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz23456789"


class Source(NamedTuple):
    """A fingerprint taken apart."""

    identity: str
    number: int
    values: str

    def __str__(self) -> str:
        return f"{self.identity}-{self.number}-{self.values}"


def parse(text: str | None) -> Source | None:
    """The parts of a fingerprint, None where an entry has none or another kind."""
    match = _FORM.fullmatch(text or "")
    return Source(match[1], int(match[2]), match[3]) if match else None


def identity(member: str, date: dt.date, until: dt.date | None, circle: str | None, what: str) -> str:
    """What stays of a row when its hours or its rate are edited."""
    words = fold(what) or what
    return "i" + _digest(member, date.isoformat(), until.isoformat() if until else "", circle or "", words)[:10]


def values(hours: Hours, rate: Rate, what: str) -> str:
    """What changes of a row when its hours, its rate or a letter of its words is edited."""
    return _digest(hours.stored, rate.stored, what)[:6]


def entry_id(member: str, source: Source, taken: frozenset[str] | set[str]) -> str:
    """An id for the entry of a row: the same in every clone, so that merging two imports gives one entry."""
    turn = 0
    while True:
        digest = hashlib.sha256(f"{member}\0{source.identity}\0{source.number}\0{turn}".encode()).digest()
        found = _ALPHABET[digest[0] % 26] + "".join(_ALPHABET[byte % 34] for byte in digest[1:8])
        if found not in taken:
            return found
        turn += 1


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()

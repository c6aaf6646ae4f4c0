"""The contributions of a ledger of the bench: plausible work, always the same for the same size.

A million of them are made in some seconds: they are drawn from few random numbers, and written without the general
emitter. A test compares what is written with what the emitter says.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bench.shape import Shape
from coopctl.document.write import scalar
from coopctl.entry import MODELINE, Entry, sheet_path
from coopctl.values import Hours, Month, Rate

WORK = (
    "Relecture de la lettre", "Réunion hebdo du cercle", "Migration du serveur de courriel", "Entretien de suivi",
    "Dossier Qualiopi, indicateur", "Permanence téléphonique", "Mise à jour du site: page", "Préparation de l'AG",
)  # fmt: skip
HOURS = tuple(map(Hours, (25, 50, 75, 100, 125, 150, 175, 200)))
RATES = tuple(map(Rate, (0, 1000, 1250, 1500, 1800, 2000, 2500, 3000)))
_LETTERS = "abcdefghijklmnopqrstuvwxyz23456789"
_PAIRS = [a + b for a in _LETTERS for b in _LETTERS]
_QUOTED = {work: scalar(f"{work} 1").startswith('"') for work in WORK}
_STORED = {number: number.stored for number in (*HOURS, *RATES)}
_IDS = 26 * 34**7
_STRIDE = 843_991_605_325
"""It shares no factor with the number of ids, so the ids of a ledger are all different."""


class Noted(NamedTuple):
    """What a member noted in a month."""

    month: Month
    member: str
    entries: list[Entry]

    @property
    def path(self) -> str:
        """Where the sheet lies."""
        return sheet_path(self.month, self.member)


def board(shape: Shape) -> Iterator[Noted]:
    """Every sheet of a ledger, month by month; each has nearly as many lines as the others."""
    rng = random.Random(shape.contributions)
    held = _held(shape)
    homes = [_home(shape.circles, number) for number in range(shape.members)]
    sheets, done = len(shape.months) * shape.members, 0
    for index in range(sheets):
        month, number = shape.months[index // shape.members], index % shape.members
        until = (index + 1) * shape.contributions // sheets
        if until > done:
            handle = f"m{number:03d}"
            days = [dt.date(*month, day) for day in range(1, month.last.day + 1)]
            roles = held.get((handle, month), ())
            entries = [_entry(rng.getrandbits(40), n, days, homes[number], roles) for n in range(done, until)]
            yield Noted(month, handle, entries)
        done = until


def _held(shape: Shape) -> dict[tuple[str, Month], list[str]]:
    found: dict[tuple[str, Month], list[str]] = {}
    for one in shape.mandates():
        for month in shape.months:
            if one.since <= month <= one.until:
                found.setdefault((one.member, month), []).append(one.role)
    return found


def _home(circles: Sequence[str], number: int) -> tuple[str | None, ...]:
    """Where a member's work goes: half of it to one circle, the rest to two more, or to none."""
    first, second, third = (circles[(number + step) % len(circles)] for step in (0, 1 + number // 7 % 2, 3))
    return first, first, first, first, second, second, third, None


def _entry(bits: int, number: int, days: list[dt.date], home: Sequence[str | None], roles: Sequence[str]) -> Entry:
    """One line of the board out of forty random bits."""
    bits, day = divmod(bits, len(days))
    circle, role = home[bits & 7], None
    if roles and not bits >> 3 & 3:
        circle, role = roles[number % len(roles)].split("/")
    several = not bits >> 5 & 31 and day + 2 < len(days)
    return Entry(
        _id(number),
        days[day],
        HOURS[bits >> 10 & 7],
        RATES[bits >> 13 & 7],
        f"{WORK[bits >> 16 & 7]} {number % 999 + 1}",
        circle,
        role,
        days[day + 2] if several else None,
        "m000" if not bits >> 19 & 63 else None,
        not bits >> 25 & 63,
    )


def _id(number: int) -> str:
    rest, last = divmod(number * _STRIDE % _IDS, 34)
    rest, third = divmod(rest, 1156)
    rest, second = divmod(rest, 1156)
    first, pair = divmod(rest, 1156)
    return _LETTERS[first] + _PAIRS[pair] + _PAIRS[second] + _PAIRS[third] + _LETTERS[last]


def text(entries: Sequence[Entry]) -> str:
    """The canonical text of a sheet."""
    return MODELINE + "\n" + "".join(map(_lines, entries))


def _lines(entry: Entry) -> str:
    work = entry.what.rpartition(" ")[0]
    return (
        f"- id: {entry.id}\n  date: {entry.date}\n"
        + (f"  until: {entry.until}\n" if entry.until else "")
        + (f"  circle: {entry.circle}\n" if entry.circle else "")
        + (f"  role: {entry.role}\n" if entry.role else "")
        + f"  hours: {_STORED[entry.hours]}\n  rate: {_STORED[entry.rate]}\n"
        + (f'  what: "{entry.what}"\n' if _QUOTED[work] else f"  what: {entry.what}\n")
        + (f"  recorded_by: {entry.recorded_by}\n" if entry.recorded_by else "")
        + ("  waived: true\n" if entry.waived else "")
    )

"""What a member usually does, from their own last sheets."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from coopctl import context as ctx
from coopctl.document.read import SHEET_LIMIT, read
from coopctl.entry import Entry, quick, sheet_path
from coopctl.importing.spelling import fold
from coopctl.values import Hours, Month, Rate
from coopctl.words import T, Text

MONTHS = 6
MOST = 6
"""How many months back habits are looked for, and how many tasks are offered."""


class Task(NamedTuple):
    """Something a member has done before."""

    what: str
    circle: str | None
    role: str | None
    rate: Rate
    hours: Hours

    @property
    def words(self) -> Text:
        """« Permanence, communication, 15 €/h »."""
        return T("{what}, {circle}, {rate}", what=self.what, circle=self.circle or T("no circle"), rate=self.rate)


class Facts(NamedTuple):
    """What a conversation knows of the ledger; ``roles`` names those of a circle, held by the member first."""

    today: dt.date
    tasks: tuple[Task, ...] = ()
    last: Task | None = None
    circles: Mapping[str, str] = {}
    roles: Mapping[str, tuple[str, ...]] = {}


def facts(files: Mapping[str, bytes], member: str, today: dt.date) -> Facts:
    """The open circles, their roles, and the member's habits."""
    entries = recent(files, member, today)
    circles, roles = {}, {}
    names = list(files)
    for path in names:
        if path.startswith("circles/") and path.endswith(".yaml"):
            tree = _tree(files, path)
            if ctx.life(tree).holds(today):
                circles[path[8:-5]] = str(tree.get("title") or path[8:-5])
    for slug in circles:
        found = [path for path in names if path.startswith(f"roles/{slug}/") and path.endswith(".yaml")]
        held = {path for path in found if any(span.holds(today) for span in ctx.held(_tree(files, path), member))}
        order = sorted(held) + [path for path in sorted(found) if path not in held]
        roles[slug] = tuple(path[len(slug) + 7 : -5] for path in order)
    last = _task(entries[-1]) if entries else None
    return Facts(today, usual(entries), last, circles, roles)


def recent(files: Mapping[str, bytes], member: str, today: dt.date) -> list[Entry]:
    """What a member noted in the last months, oldest first, corrections left out."""
    month = Month.of(today)
    found: list[Entry] = []
    for _ in range(MONTHS):
        root = _tree(files, sheet_path(month, member))
        lines = [quick(item) for item in root] if isinstance(root, list) else []
        found = [one for one in lines if one and not one.corrects] + found
        month = month.previous
    return found


def usual(entries: Iterable[Entry]) -> tuple[Task, ...]:
    """The tasks done most often, each as it was done last."""
    last: dict[tuple[str, str | None], Entry] = {}
    count: Counter[tuple[str, str | None]] = Counter()
    for entry in entries:
        key = fold(entry.what), entry.circle
        last[key] = entry
        count[key] += 1
    order = {key: place for place, key in enumerate(reversed(last))}
    ranked = sorted(last, key=lambda key: (-count[key], order[key]))
    return tuple(_task(last[key]) for key in ranked[:MOST])


def _task(entry: Entry) -> Task:
    return Task(entry.what, entry.circle, entry.role, entry.rate, entry.hours)


def _tree(files: Mapping[str, bytes], path: str) -> Any:
    data = files.get(path)
    found = read(path, data, SHEET_LIMIT).root if data is not None else None
    return found if found is not None else {}

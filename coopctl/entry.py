"""One line of the contribution board, and the quick reading of it.

``Entry`` is what every computation uses. :func:`quick` makes it from a tree without pydantic: it
accepts only what the model ``records.contribution.Contribution`` accepts (a test holds both to one
verdict) and says None for all else, which the model then words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from coopctl import values
from coopctl.values import Cents, Hours, Month, Rate

KEYS = (
    "id", "date", "until", "circle", "role", "need", "hours", "rate", "what", "recorded_by", "waived", "corrects",
    "source",
)  # fmt: skip
MODELINE = "# yaml-language-server: $schema=../../schemas/contributions.json"


class Entry(NamedTuple):
    """What a member did, the time it took, and the rate they grant themself."""

    id: str
    date: dt.date
    hours: Hours
    rate: Rate
    what: str
    circle: str | None = None
    role: str | None = None
    until: dt.date | None = None
    recorded_by: str | None = None
    waived: bool = False
    corrects: str | None = None
    source: str | None = None
    need: str | None = None

    @property
    def last(self) -> dt.date:
        """The last day of the work: ``until`` for a span, else the day itself."""
        return self.until or self.date

    @property
    def amount(self) -> Cents:
        """What the member grants themself, in cents; 0 where the pay is waived."""
        return Cents(0) if self.waived else values.amount(self.hours, self.rate)


class Sheet(NamedTuple):
    """What one member noted in one month. ``entries`` pairs each entry with its index in the file.

    ``member`` and ``month`` come from the path; an entry that cannot be read is not among them.
    """

    path: str
    month: Month
    member: str
    entries: tuple[tuple[int, Entry], ...]


def sheet_path(month: Month, member: str) -> str:
    """Where a member's sheet of a month lives."""
    return f"contributions/{month}/{member}.yaml"


def sheet_of(path: str) -> tuple[Month, str] | None:
    """The month and the member a sheet's path names, None if it is not a sheet's path."""
    parts = path.split("/")
    if len(parts) != 3 or parts[0] != "contributions" or parts[2][-5:] != ".yaml":
        return None
    month, member = _month(parts[1]), _member(parts[2][:-5])
    return (month, member) if month and member else None


@lru_cache(maxsize=10_000)
def _month(text: str) -> Month | None:
    try:
        return values.parse_month(text)
    except ValueError:
        return None


@lru_cache(maxsize=10_000)
def _member(text: str) -> str | None:
    try:
        return values.parse_slug(text)
    except ValueError:
        return None


_READ: dict[str, Callable[[str], Any]] = {
    "id": values.parse_entry_id,
    "date": values.parse_day,
    "until": values.parse_day,
    "circle": values.parse_slug,
    "role": values.parse_slug,
    "need": values.parse_slug,
    "hours": values.parse_hours,
    "rate": values.parse_rate,
    "what": values.parse_what,
    "recorded_by": values.parse_slug,
    "waived": values.parse_flag,
    "corrects": values.parse_entry_id,
    "source": values.parse_source,
}
_REQUIRED = ("id", "date", "hours", "rate", "what")


def _own(key: str) -> bool:
    """Whether a key is the cooperative's own: it begins with ``x-`` and says nothing that has no place here."""
    if not key.startswith("x-"):
        return False
    from coopctl.values.private import is_private

    return not is_private(key)


def quick(tree: Any) -> Entry | None:
    """An entry from a read tree, or None where anything at all is amiss."""
    if not isinstance(tree, Mapping):
        return None
    try:
        found = {key: _READ[key](text) for key, text in tree.items() if not _own(key)}
    except (KeyError, ValueError, TypeError):
        return None
    if any(key not in found for key in _REQUIRED):
        return None
    return Entry(**found)


def tree(entry: Entry) -> dict[str, Any]:
    """The entry as a tree in the order of the format, absent keys left out; numbers keep their type."""
    found = {key: getattr(entry, key) for key in KEYS}
    return {key: value for key, value in found.items() if value is not None and value is not False}


def find(entries: Iterable[tuple[int, Entry]], entry_id: str) -> tuple[int, Entry] | None:
    """An entry by its id, with its index."""
    return next(((index, entry) for index, entry in entries if entry.id == entry_id), None)

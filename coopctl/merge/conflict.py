"""What cannot be brought together, in words: both wishes, and the commands that settle it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from coopctl.entry import Entry, sheet_of
from coopctl.merge.said import said_field, said_value
from coopctl.words import T, Text

Choice = Literal["mine", "theirs"]
Choices = Mapping[str, Choice]
"""For a record in conflict, whose wish prevails."""

WITHDRAWN = T("taken back")


class Conflict(NamedTuple):
    """One record that two sides changed differently.

    ``record`` is what ``coopctl sync --mine`` and ``--theirs`` take: ``loic/k7m3qa2w``, ``roles/technique/admin-sys``;
    it is "" where no choice settles it, and ``cure`` then is the next command.
    """

    path: str
    record: str
    text: Text
    mine: object = None
    theirs: object = None
    may_be_mine: bool = True
    cure: str = ""

    @property
    def cures(self) -> tuple[str, ...]:
        """The commands that settle it."""
        if not self.record:
            return (self.cure,) if self.cure else ()
        ways = ("mine", "theirs") if self.may_be_mine else ("theirs",)
        return tuple(f"coopctl sync --{way} {self.record}" for way in ways)


class Merged(NamedTuple):
    """The bytes of a file brought together (None: no file is left), or why they cannot be."""

    data: bytes | None
    conflicts: tuple[Conflict, ...] = ()


def line_record(path: str, entry_id: str) -> str:
    """``loic/k7m3qa2w`` for a line of the sheet at a path."""
    found = sheet_of(path)
    return f"{found[1] if found else path}/{entry_id}"


def said_line(entry: Entry | None) -> Text:
    """A line of the board as one side wishes it; None is a line taken back or not to be read."""
    if entry is None:
        return WITHDRAWN
    return T(
        "{hours} at {rate}, {circle}, {date}: {what}",
        hours=entry.hours,
        rate=T("0 €/h, given") if entry.waived else entry.rate,
        circle=entry.circle or T("no circle"),
        date=entry.date,
        what=entry.what,
    )


def unreadable(path: str) -> Conflict:
    """A file changed on both sides of which one version cannot be read."""
    text = T("{path} was changed here and elsewhere, and one of the two cannot be read", path=path)
    return Conflict(path, path.removesuffix(".yaml"), text)


def both_made(path: str, *, may_be_mine: bool) -> Conflict:
    """A record made on both sides, not alike."""
    if not may_be_mine:
        return twice_told(path)
    record = path.removesuffix(".yaml")
    return Conflict(path, record, T("{record} was made here and elsewhere, not alike", record=record))


def one_removed(path: str, *, here: bool) -> Conflict:
    """A record taken away on one side and changed on the other."""
    record = path.removesuffix(".yaml")
    text = T("{record} was taken away elsewhere and changed here", record=record)
    if here:
        text = T("{record} was taken away here and changed elsewhere", record=record)
    mine, theirs = (WITHDRAWN, None) if here else (None, WITHDRAWN)
    return Conflict(path, record, text, mine, theirs)


def twice_told(path: str) -> Conflict:
    """An election or a decision that went on in two places: nobody can tell what came first."""
    record = path.removesuffix(".yaml")
    text = T("two machines wrote {record} at once: what was shared first stands, and goes on from there",
             record=record)  # fmt: skip
    return Conflict(path, record, text, may_be_mine=False)


def apart(path: str, field: str, mine: Any, theirs: Any, *, crowded: bool = False) -> Conflict:
    """A field that two sides changed differently, with both wishes; of a list, the items that differ.

    ``crowded``: each side is right by itself, and the two together give one place, or one time, twice.
    """
    record = path.removesuffix(".yaml")
    if isinstance(mine, list) and isinstance(theirs, list):
        mine, theirs = ([one for one in x if one not in y] for x, y in ((mine, theirs), (theirs, mine)))
    here, there = said_value(mine), said_value(theirs)
    facts = {"record": record, "field": said_field(path, field), "mine": here, "theirs": there}
    text = T("{record}, {field}: here {mine}; elsewhere {theirs}", **facts)
    if crowded:
        text = T("{record}, {field}: one place for two, here {mine}; elsewhere {theirs}", **facts)
    return Conflict(path, f"{record}.{field}" if field else record, text, here, there)


def both_changed(path: str) -> Conflict:
    """A file that is one whole, changed on both sides."""
    record = path.removesuffix(".yaml")
    if path.startswith("payouts/"):
        text = T("{period} was closed here and elsewhere, not alike: what was shared first stands",
                 period=record.partition("/")[2])  # fmt: skip
        return Conflict(path, record, text, may_be_mine=False)
    return Conflict(path, record, T("{path} was changed here and elsewhere, not alike", path=path))

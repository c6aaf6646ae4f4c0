"""Contribution sheets of the past: many states of one sheet, of which most only add a line to the one before."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from coopctl.columns import columns
from coopctl.document.quick import MOST_VALUES
from coopctl.entry import Entry
from coopctl.page import Page
from coopctl.problem import Fault

Lines = Mapping[str, tuple[int, Entry]]
"""The readable lines of a sheet by id, each with its index in the file."""


class Seen:
    """A sheet as it was read. ``canonical``: as coopctl writes it, from the first byte to the last."""

    def __init__(self, path: str, data: bytes | None) -> None:
        self.page = Page(path, data)
        self.faults: list[Fault] = [one.fault for one in self.page.faults]
        self.canonical = bool(data) and "sheet" not in vars(self.page)

    @cached_property
    def lines(self) -> Lines:
        """Its lines."""
        return {entry.id: (index, entry) for index, entry in self.page.sheet.entries}

    @cached_property
    def rows(self) -> int:
        """How many they are."""
        return len(self.page.columns.ids)


class Longer(Seen):
    """A sheet that only adds lines at the end of another: these alone are read."""

    def __init__(self, base: Seen, added: tuple[Entry, ...]) -> None:
        self.faults = []
        self.canonical = True
        self.lines = {**base.lines, **{one.id: (base.rows + number, one) for number, one in enumerate(added)}}
        self.rows = base.rows + len(added)


def longer(base: Seen, old: bytes, new: bytes) -> Longer | None:
    """The sheet ``new`` where it is ``old`` and canonical lines after it, else None.

    Lines in canonical form do not depend on those before them, so the verdict is the one of reading it whole.
    """
    if not base.canonical or not new.startswith(old) or len(new) > MOST_VALUES or new[len(old) : len(old) + 2] != b"- ":
        return None
    found = columns(new[len(old) :])
    return None if found is None else Longer(base, found.entries())

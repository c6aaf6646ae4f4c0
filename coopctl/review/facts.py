"""What a review is made of, and what it gives. Plain values: nothing here reaches git or the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from coopctl.change.fact import Change
from coopctl.problem import Finding
from coopctl.stakes import Stakes
from coopctl.values import Cents, Period, Rate
from coopctl.words import Text


class Entry(NamedTuple):
    """One entry of the branch: who wrote it, whom it names, what it touches, and the ledger as it leaves it.

    ``author`` is a handle, "" where git names nobody of the ledger.
    """

    id: str
    author: str
    trailers: Mapping[str, tuple[str, ...]]
    paths: frozenset[str]
    files: Mapping[str, bytes]


class Side(NamedTuple):
    """What two moments give of one circle, or of one person, in a period."""

    name: str | None
    before: Cents
    after: Cents


class Money(NamedTuple):
    """What the payout of an open period gives before and after; only what differs is in the two lists."""

    period: Period
    before: Cents
    after: Cents
    circles: tuple[Side, ...] = ()
    people: tuple[Side, ...] = ()

    @property
    def more(self) -> Cents:
        """What the branch adds (or takes away)."""
        return Cents(self.after - self.before)


class Cap(NamedTuple):
    """A cap of the rate that changes, and how many members noted something near it in a year."""

    since: str
    before: Rate | None
    after: Rate | None
    members: int


class Proof(NamedTuple):
    """By what somebody agreed: "author", "approved" (a trailer), "decision" or "election"; and which one."""

    how: str
    by: str
    brought: bool = False
    """The record that says so comes in with the branch itself."""


class Accord(NamedTuple):
    """Who must agree to what. ``of`` names the kind of change, ``subject`` the record (or the person, for lines).

    ``group`` is "self", "circle" or "body"; ``who`` a handle, or the name of a circle or body; ``seats`` those who
    can speak for it one by one, ``least`` how many of them it takes (0: only a decision counts); of those ``either``
    of one thing, one is enough.
    """

    of: str
    subject: str
    group: str
    who: str
    seats: tuple[str, ...] = ()
    least: int = 0
    proofs: tuple[Proof, ...] = ()
    doubts: tuple[Text, ...] = ()
    agreed: bool = False
    either: bool = False


class Group(NamedTuple):
    """The changes of one circle (None: those of no circle), what weighs most first."""

    circle: str | None
    title: str
    changes: tuple[Change, ...]


class Review(NamedTuple):
    """All that is said of a branch. ``money`` is None where no sum can be computed on one side."""

    changes: tuple[Change, ...]
    groups: tuple[Group, ...]
    cosmetic: tuple[Change, ...]
    money: tuple[Money, ...] | None
    caps: tuple[Cap, ...]
    new: tuple[Finding, ...]
    mended: int
    older: int
    stakes: Stakes | None
    accords: tuple[Accord, ...]
    forbids: tuple[Text, ...]
    people: frozenset[str]
    titles: Mapping[str, str]

    @property
    def errors(self) -> int:
        """How many of the new findings are errors."""
        return sum(one.severity == "error" for one in self.new)

    @property
    def refused(self) -> bool:
        """Whether something forbids that the branch comes in."""
        return bool(self.forbids) or self.errors > 0

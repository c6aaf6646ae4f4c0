"""What a review is made of, and what it gives. Plain values: nothing here reaches git or the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from coopctl.accord.facts import Accord
from coopctl.audit.facts import Lapse
from coopctl.change.fact import Change
from coopctl.problem import Finding
from coopctl.values import Cents, Period, Rate
from coopctl.words import Text

if TYPE_CHECKING:
    from coopctl.stakes import Stakes


class Entry(NamedTuple):
    """One entry of the branch: who wrote it, whom it names, what it touches, and the ledger as it leaves it.

    ``author`` is a handle, "" where git names nobody of the ledger; ``certain``: a key the base lists for them signed
    the entry.
    """

    id: str
    author: str
    trailers: Mapping[str, tuple[str, ...]]
    paths: frozenset[str]
    files: Mapping[str, bytes]
    certain: bool = False


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


class Group(NamedTuple):
    """The changes of one circle (None: those of no circle), what weighs most first."""

    circle: str | None
    title: str
    changes: tuple[Change, ...]


class Review(NamedTuple):
    """All that is said of a branch. ``money`` is None where no sum can be computed on one side.

    ``lapses`` is what an audit would find in its entries, what ``forbids`` says in other words left out.
    """

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
    lapses: tuple[Lapse, ...] = ()
    bulk: tuple[Text, ...] = ()

    @property
    def errors(self) -> int:
        """How many of the new findings are errors."""
        return sum(one.severity == "error" for one in self.new)

    @property
    def refused(self) -> bool:
        """Whether something forbids that the branch comes in."""
        return bool(self.forbids) or bool(self.lapses) or self.errors > 0

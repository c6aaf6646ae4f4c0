"""What agreeing is made of: a ledger as one moment has it, who is asked, and by what they agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from coopctl import values
from coopctl.words import Text

Record = Mapping[str, Any]


class State(Protocol):
    """A ledger at one moment, as files write it: what a change needs is read from here, never from the change."""

    def record(self, path: str) -> Record:
        """A file of keys and values, {} where there is none that can be read."""
        ...

    def names(self, kind: str) -> Iterable[str]:
        """Of "bodies" or "roles" (as circle/role): what there is, by name."""
        ...

    def person(self, handle: str) -> str:
        """One name for somebody, whichever of their handles is given."""
        ...


class Proof(NamedTuple):
    """By what somebody agreed: "signed", "author", "approved" (a trailer), "forge", "decision", "election"; which."""

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


class Word(NamedTuple):
    """What one entry says of agreeing: whose wish it is ("": nobody's of the ledger), whom it names beside them.

    ``certain``: it is known to be theirs, by a signature that the moment before lists.
    """

    actor: str
    named: tuple[str, ...] = ()
    certain: bool = False


def named(trailers: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The handles in ``Approved-by`` of an entry, as people and forges write them."""
    return tuple(one.strip().partition(" ")[0].partition("@")[0] for one in trailers.get("Approved-by", ()))


def decisions(trailers: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The decisions that an entry names, by their short names."""
    return tuple(short(one) for one in trailers.get("Coop-Decision", ()))


def short(name: str) -> str:
    """A record's own name, however it is written."""
    return name.strip().removesuffix(".yaml").rpartition("/")[2]


def day_of(text: Any, *, last: bool = False) -> dt.date | None:
    """The first (or last) day that a day or a month as written means, None for nothing or no date."""
    try:
        when = values.parse_when(str(text)) if text else None
    except ValueError:
        return None
    return None if when is None else when.last if last else when.first


def within(one: Record, day: dt.date) -> bool:
    """Whether a mandate, or a membership, of somebody holds that day; one that awaits the assembly does not yet."""
    since, until = day_of(one.get("since")), day_of(one.get("until"), last=True)
    if "designated" in one and ((named := day_of(one.get("appointed"))) is None or named > day):
        return False
    return "member" in one and (since is None or since <= day) and (until is None or day <= until)

"""The tally: an indication, never a result. Nothing here picks anybody."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from coopctl.election.state import State


class Count(NamedTuple):
    """How many ballots name somebody as they stand, and who gave them."""

    name: str
    ballots: int
    by: tuple[str, ...]


def tally(state: State) -> list[Count]:
    """The names given, most often named first; equal ones by name, which says nothing about them."""
    by: dict[str, list[str]] = {}
    for ballot in state.ballots.values():
        for name in ballot.names:
            by.setdefault(name, []).append(ballot.voter)
    found = (Count(name, len(who), tuple(who)) for name, who in by.items())
    return sorted(found, key=lambda one: (-one.ballots, one.name))


def beside(state: State) -> dict[str, int]:
    """Ballots that name nobody: who passed, who asks for nobody or to look outside. They count for no name."""
    return dict(Counter(ballot.instead for ballot in state.ballots.values() if ballot.instead))


def tied(state: State) -> tuple[str, ...]:
    """The names that come equal at the head of the tally; none where one stands alone. A tie is no fault."""
    counts = tally(state)
    head = tuple(one.name for one in counts if one.ballots == counts[0].ballots)
    return head if len(head) > 1 else ()


class Rung(NamedTuple):
    """What a step of the ladder says: its name, and whom it points at, if anybody."""

    rung: str
    names: tuple[str, ...]


def ladder(state: State, incumbents: tuple[str, ...] = ()) -> list[Rung]:
    """The optional helper for a tie, where the rules have one: each rung and whom it would point at.

    The only one who named themself; who holds the role now; then the voters who named none of them are asked again.
    The facilitator proposes all the same, and says why.
    """
    equal = tied(state)
    if not equal or state.rules.ties != "ladder":
        return []
    themselves = tuple(one.voter for one in state.ballots.values() if one.voter in one.names and one.voter in equal)
    others = tuple(one.voter for one in state.ballots.values() if not set(one.names) & set(equal))
    return [
        Rung("self", themselves if len(themselves) == 1 else ()),
        Rung("incumbent", tuple(one for one in incumbents if one in equal)),
        Rung("ask-again", others),
    ]

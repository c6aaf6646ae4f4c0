"""A round of objections on one proposal: who has spoken, what objections there are, and how each ended.

Told by name: in an election everybody there speaks. Nothing here raises: what cannot be is answered False.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

SETTLES = ("withdrawn", "noted")
"""Endings after which the person has no objection left; ``integrated`` starts a new full round instead."""


@dataclass(slots=True)
class Objection:
    """An objection: whose (None where that is not written), whether it is clear, and how it ended.

    ``event`` is the place in the record where it was raised, ``until`` the day until which it ripens.
    """

    name: str
    member: str | None
    clear: bool
    event: int
    round: int
    text: str | None = None
    ending: str | None = None
    until: str | None = None

    @property
    def open(self) -> bool:
        """Whether it still stands in the way: one that ripens does."""
        return self.ending in (None, "postponed")


@dataclass(slots=True)
class Round:
    """One full round: who is to speak, and what each said (True: no objection)."""

    expected: dict[str, None]
    said: dict[str, bool] = field(default_factory=dict)
    counted: int = 0

    @property
    def silent(self) -> tuple[str, ...]:
        """Who has not spoken yet."""
        missing = tuple(one for one in self.expected if one not in self.said)
        return missing[self.counted :]

    @property
    def waiting(self) -> bool:
        """Whether somebody has not spoken yet: whoever has is expected, so that counting is enough."""
        return len(self.said) + self.counted < len(self.expected)

    @property
    def agreed(self) -> bool:
        """Whether everybody there said: no objection. A round of nobody agrees to nothing."""
        if self.waiting:
            return False
        consents = sum(1 for one in self.expected if self.said.get(one)) + self.counted
        return bool(self.expected) and consents >= len(self.expected)


@dataclass(slots=True)
class Consent:
    """The rounds on one proposal, the last one running, and all its objections."""

    rounds: list[Round] = field(default_factory=list)
    objections: list[Objection] = field(default_factory=list)
    amended: int = 0

    @property
    def round(self) -> Round:
        """The round that runs."""
        return self.rounds[-1]

    def begin(self, expected: Iterable[str]) -> None:
        """A new full round: what was said before does not carry over."""
        self.rounds.append(Round(dict.fromkeys(expected)))

    def amend(self, expected: Iterable[str]) -> None:
        """The proposal changes: a new full round."""
        self.amended += 1
        self.begin(expected)

    def agree(self, member: str) -> bool:
        """Somebody has no objection. False where they were not to speak, or have spoken in this round."""
        new = member in self.round.expected and member not in self.round.said
        if new:
            self.round.said[member] = True
        return new

    def object(self, one: Objection) -> bool:
        """Somebody has an objection, whatever they said before in this round. False where they are not to speak."""
        if one.member is not None and one.member not in self.round.expected:
            return False
        if one.member is not None:
            self.round.said[one.member] = False
        self.objections.append(one)
        return True

    def named(self, name: str) -> Objection | None:
        """An objection by its name."""
        return next((one for one in reversed(self.objections) if one.name == name), None)

    def settle(self, one: Objection, ending: str, until: str | None = None) -> None:
        """An objection ends, or ripens until a day. Whoever has none left in this round has no objection."""
        one.ending, one.until = ending, until
        if ending not in SETTLES or one.round != len(self.rounds):
            return
        if one.member is None:
            self.round.counted += 1
        elif not any(other.open and other.member == one.member for other in self.objections):
            self.round.said[one.member] = True

    def come(self, member: str) -> None:
        """Somebody who comes speaks in the round that runs."""
        self.round.expected.setdefault(member)

    def leave(self, member: str) -> None:
        """Somebody who leaves is not waited for; an objection of theirs stays."""
        self.round.expected.pop(member, None)
        self.round.said.pop(member, None)

    @property
    def open(self) -> tuple[Objection, ...]:
        """The objections that stand in the way."""
        return tuple(one for one in self.objections if one.open)

    @property
    def ripening(self) -> tuple[Objection, ...]:
        """Those that are left to ripen until a day."""
        return tuple(one for one in self.objections if one.ending == "postponed")

    @property
    def reached(self) -> bool:
        """Whether there is consent: everybody there spoke in the last round, and nothing stands in the way."""
        return self.round.agreed and not self.open

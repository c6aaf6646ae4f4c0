"""Consent, told again from its steps: which objections are open, and whether everybody was asked since the last change.

Nothing here counts voices against each other: consent is that nobody objects any more, to what is proposed now.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

Ending = Literal["integrated", "withdrawn", "noted", "postponed"]
"""How an objection ends: the proposal takes it in, who raised it lets it go, it is kept in mind, it is to ripen."""

Lack = Literal["objection-open", "objection-unwritten", "not-asked", "asked-before", "not-everybody"]
"""What keeps a proposal from being adopted."""

ADOPTED = ("adopted", "amended")
"""The outcomes of a decision by which it holds."""


class Changed(NamedTuple):
    """What is proposed is not what it was."""


class Asked(NamedTuple):
    """A round: how many had no objection (None: it stopped at one), how many had, who was gone, who should be asked."""

    consenting: int | None
    objecting: int = 0
    absent: int = 0
    present: int | None = None

    @property
    def full(self) -> bool:
        """Whether everybody there was asked, as far as is known."""
        if self.consenting is None or self.consenting + self.objecting == 0:
            return False
        return self.consenting + self.objecting + self.absent >= (self.present or 0)


class Raised(NamedTuple):
    """An objection, by its name."""

    objection: str


class Ended(NamedTuple):
    """The end of an objection."""

    objection: str
    how: Ending


Step = Changed | Asked | Raised | Ended


class Consent(NamedTuple):
    """Where a proposal stands.

    ``version`` counts the changes; ``unwritten`` those who objected in the last round and whose objection is not
    written; ``last`` is the last round, ``fresh`` whether what is proposed is still what was asked in it.
    """

    version: int = 0
    open: tuple[str, ...] = ()
    unwritten: int = 0
    last: Asked | None = None
    fresh: bool = False

    @property
    def lacks(self) -> Lack | None:
        """The first thing that is missing; None once there is consent."""
        if self.open:
            return "objection-open"
        if self.last is None:
            return "not-asked"
        if not self.fresh:
            return "asked-before"
        if self.unwritten:
            return "objection-unwritten"
        return None if self.last.full else "not-everybody"


def replay(steps: Iterable[Step]) -> Consent:
    """Where a proposal stands after some steps.

    An integrated objection always asks for a new full round, and so does a change: who had no objection before
    may have one now.
    """
    state = Consent()
    for step in steps:
        state = _after(state, step)
    return state


def _after(state: Consent, step: Step) -> Consent:
    if isinstance(step, Changed):
        return state._replace(version=state.version + 1, fresh=False)
    if isinstance(step, Asked):
        return state._replace(last=step, fresh=True, unwritten=step.objecting)
    if isinstance(step, Raised):
        known = state.open if step.objection in state.open else (*state.open, step.objection)
        return state._replace(open=known, unwritten=max(0, state.unwritten - 1))
    left = tuple(one for one in state.open if one != step.objection)
    return state._replace(open=left, fresh=state.fresh and step.how != "integrated")

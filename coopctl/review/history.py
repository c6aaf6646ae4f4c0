"""The entries of a branch, judged as an audit will judge them once they are in: each by the ones it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from coopctl.audit.facts import Lapse
from coopctl.problem import Unwritable

if TYPE_CHECKING:
    from coopctl.audit.facts import Step, Tree
    from coopctl.audit.past import Past

CLOSED = frozenset(
    (
        "closed-month-rewritten",
        "added-to-closed-month",
        "payout-rewritten",
        "events-rewritten",
        "decision-rewritten",
        "ballot-rewritten",
    )
)
"""Rules on what is closed."""
AGREED = frozenset(("rule-without-agreement",))
"""Rules on who must agree."""


class Judged(NamedTuple):
    """What an audit would find in the entries of a branch, and which of them are surely by whom they name."""

    lapses: tuple[Lapse, ...] = ()
    certain: frozenset[str] = frozenset()

    @property
    def plain(self) -> Any:
        """As it can be kept; None where it depends on the clock."""
        if any(one.rule == "time-to-come" for one in self.lapses):
            return None
        return [[list(one) for one in self.lapses], sorted(self.certain)]


def recalled(kept: Any) -> Judged | None:
    """What was kept of it, None where nothing was."""
    if not isinstance(kept, (tuple, list)) or len(kept) != 2:
        return None
    return Judged(tuple(Lapse(*one) for one in kept[0]), frozenset(map(str, kept[1])))


def judged(steps: Iterable[Step], base: Tree) -> Judged:
    """Judge some entries. ``base`` is the state whose keys count: a key that a branch brings along proves nothing.

    Raises:
        Unwritable: the charter asks for signatures, and the library that verifies them is not installed.
    """
    from coopctl.audit.judge import audit
    from coopctl.audit.past import Past

    past, lapses, certain = Past(), list[Lapse](), set[str]()
    for step in steps:
        lapses += (one for one in audit([step], past) if one.severity == "error")
        if step.signature is not None and _by_its_author(step, past, base):
            certain.add(step.id)
    return Judged(tuple(lapses), frozenset(certain))


def _by_its_author(step: Step, past: Past, base: Tree) -> bool:
    """Whether the signature holds, by a key that the base lists that day for whom the entry names."""
    try:
        found = past.signed(step.id, step.signature or b"", step.payload)
    except Unwritable:
        if past.signs(base):
            raise
        return False
    owners = {one.member for one in past.keys(base).get(found.key or "", ()) if one.holds(step.day)}
    same = {handle for owner in owners for handle in past.called(base, owner)}
    return {step.author.handle, step.actor} <= same

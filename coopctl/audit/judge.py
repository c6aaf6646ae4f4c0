"""Every entry of a history, judged by those it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from coopctl.audit import authority, closed, content, merges, order, who
from coopctl.audit.facts import Lapse, Step
from coopctl.audit.past import Past

Rule = Callable[[Step, Past], Iterator[Lapse]]
RULES: tuple[Rule, ...] = (*order.RULES, *who.RULES, *closed.RULES, *merges.RULES, *content.RULES, *authority.RULES)
"""All rules on an entry, in reading order. Each is a function of the entry and of what earlier entries say."""


def audit(steps: Iterable[Step], past: Past | None = None, rules: Sequence[Rule] = RULES) -> Iterator[Lapse]:
    """What is wrong with each entry, in the order they are given. ``past`` is what was read for earlier ones."""
    past = past or Past()
    for step in steps:
        for rule in rules:
            yield from rule(step, past)

"""How much a change weighs to a reader: people and money first, layout last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coopctl.change.fact import Change
from coopctl.change.governance import TELLERS
from coopctl.records.kinds import kind_of
from coopctl.review.facts import Group

_PEOPLE = ("member-", "role-given", "role-ended", "circle-joined", "circle-left", "role-vacant")
_MONEY = ("line-", "budget-", "charter-cap", "month-")
_TOLD = (*TELLERS, "contributions")
OTHER_FILES = "file-"


def weight(change: Change) -> int:
    """0 people, 1 money, 2 rules and sheets, 3 what was noted of meetings and the like, 9 layout and comments."""
    if cosmetic(change):
        return 9
    if change.kind.startswith(_PEOPLE):
        return 0
    if change.kind.startswith(_MONEY):
        return 1
    return 3 if change.kind.startswith(("meeting-", "workshop-", "need-", "election-")) else 2


def cosmetic(change: Change) -> bool:
    """Whether nothing a record says has changed: a comment, its layout, a file that is no record."""
    kind = kind_of(f"{change.record}.yaml") or kind_of(change.record)
    if not change.kind.startswith(OTHER_FILES):
        return False
    return kind is None or (change.kind == "file-changed" and kind.name in _TOLD)


def grouped(changes: Iterable[Change], titles: Mapping[str, str]) -> tuple[Group, ...]:
    """By circle: first what is of none and weighs on all, then circles by what weighs most in them, then by title."""
    found: dict[str | None, list[Change]] = {}
    for one in changes:
        found.setdefault(one.circle, []).append(one)
    groups = [
        Group(name, titles.get(name or "", name or ""), tuple(sorted(some, key=weight))) for name, some in found.items()
    ]
    return tuple(sorted(groups, key=lambda one: (one.circle is not None, weight(one.changes[0]), one.title)))

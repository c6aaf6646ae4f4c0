"""What two sides may not do together although each may alone: the same place twice, a seat for two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from coopctl import values
from coopctl.values import Span

Tree = Mapping[str, Any]

_ALONE = ("members", "mandates", "holders")
"""Lists in which somebody stands at most once on a day."""


def crowded(wished: Tree, mine: Tree, other: Tree) -> Iterator[str]:
    """The lists in which both sides together, and neither alone, give a place twice or a seat too many."""
    for key in (*_ALONE, "statuses", "referents", "stipend"):
        if _twice(key, wished) and not _twice(key, mine) and not _twice(key, other):
            yield key
    if _overfull(wished) and not _overfull(mine) and not _overfull(other):
        yield "mandates"


def _items(tree: Tree, key: str) -> list[Tree]:
    found = tree.get(key, [])
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _twice(key: str, tree: Tree) -> bool:
    """Two overlapping spans of one member in one list; of one person's own list, two overlapping spans at all."""
    return any(
        (key not in _ALONE or one.get("member") == two.get("member")) and _meet(_span(one), _span(two))
        for one, two in combinations(_items(tree, key), 2)
    )


def _overfull(tree: Tree) -> bool:
    """Whether more hold it at once than there are seats: not in the meantime, for a part, or awaiting the assembly."""
    whole = [one for one in _items(tree, "mandates") if not (one.get("interim") == "true" or one.get("scope"))]
    spans = [_span(one) for one in whole if one.get("appointed") or not one.get("designated")]
    days = [span.since or dt.date.min for span in spans]
    return max((sum(span.holds(day) for span in spans) for day in days), default=0) > _seats(tree)


def _seats(tree: Tree) -> int:
    found = str(tree.get("seats", "9999" if "body" in tree else "1"))
    return int(found) if found.isascii() and found.isdigit() else 1


def _span(item: Any) -> Span:
    return Span(_day(item, "since", False), _day(item, "until", True))


def _day(item: Any, key: str, last: bool) -> dt.date | None:
    try:
        when = values.parse_when(str(item[key]))
    except (KeyError, ValueError):
        return None
    return when.last if last else when.first


def _meet(one: Span, two: Span) -> bool:
    first, last = dt.date.min, dt.date.max
    return (one.since or first) <= (two.until or last) and (two.since or first) <= (one.until or last)

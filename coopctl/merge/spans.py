"""Merging a member, a circle, a role sheet, a body or a need: dated spans (statuses, mandates…) by who and since when.

The envelopes of a budget are told apart by circle, what moved between circles by id.

All else in the file is one whole: what two people rewrote at once, they settle in words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import combinations
from typing import Any, NamedTuple

from coopctl import values
from coopctl.document import edit
from coopctl.document.nodes import Map, Seq, bare
from coopctl.document.read import read
from coopctl.document.write import as_written
from coopctl.merge.conflict import Choices, Conflict, Merged, both_changed, unreadable
from coopctl.problem import Refused
from coopctl.values import Span
from coopctl.words import T

LISTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "members": {"statuses": ("status", "since"), "referents": ("member", "since"), "keys": ("key",)},
    "circles": dict.fromkeys(("representatives", "facilitators", "members"), ("member", "since")),
    "roles": {"stipend": ("since",), "mandates": ("member", "since"), "vacancies": ("since",)},
    "bodies": {"mandates": ("member", "since"), "vacancies": ("since",)},
    "budgets": {"envelopes": ("circle",), "transfers": ("id",)},
    "needs": {"holders": ("member", "since")},
}
"""For each folder, the lists whose items are told apart by these keys."""

_ORDER = (
    "member", "status", "since", "until", "monthly", "seats", "why", "requested", "granted",
    "decided", "election", "decision", "designated", "appointed", "assembly", "college", "scope", "condition",
    "interim", "undecided", "remainder", "waived", "sheet", "notice", "ended_by", "deputy",
)  # fmt: skip

Identity = tuple[str, ...]


class Sheet(NamedTuple):
    """A file taken apart: its text, the lists of spans by identity (as written), and all else."""

    text: str
    lists: dict[str, dict[Identity, Any]]
    rest: dict[str, Any]


def merge_spans(base: bytes | None, ours: bytes | None, theirs: bytes | None, path: str, choices: Choices) -> Merged:
    """A governance file that both sides changed since ``base``."""
    record = path.removesuffix(".yaml")
    if choice := choices.get(record):
        return Merged(ours if choice == "mine" else theirs)
    if base is None or ours is None or theirs is None:
        return Merged(None, (both_changed(path),))
    known = LISTS[path.split("/")[0]]
    parts = [_parts(data, known) for data in (base, ours, theirs)]
    was, mine, other = parts
    if was is None or mine is None or other is None:
        return Merged(None, (unreadable(path),))
    if was.rest not in (mine.rest, other.rest) and mine.rest != other.rest:
        return Merged(None, (both_changed(path),))
    kept, added = (mine, other) if other.rest == was.rest != mine.rest else (other, mine)
    wished = _wished(was, mine, other, known)
    if wished is None or _crowded(wished, mine, other):
        return Merged(None, (_spans_conflict(path),))
    try:
        text = _spliced(kept, added, was, wished)
    except (Refused, LookupError, TypeError, ValueError):
        return Merged(None, (both_changed(path),))
    after = _parts(text.encode(), known)
    if after is None or after.rest != kept.rest or _bare(after.lists) != _bare(wished):
        return Merged(None, (both_changed(path),))
    return Merged(text.encode())


def _spans_conflict(path: str) -> Conflict:
    text = T("{path}: here and elsewhere, the same dates or the same seat were written differently", path=path)
    return Conflict(path, path.removesuffix(".yaml"), text)


def _parts(data: bytes, known: Mapping[str, tuple[str, ...]]) -> Sheet | None:
    """A file taken apart, None where it is unsound or two spans cannot be told apart."""
    document = read("", data)
    root = document.root
    if document.faults or not isinstance(root, Map):
        return None
    lists: dict[str, dict[Identity, Any]] = {}
    for key, names in known.items():
        items = root.get(key, [])
        if not isinstance(items, list) or not all(isinstance(one, Map) for one in items):
            return None
        lists[key] = {tuple(str(one.get(name, "")) for name in names): one for one in items}
        if len(lists[key]) < len(items):
            return None
    return Sheet(document.text, lists, {key: bare(value) for key, value in root.items() if key not in known})


def _bare(lists: Mapping[str, Mapping[Identity, Any]]) -> Any:
    return {key: {name: bare(item) for name, item in items.items()} for key, items in lists.items()}


def _wished(was: Sheet, mine: Sheet, other: Sheet, known: Mapping[str, Any]) -> dict[str, dict[Identity, Any]] | None:
    """The spans that shall stand; None where both sides changed one differently."""
    wished: dict[str, dict[Identity, Any]] = {}
    for key in known:
        wished[key] = {}
        for name in dict.fromkeys((*other.lists[key], *mine.lists[key])):
            b, o, t = (sheet.lists[key].get(name) for sheet in (was, mine, other))
            if o != b and t != b and o != t:
                return None
            kept = t if o == b else o
            if kept is not None:
                wished[key][name] = kept
    return wished


def _spliced(kept: Sheet, added: Sheet, was: Sheet, wished: Mapping[str, Mapping[Identity, Any]]) -> str:
    """The text of one side with what the other did to the spans."""
    text = kept.text
    for key, items in wished.items():
        here = kept.lists[key]
        for name in reversed(list(here)):
            if name not in items:
                text = edit.remove(text, (key, list(here).index(name)))
        standing = [name for name in here if name in items]
        for name, item in items.items():
            if name not in here:
                text = _appended(text, key, item)
            elif item != here[name]:
                text = _rewritten(text, (key, standing.index(name)), here[name], item)
    return text


def _appended(text: str, key: str, item: Any) -> str:
    root = read("", text.encode()).root
    if isinstance(root, Map) and isinstance(root.get(key), Seq):
        return edit.append(text, (key,), as_written(item))
    if isinstance(root, Map) and key in root:
        text = edit.remove(text, (key,))
    return edit.add_key(text, (), key, [as_written(item)])


def _rewritten(text: str, route: tuple[str | int, ...], before: Any, after: Any) -> str:
    for name in before:
        if name not in after:
            text = edit.remove(text, (*route, name))
    for name, value in as_written(after).items():
        if name not in before:
            text = edit.add_key(text, route, name, value, _ORDER)
        elif value != before[name]:
            text = edit.set_value(text, (*route, name), value)
    return text


def _crowded(wished: Mapping[str, Mapping[Identity, Any]], mine: Sheet, other: Sheet) -> bool:
    """Whether the merge, and neither side alone, gives a person the same place twice or a role too many holders."""
    return any(
        problem(wished) and not problem(mine.lists) and not problem(other.lists)
        for problem in (_twice, lambda lists: _most(lists.get("mandates", {})) > _seats(mine, other))
    )


def _seats(mine: Sheet, other: Sheet) -> int:
    found = [str(sheet.rest.get("seats", "999" if "body" in sheet.rest else "1")) for sheet in (mine, other)]
    return max(int(one) if one.isascii() and one.isdigit() else 1 for one in found)


def _twice(lists: Mapping[str, Mapping[Identity, Any]]) -> bool:
    """Two overlapping spans of one member in one list, or two statuses of a member at once."""
    for key, items in lists.items():
        if key not in ("members", "mandates", "statuses", "holders"):
            continue
        for one, two in combinations(items.values(), 2):
            if (key == "statuses" or one.get("member") == two.get("member")) and _meet(_span(one), _span(two)):
                return True
    return False


def _most(items: Mapping[Identity, Any]) -> int:
    """How many hold a role at once, at most: not in the meantime, for a part, or awaiting the assembly."""
    whole = [one for one in items.values() if not (one.get("interim") == "true" or one.get("scope"))]
    spans = [_span(one) for one in whole if one.get("appointed") or not one.get("designated")]
    starts = [span.since or dt.date.min for span in spans]
    return max((sum(span.holds(day) for span in spans) for day in starts), default=0)


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

"""The text of one side, edited piece by piece until it says what was wished for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coopctl.document import edit
from coopctl.document.comments import comments
from coopctl.document.nodes import Map, Seq
from coopctl.document.read import read
from coopctl.document.write import as_written
from coopctl.merge.identity import Names, by_name, names_of
from coopctl.problem import Route, Tree

ORDER = (
    "member", "status", "since", "until", "monthly", "seats", "why", "requested", "granted",
    "decided", "election", "decision", "designated", "appointed", "assembly", "college", "scope", "condition",
    "interim", "undecided", "remainder", "waived", "sheet", "notice", "ended_by", "deputy",
)  # fmt: skip
"""The order of keys within an item."""


def toward(text: str, path: str, here: Any, wished: Any, order: Sequence[str]) -> str:
    """The text with what differs from ``wished`` changed; raises as :mod:`coopctl.document.edit` does."""
    if isinstance(here, Map) and isinstance(wished, dict):
        return _mapping(text, path, (), here, wished, order)
    return _list(text, (), here, wished, names_of(path, ""))


def _mapping(text: str, path: str, route: Route, here: Any, wished: Any, order: Sequence[str]) -> str:
    for key in [key for key in here if key not in wished or wished[key] == []]:
        text = edit.remove(text, (*route, key))
    for key, value in wished.items():
        if key not in here and value:
            text = edit.add_key(text, route, key, as_written(value), order)
        elif key in here and value and value != here[key]:
            text = _value(text, path, (*route, key), here[key], value, order)
    return text


def _value(text: str, path: str, route: Route, here: Any, wished: Any, order: Sequence[str]) -> str:
    if isinstance(here, Map) and isinstance(wished, dict):
        return _mapping(text, path, route, here, wished, ORDER)
    if isinstance(here, Seq) and here and isinstance(wished, list):
        return _list(text, route, here, wished, names_of(path, str(route[0])))
    if isinstance(here, str) and isinstance(wished, str):
        return edit.set_value(text, route, _leaf(wished))
    text = edit.remove(text, route)
    return edit.add_key(text, route[:-1], str(route[-1]), as_written(wished), order)


def _leaf(node: Any) -> Tree:
    return as_written(node)


def _list(text: str, route: Route, here: Any, wished: Any, names: Names) -> str:
    """Items added at the end, changed in place, and taken out last, so that no list is empty on the way."""
    old, new = (by_name(side, names) or {(str(one),): one for one in side} for side in (here, wished))
    for name in [name for name in new if name not in old]:
        text = edit.append(text, route, as_written(new[name]))
    for index, name in enumerate(old):
        if name in new and new[name] != old[name]:
            text = _mapping(text, "", (*route, index), old[name], new[name], ORDER)
    for index, name in reversed(list(enumerate(old))):
        if name not in new:
            text = edit.remove(text, (*route, index))
    return text


def with_comments(text: str, base: str, sides: Sequence[str]) -> str:
    """A text and the comments that any side has and neither the base nor the text has, above what followed them."""
    known = {*_comments(base), *_comments(text)}
    for side in sides:
        for comment, follower in _comments(side).items():
            if comment not in known:
                text = _put(text, comment, follower)
                known.add(comment)
    return text


def _comments(text: str) -> dict[str, str]:
    """Each comment, and the line it belongs to: its own, or the next one that is not a comment."""
    found = {}
    for start, end in comments(text, read("", text.encode()).root):
        line = text.rfind("\n", 0, start) + 1
        own = text[line:start].strip()
        below = (one.strip() for one in text[end:].split("\n"))
        found[text[start:end].rstrip()] = own or next((one for one in below if one and not one.startswith("#")), "")
    return found


def _put(text: str, comment: str, follower: str) -> str:
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if follower and line.strip().startswith(follower):
            margin = line[: len(line) - len(line.lstrip(" "))]
            return "\n".join((*lines[:place], margin + comment, *lines[place:]))
    return text + ("" if text.endswith("\n") else "\n") + comment + "\n"

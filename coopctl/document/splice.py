"""Where an entry of a hand-written file begins and ends, comments included: offsets, no changes."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from coopctl.document.nodes import Map, Scalar, Seq
from coopctl.problem import Route

_LEAD = re.compile(r"-[ ]+\Z")


class Layout(NamedTuple):
    """How a file indents: ``step`` per mapping, lists ``offset`` deeper than their key."""

    step: int = 2
    offset: int = 0


def at(root: Any, route: Route) -> Any:
    """The node at a route. Raises ``LookupError`` where there is none."""
    for step in route:
        root = root[step]
    return root


def in_flow(root: Any, route: Route) -> bool:
    """Whether the value at a route stands inside ``[ ]`` or ``{ }``."""
    return any(at(root, route[:depth]).flow for depth in range(len(route)))


def layout(root: Any) -> Layout:
    """The indents a file uses, by the first mapping and the first list that stand below a key."""
    steps: dict[type, int] = {}
    _indents(root, steps)
    return Layout(steps.get(Map, 2), steps.get(Seq, 0))


def _indents(node: Any, steps: dict[type, int]) -> None:
    for value in node.values() if isinstance(node, Map) else node:
        if isinstance(value, (Map, Seq)):
            if isinstance(node, Map) and not value.flow:
                steps.setdefault(type(value), value.column - node.column)
            _indents(value, steps)


def text_end(node: Any) -> int:
    """Where the last character of a value stands, line ends after a block text left out."""
    last = node
    while isinstance(last, (Map, Seq)) and not last.flow:
        last = last[-1] if isinstance(last, Seq) else list(last.values())[-1]
    if isinstance(last, Scalar) and last.style in ("|", ">"):
        kept = "+" in last.source[last.start : last.source.find("\n", last.start)].partition("#")[0]
        whole = last.source[last.start : last.end]
        return last.end - whole.endswith("\n") if kept else last.start + len(whole.rstrip(" \n"))
    return int(last.end)


def line_end(text: str, start: int) -> int:
    """Where the line ends, before its line feed."""
    found = text.find("\n", start)
    return found if found >= 0 else len(text)


def entry_end(text: str, value: Any, column: int) -> int:
    """Where an entry ends whose key or dash stands at a column (from 1): at the end of its last line.

    The comment on that line is part of it, and so are the comment lines right below that stand deeper.
    """
    end = line_end(text, text_end(value))
    while end < len(text):
        following = text[end + 1 : line_end(text, end + 1)]
        words = following.lstrip(" ")
        if not words.startswith("#") or len(following) - len(words) < column:
            break
        end += 1 + len(following)
    return end


def entry_start(parent: Map | Seq, step: str | int) -> int:
    """Where a key begins, or the dash (between brackets: the value) of an item."""
    if isinstance(parent, Map):
        return parent.key_starts[str(step)]
    index = int(step)
    if parent.flow:
        return int(parent[index].start)
    return dash(parent.source, text_end(parent[index - 1]) if index else parent.start)


def dash(text: str, start: int) -> int:
    """The next dash after blanks and comments."""
    while text[start] != "-":
        start = line_end(text, start) if text[start] == "#" else start + 1
    return start


def lead(seq: Seq) -> str:
    """A dash and the blanks after it, as the last item of a block list has them."""
    start = seq[-1].start
    found = _LEAD.search(seq.source[seq.source.rfind("\n", 0, start) + 1 : start])
    return found[0] if found else "- "


def neighbours(parent: Map | Seq, step: str | int) -> tuple[str | int | None, str | int | None]:
    """The keys or indices right before and right after."""
    steps: list[Any] = list(parent) if isinstance(parent, Map) else list(range(len(parent)))
    index = steps.index(step)
    return (steps[index - 1] if index else None), (steps[index + 1] if index + 1 < len(steps) else None)

"""The smallest edit of a file someone wrote by hand: text spliced at known places, all else kept byte for byte.

Every edit is read again, strictly and by a second YAML reader; unless both find exactly the tree that was wished
for, it is refused and nothing was changed. Routes that lead nowhere raise ``LookupError``: the caller knows the tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coopctl.document.nodes import Map, Scalar, Seq, bare
from coopctl.document.quick import quick
from coopctl.document.read import SHEET_LIMIT, read
from coopctl.document.restyle import restyled
from coopctl.document.splice import (
    at,
    entry_end,
    entry_start,
    in_flow,
    layout,
    lead,
    line_end,
    neighbours,
    text_end,
)
from coopctl.document.write import bare_text, block, flow, hung
from coopctl.problem import Refused, Route, Tree
from coopctl.words import T


def set_value(text: str, route: Route, value: Tree) -> str:
    """Replace one scalar by a leaf as ``emit`` takes them; its quotes and the comment behind it stay.

    Raises ``Refused`` where the file cannot be read or the edit is not safe, ``ValueError`` for a text that no
    file may hold, ``TypeError`` where a mapping or list stands at the route.
    """
    root = _root(text)
    node = at(root, route)
    if not isinstance(node, Scalar):
        raise TypeError(f"not a scalar: {route}")
    if node == bare_text(value) and (node or not node.plain):
        return text
    start, end, new = restyled(node, value, in_flow(root, route))
    return _spliced(text, start, end, new, _with(bare(root), route, value))


def add_key(text: str, route: Route, key: str, value: Tree, order: Sequence[str] = ()) -> str:
    """Add a key to the mapping at a route, after those that come before it in ``order`` (not listed: last).

    Raises as :func:`set_value`, and ``ValueError`` where the key is there already.
    """
    root = _root(text)
    node = at(root, route)
    if not isinstance(node, Map):
        raise TypeError(f"not a mapping: {route}")
    if key in node:
        raise ValueError(f"there already: {key}")
    wished = _with(bare(root), (*route, key), value)
    before = _before(node, key, order)
    if node.flow:
        pair = f"{flow(key)}: {flow(value)}"
        return _spliced(text, *_between(node, before, pair), wished)
    lines = block({key: value}, *layout(root))
    margin = " " * (node.column - 1)
    if before is None:
        start = node.start
        return _spliced(text, start, start, "".join(f"{line}\n{margin}" for line in lines), wished)
    end = entry_end(text, node[before], node.column)
    return _spliced(text, end, end, _below(text, end, [margin + line for line in lines]), wished)


def append(text: str, route: Route, item: Tree) -> str:
    """Add an item at the end of the list at a route, in the file's own indentation. Raises as :func:`set_value`."""
    root = _root(text)
    node = at(root, route)
    if not isinstance(node, Seq):
        raise TypeError(f"not a list: {route}")
    wished = _with(bare(root), (*route, len(node)), item)
    if not node.flow:
        margin = " " * (node.column - 1)
        lines = [margin + line for line in hung(lead(node), item, *layout(root))]
        end = entry_end(text, node[-1], node.column)
        return _spliced(text, end, end, _below(text, end, lines), wished)
    parent = at(root, route[:-1]) if route else None
    below = parent is None or (isinstance(parent, Map) and not parent.flow)
    if below and text[node.start : node.end] == "[]":
        margin = "" if parent is None else " " * (parent.column - 1 + layout(root).offset)
        lines = [margin + line for line in hung("- ", item, *layout(root))]
        return _opened(text, node, lines, wished)
    return _spliced(text, *_between(node, len(node) - 1 if node else None, flow(item)), wished)


def remove(text: str, route: Route) -> str:
    """Take out a key or an item with exactly its lines; comments above it stay.

    A list or mapping that would be left empty goes with its own key or item; the root becomes ``[]`` or ``{}``.
    Raises as :func:`set_value`.
    """
    root = _root(text)
    at(root, route)
    while len(route) > 1 and len(at(root, route[:-1])) == 1:
        route = route[:-1]
    parent, step = at(root, route[:-1]), route[-1]
    wished = bare(root)
    del at(wished, route[:-1])[step]
    if parent.flow:
        return _spliced(text, *_flow_entry(text, parent, step), "", wished)
    start, end = entry_start(parent, step), entry_end(text, parent[step], parent.column)
    if len(parent) == 1:
        return _spliced(text, start, end, "[]" if isinstance(parent, Seq) else "{}", wished)
    return _spliced(text, *_block_entry(text, parent, step, start, end), "", wished)


def _root(text: str) -> Any:
    document = read("", text.encode(), SHEET_LIMIT)
    for fault in document.faults:
        words = T("line {line} must be put right first: {fault}", line=fault.place.line, fault=fault.message)
        raise Refused(words, "coopctl check")
    return document.root


def _with(tree: Any, route: Route, value: Tree) -> Any:
    """The tree as text, with a value put at a route (at the end of a list: added)."""
    parent, step = at(tree, route[:-1]), route[-1]
    if isinstance(parent, list) and step == len(parent):
        parent.append(None)
    parent[step] = _worded(value)
    return tree


def _worded(value: Tree) -> Any:
    if isinstance(value, dict):
        return {str(key): _worded(inner) for key, inner in value.items()}
    return [_worded(inner) for inner in value] if isinstance(value, list) else bare_text(value)


def _before(node: Map, key: str, order: Sequence[str]) -> str | None:
    """The key of a mapping after which a new one goes, None for the very first place."""
    if key not in order:
        return next(reversed(node), None)
    earlier = [one for one in order[: order.index(key)] if one in node]
    return earlier[-1] if earlier else None


def _between(node: Map | Seq, before: Any, new: str) -> tuple[int, int, str]:
    """The splice for a new entry between brackets, after the entry ``before``."""
    if not node:
        return node.start + 1, node.start + 1, new
    if before is None:
        start = entry_start(node, next(iter(node)) if isinstance(node, Map) else 0)
        return start, start, f"{new}, "
    end = node[before].end
    return end, end, f", {new}"


def _below(text: str, end: int, lines: list[str]) -> str:
    """Lines to put at the end of a line; the last line of a file gets the line feed it lacks."""
    return "\n" + "\n".join(lines) + ("\n" if end == len(text) else "")


def _opened(text: str, node: Seq, lines: list[str], wished: Any) -> str:
    """The splice that turns ``[]`` into items below, keeping the comment that follows it."""
    end = line_end(text, node.end)
    comment = text[node.end : end].rstrip(" ")
    start = node.start
    if not comment and start and text[start - 1] != "\n":
        start = len(text[:start].rstrip(" "))
    alone = start == 0 or (text[start - 1] == "\n" and not comment)
    new = comment + _below(text, end, lines)
    return _spliced(text, start, end, new[1:] if alone else new, wished)


def _block_entry(text: str, parent: Map | Seq, step: str | int, start: int, end: int) -> tuple[int, int]:
    """From where to where to cut so that only the lines of an entry go."""
    line = text.rfind("\n", 0, start) + 1
    if not text[line:start].strip(" "):
        return line, min(end + 1, len(text))
    following = neighbours(parent, step)[1]
    if following is not None:
        next_start = entry_start(parent, following)
        if "#" not in text[end:next_start]:
            return start, next_start
    return len(text[:start].rstrip(" ")), end


def _flow_entry(text: str, parent: Any, step: str | int) -> tuple[int, int]:
    """From where to where to cut an entry and one comma from between brackets; comments beside it stay."""
    start, end = entry_start(parent, step), text_end(parent[step])
    before, after = neighbours(parent, step)
    if after is not None:
        following = entry_start(parent, after)
        comma = text.index(",", end)
        return start, comma + 1 if "#" in text[end:following] else following
    if before is not None and "#" not in text[text_end(parent[before]) : start]:
        return text_end(parent[before]), end
    return start, end


def _spliced(text: str, start: int, end: int, new: str, wished: Any) -> str:
    """The text with one stretch replaced, if that reads as the tree wished for."""
    result = text[:start] + new + text[end:]
    document = read("", result.encode(), SHEET_LIMIT)
    if document.faults or bare(document.root) != wished or not _second_opinion(result, wished):
        words = T("this file is laid out in a way that cannot be edited safely here; edit it by hand, then check it")
        raise Refused(words, "coopctl check")
    return result


def _second_opinion(text: str, wished: Any) -> bool:
    """Whether another YAML reader finds the same tree; what the short reader takes is beyond doubt."""
    if quick(text) is not None:
        return True
    from ruamel.yaml import YAML

    try:
        return bool(YAML(typ="base", pure=True).load(text) == wished)
    except Exception:  # whatever stops it, it does not agree
        return False

"""The strict reader: bytes in, a tree with places and every fault of the text out. It never raises.

What coopctl wrote itself is read line by line (``quick``), all else over the *events* of libyaml (``tree``), with
the same tree and the same places. Every scalar stays text as written (``no`` is not False, ``2.50`` keeps its zero);
tags, anchors, aliases, directives, duplicate keys and second documents are seen, told and not obeyed.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from coopctl.document.characters import decoded, screened
from coopctl.document.nodes import Map, Node, Scalar, Seq, bare, is_null
from coopctl.document.quick import quick
from coopctl.document.unreadable import Faults, Unreadable
from coopctl.problem import Place, Route
from coopctl.words import T

__all__ = ("LIMIT", "SHEET_LIMIT", "Document", "Map", "Node", "Scalar", "Seq", "Unreadable", "bare", "is_null",
           "place", "read")  # fmt: skip

LIMIT = 1 << 20
"""Bytes a governance record may hold."""
SHEET_LIMIT = 16 << 20
"""Bytes a contribution sheet may hold."""


class Document(NamedTuple):
    """A text, its tree, and what is wrong with it. Where there is no fault the tree is sound and not None.

    Beside a fault, ``root`` is what could be read all the same, None where that is nothing.
    """

    text: str
    root: Node | None
    faults: tuple[Unreadable, ...]


def read(path: str, data: bytes, limit: int = LIMIT) -> Document:
    """Read one file. ``path`` only names it in places; ``limit`` is in bytes."""
    faults = Faults(path)
    if len(data) > limit:
        message = T("the file holds {size} bytes; at most {limit} are read", size=len(data), limit=limit)
        faults.add("too-large", 0, message, seen=str(len(data)), allowed=str(limit))
        return Document("", None, faults.sorted())
    text = decoded(data, faults)
    clean = screened(text, faults)
    root: Node | None = None if faults or not clean else quick(clean)
    if clean and root is None:
        from coopctl.document.tree import tree

        root = tree(clean, faults)
    if not text and not faults:
        faults.add("empty-file", 0, T("the file is empty"))
    return Document(text, root, faults.sorted())


def place(document: Document, path: str, route: Route, key: bool = False) -> Place:
    """Where the value at a route stands, or its key; what is missing is shown at the nearest parent there is.

    That parent is shown by its own key, an item of a list by its first key.
    """
    node, shown = document.root, document.root
    for step in route:
        inner = _child(node, step)
        if inner is None:
            return _shown(document, path, shown)
        shown = node.key_at(str(step)) if isinstance(node, Map) else inner
        node = inner
    return _shown(document, path, shown if key else node)


def _child(node: Any, step: str | int) -> Any:
    if isinstance(node, Map):
        return node.get(str(step))
    if isinstance(node, Seq) and isinstance(step, int) and -len(node) <= step < len(node):
        return node[step]
    return None


def _shown(document: Document, path: str, node: Any) -> Place:
    if node is None:
        return Place(path)
    while isinstance(node, (Map, Seq)) and node and not node.flow:
        node = node.key_at(next(iter(node))) if isinstance(node, Map) else node[0]
    return Faults(path, document.text).at(node.start, node.end)

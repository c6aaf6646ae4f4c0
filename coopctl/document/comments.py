"""What of a text is value, and what is comment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coopctl.document.nodes import Map, Node, Scalar

Span = tuple[int, int]


def comments(text: str, root: Node | None) -> list[Span]:
    """Where each comment of a soundly read text begins and ends (offsets), the modeline among them."""
    found, at = [], 0
    for start, end in [*((start, end) for start, end, _style in spans(root)), (len(text), len(text))]:
        while (here := text.find("#", at, start)) >= 0:
            line = text.find("\n", here)
            at = line if line >= 0 else len(text)
            found.append((here, at))
        at = max(at, end)
    return found


def spans(node: Any) -> Iterator[tuple[int, int, str]]:
    """Where each key and value begins and ends, and its style, in reading order.

    A block text begins after its heading (``|``, ``>``), which may hold a comment.
    """
    if isinstance(node, Scalar):
        lead = node.source.find("\n", node.start) if node.style in ("|", ">") else node.start
        yield (lead if lead >= 0 else node.end), node.end, node.style
        return
    for step in node or ():
        if isinstance(node, Map):
            yield from spans(node.key_at(step))
        yield from spans(node[step] if isinstance(node, Map) else step)


def stray_tab(text: str, root: Node | None) -> int:
    """Where the first tab stands that is neither in a quoted text nor in a comment, else -1.

    YAML readers do not agree on such tabs.
    """
    held = sorted([(start, end) for start, end, style in spans(root) if style] + comments(text, root))
    at = 0
    for start, end in [*held, (len(text), len(text))]:
        if (tab := text.find("\t", at, start)) >= 0:
            return tab
        at = max(at, end)
    return -1

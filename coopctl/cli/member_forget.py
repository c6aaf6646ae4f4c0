"""What ``coopctl member forget`` takes out of the private folder: every value that stands under a handle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coopctl.document.edit import remove
from coopctl.document.read import read
from coopctl.problem import Route


def about(tree: Any, handles: set[str], route: Route = ()) -> Iterator[Route]:
    """Where a file speaks of somebody: keys that are their handle, items that name them; the last ones first."""
    if isinstance(tree, dict):
        for key in reversed(list(tree)):
            if key in handles:
                yield (*route, key)
            else:
                yield from about(tree[key], handles, (*route, key))
    elif isinstance(tree, list):
        for row in reversed(range(len(tree))):
            item = tree[row]
            if item in handles if isinstance(item, str) else isinstance(item, dict) and _is_theirs(item, handles):
                yield (*route, row)
            else:
                yield from about(item, handles, (*route, row))


def _is_theirs(item: dict[str, Any], handles: set[str]) -> bool:
    return item.get("member") in handles or item.get("handle") in handles


def without(name: str, data: bytes, handles: set[str]) -> tuple[bytes | None, int]:
    """A private file without what it says of somebody (None: nothing else is in it), and how much that was.

    Raises ValueError where the file cannot be read.
    """
    document = read(name, data)
    if document.faults or document.root is None:
        raise ValueError(name)
    text, count = data.decode(), 0
    for route in list(about(document.root, handles)):
        count += 1
        left = read(name, text.encode()).root
        while route and len(_at(left, route[:-1])) == 1:
            route = route[:-1]
        if not route:
            return None, count
        text = remove(text, route)
    return text.encode(), count


def _at(tree: Any, route: Route) -> Any:
    for step in route:
        tree = tree[step]
    return tree

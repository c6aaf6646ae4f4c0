"""Who wrote each value of a record: by comparing what versions say, never lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from coopctl.merge.identity import by_name, names_of

K = TypeVar("K")
Route = tuple[str, ...]
Facts = Mapping[Route, str]
"""What a record says: the way to each value, and the value."""


class Version(NamedTuple):
    """A record as an entry of the history left it, and as each entry before that one had it."""

    now: Facts
    before: tuple[Facts, ...]


def facts(tree: Any, path: str) -> dict[Route, str]:
    """The values of a record, by field; an item of a list by what tells it apart, words each by itself."""
    return dict(_facts(tree, path, ()))


def _facts(tree: Any, path: str, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _facts(value, path, (*route, str(key)))
    elif isinstance(tree, list):
        yield from _listed(tree, path, route)
    else:
        yield route, str(tree)


def _listed(items: list[Any], path: str, route: Route) -> Iterator[tuple[Route, str]]:
    names = names_of(path, route[0] if len(route) == 1 else "")
    told_apart = by_name(items, names) is not None if names else False
    for place, item in enumerate(items, 1):
        if isinstance(item, str):
            yield (*route, f"[{item}]"), item
        elif told_apart:
            name = " ".join(str(item[key]) for key in names if key in item)
            yield (*route, f"[{name}]"), name
            rest = {key: value for key, value in item.items() if key not in names}
            yield from _facts(rest, path, (*route, f"[{name}]"))
        else:
            yield from _facts(item, path, (*route, f"[{place}]"))


def writers(current: Facts, versions: Iterable[tuple[K, Version]]) -> dict[Route, K]:
    """For each value of a record, the last entry that wrote it; ``versions`` come newest first.

    An entry wrote a value where none of those right before it had it: one that only brings two sides together
    wrote nothing. No more of the history is read than is needed.
    """
    left = dict(current)
    found: dict[Route, K] = {}
    for entry, version in versions if left else ():
        for route, value in list(left.items()):
            if version.now.get(route) == value and all(one.get(route) != value for one in version.before):
                found[route] = entry
                del left[route]
        if not left:
            break
    return found


def named(route: Route, value: str) -> str:
    """A field as it is typed behind the record's name: ``site``, ``mandates[ana 2026-01-01].until``."""
    told = route[:-1] if len(route) > 1 and route[-1] == f"[{value}]" else route
    return ".".join(told).replace(".[", "[")

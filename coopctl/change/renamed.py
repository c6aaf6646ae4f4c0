"""Handles that changed between two moments: what named a person before says their handle of now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coopctl.change.fact import tree
from coopctl.document.edit import set_value
from coopctl.document.read import SHEET_LIMIT, read
from coopctl.problem import Route

Files = Mapping[str, bytes]

PEOPLE = frozenset(
    "member introduced_by welcomed_by sponsor interim recorded_by facilitator representative deputy holder by "
    "decided_by proposed_by taken_by opened_by written_by mediator host facilitated_by agenda_by follow_up_by "
    "accountable owner".split()
)
"""Keys whose value is a handle, in any record that is not closed."""
MANY_PEOPLE = frozenset("members participants present absent hosts holders facilitators".split())
"""Keys whose value is a list of handles."""


def replaced(path: str, data: bytes, old: str, new: str) -> bytes | None:
    """The file with every mention of a handle changed, None where there is none."""
    if old.encode() not in data:
        return None
    text, changed = data.decode(), False
    for route, value in list(_mentions(read(path, data, SHEET_LIMIT).root, old, new)):
        text, changed = set_value(text, route, value), True
    return text.encode() if changed else None


def _mentions(tree: Any, old: str, new: str, route: Route = ()) -> Iterator[tuple[Route, str]]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key in PEOPLE and value == old:
                yield (*route, key), new
            elif key == "record" and value in (f"members/{old}", old):
                yield (*route, key), value.replace(old, new)
            else:
                yield from _mentions(value, old, new, (*route, key))
    elif isinstance(tree, list):
        listed = bool(route) and route[-1] in MANY_PEOPLE
        for row, value in enumerate(tree):
            if listed and value == old:
                yield (*route, row), new
            else:
                yield from _mentions(value, old, new, (*route, row))


def aliases(member: Mapping[str, Any]) -> list[str]:
    """The handles a member's tree says they had before."""
    found = member.get("aliases")
    return [str(one) for one in found] if isinstance(found, list) else []


def renamed(before: Files, after: Files, paths: list[str]) -> dict[str, str]:
    """Old handle → new one, of the members whose record moved among these paths."""
    found = {}
    for path in paths:
        if path.startswith("members/") and path in after and path not in before:
            for old in aliases(tree(after[path]) or {}):
                former = f"members/{old}.yaml"
                if former in before and former not in after:
                    found[old] = path[8:-5]
    return found


def brought_along(files: Files, paths: list[str], names: Mapping[str, str]) -> dict[str, bytes | None]:
    """What the files of a moment would be under other handles, as changes to lay over them."""
    changes: dict[str, bytes | None] = {}
    for path in (one for one in paths if one in files and not one.startswith(("payouts/", "elections/"))):
        data, target = files[path], path
        for old, new in names.items():
            data = replaced(path, data, old, new) or data
            if path.startswith(("members/", "contributions/")) and path.endswith(f"/{old}.yaml"):
                target = f"{path.rpartition('/')[0]}/{new}.yaml"
            if path == f"members/{old}.yaml":
                data = set_value(data.decode(), ("handle",), new).encode()
        if target != path:
            changes[path] = None
        changes[target] = data
    return changes

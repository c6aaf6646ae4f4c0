"""The draft of a conversation that was cut short: what was answered, kept until it is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from coopctl import values
from coopctl.problem import Tree

DRAFT = "draft-contrib.yaml"
"""Its name in the private folder."""
SAVED = {
    "id": values.parse_entry_id, "what": values.parse_what, "circle": values.parse_slug, "role": values.parse_slug,
    "hours": values.parse_hours, "rate": values.parse_rate, "date": values.parse_day, "until": values.parse_day,
}  # fmt: skip


def draft(member: str, lines: Iterable[Mapping[str, Any]]) -> Tree:
    """The lines of a conversation as a tree to keep; an answer that is nothing is kept as an empty text."""
    kept = [{name: "" if line[name] is None else line[name] for name in SAVED if name in line} for line in lines]
    return {"member": member, "lines": [line for line in kept if line]}


def taken_up(tree: Tree) -> tuple[str, list[dict[str, Any]]]:
    """The member and the lines of a kept draft; what cannot be read any more is left out."""
    tree = tree if isinstance(tree, Mapping) else {}
    lines = tree.get("lines")
    found = [_answers(item) for item in lines if isinstance(item, Mapping)] if isinstance(lines, list) else []
    return str(tree.get("member", "")), [line for line in found if line]


def _answers(item: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, parse in SAVED.items():
        try:
            if name in item:
                found[name] = parse(item[name]) if item[name] else None
        except (ValueError, TypeError):
            continue
    return found

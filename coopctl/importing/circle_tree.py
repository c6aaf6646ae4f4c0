"""Which circle is around which line of an export, told by id where it is one's own, else by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from coopctl.importing.facts import Said
from coopctl.importing.report import Address
from coopctl.importing.spelling import fold
from coopctl.values import When
from coopctl.words import T


class Node(NamedTuple):
    """A line of Circles & Roles: its own id and title, and the circle around it as it is written."""

    where: Address
    id: str
    title: str
    circle_id: str | None
    circle: str | None
    is_circle: bool
    facts: Mapping[str, Any]
    created: When | None = None


class Around(dict[str, str]):
    """From the id of a line to the id of the circle around it; ``ids`` holds the circles' other ids."""

    ids: Mapping[str, str] = {}


def parents(nodes: Sequence[Node], said: Said) -> Around:
    """The circle around each line. What is in two circles of one name is in the one that can hold it."""
    circles = {one.id: one for one in nodes if one.is_circle}
    by_name: dict[str, list[str]] = {}
    for one in circles.values():
        by_name.setdefault(fold(one.title), []).append(one.id)
    other = _other_ids(nodes, circles, by_name, said)
    found = Around()
    found.ids = other
    for one in nodes:
        id = _of(one.circle_id, one.circle, circles, other, by_name)
        if id and id != one.id:
            found[one.id] = id
        elif not id and (one.circle_id or one.circle):
            seen = one.circle or one.circle_id or ""
            said.wrong(one.where, T("there is no circle “{seen}” in sheet Circles & Roles", seen=seen), seen)
    return found


def _other_ids(
    nodes: Sequence[Node], circles: Mapping[str, Node], by_name: Mapping[str, list[str]], said: Said
) -> dict[str, str]:
    """The id under which the lines inside a circle name it → the circle's own id.

    Circles of one name take these ids in the order of the sheet.
    """
    found: dict[str, str] = {}
    left = {name: list(ids) for name, ids in by_name.items()}
    for one in nodes:
        if one.circle_id and one.circle_id not in circles and one.circle_id not in found and one.circle:
            free = left.get(fold(one.circle), [])
            if free:
                if len(free) > 1:
                    said.note("warning", one.where, T("several circles are called “{name}”: told apart by their order",
                                                      name=one.circle))  # fmt: skip
                found[one.circle_id] = free.pop(0)
    return found


def _of(
    id: str | None, name: str | None, circles: Mapping[str, Any], other: Mapping[str, str],
    by_name: Mapping[str, list[str]],
) -> str | None:  # fmt: skip
    if id and id in circles:
        return id
    if id and id in other:
        return other[id]
    return next(iter(by_name.get(fold(name or ""), [])), None)


def placed(id: str | None, name: str | None, around: Around, teams: Mapping[str, Any]) -> str | None:
    """The circle an assignation is in."""
    by_name: dict[str, list[str]] = {}
    for key, team in teams.items():
        by_name.setdefault(fold(team.title), []).append(key)
    return _of(id, name, teams, around.ids, by_name)

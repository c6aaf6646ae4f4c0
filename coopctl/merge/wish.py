"""What two sides wish of one record, key by key: the tree that shall stand, and what only people can settle.

Pure values, no text. A field is taken from whoever changed it; of a list, each item is; mappings are gone into.
What both changed differently is a conflict, unless a choice says whose wish prevails.
"""

from __future__ import annotations

from typing import Any

from coopctl.document.nodes import bare
from coopctl.merge.conflict import Choice, Choices, Conflict, apart, twice_told
from coopctl.merge.crowded import crowded
from coopctl.merge.identity import EVENTS, TOGETHER, Names, by_name, folder_of, names_of

Tree = dict[str, Any]
Side = Any
"""A value of one side; None where it has none."""


class Wishes:
    """Two sides of the record at a path, being brought together."""

    def __init__(self, path: str, choices: Choices) -> None:
        self.path, self.choices = path, choices
        self.record = path.removesuffix(".yaml")
        self.folder = folder_of(path)
        self.found: dict[str, Conflict] = {}

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Each field in conflict; the command names it where there are several."""
        found = tuple(self.found.values())
        return found if len(found) > 1 else tuple(one._replace(record=self.record) for one in found)

    def of(self, was: Side, mine: Side, other: Side) -> Any:
        """The whole record that shall stand."""
        if not all(isinstance(one, dict) for one in (was, mine, other)):
            return self._value(was, mine, other, "")
        if self.folder in EVENTS:
            return self._told(was, mine, other)
        wished: Tree = self._mapping(was, mine, other)
        for group in TOGETHER.get(self.folder, ()):
            self._together(group, was, mine, other, wished)
        for key in () if self.found else crowded(bare(wished), bare(mine), bare(other)):
            _put(wished, key, self._settled(key, mine.get(key), other.get(key), crowded=True))
        return wished

    def _mapping(self, was: Tree, mine: Tree, other: Tree, top: str = "") -> Tree:
        wished: Tree = {}
        for key in dict.fromkeys((*other, *mine)):
            _put(wished, key, self._value(was.get(key), mine.get(key), other.get(key), top or key))
        return wished

    def _value(self, was: Side, mine: Side, other: Side, field: str) -> Side:
        if mine in (other, was):
            return other
        if other == was:
            return mine
        sides = was, mine, other
        if isinstance(mine, dict) and isinstance(other, dict) and isinstance(was or {}, dict):
            return self._mapping(was or {}, mine, other, field)
        if all(isinstance(one or [], list) for one in sides):
            found = self._list(was or [], mine or [], other or [], field)
            if found is not None:
                return found
        return self._settled(field, mine, other)

    def _list(self, was: list[Any], mine: list[Any], other: list[Any], field: str) -> list[Any] | None:
        """The items that shall stand; None where nothing tells them apart."""
        if names := names_of(self.path, field):
            return self._items(was, mine, other, names, field)
        if all(isinstance(one, str) for one in (*was, *mine, *other)):
            return _words(was, mine, other)
        return None

    def _items(self, *sides: Any) -> list[Any] | None:
        *lists, names, field = sides
        was, mine, other = (by_name(one, names) for one in lists)
        if was is None or mine is None or other is None:
            return None
        wished = []
        for name in dict.fromkeys((*other, *mine)):
            b, o, t = was.get(name), mine.get(name), other.get(name)
            kept = t if o in (b, t) else o if t == b else self._settled(field, o, t)
            wished += [kept] if kept is not None else []
        return wished

    def _told(self, was: Tree, mine: Tree, other: Tree) -> Tree:
        """What is told by one person at a time: the longer of two tellings of which one goes on from the other.

        Never both, one among the other: what a round agreed to may be what the other side has just rewritten.
        """
        if mine == was or _goes_on(mine, other):
            return other
        if other == was or _goes_on(other, mine):
            return mine
        if self.choice("") != "theirs":
            self.found.setdefault("", twice_told(self.path))
        return other

    def _together(self, group: Names, was: Tree, mine: Tree, other: Tree, wished: Tree) -> None:
        """Fields that say one thing: from one side, where both touched them."""
        b, o, t = ([side.get(key) for key in group] for side in (was, mine, other))
        if b in (o, t) or o == t:
            return
        for key in group:
            self.found.pop(key, None)
        field = next((key for key in group if self.choice(key)), None)
        field = field or next(key for key in group if mine.get(key) != other.get(key))
        chosen = self._settled(field, _some(group, mine), _some(group, other))
        for key in group:
            _put(wished, key, (chosen or {}).get(key))

    def choice(self, field: str) -> Choice | None:
        """Whose wish prevails for a field, where that was said of it or of its record."""
        return self.choices.get(f"{self.record}.{field}") or self.choices.get(self.record)

    def _settled(self, field: str, mine: Side, other: Side, *, crowded: bool = False) -> Side:
        choice = self.choice(field)
        if choice:
            return mine if choice == "mine" else other
        self.found.setdefault(field, apart(self.path, field, mine, other, crowded=crowded))
        return other


def _goes_on(one: Tree, two: Tree) -> bool:
    """Whether the second says all that the first does, and goes on from there."""
    return all(
        value == two.get(key) or (isinstance(value, list) and list(two.get(key, ()))[: len(value)] == value)
        for key, value in one.items()
    )


def _some(keys: Names, side: Tree) -> Tree:
    return {key: side[key] for key in keys if key in side}


def _put(tree: Tree, key: str, value: Side) -> None:
    if value is None:
        tree.pop(key, None)
    else:
        tree[key] = value


def _words(was: list[str], mine: list[str], other: list[str]) -> list[str] | None:
    """Words of a list: those of either side, without those one side took out; None where both reworded the same."""
    if any(len(set(side)) < len(side) for side in (was, mine, other)):
        return None
    gone = [one for one in was if one not in mine and one not in other]
    new_mine, new_other = ([one for one in side if one not in was] for side in (mine, other))
    if gone and new_mine and new_other and set(new_mine) != set(new_other):
        return None
    kept = [one for one in other if one in mine or one not in was]
    return kept + [one for one in new_mine if one not in other]


def comparable(node: Any, path: str, field: str | None = None) -> Any:
    """What a tree says, the order of its items apart where something else tells them apart; empty lists left out."""
    if isinstance(node, dict):
        found = {key: comparable(node[key], path, field or key) for key in sorted(node)}
        return {key: value for key, value in found.items() if value not in ([], {})}
    if not isinstance(node, list):
        return str(node)
    items = [comparable(item, path, field or "-") for item in node]
    told_apart = names_of(path, field or "") or all(isinstance(one, str) for one in items)
    return sorted(items, key=repr) if told_apart else items

"""What tellers of changes share: items of a list that differ, days, whatever else changed."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl import values
from coopctl.change.fact import Change, Pair, Tree, Values, items
from coopctl.words import T, Text


def spans(pair: Pair, key: str, names: tuple[str, ...]) -> Iterator[tuple[Tree | None, Tree | None]]:
    """Items of a list that differ, matched by some of their keys: (before, after)."""
    old, new = ({tuple(str(one.get(n, "")) for n in names): one for one in items(side, key)} for side in pair[1:])
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield old.get(name), new.get(name)


def end(pair: Pair, key: str, kind: str, text: Text) -> Iterator[Change]:
    """That a record, or someone, has a last day from now on."""
    if pair.after.get(key) and pair.after.get(key) != pair.before.get(key):
        yield Change(kind, pair.record, text, pair.name, None, pair.old([key]), pair.new([key]))


def rest(pair: Pair, kind: str, who: str | None, circle: str | None, *told: str) -> Iterator[Change]:
    """Whatever else differs, by the names of the fields."""
    keys = pair.differing(*told)
    if keys:
        text = T("{record}: {fields} changed", record=pair.record, fields=keys)
        yield Change(kind, pair.record, text, who, circle, pair.old(keys), pair.new(keys))


def day(one: Tree, key: str) -> object:
    """A day of a record; a month means its first day as a beginning and its last as an end."""
    text = one.get(key)
    try:
        when = values.parse_when(text) if isinstance(text, str) else None
    except ValueError:
        return text
    return None if when is None else (when.first if key == "since" else when.last)


def flat(one: Tree | None) -> Values | None:
    """An item as plain texts."""
    return None if one is None else {key: str(value) for key, value in one.items()}

"""One thing that changed, as a value: what kind, on which record, about whom, from what to what, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from coopctl.document.nodes import Map, bare
from coopctl.document.read import SHEET_LIMIT, read
from coopctl.words import Text

Values = Mapping[str, Any]
Tree = Mapping[str, Any]


class Change(NamedTuple):
    """A change of one record.

    ``record`` is named as in commands (``loic/k7m3qa2w``, ``members/loic``, ``roles/technique/admin-sys``); ``before``
    and ``after`` hold the fields that differ, as files write them (None: the record was, or is, not there);
    ``circle`` is the circle it concerns.
    """

    kind: str
    record: str
    text: Text
    who: str | None = None
    circle: str | None = None
    before: Values | None = None
    after: Values | None = None


class Pair(NamedTuple):
    """A file before and after, as trees; {} where it is not there."""

    path: str
    before: Tree
    after: Tree

    @property
    def record(self) -> str:
        return self.path.removesuffix(".yaml")

    @property
    def name(self) -> str:
        """The file's own name: a handle, a circle, a role."""
        return self.record.rpartition("/")[2]

    def differing(self, *but: str) -> list[str]:
        """The keys whose values differ, those named left out."""
        keys = dict.fromkeys((*self.before, *self.after))
        return [key for key in keys if key not in but and self.before.get(key) != self.after.get(key)]

    def old(self, keys: list[str]) -> Values | None:
        """Some keys as they were."""
        return _plain(self.before, keys)

    def new(self, keys: list[str]) -> Values | None:
        """Some keys as they are."""
        return _plain(self.after, keys)


def pair(path: str, before: bytes | None, after: bytes | None) -> Pair | None:
    """Both sides of a file of keys and values; None where one of them cannot be read as that."""
    trees = [tree(data) for data in (before, after)]
    return None if trees[0] is None or trees[1] is None else Pair(path, trees[0], trees[1])


def tree(data: bytes | None) -> Tree | None:
    """A file's tree, {} for no file, None where it cannot be read."""
    if data is None:
        return {}
    root = read("", data, SHEET_LIMIT).root
    return bare(root) if isinstance(root, Map) else None


def items(side: Tree, key: str) -> list[Tree]:
    """The items of a list of mappings, those that are none left out."""
    found = side.get(key, [])
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _plain(side: Tree, keys: list[str]) -> Values | None:
    if not side:
        return None
    return {key: side[key] for key in keys if key in side}

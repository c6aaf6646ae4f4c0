"""What a file holds once read: text, mappings and lists that know where they stand.

A node is a plain ``str``, ``dict`` or ``list`` for everyone else. Its places come in two kinds: ``start``
and ``end`` are offsets in characters from the beginning of the text, ``line`` and ``column`` count from 1
and are computed when asked for, since most files have nothing wrong.
"""

from __future__ import annotations

import re
from typing import Any

NULLS = ("", "~", "null", "Null", "NULL")


_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)


class _Placed:
    """Where a node begins and ends in ``source``; a block collection ends where its last value does."""

    __slots__ = ()
    source: str
    start: int
    end: int

    @property
    def line(self) -> int:
        return self.source.count("\n", 0, self.start) + 1

    @property
    def column(self) -> int:
        return self.start - self.source.rfind("\n", 0, self.start)

    @property
    def end_line(self) -> int:
        return self.source.count("\n", 0, self.end) + 1

    @property
    def end_column(self) -> int:
        return self.end - self.source.rfind("\n", 0, self.end)


class Scalar(_Placed, str):
    """One text. ``style`` is "" (plain), "'", '"', "|" or ">"; the schema decides what it means."""

    __slots__ = ("end", "source", "start", "style")
    style: str

    @property
    def plain(self) -> bool:
        return not self.style


class Map(_Placed, dict[str, Any]):
    """Keys and values in the file's own order; ``key_starts`` tells where each key begins."""

    __slots__ = ("end", "flow", "key_starts", "source", "start")
    flow: bool
    key_starts: dict[str, int]

    @property
    def keys_at(self) -> dict[str, Scalar]:
        """Each key as a node with its place."""
        return {key: self.key_at(key) for key in self.key_starts}

    def key_at(self, key: str) -> Scalar:
        """The node of one key. Raises KeyError where there is none."""
        start = self.key_starts[key]
        quoted = _QUOTED.match(self.source, start)
        node = Scalar(key)
        node.source, node.start, node.end = self.source, start, quoted.end() if quoted else start + len(key)
        node.style = self.source[start] if quoted else ""
        return node


class Seq(_Placed, list[Any]):
    """A list. ``flow`` tells ``[a, b]`` from one item per line."""

    __slots__ = ("end", "flow", "source", "start")
    flow: bool


Node = Map | Seq | Scalar


def is_null(node: Any) -> bool:
    """Whether a value was left empty, or written ``~`` or ``null`` without quotes."""
    return isinstance(node, Scalar) and not node.style and node in NULLS


def bare(node: Any) -> Any:
    """The same tree without places: plain dict, list and str."""
    if isinstance(node, dict):
        return {str(key): bare(value) for key, value in node.items()}
    return [bare(item) for item in node] if isinstance(node, list) else str(node)

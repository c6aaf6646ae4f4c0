"""The short way for files in canonical form: line by line, without a YAML parser to load or to wait for.

It reads a subset of YAML of which each line can be judged alone, and gives up (None) at anything else, right or
wrong: the long way then decides. So a file means the same whichever way it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from coopctl.document.nodes import Map, Scalar, Seq

OPENERS = "(«“€/"
"""Beside letters and digits, what a text may begin with and stay without quotes."""

_DEEPEST = 12
MOST_VALUES = 400_000
"""Keys, values and brackets in one file: some 25,000 contributions; more would exhaust a small machine."""
MOST_LINES = MOST_VALUES // 2
"""Lines of a text this reader takes on; longer ones are for the long way, which counts what they hold."""
MOST_TEXTS = 50_000
"""Texts that are kept with what they were read as."""
_QUOTED = re.compile(r'"(?:[^"\\]|\\["\\n])*"')
_ESCAPES = {'\\"': '"', "\\\\": "\\", "\\n": "\n"}
_ESCAPE = re.compile(r"\\.")


class Readings(dict[str, Any]):
    """What texts were read as: in a large ledger the same few days, hours and names come again and again.

    A new one is read now, and what its reader raises is raised.
    """

    def __init__(self, reader: Callable[[str], Any], known: Mapping[str, Any] = {}) -> None:
        """``known`` are texts that never reach the reader: ``{"": None}`` where nothing written means nothing."""
        self._reader, self._known = reader, known
        super().__init__(known)

    def __missing__(self, text: str) -> Any:
        if len(self) > MOST_TEXTS:
            self.clear()
            self.update(self._known)
        value = self[text] = self._reader(text)
        return value


def unescaped(inner: str) -> str:
    """What stands between double quotes, its few escapes resolved."""
    return _ESCAPE.sub(lambda match: _ESCAPES[match[0]], inner) if "\\" in inner else inner


class _GiveUp(Exception):
    """Not for this reader."""


def quick(text: str) -> Map | Seq | None:
    """The tree of a text in (nearly) canonical form, else None. The text holds no refused character."""
    if (
        text.count("\n") > MOST_LINES
        or "\t" in text
        or " #" in text
        or " \n" in text
        or "\r" in text
        or text[-1:] == " "
    ):
        return None
    lines = _Lines(text)
    try:
        start = 0
        for line in text.split("\n"):
            if line and line[0] != "#":
                lines.take(line, start)
            start += len(line) + 1
        return lines.finished()
    except _GiveUp:
        return None


class _Lines:
    """The mappings and lists still open, outermost first, and the column each stands in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open: list[Any] = []
        self.columns: list[int] = []
        self.awaited: str | None = None
        self.last = 0
        self.values = 6
        """What the text holds at most, counted as the long way does."""

    def take(self, line: str, start: int) -> None:
        self.values += 2
        head, colon, value = line.partition(": ")
        name = head.lstrip(" ")
        column = len(head) - len(name)
        dash = name[:2] == "- "
        here = self._holder(column, dash, start + column)
        if dash:
            name, column = name[2:], column + 2
            if not colon and name[-1:] != ":":
                here.append(self._scalar(name, start + column))
                return
            here = self._opened(Map(), column, start + column)
        if not colon:
            if name[-1:] != ":":
                raise _GiveUp
            name = self.awaited = name[:-1]
        if name in here.key_starts or name[:1] == "-" or not name.replace("-", "_").isidentifier():
            raise _GiveUp
        here.key_starts[name] = start + column
        if colon:
            here[name] = self._scalar(value, start + len(line) - len(value))

    def _holder(self, column: int, dash: bool, start: int) -> Any:
        """The mapping or list that a line at this column goes on with; what stands deeper is over."""
        columns = self.columns
        if self.awaited is not None or not columns:
            apart = column - (columns[-1] if columns else 0)
            if apart not in ((0,) if not columns else (0, 2) if dash else (2,)):
                raise _GiveUp
            return self._opened(Seq() if dash else Map(), column, start)
        while columns and columns[-1] > column:
            self._close()
        if columns and not dash and type(self.open[-1]) is Seq:
            self._close()
        if not columns or columns[-1] != column or (type(self.open[-1]) is Seq) is not dash:
            raise _GiveUp
        return self.open[-1]

    def _opened(self, node: Any, column: int, start: int) -> Any:
        if len(self.open) > _DEEPEST:
            raise _GiveUp
        self.values += 2
        if self.open and self.awaited is not None:
            self.open[-1][self.awaited] = node
        elif self.open:
            self.open[-1].append(node)
        if type(node) is Map:
            node.key_starts = {}
        node.source, node.start, node.flow, self.awaited = self.text, start, False, None
        self.open.append(node)
        self.columns.append(column)
        return node

    def _close(self) -> None:
        self.columns.pop()
        node = self.open.pop()
        node.end = self.last

    def _scalar(self, value: str, start: int) -> Scalar:
        first, end = value[:1], start + len(value)
        if first == '"':
            if not _QUOTED.fullmatch(value):
                raise _GiveUp
            node = Scalar(unescaped(value[1:-1]))
        elif first and (first.isalnum() or first in OPENERS) and ": " not in value and value[-1] != ":":
            node, first = Scalar(value), ""
        else:
            raise _GiveUp
        node.source, node.start, node.end, node.style = self.text, start, end, first
        self.last = end
        return node

    def finished(self) -> Map | Seq:
        if self.awaited is not None or not self.open or self.values > MOST_VALUES:
            raise _GiveUp
        root: Map | Seq = self.open[0]
        while self.open:
            self._close()
        return root

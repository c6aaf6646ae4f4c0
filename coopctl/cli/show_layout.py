"""How tables and bars are laid out: numbers of columns and strings, no screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from coopctl.report.plain import cells
from coopctl.words import T, said

GAP = 2
_LEAST_TEXT = 6
_EIGHTHS = " ▏▎▍▌▋▊▉"


class Column(NamedTuple):
    """A heading; ``free`` text is the first to be cut; ``right`` is known from the values unless given.

    Where no column is ``free`` or ``whole``, any text is free. Text that is ``whole`` is never cut: it goes under its
    row where that has no room for it, with its heading where there are several.
    """

    title: str
    free: bool = False
    right: bool | None = None
    whole: bool = False


class Grid(NamedTuple):
    """A table as strings: each row as long as ``heads``."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[str, ...]
    right: tuple[bool, ...]
    free: tuple[bool, ...]
    whole: tuple[bool, ...] = ()

    @property
    def widths(self) -> list[int]:
        """What each column needs to be shown whole."""
        whole = [self.heads, *self.rows, *([self.foot] if self.foot else [])]
        return [max(cells(row[i]) for row in whole) for i in range(len(self.heads))]


def grid(
    columns: Sequence[str | Column], rows: Sequence[Sequence[Any]], totals: Sequence[Any] | None, lang: str
) -> Grid:
    """Values said in a language; a column of numbers (amounts, hours) is set to the right."""
    known = [column if isinstance(column, Column) else Column(column) for column in columns]
    right = tuple(_numbers(rows, i) if column.right is None else column.right for i, column in enumerate(known))
    free = tuple(column.free for column in known)
    if not any(free) and not any(column.whole for column in known):
        free = tuple(not number for number in right)
    body = tuple(tuple(_cell(value, lang) for value in row) for row in rows)
    foot = tuple(_cell(value, lang) for value in totals or ())
    return Grid(tuple(_cell(column.title, lang) for column in known), body, foot, right, free,
                tuple(column.whole for column in known))  # fmt: skip


def _cell(value: Any, lang: str) -> str:
    return "" if value is None else said(value, lang)


def _numbers(rows: Sequence[Sequence[Any]], i: int) -> bool:
    values = [row[i] for row in rows if row[i] is not None and row[i] != ""]
    return bool(values) and all(isinstance(value, int) and not isinstance(value, bool) for value in values)


def fitted(table: Grid, room: int) -> list[int]:
    """The width of each column within ``room``: free text gives way first, then other text, never a number.

    The first column, what a row is called by, gives way last.
    """
    widths = table.widths
    texts = tuple(not number for number in table.right)
    for may_give in (table.free, (False, *texts[1:]), texts):
        while sum(widths) + GAP * (len(widths) - 1) > room:
            widest = max((w for w, may in zip(widths, may_give, strict=True) if may), default=0)
            if widest <= _LEAST_TEXT:
                break
            widths[next(i for i, w in enumerate(widths) if w == widest and may_give[i])] -= 1
    return widths


def under(table: Grid, room: int) -> tuple[Grid, list[list[str]]]:
    """The table within ``room``, and for each row the lines that go under it: what is never cut, the widest first."""
    gone: list[int] = []
    while True:
        there = [i for i in range(len(table.heads)) if i not in gone]
        whole = [i for i in there if table.whole and table.whole[i]]
        if not whole or sum(table.widths[i] for i in there) + GAP * (len(there) - 1) <= room:
            break
        gone.append(max(whole, key=table.widths.__getitem__))
    if not gone:
        return table, [[] for _row in table.rows]
    lines = [[line for line in folded(_said_below(table, row, gone), room - GAP) if line] for row in table.rows]

    def of(row: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(row[i] for i in there) if row else ()

    rows = tuple(map(of, table.rows))
    return Grid(of(table.heads), rows, of(table.foot), of(table.right), of(table.free)), lines


def _said_below(table: Grid, row: Sequence[str], gone: Sequence[int]) -> str:
    """What goes under a row, in one text."""
    told = [(table.heads[i], row[i]) for i in sorted(gone) if row[i]]
    if sum(table.whole) == 1:
        return "".join(text for _head, text in told)
    return " · ".join(str(T("{title}: {text}", title=title, text=text)) for title, text in told)


def stacked(table: Grid, room: int) -> list[tuple[str, list[str]]] | None:
    """Each row as its first cell and lines below it, where what is not free text would have to be cut.

    Only a table with text that is never cut is set so: None for any other.
    """
    laid, below = under(table, room)
    least = [min(width, _LEAST_TEXT) if free else width for width, free in zip(laid.widths, laid.free, strict=True)]
    if laid is table or table.foot or sum(least) + GAP * (len(least) - 1) <= room:
        return None
    rest = [[line for line in folded(" · ".join(filter(None, row[1:])), room - GAP) if line] for row in laid.rows]
    return [(row[0], [*more, *lines]) for row, more, lines in zip(laid.rows, below, rest, strict=True)]


def folded(text: str, width: int) -> list[str]:
    """A text on lines of at most ``width`` columns, between words; a longer word is cut, and goes on."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if cells(joined) <= width:
            lines[-1] = joined
            continue
        lines += [word] if lines[-1] else []
        lines[-1] = lines[-1] or word
        while cells(lines[-1]) > width and len(lines[-1]) > 1:
            head = _fitting(lines[-1], width)
            lines[-1:] = [head, lines[-1][len(head) :]]
    return lines


def within(line: str, width: int) -> list[str]:
    """A sentence on lines of at most ``width`` columns, between words; a command to type stays in one piece."""
    if cells(line) <= width or "coopctl " in line:
        return [line]
    margin = " " * (len(line) - len(line.lstrip(" ")) + GAP)
    lines = [""]
    for word in re.findall(" *[^ ]+", line):  # No-break spaces stay within a word.
        if lines[-1].strip() and cells(lines[-1] + word) > width:
            lines.append(margin + word.lstrip(" "))
        else:
            lines[-1] += word
    return lines


def _fitting(text: str, width: int) -> str:
    """As much of a text as there is room for, one character at least."""
    while cells(text) > width and len(text) > 1:
        text = text[:-1]
    return text


def clip(text: str, width: int, dots: str = "…") -> str:
    """A text in at most ``width`` columns, its end marked where it was cut."""
    if cells(text) <= width:
        return text
    while text and cells(text) + len(dots) > width:
        text = text[:-1]
    return (text + dots)[: max(width, 0)]


def set_in(text: str, width: int, right: bool) -> str:
    """A text set in its column."""
    blank = " " * (width - cells(text))
    return blank + text if right else text + blank


def aligned(table: Grid) -> list[str]:
    """The table in plain columns, whole: what a file or another program receives."""
    widths = table.widths
    rule = tuple("-" * width for width in widths)
    rows = [table.heads, rule, *table.rows, *([rule, table.foot] if table.foot else [])]
    gap = " " * GAP
    return [gap.join(set_in(*cell) for cell in zip(row, widths, table.right, strict=True)).rstrip() for row in rows]


class Bar(NamedTuple):
    """A line of a chart: what stands before the bar, the bar, what stands after."""

    label: str
    bar: str
    amount: str


def chart(rows: Sequence[tuple[str, int, Any]], room: int, lang: str, blocks: bool = True, full: int = 0) -> list[Bar]:
    """Bars from a common zero, to one scale, in ``room`` columns; what is below zero goes to the left.

    A bar of ``full`` takes all the room, unless another one is longer. Nothing is drawn for zero, and
    something always for what is not zero.
    """
    if not rows:
        return []
    labels = [said(label, lang) for label, _, _ in rows]
    amounts = [said(shown, lang) for _, _, shown in rows]
    after = max(cells(amount) for amount in amounts)
    before = min(max(cells(label) for label in labels), max(_LEAST_TEXT, room // 3))
    scale = _Scale.of([full, *(size for _, size, _ in rows)], max(0, room - before - after - 2 * GAP))
    draw = scale.blocks if blocks else scale.signs
    dots = "…" if blocks else "..."
    return [
        Bar(set_in(clip(label, before, dots), before, False), draw(size), set_in(amount, after, True))
        for label, amount, (_, size, _) in zip(labels, amounts, rows, strict=True)
    ]


class _Scale(NamedTuple):
    """Columns left and right of zero, and how many (``cells``) stand for how much (``size``)."""

    left: int
    right: int
    cells: int
    size: int

    @classmethod
    def of(cls, sizes: Sequence[int], room: int) -> _Scale:
        low, high = max(0, -min(sizes)), max(0, *sizes)
        if not low:
            return cls(0, room, room, high or 1)
        room = max(room - 1, 1)
        left = min(max(1, -(-low * room // (low + high))), room - 1 if high and room > 1 else room)
        right = room - left
        tighter = (right, high) if high and right * low < left * high else (left, low)
        return cls(left, right, *tighter)

    def eighths(self, size: int) -> int:
        exact = (abs(size) * 8 * self.cells + self.size // 2) // self.size
        return max(1, exact) if size and self.cells else 0

    def blocks(self, size: int) -> str:
        whole, rest = divmod(self.eighths(size), 8)
        if size < 0:
            part = "▐" if rest >= 4 or not whole else ""
            return self._placed(part + "█" * whole, "", "│")
        return self._placed("", "█" * whole + _EIGHTHS[rest].strip(), "│")

    def signs(self, size: int) -> str:
        drawn = "#" * max((self.eighths(size) + 4) // 8, int(size != 0 and self.cells > 0))
        return self._placed(drawn, "", "|") if size < 0 else self._placed("", drawn, "|")

    def _placed(self, below: str, above: str, zero: str) -> str:
        axis = zero if self.left else ""
        return (
            below[-self.left :].rjust(self.left) + axis + above.ljust(self.right)
            if self.left
            else above.ljust(self.right)
        )

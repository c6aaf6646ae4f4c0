"""What a report is laid out in, whatever it is shown on: parts with sentences and a table; and as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Any, NamedTuple

from coopctl.cli import show as screen
from coopctl.words import T, Text, language, said

WIDTH = 80
HIDDEN = T("hidden")
"""Said in place of a number that fewer than five people make, or that would let one work such a one out."""


class Part(NamedTuple):
    """A part of a report. ``lines`` stand before its table, ``after`` behind it; ``numbers`` are columns set right,
    ``folded`` what few will open."""

    title: Text
    lines: tuple[Text, ...] = ()
    heads: tuple[str, ...] = ()
    rows: Sequence[Sequence[Any]] = ()
    foot: Sequence[Any] | None = None
    after: tuple[Text, ...] = ()
    numbers: int = 0
    folded: bool = False


class Page(NamedTuple):
    """A whole report: who, what, of when, its parts, and what is said at its foot. ``slips``: its parts are cut out."""

    coop: str
    title: Text
    parts: tuple[Part, ...]
    foot: tuple[Text, ...] = ()
    slips: bool = False


def number(value: Any) -> Any:
    """A number as shown; None is one that is hidden."""
    return HIDDEN if value is None else value


def percent(value: int) -> Text:
    """A percentage."""
    return T("{n} %", n=value)


def right(one: Part) -> range:
    """The columns of numbers: the last ones."""
    return range(len(one.heads) - one.numbers, len(one.heads))


def tell(page: Page) -> None:
    """On the screen: 80 columns, or what a narrower one has."""
    screen.out(T("{coop}: {title}", coop=page.coop, title=page.title))
    tell_parts(page)


def tell_parts(page: Page) -> None:
    """The parts and the foot of a page, without what stands at its head."""
    seen = screen.screen()
    width = min(seen.width, WIDTH) if seen.terminal else WIDTH
    for one in page.parts:
        screen.out()
        screen.out(one.title)
        for line in (*_wrapped(one.lines, width), *_table(one, width), *_wrapped(one.after, width)):
            screen.out(line)
    if page.foot:
        screen.out()
    for line in _wrapped(page.foot, width, ""):
        screen.out(line)


def _wrapped(lines: Iterable[Text], width: int, indent: str = "  ") -> Iterator[str]:
    for line in lines:
        yield from wrap(str(line), width, initial_indent=indent, subsequent_indent=f"{indent}  ",
                        break_on_hyphens=False)  # fmt: skip


def _table(one: Part, width: int) -> Iterator[str]:
    """The table in plain columns, its first column cut where all does not fit."""
    if not one.rows:
        return
    from coopctl.cli.show_layout import Column, aligned, clip, fitted, grid

    columns = [Column(head, free=place == 0, right=place in right(one)) for place, head in enumerate(one.heads)]
    laid = grid(columns, one.rows, one.foot, language())
    widths = fitted(laid, width - 2)

    def cut(row: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(clip(cell, room) for cell, room in zip(row, widths, strict=True))

    rows = tuple(cut(row) for row in laid.rows)
    for line in aligned(laid._replace(heads=cut(laid.heads), rows=rows, foot=cut(laid.foot) if laid.foot else ())):
        yield f"  {line}"


def words(value: Any) -> str:
    """A cell in the language on screen."""
    return "" if value is None else said(value, language())

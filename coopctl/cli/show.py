"""The one way to the screen: tables, bars, diffs, lines. The only importer of rich, and only for tables.

The answer goes to standard output, all else to standard error. Text from a ledger is made harmless on
the way, typography becomes plain off a terminal, and no stream, open, closed or old, makes it crash.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, TextIO

from coopctl import system
from coopctl.cli.show_layout import GAP, Column, Grid, aligned, chart, clip, fitted, grid, stacked, under, within
from coopctl.problem import Unwritable
from coopctl.report.plain import spaced
from coopctl.words import Text, language, visible

__all__ = ["Column", "Screen", "bars", "configure", "diff", "err", "may_ask", "note", "out", "screen", "table", "write"]

Stream = Literal["stdout", "stderr"]

_NARROWEST, _USUAL = 20, 80

_wish = {"color": "auto", "no_input": False, "quiet": False}
_BOLD, _DIM, _RED, _GREEN, _CYAN, _OFF = (f"\x1b[{n}m" for n in (1, 2, 31, 32, 36, 0))
_CODE = r"(?:0|1|2|3[1-6])"
_OURS = re.compile(rf"(\x1b\[{_CODE}(?:;{_CODE})*m)")
_ASCII = str.maketrans(
    {"\u2212": "-", "\u2013": "-", "\u2014": "-", "\u2018": "'", "\u2019": "'", "“": '"', "”": '"'}
    | {"«": '"', "»": '"', "…": "...", "€": "EUR", "œ": "oe", "Œ": "OE", "─": "-", "│": "|"}
)


class Screen(NamedTuple):
    """What a stream can show."""

    terminal: bool
    color: bool
    width: int
    unicode: bool


def configure(*, color: str = "auto", no_input: bool = False, quiet: bool = False) -> None:
    """What the person asked for: ``color`` is auto, always or never; ``quiet`` keeps notes to itself."""
    _wish.update(color=color, no_input=no_input, quiet=quiet)


def screen(name: Stream = "stdout") -> Screen:
    """What stands behind a stream now; NO_COLOR, FORCE_COLOR, TERM and COLUMNS are heard."""
    stream = _stream(name)
    terminal = _is_rich_terminal(stream)
    return Screen(terminal, _color(terminal), _width(stream), _can(stream, "█…─"))


def may_ask() -> bool:
    """Whether somebody is there to answer, and did not say ``--no-input``."""
    return not _wish["no_input"] and _is_terminal(sys.stdin) and _is_terminal(sys.stderr)


def watched() -> bool:
    """Whether somebody looks on while a command works, and did not ask for quiet."""
    return not _wish["quiet"] and _is_rich_terminal(_stream("stderr"))


def out(text: str | Text = "", *, styled: bool = False) -> None:
    """A part of the answer, as lines. ``styled`` text keeps our own colours, nothing else that acts."""
    write("stdout", f"{_harmless(str(text), styled)}\n")


def err(text: str | Text = "", *, styled: bool = False) -> None:
    """An error, as lines on standard error; sentences are folded on a terminal."""
    write("stderr", f"{_harmless(str(text), styled)}\n" if styled else _sentence(text))


def _sentence(text: str | Text) -> str:
    seen, lines = screen("stderr"), _harmless(str(text)).split("\n")
    shown = [part for line in lines for part in within(line, seen.width)] if seen.terminal else lines
    return "".join(f"{line}\n" for line in shown)


def note(text: str | Text) -> None:
    """What else there is to know, on standard error; ``--quiet`` leaves it out."""
    if not _wish["quiet"]:
        err(text)


def table(
    columns: Sequence[str | Column],
    rows: Sequence[Sequence[Any]],
    title: str | Text | None = None,
    totals: Sequence[Any] | None = None,
) -> None:
    """Values in columns: cut to the width of a terminal (free text first, never a number), whole elsewhere.

    Values are said in the language in use; numbers stand to the right; None is an empty cell.
    """
    laid = grid(columns, rows, totals, language())
    if title is not None:
        _heading(str(title))
    seen = screen()
    rows_apart = stacked(laid, seen.width) if seen.terminal else None
    if rows_apart is not None:
        _stack(rows_apart, seen)
    elif seen.terminal:
        write("stdout", _harmless(_rich(laid, seen), styled=True))
    else:
        write("stdout", "".join(f"{line}\n" for line in aligned(laid)))


def _stack(rows: Sequence[tuple[str, list[str]]], seen: Screen) -> None:
    """The rows of a table for which the terminal is too narrow, each below the other."""
    for head, below in rows:
        out(_tint(head, _BOLD, seen), styled=True)
        for line in below:
            out(" " * GAP + line)


def bars(rows: Sequence[tuple[str, int, Any]], title: str | Text | None = None, full: int = 0) -> None:
    """A bar for each (label, amount, the amount as it is said), from a common zero; ``full`` is the width at hand."""
    if title is not None:
        _heading(str(title))
    seen = screen()
    room = seen.width if seen.terminal else _USUAL
    for label, bar, amount in chart(rows, room, language(), seen.unicode, full):
        out(f"{label}  {_tint(bar, _CYAN, seen)}  {amount}", styled=True)


def diff(old: str | None, new: str | None, path: str) -> None:
    """The lines that change in a file; None where there is no such file before or after."""
    from difflib import unified_diff

    seen = screen()
    before, after = ("/dev/null" if text is None else visible(path) for text in (old, new))
    tints = {"+": _GREEN, "-": _RED, "@": _CYAN}
    for number, line in enumerate(unified_diff(_lines(old), _lines(new), before, after, lineterm="")):
        tint = _BOLD if number < 2 else tints.get(line[:1], "")
        for part in line.split("\n"):
            out(_tint(visible(part), tint, seen), styled=True)


def _lines(text: str | None) -> list[str]:
    if not text:
        return []
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else [*lines[:-1], f"{lines[-1]}\n\\ No newline at end of file"]


def _heading(title: str) -> None:
    out(_tint(_harmless(title), _BOLD, screen()), styled=True)


def _tint(text: str, code: str, seen: Screen) -> str:
    return f"{code}{text}{_OFF}" if seen.color and code and text else text


def _rich(laid: Grid, seen: Screen) -> str:
    """The table as rich draws it. Widths are ours, cells are Text: rich neither cuts a number nor reads markup."""
    from io import StringIO

    from rich.box import Box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as Cell

    rule, dots = (" ── ", "…") if seen.unicode else (" -- ", "...")
    lines = Box(f"    \n    \n{rule}\n    \n    \n{rule}\n    \n    \n", ascii=not seen.unicode)
    laid, below = under(laid, seen.width)
    widths = fitted(laid, seen.width)
    drawn = Table(box=lines, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, show_footer=bool(laid.foot))
    for i, width in enumerate(widths):
        head, foot = (clip(row[i], width, dots) if row else "" for row in (laid.heads, laid.foot))
        justify: Literal["left", "right"] = "right" if laid.right[i] else "left"
        drawn.add_column(Cell(head, "bold"), Cell(foot, "bold"), justify=justify, width=width, no_wrap=True)
    for row in laid.rows:
        drawn.add_row(*(Cell(clip(text, width, dots)) for text, width in zip(row, widths, strict=True)))
    console = Console(
        file=StringIO(),
        force_terminal=seen.color,
        color_system="standard" if seen.color else None,
        width=max(seen.width, sum(widths) + 2 * len(widths)),
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
        _environ={},
    )
    with console.capture() as shown:
        console.print(drawn)
    told = [line.rstrip() for line in shown.get().splitlines()]
    for place in reversed(range(len(below))):
        after = place + 3  # Two lines of heading, then one for each row, since nothing wraps.
        told[after:after] = [" " * GAP + line for line in below[place]]
    return "".join(f"{line}\n" for line in told)


def _harmless(text: str, styled: bool = False) -> str:
    if styled:
        return "".join(part if i % 2 else _harmless(part) for i, part in enumerate(_OURS.split(text)))
    return "\n".join(visible(line) for line in text.split("\n"))


def _color(terminal: bool) -> bool:
    if _wish["color"] != "auto":
        return _wish["color"] == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return terminal or os.environ.get("FORCE_COLOR", "0") not in ("", "0")


def _stream(name: Stream) -> TextIO | None:
    """The stream, or None where it was closed before we started."""
    return sys.stdout if name == "stdout" else sys.stderr


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def _is_rich_terminal(stream: TextIO | None) -> bool:
    return _is_terminal(stream) and os.environ.get("TERM") != "dumb"


def _width(stream: TextIO | None) -> int:
    """Columns at hand. Not shutil's: it brings three compression libraries along at start-up."""
    wished = os.environ.get("COLUMNS", "")
    if wished.isascii() and wished.isdigit() and int(wished[:5]):
        return max(_NARROWEST, int(wished[:5]))
    try:
        found = os.get_terminal_size(stream.fileno()).columns if stream else 0
    except (OSError, ValueError):
        found = 0
    return max(_NARROWEST, found or _USUAL)


def _can(stream: TextIO | None, text: str) -> bool:
    try:
        text.encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def write(name: Stream, text: str) -> None:
    """Harmless text to a stream, at once. A reader that left is no fault; a full disk raises ``Unwritable``."""
    stream = _stream(name)
    if stream is None or stream.closed:
        return
    if not _is_rich_terminal(stream):
        text = spaced(text)
    if not _can(stream, text):
        text = "".join(_spelled(c, stream) for c in text)
    try:
        stream.write(text)
        stream.flush()
    except OSError as problem:
        _silence(stream)
        if name == "stdout" and not isinstance(problem, BrokenPipeError):
            raise Unwritable(system.why(problem)) from None


def _spelled(c: str, stream: TextIO) -> str:
    """A character as an old encoding can say it: é as e, € as EUR, what has no likeness as ``\\u2191``."""
    bare = "".join(part for part in unicodedata.normalize("NFKD", c) if not unicodedata.combining(part))
    likely = (form for form in (c, c.translate(_ASCII), bare) if form and _can(stream, form))
    return next(likely, c.encode("ascii", "backslashreplace").decode())


def _silence(stream: TextIO) -> None:
    """Send what is left to nowhere, so that Python's own last flush does not fail in turn."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return

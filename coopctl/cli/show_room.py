"""The screen of a meeting, shared with those at a distance: the step, what to say aloud, whose turn it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import wrap

from coopctl.cli import show
from coopctl.cli.show_layout import clip, set_in
from coopctl.cli.show_prompt import line as typed_line
from coopctl.cli.show_prompt import tint
from coopctl.report.plain import cells
from coopctl.room.clock import Clock
from coopctl.room.scene import KEYS, Ask, Panel
from coopctl.words import TN, T, Text, visible

_BOLD, _DIM, _YELLOW, _GREEN = 1, 2, 33, 32
_END = "."


class Stage:
    """What is on the screen: what was said already is not said again at each person's turn."""

    def __init__(self) -> None:
        self._aloud: tuple[Text, ...] = ()
        self._beside: tuple[object, ...] = ()

    def step(self, title: Text | str, step: Text, minutes: int | None) -> None:
        """A line over the whole width: for what, which step, how long it may take."""
        seen = show.screen("stderr")
        rule = "━" if seen.unicode else "="
        right = f" {TN('{n} min', '{n} min', minutes)} {rule * 2}" if minutes else ""
        head = clip(f"{rule * 2} {visible(str(title))} {rule * 2} {step} ", seen.width - cells(right))
        line = head + rule * max(0, seen.width - cells(head) - cells(right)) + right
        show.err()
        show.err(tint(line, _BOLD), styled=True)
        self._aloud, self._beside = (), ()

    def question(self, ask: Ask) -> None:
        """What goes before a question, where it is not on the screen already."""
        if ask.aloud and ask.aloud != self._aloud:
            self._aloud = ask.aloud
            show.err()
            for sentence in ask.aloud:
                _lines(T("“{text}”", text=sentence), _BOLD, "  ")
        beside = (ask.panel, ask.shown)
        if beside != self._beside:
            self._beside = beside
            if ask.panel:
                panel(ask.panel)
            if ask.shown:
                show.err()
            for each in ask.shown:
                _lines(each, _DIM, "  ")

    def turn(self, ask: Ask, names: Sequence[str], clock: Clock | None) -> None:
        """How many have spoken, who speaks then, and the time that is left."""
        parts: list[Text] = []
        if ask.who and ask.of > 1:
            parts.append(T("{n} of {all}", n=max(1, ask.of - len(ask.queue)), all=ask.of))
        if clock:
            parts.append(_left(clock))
        if names:
            more = len(ask.queue) - len(names)
            parts.append(TN("then {names} and {n} more", "then {names} and {n} more", more, names=list(names)) if more
                         else T("then {names}", names=list(names)))  # fmt: skip
        if parts:
            show.err()
            show.err(tint(clip("  " + " · ".join(map(str, parts)), show.screen("stderr").width), _DIM), styled=True)
        if clock and clock.tight and clock.needed:
            lacking = T("The round needs about {n} min more: be brief, or “s” suspends.", n=-(-clock.needed // 60))
            _lines(lacking, _YELLOW, "  ")


def _left(clock: Clock) -> Text:
    if clock.left < 0:
        return T("over time by {n} min", n=-(clock.left // 60))
    return T("{n} min left", n=-(-clock.left // 60))


def _lines(text: Text | str, style: int, indent: str) -> None:
    width = show.screen("stderr").width - 1
    said = visible(str(text))
    number = said.partition("  ")[0]
    hang = indent + " " * (len(number) + 2 if number.isdigit() else 0)
    for part in wrap(said, width, initial_indent=indent, subsequent_indent=hang, break_on_hyphens=False) or [""]:
        show.err(tint(part, style), styled=True)


def aside(text: Text, *, refused: bool = False, done: bool = False) -> None:
    """A remark below an answer."""
    _lines(text, _YELLOW if refused else _GREEN if done else _DIM, "  ")


def panel(shown: Panel) -> None:
    """Rows over the width of the screen; the last column goes on below itself, and nothing is cut."""
    width = show.screen("stderr").width - 3
    rows = [[visible(str(one)) for one in row] for row in (shown.heads, *shown.rows)]
    before = [max(cells(row[i]) for row in rows) for i in range(len(shown.heads) - 1)]
    while sum(before) + 2 * len(before) > width * 2 // 3:
        before[before.index(max(before))] -= 1
    last = max(10, width - sum(before) - 2 * len(before))
    show.err()
    show.err(tint(f"  {shown.title}", _BOLD), styled=True)
    for n, row in enumerate(rows):
        columns = [wrap(one, max(4, size)) or [""] for one, size in zip(row, (*before, last), strict=True)]
        for line in range(max(map(len, columns))):
            texts = [column[line] if line < len(column) else "" for column in columns]
            said = "  ".join(set_in(text, size, False) for text, size in zip(texts, (*before, last), strict=True))
            show.err(tint(f"  {said.rstrip()}", _BOLD if not n else 0), styled=True)


def ticking(step: Text, clock: Clock, seconds: int) -> str:
    """The clock below the line that is typed, so many seconds after the question was asked."""
    left = clock.after(seconds)
    minutes, rest = divmod(abs(left.left), 60)
    facts = {"step": step, "time": f"{minutes}:{rest:02}"}
    said = T("{step}: {time} left", **facts) if left.left >= 0 else T("{step}: over time by {time}", **facts)
    return f" {said} · {T('the round will not fit')}" if left.tight and left.needed else f" {said}"


def answered(ask: Ask, below: Callable[[], str] | None = None) -> str:
    """What is typed at a question, ``below`` it a clock. Raises EOFError and KeyboardInterrupt."""
    words, width = str(ask.words), show.screen("stderr").width
    mark = "" if words.endswith(("?", ":", "»")) else " :" if ":" not in words else ""
    prompt = f"{words}{mark} "
    if ask.enter:
        beside = str(T("{question} [{default}]", question=T("{text}", text=words), default=ask.enter))
        if cells(beside) < width - 20:
            prompt = f"{beside} "
        else:
            _lines(T("[Enter] {what}", what=ask.enter), _DIM, "  ")
    if not ask.block:
        return typed_line(f"> {prompt}", list(ask.offers), below)
    _lines(T("> {question}", question=T("{text}", text=prompt.rstrip())), 0, "")
    return _block(below)


def _block(below: Callable[[], str] | None) -> str:
    """Several lines until a dot alone; Enter at once is none.

    Where the terminal says that they were pasted, an empty line after them ends too: it was typed.
    """
    found: list[str] = []
    pasted = False
    while True:
        more = str(T("… [Enter: that is all] ")) if pasted else "… "
        given = typed_line(more if found else "> ", (), below).splitlines()
        if not any(one.strip() for one in given) and (pasted or not found):
            return "\n".join(found)
        pasted = pasted or len(given) > 1
        found += given
        if found[-1:] and found[-1].strip() == _END:
            return "\n".join(found[:-1])
        if len(found) == 1 and found[0].strip() in KEYS:
            return found[0].strip()

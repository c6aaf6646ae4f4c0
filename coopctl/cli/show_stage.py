"""A screen for a play: what commands say and what they complain of, in order, on one stream."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import TextIO, cast

from coopctl.cli import show
from coopctl.report.plain import spaced

_PLAIN = {"NO_COLOR": "1", "COLUMNS": "80", "TERM": "plain"}


def heading(text: str) -> None:
    """A line in bold with an empty one before it."""
    seen = show.screen()
    show.out()
    show.out(f"\x1b[1m{text}\x1b[0m" if seen.color else text, styled=True)


@contextmanager
def one_screen() -> Iterator[None]:
    """Both streams become standard output; off a terminal it is shown as a plain one of 80 columns would."""
    kept = {name: os.environ.get(name) for name in _PLAIN}
    real = show.screen().terminal
    stream = sys.stdout if real else cast(TextIO, _Plain(sys.stdout))
    if not real:
        os.environ.update(_PLAIN)
    try:
        with redirect_stdout(stream), redirect_stderr(stream):
            yield
    finally:
        for name, value in kept.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


class _Plain:
    """A stream that passes for a terminal without colours, its typographic spaces made plain."""

    closed = False

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    @property
    def encoding(self) -> str:
        return self._stream.encoding or "utf-8"

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._stream.fileno()

    def write(self, text: str) -> int:
        return self._stream.write(spaced(text))

    def flush(self) -> None:
        self._stream.flush()

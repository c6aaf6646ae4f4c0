"""A line typed by a person, with Tab to complete and the arrows to edit it. The only importer of prompt_toolkit."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from coopctl.cli.show import screen, write
from coopctl.importing.spelling import fold
from coopctl.words import visible

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

_PLAIN_SPACES = str.maketrans("\u00a0\u202f", "  ")
"""No-break spaces are underlined in a prompt."""


def line(prompt: str, words: Sequence[str] = (), ticking: Callable[[], str] | None = None) -> str:
    """One line, asked on standard error; several, where they are pasted at once.

    ``ticking`` is what stands below it, written again each second. Raises ``EOFError`` (Ctrl-D) and
    ``KeyboardInterrupt`` (Ctrl-C).
    """
    session = _session() if os.environ.get("TERM", "dumb") != "dumb" else None
    if session is None:
        return _plainly(prompt)
    shown = visible(prompt).translate(_PLAIN_SPACES)
    session.bottom_toolbar = (lambda: visible(ticking()).translate(_PLAIN_SPACES)) if ticking else None
    return str(session.prompt(shown, completer=_completer(words), refresh_interval=1 if ticking else 0))


def tint(text: str, code: int) -> str:
    """Text in one of the screen's own styles (2: dim, 32: green), plain where there is no colour."""
    return f"\x1b[{code}m{visible(text)}\x1b[0m" if screen("stderr").color else visible(text)


@cache
def _session() -> PromptSession[str] | None:
    """Nothing is asked of the terminal itself: one that does not answer would make everybody wait."""
    try:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.output import create_output
        from prompt_toolkit.shortcuts import CompleteStyle
    except ImportError:
        return None
    output: Any = create_output(stdout=sys.stderr)
    output.enable_cpr = False
    output.get_rows_below_cursor_position = lambda: 0  # known without asking: what stands below is shown
    return PromptSession(
        output=output, complete_style=CompleteStyle.READLINE_LIKE, complete_while_typing=False, reserve_space_for_menu=0
    )


def _completer(words: Sequence[str]) -> Any:
    from prompt_toolkit.completion import Completer, Completion

    class Words(Completer):
        """Whole answers that begin with what is typed, whatever the case and the accents."""

        def get_completions(self, document: Any, complete_event: Any) -> Iterable[Completion]:
            begun = document.text_before_cursor
            for word in beginning(begun, words):
                yield Completion(visible(word), start_position=-len(begun))

    return Words()


def beginning(begun: str, words: Iterable[str]) -> list[str]:
    """The words that begin so, each once, in the order given."""
    wanted = fold(begun)
    return list(dict.fromkeys(word for word in words if fold(word).startswith(wanted)))


def _plainly(prompt: str) -> str:
    write("stderr", visible(prompt))
    found = sys.stdin.readline()
    if not found:
        raise EOFError
    return found.rstrip("\n")

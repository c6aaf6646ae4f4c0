"""Ctrl-C and SIGTERM during a write: kept until the write is wholly undone or wholly done."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coopctl.store.repo import Written

_KEPT = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(KeyboardInterrupt):
    """Ctrl-C or SIGTERM came during a write; ``written`` is what it did all the same, None if nothing."""

    def __init__(self, written: Written | None = None) -> None:
        super().__init__()
        self.written = written


class Waiting:
    """Whether a signal came."""

    def __init__(self) -> None:
        self.came = False

    def check(self) -> None:
        """Stop here if a signal came.

        Raises:
            Interrupted: it did.
        """
        if self.came:
            raise Interrupted

    def note(self, *_: Any) -> None:
        """Remember a signal."""
        self.came = True


@contextlib.contextmanager
def deferred() -> Iterator[Waiting]:
    """Keep signals waiting inside the block. Outside the main thread they never come, so nothing is done."""
    waiting = Waiting()
    before: list[tuple[signal.Signals, Any]] = []
    with contextlib.suppress(ValueError):
        for one in _KEPT:
            if signal.getsignal(one) is not signal.SIG_IGN:
                before.append((one, signal.signal(one, waiting.note)))
    try:
        yield waiting
    finally:
        for one, handler in before:
            signal.signal(one, handler)

"""A bar on the terminal for work that lasts: it comes after a second, and goes without a trace."""

from __future__ import annotations

import time
from typing import Any

from coopctl.cli import show
from coopctl.words import _

PATIENCE = 1.0
"""Seconds before anything is shown."""


class Bar:
    """Told how far work has come, in pieces done and pieces in all; shown only to somebody who looks on."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._shown: Any = None

    def __call__(self, done: int, of: int) -> None:
        """Show it, once the work has lasted; the last piece ends it."""
        if self._shown is None and done < of and time.monotonic() - self._begun > PATIENCE and show.watched():
            self._shown = self._opened(of)
        if self._shown is not None:
            self._shown.update(self._shown.task_ids[0], completed=done)
            if done >= of:
                self.end()

    def end(self) -> None:
        """Take it away."""
        if self._shown is not None:
            self._shown.stop()
            self._shown = None

    def _opened(self, of: int) -> Any:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(compact=True)
        shown = Progress(*columns, console=Console(stderr=True), transient=True)
        shown.add_task(_("reading the ledger"), total=of)
        shown.start()
        return shown

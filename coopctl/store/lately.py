"""A check that is dear and seldom changes its answer: remembered for as long as git itself stays the same."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable


def once(note: str, check: Callable[[], None]) -> None:
    """Run ``check`` unless it passed before with the git that is installed now; ``note`` remembers."""
    seen = _installed()
    with contextlib.suppress(OSError), open(note, encoding="utf-8") as file:
        if seen and file.read() == seen:
            return
    check()
    with contextlib.suppress(OSError):
        os.makedirs(os.path.dirname(note), exist_ok=True)
        with open(note, "w", encoding="utf-8") as file:
            file.write(seen)


def _installed() -> str:
    for folder in os.get_exec_path():
        path = os.path.join(folder, "git")
        with contextlib.suppress(OSError):
            here = os.stat(path)
            return f"{path} {here.st_size} {here.st_mtime_ns}\n"
    return ""

"""Ledgers of any size in a git repository of their own, and copies of them that differ in one thing."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.board import board, text
from bench.records import records
from bench.shape import LAST as LAST
from bench.shape import Shape, shape

Files = Iterable[tuple[str, str]]
"""Path and text of files, in any order."""
ONE_IN = 20
"""One sheet in so many is written by hand in :func:`by_hand`: five per cent."""
INDEX = Path(".git", "coopctl", "index")
"""Where coopctl keeps what it knows of earlier readings."""


def environment() -> dict[str, str]:
    """The environment of all that is measured: nobody's settings of coopctl, git or the peers."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COOPCTL_", "GIT_", "LEDGER_"))}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)  # whoever installs it keeps what Python compiled
    return {**kept, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def files(size: Shape) -> Iterator[tuple[str, str]]:
    """Path and canonical text of every file of a ledger, one at a time."""
    yield from records(size)
    for noted in board(size):
        yield noted.path, text(noted.entries)


def by_hand(found: Files) -> Iterator[tuple[str, str]]:
    """The same ledger with one sheet in twenty as people write them: a comment, other quotes, other zeros."""
    count = 0
    for path, content in found:
        if path.startswith("contributions/"):
            count += 1
            content = _rewritten(content) if count % ONE_IN == 0 else content
        yield path, content


def _rewritten(content: str) -> str:
    first, *lines = content.splitlines()
    return "\n".join([first, "# relu avec le cercle", *map(_line_by_hand, lines), ""])


def _line_by_hand(line: str) -> str:
    lead, key, value = line.partition("what: ")
    if key:
        return f"{lead}{key}'" + value.strip('"').replace("'", "''") + "'"
    if line.startswith("- id: "):
        return f"{line}  # noté"
    return f"{line}0" if line.startswith("  hours: ") and line[-2] == "." else line


def build(folder: Path, contributions: int, members: int | None = None) -> Path:
    """A git repository with a ledger of so many contributions, in one commit."""
    return lay(folder, files(shape(contributions, members)))


def lay(folder: Path, found: Files) -> Path:
    """A git repository with these files, in one commit, packed, with a clean work tree."""
    folder.mkdir(parents=True)
    _git(folder, "init", "-q", "-b", "main")
    for name, value in (("user.name", "m000"), ("user.email", "m000@banc.invalid"), ("gc.auto", "0")):
        _git(folder, "config", name, value)
    seen: set[Path] = set()
    for path, content in found:
        target = folder / path
        if target.parent not in seen:
            target.parent.mkdir(parents=True, exist_ok=True)
            seen.add(target.parent)
        target.write_bytes(content.encode())
    _git(folder, "-c", "core.looseCompression=1", "add", "-A")
    _git(folder, "commit", "-q", "-m", "bench: a ledger")
    _git(folder, "gc", "-q")
    return folder


def _git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, env=environment())


def copy(ledger: Path, name: str) -> Path:
    """Another clone of a ledger beside it, file by file."""
    found = Path(shutil.copytree(ledger, ledger.with_name(f"{ledger.name}-{name}")))
    _git(found, "update-index", "-q", "--refresh")  # git knows files by their inode: without this it reads all again
    return found


def forget(ledger: Path) -> None:
    """Remove what coopctl keeps of earlier readings: the next command is a cold one."""
    shutil.rmtree(ledger / INDEX, ignore_errors=True)

"""Console blocks of a page, run as they stand: ``$ command`` lines and what they say."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path

from coopctl.cli.main import main
from coopctl.cli.show_stage import one_screen

_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
_ID = re.compile(r"\b(?=[a-z0-9]*[2-9])[a-z][a-z2-9]{7}\b")


def blocks(page: str) -> list[str]:
    """The console blocks of a page."""
    return _BLOCK.findall(page)


def steps(block: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a block with the lines that it should say."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *said = part.rstrip("\n").split("\n")
        yield command, said


class Said(StringIO):
    """What was said, on a stream that can say every letter."""

    encoding = "utf-8"


class Console:
    """A folder in which commands are typed one after the other; ``ids`` maps those of the page to those given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ids: dict[str, str] = {}

    def type(self, command: str) -> list[str]:
        """What a command says, on both streams, as a plain terminal of 80 columns shows it."""
        words = shlex.split(_ID.sub(lambda m: self.ids.get(m[0], m[0]), command))
        if words[0] == "cd":
            self.folder = self.folder / words[1]
            return []
        if words[0] == "cat":
            return (self.folder / words[1]).read_text("utf-8").splitlines()
        assert words[0] == "coopctl", command
        said = Said()
        with chdir(self.folder), redirect_stdout(said), one_screen():
            main(["--no-input", *words[1:]])
        return [line.rstrip() for line in said.getvalue().splitlines()]

    def matches(self, expected: list[str], seen: list[str]) -> bool:
        """Whether lines are as expected; … stands for anything, alone for any number of lines."""
        if not expected:
            return not seen
        if expected[0] == "…":
            return any(self.matches(expected[1:], seen[n:]) for n in range(len(seen) + 1))
        return bool(seen) and self._same(expected[0], seen[0]) and self.matches(expected[1:], seen[1:])

    def _same(self, expected: str, seen: str) -> bool:
        pattern = ""
        for part in re.split(f"({_ID.pattern})", expected):
            given = self.ids.get(part)
            if _ID.fullmatch(part) and given is None:
                pattern += f"(?P<{part}>[a-z][a-z2-9]{{7}})"
            else:
                pattern += re.escape(given or part).replace("…", ".*")
        found = re.fullmatch(pattern, seen)
        self.ids.update(found.groupdict() if found else {})
        return bool(found)


def settled(monkeypatch: object, lang: str, today: str = "2026-11-03") -> None:
    """The environment of a page: its day, its language, and nobody's own settings."""
    setenv = monkeypatch.setenv  # type: ignore[attr-defined]
    for name in [name for name in os.environ if name.startswith(("COOPCTL_", "GIT_"))]:
        monkeypatch.delenv(name)  # type: ignore[attr-defined]
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        setenv(name, f"{today}T12:00:00+01:00")
    setenv("COOPCTL_TODAY", today)
    setenv("COOPCTL_LANG", lang)
    setenv("GIT_CONFIG_GLOBAL", os.devnull)

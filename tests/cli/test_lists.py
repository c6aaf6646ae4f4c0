"""Every list there is, on the sample cooperative, behind a pseudo-terminal of several widths: all found by itself."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import struct
import termios
import threading
from collections.abc import Iterator
from importlib import import_module

import pytest

from coopctl.cli import show
from coopctl.cli.app import run
from coopctl.cli.commands import OCCASIONS
from coopctl.cli.demo import sample
from coopctl.cli.setting import first_setting
from coopctl.cli.show_layout import Grid
from coopctl.cli.verb import verbs_of
from coopctl.demo.people import NAMES
from coopctl.report.plain import cells
from coopctl.words import set_language
from tests.cli.coop import Coop

LISTS = [
    row.name for occasion in OCCASIONS for row in occasion.rows if "list" in verbs_of(import_module(row.where))
]  # fmt: skip
ARGUMENTS = {
    "member": ["--all"],
    "circle": ["--all"],
    "role": ["--all"],
    "meeting": ["--all"],
    "contrib": ["--month", "2026-10"],
}
"""What is typed after the list, so that it is long."""
LEAST = 5
"""The fewest characters left of a text that is cut."""
CODES = re.compile(r"\x1b\[[\d;]*m")


@pytest.fixture(scope="module")
def coop(tmp_path_factory: pytest.TempPathFactory) -> Coop:
    """The sample cooperative, with the names of its members."""
    made = Coop(tmp_path_factory.mktemp("lists") / "coop")
    made.git("rm", "-q", "-r", ".")
    made.folder.mkdir(exist_ok=True)
    made.record("sample", **{path: data.decode() for path, data in sample()[0].items()})
    private = made.folder / ".git/coopctl/private"
    private.mkdir(parents=True)
    (private / "names.yaml").write_text("".join(f"{handle}: {name}\n" for handle, name in NAMES.items()), "utf-8")
    return made


@contextlib.contextmanager
def terminal(columns: int) -> Iterator[list[str]]:
    """Standard output is a terminal of that width; what it received is in the list afterwards."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    received: list[bytes] = []
    shown: list[str] = []

    def listen() -> None:
        with contextlib.suppress(OSError):
            while data := os.read(ours, 65536):
                received.append(data)

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        with open(theirs, "w", encoding="utf-8") as stream, contextlib.redirect_stdout(stream):
            yield shown
    finally:
        listener.join()
        os.close(ours)
    shown.extend(CODES.sub("", b"".join(received).decode()).split("\r\n"))


def squeezed(text: str) -> str:
    return "".join(text.split())


def told(cell: str, shown: str, first: bool) -> bool:
    """Whether a cell is shown: whole, or the mark of a cut after its beginning. The first of a row is never cut."""
    whole = squeezed(cell)
    return whole in shown or (
        not first and any(f"{squeezed(cell[:n])}…" in shown for n in range(min(LEAST, len(cell)), len(cell)))
    )


def test_lists_are_found() -> None:
    assert {"member", "circle", "role", "body", "need", "decision", "election", "contrib"} <= set(LISTS)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("columns", [60, 80, 100, 140])
@pytest.mark.parametrize("noun", LISTS)
def test_a_list_fits_its_terminal_and_cuts_nothing_without_a_sign(
    coop: Coop, noun: str, columns: int, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid: list[Grid] = []
    grid = show.grid

    def kept(*args: object) -> Grid:
        laid.append(grid(*args))  # type: ignore[arg-type]
        return laid[-1]

    monkeypatch.setattr(show, "grid", kept)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("COLUMNS", raising=False)
    set_language(lang)
    typed = ["-C", str(coop.folder), "--today", "2026-11-03", noun, "list", *ARGUMENTS.get(noun, ())]
    with terminal(columns) as lines:
        assert run(typed, first_setting(lang, {})) == 0
    assert lines
    assert [line for line in lines if cells(line) > columns] == []
    shown = squeezed("\n".join(lines))
    cut = [cell for one in laid for row in one.rows for i, cell in enumerate(row) if not told(cell, shown, i == 0)]
    assert cut == []
    assert laid

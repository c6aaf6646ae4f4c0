"""make bench: how long the everyday commands take, as ratios of floors measured in the same run.

A command and its floors are run in turn, pair by pair, and the median of the ratios is printed with the quarter
below and above it; beside it the same of the processor time, which a busy machine disturbs least.
``python -m bench [ROUNDS]``.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench.ledgers import LAST, build

SCRIPT = Path(sys.executable).parent / "coopctl"
BY_HAND = "import sys; from coopctl.cli.main import main; sys.exit(main())"
COOPCTL = [str(SCRIPT)] if SCRIPT.exists() else [sys.executable, "-c", BY_HAND]
PASS = [sys.executable, "-c", "pass"]
ROUNDS = 31


def main(rounds: int = ROUNDS) -> None:
    """Print every number with what it is a ratio of."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        ledgers = {size: build(Path(place) / str(size), size) for size in (1_000, 100_000)}
        sheets = sum(1 for _ in ledgers[100_000].glob("contributions/*/*.yaml"))
        print(f"100,000 contributions in {sheets:,} sheets; {rounds} rounds; load {_load()}")
        _adding(ledgers, rounds)
        _helping(rounds)
        _numstat(ledgers[1_000])
    print(f"load {_load()}, {time.monotonic() - begun:.0f} s")


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def _adding(ledgers: dict[int, Path], rounds: int) -> None:
    today = f"{LAST}-28"
    for size, ledger in ledgers.items():
        other = Path(shutil.copytree(ledger, f"{ledger}-git"))
        add = [*COOPCTL, "-C", str(ledger), "--today", today, "contrib", "add", "--circle", "technique"]
        times = paired(
            rounds,
            lambda number, add=add: run([*add, "--hours", "0h15", "--rate", "15", f"Banc {number}"]),  # type: ignore[misc]
            lambda number: run(PASS),
            lambda number, other=other: _commit_only(other, number),  # type: ignore[misc]
        )
        said = ratio(times[0], [a + b for a, b in zip(times[1], times[2], strict=True)])
        print(f"contrib add, {size:>7,} lines     {said} x (python -c pass + git commit --only)   [at most 6, aim 3]")


def _commit_only(ledger: Path, number: int) -> Took:
    sheet = ledger / "contributions" / str(LAST) / "m001.yaml"
    with sheet.open("a") as file:
        file.write(f"# {number}\n")
    return run(["git", "-C", str(ledger), "commit", "-q", "-m", "floor", "--only", "--", str(sheet)])


def _helping(rounds: int) -> None:
    for words in (["--help"], ["contrib", "--help"]):
        times = paired(rounds, lambda number, words=words: run([*COOPCTL, *words]), lambda number: run(PASS))  # type: ignore[misc]
        print(f"coopctl {' '.join(words):<16}     {ratio(*times)} x python -c pass   [at most 20, aim 12]")


def _numstat(ledger: Path) -> None:
    sheet = next(ledger.glob(f"contributions/{LAST}/m000.yaml"))
    lines = ("# mine", '- id:   "k7m3qa2w"   # mine', "  date: '2026-10-03'", "  hours: 1.50", "  rate:   15   # mine",
             "  what: >-", "    Relecture", "    de la lettre", "")  # fmt: skip
    sheet.write_text("\n".join(lines))
    git = ["git", "-C", str(ledger)]
    subprocess.run([*git, "commit", "-q", "-am", "by hand"], check=True)
    base = [*COOPCTL, "-C", str(ledger), "--today", f"{LAST}-28", "contrib", "edit", "k7m3qa2w", "--rate", "18"]
    subprocess.run(base, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    shown = subprocess.run([*git, "show", "--numstat", "--format="], check=True, capture_output=True, text=True).stdout
    print(f"one value of a hand-written sheet: git diff --numstat says {' '.join(shown.split()[:2])}   [1 1]")


class Took(NamedTuple):
    """Seconds by the clock, and of processors."""

    clock: float
    busy: float

    def __add__(self, other: Took) -> Took:  # type: ignore[override]
        return Took(self.clock + other.clock, self.busy + other.busy)


def run(command: list[str]) -> Took:
    """What a command takes from start to end, its children included; it must succeed."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return Took(time.perf_counter() - start, used.ru_utime + used.ru_stime)


def paired(rounds: int, *commands: Callable[[int], Took]) -> list[list[Took]]:
    """What several commands take, run in turn, so that a noisy machine is noisy for all of them."""
    times = [[command(number) for command in commands] for number in range(rounds + 1)]
    return [list(column) for column in zip(*times[1:], strict=True)]


def ratio(times: list[Took], floor: list[Took]) -> str:
    """The median of the ratios, pair by pair, with the quarter below and above; then that of processor time."""
    pairs = list(zip(times, floor, strict=True))
    low, middle, high = statistics.quantiles([a.clock / b.clock for a, b in pairs], n=4)
    busy = statistics.median([a.busy / b.busy for a, b in pairs])
    return f"{middle:5.2f} ({low:.2f} to {high:.2f}), processor {busy:5.2f}"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))

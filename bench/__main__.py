"""make bench: how long the everyday commands take, as ratios of floors measured in the same run."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.ledgers import LAST, build

COOPCTL = [str(Path(sys.executable).parent / "coopctl")]
ROUNDS = 21


def main() -> None:
    """Print every number with what it is a ratio of."""
    with tempfile.TemporaryDirectory() as place:
        ledgers = {size: build(Path(place) / str(size), size) for size in (1_000, 100_000)}
        sheets = sum(1 for _ in ledgers[100_000].glob("contributions/*/*.yaml"))
        print(f"100,000 contributions in {sheets} sheets; {ROUNDS} rounds, medians; python {sys.version.split()[0]}\n")
        _adding(ledgers)
        _helping()
        _numstat(ledgers[1_000])


def _adding(ledgers: dict[int, Path]) -> None:
    for size, ledger in ledgers.items():
        other = Path(shutil.copytree(ledger, f"{ledger}-git"))
        add = [*COOPCTL, "-C", str(ledger), "--today", f"{LAST}-28", "contrib", "add", "Banc", "--circle", "technique"]
        times = paired(
            lambda add=add: run([*add, "--hours", "0h15", "--rate", "15"]),  # type: ignore[misc]
            lambda: run([sys.executable, "-c", "pass"]),
            lambda other=other: _commit_only(other),  # type: ignore[misc]
        )
        line = ratio(times[0], [a + b for a, b in zip(times[1], times[2], strict=True)])
        print(f"contrib add, {size:>7,} lines:  {line} x (python -c pass + git commit --only)   [at most 6, aim 3]")


def _commit_only(ledger: Path) -> float:
    sheet = next(ledger.glob("contributions/*/m001.yaml"))
    sheet.write_text(sheet.read_text() + f"# {time.monotonic_ns()}\n")
    return run(["git", "-C", str(ledger), "commit", "-q", "-m", "floor", "--only", "--", str(sheet)])


def _helping() -> None:
    for words in (["--help"], ["contrib", "--help"]):
        times = paired(lambda words=words: run([*COOPCTL, *words]), lambda: run([sys.executable, "-c", "pass"]))  # type: ignore[misc]
        print(f"coopctl {' '.join(words):<16}   {ratio(*times)} x python -c pass   [at most 20, aim 12]")


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


def run(command: list[str]) -> float:
    """Seconds a command takes from start to end; it must succeed."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def paired(*commands: Callable[[], float]) -> list[list[float]]:
    """The times of several commands, taken in turn, so that a noisy machine is noisy for all of them."""
    for command in commands:
        command()
    rounds = [[command() for command in commands] for _ in range(ROUNDS)]
    return [list(column) for column in zip(*rounds, strict=True)]


def ratio(times: list[float], floor: list[float]) -> str:
    """The median of the ratios, pair by pair, with the quarter below and above."""
    ratios = sorted(a / b for a, b in zip(times, floor, strict=True))
    low, _, high = statistics.quantiles(ratios, n=4)
    return f"{statistics.median(ratios):5.2f} ({low:.2f} to {high:.2f})"


if __name__ == "__main__":
    main()

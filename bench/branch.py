"""``review`` of a branch of fifty files beside ``check``, both warm, on the large ledger."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bench.ledgers import INDEX, LAST, copy, environment, forget
from bench.measure import Times, paired, ratio, run, turn
from bench.rows import LIMITS, Limit, Row
from bench.site import Site, check, coopctl

FILES, ENTRIES = 50, 5
FLOOR = "check, nothing changed"
CIRCLE = "circles/technique.yaml"


def reviewing(site: Site, rounds: int) -> list[Row]:
    """A look again, one after ``check`` on both sides, and one before anything is known of the branch."""
    ledger = copy(site.ledger(site.main), "branch")
    kept = ledger.parent / "known"
    run(check(ledger))
    shutil.move(ledger / INDEX, kept)
    changed = _branch(ledger)
    look = coopctl(ledger, "review", "main..spring")
    turns = [
        turn("first", look, before=lambda _n: _knowing(ledger, kept)),
        turn("checked", look, before=lambda _n: _knowing(ledger, kept, coopctl(ledger, "check", "--rev", "spring"))),
        turn("again", look),
        turn("check", check(ledger), before=lambda _n: run(check(ledger))),
    ]
    times = paired(turns, rounds)
    return [
        _row(times, "again", f"review of a branch of {changed} files, warm", LIMITS["review"]),
        _row(times, "checked", "the same, where both sides were checked and nobody looked yet"),
        _row(times, "first", "the same, where nothing is known of the branch"),
    ]


def _row(times: Times, which: str, name: str, limit: Limit | None = None) -> Row:
    value, busy = ratio(times, which, "check")
    return Row(name, FLOOR, value, limit, busy)


def _knowing(ledger: Path, kept: Path, *commands: Sequence[str]) -> None:
    """Know of the ledger what was known before the branch, and what some commands find."""
    forget(ledger)
    shutil.copytree(kept, ledger / INDEX)
    for one in commands:
        run(one)


def _branch(ledger: Path) -> int:
    """A branch in which each of some members notes a line more, entry by entry, and a circle's title changes."""
    sheets = sorted((ledger / "contributions" / str(LAST)).iterdir())[: FILES - 1]
    _git(ledger, "switch", "-q", "-c", "spring")
    for number in range(ENTRIES):
        for sheet in sheets[number::ENTRIES]:
            with sheet.open("a") as file:
                file.write(f"- id: zzzzzzz{number + 2}\n  date: {LAST}-20\n  hours: 1\n  rate: 15\n  what: Relecture\n"
                           "  recorded_by: m000\n")  # fmt: skip
        if number == ENTRIES - 1:
            circle = ledger / CIRCLE
            circle.write_text(circle.read_text().replace("title: ", "title: Les ", 1))
        _git(ledger, "commit", "-q", "-a", "-m", f"bench: {number}")
    return len(sheets) + 1


def _git(ledger: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(ledger), *words], check=True, env=environment())

"""``review`` of a branch of fifty files beside ``check``, both warm, on the large ledger."""

from __future__ import annotations

import subprocess
from pathlib import Path

from bench.ledgers import LAST, copy, environment
from bench.measure import paired, ratio, turn
from bench.rows import LIMITS, Row
from bench.site import Site, check, coopctl

FILES, ENTRIES = 50, 5
FLOOR = "check, nothing changed"
CIRCLE = "circles/technique.yaml"


def reviewing(site: Site, rounds: int) -> list[Row]:
    """Everything known of both sides, as it is for whoever looks a second time, or has just run ``check`` on them."""
    ledger = copy(site.ledger(site.main), "branch")
    changed = _branch(ledger)
    times = paired([turn("review", coopctl(ledger, "review", "main..spring")), turn("check", check(ledger))], rounds)
    value, busy = ratio(times, "review", "check")
    return [Row(f"review of a branch of {changed} files, warm", FLOOR, value, LIMITS["review"], busy)]


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

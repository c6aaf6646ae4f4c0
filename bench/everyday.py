"""Adding a line, asking for help, and changing one value of a sheet written by hand."""

from __future__ import annotations

import shutil
import subprocess
from functools import partial
from pathlib import Path

from bench.ledgers import LAST, copy, environment
from bench.machine import COOPCTL, PASS
from bench.measure import Middle, Turn, paired, ratio, turn
from bench.rows import LIMITS, Limit, Row
from bench.site import Site, coopctl

FLOOR = "python -c pass"


def adding(site: Site, rounds: int) -> list[Row]:
    """``contrib add`` beside what no Python program that commits can do without, on a small and a large ledger."""
    rows = []
    for size in sorted({min(site.sizes), site.main}):
        ours, plain = copy(site.ledger(size), "added"), copy(site.ledger(size), "git")
        commit = turn("git", _commit(plain), before=partial(_write, plain))
        times = paired([Turn("add", partial(_add, ours)), turn("pass", PASS), commit], rounds)
        value, busy = ratio(times, "add", "pass", "git")
        limit = LIMITS["add"] if size == site.main else None  # the smaller one is shown to see what grows
        rows.append(Row(f"contrib add, {size:,} contributions", f"{FLOOR} + git commit --only", value, limit, busy))
        shutil.rmtree(ours)
        shutil.rmtree(plain)
    return rows


def _add(ledger: Path, number: int) -> list[str]:
    what = ("contrib", "add", "--circle", "technique", "--hours", "0h15", "--rate", "15", f"Banc {number}")
    return coopctl(ledger, *what)


def _sheet(ledger: Path) -> Path:
    return ledger / "contributions" / str(LAST) / "m001.yaml"


def _write(ledger: Path, number: int) -> None:
    with _sheet(ledger).open("a") as file:
        file.write(f"# {number}\n")


def _commit(ledger: Path) -> list[str]:
    return ["git", "-C", str(ledger), "commit", "-q", "-m", "floor", "--only", "--", str(_sheet(ledger))]


def helping(rounds: int) -> list[Row]:
    """The pages of help beside an interpreter that starts and ends."""
    rows = []
    for words in (["--help"], ["contrib", "--help"]):
        times = paired([turn("help", [*COOPCTL, *words]), turn("pass", PASS)], rounds)
        value, busy = ratio(times, "help", "pass")
        rows.append(Row(f"coopctl {' '.join(words)}", FLOOR, value, LIMITS["help"], busy))
    return rows


def numstat(site: Site) -> list[Row]:
    """How many lines git sees changed where one value of a sheet written by hand is changed by a command."""
    ledger = copy(site.ledger(min(site.sizes)), "numstat")
    sheet = ledger / "contributions" / str(LAST) / "m000.yaml"
    lines = ("# mine", '- id:   "k7m3qa2w"   # mine', "  date: '2026-10-03'", "  hours: 1.50", "  rate:   15   # mine",
             "  what: >-", "    Relecture", "    de la lettre", "")  # fmt: skip
    sheet.write_text("\n".join(lines))
    git = ["git", "-C", str(ledger)]
    subprocess.run([*git, "commit", "-q", "-am", "by hand"], check=True, env=environment())
    edit = coopctl(ledger, "contrib", "edit", "k7m3qa2w", "--rate", "18")
    subprocess.run(edit, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
    shown = subprocess.run([*git, "show", "--numstat", "--format="], check=True, capture_output=True, text=True).stdout
    most = max(map(int, shown.split()[:2]))
    shutil.rmtree(ledger)
    work = "one value of a sheet written by hand, as git sees it"
    return [Row(work, "", Middle(most, most, most, 1), Limit(1), unit="line" if most == 1 else "lines")]

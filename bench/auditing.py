"""Verifying a long history beside git writing it out: ten thousand entries, with signatures and without."""

from __future__ import annotations

from pathlib import Path

from bench.history import build
from bench.measure import Middle, paired, ratio, turn
from bench.memory import peak
from bench.rows import LIMITS, Row
from bench.shape import shape
from bench.site import Site, coopctl

ENTRIES = 10_000
FLOOR = "git log --raw -p"


def auditing(site: Site, rounds: int) -> list[Row]:
    """``audit`` from the first entry on, and how much more memory it takes for twice the entries."""
    rows = []
    for name, signed in (("audit", False), ("audit signed", True)):
        ledger = _history(site, ENTRIES, signed)
        words = coopctl(ledger, "audit")
        times = paired([turn("audit", words), turn("log", _log(ledger))], rounds)
        value, busy = ratio(times, "audit", "log")
        how = "each signed" if signed else "not signed"
        rows.append(Row(f"audit, {ENTRIES:,} entries, {how}", FLOOR, value, LIMITS[name], busy))
    return [*rows, *_memory(site)]


def _memory(site: Site) -> list[Row]:
    many, few = (peak(coopctl(_history(site, count, True), "audit"), runs=3) for count in (ENTRIES, ENTRIES // 2))
    work, floor = f"memory of audit, {ENTRIES:,} entries", "half as many"
    if many is None or few is None:
        return [Row(work, floor, None, LIMITS["audit memory"], why="there is no /proc here")]
    value = many.together / few.together
    return [Row(work, floor, Middle(value, value, value, 1), LIMITS["audit memory"])]


def _history(site: Site, entries: int, signed: bool) -> Path:
    folder = site.place / f"history-{entries}{'-signed' if signed else ''}"
    return folder if folder.exists() else build(folder, shape(site.main), entries, signed=signed)


def _log(ledger: Path) -> list[str]:
    return ["git", "-C", str(ledger), "--no-pager", "log", "--raw", "-p"]

"""make bench: how long the everyday commands take, as ratios of floors measured in the same run.

``python -m bench [ROUNDS] [--only NAME] [--sizes 1000,100000] [--write]``.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from bench import auditing, branch, elections, everyday, growth, organisation, page, speed
from bench.machine import installed, load, machine
from bench.rows import Growth, Peer, Result, Row
from bench.site import SIZES, Site, tell

ROUNDS = 15
PARTS = (
    "speed",
    "memory",
    "closed",
    "peers",
    "growth",
    "add",
    "help",
    "governance",
    "elections",
    "review",
    "audit",
    "numstat",
)
ROOT = Path(__file__).resolve().parents[1]


def main(words: list[str] | None = None) -> None:
    """Measure, print every number with what it is a ratio of, and write the page where asked."""
    asked = _asked(words)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="coopctl-bench-") as place:
        room(Path(place), asked.sizes)
        site = Site(Path(place), asked.sizes, installed())
        for name, found in site.peers.items():
            tell(f"{name} {found[0]}" if found else f"{name} is not installed: its numbers are left out")
        result = measured(site, asked.rounds, asked.only)
        print(*said(result), sep="\n")
        if asked.write:
            (ROOT / page.PAGE).write_text(page.page(result, machine()), encoding="utf-8")
            tell(f"{page.PAGE} is written")
    print(f"{asked.rounds} rounds; {load()}; {time.monotonic() - begun:.0f} s")


def room(place: Path, sizes: Iterable[int]) -> None:
    """Stop where the folder for temporary files is too small: a contribution takes some 400 bytes in all."""
    needed = 1_000 * sum(sizes)
    if shutil.disk_usage(place).free < needed:
        sys.exit(f"error: {needed // 10**6} MB are needed in {place.parent}; set TMPDIR to a larger place")


def _asked(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure coopctl beside its floors and peers.")
    parser.add_argument("rounds", nargs="?", type=int, default=ROUNDS, metavar="ROUNDS", help="rounds of each row")
    parser.add_argument("--only", action="append", choices=PARTS, help="this part and no other; may be repeated")
    parser.add_argument("--sizes", type=_sizes, default=SIZES, help="sizes of ledgers, as 1000,100000")
    parser.add_argument("--write", action="store_true", help=f"write {page.PAGE}")
    asked = parser.parse_args(words)
    if asked.rounds < 1:
        parser.error("one round at least")
    if asked.write and (asked.only or asked.sizes != SIZES):
        parser.error("the page is written from a whole run: leave out --only and --sizes")
    asked.only = asked.only or PARTS
    return asked


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(size) for size in text.split(",")))


def measured(site: Site, rounds: int, parts: Iterable[str] = PARTS) -> Result:
    """Take the numbers of some parts."""
    rows: dict[str, list[Row]] = {name: [] for name in PARTS}
    lines: list[Growth] = []
    others: list[Peer] = []
    few = min(rounds, 5)
    for name in (name for name in PARTS if name in parts):
        tell(f"{name}: begun")
        if name == "speed":
            rows[name] = speed.open_months(site, rounds)
        elif name == "memory":
            rows[name] = speed.memory(site)
        elif name == "closed":
            rows[name] = speed.closed_months(site, min(rounds, 7))
        elif name == "peers":
            others, rows[name] = growth.peers(site, few)
        elif name == "growth":
            lines, rows[name] = growth.growth(site, few)
        elif name == "add":
            rows[name] = everyday.adding(site, 2 * rounds + 1)
        elif name == "help":
            rows[name] = everyday.helping(2 * rounds + 1)
        elif name == "audit":
            rows[name] = auditing.auditing(site, min(rounds, 7))
        elif name == "review":
            rows[name] = branch.reviewing(site, rounds)
        elif name == "governance":
            rows[name] = organisation.governance(site, rounds)
        elif name == "elections":
            rows[name] = elections.elections(site, min(rounds, 9))
        else:
            rows[name] = everyday.numstat(site)
        tell(f"{name}: done")
    order = (
        "speed",
        "peers",
        "add",
        "memory",
        "growth",
        "help",
        "governance",
        "elections",
        "review",
        "audit",
        "numstat",
    )
    every = tuple(row for name in order for row in rows[name])
    return Result(every, tuple(rows["closed"]), tuple(lines), tuple(others))


def said(result: Result) -> list[str]:
    """All numbers as lines for the terminal."""
    found = [*map(str, result.rows)]
    found += ["", "every month but the last closed", *map(str, result.closed)] if result.closed else []
    found += ["", *page.growth(result.growth).splitlines()] if result.growth else []
    found += ["", *page.peers(result.peers).splitlines()] if result.peers else []
    return found


if __name__ == "__main__":
    main()

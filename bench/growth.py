"""What each size costs, and what the same contributions cost in ledger, hledger and beancount."""

from __future__ import annotations

from bench.changes import SHEET
from bench.ledgers import forget
from bench.measure import Middle, Times, Turn, paired, ratio, seconds, turn
from bench.memory import peak
from bench.rows import LIMITS, Growth, Limit, Peer, Row
from bench.shape import shape
from bench.site import MAIN, Site, check, tell
from bench.speed import changed

MILLION = 1_000_000


def growth(site: Site, rounds: int) -> tuple[list[Growth], list[Row]]:
    """A line for each size, all sizes in turn; then the rows that hold a million against 100,000."""
    times = paired([one for size in site.sizes for one in _turns(site, size)], rounds, at_most=150, least=2)
    tell("growth: times are taken, memory next")
    found = [_line(site, size, times) for size in site.sizes]
    rows = _million(times, found) if {MAIN, MILLION} <= set(site.sizes) else []
    return found, rows


def _turns(site: Site, size: int) -> list[Turn]:
    ledger, words = site.ledger(size), site.peer("ledger", size)
    return [
        *([turn(f"{size} ledger", words)] if words else []),
        turn(f"{size} cold", check(ledger), before=lambda _n: forget(ledger)),
        turn(f"{size} warm", check(ledger)),
        changed(ledger, SHEET, f"{size} sheet"),
    ]


def _line(site: Site, size: int, times: Times) -> Growth:
    ledger, made = site.ledger(size), shape(size)
    most = peak(check(ledger), before=lambda: forget(ledger), runs=3 if size <= MAIN else 1)
    cold, warm, one = (seconds(times[f"{size} {name}"]) for name in ("cold", "warm", "sheet"))
    floor = seconds(times[f"{size} ledger"]) if f"{size} ledger" in times else None
    sheets = sum(1 for _ in ledger.glob("contributions/*/*.yaml"))
    return Growth(size, made.members, sheets, cold, warm, one, floor, *(most or (None, None)))


def _million(times: Times, found: list[Growth]) -> list[Row]:
    rows = []
    for name, work in (("cold", "check, cold, a million"), ("warm", "check, nothing changed, a million")):
        value, busy = ratio(times, f"{MILLION} {name}", f"{MAIN} {name}")
        rows.append(Row(work, "100,000", value, LIMITS[f"{name} grows"], busy))
    whole = next(one for one in found if one.contributions == MILLION)
    for work, most, limit in (
        ("memory of check, cold, a million", whole.together, LIMITS["memory at a million"]),
        ("the same, the peaks of each process added up", whole.apart, None),
    ):
        rows.append(_megabytes(work, most, limit))
    return rows


def _megabytes(work: str, most: int | None, limit: Limit | None) -> Row:
    if most is None:
        return Row(work, "", None, limit, unit="MB", why="there is no /proc here")
    size = most / 1e6
    return Row(work, "", Middle(size, size, size, 1), limit, unit="MB")


def peers(site: Site, rounds: int) -> tuple[list[Peer], list[Row]]:
    """coopctl and each peer on the same contributions, up to 100,000; then the rows against those installed."""
    sizes = [size for size in site.sizes if size <= site.main]
    times = paired([one for size in sizes for one in _readers(site, size)], rounds, at_most=120, least=2)
    found = []
    for name, version in (("coopctl check, cold", ""), *((name, one and one[0]) for name, one in site.peers.items())):
        found.append(_peer(site, sizes, times, name, version))
        if name == "beancount" and version:
            found.append(_peer(site, sizes, times, "beancount, from its cache", version))
    return found, [_ahead(site, times, name) for name in ("hledger", "beancount")]


def _readers(site: Site, size: int) -> list[Turn]:
    ledger = site.ledger(size)
    found = [turn(f"{size} coopctl check, cold", check(ledger), before=lambda _n: forget(ledger))]
    for name in site.peers:
        words = site.peer(name, size)
        found += [turn(f"{size} {name}", words)] if words else []
        if words and name == "beancount":
            # Without a cache beancount removes the one it finds: this turn keeps its own.
            own = ["--cache-filename", f"{words[-1]}.kept"]
            cached = [*words[:-2], *own, words[-1]]
            found.append(turn(f"{size} beancount, from its cache", cached))
    return found


def _peer(site: Site, sizes: list[int], times: Times, name: str, version: str | None) -> Peer:
    if version is None:
        return Peer(name, None, {})
    words = site.peer(name, site.main) if name in site.peers else None
    most = peak(words, runs=1) if words else None
    return Peer(name, version, {size: seconds(times[f"{size} {name}"]) for size in sizes}, most and most.together)


def _ahead(site: Site, times: Times, name: str) -> Row:
    work, floor = f"check, cold, beside {name}", {"hledger": "hledger bal", "beancount": "bean-check"}[name]
    if site.peers[name] is None:
        return Row(work, floor, None, LIMITS["ahead"], why=f"{name} is not installed")
    value, busy = ratio(times, f"{site.main} coopctl check, cold", f"{site.main} {name}")
    return Row(work, floor, value, LIMITS["ahead"], busy)

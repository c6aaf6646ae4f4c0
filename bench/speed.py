"""The commands on 100,000 contributions beside ``ledger bal``, cold and warm, and the memory of a cold check."""

from __future__ import annotations

from pathlib import Path

from bench.changes import RECORDS, SHEET, Change
from bench.ledgers import forget
from bench.measure import Middle, Times, Turn, paired, ratio, run, share, turn
from bench.memory import measurable, peak
from bench.rows import LIMITS, Limit, Row
from bench.site import Site, check, listing, preview

FLOOR = "ledger bal"
ABSENT = "ledger is not installed"


def open_months(site: Site, rounds: int) -> list[Row]:
    """The rows that have limits: no month is closed."""
    ledger, hand = site.ledger(site.main), site.by_hand()
    cold = turn("cold", check(ledger), before=lambda _n: forget(ledger))
    written = turn("hand", check(hand), before=lambda _n: forget(hand))
    turns = [*_floor(site), cold, written, turn("warm", check(ledger))]
    turns += [changed(ledger, one) for one in (SHEET, *RECORDS)]
    turns += [*_previews(ledger), turn("list", listing(ledger))]
    times = paired(turns, rounds, at_most=240)
    by_hand = Row("check, cold, 5 % of the sheets written by hand", "the cold one", *_limited(times, "hand", "cold"))
    said = "check, one {} changed, above the warm one"
    return [
        _row(times, "check, cold", "cold"),
        by_hand,
        _row(times, "check, nothing changed", "warm"),
        _row(times, said.format("sheet"), "sheet", above=True),
        *(_row(times, said.format(one.name), one.name, LIMITS["record"], above=True) for one in RECORDS),
        *_previewed(times),
        _row(times, "contrib list of a circle and month, json", "list"),
    ]


def closed_months(site: Site, rounds: int) -> list[Row]:
    """For information: every month but the last is closed."""
    ledger = site.closed()
    cold = turn("cold", check(ledger), before=lambda _n: forget(ledger))
    turns = [*_floor(site), cold, turn("warm", check(ledger)), changed(ledger, SHEET), *_previews(ledger)]
    times = paired(turns, rounds, at_most=90, least=2)
    rows = [
        _row(times, "check, cold", "cold"),
        _row(times, "check, nothing changed", "warm"),
        _row(times, "check, one sheet changed, above the warm one", "sheet", above=True),
        *_previewed(times),
    ]
    return [row._replace(limit=None) for row in rows]


def _previews(ledger: Path) -> list[Turn]:
    """A preview not shown since anything was known of the ledger, and the same again."""
    return [turn("first preview", preview(ledger)), turn("preview", preview(ledger))]


def _previewed(times: Times) -> list[Row]:
    first = _row(times, "the same, for the first time since the index was lost", "first preview", LIMITS["preview"])
    return [_row(times, "payout preview of a month", "preview"), first._replace(limit=None)]


def changed(ledger: Path, change: Change, name: str = "") -> Turn:
    """A check after one change; what it took is warm again afterwards, out of the timed part."""
    kept: list[str] = []

    def back(_number: int) -> None:
        change.restore(ledger, kept.pop())
        run(check(ledger))

    return turn(name or change.name, check(ledger), before=lambda n: kept.append(change.write(ledger, n)), after=back)


def _floor(site: Site) -> list[Turn]:
    words = site.peer("ledger", site.main)
    return [turn(FLOOR, words)] if words else []


def _row(times: Times, work: str, name: str, limit: Limit | None = None, *, above: bool = False) -> Row:
    limit = limit or LIMITS[name]
    if FLOOR not in times:
        return Row(work, FLOOR, None, limit, plus=above, why=ABSENT)
    value, busy = share(times, name, ("warm",) if above else (), (FLOOR,))
    return Row(work, FLOOR, value, limit, busy, plus=above)


def _limited(times: Times, name: str, floor: str) -> tuple[Middle, Limit, Middle]:
    value, busy = ratio(times, name, floor)
    return value, LIMITS[name], busy


def memory(site: Site) -> list[Row]:
    """The memory of a cold check beside that of ``ledger bal``: what all its processes occupy together."""
    work = "memory of check, cold, all processes together"
    words = site.peer("ledger", site.main)
    if words is None or not measurable():
        return [Row(work, FLOOR, None, LIMITS["memory"], why=ABSENT if words is None else "there is no /proc here")]
    ledger = site.ledger(site.main)
    ours, theirs = peak(check(ledger), before=lambda: forget(ledger)), peak(words)
    assert ours is not None
    assert theirs is not None
    together, apart = ours.together / theirs.together, ours.apart / theirs.apart
    return [
        Row(work, FLOOR, _one(together), LIMITS["memory"]),
        Row("the same, the peaks of each process added up", FLOOR, _one(apart)),
    ]


def _one(value: float) -> Middle:
    return Middle(value, value, value, 1)

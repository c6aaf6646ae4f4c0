"""docs/performance.md, written from what a run found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bench.machine import Machine
from bench.measure import Middle
from bench.rows import Growth, Peer, Result, Row

PAGE = "docs/performance.md"
HEAD = """<!-- Written by make bench: do not edit, run it again. -->
# Performance

`make bench` wrote this page on {day}. It builds ledgers of 1,000 to 1,000,000 contributions, runs the commands,
and sets each beside something that does a like amount of work on the same machine in the same run. The numbers are
ratios, so that they can be compared from one machine to the next.

Measured with {processors}, {memory} of memory, Python {python}, git {git}.

How the numbers are taken: a command and what it is compared with run in turn, round by round, and the ratio is taken
within each round. The median of the rounds is given, with the quarter below and above it. Times are by the clock and
hold the start of the interpreter; the column *processor* gives the same ratio of processor time. `ledger bal` is
`ledger -f JOURNAL bal` on the same contributions, as transactions of two postings; each journal is in the form its
reader is quickest with. *Cold* means that the folder in which coopctl keeps what it read before is removed first;
files are in the memory of the system in all cases. Memory is what all processes of a command occupy together: the peak
of their summed proportional size (PSS), sampled in a run of its own. Beside it stands a more pessimistic figure, the
sum of the peaks of each process, where shared pages count several times.
"""
LIMITED = """
## The numbers that have a limit

On 100,000 contributions of 90 members in 5,040 sheets, no month closed, unless the row says otherwise. “Above the warm
one” is what the change costs more than `check` where nothing changed.
"""
CLOSED = """
## Every month closed

The same 100,000 contributions, every month but the last closed by a payout. No limit is set for these.
"""
GROWTH = """
## Growth

Seconds by the clock, medians, with the growth from the size before. “One changed” is a sheet of the last month.
Memory is that of a cold check.
"""
PEERS = """
## Beside other programs

Seconds by the clock, medians, for reading the same contributions from nothing: `ledger bal`, `hledger bal`,
`bean-check`. They add up the accounts of a journal; `coopctl check` judges every rule.
"""


def page(result: Result, where: Machine) -> str:
    """The whole page."""
    parts = [HEAD.format(**{**where._asdict(), "day": where.day.isoformat()}), LIMITED, table(result.rows)]
    parts += [CLOSED, table(result.closed), GROWTH, growth(result.growth), PEERS, peers(result.peers)]
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def table(rows: Iterable[Row]) -> str:
    """The rows with their limits; without them where none has any."""
    rows = list(rows)
    limited = any(row.limit for row in rows)
    head = [
        "work",
        "as a ratio of",
        "measured",
        "processor",
        "rounds",
        *(["at most", "aim", "result"] if limited else []),
    ]
    return _table(head, [_cells(row, limited) for row in rows])


def _cells(row: Row, limited: bool) -> list[str]:
    busy = row.number(row.busy.middle) if row.busy else ""
    floor = f"`{row.floor}`" if " bal" in row.floor or "-" in row.floor else row.floor
    rounds = str(row.value.rounds) if row.value and row.value.rounds > 1 else ""
    cells = [row.work, floor, row.measured(), busy, rounds]
    if not limited:
        return cells
    return [*cells, *row.limits(), row.verdict()]


def growth(lines: Sequence[Growth]) -> str:
    """A line for each size."""
    head = ["contributions", "members", "sheets", "cold", "nothing changed", "one changed", "`ledger bal`", "memory",
            "peaks added up"]  # fmt: skip
    body = []
    for before, one in zip((None, *lines), lines, strict=False):
        times = [
            _grown(getattr(one, name), getattr(before, name, None)) for name in ("cold", "warm", "changed", "ledger")
        ]
        sizes = [f"{one.contributions:,}", str(one.members), f"{one.sheets:,}"]
        body.append([*sizes, *times, _megabytes(one.together), _megabytes(one.apart)])
    return _table(head, body)


def _grown(now: Middle | None, before: Middle | None) -> str:
    if now is None:
        return "not installed"
    return f"{now.middle:.2f} s" + (f" ({now.middle / before.middle:.1f} x)" if before else "")


def peers(found: Sequence[Peer]) -> str:
    """A line for each program, those that are not installed too."""
    sizes = sorted({size for one in found for size in one.seconds})
    ours = next((one.seconds for one in found if one.version == ""), {})
    body = []
    for one in found:
        if one.version is None:
            body.append([one.name, "not installed", *("" for _ in sizes), "", ""])
            continue
        times = [f"{one.seconds[size].middle:.2f} s" for size in sizes]
        beside = f"{one.seconds[sizes[-1]].middle / ours[sizes[-1]].middle:.2f} x" if ours else ""
        body.append([one.name, one.version, *times, beside, _megabytes(one.memory)])
    return _table(["program", "version", *(f"{size:,}" for size in sizes), "as a ratio of coopctl", "memory"], body)


def _megabytes(size: int | None) -> str:
    return f"{size / 1e6:.0f} MB" if size is not None else ""


def _table(head: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *body]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)

"""The rows of the table: what was measured, what it is a ratio of, its limits, and whether they are kept."""

from __future__ import annotations

from typing import NamedTuple

from bench.measure import Middle


class Limit(NamedTuple):
    """What a number must not go beyond, and what it should."""

    must: float
    aim: float | None = None


class Row(NamedTuple):
    """One number. ``value`` is None where it could not be measured, and ``why`` says why.

    ``unit`` stands behind the value: "x" for a ratio, "MB", "lines"; ``plus`` marks what is added to the row above.
    """

    work: str
    floor: str
    value: Middle | None
    limit: Limit | None = None
    busy: Middle | None = None
    unit: str = "x"
    plus: bool = False
    why: str = ""

    def number(self, value: float) -> str:
        """A value of this row as it is written: 0.35 x, +0.10 x, 250 MB."""
        sign = "+" if self.plus and value >= 0 else ""
        return f"{sign}{value:.0f} {self.unit}" if self.unit != "x" else f"{sign}{value:.2f} x"

    def limits(self) -> tuple[str, str]:
        """What it must not go beyond and what it should, as written; nothing where there is none."""
        sign = "+" if self.plus else ""
        must, aim = (f"{sign}{one:g} {self.unit}" if one is not None else "" for one in self.limit or (None, None))
        return must, aim

    def measured(self) -> str:
        """The median with the quarters below and above it."""
        if self.value is None:
            return "not measured"
        around = self.value.rounds > 1 and self.value.low != self.value.high
        digits = 0 if self.unit != "x" else 2
        spread = f" ({self.value.low:.{digits}f} to {self.value.high:.{digits}f})" if around else ""
        return self.number(self.value.middle) + spread

    def verdict(self) -> str:
        """Whether the limits are kept, in words."""
        if self.value is None:
            return f"not measured: {self.why}"
        if self.limit is None:
            return ""
        if self.limit.aim is not None and self.value.middle <= self.limit.aim:
            return "aim reached"
        if self.value.middle <= self.limit.must:
            return "limit kept" if self.limit.aim is None else "limit kept, aim not reached"
        return "limit not kept"

    def __str__(self) -> str:
        """The row as a line of the terminal."""
        busy = f", processor {self.number(self.busy.middle)}" if self.busy else ""
        limits = [f"{word} {part}" for word, part in zip(("at most", "aim"), self.limits(), strict=True) if part]
        of = f" of {self.floor}" if self.floor and self.value else ""
        said = f"{self.work:<54} {self.measured()}{of}{busy}"
        return f"{said}   [{', '.join(limits)}] {self.verdict()}" if limits else said


class Growth(NamedTuple):
    """What a size costs: seconds of ``check`` and of ``ledger bal``, and bytes of memory; None where not measured."""

    contributions: int
    members: int
    sheets: int
    cold: Middle
    warm: Middle
    changed: Middle
    ledger: Middle | None
    together: int | None
    apart: int | None


class Peer(NamedTuple):
    """Another program on the same contributions: its version, and seconds by size; no version, not installed."""

    name: str
    version: str | None
    seconds: dict[int, Middle]
    memory: int | None = None


class Result(NamedTuple):
    """All that one run of the bench found."""

    rows: tuple[Row, ...]
    closed: tuple[Row, ...]
    growth: tuple[Growth, ...]
    peers: tuple[Peer, ...]


LIMITS = {
    "cold": Limit(1.5, 0.8),
    "ahead": Limit(1),
    "hand": Limit(1.3, 1.1),
    "warm": Limit(0.35, 0.2),
    "sheet": Limit(0.1, 0.03),
    "record": Limit(0.2, 0.05),
    "preview": Limit(0.35, 0.2),
    "list": Limit(0.35, 0.2),
    "add": Limit(5, 3),
    "help": Limit(20, 12),
    "review": Limit(2),
    "audit": Limit(5, 3),
    "audit signed": Limit(7, 5),
    "audit memory": Limit(1.3, 1.1),
    "governance": Limit(15, 10),
    "governance again": Limit(3, 2),
    "elections": Limit(150, 120),
    "elections again": Limit(20, 12),
    "elections changed": Limit(45, 30),
    "memory": Limit(0.5, 0.3),
    "cold grows": Limit(11, 10),
    "warm grows": Limit(5, 3.5),
    "memory at a million": Limit(400, 250),
}
"""What the numbers are held to."""

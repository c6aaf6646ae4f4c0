"""The most memory a command occupies, with all the processes it starts.

Two figures, of one run. ``together`` is the peak of the summed PSS, sampled every few milliseconds: a page that several
processes share counts once, so it is what they occupy together. ``apart`` is the sum of the peak resident size of each
process: what is shared counts several times, and peaks that are not of one moment are added. Both are read from /proc;
where there is none, there is no figure.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.measure import ENVIRONMENT

PROC = Path("/proc")
PAUSE = 0.004
"""Seconds between two samples."""


class Peak(NamedTuple):
    """Bytes: the peak of the summed PSS, and the sum of the peak resident sizes."""

    together: int
    apart: int


def measurable() -> bool:
    """Whether the system tells what is needed."""
    return (PROC / "self" / "smaps_rollup").is_file()


def peak(command: Sequence[str], before: Callable[[], object] | None = None, runs: int = 3) -> Peak | None:
    """The median of some runs, each sampled from start to end; None where nothing can be measured."""
    if not measurable():
        return None
    found = []
    for _ in range(runs):
        if before:
            before()
        found.append(sampled(command))
    return Peak(*(round(statistics.median(column)) for column in zip(*found, strict=True)))


def sampled(command: Sequence[str]) -> Peak:
    """One run; the command must succeed."""
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT, start_new_session=True
    )
    most, highest = 0, dict[int, int]()
    while child.poll() is None:
        now = dict[int, tuple[int, int]]()
        for process, parent in tree(child.pid).items():
            sizes = _sizes(process)
            # Between fork and exec a child may borrow its parent's memory: it is there once.
            if sizes and now.get(parent) != sizes[:2]:
                now[process] = sizes[:2]
                highest[process] = max(highest.get(process, 0), sizes[2])
        most = max(most, sum(pss for _rss, pss in now.values()))
        time.sleep(PAUSE)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return Peak(most, sum(highest.values()))


def tree(root: int) -> dict[int, int]:
    """A process and all below it or of its session, with the parent of each, parents first."""
    known: dict[int, tuple[int, int]] = {}
    for name in os.listdir(PROC):
        if name.isdigit():
            fields = _read(name, "stat").rpartition(")")[2].split()
            if fields:
                known[int(name)] = int(fields[1]), int(fields[3])
    found: dict[int, int] = {}
    for process, (parent, session) in sorted(known.items()):
        if process == root or session == root or parent in found:
            found[process] = parent
    return found


def _sizes(process: int) -> tuple[int, int, int] | None:
    """Resident, proportional and highest resident size of a process, in bytes; None once it is gone."""
    now, ever = _field(process, "smaps_rollup", "Rss:", "Pss:"), _field(process, "status", "VmHWM:")
    return (*now, *ever) if len(now) == 2 and ever else None  # type: ignore[return-value]


def _field(process: int, name: str, *keys: str) -> tuple[int, ...]:
    lines = (line.split() for line in _read(str(process), name).splitlines())
    found = {words[0]: int(words[1]) * 1024 for words in lines if words and words[0] in keys}
    return tuple(found[key] for key in keys if key in found)


def _read(process: str, name: str) -> str:
    try:
        return (PROC / process / name).read_text("utf-8", "replace")
    except OSError:
        return ""

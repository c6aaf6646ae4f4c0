"""Many people, each in a clone of their own, who note and share at once through one bare repository."""

from __future__ import annotations

import multiprocessing
import subprocess
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import NamedTuple

from coopctl.merge.blocks import parse
from tests.cli.coop import FILES, Coop, typed

TODAY = "2026-11-04"
_gate: list[Barrier] = []


class Counted(NamedTuple):
    """``present`` lines, ``twice`` of them more than once; ``syncs`` typed, ``again`` those to be typed again."""

    present: int
    twice: int
    syncs: int
    again: int
    seconds: float


def crowd(folder: Path, people: int, each: int, every: int) -> Counted:
    """``people`` note ``each`` lines and share after ``every``, all at once; then what the shared ledger holds."""
    handles = [f"m{number:02}" for number in range(1, people + 1)]
    clones = _clones(folder, handles)
    context = multiprocessing.get_context("fork")
    began = time.monotonic()
    gate = context.Barrier(people)
    with ProcessPoolExecutor(people, context, initializer=_gate.append, initargs=(gate,)) as pool:
        told = list(pool.map(_work, clones, handles, [each] * people, [every] * people))
    seconds = time.monotonic() - began
    wanted = {(handle, name) for handle, (names, _, _) in zip(handles, told, strict=True) for name in names}
    assert len(wanted) == people * each
    found = _shared(folder)
    syncs, again = (sum(one[place] for one in told) for place in (1, 2))
    return Counted(len(wanted & found.keys()), sum(times > 1 for times in found.values()), syncs, again, seconds)


def _clones(folder: Path, handles: list[str]) -> list[Path]:
    seed = Coop(folder / "seed")
    seed.record("people", **{
        f"members/{handle}.yaml": f"handle: {handle}\nstatuses:\n- status: cape\n  since: 2024-01-01\n"
        for handle in handles
    })  # fmt: skip
    bare = folder / "shared.git"
    subprocess.run(("git", "clone", "-q", "--bare", str(seed.folder), str(bare)), check=True)
    clones = []
    for handle in handles:
        place = folder / handle
        subprocess.run(("git", "clone", "-q", str(bare), str(place)), check=True)
        for key, value in (("name", handle), ("email", f"{handle}@les-jours.invalid")):
            subprocess.run(("git", "config", f"user.{key}", value), cwd=place, check=True)
        clones.append(place)
    return clones


def _work(clone: Path, handle: str, each: int, every: int) -> tuple[list[str], int, int]:
    """What one person does; the ids of their lines, how many times they shared, how often they had to try again."""
    names, syncs, again = [], 0, 0
    _gate[0].wait(120)
    for number in range(each):
        seen = typed("-C", str(clone), "--today", TODAY, "contrib", "add", f"Tour {number}", "--circle", "technique",
                     "--hours", "1", "--rate", "10", "--date", "2026-11-02")  # fmt: skip
        assert seen.code == 0, (handle, seen)
        names.append(seen.out.split()[0])
        if (number + 1) % every == 0 or number + 1 == each:
            syncs += 1
            while (seen := typed("-C", str(clone), "--today", TODAY, "sync")).code:
                assert "at this very moment" in seen.err, (handle, seen)
                again += 1
    return names, syncs, again


def _shared(folder: Path) -> Counter[tuple[str, str]]:
    """The lines of the ledger as it is shared, read from a clone made after all that."""
    place = folder / "after"
    subprocess.run(("git", "clone", "-q", str(folder / "shared.git"), str(place)), check=True)
    fsck = subprocess.run(("git", "fsck", "--full", "--no-dangling"), cwd=place, capture_output=True, check=True)
    assert fsck.stdout == b""
    checked = typed("-C", str(place), "--today", TODAY, "check")
    assert checked.code == 0, checked
    known = {Path(path).stem for path in FILES}
    found: Counter[tuple[str, str]] = Counter()
    for path in place.glob("contributions/*/*.yaml"):
        sheet = parse(path.read_bytes())
        assert sheet is not None
        if path.stem not in known:
            found.update((path.stem, name) for name in sheet.items)
    return found

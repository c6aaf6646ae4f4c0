"""The journal of a write: what it is about to move, so that whoever comes after a crash can end it."""

from __future__ import annotations

import os
from typing import NamedTuple

from coopctl.store.disk import replace

_HEAD = "coopctl journal 1"


class Step(NamedTuple):
    """One file that moves: its path under the top of the work tree, the ids of its content before and after
    ("" where there is none), its mode, and git's mark in the index ("S": kept out of the work tree;
    lower case: assumed unchanged)."""

    path: str
    old: str
    new: str
    mode: str = "100644"
    mark: str = "H"


class Move(NamedTuple):
    """A branch about to go from ``base`` ("" before the first commit) to ``new``, and the files with it.

    ``made`` are the folders created for it.
    """

    ref: str
    base: str
    new: str
    steps: tuple[Step, ...]
    made: tuple[str, ...] = ()


def save(path: str, move: Move) -> None:
    """Write the journal so that it survives a power cut."""
    lines = [_HEAD, f"ref {move.ref}", f"base {move.base}", f"new {move.new}"]
    lines += [f"made {folder}" for folder in move.made]
    lines += [f"file {s.mark} {s.mode} {s.old or '-'} {s.new or '-'} {s.path}" for s in move.steps]
    replace(path, "\n".join([*lines, "end", ""]).encode("utf-8", "surrogateescape"))


def load(path: str) -> Move | None:
    """The journal that was left, None where there is none (or none that was ever completed)."""
    try:
        with open(path, "rb") as file:
            lines = file.read().decode("utf-8", "surrogateescape").split("\n")
    except FileNotFoundError:
        return None
    if lines[0] != _HEAD or lines[-2:] != ["end", ""]:
        return None
    said = [line.partition(" ") for line in lines[1:-2]]
    facts = {word: rest for word, _, rest in said if word in ("ref", "base", "new")}
    return Move(
        facts["ref"], facts["base"], facts["new"],
        tuple(_step(rest) for word, _, rest in said if word == "file"),
        tuple(rest for word, _, rest in said if word == "made"),
    )  # fmt: skip


def _step(line: str) -> Step:
    mark, mode, old, new, path = line.split(" ", 4)
    return Step(path, old.replace("-", ""), new.replace("-", ""), mode, mark)


def since(path: str) -> int | None:
    """When the journal was written (nanoseconds of the clock); None where there is none."""
    try:
        return os.lstat(path).st_mtime_ns
    except FileNotFoundError:
        return None

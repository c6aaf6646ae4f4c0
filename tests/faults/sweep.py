"""Hurt a command at every call that changes the disk, and look whether all is exactly old or exactly new.

``python -m tests.faults.sweep --op one --every 5``. See OPERATIONS for what can be hurt and MODES for how.
"""

from __future__ import annotations

import argparse
import collections
import ctypes
import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.faults import world

HERE = Path(__file__).parent
SOURCE = HERE.parents[1]
ACT = (sys.executable, "-B", "-X", "frozen_modules=on", str(HERE / "act.py"))


class Operation(NamedTuple):
    """A command to hurt, run in ``{folder}``; the one that comes after it; how the folder is made before."""

    name: str
    command: tuple[str, ...]
    after: tuple[str, ...]
    prepare: Callable[[Path], None]


def ledger(top: Path) -> None:
    """A small ledger with the user's own work lying around: staged, dirty, untracked, ignored."""
    git = world.git
    git(top, "init", "-q", "-b", "main")
    _files(top, {
        "coop.yaml": "format: 1\n", "notes.txt": "a\n", "plan.txt": "a\n", ".gitignore": "*.log\n",
        "members/awa.yaml": "handle: awa\n", "circles/old.yaml": "circle: old\n",
        "contributions/2026-10/loic.yaml": "- id: k7m3qa2v\n  hours: 1\n",
    })  # fmt: skip
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "start")
    _own_work(top)
    git(top, "add", "plan.txt", "members/new.yaml")


def board(top: Path) -> None:
    """A ledger that coopctl's own commands can work on, with the user's own work lying around."""
    git = world.git
    git(top, "init", "-q", "-b", "main")
    _files(top, {**BOARD, "notes.txt": "a\n", "plan.txt": "a\n", ".gitignore": "*.log\n"})
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "start")
    _own_work(top)
    git(top, "add", "plan.txt", "members/new.yaml")


def nothing(top: Path) -> None:
    """A folder that is no repository yet, with a file of the user's in it."""
    _files(top, {"notes.txt": "mine\n"})


def _own_work(top: Path) -> None:
    _files(top, {"plan.txt": "staged\n", "members/new.yaml": "handle: new\n", "notes.txt": "dirty\n",
                 "contributions/2026-10/draft.yaml": "untracked\n", "x.log": "ignored\n"})  # fmt: skip


def _files(top: Path, said: dict[str, str]) -> None:
    for name, text in said.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text)


BOARD = {
    "coop.yaml": "format: 1\nname: Essai\nslug: essai\nrate_caps:\n- since: 2018-01-01\n  cap: 30\n"
    "statuses:\n- status: esa\n  title: ESA\n",
    "members/loic.yaml": "handle: loic\nstatuses:\n- status: esa\n  since: 2024-01-01\n",
    "circles/technique.yaml": "circle: technique\ntitle: Technique\n",
    "contributions/2026-10/loic.yaml": "# by hand\n- id: k7m3qa2v\n  date: '2026-10-03'\n  hours: 1\n"
    "  rate:  15  # mine\n"
    "  what: Migration\n",
}
NEXT = (*ACT, "next", "{folder}")
COOPCTL = (sys.executable, "-B", "-X", "frozen_modules=on", "-m", "coopctl", "-C", "{folder}", "--today", "2026-11-03")
ADD = (
    "contrib",
    "add",
    "Newsletter",
    "--circle",
    "technique",
    "--hours",
    "1h30",
    "--rate",
    "15",
    "--date",
    "2026-10-30",
)
INIT = ("init", "--name", "Essai", "--slug", "essai", "--handle", "loic", "--preset", "cae", "--no-input")

OPERATIONS = (
    Operation("add", (*COOPCTL, *ADD), NEXT, board),
    Operation("edit", (*COOPCTL, "contrib", "edit", "k7m3qa2v", "--rate", "18"), NEXT, board),
    Operation("close", (*COOPCTL, "payout", "close", "2026-10", "--yes"), NEXT, board),
    Operation("found", (*COOPCTL, *INIT), (*ACT, "settle", "{folder}", *COOPCTL, *INIT), nothing),
    Operation("one", (*ACT, "one", "{folder}"), NEXT, ledger),
    Operation("three", (*ACT, "three", "{folder}"), NEXT, ledger),
    Operation("init", (*ACT, "init", "{folder}"), (*ACT, "init", "{folder}"), nothing),
)
"""Add a line for a command of your own: it must not depend on the clock or on chance in what it *calls*."""

MODES: dict[str, tuple[str, ...]] = {
    "kill-all": ("killall", "{n}"),
    "kill-one": ("killone", "{n}"),
    "eio": ("fail", "{n}", str(errno.EIO)),
    "enospc": ("fail", "{n}", str(errno.ENOSPC)),
    "eacces": ("fail", "{n}", str(errno.EACCES)),
    "erofs": ("fail", "{n}", str(errno.EROFS)),
    "edquot": ("fail", "{n}", str(errno.EDQUOT)),
    "full": ("failall", "{n}", str(errno.ENOSPC)),
    "sigint": ("signal", "{n}", str(int(signal.SIGINT))),
    "sigterm": ("signal", "{n}", str(int(signal.SIGTERM))),
}


class Outcome(NamedTuple):
    """One trial."""

    op: str
    mode: str
    at: int
    fired: bool
    total: int
    state: str
    bad: tuple[str, ...]


def build(folder: Path) -> Path:
    """Compile the tool that hurts.

    Raises:
        RuntimeError: there is no compiler, or tracing is not allowed here. Never a silent skip.
    """
    tool = folder / "inject"
    made = subprocess.run(["cc", "-O1", "-o", str(tool), str(HERE / "inject.c")], capture_output=True, text=True)
    if made.returncode:
        raise RuntimeError(f"the fault tool cannot be built: {made.stderr}")
    tried = subprocess.run(
        [tool, folder / "report", "count", "--", "touch", folder / "x"], capture_output=True, text=True
    )
    if tried.returncode or not int((folder / "report").read_text().split()[0]):
        raise RuntimeError(f"tracing is not allowed here: {tried.stderr}")
    return tool


def environment(home: Path) -> dict[str, str]:
    """A quiet, repeatable environment for the commands."""
    (home / ".gitconfig").write_text("[user]\n\tname = loic\n\temail = loic@coop.invalid\n")
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    return {**kept, "HOME": str(home), "PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8",
            "GIT_AUTHOR_DATE": "2026-10-03T12:00:00Z", "GIT_COMMITTER_DATE": "2026-10-03T12:00:00Z"}  # fmt: skip


def _adopt() -> None:
    """Let orphans of a trial come to us, so that they can be waited for."""
    ctypes.CDLL(None, use_errno=True).prctl(36, 1, 0, 0, 0)


def _reap() -> None:
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def trial(lab: Path, op: Operation, mode: str, at: int) -> Outcome:
    """One fault: hurt, look at the exit code, run the next command, look at everything."""
    _adopt()
    env = environment(lab / "home")
    with tempfile.TemporaryDirectory(dir=lab) as scratch:
        top = Path(scratch) / "coop"
        shutil.copytree(lab / op.name, top, symlinks=True)
        os.environ.update(env)
        if (top / ".git").exists():
            world.git(top, "update-index", "-q", "--refresh") if mode == "none" else None
        before = world.look(top)
        how = tuple(word.format(n=at) for word in MODES[mode]) if mode != "count" else ("count",)
        total, fired, status, main_killed = _hurt(lab, Path(scratch), how, op.command, top, env)
        reached = world.look(top).head
        bad = []
        if not main_killed and not mode.startswith("sig") and (status == 0) != (reached != before.head):
            bad.append(f"exit {status}, but HEAD {'moved' if reached != before.head else 'did not move'}")
        after = subprocess.run(_filled(op.after, top), cwd=top, env=env, capture_output=True, text=True)
        if after.returncode:
            bad.append(f"the next command failed: {after.stderr[-400:]}")
        bad += world.faults(top, before)
        if reached not in (before.head, world.look(top).head):
            bad.append("the commit was lost by the next command")
        state = "new" if reached != before.head else "old"
    return Outcome(op.name, mode, at, bool(fired), total, state, tuple(bad))


def _hurt(
    lab: Path, scratch: Path, how: tuple[str, ...], command: tuple[str, ...], top: Path, env: dict[str, str]
) -> tuple[int, int, int, int]:
    report = scratch / "report"
    done = subprocess.run([lab / "inject", report, *how, "--", *_filled(command, top)], cwd=top, env=env,
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=120)  # fmt: skip
    _reap()
    if done.returncode:
        raise RuntimeError(f"the fault tool itself failed: {done.stderr.decode()}")
    total, fired, status, main_killed = map(int, report.read_text().split())
    return total, fired, status, main_killed


def _filled(command: tuple[str, ...], top: Path) -> list[str]:
    return [word.replace("{folder}", str(top)) for word in command]


def laboratory(folder: Path, ops: tuple[Operation, ...]) -> Path:
    """Where trials are run: the tool and one template per operation."""
    build(folder)
    (folder / "home").mkdir()
    os.environ.update(environment(folder / "home"))
    for op in ops:
        (folder / op.name).mkdir()
        op.prepare(folder / op.name)
    return folder


def sweep(
    ops: tuple[Operation, ...], modes: tuple[str, ...], every: int, jobs: int = 2, start: int = 1
) -> list[Outcome]:
    """Every fault of the plan.

    Raises:
        AssertionError: fewer faults took place than planned.
    """
    best = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=best, prefix="faults-") as name:
        lab = laboratory(Path(name), ops)
        plan = []
        for op in ops:
            total = trial_count(lab, op)
            plan += [(op, mode, at) for mode in modes for at in range(start, total + 1, every)]
        with ProcessPoolExecutor(jobs) as pool:
            out = list(pool.map(trial, [lab] * len(plan), *zip(*plan, strict=True), chunksize=4))
    hit = sum(one.fired for one in out)
    assert hit >= max(1, len(plan) * 0.98), f"planned {len(plan)} faults, injected {hit}"
    return out


def trials(op: Operation, mode: str, points: range) -> list[Outcome]:
    """Some faults of one kind, whether or not the operation is sound."""
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        lab = laboratory(Path(name), (op,))
        with ProcessPoolExecutor(1) as pool:
            return [pool.submit(trial, lab, op, mode, at).result() for at in points]


def trial_count(lab: Path, op: Operation) -> int:
    """How many calls of an operation change the disk; that it works unhurt is checked on the way."""
    with ProcessPoolExecutor(1) as pool:
        calm = pool.submit(trial, lab, op, "count", 0).result()
    assert (calm.bad, calm.state) == ((), "new"), calm
    return calm.total


def summary(found: list[Outcome]) -> str:
    """One line that says how many faults there were, so that the number cannot silently fall to none."""
    hit = [one for one in found if one.fired]
    modes = collections.Counter(one.mode for one in hit)
    states = collections.Counter(one.state for one in hit)
    bad = sum(bool(one.bad) for one in found)
    said = ", ".join(f"{mode} {count}" for mode, count in modes.items())
    return f"injected {len(hit)} faults: {said}; old {states['old']}, new {states['new']}; bad {bad}"


def main() -> int:
    """The command line."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--op", action="append", choices=[op.name for op in OPERATIONS])
    ask.add_argument("--mode", action="append", choices=list(MODES))
    ask.add_argument("--every", type=int, default=1)
    ask.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    said = ask.parse_args()
    ops = tuple(op for op in OPERATIONS if not said.op or op.name in said.op)
    found = sweep(ops, tuple(said.mode or MODES), said.every, said.jobs)
    for one in found:
        for fault in one.bad:
            print(f"BAD {one.op} {one.mode} at {one.at} ({one.state}): {fault}")
    print(summary(found))
    return 1 if any(one.bad for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())

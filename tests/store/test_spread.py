"""Work shared out gives what work done in turn gives, whatever happens to those who share it."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from coopctl.check import check
from coopctl.ledger import Ledger
from coopctl.snapshot import Snapshot, in_turn
from coopctl.store import spread
from coopctl.store.spread import FEW, TICKETS, Shared
from tests import small

HERE = os.getpid()
MANY = list(range(200))


def _shared(processes: int = 3, progress: Callable[[int, int], None] | None = None) -> Shared:
    return Shared(processes, lambda: None, lambda: os.getpid(), lambda news: None, progress)


def _here() -> bool:
    return os.getpid() == HERE


def _square(number: int) -> int:
    return number * number


def _children() -> set[str]:
    """The processes that this one has started and not waited for: other tests may have left a reader of git."""
    return {pid for file in Path("/proc/self/task").glob("*/children") for pid in file.read_text().split()}


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """No child and no open descriptor is left, but those that were there."""
    global HERE
    HERE = os.getpid()
    before = set(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else set()
    mask, children = signal.pthread_sigmask(signal.SIG_BLOCK, ()), _children()
    yield
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == mask
    if children:
        assert _children() <= children
    else:
        with pytest.raises(ChildProcessError):
            os.waitpid(-1, os.WNOHANG)
    if before:
        assert len(os.listdir("/proc/self/fd")) == len(before)


@pytest.mark.parametrize("count", [0, 1, FEW, FEW + 1, 200, TICKETS, TICKETS + 1])
@pytest.mark.parametrize("processes", [1, 2, 5])
def test_results_come_in_the_order_of_the_pieces(count: int, processes: int) -> None:
    assert list(_shared(processes)(_square, range(count))) == [number * number for number in range(count)]


def test_the_first_piece_is_done_here_and_copies_work_too() -> None:
    def who(number: int) -> int:
        time.sleep(0.002)
        return os.getpid()

    found = list(_shared()(who, MANY))
    assert found[0] == HERE
    assert len(set(found)) == 3


def test_values_come_back_as_they_were() -> None:
    data = {path: text.encode() for path, text in small.FILES.items()}
    for name in ("loic", "noemie", *"abcdefghijkl"):
        data[f"contributions/2026-10/{name}.yaml"] = b"- id: k7m3qa2w\n  date: 2026-10-03\n  hours: x\n  rate: 45\n"
    alone = check(Ledger(Snapshot(data)), small.TODAY)
    assert check(Ledger(Snapshot(data, spread=_shared())), small.TODAY) == alone
    assert check(Ledger(Snapshot(data, spread=in_turn)), small.TODAY) == alone


def _killed(number: int) -> None:
    if not _here() and number % 7 == 3:
        os.kill(os.getpid(), signal.SIGKILL)


def _raising(number: int) -> None:
    if not _here() and number % 7 == 3:
        raise RuntimeError("only in a copy")


def _without_memory(number: int) -> None:
    if not _here() and number % 7 == 3:
        raise MemoryError


def _starved(number: int) -> None:
    if not _here() and number > 20:
        resource.setrlimit(resource.RLIMIT_AS, (1 << 20, 1 << 20))
        bytearray(1 << 26)


def _leaving(number: int) -> None:
    if not _here() and number % 7 == 3:
        os._exit(0)


@pytest.mark.parametrize("harm", [_killed, _raising, _without_memory, _starved, _leaving])
def test_what_a_copy_does_not_finish_is_done_here(harm: Callable[[int], None]) -> None:
    def work(number: int) -> int:
        time.sleep(0.001)
        harm(number)
        return number * number

    assert list(_shared()(work, MANY)) == [number * number for number in MANY]


def test_an_error_shows_here_as_it_does_in_turn() -> None:
    def work(number: int) -> int:
        if number == 150:
            raise ValueError(number)
        return number

    for processes in (1, 3):
        with pytest.raises(ValueError, match="150"):
            list(_shared(processes)(work, MANY))


@pytest.mark.parametrize("name", ["fork", "pipe"])
@pytest.mark.parametrize("after", [0, 1])
def test_a_machine_that_refuses_copies(name: str, after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    real, count = getattr(os, name), 0

    def refused() -> Any:
        nonlocal count
        count += 1
        if count > after:
            raise OSError(11, "no more")
        return real()

    monkeypatch.setattr(spread.os, name, refused)
    assert list(_shared()(_square, MANY)) == [number * number for number in MANY]
    assert count > after


def test_a_pipe_as_small_as_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")
    real = os.pipe

    def small_pipe() -> tuple[int, int]:
        ends = real()
        fcntl.fcntl(ends[1], fcntl.F_SETPIPE_SZ, 4096)
        return ends

    monkeypatch.setattr(spread.os, "pipe", small_pipe)
    assert list(_shared()(_square, range(9_000))) == [number * number for number in range(9_000)]


def test_a_value_that_cannot_be_sent_is_made_here() -> None:
    assert list(_shared()(lambda number: [object, number][number % 2], MANY)) == [
        [object, number][number % 2] for number in MANY
    ]


def test_news_of_copies_is_heard() -> None:
    heard: list[int] = []
    shared = Shared(3, lambda: None, os.getpid, heard.append)
    list(shared(lambda number: time.sleep(0.002), MANY))
    assert len(set(heard)) == 2
    assert HERE not in heard


@pytest.mark.parametrize("processes", [1, 3])
def test_progress_goes_up_to_the_end(processes: int) -> None:
    told: list[tuple[int, int]] = []
    list(_shared(processes, lambda done, of: told.append((done, of)))(_square, MANY))
    assert told == sorted(told)
    assert told[-1] == (len(MANY), len(MANY))


def test_progress_ends_where_a_copy_is_killed() -> None:
    def work(number: int) -> int:
        time.sleep(0.001)
        _killed(number)
        return number

    told: list[int] = []
    list(_shared(3, lambda done, of: told.append(done))(work, MANY))
    assert told[-1] == len(MANY)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_copy_ends_at_once_when_it_is_told_to(how: signal.Signals, tmp_path: Path) -> None:
    """Nothing of this process runs on in it, whatever this one does on the same signal."""
    trace = tmp_path / "trace"
    before = signal.signal(how, lambda *given: trace.write_text("a handler ran in a copy"))
    try:

        def work(number: int) -> int:
            if not _here() and number > 5:
                os.kill(os.getpid(), how)
                time.sleep(5)
            return number

        begun = time.monotonic()
        assert list(_shared()(work, MANY)) == MANY
        assert time.monotonic() - begun < 2
    finally:
        signal.signal(how, before)
    assert not trace.exists()


def test_ctrl_c_here_leaves_no_copy() -> None:
    def work(number: int) -> int:
        if _here() and number:
            raise KeyboardInterrupt
        time.sleep(0.01)
        return number

    with pytest.raises(KeyboardInterrupt):
        list(_shared()(work, MANY))


MADE = """
import os, signal, time
from coopctl.store import spread
real, fds = os.fork, len(os.listdir("/proc/self/fd"))
def interrupted():
    os.kill(os.getpid(), signal.SIGINT)
    return real()
spread.os.fork = interrupted
shared = spread.Shared(3, lambda: None, lambda: None, lambda news: None)
try:
    list(shared(lambda number: time.sleep(0.01), range(200)))
except KeyboardInterrupt:
    print("interrupted", len(os.listdir("/proc/self/fd")) - fds)
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("nobody left")
"""


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="no list of descriptors")
def test_ctrl_c_while_copies_are_made_leaves_none() -> None:
    """In a process of its own: with other threads, a signal finds its way whatever this one holds back."""
    done = subprocess.run([sys.executable, "-c", MADE], capture_output=True, text=True, timeout=30)
    assert (done.stdout, done.stderr) == ("interrupted 0\nnobody left\n", "")

"""The same work on many pieces, shared out over the processors of the machine.

Each worker is a copy of this process, made by the system: it reads for itself, and sends back results as plain data.
Whatever happens to one of them, what it did not finish is done here, so that an error shows where it can be told.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from coopctl.store.plain import Foreign, packed, unpacked

P = TypeVar("P")
R = TypeVar("R")
Progress = Callable[[int, int], None]
"""Told now and then how many pieces are done, and of how many."""

FEW = 8
"""Pieces up to which copying the process is not worth it."""
TICKETS = 10_000
"""Pieces that can be handed out through one pipe."""
_DEADLY = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Worker(NamedTuple):
    """A copy of this process at work, and where its answers come from."""

    pid: int
    answers: int


class Shared:
    """How long work is shared out over ``processes`` copies of this one (this one included).

    ``begin`` is called in each copy before it works; ``news`` gives, in a copy, what it learned beside its results,
    and ``take`` hears that here.
    """

    def __init__(
        self,
        processes: int,
        begin: Callable[[], None],
        news: Callable[[], Any],
        take: Callable[[Any], None],
        progress: Progress | None = None,
    ) -> None:
        self._processes = processes
        self._begin, self._news, self._take = begin, news, take
        self._progress = progress

    def __call__(self, work: Callable[[P], R], pieces: Sequence[P]) -> Iterator[R]:
        """The results, in the order of the pieces."""
        done: dict[int, R] = {}
        if self._processes > 1 and FEW < len(pieces) <= TICKETS and hasattr(os, "fork"):
            self._shared(work, pieces, done)
        left = len(pieces) - len(done)
        for number, piece in enumerate(pieces):
            if number in done:
                yield done[number]
                continue
            yield work(piece)
            left -= 1
            self._tell(len(pieces) - left, len(pieces))

    def _shared(self, work: Callable[[P], R], pieces: Sequence[P], done: dict[int, R]) -> None:
        try:
            tickets = _handed_out(range(1, len(pieces)))
        except OSError:  # no pipe to be had
            return
        workers: list[Worker] = []
        try:
            with contextlib.suppress(OSError), _held_back():  # no room for a copy: the work is done here
                for _ in range(self._processes - 1):
                    workers.append(self._worker(work, pieces, tickets))
            self._together(work, pieces, tickets, workers, done)
        finally:
            os.close(tickets)
            _ended(workers)

    def _tell(self, done: int, of: int) -> None:
        if self._progress is not None:
            self._progress(done, of)

    def _together(
        self, work: Callable[[P], R], pieces: Sequence[P], tickets: int, workers: list[Worker], done: dict[int, R]
    ) -> None:
        """Work here too, the first piece to begin with, and listen to the others in between."""
        with selectors.DefaultSelector() as ears:
            heard = {worker.answers: b"" for worker in workers}
            for answers in heard:
                ears.register(answers, selectors.EVENT_READ)
            number: int | None = 0
            while number is not None or heard:
                if number is not None:
                    done[number] = work(pieces[number])
                    number = _next(tickets)
                for key, _ in ears.select(0 if number is not None else 0.2):
                    part = os.read(key.fd, 1 << 20)
                    if part:
                        *lines, heard[key.fd] = (heard[key.fd] + part).split(b"\n")
                        self._answered(lines, done)
                    else:
                        ears.unregister(key.fd)
                        del heard[key.fd]
                self._tell(len(done), len(pieces))

    def _answered(self, lines: list[bytes], done: dict[int, R]) -> None:
        for line in lines:
            number, result, news = json.loads(line)
            with contextlib.suppress(Foreign):
                done[number] = unpacked(result)
            self._take(news)

    def _worker(self, work: Callable[[P], R], pieces: Sequence[P], tickets: int) -> Worker:
        answers, out = os.pipe()
        try:
            pid = os.fork()
        except BaseException:
            os.close(answers)
            os.close(out)
            raise
        if pid:
            os.close(out)
            return Worker(pid, answers)
        status = 1
        try:
            for number in _DEADLY:
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _DEADLY)
            os.close(answers)
            self._work(work, pieces, tickets, out)
            status = 0
        finally:
            os._exit(status)  # nothing of this copy may run on: neither cleaning up nor telling errors

    def _work(self, work: Callable[[P], R], pieces: Sequence[P], tickets: int, out: int) -> None:
        """In a copy: pieces until none is left. What cannot be sent is done again by who waits for it."""
        self._begin()
        with os.fdopen(out, "wb") as file:
            while (number := _next(tickets)) is not None:
                with contextlib.suppress(Foreign):
                    line = json.dumps([number, packed(work(pieces[number])), self._news()], separators=(",", ":"))
                    file.write(line.encode() + b"\n")
                    file.flush()


def processors() -> int:
    """How many processors this process may use."""
    count = getattr(os, "sched_getaffinity", None)
    return len(count(0)) if count else os.cpu_count() or 1


@contextlib.contextmanager
def _held_back() -> Iterator[None]:
    """Ctrl-C waits while copies are made: none is lost sight of, and none goes on as if it were this process."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _DEADLY)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _handed_out(numbers: range) -> int:
    """Numbers in a pipe, from which whoever is free takes the next."""
    tickets, out = os.pipe()
    os.set_blocking(out, False)  # a pipe may be as small as a page: what does not fit is done here in the end
    with contextlib.suppress(BlockingIOError):
        os.write(out, b"".join(number.to_bytes(4, "little") for number in numbers))
    os.close(out)
    return tickets


def _next(tickets: int) -> int | None:
    found = os.read(tickets, 4)
    return int.from_bytes(found, "little") if found else None


def _ended(workers: list[Worker]) -> None:
    for worker in workers:
        os.close(worker.answers)
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(worker.pid, 0)

"""The two locks of a write: our own among coopctl commands, and git's ``index.lock`` against git commands."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import time
from collections.abc import Callable, Iterator

from coopctl.problem import Unwritable
from coopctl.store import states
from coopctl.store.disk import unlink
from coopctl.words import T

Wait = Callable[[float], None]
_TURN = 60.0
_FOREIGN = 5.0
_NOTE = b"coopctl is writing here; if it was interrupted, any coopctl command that writes finishes it\n"


@contextlib.contextmanager
def turn(path: str, wait: Wait | None) -> Iterator[int]:
    """Hold our own lock; gives its descriptor, which commands that move things must inherit.

    ``wait`` is called with the seconds waited so far, each time before waiting some more.

    Raises:
        Unwritable: another coopctl held it for a minute, or the folder is not writable.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        for waited in _pauses(_TURN):
            if _try(handle):
                break
            if wait is not None:
                wait(waited)
        else:
            raise Unwritable(T("another coopctl has been writing here for {n} s", n=round(_TURN)), "coopctl doctor")
        yield handle
    finally:
        os.close(handle)


def _try(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _pauses(limit: float) -> Iterator[float]:
    """Seconds waited so far, with a pause between two, longer and longer, until ``limit``."""
    start = time.monotonic()
    pause = 0.002
    waited = 0.0
    while waited < limit:
        yield waited
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)
        waited = time.monotonic() - start


class IndexLock:
    """Git's own lock of the index, taken by a hard link of a file of ours.

    That file stays beside as long as the lock: whoever comes later sees by it whether the lock is ours.
    """

    def __init__(self, git_dir: str, mine: str) -> None:
        self.path = os.path.join(git_dir, "index.lock")
        self.mine = mine

    def take(self, wait: Wait | None) -> None:
        """Take it, waiting up to 5 s for a git command to end. Never removes a lock that is not ours.

        Raises:
            Unwritable: someone else holds it.
        """
        with open(self.mine, "wb") as file:
            file.write(_NOTE + b"%d %d\n" % (os.getpid(), time.time_ns()))
        for waited in _pauses(_FOREIGN):
            if self._link():
                return
            if wait is not None:
                wait(waited)
        raise states.locked(self.age() or 0.0).error()

    def retake(self) -> None:
        """Take it again after a crash, unless it still stands."""
        if not self.is_ours():
            self.take(None)

    def _link(self) -> bool:
        try:
            os.link(self.mine, self.path)
        except FileExistsError:
            return False
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS):
                raise
            return self._copy()
        return True

    def _copy(self) -> bool:
        """Where hard links do not exist: the same content says whose it is."""
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        except FileExistsError:
            return False
        with open(self.mine, "rb") as mine, os.fdopen(handle, "wb") as lock:
            lock.write(mine.read())
        return True

    def is_ours(self) -> bool:
        """Whether the lock that stands there is the one we took."""
        try:
            if os.path.samefile(self.mine, self.path):
                return True
            with open(self.mine, "rb") as mine, open(self.path, "rb") as lock:
                said = mine.read()
                return bool(said) and said == lock.read()
        except FileNotFoundError:
            return False

    def age(self) -> float | None:
        """Seconds since the lock was made; None where there is none."""
        try:
            return max(0.0, time.time() - os.lstat(self.path).st_mtime)
        except FileNotFoundError:
            return None

    def release(self) -> None:
        """Give it back if it is ours."""
        if self.is_ours():
            unlink(self.path)
        unlink(self.mine)

"""Small certain steps on a disk: what is written is flushed, and so is the folder that names it."""

from __future__ import annotations

import contextlib
import os


def unlink(path: str) -> None:
    """Remove a file that may be gone already."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)


def flush(folder: str) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def store(path: str, data: bytes, mode: int = 0o666) -> None:
    """Write a new file and flush it; one that is there is replaced (a link itself, never what it points to)."""
    unlink(path)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(handle)


def replace(path: str, data: bytes, mode: int = 0o666) -> None:
    """Replace a file at one instant: after a cut it is the old one or the new one."""
    spare = f"{path}.new"
    store(spare, data, mode)
    os.rename(spare, path)
    flush(os.path.dirname(path))

"""What was read and judged before in a clone, so that it need not be again.

It is one file under the git folder (in the cache of the account where there is no git), never recorded and never
shared. Everything in it is found under a digest of what it depends on, so it cannot be out of date; whatever is
wrong with it (missing, damaged, written by another version) it is thrown away without a word. Many may read and
write it at once: it is replaced whole, at one instant, and the last one to write wins.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator, MutableMapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coopctl.store.clone import Clone
    from coopctl.store.recollection import Contents

FORMAT = "coopctl index 1"
A_MINUTE = 60
SPARE_RESULTS = 500
"""How many results that were of no use in a run are carried on at least."""


class Known(MutableMapping[str, Any]):
    """Results by key. They are unpacked when they are asked for."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._used: dict[str, None] = {}
        self._new: dict[str, Any] = {}

    @property
    def _packed(self) -> dict[str, Any]:
        return self._cache.results

    def __getitem__(self, key: str) -> Any:
        from coopctl.store.plain import Foreign, unpacked

        if key in self._new:
            return self._new[key]
        try:
            value = unpacked(self._packed[key])
        except Foreign:
            raise KeyError(key) from None
        self._used[key] = None
        return value

    def __setitem__(self, key: str, value: Any) -> None:
        self._new[key] = value

    def __delitem__(self, key: str) -> None:
        self._packed.pop(key, None)
        self._new.pop(key, None)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._packed, *self._new)))

    def __len__(self) -> int:
        return len(dict.fromkeys((*self._packed, *self._new)))

    def __contains__(self, key: object) -> bool:
        return key in self._new or key in self._packed

    @property
    def fresh(self) -> bool:
        """Whether there is something to write."""
        return bool(self._new)

    def packed(self) -> dict[str, Any]:
        """All of it, what was of use last; of the rest as much again is carried on, the oldest left out.

        Where nothing was judged anew nothing has gone out of use either: all is carried on.
        """
        from coopctl.store.plain import Foreign, packed

        useful = {key: self._packed[key] for key in self._used if key in self._packed}
        for key, value in self._new.items():
            with contextlib.suppress(Foreign):
                useful[key] = packed(value)
        idle = [key for key in self._packed if key not in useful]
        kept = idle[-max(len(useful), SPARE_RESULTS) :] if self._new else idle
        return {key: self._packed[key] for key in kept} | useful


class Cache:
    """What is remembered of one ledger, read when something in it is asked for.

    It is a file in ``folder``, whose name stands for ``place``: where the ledger is.
    """

    def __init__(self, folder: str, place: str) -> None:
        self.folder, self.place = folder, place
        self.known = Known(self)

    @cached_property
    def path(self) -> str:
        """The file."""
        from hashlib import sha1

        name = sha1(os.fsencode(self.place), usedforsecurity=False).hexdigest()[:16]
        return os.path.join(self.folder, f"{name}.json")

    @cached_property
    def _read(self) -> tuple[Contents, dict[str, Any]]:
        return _loaded(self.path)

    @property
    def contents(self) -> Contents:
        """What is remembered of files."""
        return self._read[0]

    @property
    def results(self) -> dict[str, Any]:
        """What is remembered of judging, packed."""
        return self._read[1]

    @classmethod
    def of(cls, clone: Clone) -> Cache:
        """That of a clone: under the git folder of the work tree, else in the account's cache."""
        if clone.git_dir is not None:
            return cls(os.path.join(clone.git_dir, "coopctl", "index"), clone.prefix or ".")
        cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
        return cls(os.path.join(cache, "coopctl", "index"), os.path.realpath(clone.root))

    def save(self, contents: Contents | None) -> OSError | None:
        """Write it, with the contents of another listing if there is one; the reason where that cannot be done."""
        import json
        from base64 import b64encode

        folders = {
            name: [one.names, b64encode(one.stamps).decode(), one.contents, *one.doubtful]
            for name, one in (self.contents if contents is None else contents).items()
        }
        body = json.dumps([folders, self.known.packed()], separators=(",", ":")).encode()
        try:
            os.makedirs(os.path.dirname(self.path), 0o700, exist_ok=True)
            _replace(self.path, _head(body) + body)
        except FileNotFoundError:  # another process was quicker, or took the folder away just now
            return None
        except OSError as error:
            return error
        return None


def _replace(path: str, data: bytes) -> None:
    """Put a file in place at one instant; where another process is just doing that, leave it to it."""
    spare = f"{path}.new"
    for _ in range(2):
        try:
            handle = os.open(spare, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
            break
        except FileExistsError:
            if abs(time.time() - os.lstat(spare).st_mtime) < A_MINUTE:
                return
            os.unlink(spare)  # left by a process that was killed
    else:
        return
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.rename(spare, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(spare)
        raise


def _loaded(path: str) -> tuple[Contents, dict[str, Any]]:
    """What the file holds; nothing where it is not there, not whole, or not ours."""
    import json
    from base64 import b64decode

    from coopctl.store.recollection import Folder

    try:
        with open(path, "rb") as file:
            head, body = file.readline(200), file.read()
        if head != _head(body):
            return {}, {}
        folders, results = json.loads(body)
        contents = {
            name: Folder(names, b64decode(stamps), ids, tuple(doubtful))
            for name, (names, stamps, ids, *doubtful) in folders.items()
        }
        return contents, dict(results)
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}, {}


def _head(body: bytes) -> bytes:
    """The first line: what wrote it, and a digest of the rest."""
    from hashlib import blake2b

    return f"{FORMAT} {_program()} {blake2b(body, digest_size=16).hexdigest()}\n".encode()


@lru_cache
def _program() -> str:
    """What stands for this very program: every source file of it, the law it holds, and the interpreter."""
    from hashlib import blake2b

    found = [sys.version, sys.byteorder]
    todo = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]
    while todo:
        with os.scandir(todo.pop()) as here:
            for one in here:
                if one.name.endswith((".py", ".toml")):
                    seen = one.stat()
                    found.append(f"{one.path} {seen.st_size} {seen.st_mtime_ns}")
                elif one.is_dir() and one.name not in ("__pycache__", "locale", "sample", "schemas"):
                    todo.append(one.path)
    return blake2b("\n".join(sorted(found)).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()

"""Git's objects: read through one living process, computed here, written by one command.

What is computed here are ids and the bytes of trees; git itself writes, checks and compresses them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from coopctl.problem import Unwritable
from coopctl.store.git import Git
from coopctl.words import T

if TYPE_CHECKING:
    from hashlib import sha1
else:
    try:  # hashlib loads OpenSSL, which takes longer than all that is hashed in a write
        from _sha1 import sha1
    except ImportError:
        from hashlib import sha1

FILE = "100644"
_KINDS = {"commit": 1, "tree": 2, "blob": 3}
_WINDOW = 64


class Object(NamedTuple):
    """One object of git: its id, kind (blob, tree, commit, tag) and bytes."""

    id: str
    kind: str
    data: bytes


class Reader:
    """Objects on demand, through one ``git cat-file --batch`` that stays until :meth:`close`."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._child = git.spawn("cat-file", "--batch")

    def get(self, name: str) -> Object | None:
        """The object of a name (an id, ``HEAD``, ``<commit>:<path>``), None where there is none."""
        return next(self.many((name,)))

    def many(self, names: Iterable[str]) -> Iterator[Object | None]:
        """The same for many names, asked ahead of the answers."""
        todo = iter(names)
        while batch := list(islice(todo, _WINDOW)):
            self._ask(batch)
            yield from [self._answer() for _ in batch]

    def _ask(self, names: list[str]) -> None:
        if any("\n" in name for name in names):
            raise ValueError("a name with a line break")
        assert self._child.stdin is not None
        try:
            self._child.stdin.write("".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape"))
            self._child.stdin.flush()
        except BrokenPipeError:
            raise self._broken() from None

    def _answer(self) -> Object | None:
        out = self._child.stdout
        assert out is not None
        head = out.readline()
        if head.endswith((b" missing\n", b" ambiguous\n")):
            return None
        parts = head.split()
        if len(parts) != 3:
            raise self._broken()
        size = int(parts[2])
        data = out.read(size + 1)
        if len(data) != size + 1:
            raise self._broken()
        return Object(parts[0].decode(), parts[1].decode(), data[:-1])

    def _broken(self) -> Unwritable:
        assert self._child.stderr is not None
        self._child.kill()
        said = self._child.stderr.read().decode("utf-8", "replace")
        self._child.wait()
        return self._git.failure(("cat-file",), 128, said or "cat-file stopped")

    def close(self) -> None:
        """End the process."""
        for pipe in (self._child.stdin, self._child.stdout, self._child.stderr):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue
        self._child.wait()


def digest(kind: str, data: bytes, width: int = 40) -> str:
    """The id git gives an object; ``width`` is 40 (SHA-1) or 64 (SHA-256 repositories)."""
    return _hashed(b"%s %d\0%b" % (kind.encode(), len(data), data), width).hex()


def _hashed(data: bytes, width: int) -> bytes:
    if width == 40:
        return sha1(data, usedforsecurity=False).digest()
    from hashlib import sha256

    return sha256(data).digest()


Entries = dict[bytes, tuple[str, str]]
"""A tree: name → (mode, id)."""


def entries(data: bytes, width: int) -> Entries:
    """The lines of a tree object."""
    out: Entries = {}
    at = 0
    while at < len(data):
        space = data.index(b" ", at)
        end = data.index(b"\0", space)
        stop = end + 1 + width // 2
        out[data[space + 1 : end]] = (data[at:space].decode().rjust(6, "0"), data[end + 1 : stop].hex())
        at = stop
    return out


def tree_bytes(lines: Entries) -> bytes:
    """The tree object of some lines, in git's order (a folder sorts as if it ended in ``/``)."""
    ordered = sorted(lines.items(), key=lambda line: line[0] + (b"/" if line[1][0] == "040000" else b""))
    return b"".join(
        b"%s %s\0%s" % (mode.lstrip("0").encode(), name, bytes.fromhex(oid)) for name, (mode, oid) in ordered
    )


def damaged(name: str) -> Unwritable:
    """The error for an object (or a path) of the history that cannot be read."""
    return Unwritable(T("the history is damaged: {name} is missing", name=name), "git fsck --full")


def find(reader: Reader, root: str, path: str, width: int) -> tuple[str, str] | None:
    """The mode and id of a full path under a root tree (or commit), None where it is not there.

    Raises:
        Unwritable: a tree on the way is missing.
    """
    here = ("040000", root)
    for part in path.split("/"):
        if here[0] != "040000":
            return None
        found = reader.get(f"{here[1]}^{{tree}}")
        if found is None:
            raise damaged(here[1])
        below = entries(found.data, width).get(part.encode("utf-8", "surrogateescape"))
        if below is None:
            return None
        here = below
    return here


class Growing:
    """Objects to be: what a change of some files makes of a tree, gathered before anything is written."""

    def __init__(self, reader: Reader, width: int) -> None:
        self._reader = reader
        self._width = width
        self.made: dict[str, tuple[str, bytes]] = {}

    def put(self, kind: str, data: bytes) -> str:
        """Remember an object to write; its id."""
        oid = digest(kind, data, self._width)
        self.made[oid] = (kind, data)
        return oid

    def tree(self, base: str | None, changes: Mapping[str, bytes | None]) -> str:
        """The id of the root tree ``base`` with ``changes`` (full paths; None removes a file)."""
        return self._folder(base, changes) or self.put("tree", b"")

    def _folder(self, base: str | None, changes: Mapping[str, bytes | None]) -> str | None:
        lines = self._lines(base)
        below: dict[bytes, dict[str, bytes | None]] = {}
        for path, data in changes.items():
            head, slash, rest = path.partition("/")
            name = head.encode("utf-8", "surrogateescape")
            if slash:
                below.setdefault(name, {})[rest] = data
            elif data is None:
                lines.pop(name, None)
            else:
                mode = lines.get(name, (FILE, ""))[0]
                lines[name] = (mode if mode.startswith("100") else FILE, self.put("blob", data))
        for name, inner in below.items():
            mode, oid = lines.pop(name, ("", ""))
            folder = self._folder(oid if mode == "040000" else None, inner)
            if folder:
                lines[name] = ("040000", folder)
        return self.put("tree", tree_bytes(lines)) if lines else None

    def _lines(self, base: str | None) -> Entries:
        if base is None:
            return {}
        found = self._reader.get(base)
        if found is None or found.kind != "tree":
            raise damaged(base)
        return entries(found.data, self._width)

    def pack(self) -> bytes:
        """All of it as one pack, the form in which git takes many objects in one command."""
        from zlib import compress

        out = [b"PACK\0\0\0\2", len(self.made).to_bytes(4, "big")]
        for kind, data in self.made.values():
            out += [_pack_head(_KINDS[kind], len(data)), compress(data, 1)]
        body = b"".join(out)
        return body + _hashed(body, self._width)


def _pack_head(kind: int, size: int) -> bytes:
    """Kind and size as a pack writes them: 4 bits of the size in the first byte, then 7 by 7."""
    byte = (kind << 4) | (size & 15)
    size >>= 4
    out = bytearray()
    while size:
        out.append(byte | 0x80)
        byte = size & 0x7F
        size >>= 7
    out.append(byte)
    return bytes(out)

"""A history of many entries on a large board, in one stream for git fast-import: 100,000 lines, 10,000 entries."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from bench.board import board, text
from bench.ledgers import environment, files
from bench.shape import Shape


def build(folder: Path, size: Shape, entries: int) -> Path:
    """A ledger whose last ``entries`` lines were each recorded by one entry, on top of all the others at once."""
    folder.mkdir(parents=True)
    run = {"check": True, "env": environment(), "cwd": folder}
    subprocess.run(["git", "init", "-q", "-b", "main"], **run)  # type: ignore[call-overload]
    stream = b"".join(_stream(size, entries))
    subprocess.run(["git", "fast-import", "--quiet"], input=stream, **run)  # type: ignore[call-overload]
    subprocess.run(["git", "reset", "-q", "--hard"], **run)  # type: ignore[call-overload]
    return folder


def _stream(size: Shape, entries: int) -> Iterator[bytes]:
    all_ = {path: content for path, content in files(size) if not path.startswith("contributions/")}
    sheets = {one.path: one for one in board(size)}
    grown = _growing(sheets, entries)
    first = {path: text(one.entries[:-cut] if cut else one.entries) for path, (one, cut) in grown.items()}
    yield _commit("admin", 0, {**all_, **{path: said for path, said in first.items() if said}}, "init")
    number = 0
    for path, (one, cut) in grown.items():
        for left in range(cut - 1, -1, -1):
            number += 1
            upto = one.entries[: len(one.entries) - left]
            message = f"contrib: {one.member}\n\nCoop-Op: contrib.add\nCoop-Actor: {one.member}\n"
            message += f"Coop-Record: {one.member}/{upto[-1].id}\n"
            yield _commit(one.member, number, {path: text(upto)}, message)


def _growing(sheets: dict[str, object], entries: int) -> dict[str, tuple]:  # type: ignore[type-arg]
    """How many of each sheet's last lines are recorded one by one: spread over all sheets."""
    left = entries
    each = max(1, -(-entries // len(sheets)))
    found = {}
    for path, one in sheets.items():
        cut = min(each, left, len(one.entries))  # type: ignore[attr-defined]
        left -= cut
        found[path] = (one, cut)
    return found


def _commit(who: str, number: int, changes: dict[str, str], message: str) -> bytes:
    person = f"{who} <{who}@bench.invalid> {1_700_000_000 + 60 * number} +0000"
    said = message.encode()
    head = f"author {person}\ncommitter {person}\ndata {len(said)}\n".encode()
    out = [b"commit refs/heads/main\n", head, said, b"\n"]
    for path, content in changes.items():
        data = content.encode()
        out += [f"M 100644 inline {path}\ndata {len(data)}\n".encode(), data, b"\n"]
    return b"".join(out)

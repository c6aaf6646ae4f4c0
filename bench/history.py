"""A history of many entries on a large board, in one stream for git fast-import: 100,000 lines, 10,000 entries."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from bench.board import Noted, board, text
from bench.ledgers import environment, files
from bench.shape import Shape
from bench.signing import public, sealed
from coopctl.store.objects import Growing
from coopctl.store.repo import Repo


def build(folder: Path, size: Shape, entries: int, *, signed: bool = False) -> Path:
    """A ledger whose last ``entries`` lines were each recorded by one entry, on top of all the others at once.

    ``signed``: by the member who recorded it, as its charter then asks.
    """
    folder.mkdir(parents=True)
    run = {"check": True, "env": environment(), "cwd": folder}
    subprocess.run(["git", "init", "-q", "-b", "main"], **run)  # type: ignore[call-overload]
    stream = b"".join(_stream(size, entries, signed))
    subprocess.run(["git", "fast-import", "--quiet"], input=stream, **run)  # type: ignore[call-overload]
    if signed:
        tip = _signed(Repo(str(folder)))
        subprocess.run(["git", "update-ref", "refs/heads/main", tip], **run)  # type: ignore[call-overload]
    subprocess.run(["git", "gc", "-q", "--prune=now"], **run)  # type: ignore[call-overload]
    subprocess.run(["git", "reset", "-q", "--hard"], **run)  # type: ignore[call-overload]
    return folder


def _signed(repo: Repo) -> str:
    """The same entries, each signed by its author and coming from the signed one before; the last one's id."""
    ids = repo.git.run("rev-list", "--reverse", "HEAD").decode().split()
    growing, before = Growing(repo.reader, 40), ""
    for found in repo.reader.many(ids):
        assert found is not None
        head, _, message = found.data.partition(b"\n\n")
        tree, *rest = head.decode().split("\n")
        lines = [tree, *([f"parent {before}"] if before else []), *(line for line in rest if line[:7] != "parent ")]
        author = next(line.split()[1] for line in lines if line.startswith("author "))
        before = growing.put("commit", sealed(author, "\n".join(lines).encode(), message))
    repo.git.run("index-pack", "--stdin", input=growing.pack())
    repo.forget_reader()
    return before


def _stream(size: Shape, entries: int, signed: bool) -> Iterator[bytes]:
    all_ = {path: content for path, content in files(size) if not path.startswith("contributions/")}
    if signed:
        all_["coop.yaml"] += "signed: true\n"
        for path in (path for path in all_ if path.startswith("members/")):
            all_[path] += f"keys:\n- key: {public(path[8:-5])}\n"
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


def _growing(sheets: dict[str, Noted], entries: int) -> dict[str, tuple[Noted, int]]:
    """How many of each sheet's last lines are recorded one by one: spread over all sheets."""
    left = entries
    each = max(1, -(-entries // len(sheets)))
    found = {}
    for path, one in sheets.items():
        cut = min(each, left, len(one.entries))
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

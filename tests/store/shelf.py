"""A small ledger in a folder, judged with what is remembered of it and without."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from coopctl.check import check
from coopctl.ledger import Ledger
from coopctl.problem import Finding
from coopctl.snapshot import Snapshot
from coopctl.store.odd import odd_files
from coopctl.store.repo import Repo
from tests import small
from tests.store import ground

LINE = "- id: k7m3qa2{}\n  date: {}\n  hours: 1\n  rate: {}\n  what: Relecture\n"
SHEET = "contributions/2026-10/loic.yaml"
FILES = {
    **small.FILES,
    SHEET: LINE.format("a", "2026-10-03", 45) + LINE.format("b", "2026-10-04", 15),
    "contributions/2026-11/loic.yaml": LINE.format("c", "2026-11-03", 15),
    "contributions/2026-11/noemie.yaml": LINE.format("d", "2026-12-03", 15),
    "notes.yml": "a: b\n",
}


class Seen(NamedTuple):
    """What a run found, and what kept it from remembering."""

    findings: list[Finding]
    error: OSError | None


def plain(root: Path) -> Path:
    """The ledger in a folder without git."""
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def recorded(root: Path) -> Path:
    """The same in a repository."""
    plain(root)
    ground.git(root, "init", "-q", "-b", "main")
    ground.git(root, "add", "-A")
    ground.git(root, "commit", "-q", "-m", "start")
    return root


def run(root: Path, rev: str | None = None) -> Seen:
    """Judge the ledger as a command does, and remember it."""
    repo = Repo.open(str(root))
    snapshot = repo.at(rev) if rev else repo.worktree()
    found = check(Ledger(snapshot, odd_files(repo, snapshot)), small.TODAY)
    repo.close()
    return Seen(found, repo.remember())


def right(root: Path) -> list[Finding]:
    """What is wrong in it, read and judged without any help."""
    paths = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink() and ".git" not in path.parts)
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
    return check(Ledger(Snapshot(files)), small.TODAY)


def index(root: Path) -> Path:
    """The file that remembers, of a ledger at the top of a clone."""
    (found,) = (root / ".git/coopctl/index").glob("*.json")
    return found

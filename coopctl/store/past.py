"""Small questions about the past: which files differ, what stood at the end of a day, what an entry undid."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from coopctl.store.onto import own_paths

if TYPE_CHECKING:
    from coopctl.store.repo import Repo


def differing(repo: Repo, one: str, two: str) -> list[str]:
    """The ledger's files that differ between two revisions."""
    ids = [repo.at(rev).revision or rev for rev in (one, two)]
    return own_paths(repo, *ids)


def last_of_day(repo: Repo, day: str) -> str | None:
    """The last commit recorded by the end of a day (``2026-10-03``), None before the first."""
    found = repo.git.run("rev-list", "--max-count=1", f"--before={day}T23:59:59", "HEAD").decode().split()
    return found[0] if found else None


def ever_named(repo: Repo, name: str) -> bool:
    """Whether an entry says that it recorded something of that name (``loic/k7m3qa2w`` or its last part)."""
    said = repo.git.run("log", "--max-count=1", "--format=%H", "--fixed-strings", f"--grep={name}", "HEAD", "--")
    return bool(said.strip())


def day_of(repo: Repo, rev: str) -> dt.date:
    """The day a revision was recorded."""
    found = repo.git.run("show", "-s", "--format=%cd", "--date=format:%Y-%m-%d", repo.at(rev).revision or rev, "--")
    return dt.date.fromisoformat(found.decode().strip())

"""What somebody changed in the folder without coopctl: seen by git, which compares without reading it all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopctl.store.repo import Repo


def touched(repo: Repo) -> tuple[tuple[str, str], ...]:
    """Each path under the ledger's root that differs from the last commit, with git's two letters for it.

    ``??`` is a file that was never recorded; files that git ignores are left out.

    Raises:
        Unwritable: git could not tell.
    """
    repo.settings()
    args = ("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=all")
    said = repo.git.run(*args, "--", repo.prefix or ".").decode("utf-8", "surrogateescape")
    found = ((line[3:], line[:2]) for line in said.split("\0") if line)
    return tuple((path.removeprefix(repo.prefix), mark) for path, mark in found)


def line_feeds(data: bytes) -> bytes:
    """The bytes git keeps for a text file: LF, whatever the editor wrote."""
    return data.replace(b"\r\n", b"\n")

"""What somebody changed in the folder without coopctl: seen by git, which compares without reading it all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coopctl.store.repo import Repo


class Asking:
    """Git, looking for what was changed by hand while something else is done."""

    def __init__(self, repo: Repo) -> None:
        repo.settings()
        self._repo = repo
        self._args = ("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames",
                      "--ignore-submodules=all", "--", repo.prefix or ".")  # fmt: skip
        self._child = repo.git.spawn(*self._args)

    def answer(self) -> str:
        """What git says, once it is done. Raises Unwritable where it could not tell."""
        out, err = self._child.communicate()
        if self._child.returncode:
            raise self._repo.git.failure(self._args, self._child.returncode, err.decode("utf-8", "replace"))
        return out.decode("utf-8", "surrogateescape")

    def end(self) -> None:
        """Nobody wants to know any more."""
        self._child.kill()
        self._child.communicate()


def touched(repo: Repo, asked: Asking | None = None) -> tuple[tuple[str, str], ...]:
    """Each path under the ledger's root that differs from the last commit, with git's two letters for it.

    ``??`` is a file that was never recorded; files that git ignores are left out.

    Raises:
        Unwritable: git could not tell.
    """
    said = (asked or Asking(repo)).answer()
    found = ((line[3:], line[:2]) for line in said.split("\0") if line)
    return tuple((path.removeprefix(repo.prefix), mark) for path, mark in found)


def line_feeds(data: bytes) -> bytes:
    """The bytes git keeps for a text file: LF, whatever the editor wrote."""
    return data.replace(b"\r\n", b"\n")

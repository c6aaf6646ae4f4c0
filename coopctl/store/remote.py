"""The other copies of a ledger: what they hold, sending ours, how much is not shared. Never by force."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from coopctl.problem import Unwritable
from coopctl.store.git import GitFailed, tail
from coopctl.words import T, Text, marked

if TYPE_CHECKING:
    from coopctl.store.repo import Repo

USUAL = "origin"
_ID = re.compile(r"[0-9a-f]{40,64}")
_MAIN = ("refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master", "refs/heads/main",
         "refs/heads/master")  # fmt: skip
_RACES = (
    "fetch first",
    "non-fast-forward",
    "cannot lock ref",
    "failed to update ref",
    "incorrect old value",
    "stale info",
)


class Declined(Unwritable):
    """The other copy would not take what was sent; ``words`` are its own, line by line."""

    words: tuple[str, ...] = ()


class Remote(NamedTuple):
    """Another copy, by the name git gives it here, and the branch that is shared there."""

    name: str
    branch: str

    @property
    def tracking(self) -> str:
        """What remembers here where that branch stood when last seen."""
        return f"refs/remotes/{self.name}/{self.branch}"


def remote_of(repo: Repo, name: str | None = None, branch: str | None = None) -> Remote:
    """The copy this ledger is shared with: as asked, else the one it follows, else ``origin``.

    Raises:
        Unwritable: there is none; the words say how to name one.
    """
    own = repo.branch
    followed = repo.config.get(f"branch.{own}.remote")
    name = name or followed or USUAL
    if not _plain(name) or f"remote.{name}.url" not in repo.config:
        raise Unwritable(T("this ledger is not shared with anyone yet: there is no copy called {name}", name=name),
                         f"git remote add {name if _plain(name) else USUAL} ADDRESS")  # fmt: skip
    merge = repo.config.get(f"branch.{own}.merge", "").removeprefix("refs/heads/") if name == followed else ""
    branch = branch or merge or own
    if not branch or not _plain(branch):
        raise Unwritable(T("there is no branch to share"), "coopctl doctor")
    return Remote(name, branch)


def on_main(repo: Repo) -> bool:
    """Whether what is recorded now goes to the main branch, not to a proposal."""
    return f"refs/heads/{repo.branch}" in _MAIN


def main_tip(repo: Repo) -> str | None:
    """The last entry of the main branch: what this one follows where it is the main branch itself."""
    if on_main(repo) and f"branch.{repo.branch}.remote" in repo.config and (tip := repo.tip("@{upstream}")):
        return tip
    return next((tip for name in _MAIN if (tip := repo.tip(name))), None)


def _plain(name: str) -> bool:
    return bool(re.fullmatch(r"[\w][\w./-]*", name)) and ".." not in name and not name.endswith((".lock", "/"))


def fetch(repo: Repo, remote: Remote) -> str | None:
    """Take in what the other copy holds: the id its branch stands at, None where it has no such branch.

    No reference of git is written by the transfer itself, so that a kill leaves no lock behind.

    Raises:
        Unwritable: it cannot be reached, in words.
    """
    mark = os.path.join(repo.folder, "FETCH_HEAD")
    args = ("fetch", "--no-tags", "--no-recurse-submodules", "--refmap=", remote.name, f"refs/heads/{remote.branch}")
    try:
        repo.git.run(*args)
    except GitFailed as failed:
        if "couldn't find remote ref" in failed.said.lower():
            return None
        raise unreachable(remote, failed) from None
    with open(mark, encoding="utf-8", errors="replace") as file:
        found = _ID.match(file.readline())
    if found is None:
        raise Unwritable(T("what {name} answered cannot be read; try again", name=remote.name), "coopctl sync")
    remember(repo, remote, found[0])
    return found[0]


def remember(repo: Repo, remote: Remote, commit: str) -> bool:
    """Note where the other copy stands; whether that could be done (a lock left by a kill is in the way)."""
    try:
        repo.git.run("update-ref", "-m", "coopctl: sync", remote.tracking, commit)
    except GitFailed:
        return False
    return True


def push(repo: Repo, remote: Remote, commit: str) -> bool:
    """Send a commit to the other copy. False where it went on meanwhile: fetch again.

    Raises:
        Unwritable: it cannot be reached, or refuses for a reason of its own.
    """
    try:
        repo.git.run("push", "--no-verify", "--recurse-submodules=no", remote.name,
                     f"{commit}:refs/heads/{remote.branch}")  # fmt: skip
    except GitFailed as failed:
        if fetch(repo, remote) == commit:
            return True
        said = failed.said.lower()
        if any(word in said for word in _RACES) or _moved_on(repo, remote, commit):
            return False
        raise unreachable(remote, failed) from None
    remember(repo, remote, commit)
    return True


def _moved_on(repo: Repo, remote: Remote, commit: str) -> bool:
    """Whether the other copy now holds something that ``commit`` does not come from."""
    there = repo.tip(remote.tracking)
    return there is not None and not descends(repo, commit, there)


def descends(repo: Repo, commit: str, ancestor: str) -> bool:
    """Whether one commit comes from another."""
    if commit == ancestor:
        return True
    said = repo.git.run("rev-list", "--count", "--max-count=1", ancestor, f"^{commit}")
    return said.strip() == b"0"


def is_shared(repo: Repo, commit: str) -> bool:
    """Whether a commit is part of what this branch follows."""
    if f"branch.{repo.branch}.remote" not in repo.config:
        return False
    tip = repo.tip("@{upstream}")
    return tip is not None and descends(repo, tip, commit)


def follow(repo: Repo, remote: Remote) -> bool:
    """Have this branch follow the shared one from now on, if it follows none; whether it did not before."""
    own = repo.branch
    if f"branch.{own}.remote" in repo.config:
        return False
    repo.git.run("config", f"branch.{own}.merge", f"refs/heads/{remote.branch}")
    repo.git.run("config", f"branch.{own}.remote", remote.name)
    return True


def unshared_records(repo: Repo) -> int | None:
    """How many records (lines of the board, members, roles …) were written here and not shared yet.

    None where this branch follows none.
    """
    if repo.git_dir is None:
        return None
    pattern = "--format=%(trailers:key=Coop-Record,valueonly)"
    try:
        said = repo.git.run("log", pattern, "@{upstream}..HEAD", "--")
    except GitFailed:
        return None
    return len({line for line in said.split(b"\n") if line})


_SAYINGS: tuple[tuple[Sequence[str], Text, str], ...] = (
    (("could not resolve", "name or service not known", "network is unreachable", "no route to host", "timed out",
      "connection refused", "connection reset", "temporary failure", "couldn't connect", "failed to connect"),
     T("{name} cannot be reached from here: what is recorded stays recorded, share it when you are online again"),
     "coopctl sync"),
    (("permission denied (", "authentication failed", "could not read username", "could not read password",
      "terminal prompts disabled", "access denied", "returned error: 401", "returned error: 403", "invalid credentials",
      "host key verification failed"),
     T("{name} did not let you in: {said}"), "git remote -v"),
    (("does not appear to be a git repository", "repository not found", "not found", "does not exist",
      "no such file"), T("there is no ledger at the address of {name}: {said}"), "git remote -v"),
    (("protected branch", "pre-receive hook declined", "hook declined", "not allowed", "denyCurrentBranch",
      "branch is currently checked out", "refusing to"),
     T("{name} refused what was sent: {said}"), "git remote -v"),
)  # fmt: skip


def unreachable(remote: Remote, failed: GitFailed) -> Unwritable:
    """Why the other copy could not be reached, in words; what is recorded here stays as it is."""
    if told := _told_there(failed.said):
        declined = Declined(T("{name} refused what was sent, and says why above", name=remote.name), "coopctl check")
        declined.words = told
        return declined
    said = failed.said.lower()
    for words, text, cure in _SAYINGS:
        if any(word.lower() in said for word in words):
            return Unwritable(marked(text.message, name=remote.name, said=_last(failed.said)), cure)
    return Unwritable(T("{name} did not answer as expected: {said}", name=remote.name, said=_last(failed.said)),
                      "coopctl sync -v")  # fmt: skip


def _last(said: str) -> str:
    lines = [
        line for line in said.splitlines() if not line.startswith(("hint:", "To ", "Please make sure", "and the rep"))
    ]
    return tail("\n".join(lines), 2)


def _told_there(said: str) -> tuple[str, ...]:
    """The words of a hook of the other copy that would not take what was sent."""
    if "hook declined" not in said:
        return ()
    lines = (line.removeprefix("remote:") for line in said.splitlines() if line.startswith("remote:"))
    return tuple(line.removeprefix(" ").rstrip() for line in lines)

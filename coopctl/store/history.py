"""Reading the history of a ledger: who recorded what, when and why. The only user of GitPython."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from coopctl.problem import NotHere, Unwritable
from coopctl.store.git import tail
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.store.repo import Repo

_TRAILER = re.compile(r"([A-Za-z][A-Za-z0-9-]*): (.*)")
_WINDOW = 200


class Commit(NamedTuple):
    """One entry of the history. ``paths`` are the ledger's files it changed (against its first parent)."""

    id: str
    parents: tuple[str, ...]
    author: tuple[str, str]
    date: dt.datetime
    subject: str
    body: str
    trailers: Mapping[str, tuple[str, ...]]
    paths: tuple[str, ...]


def commits(repo: Repo, paths: Sequence[str] = (), limit: int | None = None, rev: str = "HEAD") -> Iterator[Commit]:
    """The history of a revision, newest first: all of it, or what touched some paths, at most ``limit``.

    Raises:
        NotHere: no such revision.
    """
    start = repo.at(rev).revision
    below = [repo.prefix + path for path in paths] or ([repo.prefix] if repo.prefix else [])
    more: dict[str, Any] = {} if limit is None else {"max_count": limit}
    with _opened(repo) as library:
        window: list[Any] = []
        for one in library.iter_commits(start, paths=below or "", **more):
            window.append(one)
            if len(window) == _WINDOW:
                yield from _read(repo, library, window)
                window = []
        yield from _read(repo, library, window)


def added_in(repo: Repo, path: str, rev: str = "HEAD") -> str | None:
    """The oldest commit in which a file has the content it has in ``rev``; None where it is not there.

    Found by content, so a rebase or a squash changes the answer but not that there is one.
    """
    full = repo.prefix + path
    now = repo.reader.get(f"{rev}:{full}")
    if now is None:
        return None
    with _opened(repo) as library:
        listed = library.git.rev_list(repo.at(rev).revision, "--", full).split()
    found = None
    for commit, blob in zip(listed, repo.reader.many(f"{commit}:{full}" for commit in listed), strict=True):
        if blob is not None and blob.id == now.id:
            found = commit
    return found


def blob_at(repo: Repo, rev: str, path: str) -> bytes | None:
    """A file as it was in a revision, None where it was not there."""
    return repo.at(rev).files.get(path)


class _opened:
    """GitPython on this clone, fenced in like every git command of ours, its errors in words."""

    def __init__(self, repo: Repo) -> None:
        self._repo = repo

    def __enter__(self) -> Any:
        import git

        if self._repo.git_dir is None:
            raise NotHere(T("there is no history here: not a git repository"), "coopctl init")
        self._repo.settings()
        self._library = git.Repo(self._repo.top)
        place = {"GIT_DIR": self._repo.git_dir, "GIT_WORK_TREE": self._repo.top}
        own = {name: value for name, value in self._repo.git.env().items() if name.startswith("GIT_")}
        self._library.git.update_environment(**own, **place)
        return self._library

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        from git.exc import GitCommandError

        self._library.close()
        if isinstance(error, GitCommandError):
            raise Unwritable(T("the history cannot be read: {said}", said=tail(str(error.stderr))),
                             "git fsck --full") from error  # fmt: skip


def _read(repo: Repo, library: Any, window: list[Any]) -> Iterator[Commit]:
    changed = _changed(library, [one.hexsha for one in window])
    for one in window:
        message = one.message if isinstance(one.message, str) else one.message.decode("utf-8", "replace")
        subject, body, trailers = parts(message)
        own = tuple(path.removeprefix(repo.prefix) for path in changed.get(one.hexsha, ())
                    if path.startswith(repo.prefix))  # fmt: skip
        yield Commit(one.hexsha, tuple(parent.hexsha for parent in one.parents), (one.author.name, one.author.email),
                     one.authored_datetime, subject, body, trailers, own)  # fmt: skip


def _changed(library: Any, ids: list[str]) -> dict[str, list[str]]:
    """What each commit changed against its first parent, in one command."""
    if not ids:
        return {}
    with tempfile.TemporaryFile() as asked:
        asked.write("".join(f"{one}\n" for one in ids).encode())
        asked.seek(0)
        said = library.git.diff_tree(
            "--stdin", "-r", "-z", "--root", "--name-only", "--no-renames", "--diff-merges=first-parent",
            istream=asked, stdout_as_string=False,
        )  # fmt: skip
    out: dict[str, list[str]] = {}
    now: list[str] = []
    known = set(ids)
    for word in said.split(b"\0"):
        name = word.decode("utf-8", "surrogateescape")
        if name in known:
            now = out.setdefault(name, [])
        elif name:
            now.append(name)
    return out


def parts(message: str) -> tuple[str, str, dict[str, tuple[str, ...]]]:
    """Subject, body and trailers of a message; the last paragraph is trailers if every line of it is one."""
    subject, _, rest = message.strip("\n").partition("\n")
    body = rest.strip("\n")
    head, _, last = body.rpartition("\n\n")
    found = [_TRAILER.fullmatch(line) for line in (last or body).split("\n")]
    trailers: dict[str, tuple[str, ...]] = {}
    if not all(found) or not body:
        return subject, body, trailers
    for match in found:
        if match:
            trailers[match[1]] = (*trailers.get(match[1], ()), match[2])
    return subject, head, trailers

"""One open ledger: read at any revision, written by one commit at a time."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from coopctl.problem import NotHere, Unwritable
from coopctl.snapshot import Edit, Snapshot, Spread
from coopctl.store import states
from coopctl.store.clone import Clone, Person
from coopctl.store.clone import find_git as find_git
from coopctl.store.files import Committed, OnDisk
from coopctl.store.git import GitFailed
from coopctl.store.objects import Growing, Object, damaged
from coopctl.words import T, Text

if TYPE_CHECKING:
    from coopctl.store.cache import Cache

CHARTER = "coop.yaml"
P = TypeVar("P")
R = TypeVar("R")


class Written(NamedTuple):
    """What a write did: the commit it made (``base`` again where nothing changed), the paths, and notes to say."""

    commit: str
    base: str
    paths: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()


class Repo(Clone):
    """A ledger on disk. ``root`` is the folder with ``coop.yaml``; ``git_dir`` is None outside of git.

    ``prefix`` is the root as git names it from the top of the work tree ("" or "a/b/"). All paths given and
    returned are relative to the root.
    """

    progress: Callable[[int, int], None] | None = None
    """Told how far long work has come: pieces done, pieces in all."""

    def __init__(self, root: str, *, in_hook: bool = False, bare: str | None = None) -> None:
        super().__init__(root, in_hook=in_hook, bare=bare)
        self._disks: list[OnDisk] = []

    @classmethod
    def open(cls, start: str, *, in_hook: bool = False) -> Repo:
        """The ledger of a folder: the nearest one upward that holds a ``coop.yaml``.

        Raises:
            NotHere: there is none.
        """
        folder = os.path.realpath(start)
        while not os.path.isfile(os.path.join(folder, CHARTER)):
            parent = os.path.dirname(folder)
            if parent == folder:
                raise NotHere(T("no ledger here: no {name} in {folder} or above it", name=CHARTER, folder=start),
                              "coopctl init")  # fmt: skip
            folder = parent
        return cls(folder, in_hook=in_hook)

    # ---- reading

    def head(self) -> str | None:
        """The id of the last commit, None before the first.

        Raises:
            Unwritable: it is named, but damaged or missing.
        """
        return self.tip("HEAD") if self.git_dir else None

    def tip(self, ref: str) -> str | None:
        """The id of the commit a ref names, None where the ref does not exist."""
        found = self.reader.get(ref)
        if found is not None:
            return found.id
        named = self.git.run("rev-parse", "-q", "--verify", ref, ok=(0, 1, 128)).decode().strip()
        loose = self.ref() if ref == "HEAD" else ref
        if named or (loose and os.path.exists(os.path.join(self.common_dir or "", loose))):
            raise Unwritable(T("the history is damaged: {name} cannot be read", name=named or loose), "git fsck --full")
        return None

    def at(self, rev: str) -> Snapshot:
        """The ledger as recorded in a revision.

        Raises:
            NotHere: no such revision.
        """
        if self.git_dir is None:
            raise states.no_repository(self.root).error()
        found = None if _odd(rev) else self.reader.get(f"{rev}^{{}}")
        if found is None or found.kind not in ("commit", "tree"):
            if not _odd(rev) and self.git.run("rev-parse", "-q", "--verify", rev, ok=(0, 1, 128)):
                self.tip(rev)
            raise NotHere(T("no revision {rev} here", rev=rev), "coopctl log")
        return Snapshot(Committed(self, found.id, self.prefix), found.id, self.cache.known, self._sharing(None))

    def staged(self) -> Snapshot:
        """The ledger as the index holds it: what git is about to record when it asks a hook."""
        return self.at(self.git.run("write-tree").decode().strip())

    def worktree(self) -> Snapshot:
        """The ledger as its files are now."""
        disk = OnDisk(self.root, lambda: self.cache.contents)
        self._disks.append(disk)
        return Snapshot(disk, None, self.cache.known, self._sharing(disk))

    @cached_property
    def cache(self) -> Cache:
        """What was read and judged before."""
        from coopctl.store.cache import Cache

        return Cache.of(self)

    def _sharing(self, disk: OnDisk | None) -> Spread:
        """How long work on these files is shared out."""

        def begin() -> None:
            self.forget_reader()
            news()  # of what was read before the copy was made, nothing is new

        def news() -> Any:
            return disk.news() if disk else None

        def take(told: Any) -> None:
            if disk:
                disk.take(told)

        def spread(work: Callable[[P], R], pieces: Sequence[P]) -> Iterator[R]:
            from coopctl.store.spread import Shared, processors

            return Shared(processors(), begin, news, take, self.progress)(work, pieces)

        return spread

    def remember(self) -> OSError | None:
        """Keep what was read and judged, for the next command; what stands in the way, if something does."""
        try:
            return self._remembered()
        except MemoryError:
            return OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))

    def _remembered(self) -> OSError | None:
        cache = self.__dict__.get("cache")
        memory = next((seen for disk in reversed(self._disks) if (seen := disk.memory()) is not None), None)
        if cache is None or (memory is None and not cache.known.fresh):
            return None
        obstacle: OSError | None = cache.save(memory)
        return obstacle

    def need(self, oid: str) -> Object:
        """An object that must be there.

        Raises:
            Unwritable: it is missing or damaged.
        """
        found = self.reader.get(oid)
        if found is None:
            raise damaged(oid)
        return found

    def states(self) -> tuple[states.Obstacle, ...]:
        """All that stands in the way of a write here, or should be known."""
        from coopctl.store.survey import survey

        return survey(self)

    def unshared(self) -> int | None:
        """How many commits are not on the branch this one follows; None where it follows none."""
        if self.git_dir is None:
            return None
        try:
            return int(self.git.run("rev-list", "--count", "@{upstream}..HEAD"))
        except GitFailed:
            return None

    # ---- writing

    def build(
        self,
        base: str | None,
        changes: Mapping[str, bytes | None],
        message: str,
        *,
        author: Person | None = None,
        date: str | None = None,
        parents: tuple[str, ...] | None = None,
    ) -> str:
        """Write the objects of a commit and return its id; nothing refers to it yet.

        ``changes`` are laid over the tree of ``base``; ``parents`` are (``base``,) unless given; ``date`` is
        a date as git reads them (``2026-10-03T12:00:00+02:00``), for author and committer both.
        """
        from coopctl.store.commit import build

        return build(self, base, changes, message, author=author, date=date, parents=parents)

    def write(
        self,
        plan: Callable[[Snapshot], Edit],
        *,
        actor: Person | None = None,
        wait: Callable[[float], None] | None = None,
        first: bool = False,
    ) -> Written:
        """Record what ``plan`` makes of the ledger as one commit, or nothing.

        ``plan`` is called with the last commit's files, again when the ledger moved meanwhile; what it raises
        leaves everything as it was. ``actor`` is the author; ``first`` allows the very first commit.

        Raises:
            Unwritable: something stood in the way (exit 4).
            Interrupted: Ctrl-C or SIGTERM; its ``written`` tells whether the commit was made.
        """
        from coopctl.store.write import write

        return write(self, plan, actor=actor, wait=wait, first=first)

    def advance(
        self, new: str, base: str, changes: object = None, *, wait: Callable[[float], None] | None = None
    ) -> Written:
        """Move the branch from ``base`` to ``new``, a commit that is already built, with files and index.

        What changes is read from the two commits; ``changes`` is not needed.

        Raises:
            Unwritable: something stood in the way, or the branch is no longer at ``base``.
        """
        from coopctl.store.write import advance

        return advance(self, new, base, wait=wait)

    def growing(self) -> Growing:
        """A place to gather the objects of a commit."""
        sha256 = self.config.get("extensions.objectformat", "sha1").lower() == "sha256"
        return Growing(self.reader, 64 if sha256 else 40)


def _odd(rev: str) -> bool:
    return not rev or rev.startswith("-") or any(c.isspace() or ord(c) < 32 for c in rev)

"""The one way a command meets the ledger: open it, read it, write it with a sentence."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from coopctl.cli.setting import Setting
from coopctl.problem import Misuse, NotHere
from coopctl.snapshot import Edit, Overlay, Snapshot
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.cli.show_progress import Bar
    from coopctl.ledger import Ledger
    from coopctl.stakes import Stakes
    from coopctl.store.repo import Repo, Written

CHARTER = "coop.yaml"
V = TypeVar("V")
_opened: list[Repo] = []
_bars: list[Bar] = []
_last: list[tuple[Callable[[], None], Callable[[], None]]] = []


class Session:
    """A ledger opened by a command. Everything is read when it is first asked for."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.root = ledger_root(setting.folder)

    @cached_property
    def repo(self) -> Repo:
        """The git repository the ledger lives in (or a plain folder that can only be read)."""
        from coopctl.store.repo import Repo

        repo = Repo.open(str(self.root))
        repo.progress = _progress
        _opened.append(repo)
        return repo

    @cached_property
    def head(self) -> Snapshot:
        """The ledger as last recorded: what pays or proves reads this."""
        return self.repo.at("HEAD")

    @cached_property
    def work(self) -> Snapshot:
        """The ledger as it lies in the folder: what lists, shows and checks reads this."""
        return self.repo.worktree()

    def snapshot(self, rev: str | None) -> Snapshot:
        """The work tree, or the ledger as recorded in a revision."""
        return self.repo.at(rev) if rev else self.work

    def ledger(self, rev: str | None = None) -> Ledger:
        """Every record of the work tree, or of a revision."""
        from coopctl.ledger import Ledger
        from coopctl.store.odd import odd_files

        snapshot = self.snapshot(rev)
        odd = odd_files(self.repo, snapshot)
        closed = {path: None for path, what in odd.items() if what in ("closed", "name")}
        return Ledger(snapshot.holding(Overlay(snapshot.files, closed)) if closed else snapshot, odd)

    @cached_property
    def actor(self) -> str:
        """The handle of who acts: ``--as``, else the clone's git identity. Raises Misuse if unknown."""
        if self.setting.actor:
            if f"members/{self.setting.actor}.yaml" not in self.head.files:
                raise NotHere(T("there is no member {member}", member=self.setting.actor), "coopctl member")
            return self.setting.actor
        handle = self.clone_handle
        if handle is None:
            raise Misuse(T("coopctl does not know who is typing in this clone"), "coopctl whoami --set HANDLE")
        return handle

    @cached_property
    def clone_handle(self) -> str | None:
        """The member this clone's git identity names, None if it names nobody of the ledger."""
        name, email = self.repo.identity()
        local, _, domain = email.partition("@")
        said = [handle for handle in (local if domain.endswith(".invalid") else "", name) if handle]
        for handle in said:
            if f"members/{handle}.yaml" in self.head.files:
                return handle
        return next((now for handle in said if (now := self._renamed(handle))), None)

    def _renamed(self, handle: str) -> str | None:
        """The handle of now of a member this clone still knows under the one before."""
        from coopctl.handles import current

        now = current(self.head.files, handle)
        return now if now != handle else None

    @property
    def author(self) -> tuple[str, str] | None:
        """Whom ``--as`` names as the author of what is recorded; None leaves the clone's identity."""
        from coopctl.values import parse_slug

        if not self.setting.actor:
            return None
        handle = parse_slug(self.setting.actor)
        return handle, f"{handle}@{self.slug}.invalid"

    @cached_property
    def slug(self) -> str:
        """The cooperative's short name, "coop" where the charter cannot be read."""
        from coopctl.document.read import read

        root = read(CHARTER, self.head.files[CHARTER]).root if CHARTER in self.head.files else None
        found = root.get("slug") if isinstance(root, dict) else None
        return found if isinstance(found, str) else "coop"

    def write(
        self, plan: Callable[[Snapshot], tuple[Edit, V]], *, dry_run: bool = False, agreed: Stakes | None = None
    ) -> tuple[Written | None, V]:
        """Compute an edit on the ledger as recorded and write it as one commit; a dry run shows the diff.

        ``plan`` is pure and may run again if the ledger moves meanwhile. ``agreed`` is what is at stake and
        was agreed to already; anything else is asked about. Gives what it computed beside
        the edit, and what was written (None for a dry run).
        """
        kept: list[V] = []

        def edit(snapshot: Snapshot) -> Edit:
            wish, beside = plan(snapshot)
            kept[:] = [beside]
            return wish

        if dry_run:
            from coopctl.cli.guard import stand_out
            from coopctl.cli.saying import show_edit

            wish = edit(self.head)
            stand_out(self.head.files, Overlay(self.head.files, wish.changes), wish.changes, self.setting.today)
            show_edit(self.head, wish)
            return None, kept[0]
        from coopctl.cli.saying import tell

        written = self._written(edit, agreed)
        tell(written.notes)
        return written, kept[0]

    def _written(self, edit: Callable[[Snapshot], Edit], agreed: Stakes | None = None) -> Written:
        """Write an edit; where much is at stake that nobody agreed to yet, write nothing, ask, and try again."""
        from coopctl.cli.guard import Unasked, agreed_to, high
        from coopctl.cli.saying import waiting

        def guarded(snapshot: Snapshot) -> Edit:
            wish = edit(snapshot)
            after = Overlay(snapshot.files, wish.changes)
            stakes = high(snapshot.files, after, wish.changes, self.setting.today)
            if stakes is not None and stakes != agreed:
                raise Unasked(stakes)
            return wish

        try:
            return self.repo.write(guarded, actor=self.author, wait=waiting())
        except Unasked as unasked:
            stakes = unasked.stakes
        return self._written(edit, agreed_to(stakes, yes=self.setting.yes))


def keep_open(repo: Repo) -> Repo:
    """A repository opened beside a session: ended with it."""
    _opened.append(repo)
    return repo


def _progress(done: int, of: int) -> None:
    if not _bars:
        from coopctl.cli.show_progress import Bar

        _bars.append(Bar())
    _bars[0](done, of)


def at_the_end(say: Callable[[], None], leave: Callable[[], None]) -> None:
    """Have something said once a command has given its answer; ``leave`` is called instead where it gave none."""
    _last.append((say, leave))


def say_the_rest() -> None:
    """What was to be said at the end."""
    while _last:
        _last.pop(0)[0]()


def close_all() -> None:
    """End what reading repositories started: once a command is over, however it ended."""
    while _bars:
        _bars.pop().end()
    while _last:
        _last.pop()[1]()
    while _opened:
        repo = _opened.pop()
        repo.close()
        if (error := repo.remember()) is not None:
            from coopctl import system
            from coopctl.cli import show

            why = T(
                "what was read could not be remembered, so the next command is no quicker: {why}", why=system.why(error)
            )
            show.note(why)


def ledger_root(folder: Path) -> Path:
    """The nearest folder upward that holds coop.yaml. Raises NotHere."""
    start = Path(os.path.abspath(folder))
    if not start.is_dir():
        raise NotHere(T("there is no folder {path}", path=str(folder)))
    for place in (start, *start.parents):
        if (place / CHARTER).is_file():
            return place
    raise NotHere(T("there is no ledger in {path}: no coop.yaml here nor above", path=str(start)), "coopctl init")

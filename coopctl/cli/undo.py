"""coopctl undo: take back an entry by doing it the other way round. The history keeps both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from coopctl.change.compare import changes
from coopctl.cli import show
from coopctl.cli.options import DryRun, Why, argument
from coopctl.cli.saying import shared
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.told import tell
from coopctl.cli.verb import verb
from coopctl.problem import NotHere, Refused
from coopctl.snapshot import Edit, Overlay, Snapshot
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.store.history import Commit

Which = Annotated[
    str | None, argument(meta="ENTRY", help="the entry, as coopctl log shows it; none: the last one you recorded")
]


@verb
def undo(setting: Setting, which: Which = None, dry_run: DryRun = False, message: Why = None) -> int:
    """Take back an entry: the last one you recorded, or the one you name.

    Nothing is erased: what it did is done the other way round, as a new entry.
    """
    from coopctl.edits.undo import Undone
    from coopctl.edits.undo import undo as planned

    session = Session(setting)
    entry = _entry(session, which)
    if len(entry.parents) != 1:
        raise Refused(T("entry {id} is a beginning or brings two sides together: it cannot be taken back as one",
                        id=entry.id[:8]), f"coopctl log --rev {entry.id[:8]}")  # fmt: skip
    _not_shared(session, entry)
    after, before = session.repo.at(entry.id).files, session.repo.at(entry.parents[0]).files
    undone = Undone(entry.id, entry.subject, entry.trailers.get("Coop-Record", ()))
    actor = session.actor

    def plan(snapshot: Snapshot) -> tuple[Edit, Snapshot]:
        edit = planned(snapshot, undone, after, before, entry.paths, actor, message or "")
        new = snapshot.holding(Overlay(snapshot.files, edit.changes))
        _sound(snapshot, new, setting)
        return edit, new

    head = session.head
    _, new = session.write(plan, dry_run=dry_run)
    show.out(T("taken back: entry {id} of {date}", id=entry.id[:8], date=entry.date.date()))
    tell(changes(head, new, entry.paths), "  ")
    if not dry_run and (waiting := shared(session)):
        show.note(waiting)
    return 0


def _not_shared(session: Session, entry: Commit) -> None:
    """A month that is closed and shared stays closed: others may have paid by it."""
    from coopctl.store.remote import is_shared

    closed = [path for path in entry.paths if path.startswith("payouts/")]
    if closed and is_shared(session.repo, entry.id):
        raise Refused(
            T("{period} is closed and shared: nothing reopens it, a correction is paid with the next one",
              period=closed[0][8:].removesuffix(".yaml")), "coopctl contrib list")  # fmt: skip


def _sound(before: Snapshot, after: Snapshot, setting: Setting) -> None:
    """Refuse errors that taking it back would cause."""
    from coopctl.check import check, errors
    from coopctl.ledger import Ledger

    found = errors(check(Ledger(after), setting.today))
    known = {one.key for one in errors(check(Ledger(before), setting.today))} if found else set()
    caused = tuple(one for one in found if one.key not in known)
    if caused:
        raise Refused(T("other records depend on it: nothing was taken back"), "coopctl log", caused, after.files)


def _entry(session: Session, which: str | None) -> Commit:
    from coopctl.store.history import commits

    if which is not None:
        return next(commits(session.repo, rev=which, limit=1))
    actor = session.actor
    undone: set[str] = set()
    for one in commits(session.repo):
        undone |= set(one.trailers.get("Coop-Undo", ()))
        by = next(iter(one.trailers.get("Coop-Actor", ())), one.author[0])
        if by == actor and one.id not in undone and "Coop-Undo" not in one.trailers and one.parents and one.paths:
            return one
    raise NotHere(T("{who} recorded nothing here that could be taken back", who=actor), "coopctl log")

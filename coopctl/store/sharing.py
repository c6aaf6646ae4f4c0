"""One round of sharing: what others recorded comes in, what was recorded here goes on top. Nothing moves yet."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from coopctl.check import check, errors
from coopctl.document.read import SHEET_LIMIT, read
from coopctl.edits.late import Late, strays
from coopctl.ledger import Ledger
from coopctl.merge.conflict import Choices, Conflict
from coopctl.problem import CoopError, Finding, Refused, Unwritable
from coopctl.records.kinds import kind_of
from coopctl.snapshot import Message, Snapshot
from coopctl.store.byhand import touched
from coopctl.store.onto import Local, Rebuilt, base_of, is_line, join, marked, own_paths, replay, unshared
from coopctl.store.remote import descends
from coopctl.words import TN, T

if TYPE_CHECKING:
    from coopctl.store.repo import Repo


class Round(NamedTuple):
    """``new`` is the commit this clone shall stand at; ``base`` the last one both sides had (None: none yet)."""

    head: str
    tip: str | None
    base: str | None
    new: str
    late: tuple[Late, ...] = ()
    dropped: tuple[Local, ...] = ()


class Apart(CoopError):
    """What was recorded here and what was shared cannot be brought together by themselves (exit 4)."""

    code = 4

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        text = TN("{n} record was changed here and elsewhere: nothing was moved",
                  "{n} records were changed here and elsewhere: nothing was moved", len(conflicts))  # fmt: skip
        super().__init__(text, next((cure for one in conflicts for cure in one.cures), "coopctl log"))
        self.conflicts = conflicts


def round_of(repo: Repo, tip: str | None, head: str, actor: str, today: dt.date, choices: Choices) -> Round:
    """What the clone shall hold, given where the shared copy stands (None: nothing there yet).

    Raises:
        Apart: both sides changed the same record differently.
        Refused: together they break a rule that neither breaks alone.
    """
    if tip is None or descends(repo, head, tip):
        _readable(repo, tip, head)
        found = Round(head, tip, tip, head)
    elif descends(repo, tip, head):
        found = Round(head, tip, head, tip)
    else:
        found = _brought_together(repo, tip, head, actor, today, choices)
    return _swept(repo, found, actor)


def _brought_together(repo: Repo, tip: str, head: str, actor: str, today: dt.date, choices: Choices) -> Round:
    base = base_of(repo, tip, head)
    if base is None:
        raise Unwritable(T("the ledger here and the one that is shared have nothing in common"), "git remote -v")
    entries = unshared(repo, tip, head)
    message = Message("sync: bring together what was recorded apart", "", _trailers(actor))
    done = replay(repo, tip, entries, choices) if is_line(entries) else Rebuilt("")
    if not done.commit:
        done = join(repo, base, tip, head, message, choices)
    if done.conflicts:
        raise Apart(done.conflicts)
    _sound(repo, done.commit, (tip, head), today)
    return Round(head, tip, base, done.commit, done.late, done.dropped)


def _trailers(actor: str) -> tuple[tuple[str, str], ...]:
    return ("Coop-Op", "sync"), ("Coop-Actor", actor)


def _sound(repo: Repo, new: str, sides: tuple[str, ...], today: dt.date) -> None:
    """Refuse errors that only the two together have."""
    found = _errors(repo.at(new), today)
    known = {one.key for side in sides for one in _errors(repo.at(side), today)} if found else set()
    # Lines that came late are moved right after, so they are no obstacle.
    caused = tuple(one for one in found if one.key not in known and one.rule != "added-to-closed-month")
    if caused:
        text = T("what was recorded here does not fit with what others shared: nothing was moved")
        raise Refused(text, "coopctl undo", caused, repo.at(new).files)


def _readable(repo: Repo, tip: str | None, head: str) -> None:
    """Refuse to share a file that cannot be read and that the shared ledger does not have in that state."""
    now, before = repo.at(head).files, repo.at(tip).files if tip else {}
    for path in own_paths(repo, tip, head) if tip else sorted(now):
        if kind_of(path) and path in now and now[path] != before.get(path):
            faults = read(path, now[path], SHEET_LIMIT).faults
            if faults and not (path in before and read(path, before[path], SHEET_LIMIT).faults):
                text = T("{path} cannot be read, so nothing was shared: {why}", path=path, why=faults[0].message)
                raise Refused(text, "coopctl check")


def _errors(snapshot: Snapshot, today: dt.date) -> list[Finding]:
    return errors(check(Ledger(snapshot), today))


def _swept(repo: Repo, found: Round, actor: str) -> Round:
    """Lines that stand in a closed month and that no payout counts go to the open one, as one entry."""
    settled = strays(repo.at(found.new).files)
    if not settled.changes:
        return found
    records = tuple(("Coop-Record", one.record) for one in settled.late)
    subject = f"sync: {len(settled.late)} late lines go to the open month"
    message = marked(str(Message(subject, "", (*_trailers(actor), *records))))
    new = repo.build(found.new, settled.changes, message)
    return found._replace(new=new, late=found.late + settled.late)


def move(repo: Repo, found: Round) -> bool:
    """Bring the clone to where a round says; False where it went on meanwhile.

    Raises:
        Unwritable: edits by hand are in the way; they are named.
    """
    if found.new == found.head:
        return True
    coming = set(own_paths(repo, found.head, found.new))
    in_the_way = [path for path, _ in touched(repo) if path in coming]
    if in_the_way:
        text = T("{paths}: changed by hand and not recorded yet, so nothing was moved", paths=in_the_way)
        raise Unwritable(text, 'coopctl save -m "…"')
    try:
        repo.advance(found.new, found.head)
    except Unwritable:
        if repo.head() == found.head:
            raise
        return False
    return True

"""coopctl sync: take in what others shared, put what was recorded here on top, and share it."""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import TYPE_CHECKING, Annotated

from coopctl.cli import show
from coopctl.cli.options import DryRun, option
from coopctl.cli.saying import sent
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Unwritable
from coopctl.snapshot import Edit, Message, Snapshot
from coopctl.words import TN, T, Text

if TYPE_CHECKING:
    from coopctl.merge.conflict import Choices, Conflict
    from coopctl.store.remote import Remote
    from coopctl.store.sharing import Round

TRIES = 40
"""The first, and more when somebody shares at the same moment: of 30 clones that all do, one wins each time."""
PAUSE, LONGEST = 0.02, 1.5
"""Seconds to wait before the second try, doubled each time, and the most: a random part of it is waited."""

RemoteName = Annotated[str | None, option("--remote", meta="NAME", help="which copy to share with (origin)")]
Branch = Annotated[str | None, option("--branch", meta="NAME", help="its branch, where it is called otherwise there")]
Mine = Annotated[list[str] | None, option("--mine", meta="RECORD", help="for this record, keep what is written here")]
Theirs = Annotated[list[str] | None, option("--theirs", meta="RECORD", help="for this record, keep what others shared")]


@verb
def sync(
    setting: Setting,
    remote: RemoteName = None,
    branch: Branch = None,
    mine: Mine = None,
    theirs: Theirs = None,
    dry_run: DryRun = False,
) -> int:
    """Share what is recorded here, and take in what others shared.

    Nothing is ever overwritten: two people's work is brought together line by line, and what
    both changed is shown with the commands that settle it.
    """
    from coopctl.cli.public import address_of, refuse_public
    from coopctl.store.remote import fetch, follow, remote_of
    from coopctl.store.sharing import move

    session = Session(setting)
    repo = session.repo
    repo.write(nothing_written)
    copy = remote_of(repo, remote, branch)
    refuse_public(repo, address_of(repo, copy.name))
    choices: Choices = {**dict.fromkeys(mine or [], "mine"), **dict.fromkeys(theirs or [], "theirs")}
    start = repo.head()
    for attempt in range(TRIES):
        if attempt:
            time.sleep(random.uniform(0, min(LONGEST, PAUSE * 2**attempt)))
        found = _round(session, fetch(repo, copy), choices)
        if dry_run:
            _tell(session, copy, found, found.base)
            show.note(T("nothing was moved: this was a dry run"))
            return 0
        if move(repo, found) and (found.new == found.tip or sent(session, copy, found.new)):
            follow(repo, copy)
            _tell(session, copy, found, _first_base(session, found, start))
            return 0
    raise Unwritable(T("others are sharing at this very moment ({n} tries): try again", n=TRIES), "coopctl sync")


def nothing_written(snapshot: Snapshot) -> Edit:
    """No change: waits for other writers, finishes what a crash left, refuses what forbids a write."""
    return Edit(snapshot.revision, {}, Message(""))


def _round(session: Session, tip: str | None, choices: Choices) -> Round:
    from coopctl.store.sharing import Apart, round_of

    head = session.repo.head()
    assert head is not None
    actor = session.setting.actor or session.clone_handle or session.repo.identity()[0]
    try:
        return round_of(session.repo, tip, head, actor, session.setting.today, choices)
    except Apart as apart:
        for conflict in apart.conflicts:
            _explain(conflict)
        raise


def _explain(conflict: Conflict) -> None:
    """Both wishes, and the commands that settle it."""
    show.err(conflict.text)
    for cure in conflict.cures:
        why = T("keeps what others shared") if " --theirs " in cure else T("puts it right")
        why = T("keeps what is written here") if " --mine " in cure else why
        show.err(T("  {command}   {why}", command=cure, why=why))


def _first_base(session: Session, found: Round, start: str | None) -> str | None:
    """What both sides had when the command began: later rounds already brought some of it together."""
    from coopctl.store.onto import base_of

    if start is None or found.tip is None or start == found.head:
        return found.base
    return base_of(session.repo, start, found.tip)


def _tell(session: Session, copy: Remote, found: Round, base: str | None) -> None:
    """What came in and what went out, then what people should know."""
    from coopctl.edits.late import said

    if found.tip is None:
        show.out(T("the ledger is now shared with {name}", name=copy.name))
    else:
        went = _count(session, found.tip, found.new)
        came = _count(session, base, found.tip) if base else Counter[str]()
        parts = [*_shared(went), *_received(came)]
        show.out(_joined(parts) if parts else T("nothing to share, nothing new"))
    for text in said(found.late):
        show.out(text)
    if found.dropped:
        show.note(TN("{n} entry was there already, and was not recorded again",
                     "{n} entries were there already, and were not recorded again", len(found.dropped)))  # fmt: skip
    if found.tip and session.repo.tip(copy.tracking) not in (found.tip, found.new):
        path = f"{session.repo.common_dir}/{copy.tracking}.lock"
        show.note(T("git left a lock at {path}; if no git command is running, remove it", path=path))


def _count(session: Session, before: str, after: str) -> Counter[str]:
    """How many lines of the board, and other records, differ between two revisions."""
    from coopctl.change.compare import changes
    from coopctl.store.onto import own_paths

    repo = session.repo
    told = changes(repo.at(before), repo.at(after), own_paths(repo, before, after))
    records = {(one.record, one.kind.startswith("line-")) for one in told}
    return Counter("line" if of_the_board else "other" for _, of_the_board in records)


def _shared(count: Counter[str]) -> list[Text]:
    lines, others = count["line"], count["other"]
    found = [TN("{n} line shared", "{n} lines shared", lines)] if lines else []
    return [*found, TN("{n} other record shared", "{n} other records shared", others)] if others else found


def _received(count: Counter[str]) -> list[Text]:
    lines, others = count["line"], count["other"]
    found = [TN("{n} line received", "{n} lines received", lines)] if lines else []
    return [*found, TN("{n} other record received", "{n} other records received", others)] if others else found


def _joined(parts: list[Text]) -> Text:
    whole = parts[0]
    for part in parts[1:]:
        whole = T("{one}; {two}", one=whole, two=part)
    return whole

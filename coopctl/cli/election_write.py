"""What the verbs of elections share: how people and ballots are typed, how a step is written with its private words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from coopctl import typed
from coopctl.cli.governing import slug, told, words
from coopctl.cli.options import argument, option
from coopctl.cli.session import Session
from coopctl.problem import Misuse
from coopctl.snapshot import Edit, Snapshot
from coopctl.values import Moment
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.edits.elections import Desk, Step
    from coopctl.election.words import Words

Id = Annotated[str, argument(meta="ELECTION", help="the election: day of its opening and short name", read=slug)]
Date = Annotated[dt.date | None, option("--date", meta="DATE", help="the day it happened (today)", dated=typed.day)]
Text_ = Annotated[str | None, option("--because", meta="TEXT", help="why, about the role", read=words)]
Members = Annotated[
    list[str] | None,
    option("--member", meta="HANDLES", help="who; several with commas, or the option again", read=words),
]


def people(given: list[str] | None) -> list[str]:
    """Handles as typed, with commas or one by one."""
    found: list[str] = []
    for one in given or ():
        for part in one.replace(";", ",").split(","):
            if part.strip():
                try:
                    found.append(slug(part.strip()))
                except ValueError as error:
                    raise Misuse(T("{option}: {why}", option=part.strip(), why=error.args[0])) from None
    return list(dict.fromkeys(found))


def act(
    session: Session,
    name: str,
    plan: Callable[[Snapshot, Desk], Step],
    *,
    date: dt.date | None,
    dry_run: bool,
    message: str | None,
) -> int:
    """Write one step as one record, and tell it."""
    done = written(session, name, plan, date=date, dry_run=dry_run, message=message)
    if not dry_run:
        told(session, done.change, f"coopctl election show {name}")
    return 0


def written(
    session: Session,
    name: str,
    plan: Callable[[Snapshot, Desk], Step],
    *,
    date: dt.date | None = None,
    dry_run: bool = False,
    message: str | None = None,
) -> Step:
    """Write one step as one record, the private words first: they are of no use without it, and lost without them."""
    import os

    from coopctl.cli.people import private
    from coopctl.document.write import emit
    from coopctl.edits.elections import Desk

    session.repo.folder  # noqa: B018  (raises where the folder is not under git)
    actor, today = session.actor, session.setting.today
    folder, file = private(session), f"elections/{name}.yaml"
    words = _kept(session, name, os.urandom(16).hex())
    at = Moment((date or today).isoformat())
    if at.first > today:
        raise Misuse(T("{day} is still to come", day=at))

    def planned(snapshot: Snapshot) -> tuple[Edit, Step]:
        step = plan(snapshot, Desk(actor, at, today, words, message or ""))
        return step.change.edit, step

    if not dry_run:
        first = planned(session.head)[1]
        if first.words != words or not folder.read(file):
            folder.write(file, emit(first.words.tree).encode())
    step = session.write(planned, dry_run=dry_run)[1]
    if step.state.closed and not dry_run:
        folder.remove(draft_of(name))
    return step


def draft_of(name: str) -> str:
    """The private file of what was answered in a meeting and is not recorded yet."""
    return f"draft-election-{name}.yaml" if name else "draft-election.yaml"


def _kept(session: Session, name: str, key: str) -> Words:
    """The private words of an election, none where this clone has no file of it."""
    from coopctl.cli.people import private
    from coopctl.document.read import bare, read
    from coopctl.election import words as kept

    file = f"elections/{name}.yaml"
    data = private(session).read(file)
    root: Any = read(file, data).root if data else None
    return kept.read(bare(root) if root is not None else None, key)


def words_of(session: Session, name: str) -> Words:
    """The private words of an election, to read them."""
    return _kept(session, name, "")


def step(
    session: Session,
    name: str,
    op: str,
    events: list[dict[str, Any]],
    said: Any,
    *,
    date: dt.date | None,
    dry_run: bool,
    message: str | None,
) -> int:
    """Add events that need nothing looked up. ``said`` is one sentence, or a function of where it then stands."""
    from coopctl.edits.elections import happen

    lines = said if callable(said) else lambda state: [said]
    return act(
        session,
        name,
        lambda snapshot, desk: happen(snapshot, name, lambda state, draft: events, desk, op, lines),
        date=date,
        dry_run=dry_run,
        message=message,
    )

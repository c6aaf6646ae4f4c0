"""Sealed ballots from one's own clone: what opens one stays in its private folder."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, Any

from coopctl.cli.governing import told
from coopctl.cli.session import Session
from coopctl.problem import Misuse
from coopctl.snapshot import Edit, Snapshot
from coopctl.values import Moment
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.edits.election_sealed import Kept, Sealing
    from coopctl.edits.elections import Desk
    from coopctl.edits.governance import Change


def seal(
    session: Session, name: str, facts: dict[str, Any], *, date: dt.date | None, dry_run: bool, message: str | None
) -> int:
    """Seal a ballot. What opens it is kept first: a ballot that nobody can open is of no use."""
    from coopctl.edits.election_sealed import seal as wish

    salt, key = os.urandom(32).hex(), os.urandom(32).hex()
    desk = _desk(session, name, date, message)

    def planned(snapshot: Snapshot) -> tuple[Edit, Sealing]:
        found = wish(snapshot, name, facts, salt, key, desk)
        return found.change.edit, found

    if not dry_run:
        _keep(session, name, desk.actor, planned(session.head)[1].kept)
    _written, sealing = session.write(planned, dry_run=dry_run)
    if not dry_run:
        told(session, sealing.change, f"coopctl election reveal {name} --mine")
    return 0


def open_mine(session: Session, name: str, *, date: dt.date | None, dry_run: bool, message: str | None) -> int:
    """Open the ballot of who types."""
    from coopctl.edits.election_sealed import open_mine as wish

    desk = _desk(session, name, date, message)
    kept = _kept(session, name, desk.actor)

    def planned(snapshot: Snapshot) -> tuple[Edit, Change]:
        change = wish(snapshot, name, {one.commitment: one for one in kept}, desk)
        return change.edit, change

    _written, change = session.write(planned, dry_run=dry_run)
    if not dry_run:
        told(session, change, f"coopctl election show {name}")
    return 0


def _desk(session: Session, name: str, date: dt.date | None, message: str | None) -> Desk:
    from coopctl.cli.election_write import words_of
    from coopctl.edits.elections import Desk

    session.repo.folder  # noqa: B018  (raises where the folder is not under git)
    today = session.setting.today
    at = Moment((date or today).isoformat())
    if at.first > today:
        raise Misuse(T("{day} is still to come", day=at))
    return Desk(session.actor, at, today, words_of(session, name), message or "")


def _file(name: str, handle: str) -> str:
    return f"ballots/{name}/{handle}.yaml"


def _kept(session: Session, name: str, handle: str) -> list[Kept]:
    from coopctl.cli.people import private
    from coopctl.document.read import bare, read
    from coopctl.edits.election_sealed import kept_of

    file = _file(name, handle)
    data = private(session).read(file)
    tree = bare(read(file, data).root) if data else None
    items = tree.get("ballots") if isinstance(tree, dict) else None
    return [one for item in items or () if (one := kept_of(item))] if isinstance(items, list) else []


def heard_of(session: Session, name: str) -> dict[str, str]:
    """The reasons of the ballots that were sealed in this clone, by their digests."""
    from coopctl.cli.people import private
    from coopctl.edits.election_sealed import reason_of

    start = f"ballots/{name}/"
    handles = [one[len(start) : -5] for one in private(session).names() if one.startswith(start)]
    every = [kept for handle in handles for kept in _kept(session, name, handle)]
    return {given: words for kept in every for given, words in reason_of(name, kept).items()}


def _keep(session: Session, name: str, handle: str, one: Kept) -> None:
    """Beside those before: the write may still be refused, and then an earlier one counts."""
    from coopctl.cli.people import private
    from coopctl.document.write import emit

    every = [*_kept(session, name, handle), one]
    text = emit({"ballots": [each.tree for each in every]})
    private(session).write(_file(name, handle), text.encode())

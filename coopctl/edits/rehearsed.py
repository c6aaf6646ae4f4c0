"""An election kept in memory: what a rehearsal plays on. The steps are the real ones; nothing is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from coopctl.edits.elections import Desk
from coopctl.edits.governance import Change
from coopctl.edits.room import plan
from coopctl.election import book
from coopctl.election.words import Words
from coopctl.ledger import Ledger
from coopctl.room import posts
from coopctl.room.draft import Draft
from coopctl.room.scene import Deed, Room
from coopctl.snapshot import Overlay, Snapshot
from coopctl.values import Moment


def standing(snapshot: Snapshot, name: str, words: Words, names: Mapping[str, str], actor: str, day: dt.date) -> Room:
    """The room of an election as the ledger has it; of one to be framed where there is none of that name."""
    ledger = Ledger(snapshot)
    state, record = book.standing(ledger, name), ledger.election(name)
    said = posts.reasons(record.events, words) if record else {}
    opened, closed = posts.sealed(ledger, state)
    return Room(
        posts.people(ledger, day, names), actor, day, posts.posts(ledger, day), state,
        events=len(record.events) if record else 0, reasons=said, opened=opened, closed=closed,
    )  # fmt: skip


class Memory:
    """A ledger in memory, one election in it, and the draft of the room."""

    def __init__(self, files: Mapping[str, bytes], names: Mapping[str, str], actor: str, day: dt.date) -> None:
        self.snapshot = Snapshot(dict(files))
        self.names, self.actor, self.day = names, actor, day
        self.words, self.draft, self.name = Words("0" * 32), Draft(), ""

    def room(self) -> Room:
        """The room as it stands."""
        found = standing(self.snapshot, self.name, self.words, self.names, self.actor, self.day)
        return found._replace(draft=self.draft)

    def keep(self, draft: Draft) -> None:
        """Keep what was answered."""
        self.draft = draft

    def record(self, deed: Deed) -> Change:
        """Do a step. Raises as the step does."""
        if deed.op == "open":
            role: Any = deed.facts["role"]
            self.name = f"{self.day.isoformat()}-{role.rpartition('/')[2]}"[:40].rstrip("-")
        desk = Desk(self.actor, Moment(self.day.isoformat()), self.day, self.words)
        step = plan(self.snapshot, self.name, deed, desk)
        files = dict(Overlay(self.snapshot.files, step.change.edit.changes))
        self.snapshot, self.words = Snapshot(files), step.words
        return step.change

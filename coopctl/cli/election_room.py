"""The conversation of a meeting: asks what is due, shows it, keeps each answer, records each step."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from coopctl.cli import show
from coopctl.cli.election_seen import state_words
from coopctl.cli.show_room import Stage, answered, aside, ticking
from coopctl.edits.rehearsed import Memory
from coopctl.problem import CoopError, Refused
from coopctl.room import clock, play, rehearsal
from coopctl.room.draft import Draft
from coopctl.room.timing import STEPS
from coopctl.words import TN, T, Text

if TYPE_CHECKING:
    from coopctl.edits.governance import Change
    from coopctl.room.scene import Ask, Deed, Room

_SHOWN_NEXT = 4


class Book(Protocol):
    """Where an election is kept."""

    name: str

    def room(self) -> Room: ...
    def keep(self, draft: Draft) -> None: ...
    def record(self, deed: Deed) -> Change: ...


class Rehearsed(Memory):
    """A circle that does not exist."""

    def __init__(self, today: dt.date) -> None:
        super().__init__(rehearsal.files(today), rehearsal.NAMES, "ana", today)


class Meeting:
    """One meeting, from where the election stands to its end, or to when somebody stops."""

    def __init__(self, book: Book, watch: Callable[[], float] = time.monotonic) -> None:
        self.book, self.room, self.stage, self.watch = book, book.room(), Stage(), watch
        self.step, self.since = "", watch()

    def run(self) -> int:
        """Ask until it is over, suspended, or somebody leaves; all that was answered is kept."""
        self._welcome()
        try:
            while self._turn():
                pass
        except (EOFError, KeyboardInterrupt):
            show.err()
            self._kept()
        return 0

    def _welcome(self) -> None:
        room = self.room
        if isinstance(self.book, Rehearsed):
            aside(T("A rehearsal: a circle that does not exist, and nothing is written."))
        kept = sum(len(one.entries) for one in room.draft.stages.values())
        if room.state:
            aside(T("{election}: {state}", election=self.book.name, state=state_words(room.state.step)))
        if kept:
            aside(TN("{n} answer is kept that is not recorded yet: we go on from there",
                     "{n} answers are kept that are not recorded yet: we go on from there", kept))  # fmt: skip
        aside(T("“?” shows the keys that hold at any question."))

    def _turn(self) -> bool:
        if self.room.closed:  # others may have opened their ballot, and it may have come in, since
            self.room = self.book.room()
        asked = play.ask(self.room)
        self._show(asked)
        if asked.ends:
            self.book.keep(Draft())
            if not isinstance(self.book, Rehearsed):
                aside(T("the minutes: {command}", command=f"coopctl election minutes {self.book.name}"))
            return False
        turn = play.take(self.room, answered(asked, self._ticking(asked)))
        self._time()
        for said in turn.said:
            aside(said)
        if turn.refused:
            aside(turn.refused, refused=True)
        self.room = turn.room._replace(draft=self._spent(turn.room, asked))
        self.book.keep(self.room.draft)
        if turn.deed and not self._do(turn.deed):
            return False
        if turn.ended:
            self._kept()
        return not turn.ended

    def _do(self, deed: Deed) -> bool:
        """Record a step; False where the meeting stops there."""
        try:
            change = self.book.record(deed)
        except CoopError as refused:
            for text in [one.message for one in refused.findings] or [refused.text]:
                aside(text, refused=True)
            if refused.cure and isinstance(refused, Refused):
                aside(T("see: {command}", command=refused.cure), refused=True)
            return True
        for text in (*change.said, *(one.message for one in change.remarks), *change.notes):
            aside(text, done=True)
        self.room = play.recorded(self.room, deed, self.book.room())
        self.book.keep(self.room.draft)
        if deed.op == "suspend":
            self._kept()
        return deed.op != "suspend"

    def _show(self, asked: Ask) -> None:
        step, room = play.step(self.room), self.room
        if step != self.step:
            title = room.post.title if room.state else T("Election without candidates")
            self.stage.step(title, said_step(step), self._minutes(step))
            self.step, self.since = step, self.watch()
        self.stage.question(asked)
        if asked.ends:
            return
        names = [room.name(one) for one in asked.queue[:_SHOWN_NEXT]]
        self.stage.turn(asked, names, self._clock(asked, step))

    def _minutes(self, step: str) -> int | None:
        framing = self.room.state.framing if self.room.state else None
        return getattr(framing.minutes, clock.of_step(step), None) if framing and framing.minutes else None

    def _clock(self, asked: Ask, step: str) -> clock.Clock | None:
        waiting = len(asked.queue) + 1 if asked.who else 0
        kept = self.room.draft.stages.get(self._kept_time)
        done = max(0, asked.of - waiting)
        talked = self.room.draft.stages.get(self._kept_talk)
        spent = kept.spent if kept else 0
        return clock.clock(self._minutes(step), spent, done, waiting, talked.spent if talked else 0)

    def _ticking(self, asked: Ask) -> Callable[[], str] | None:
        """What stands below the line: the time that is left of the step."""
        step = play.step(self.room)
        now = self._clock(asked, step)
        return (lambda: ticking(said_step(step), now, int(self.watch() - self.since))) if now else None

    @property
    def _kept_time(self) -> str:
        filled = len(self.room.state.outcomes) if self.room.state else 0
        return clock.kept_at(play.step(self.room), filled)

    @property
    def _kept_talk(self) -> str:
        state = self.room.state
        rounds = sum(len(one.consent.rounds) for one in state.proposals) if state else 0
        filled, changes = (len(state.outcomes), state.changes) if state else (0, 0)
        return clock.talk_at(play.step(self.room), filled, rounds + changes)

    def _time(self) -> None:
        self.now = self.watch()

    def _spent(self, room: Room, asked: Ask) -> Draft:
        if room.state is None:
            return room.draft
        seconds, self.since = round(self.now - self.since), self.now
        draft = room.draft.later(self._kept_time, seconds)
        return draft.later(self._kept_talk, seconds) if asked.who and asked.of > 1 else draft

    def _kept(self) -> None:
        if isinstance(self.book, Rehearsed):
            return
        command = f"coopctl election run {self.book.name}".strip()
        aside(T("All is kept. It goes on with: {command}", command=command))


def said_step(step: str) -> Text:
    """A step, as the line over the screen names it."""
    return STEPS[step] if step in STEPS else T("the framing") if step == "framing" else state_words(step)

"""coopctl contrib add, alone: several lines noted in one conversation, recorded together at its end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from coopctl import context as ctx
from coopctl.cli import show
from coopctl.cli.board_add import record
from coopctl.cli.saying import shared
from coopctl.cli.session import Session
from coopctl.cli.show_ask import confirm
from coopctl.cli.show_layout import clip
from coopctl.cli.show_prompt import line as typed_line
from coopctl.cli.show_prompt import tint
from coopctl.document.read import read
from coopctl.document.write import emit
from coopctl.edits import drafts, habits
from coopctl.edits import talk as state
from coopctl.edits.board import Change, add, new_id
from coopctl.edits.drafts import DRAFT
from coopctl.edits.talk import Talk
from coopctl.entry import Entry, sheet_path
from coopctl.problem import Cancelled, CoopError, NotHere, Refused
from coopctl.store.private import Private
from coopctl.values import Cents, Hours, Month
from coopctl.words import TN, T, Text

_DIM, _GREEN, _YELLOW, _BOLD = 2, 32, 33, 1
_ASKED = {
    "what": T("What did you do?"),
    "circle": T("For which circle?"),
    "role": T("In which role?"),
    "hours": T("How long did it take?"),
    "rate": T("What do you grant yourself (€/h)?"),
    "date": T("Which day?"),
}


def talk(session: Session, member: str) -> int:
    """Note lines of a member, one question at a time; all of them are recorded as one when the person is done."""
    return _Conversation(session, member).run()


class _Conversation:
    """One conversation: the talk as it stands, kept in the private folder after every answer."""

    def __init__(self, session: Session, member: str) -> None:
        self.session, self.member, self.actor = session, member, session.actor
        self.files = session.head.files
        if f"members/{member}.yaml" not in self.files:
            raise NotHere(T("there is no member {member} in this ledger", member=member), "coopctl member")
        self.private = Private.of(session.repo, session.slug)
        self.talk = Talk(habits.facts(self.files, member, session.setting.today))
        self.remarked: set[tuple[str, str, str]] = set()

    def run(self) -> int:
        """Ask until the person is done, then record."""
        self._take_up()
        self._welcome()
        try:
            while self._turn():
                pass
        except EOFError:
            show.err()
        except KeyboardInterrupt:
            show.err()
            self._stopped()
        return self._end()

    # ---- one turn

    def _turn(self) -> bool:
        """Ask one question and take the answer; False when the person is done."""
        turn = state.answer(self.talk, typed_line(self._prompt(), list(self._words())))
        self.talk = turn.talk
        if turn.refused:
            _aside(turn.refused, _YELLOW)
        if turn.said:
            _aside(T("→ {understood}", understood=turn.said), _DIM)
        if turn.completed:
            self._completed()
        self._keep()
        return not turn.ended

    def _prompt(self) -> str:
        question, offered = _ASKED[self.talk.at], self._offered()
        return f"{question if offered is None else T('{question} [{default}]', question=question, default=offered)} "

    def _offered(self) -> Any:
        """What Enter would answer."""
        at, value = self.talk.at, state.default(self.talk)
        if value is None:
            again = self.talk.again if at == "what" else None
            nothing = {"circle": T("no circle"), "role": T("no role")}.get(at)
            return T("again: {task}", task=_short(again.what)) if again else nothing
        until = self.talk.now.get("until")
        if at == "date" and until:
            return T("{date} to {until}", date=value, until=until)
        return _short(value) if at == "what" else value

    def _words(self) -> Iterator[str]:
        """What Tab completes."""
        facts = self.talk.facts
        if self.talk.at == "what":
            yield from (task.what for task in facts.tasks)
        if self.talk.at == "circle":
            yield from facts.circles
        if self.talk.at == "role":
            yield from facts.roles[self.talk.now["circle"]]

    # ---- a line that is complete

    def _completed(self) -> None:
        """Judge the line with all the others; what is wrong is asked again, what is sound is shown."""
        before = self.talk
        self.talk = state.accepted(self.talk, new_id(os.urandom))
        entry = state.entries(self.talk._replace(lines=self.talk.lines[before.line : before.line + 1]), None)[0]
        try:
            change = self._judged()
        except Refused as refused:
            own = [one for one in refused.findings if one.record == f"{self.member}/{entry.id}"]
            for reason in [one.message for one in own or refused.findings] or [refused.text]:
                _aside(reason, _YELLOW)
            self.talk = state.reopened(before, own[0].field if own else "date")
            return
        self._recap(entry, change)

    def _judged(self) -> Change:
        recorder = self.actor if self.actor != self.member else None
        lines, today = state.entries(self.talk, recorder), self.session.setting.today
        return add(self.session.head, self.member, lines, self.actor, today)

    def _recap(self, entry: Entry, change: Change) -> None:
        day = T("{date} to {until}", date=entry.date, until=entry.until) if entry.until else entry.date
        place = f"{entry.circle}/{entry.role}" if entry.role else entry.circle or T("no circle")
        _aside(T("{date}, {circle}: {what}", date=day, circle=place, what=entry.what), _BOLD)
        due = T("{hours} × {rate} = {amount}", hours=entry.hours, rate=entry.rate, amount=entry.amount)
        _aside(due, _GREEN)
        for remark in change.remarks:
            if remark.key not in self.remarked:
                self.remarked.add(remark.key)
                _aside(T("worth a look: {message}", message=remark.message), _YELLOW)
        month = ctx.open_month(Month.of(entry.last), self.files)
        if month != Month.of(entry.last):
            closed = Month.of(entry.last)
            _aside(T("{closed} is closed: this will be paid with {month}", closed=closed, month=month), _YELLOW)
        hours, amount = change.month_hours, change.month_amount
        _aside(T("{month}: {hours}, {amount}", month=change.month, hours=hours, amount=amount), _DIM)
        show.err()

    # ---- beginning and end

    def _welcome(self) -> None:
        if self.member != self.actor:
            show.err(T("For {member}, typed by {actor}.", member=self.member, actor=self.actor))
        width = show.screen("stderr").width
        for number, task in enumerate(self.talk.facts.tasks, 1):
            show.err(clip(f"{number:>3}  {task.words}", width))
        if self.talk.facts.tasks:
            show.err(T("A number: one of these again. Enter: what stands between [ ]."))
        show.err(tint(str(T("Tab completes, < goes back, . ends and records all of it.")), _DIM), styled=True)
        show.err()

    def _take_up(self) -> None:
        """Offer what an earlier conversation left; a line that was recorded since is not offered again."""
        data = self.private.read(DRAFT)
        member, lines = drafts.taken_up(read(DRAFT, data).root) if data else ("", [])
        lines = [one for one in lines if not self._recorded(one)]
        if member != self.member or not lines:
            return
        show.err(TN("{n} line of last time is not recorded yet:", "{n} lines of last time are not recorded yet:",
                    len(lines)))  # fmt: skip
        for one in lines:
            show.err(f"  – {_short(one.get('what', '…'))}")
        if not confirm(T("Take it up again?"), default=True, yes=self.session.setting.yes):
            self.private.remove(DRAFT)
            return
        facts = self.talk.facts
        done = [one for one in lines if state.complete(facts, one)]
        open_ = [one for one in lines if not state.complete(facts, one)]
        last = open_[-1] if open_ else {}
        order = state.asked(facts, last)
        self.talk = Talk(facts, (*done, last), len(done), next(name for name in order if name not in last))

    def _recorded(self, line: dict[str, Any]) -> bool:
        day = line.get("until") or line.get("date")
        if "id" not in line or day is None:
            return False
        path = sheet_path(ctx.open_month(Month.of(day), self.files), self.member)
        return line["id"].encode() in self.files.get(path, b"")

    def _keep(self) -> None:
        tree = drafts.draft(self.member, self.talk.lines)
        if tree["lines"]:
            self.private.write(DRAFT, emit(tree).encode())

    def _stopped(self) -> None:
        """Ctrl-C: what is noted may be recorded; else it waits for the next time."""
        lines = state.entries(self.talk, None)
        if lines:
            question = TN("Record the {n} line noted so far?", "Record the {n} lines noted so far?", len(lines))
            try:
                if confirm(question, default=True, yes=self.session.setting.yes):
                    return
            except (KeyboardInterrupt, Cancelled):
                show.err()
        if lines or state.unfinished(self.talk):
            show.note(T("Nothing is recorded; coopctl contrib add will offer it again."))
        raise Cancelled(T("Cancelled."))

    def _end(self) -> int:
        recorder = self.actor if self.actor != self.member else None
        entries, left = state.entries(self.talk, recorder), state.unfinished(self.talk)
        if entries:
            try:
                change = record(self.session, self.member, entries, "")
            except CoopError:
                show.note(T("Nothing is recorded; coopctl contrib add will offer it again."))
                raise
            self._told(change)
        else:
            show.note(T("Nothing noted, nothing recorded."))
        if left:
            self.private.write(DRAFT, emit(drafts.draft(self.member, left)).encode())
            for line in left:
                what = _short(line.get("what", "…"))
                show.note(T("“{what}” is not finished: it is kept for the next time", what=what))
        else:
            self.private.remove(DRAFT)
        return 0

    def _told(self, change: Change) -> None:
        entries = [entry for _, entry in change.lines]
        hours = Hours(sum(entry.hours for entry in entries))
        amount = Cents(sum(entry.amount for entry in entries))
        show.out(TN("{n} line recorded: {hours}, {amount}", "{n} lines recorded: {hours}, {amount}",
                    len(entries), hours=hours, amount=amount))  # fmt: skip
        if waiting := shared(self.session):
            show.note(waiting)


def _aside(text: Text, style: int) -> None:
    """A remark below a question, within the width of the screen."""
    for part in wrap(str(text), show.screen("stderr").width - 3, break_long_words=False, break_on_hyphens=False):
        show.err(tint(f"  {part}", style), styled=True)


def _short(what: str) -> str:
    return clip(what, 34)

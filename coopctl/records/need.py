"""needs/<id>.yaml: something the cooperative needs, a question or a proposal; anyone adds, anyone takes."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from coopctl import values
from coopctl.records.base import Flag, Record, Slug, When, Whole, Words, about, many, maybe, span
from coopctl.records.role import Nature

Sort = Literal["task", "proposal", "question", "support"]
Priority = Literal["low", "normal", "high"]
Standing = Literal["to-come", "open", "taken", "done", "dropped"]


class Holder(Record):
    """A member's time on a need. Nobody gave it to them, and why they give it back is written nowhere."""

    member: Slug = about("Handle of who takes it")
    since: When = about("First day")
    until: When | None = maybe("Last day, or the day they agreed to; absent: until it is done")
    deputy: Flag = maybe("Takes over when the other cannot", False)

    @property
    def span(self) -> values.Span:
        return span(self.since, self.until)


class Need(Record):
    """Something the cooperative needs: it is there for whoever takes it, and nobody's leave is asked."""

    need: Slug = about("Same as the file's name")
    title: Words = about("What is needed, in a few words; never the name of who is helped")
    kind: Sort = maybe("task, proposal, question, or support: more help for somebody, unnamed", "task")
    circle: Slug | None = maybe("The circle that looks after it, if one does")
    opened: When = about("Day it was said")
    by: Slug | None = maybe("Who said it")
    critical: Flag = maybe("The cooperative stops without it", False)
    recurring: Flag = maybe("It comes back", False)
    people: Whole = maybe("How many people it takes", 1)
    priority: Priority = maybe("low, normal or high", "normal")
    due: When | None = maybe("Day by which it should be done")
    nature: Nature | None = maybe("What sort of work it is: technical, animation or strategy")
    tags: tuple[Slug, ...] = many("What it is about, in single words")
    funded_by: Words | None = maybe("Who pays for it: a circle, an envelope, a fund")
    holders: tuple[Holder, ...] = many("Who takes it, over time")
    done: When | None = maybe("Day it was done, or answered")
    dropped: When | None = maybe("Day it was let go")
    answer: Words | None = maybe("What was answered to a question, or came of it")

    @property
    def closed(self) -> values.When | None:
        """The day it was done or let go."""
        return self.done or self.dropped

    def holding(self, day: dt.date, *, deputy: bool = False) -> tuple[Holder, ...]:
        """Who has it that day; with ``deputy``, who would take over."""
        return tuple(one for one in self.holders if one.deputy == deputy and one.span.holds(day))

    def state_on(self, day: dt.date) -> Standing:
        """Open, taken by somebody, done, let go; or not said yet."""
        if self.opened.first > day:
            return "to-come"
        if self.done and self.done.first <= day:
            return "done"
        if self.dropped and self.dropped.first <= day:
            return "dropped"
        return "taken" if self.holding(day) else "open"

    def age(self, day: dt.date) -> int:
        """For how many days it has been there; once it is closed, how long it took."""
        closed = self.closed
        last = min(day, closed.first) if closed else day
        return max(0, (last - self.opened.first).days)

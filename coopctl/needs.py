"""What is needed on a day: what is open, taken, stale, overdue; what came of it, and what it hints at."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from coopctl.ledger import Ledger
from coopctl.mandates import offices
from coopctl.records.need import Need, Standing
from coopctl.values import Cents, Hours, Month, amount, plus_months

STALE = 60
"""Days after which a need that nobody takes is looked at again."""
UNANSWERED = 30
"""Days within which a question, or a wish for more support, is met."""
ENDING = 60
"""Days before the end of who holds a critical need, within which somebody is to take over."""
SHARED = 5
"""How many open needs of one tag make one think of a circle."""

_FIRST: Mapping[Standing, int] = {"open": 0, "taken": 1, "to-come": 2, "done": 3, "dropped": 4}
_URGENT = {"high": 0, "normal": 1, "low": 2}


class Tally(NamedTuple):
    """How many needs there were, and how many of these are done."""

    done: int
    among: int


class Work(NamedTuple):
    """What was noted, corrections counted as they stand."""

    lines: int = 0
    hours: Hours = Hours(0)
    amount: Cents = Cents(0)


def listed(ledger: Ledger, day: dt.date, *, everyone: bool = False) -> list[tuple[str, Need]]:
    """The needs open or taken that day, or all: what is critical, pressing and old comes first."""
    found = [(name, one) for name, one in ledger.needs.items() if everyone or one.state_on(day) in ("open", "taken")]
    return sorted(found, key=lambda pair: _rank(pair[0], pair[1], day))


def _rank(name: str, one: Need, day: dt.date) -> tuple[Any, ...]:
    due = one.due.last if one.due else dt.date.max
    return (_FIRST[one.state_on(day)], not one.critical, _URGENT[one.priority], due, one.opened.first, name)


def overdue(one: Need, day: dt.date) -> bool:
    """Whether it should have been done before that day, and is not."""
    return one.due is not None and one.due.last < day and one.state_on(day) in ("open", "taken")


def stale(one: Need, day: dt.date) -> bool:
    """Whether nobody has taken it for so long that it is worth asking whether it still holds."""
    words = one.kind in ("question", "support")
    return not words and one.state_on(day) == "open" and (day - free_since(one, day)).days > STALE


def free_since(one: Need, day: dt.date) -> dt.date:
    """The day since which nobody has it: when it was said, or the day after somebody gave it back."""
    ends = [h.until.last for h in one.holders if not h.deputy and h.until and h.until.last < day]
    return max([one.opened.first, *(end + dt.timedelta(days=1) for end in ends)])


def unmet(one: Need, day: dt.date) -> bool:
    """Whether a question has had no answer, or a wish for more support nobody, for too long."""
    waits = one.kind == "question" and one.state_on(day) in ("open", "taken")
    waits = waits or (one.kind == "support" and one.state_on(day) == "open")
    return waits and one.age(day) > UNANSWERED


def circle_hint(one: Need) -> int:
    """How much it looks like a circle's work rather than one person's, of three: it is only a hint."""
    several = one.people > 1 or len({holder.member for holder in one.holders}) > 1
    return one.recurring + several + one.critical


def circles_to_think_of(ledger: Ledger, day: dt.date) -> list[tuple[str, int]]:
    """The tags that many open needs share and no circle of that day is named after, the commonest first."""
    open_ = [one for one in ledger.needs.values() if one.state_on(day) == "open"]
    shared = Counter(tag for one in open_ for tag in set(one.tags))
    known = {word for name, one in ledger.circles.items() if one.life.holds(day) for word in _words(name, one.title)}
    found = [(tag, count) for tag, count in shared.items() if count >= SHARED and tag not in known]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _words(name: str, title: str) -> Iterable[str]:
    return (name, *name.split("-"), *title.casefold().split())


def tally(ledger: Ledger, circle: str, day: dt.date) -> Tally:
    """How many of a circle's needs said by that day are done; those let go are not counted."""
    states = [one.state_on(day) for one in ledger.needs.values() if one.circle == circle]
    return Tally(states.count("done"), sum(state in ("open", "taken", "done") for state in states))


def done_and_noted(ledger: Ledger, circle: str, day: dt.date) -> dict[str, Any]:
    """A circle's needs done, beside what was noted for it from the first of January to that day."""
    found, last = tally(ledger, circle, day), day.isoformat()

    def counted(row: Row) -> str:
        return circle if row.circle == circle and row.day <= last else ""

    year = [Month(day.year, number) for number in range(1, day.month + 1)]
    work = noted(ledger, counted, year).get(circle, Work())
    return {
        "needs": {"done": found.done, "among": found.among},
        "noted": {"year": day.year, "hours": work.hours, "amount": work.amount},
    }


def of_person(ledger: Ledger, handle: str) -> list[tuple[str, Need]]:
    """The needs a person took, has or will have, the oldest first."""
    found = [(name, one) for name, one in ledger.needs.items() if any(h.member == handle for h in one.holders)]
    return sorted(found, key=lambda pair: (pair[1].opened.first, pair[0]))


class Row(NamedTuple):
    """What a line of the board counts for; what it does not name is "". ``day`` is an ISO text."""

    member: str
    day: str
    circle: str = ""
    role: str = ""
    need: str = ""


Counted = Callable[[Row], str]
"""Under which name a line counts, "" for none."""


def noted(ledger: Ledger, counted: Counted, months: Iterable[Month] | None = None) -> dict[str, Work]:
    """What the board comes to under each name, in all sheets or those of some months.

    A line that others correct counts as it stands in the end; what a correction does not say again stays.
    """
    sheets = ledger.sheets
    paths = sorted(sheets if months is None else (path for month in months for path in sheets.of_month(month)))
    sheets.fetch(paths)
    lines: dict[tuple[str, str], tuple[Row, Hours, Cents]] = {}
    for path in paths:
        page = sheets.page(path)
        member, columns = ledger.current(page.member), page.columns
        fields = zip(
            columns.ids, columns.corrects, columns.dates, columns.circles, columns.roles, columns.needs, columns.hours,
            columns.rates, columns.waived, strict=True,
        )  # fmt: skip
        for entry, corrects, day, circle, role, need, hours, rate, waived in fields:
            total = Cents(0) if waived else amount(hours, rate)
            was = lines[member, corrects][0] if (member, corrects) in lines else Row(member, day)
            row = Row(member, day, circle or was.circle, role or was.role, need or was.need)
            lines[member, corrects or entry] = row, hours, total
    found: dict[str, Work] = {}
    for row, hours, total in lines.values():
        name = counted(row) if hours else ""
        if name:
            before = found.get(name, Work())
            found[name] = Work(before.lines + 1, Hours(before.hours + hours), Cents(before.amount + total))
    return found


def natures(ledger: Ledger, day: dt.date) -> dict[str, Hours]:
    """The co-managers' hours of the twelve months up to a day, together, by what sort of work they were.

    A line counts by its need's nature, else by its role's, else under "unsaid".
    """
    held = [(one.member, one.span) for office in offices(ledger) if office.co_management
            for one in office.sheet.mandates]  # fmt: skip

    def counted(row: Row) -> str:
        at = dt.date.fromisoformat(row.day)
        if at > day or not any(member == row.member and span.holds(at) for member, span in held):
            return ""
        need, role = ledger.needs.get(row.need), ledger.roles.get(f"{row.circle}/{row.role}")
        return (need and need.nature) or (role and role.nature) or "unsaid"

    months = [Month.of(plus_months(Month.of(day).first, -back)) for back in range(12)]
    return {name: one.hours for name, one in noted(ledger, counted, months).items()}


def facts(name: str, one: Need, day: dt.date, names: Mapping[str, str]) -> dict[str, Any]:
    """A need as lists, pages and programs are given it."""
    return {
        "need": name,
        "title": one.title,
        "kind": one.kind,
        "circle": one.circle,
        "state": one.state_on(day),
        "opened": one.opened,
        "by": one.by,
        "days": one.age(day),
        "critical": one.critical,
        "recurring": one.recurring,
        "people": one.people,
        "priority": one.priority,
        "due": one.due,
        "overdue": overdue(one, day),
        "stale": stale(one, day) or unmet(one, day),
        "nature": one.nature,
        "tags": list(one.tags),
        "funded_by": one.funded_by,
        "holders": [
            {"member": h.member, "name": names.get(h.member), "since": h.since, "until": h.until, "deputy": h.deputy}
            for h in one.holders
        ],
        "done": one.done,
        "dropped": one.dropped,
        "answer": one.answer,
        "circle_hint": circle_hint(one),
    }

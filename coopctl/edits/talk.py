"""A conversation in which lines of the board are noted: what is asked, how an answer is understood, what is kept.

A :class:`Talk` is a value: each answer gives the next one. A line is a mapping of what was answered so far
(None: answered with nothing); going back moves the place and takes no answer away.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from coopctl import typed
from coopctl.characters import sound
from coopctl.edits.habits import Facts, Task
from coopctl.entry import Entry
from coopctl.importing.spelling import fold
from coopctl.values import Rate, parse_what
from coopctl.words import T, Text

Answers = Mapping[str, Any]
QUESTIONS = ("what", "circle", "role", "hours", "rate", "date")
BACK, END, NOTHING = "<", ".", "-"
_SPAN = re.compile(r"(.+?)(?:\s+(?:au|to)\s+|\s*\.\.\s*)(.+)")


class Talk(NamedTuple):
    """Where a conversation stands: its lines, and the line and question it is at. The last line may be unfinished."""

    facts: Facts
    lines: tuple[Answers, ...] = ({},)
    line: int = 0
    at: str = QUESTIONS[0]

    @property
    def now(self) -> Answers:
        """What was answered of the line one is at."""
        return self.lines[self.line]

    @property
    def again(self) -> Task | None:
        """What Enter at the first question repeats: the line before, else the last one the member noted."""
        earlier = [line for line in self.lines[: self.line] if complete(self.facts, line)]
        if not earlier:
            return self.facts.last
        values: dict[str, Any] = {name: earlier[-1].get(name) for name in Task._fields}
        return Task(**values)


class Turn(NamedTuple):
    """What an answer led to: the talk now, what was understood, or why it is asked again."""

    talk: Talk
    said: Any = None
    refused: Text | None = None
    completed: bool = False
    ended: bool = False


def asked(facts: Facts, line: Answers) -> tuple[str, ...]:
    """The questions a line needs: the role only where its circle has some."""
    return tuple(name for name in QUESTIONS if name != "role" or facts.roles.get(line.get("circle") or ""))


def complete(facts: Facts, line: Answers) -> bool:
    """Whether every question of a line is answered."""
    return all(name in line for name in asked(facts, line))


def default(talk: Talk) -> Any:
    """What Enter answers to the question one is at, None where that is nothing."""
    if talk.at in talk.now:
        return talk.now[talk.at]
    before = talk.lines[talk.line - 1] if talk.line else {}
    if talk.at == "date":
        return before.get("date", talk.facts.today)
    alike = _alike(talk)
    if talk.at in ("role", "hours"):
        return getattr(alike, talk.at) if alike else None
    if talk.at == "what":
        return None
    nearest = alike or talk.again
    return getattr(nearest, talk.at) if nearest else None


def _alike(talk: Talk) -> Task | None:
    """The known task of the same words, in the same circle if that is answered."""
    words = fold(talk.now.get("what", ""))
    known = [task for task in (talk.again, talk.facts.last, *talk.facts.tasks) if task and fold(task.what) == words]
    if "circle" in talk.now:
        known = [task for task in known if task.circle == talk.now["circle"]]
    return known[0] if known else None


def answer(talk: Talk, text: str) -> Turn:
    """Take what was typed at the question one is at; ``<`` goes back, ``.`` ends."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    if text == END:
        return Turn(talk, ended=True)
    if text == BACK:
        return _back(talk)
    if not text:
        return _entered(talk)
    try:
        found, said = _READ[talk.at](talk, text)
        return _taken(talk, found, said)
    except ValueError as error:
        return Turn(talk, refused=error.args[0])


def _entered(talk: Talk) -> Turn:
    """Enter alone: the answer kept or offered, the same again, or, where there is nothing at all, the end."""
    if talk.at in talk.now:
        return _taken(talk, {})
    if talk.at == "what":
        return _taken(talk, _as(talk.again), talk.again.words) if talk.again else Turn(talk, ended=True)
    offered = default(talk)
    if offered is None and talk.at in ("hours", "rate"):
        return Turn(talk, refused=_EXAMPLES[talk.at])
    return _taken(talk, {talk.at: offered})


def _taken(talk: Talk, found: Answers, said: Any = None) -> Turn:
    """The talk with answers added, at the next question that has none."""
    line = {**talk.now, **found}
    if "role" in line and line["role"] not in (None, *talk.facts.roles.get(line.get("circle") or "", ())):
        del line["role"]
    if line.get("until") and line["until"] <= line["date"]:
        del line["until"]
    talk = talk._replace(lines=(*talk.lines[: talk.line], line, *talk.lines[talk.line + 1 :]))
    order = asked(talk.facts, line)
    here = order.index(talk.at)
    open_ = [name for name in (*order[here + 1 :], *order[:here]) if name not in line]
    return Turn(talk._replace(at=open_[0]), said) if open_ else Turn(talk, said, completed=True)


def _back(talk: Talk) -> Turn:
    order = asked(talk.facts, talk.now)
    here = order.index(talk.at)
    if here:
        return Turn(talk._replace(at=order[here - 1]))
    if not talk.line:
        return Turn(talk, refused=T("this is the first question"))
    earlier = talk.lines[talk.line - 1]
    return Turn(talk._replace(line=talk.line - 1, at=asked(talk.facts, earlier)[-1]))


def accepted(talk: Talk, fresh_id: str) -> Talk:
    """After a complete line that is sound: it keeps its id, and the talk goes on with the unfinished one."""
    line = {"id": fresh_id, **talk.now}
    lines = (*talk.lines[: talk.line], line, *talk.lines[talk.line + 1 :])
    if complete(talk.facts, lines[-1]):
        lines = (*lines, {})
    order = asked(talk.facts, lines[-1])
    return talk._replace(lines=lines, line=len(lines) - 1, at=next(name for name in order if name not in lines[-1]))


def reopened(talk: Talk, field: str) -> Talk:
    """After a complete line that a rule refuses: asked again is what the finding points at, and only that."""
    at = "date" if field in ("until", "") else field
    at = at if at in asked(talk.facts, talk.now) else "date"
    gone = {"date", "until"} if at == "date" else {at}
    line = {name: value for name, value in talk.now.items() if name not in gone}
    return talk._replace(lines=(*talk.lines[: talk.line], line, *talk.lines[talk.line + 1 :]), at=at)


def entries(talk: Talk, recorder: str | None) -> list[Entry]:
    """The complete lines, as they will be noted; ``recorder`` where somebody else types."""
    found = []
    for line in talk.lines:
        if complete(talk.facts, line):
            values: dict[str, Any] = {name: line.get(name) for name in (*QUESTIONS, "until")}
            found.append(Entry(id=line.get("id", "new22222"), recorded_by=recorder, **values))
    return found


def unfinished(talk: Talk) -> tuple[Answers, ...]:
    """The lines begun and not complete; one of which nothing was typed, a task taken whole, is not among them."""
    known = [_as(task) for task in (*talk.facts.tasks, talk.facts.last, talk.again) if task]
    return tuple(line for line in talk.lines if line and line not in known and not complete(talk.facts, line))


def _as(task: Task | None) -> Answers:
    return {} if task is None else {name: getattr(task, name) for name in ("what", "circle", "role", "rate")}


Understood = tuple[Answers, Any]


def _what(talk: Talk, text: str) -> Understood:
    if text.isascii() and text.isdigit():
        tasks = talk.facts.tasks
        if 1 <= int(text[:9]) <= len(tasks):
            return _as(tasks[int(text) - 1]), tasks[int(text) - 1].words
        raise ValueError(T("“{seen}” is not a number of the list: say in a few words what you did", seen=text))
    found = parse_what(text)
    sound(found)
    return {"what": found}, None


def _circle(talk: Talk, text: str) -> Understood:
    if text == NOTHING:
        return {"circle": None}, T("no circle")
    found = _one(text, talk.facts.circles)
    return {"circle": found}, found


def _role(talk: Talk, text: str) -> Understood:
    if text == NOTHING:
        return {"role": None}, T("no role")
    found = _one(text, {name: name for name in talk.facts.roles[talk.now["circle"]]})
    return {"role": found}, found


def _one(text: str, names: Mapping[str, str]) -> str:
    """The one name a text begins: a slug or a title, whatever the case and the accents."""
    words = fold(text)
    for test in (str.__eq__, str.startswith):
        hits = [slug for slug, title in names.items() if test(fold(slug), words) or test(fold(title), words)]
        if len(hits) == 1 and words:
            return hits[0]
    raise ValueError(T("“{seen}” is none of these: {names} (- for none)", seen=text, names=sorted(names)))


def _hours(talk: Talk, text: str) -> Understood:
    found, said = typed.hours(text)
    if found <= 0:
        raise ValueError(_EXAMPLES["hours"])
    return {"hours": found}, said or found


def _rate(talk: Talk, text: str) -> Understood:
    found: Rate = typed.rate(text)
    return {"rate": found}, found


def _date(talk: Talk, text: str) -> Understood:
    today = talk.facts.today
    span = _SPAN.fullmatch(text)
    first, last = (typed.day(part, today) for part in (span.groups() if span else (text, text)))
    _done(last, today)
    if last < first:
        raise ValueError(T("the work ends on {until}, before it begins on {date}", until=last, date=first))
    if last == first:
        return {"date": first, "until": None}, first
    return {"date": first, "until": last}, T("{date} to {until}", date=first, until=last)


def _done(day: dt.date, today: dt.date) -> None:
    if day > today:
        raise ValueError(T("{date} is after today, {today}: work is noted once it is done", date=day, today=today))


_EXAMPLES = {
    "hours": T("a time is needed: 1h30, 1:30, 90min or 1,5"),
    "rate": T("a rate is needed, 0 if you grant yourself nothing: 15, 12,50"),
}
_READ: dict[str, Callable[[Talk, str], Understood]] = {
    "what": _what, "circle": _circle, "role": _role, "hours": _hours, "rate": _rate, "date": _date,
}  # fmt: skip

"""Two moments of a cooperative, and what is new, goes on and is over between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar

from coopctl.ledger import Ledger
from coopctl.mandates import Office, Vacant, offices, vacancies
from coopctl.records.circle import Circle
from coopctl.records.role import Mandate
from coopctl.values import Month, Period, Span, parse_day, parse_period
from coopctl.words import T

K = TypeVar("K")
_DAY = dt.timedelta(days=1)
Facts = dict[str, Any]


class Moment(NamedTuple):
    """The facts of a day, as a revision of the ledger holds them."""

    ledger: Ledger
    day: dt.date


class Between(NamedTuple):
    """From the state of a day to that of a later one. ``first`` is the first day told of: the one after ``before``.

    Where both are of one ledger, what began and ended inside counts as new and as over.
    """

    before: Moment
    after: Moment

    @property
    def first(self) -> dt.date:
        return self.before.day + _DAY

    @property
    def last(self) -> dt.date:
        return self.after.day

    @property
    def one_ledger(self) -> bool:
        return self.before.ledger is self.after.ledger

    @property
    def months(self) -> tuple[Month, ...]:
        """Every month it touches."""
        found = [Month.of(self.first)]
        while found[-1] < Month.of(self.last):
            found.append(found[-1].next)
        return tuple(found)

    def touches(self, span: Span) -> bool:
        """Whether something that lasts so long was there on one of its days."""
        return span.days_in(self.first, self.last) > 0

    def inside(self, span: Span) -> bool:
        """Whether it began and ended inside, so that neither moment knows it."""
        return bool(
            self.one_ledger and span.since and span.until and self.first <= span.since <= span.until < self.last
        )


def side(text: str) -> Period | dt.date | None:
    """One side of a span: a month, a quarter, a year or a day; None is for whatever else, a revision perhaps."""
    readers: tuple[Callable[[str], Period | dt.date], ...] = (parse_period, parse_day)
    for read in readers:
        with suppress(ValueError):
            return read(text)
    return None


def days_of(text: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of "FROM..TO", of FROM alone, or of "FROM.." up to today; None if they are no dates.

    A last day to come is today: nothing is told of what has not happened. Raises ValueError where there is no day.
    """
    first_text, dots, last_text = text.partition("..")
    first, last = side(first_text), side(last_text) if last_text else None
    if first is None or (last_text and last is None):
        return None
    begin = first.first if isinstance(first, Period) else first
    end = last or (today if dots else first)
    finish = min(end.last if isinstance(end, Period) else end, today)
    if begin > today:
        raise ValueError(T("{seen} has not begun", seen=text))
    if finish < begin:
        raise ValueError(T("{seen} ends before it begins", seen=text))
    return begin, finish


class Move(NamedTuple):
    """What of one kind is new, goes on and is over."""

    new: list[Any]
    continuing: list[Any]
    ended: list[Any]


def move(before: Mapping[K, Facts], after: Mapping[K, Facts], inside: Mapping[K, Facts] = {}) -> Move:
    """Two states compared by key, each list in the order of what it is taken from."""
    return Move(
        [after[key] for key in after if key not in before] + list(inside.values()),
        [after[key] for key in after if key in before],
        [before[key] for key in before if key not in after] + list(inside.values()),
    )


def circles(between: Between) -> Move:
    """Circles, by name."""

    def there(moment: Moment) -> dict[str, Facts]:
        found = sorted(moment.ledger.circles.items())
        return {name: _circle(name, one) for name, one in found if one.life.holds(moment.day)}

    known = sorted(between.after.ledger.circles.items())
    inside = {name: _circle(name, one) for name, one in known if between.inside(one.life)}
    return move(there(between.before), there(between.after), inside)


def _circle(name: str, one: Circle) -> Facts:
    return {"circle": name, "title": one.title, "since": one.since, "ended": one.ended}


MandateKey = tuple[str, str, str]


def mandates(between: Between) -> Move:
    """Mandates held, those in the meantime among them, by role or body."""

    def there(moment: Moment) -> dict[MandateKey, Facts]:
        return {
            _key(moment.ledger, office, one): mandate(office, one)
            for office in offices(moment.ledger)
            for one in office.sheet.mandates
            if one.state_on(moment.day) in ("held", "interim")
        }

    ledger = between.after.ledger
    inside = {
        _key(ledger, office, one): mandate(office, one)
        for office in offices(ledger)
        for one in office.sheet.mandates
        if between.inside(one.span) and one.state_on(one.span.until or between.last) in ("held", "interim")
    }
    return move(there(between.before), there(between.after), inside)


def _key(ledger: Ledger, office: Office, one: Mandate) -> MandateKey:
    return office.name, ledger.current(one.member), one.since


def mandate(office: Office, one: Mandate) -> Facts:
    """Who holds what, since when, until when."""
    return {
        "role": office.name,
        "title": office.sheet.title,
        "member": one.member,
        "since": one.since,
        "until": one.until,
        "interim": one.interim,
    }


def vacant(between: Between) -> Move:
    """What is to be filled: new, still so, and filled or gone. A role is told by its seats, whenever they were free.

    What became free in the span is new, whatever else of the role was to be filled before it.
    """
    before, after = _free(between.before), _free(between.after)
    found = Move([], [], [_together(rows) for name, rows in before.items() if name not in after])
    for name, rows in after.items():
        old, seats = before.get(name, []), _seats(rows)
        fresh = [one for one in rows if one.since and one.since.first >= between.first]
        kept = min(seats, _seats(old), *_free_inside(between, rows[0].office)) if fresh and old else seats
        if not old or not kept:
            found.new.append(_together(rows))
            found.ended.extend([_together(old)] if old else [])
        elif not fresh:
            found.continuing.append(_together(rows))
        else:
            earlier = [*old, *(one for one in rows if one not in fresh)]
            found.continuing.append({**_together(rows), "seats": kept, "since": _together(earlier)["since"]})
            found.new.extend([{**_together(fresh[-1:]), "seats": seats - kept}] if seats > kept else [])
    return found


def _free(moment: Moment) -> dict[str, list[Vacant]]:
    found: dict[str, list[Vacant]] = {}
    for one in vacancies(moment.ledger, moment.day):
        found.setdefault(one.office.name, []).append(one)
    return found


def _free_inside(between: Between, office: Office) -> Iterator[int]:
    """How many seats of a role were to be filled on each day of the span on which they may have become fewer."""
    began = [day for one in office.sheet.mandates for day in (one.since, one.appointed) if day]
    days = {day.first for day in began} | {one.until.last + _DAY for one in office.sheet.vacancies if one.until}
    for day in days:
        if between.first <= day <= between.last:
            yield _seats(_free(Moment(between.after.ledger, day)).get(office.name, []))


def _seats(rows: Iterable[Vacant]) -> int:
    return sum(one.seats for one in rows)


def _together(rows: Sequence[Vacant]) -> Facts:
    """The free seats of a role as one."""
    since = next((one.since for one in rows if one.since), None)
    undecided = all(one.undecided for one in rows)
    return {**vacancy(rows[0]), "seats": _seats(rows), "since": since, "undecided": undecided}


def vacancy(one: Vacant) -> Facts:
    """Seats that nobody holds."""
    return {
        "role": one.office.name,
        "title": one.office.sheet.title,
        "seats": one.seats,
        "since": one.since,
        "undecided": one.undecided,
    }


def involved(between: Between) -> frozenset[str]:
    """Who held a mandate on one of its days, or noted something in one of its months."""
    ledger = between.after.ledger
    months = {str(month) for month in between.months}
    noted = {path[22:-5] for path in ledger.paths.sheets if path[14:21] in months}
    held = {
        one.member
        for office in offices(ledger)
        for one in office.sheet.mandates
        if between.touches(one.span) and one.state_on(min(between.last, one.span.until or between.last)) != "pending"
    }
    return frozenset(map(ledger.current, noted | held))


def present(moment: Moment) -> frozenset[str]:
    """The members of a day."""
    return frozenset(name for name, one in moment.ledger.members.items() if one.presence.holds(moment.day))


def counted(moment: Moment, field: str, among: Collection[str]) -> dict[str, int]:
    """How many of some members have each status ("status") or site ("site") that day; "" is none."""
    found: dict[str, int] = {}
    for name in sorted(among):
        one = moment.ledger.members[name]
        value = (one.status_on(moment.day) if field == "status" else one.site) or ""
        found[value] = found.get(value, 0) + 1
    return found

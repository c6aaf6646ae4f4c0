"""What the meetings of a circle or a body come to: how often, how long, how many came. Counts, never who."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from coopctl.ledger import Ledger
from coopctl.records.base import span
from coopctl.records.body import Body
from coopctl.records.circle import Circle, Meetings
from coopctl.records.meeting import Meeting
from coopctl.records.workshop import Workshop
from coopctl.values import Hours, plus_months
from coopctl.values.lapses import Lapse

Facts = dict[str, Any]
_DAY = dt.timedelta(days=1)


class Gap(NamedTuple):
    """The time from one meeting to the next; ``until`` is None where there was none since."""

    since: dt.date
    until: dt.date | None
    days: int

    def above(self, most: Lapse | None) -> bool:
        """Whether it is longer than a length of time."""
        return most is not None and self.since + dt.timedelta(days=self.days) > most.after(self.since)


def group(ledger: Ledger, name: str) -> Circle | Body | None:
    """The circle, else the body, of that name."""
    return ledger.circles.get(name) or ledger.bodies.get(name)


def groups(ledger: Ledger, day: dt.date) -> list[str]:
    """The circles and bodies of that day that have met, or say how often they meet."""
    met = last_held(ledger, day)
    there: dict[str, Circle | Body] = {**ledger.bodies, **ledger.circles}
    return sorted(
        name for name, one in there.items() if one.life.holds(day) and (name in met or cadence(one, day) is not None)
    )


def meetings_of(ledger: Ledger, name: str) -> list[Meeting]:
    """The meetings of a circle or a body, the oldest first; those announced too."""
    return sorted((one for one in ledger.meetings.values() if one.group == name), key=lambda one: one.date)


def last_held(ledger: Ledger, day: dt.date) -> dict[str, dt.date]:
    """The latest meeting, that day or before, of each circle and body that has met."""
    found: dict[str, dt.date] = {}
    for one in ledger.meetings.values():
        if one.group and one.date <= day:
            found[one.group] = max(one.date, found.get(one.group, one.date))
    return found


def cadence(one: Circle | Body, day: dt.date) -> Meetings | None:
    """How often it meets that day."""
    return next((m for m in one.meetings if span(m.since, m.until).holds(day)), None)


def gaps(days: Sequence[dt.date], last: dt.date | None = None) -> list[Gap]:
    """The times between days in order, and from the latest one to ``last``, where that is given."""
    found = [Gap(one, two, (two - one).days) for one, two in pairwise(days)]
    if last is not None and days and days[-1] < last:
        found.append(Gap(days[-1], None, (last - days[-1]).days))
    return found


def missed(gap: Gap, every: Lapse) -> int:
    """How many meetings are missing in a gap, to the nearest: three weeks of a weekly circle are two."""
    length = (every.after(gap.since) - gap.since).days
    return max(0, (2 * gap.days + length) // (2 * length) - 1)


def yearly(one: Meetings) -> Hours | None:
    """The hours a year that a cadence makes, to the hour: an hour and a quarter each week is 65 hours."""
    if one.length is None:
        return None
    number = one.every.number
    in_a_year = {"day": (365, number), "week": (365, 7 * number), "month": (12, number), "year": (1, number)}
    times, by = in_a_year[one.every.unit]
    return Hours(100 * ((2 * one.length * times + 100 * by) // (200 * by)))


def length(ledger: Ledger, one: Meeting) -> Hours | None:
    """How long a meeting lasted: as it says, else as its circle usually meets."""
    met = group(ledger, one.group or "")
    usual = cadence(met, one.date) if met else None
    return one.length if one.length is not None else usual.length if usual else None


def expected(ledger: Ledger, one: Meeting) -> int | None:
    """How many were expected: as it says, else those in the circle, where it is joined by commitment."""
    circle = ledger.circles.get(one.circle or "")
    if one.expected is not None or circle is None or circle.access != "commitment":
        return one.expected
    return len({m.member for m in circle.members if span(m.since, m.until).holds(one.date)}) or None


def percent(part: int, whole: int) -> int | None:
    """A share in whole percent, half up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None


def known_on(one: Meeting | Workshop, day: dt.date) -> bool:
    """Whether one may know of it that day: it was held, or it lies ahead and nobody has come to it yet."""
    return one.date <= day or one.present is None


def year_to(day: dt.date) -> dt.date:
    """The first day of the year that ends that day."""
    return plus_months(day, -12) + _DAY


def figures(ledger: Ledger, name: str, day: dt.date) -> Facts:
    """The meetings of a circle or a body in the year that ends that day."""
    one, all_ = group(ledger, name), meetings_of(ledger, name)
    first = year_to(day)
    before = [m for m in all_ if m.date <= day]
    year = [m for m in before if m.date >= first]
    plan = cadence(one, day) if one else None
    between = [
        gap
        for gap in gaps([m.date for m in before], day if one and one.life.holds(day) else None)
        if gap.until is None or gap.until >= first
    ]
    return {
        "from": first.isoformat(),
        "last": before[-1].date.isoformat() if before else None,
        "next": next((m.date.isoformat() for m in all_ if m.date > day and known_on(m, day)), None),
        "held": len(year),
        "hours": Hours(sum(length(ledger, m) or 0 for m in year)),
        "planned_hours": yearly(plan) if plan else None,
        "missed": sum(missed(gap, plan.every) for gap in between) if plan and before else None,
        "longest_gap": _longest(between, plan.at_most if plan else None),
        **attendance(ledger, year),
        **ways(year),
        "sites": sites(ledger, year),
        "guests": sum(m.guests or 0 for m in year),
        "visitors": sum(m.visitors or 0 for m in year),
    }


def _longest(between: Iterable[Gap], most: Lapse | None) -> Facts | None:
    gap = max(between, key=lambda one: one.days, default=None)
    if gap is None:
        return None
    until = gap.until.isoformat() if gap.until else None
    return {"since": gap.since.isoformat(), "until": until, "days": gap.days, "above": gap.above(most)}


def attendance(ledger: Ledger, some: Iterable[Meeting]) -> Facts:
    """Who was there of those expected, over the meetings that say both."""
    known = [(m.present, due) for m in some if m.present is not None and (due := expected(ledger, m))]
    present, due = sum(one for one, _due in known), sum(due for _one, due in known)
    return {"present": present, "expected": due, "attendance_percent": percent(present, due)}


def ways(some: Iterable[Meeting]) -> Facts:
    """How many took place how, and the share of those at a distance."""
    modes = Counter(m.mode for m in some if m.mode)
    counts = {mode: modes[mode] for mode in ("remote", "onsite", "mixed")}
    return {"modes": counts, "remote_percent": percent(modes["remote"], modes.total())}


def sites(ledger: Ledger, some: Iterable[Meeting]) -> list[Facts]:
    """How many took place where, the most used first; those at a distance are nowhere."""
    found: Counter[str] = Counter()
    for one in some:
        met = ledger.circles.get(one.circle or "")
        site = one.site or (met.site if met and one.mode in ("onsite", "mixed") else None)
        if site and one.mode != "remote":
            found[site] += 1
    return [{"site": site, "meetings": n} for site, n in sorted(found.items(), key=lambda one: (-one[1], one[0]))]


def person_hours(ledger: Ledger, some: Iterable[Meeting]) -> Hours:
    """Hours times people present, over the meetings that say both."""
    return Hours(sum((length(ledger, m) or 0) * (m.present or 0) for m in some))


def facts(ledger: Ledger, one: Meeting, day: dt.date) -> Facts:
    """One meeting as programs are given it; how long and how many expected, as they are reckoned."""
    return {
        "meeting": one.meeting,
        "group": one.group,
        "circle": one.circle,
        "body": one.body,
        "date": one.date.isoformat(),
        "state": "announced" if one.date > day else "held",
        "mode": one.mode,
        "site": one.site,
        "length": length(ledger, one),
        "present": one.present,
        "expected": expected(ledger, one),
        "guests": one.guests,
        "visitors": one.visitors,
        "agenda_by": one.agenda_by,
        "facilitated_by": one.facilitated_by,
        "links": list(one.links),
    }


def workshop_facts(one: Workshop, day: dt.date) -> Facts:
    """One workshop as programs are given it."""
    return {
        "workshop": one.workshop,
        "title": one.title,
        "date": one.date.isoformat(),
        "state": "announced" if one.date > day else "held",
        "hosts": list(one.hosts),
        "circle": one.circle,
        "mode": one.mode,
        "site": one.site,
        "length": one.length,
        "present": one.present,
        "lines": list(one.lines),
        "links": list(one.links),
    }

"""The facts of the cooperative on a day, as a page and programs are given them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from coopctl import meetings
from coopctl.cooperative import people
from coopctl.cooperative.shares import FEWEST, shares
from coopctl.entry import Entry
from coopctl.ledger import Ledger
from coopctl.records.base import span
from coopctl.records.workshop import Workshop
from coopctl.values import Cents, Hours

Facts = dict[str, Any]


def facts(ledger: Ledger, day: dt.date) -> Facts:
    """Everything ``coop show`` says. Nobody is named in it, and no group under five is counted."""
    counts = people.headcounts(ledger, day)
    growth = people.yearly_growth(counts)
    there = [ledger.members[name] for name in people.counted(ledger, day)]
    held = [one for one in ledger.meetings.values() if meetings.year_to(day) <= one.date <= day]
    charter = ledger.charter
    return {
        "name": charter.name if charter else None,
        "on": day.isoformat(),
        "milestones": list(people.milestones(ledger, day)),
        "headcounts": counts,
        "yearly_growth": growth.fixed if growth is not None else None,
        "support_team": _fixed(people.support_team(ledger, day)),
        "sectors": _shares(one.sector for one in there),
        "territories": _shares(one.territory for one in there),
        "sites": _shares(one.site for one in there),
        "meetings": {
            "from": meetings.year_to(day).isoformat(),
            "held": len(held),
            **meetings.ways(held),
            "sites": meetings.sites(ledger, held),
            "visits": sum(one.visitors or 0 for one in held),
            "meetings_seen": _seen(ledger, day),
        },
        "groups": [_group(ledger, name, day) for name in meetings.groups(ledger, day)],
        "training": training(ledger, day),
        "workshops": list(workshops(ledger, day)),
        "mediations": [one.model_dump() for one in sorted(charter.mediations, key=lambda m: m.year)
                       if one.year <= day.year] if charter else [],
    }  # fmt: skip


def _fixed(team: Facts | None) -> Facts | None:
    """The numbers of the support team as programs are given them."""
    if team is None:
        return None
    ratio = team["per_ten"]
    return {**team, "full_time": team["full_time"].fixed, "per_ten": ratio.fixed if ratio is not None else None}


def _shares(labels: Iterable[str | None]) -> Facts:
    found = shares(labels)
    return {
        "groups": [{"name": label, "members": n, "percent": meetings.percent(n, found.total)}
                   for label, n in found.groups],
        "others": {"members": found.others, "percent": meetings.percent(found.others, found.total)}
        if found.others else None,
    }  # fmt: skip


def _seen(ledger: Ledger, day: dt.date) -> int:
    """How many times somebody sat in on a meeting in the year, to see before they joined."""
    first = meetings.year_to(day)
    days = [seen for one in ledger.members.values() for seen in one.meetings_seen]
    days += [seen for one in ledger.members.values() for into in one.sponsored for seen in into.observed]
    return sum(first <= seen <= day for seen in days)


def _group(ledger: Ledger, name: str, day: dt.date) -> Facts:
    """A circle or a body in one line: how often it means to meet, and when it last did."""
    one = meetings.group(ledger, name)
    plan = meetings.cadence(one, day) if one else None
    found = meetings.figures(ledger, name, day)
    kept = ("last", "held", "hours", "missed", "longest_gap", "remote_percent", "attendance_percent")
    title = one.title if one else name
    return {"group": name, "title": title, "every": plan.every if plan else None, **{key: found[key] for key in kept}}


def training(ledger: Ledger, day: dt.date) -> Facts | None:
    """The meetings in which those who accompany others learn from each other, in the year that ends that day.

    The hours for each of them on average are told where they are five or more.
    """
    name = ledger.charter.accompaniment if ledger.charter else None
    circle = ledger.circles.get(name or "")
    if name is None or circle is None:
        return None
    first = meetings.year_to(day)
    held = [one for one in meetings.meetings_of(ledger, name) if first <= one.date <= day]
    inside = {one.member for one in circle.members if span(one.since, one.until).holds(day)}
    together = meetings.person_hours(ledger, held)
    each = Hours((2 * together + len(inside)) // (2 * len(inside))) if len(inside) >= FEWEST else None
    hours = Hours(sum(meetings.length(ledger, one) or 0 for one in held))
    return {"circle": name, "meetings": len(held), "hours": hours, "person_hours": together, "hours_each": each}


def workshops(ledger: Ledger, day: dt.date) -> Iterator[Facts]:
    """The workshops of each year: how many, how many hosts and people, and what the lines noted for them come to."""
    years: dict[int, list[Workshop]] = {}
    for one in sorted(ledger.workshops.values(), key=lambda one: one.date):
        if one.date <= day:
            years.setdefault(one.date.year, []).append(one)
    for year, some in years.items():
        named = dict.fromkeys(line for one in some for line in one.lines)
        found = [entry for line in named if (entry := line_of(ledger, line)) is not None]
        yield {
            "year": year,
            "workshops": len(some),
            "hosts": len({ledger.current(host) for one in some for host in one.hosts}),
            "present": sum(one.present or 0 for one in some),
            "lines": len(named),
            "lines_missing": len(named) - len(found),
            "hours": Hours(sum(one.hours for one in found)),
            "amount": Cents(sum(one.amount for one in found)),
        }


def line_of(ledger: Ledger, name: str) -> Entry | None:
    """A line of the board by its full name, as it was last put right; None where there is none."""
    handle, _, entry_id = name.partition("/")
    found = None
    for path in ledger.by_member().get(ledger.current(handle), ()):
        for _index, entry in ledger.sheets[path].entries:
            if entry_id in (entry.id, entry.corrects):
                found = entry
    return found

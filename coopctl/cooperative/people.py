"""How many people there are, on any day and year after year, and the support team beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from coopctl.ledger import Ledger
from coopctl.meetings import percent
from coopctl.records.base import span
from coopctl.records.charter import SupportTeam
from coopctl.values import Hundredths

Facts = dict[str, Any]
_DAY = dt.timedelta(days=1)


def count(ledger: Ledger, day: dt.date) -> int:
    """The members of a day: those who have a status then, not those who are only discovering."""
    return len(counted(ledger, day))


def counted(ledger: Ledger, day: dt.date) -> list[str]:
    """Who they are, by handle."""
    there = (name for name, one in ledger.members.items() if one.presence.holds(day) and one.status_on(day))
    return sorted(there)


def counts_between(ledger: Ledger, first: dt.date, last: dt.date) -> set[int]:
    """Every number of members there was from a day to another."""
    turns = {first}
    for one in ledger.members.values():
        for held in one.statuses:
            days = span(held.since, held.until)
            turns |= {day for day in (days.since, days.until and days.until + _DAY) if day and first <= day <= last}
        if one.left and first <= one.left.last + _DAY <= last:
            turns.add(one.left.last + _DAY)
    return {count(ledger, day) for day in turns}


def headcounts(ledger: Ledger, day: dt.date) -> list[Facts]:
    """The number of members at the end of each year, and that day; the growth against the year before."""
    begun = [held.since.first for one in ledger.members.values() for held in one.statuses if held.since.first <= day]
    found: list[Facts] = []
    for year in range(min(begun).year, day.year + 1) if begun else ():
        at = min(dt.date(year, 12, 31), day)
        members = count(ledger, at)
        before = found[-1]["members"] if found else 0
        growth = percent(members, before)
        found.append({
            "year": year, "on": at.isoformat(), "members": members,
            "growth_percent": growth - 100 if growth is not None else None,
        })  # fmt: skip
    return found


def yearly_growth(counts: list[Facts]) -> Hundredths | None:
    """By what the number of members was multiplied each year, on average over the whole years."""
    whole = [one for one in counts if one["on"].endswith("-12-31") and one["members"]]
    if len(whole) < 2:
        return None
    first, last = whole[0], whole[-1]
    ratio = Decimal(last["members"]) / Decimal(first["members"])
    factor = ratio ** (Decimal(1) / Decimal(last["year"] - first["year"]))
    return Hundredths((factor * 100).to_integral_value())


def staff(ledger: Ledger, day: dt.date) -> list[str]:
    """Who is of the support team that day."""
    kinds = ledger.charter.statuses if ledger.charter else ()
    theirs = {kind.status for kind in kinds if kind.contract == "staff"}
    return [name for name in counted(ledger, day) if ledger.members[name].status_on(day) in theirs]


def posts(ledger: Ledger, day: dt.date) -> tuple[int, SupportTeam] | None:
    """What the charter says of the full-time posts that day, and its row."""
    rows = enumerate(ledger.charter.support_team if ledger.charter else ())
    return max((one for one in rows if one[1].since.first <= day), key=lambda one: one[1].since.first, default=None)


def support_team(ledger: Ledger, day: dt.date) -> Facts | None:
    """Full-time posts of the support team, and how many that makes for ten entrepreneurs."""
    found = posts(ledger, day)
    if found is None:
        return None
    _row, team = found
    people = len(staff(ledger, day))
    others = count(ledger, day) - people
    ratio = Hundredths((20 * team.full_time + others) // (2 * others)) if others else None
    return {
        "since": team.since, "full_time": team.full_time, "people": people, "entrepreneurs": others,
        "per_ten": ratio,
    }  # fmt: skip


def milestones(ledger: Ledger, day: dt.date) -> Iterator[Facts]:
    """What happened until that day, the oldest first; a number said, and the one the ledger counts."""
    listed = ledger.charter.milestones if ledger.charter else ()
    for one in sorted(listed, key=lambda one: one.date.first):
        if one.date.first <= day:
            last = min((one.until or one.date).last, day)
            counted_then = count(ledger, last) if one.members is not None else None
            yield {
                "date": one.date, "until": one.until, "what": one.what, "members": one.members,
                "counted": counted_then,
            }  # fmt: skip

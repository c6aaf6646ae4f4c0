"""Before a payout is closed: what forbids it, what should be confirmed, and whom one has not heard of."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from coopctl.entry import sheet_of
from coopctl.payout.books import Books, settled, sheet_keys
from coopctl.payout.past import Past, months_of
from coopctl.payout.stipends import stipend_lines
from coopctl.problem import Refused
from coopctl.values import Month, Period
from coopctl.words import TN, T, Text

_LENGTHS = {"month": 1, "quarter": 3}


class Silent(NamedTuple):
    """A member with a role in the period and nothing noted; ``last`` is the last day they ever shared."""

    member: str
    roles: tuple[str, ...]
    last: dt.date | None


def refusals(books: Books, period: Period, today: dt.date) -> list[Refused]:
    """Why a period cannot be closed today, each with what to type next; nothing where it can."""
    found = []
    same = [payout for payout in books.payouts if payout.period == period]
    others = [payout.period for payout in books.payouts if payout.period != period and payout.period.overlaps(period)]
    if same:
        text = T("{period} is closed since {day}; what is learned late is paid with a later period",
                 period=period, day=same[0].closed)  # fmt: skip
        found.append(Refused(text, f"coopctl payout show {period}"))
    found += [
        Refused(T("{period} overlaps {other}, which is closed", period=period, other=other),
                f"coopctl payout show {other}") for other in others
    ]  # fmt: skip
    if found:
        return found
    right = right_period(books, period.first_month)
    if right != period:
        text = T("the cooperative pays by {length} (coop.yaml, contributions): {period} is not one", period=period,
                 length=T("quarter") if right.length == 3 else T("month"))  # fmt: skip
        found.append(Refused(text, f"coopctl payout preview {right}"))
    if today < period.first:
        found.append(Refused(T("{period} has not begun", period=period), f"coopctl payout preview {period}"))
    before = first_open(books, period)
    if before is not None:
        text = T("{before} comes first: it is still open and has something to pay", before=before)
        found.append(Refused(text, f"coopctl payout close {before}"))
    return found


def right_period(books: Books, month: Month) -> Period:
    """The period a month is closed with: the charter's, or the month where part of a quarter is closed already."""
    period = Period.holding(month, _LENGTHS[books.charter.contributions.period])
    taken = any(payout.period.overlaps(period) for payout in books.payouts)
    return Period(month, 1) if taken else period


def first_open(books: Books, period: Period) -> Period | None:
    """The first period, after the first payout and before this one, that is open and has something to pay.

    What is older than the first payout was settled before the ledger: it forbids nothing.
    """
    past = Past(months=months_of(settled(books)))
    begin = min(past.months, default=period.first_month)
    gap = []
    month = begin
    while month < period.first_month:
        gap += [] if month in past.months else [month]
        month = month.next
    noted = {month for month, _member, path in sheet_keys(books, gap) if books.sheets[path].entries}
    due = (month for month in gap if month in noted or _stipends_due(books, month, past))
    first = next(due, None)
    return right_period(books, first) if first else None


def oldest_open(books: Books, today: dt.date) -> Period:
    """The first period that has something to pay and is not closed; the current one where there is none."""
    done = {month for payout in books.payouts for month in payout.period.months}
    now = Month.of(today)
    while now in done:
        now = now.next
    current = right_period(books, now)
    noted = {name[0] for path in books.sheets if (name := sheet_of(path))} - done
    oldest = right_period(books, min((*noted, current.first_month)))
    return (first_open(books, oldest) if books.payouts else None) or oldest


def _stipends_due(books: Books, month: Month, past: Past) -> bool:
    lines = stipend_lines(books, Period(month, 1), past, books.charter.stipends.prorata)
    return any(line.amount for line in lines)


def cautions(books: Books, period: Period, today: dt.date) -> list[Text]:
    """What the person who closes should confirm: a period not over, work older than the first payout."""
    found = []
    if period.first <= today <= period.last:
        found.append(T("{period} ends on {day} only; what is noted from now on is paid with the next period",
                       period=period, day=period.last))  # fmt: skip
    if not books.payouts:
        older = sorted({month for month, _ in _named(books) if month < period.first_month})
        if older:
            found.append(
                TN(
                    "{n} month before {period} has lines that no payout counts, the first is {first}",
                    "{n} months before {period} have lines that no payout counts, the first is {first}",
                    len(older),
                    period=period,
                    first=older[0],
                )
            )
    return found


def silent(books: Books, period: Period) -> list[Silent]:
    """Who holds a role in the period and noted nothing in it, by handle: under-declaration is the usual fault."""
    noted = {
        member for _month, member, path in sheet_keys(books, period.months) if books.sheets[path].entries
    }  # fmt: skip
    held: dict[str, list[str]] = {}
    for name, role in sorted(books.roles.items()):
        holders = {one.member for one in role.mandates if one.span.days_in(period.first, period.last)}
        for member in holders - noted:
            held.setdefault(member, []).append(name)
    present = {member for member in held if member not in books.members or _here(books, member, period)}
    last = _last_shared(books, present)
    return [Silent(member, tuple(held[member]), last.get(member)) for member in sorted(present)]


def _here(books: Books, member: str, period: Period) -> bool:
    return bool(books.members[member].presence.days_in(period.first, period.last))


def _last_shared(books: Books, members: set[str]) -> dict[str, dt.date]:
    """The last day of work each of them ever noted; their sheets are read from the latest on, until one has lines."""
    found: dict[str, dt.date] = {}
    for _month, member, path in sorted(((*name, path) for name, path in _all_named(books)), reverse=True):
        if member in members and member not in found:
            entries = books.sheets[path].entries
            if entries:
                found[member] = max(entry.last for _index, entry in entries)
    return found


def _all_named(books: Books) -> list[tuple[tuple[Month, str], str]]:
    return [(name, path) for path in books.sheets if (name := sheet_of(path))]


def _named(books: Books) -> list[tuple[Month, str]]:
    return [name for name, _path in _all_named(books)]

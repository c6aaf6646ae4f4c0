"""Stipends: a monthly sum for the mental load of a role, for the days it is held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from coopctl.payout.books import Books
from coopctl.payout.past import Past, Shares, StipendAccount, StipendKey, shares_in
from coopctl.records.base import span
from coopctl.records.payout import PayoutLine
from coopctl.records.role import Role
from coopctl.values import Cents, Month, Period, Span
from coopctl.words import T, Text

_DAY = dt.timedelta(days=1)


class Held(NamedTuple):
    """What a member's mandates in a role give for a month; ``waived``: the part they do not take."""

    paid: Shares = ()
    waived: Shares = ()

    @property
    def whole(self) -> list[tuple[int, int | None]]:
        """Days at each amount, taken or not: what the mandates say, waivers set aside."""
        days: dict[int, int | None] = {}
        for monthly, held in self.paid + self.waived:
            before = days.get(monthly)
            days[monthly] = held if before is None or held is None else before + held
        return sorted(days.items())


def due(shares: Shares, month: Month) -> int:
    """Monthly amount x days held / days of the month, in cents, rounded half up once."""
    length = month.last.day
    sum_ = sum(monthly * (length if days is None else days) for monthly, days in shares)
    return (2 * sum_ + length) // (2 * length)


def held(role: Role, month: Month, prorata: str) -> dict[str, Held]:
    """Who is due what for a role in a month, by handle.

    ``prorata`` is "days" (calendar days held), or "months" (the whole month for who holds it on the 1st).
    A mandate that still awaits the assembly gives nothing yet.
    Several mandates of one member add their days; a day of two mandates counts once.
    """
    first, last = month.first, month.first if prorata == "months" else month.last
    amounts = [(span(one.since, one.until), one.monthly) for one in role.stipend]
    amounts = [(days, monthly) for days, monthly in amounts if days.days_in(first, last)]
    mandates = [(one.span, one.member, one.waived) for one in role.mandates if one.appointed or not one.designated]
    mandates = [one for one in mandates if one[0].days_in(first, last)]
    if not amounts or not mandates:
        return {}
    found: dict[tuple[str, bool], dict[int, int]] = {}
    for day, length in _stretches(first, last, [*(one[0] for one in amounts), *(one[0] for one in mandates)]):
        monthly = _amount(amounts, day)
        for member, waived in _holders(mandates, day).items() if monthly else ():
            tally = found.setdefault((member, waived), {})
            tally[monthly] = tally.get(monthly, 0) + length
    return _by_member(found, whole=prorata == "months")


def _stretches(first: dt.date, last: dt.date, spans: list[Span]) -> Iterator[tuple[dt.date, int]]:
    """The days from ``first`` to ``last`` in stretches on which no span begins or ends: first day and length."""
    begins = {days.since for days in spans if days.since}
    begins |= {days.until + _DAY for days in spans if days.until and days.until < last}
    cuts = [first, *sorted(day for day in begins if first < day <= last), last + _DAY]
    return ((day, (after - day).days) for day, after in pairwise(cuts))


def _amount(amounts: list[tuple[Span, Cents]], day: dt.date) -> int:
    """The monthly amount in force that day, the latest begun if two overlap; 0 without one."""
    holding = [(days.since or dt.date.min, monthly) for days, monthly in amounts if days.holds(day)]
    return max(holding)[1] if holding else 0


def _holders(mandates: list[tuple[Span, str, bool]], day: dt.date) -> dict[str, bool]:
    """Member -> waived; a mandate that is paid prevails over one that is waived on the same day."""
    found: dict[str, bool] = {}
    for days, member, waived in mandates:
        if days.holds(day):
            found[member] = waived and found.get(member, True)
    return found


def _by_member(found: Mapping[tuple[str, bool], Mapping[int, int]], *, whole: bool) -> dict[str, Held]:
    shares: dict[tuple[str, bool], Shares] = {
        key: tuple((monthly, None if whole else days) for monthly, days in sorted(tally.items()))
        for key, tally in found.items()
    }
    return {
        member: Held(shares.get((member, False), ()), shares.get((member, True), ()))
        for member in sorted({member for member, _waived in shares})
    }


def stipend_lines(books: Books, period: Period, past: Past, prorata: str) -> list[PayoutLine]:
    """The stipends of a period's months, waived ones at 0; a month an earlier payout closed is not due again."""
    found = []
    for month in period.months:
        for name, role in sorted(books.roles.items()) if month not in past.months else ():
            for member, one in held(role, month, prorata).items():
                if one.paid:
                    found.append(_line(member, name, month, one.paid))
                if one.waived:
                    found.append(_line(member, name, month, one.waived, waived=True))
    return found


def _line(member: str, role: str, month: Month, shares: Shares, *, waived: bool = False) -> PayoutLine:
    amount = Cents(0 if waived else due(shares, month))
    fields = shares_in(shares)
    return PayoutLine.model_construct(
        member=member, kind="stipend", role=role, month=month, waived=waived, amount=amount, **fields
    )


def late_stipends(books: Books, past: Past) -> tuple[list[PayoutLine], list[Text]]:
    """What mandates, waivers and amounts recorded after their month was closed add or take back."""
    now: dict[StipendKey, Held] = {}
    for name, role in books.roles.items():
        for month, payout in past.months.items() if role.stipend else ():
            now |= {(name, who, month): one for who, one in held(role, month, payout.rules.prorata).items()}
    found = []
    for key in now.keys() | past.stipends.keys():
        line = _late(key, now.get(key, Held()), past) if key[0] in books.roles else None
        if line is not None:
            found.append(line)
    gone = sorted({key[0] for key in past.stipends} - books.roles.keys())
    return found, [
        T("the role sheet {role} is not in the ledger: its past stipends are left as they are", role=name)
        for name in gone
    ]


def _late(key: tuple[str, str, Month], now: Held, past: Past) -> PayoutLine | None:
    role, member, month = key
    account = past.stipends.get(key)
    paid = account.paid if account else 0
    amount = due(now.paid, month) - paid
    if not amount:
        return None
    shares = now.paid or now.waived
    settles = account.period if account else past.months[month].period
    return PayoutLine.model_construct(
        member=member, kind="catch-up", role=role, month=month, settles=settles,
        waived=not now.paid and bool(now.waived), cause=_cause(account, now),
        paid_before=Cents(paid) if account else None, amount=Cents(amount), **shares_in(shares),
    )  # fmt: skip


def _cause(account: StipendAccount | None, now: Held) -> str:
    """What was recorded late, by what the last payout that spoke of it knew."""
    if account is None:
        return "mandate"
    before = Held(account.shares, account.waived)
    if before == now:
        return "twice"
    if before.whole == now.whole:
        return "waiver"
    return "stipend" if _length(before) == _length(now) else "mandate"


def _length(held_: Held) -> int:
    return sum(1000 if days is None else days for _monthly, days in held_.whole)

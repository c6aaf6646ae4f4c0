"""Accounts for programs: plain values with stable keys, amounts and hours as texts with two decimals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from coopctl.budget.account import Account, Row, accounts, total
from coopctl.budget.envelopes import balances, holding
from coopctl.ledger import Ledger

Facts = dict[str, Any]


def for_json(found: Account, titles: Mapping[str, str]) -> Facts:
    """An account, its circles by name and title."""
    return {
        "period": str(found.period),
        "since": found.period.first.isoformat(),
        "until": found.period.last.isoformat(),
        "days": found.pace.days,
        "elapsed_days": found.pace.elapsed,
        "circles": [{**named(row, titles), **envelope(row)} for row in found.rows],
        "total": envelope(total(found.rows)),
        "without_envelope": [{**named(row, titles), **used(row)} for row in found.beside],
        "elsewhere": [{"circle": name, "period": str(period)} for name, period in sorted(found.apart.items())],
    }


def named(row: Row, titles: Mapping[str, str]) -> Facts:
    """Which circle; null for work without one."""
    return {"circle": row.circle, "title": titles.get(row.circle, row.circle) if row.circle else None}


def envelope(row: Row) -> Facts:
    """An envelope and what counts against it: ``left`` = ``envelope`` - ``noted`` - ``stipends``."""
    balance = row.balance
    return {
        "requested": None if balance.requested is None else balance.requested.fixed,
        "granted": balance.granted.fixed,
        "moved_in": balance.moved_in.fixed,
        "moved_out": balance.moved_out.fixed,
        "envelope": balance.envelope.fixed,
        **used(row),
        "left": row.left.fixed,
        "share": row.share,
        "mark": row.mark,
        "over": row.over,
    }


def used(row: Row) -> Facts:
    """What is noted, given, paid, and what it comes to at the end of the period."""
    return {
        "hours": row.work.hours.fixed,
        "noted": row.work.amount.fixed,
        "stipends": row.stipends.fixed,
        "paid": row.paid.fixed,
        "forecast": None if row.forecast is None else row.forecast.fixed,
    }


def history(found: Iterable[Account], day: dt.date) -> Facts:
    """Period by period, and in how many of them more was noted than there was."""
    every = list(found)
    periods = [
        {
            "period": str(one.period),
            "ended": one.period.last < day,
            **envelope(total(one.rows)),
            "circles_over": [row.circle for row in one.rows if row.over],
        }
        for one in every
    ]
    return {"day": day.isoformat(), "periods": periods, "periods_over": sum(bool(p["circles_over"]) for p in periods)}


def shown(found: Iterable[Account], day: dt.date, titles: Mapping[str, str]) -> Facts:
    """The accounts of a day."""
    return {"day": day.isoformat(), "budgets": [for_json(one, titles) for one in found]}


def of_circle(ledger: Ledger, circle: str, day: dt.date) -> list[Facts]:
    """A circle's envelopes of a day, with what is left; none where it has no envelope, and then no sheet is read."""
    theirs = [one for one in holding(ledger.budgets, day) if circle in balances(one, day)]
    rows = ((one.period, row) for one in accounts(ledger, theirs, day) for row in one.only(circle).rows)
    return [{"period": str(period), **envelope(row)} for period, row in rows]

"""Reminders of the cooperative as a whole: the month to close, derogations that come to their end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.calendar.reminder import Reminder, name_of
from coopctl.context import closed_by
from coopctl.entry import sheet_of
from coopctl.ledger import Ledger
from coopctl.values import Month, Period
from coopctl.words import T

_DAY = dt.timedelta(days=1)


def closings(ledger: Ledger, day: dt.date, horizon: dt.date) -> Iterator[Reminder]:
    """The periods noted in that no payout closes yet, and the current one: each from the day after its last."""
    length = 3 if ledger.charter and ledger.charter.contributions.period == "quarter" else 1
    now = Month.of(day)
    noted = {found[0] for path in ledger.paths.sheets if (found := sheet_of(path))}
    for period in sorted({Period.holding(month, length) for month in {*noted, now} if month <= now}):
        if any(closed_by(month, ledger.files) for month in period.months):
            continue
        due = period.last + _DAY
        yield Reminder(
            "closing",
            name_of("to close", period),
            due,
            T("{period} is to be closed", period=period),
            f"payouts/{period}.yaml",
            command=f"coopctl payout {'preview' if due > day else 'close'} {period}",
        )


def derogations(ledger: Ledger, day: dt.date, horizon: dt.date) -> Iterator[Reminder]:
    """The last day of each finding the cooperative has decided to live with."""
    for one in ledger.exceptions.root if ledger.exceptions else ():
        yield Reminder(
            "derogation",
            name_of("derogation", one.rule, one.record, one.field or ""),
            one.expires,
            T("the derogation for {rule} on {record} ends", rule=one.rule, record=one.record),
            "exceptions.yaml",
            command=f"coopctl explain {one.rule}",
        )

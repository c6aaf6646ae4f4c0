"""Envelopes on the screen: who has how much, what is noted against it, and a bar for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from coopctl.budget.account import Account, Row, total
from coopctl.cli import show as screen
from coopctl.values import Cents
from coopctl.words import TN, T, Text, _

Titles = Mapping[str, str]


def tell(found: Account, titles: Titles) -> None:
    """One period: envelopes, what is noted, bars, then what has no envelope."""
    _envelopes(found, titles)
    screen.out()
    _used(found, titles)
    _bars(found, titles)
    _beside(found, titles)
    for circle, period in sorted(found.apart.items()):
        screen.note(T("the envelope of {circle} is in {period}", circle=titles.get(circle, circle), period=period))


def _columns(*heads: str) -> list[str | screen.Column]:
    return [screen.Column(_("circle"), free=True), *(screen.Column(head, right=True) for head in heads)]


def _envelopes(found: Account, titles: Titles) -> None:
    rows = [(_title(row, titles), *_balance(row)) for row in found.rows]
    totals = (_("total"), *_balance(total(found.rows))) if len(rows) > 1 else None
    title = T("Envelopes for {period}", period=found.period)
    heads = _columns(_("asked"), _("granted"), _("moved"), _("envelope"))
    screen.table(heads, rows, title=title, totals=totals)


def _balance(row: Row) -> tuple[Any, ...]:
    balance = row.balance
    moved = Cents(balance.moved_in - balance.moved_out)
    touched = balance.moved_in or balance.moved_out
    return balance.requested, balance.granted, moved if touched else None, balance.envelope


def _used(found: Account, titles: Titles) -> None:
    rows = [(_title(row, titles), *_against(row)) for row in found.rows]
    totals = (_("total"), *_against(total(found.rows))) if len(rows) > 1 else None
    heads = _columns(_("noted"), _("stipends"), _("paid"), _("remains"), _("at this rate"))
    screen.table(heads, rows, title=_gone_by(found), totals=totals)


def _gone_by(found: Account) -> Text:
    pace = found.pace
    if found.period.last < found.day:
        return T("Noted; the period is over")
    if not pace.elapsed:
        return T("Noted; the period has not begun")
    return T("Noted up to {day}, day {n} of {days}", day=found.day, n=pace.elapsed, days=pace.days)


def _against(row: Row) -> tuple[Any, ...]:
    return row.work.amount, row.stipends or None, row.paid, row.left, row.forecast


def _bars(found: Account, titles: Titles) -> None:
    rows = [
        (str(_title(row, titles)), row.share or 0, _share(row))
        for row in found.rows
        if row.balance.envelope or row.used
    ]
    if rows:
        screen.out()
        screen.bars(rows, title=_("Part of the envelope that is noted"), full=100)


def _share(row: Row) -> Text | str:
    share = "–" if row.share is None else f"{row.share} %"
    if not row.balance.envelope and row.balance.requested is not None:
        return T("nothing granted yet")
    if row.over:
        return T("{share}  more than the envelope: let us talk", share=share)
    if row.mark == 100:
        return T("{share}  all of it", share=share)
    return T("{share}  more than 80 %", share=share) if row.mark == 80 else share


def _beside(found: Account, titles: Titles) -> None:
    if not found.beside:
        return
    screen.out()
    rows = [(_title(row, titles), row.work.hours, *_against(row)[:3]) for row in found.beside]
    heads = _columns(_("hours"), _("noted"), _("stipends"), _("paid"))
    screen.table(heads, rows, title=_("Noted without an envelope"))


def _title(row: Row, titles: Titles) -> Text | str:
    return titles.get(row.circle, row.circle) if row.circle else T("no circle")


def periods(found: Iterable[Account], titles: Titles) -> None:
    """Period after period, and how often more was noted than there was."""
    every = [(one, total(one.rows)) for one in found]
    names = (_("envelope"), _("noted"), _("stipends"), _("remains"), _("at this rate"))
    heads: list[str | screen.Column] = [_("period"), *(screen.Column(name, right=True) for name in names)]
    rows = [
        (one.period, sums.balance.envelope, sums.work.amount, sums.stipends or None, sums.left, sums.forecast)
        for one, sums in every
    ]
    screen.table(heads, rows)
    count = 0
    for one, _sums in every:
        over = [_title(row, titles) for row in one.rows if row.over]
        count += bool(over)
        if over:
            screen.out(
                T("{period}: more noted than the envelope, let us talk: {circles}", period=one.period, circles=over)
            )
    screen.note(
        TN("{n} period of {all} in which a circle noted more than its envelope",
           "{n} periods of {all} in which a circle noted more than its envelope", count, all=len(every))
    )  # fmt: skip

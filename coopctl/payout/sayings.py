"""A payout's lines in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coopctl.payout.phrases import Dotted
from coopctl.payout.phrases import OfPeriod as OfPeriod
from coopctl.payout.totals import circle_of
from coopctl.records.payout import PayoutLine, SetAside, Unpaid
from coopctl.values import Cents, Hours
from coopctl.words import T, Text

NOTICE = T("Internal statement. It is neither a payslip nor an invoice.")

Titles = Mapping[str, str]
"""Title of a circle, by its slug, and of a role, by "circle/role"; without one the name itself is shown."""


def bare(value: Any) -> Text:
    """A value alone, which needs no translation."""
    return Text("{it}", (("it", value),))


def about(item: PayoutLine | Unpaid | SetAside) -> Text:
    """Which line it is, in short: the line of the board, or the month of a role."""
    if item.contribution:
        return bare(f"{item.member}/{item.contribution}")
    if isinstance(item, PayoutLine) and item.month:
        return bare(Dotted((item.member, item.role, item.month)))
    return bare(Dotted((item.member, _CARRIED[getattr(item, "kind", "carried")])))


_CARRIED = {
    "carried": T("carried from the payout before"),
    "carried-forward": T("carried to the next payout"),
}
_CAUSES = {
    "mandate": T("mandate recorded after closing"),
    "waiver": T("waiver of the stipend recorded after closing"),
    "stipend": T("amount of the stipend recorded after closing"),
    "status": T("status recorded after closing"),
    "mended": T("line set aside then, mended since"),
    "twice": T("counted in two payouts"),
}


def in_words(item: PayoutLine | Unpaid, what: str | None = None, titles: Titles | None = None) -> Text:
    """A line as a statement says it; ``what`` is the text of the board, where it is at hand."""
    titles = titles or {}
    if isinstance(item, PayoutLine) and item.kind in _CARRIED:
        return bare(Dotted((_CARRIED[item.kind], item.amount)))
    stipend = isinstance(item, PayoutLine) and item.contribution is None
    parts = _stipend(item, titles) if stipend else _work(item, what, titles)  # type: ignore[arg-type]
    return bare(Dotted((*_why(item), *parts)))


def _why(item: PayoutLine | Unpaid) -> tuple[Text, ...]:
    if isinstance(item, Unpaid):
        return (T("status {status}, not paid this way", status=item.status),)
    if item.kind == "correction":
        return (T("correction {of_period}", of_period=OfPeriod(item.settles)) if item.settles else T("correction"),)
    if item.kind != "catch-up" or item.cause is None or item.settles is None:
        return ()
    return (T("catching up {of_period}: {cause}", of_period=OfPeriod(item.settles), cause=_CAUSES[item.cause]),)


def _work(item: PayoutLine | Unpaid, what: str | None, titles: Titles) -> tuple[Any, ...]:
    circle = titles.get(item.circle, item.circle) if item.circle else T("no circle")
    return (item.date, circle, *((what,) if what else ()), _sum_of_work(item))


def _sum_of_work(item: PayoutLine | Unpaid) -> Text:
    hours, rate = item.hours or Hours(0), item.rate
    if isinstance(item, Unpaid):
        return bare(hours)
    if item.instead:
        return T("put right already by {id}: {amount}", id=item.instead, amount=item.amount)
    worth = Cents(item.amount + (item.paid_before or 0))
    if item.status:
        said_ = T("{hours}, status {status} not paid this way: {amount}", hours=hours, status=item.status, amount=worth)
    elif item.waived:
        said_ = T("{hours}, given: {amount}", hours=hours, amount=worth)
    else:
        said_ = T("{hours} × {rate} = {amount}", hours=hours, rate=rate, amount=worth)
    return said_ if item.paid_before is None else _difference(said_, item)


def _difference(now: Text, line: PayoutLine) -> Text:
    return T("{now} instead of {before}: {amount}", now=now, before=line.paid_before, amount=line.amount)


def _stipend(line: PayoutLine, titles: Titles) -> tuple[Any, ...]:
    circle = circle_of(line) or ""
    name = titles.get(line.role or "", line.role)
    return (T("stipend"), name, titles.get(circle, circle), line.month, _sum_of_stipend(line))


def _sum_of_stipend(line: PayoutLine) -> Text:
    worth = Cents(line.amount + (line.paid_before or 0))
    if line.waived:
        said_ = T("not taken: {amount}", amount=worth)
    elif line.days is not None and line.month is not None and line.days < line.month.last.day:
        month = line.month.last.day
        said_ = T("{monthly} × {days}/{month} days = {amount}",
                  monthly=line.monthly, days=line.days, month=month, amount=worth)  # fmt: skip
    else:
        said_ = bare(worth)
    return said_ if line.paid_before is None else _difference(said_, line)

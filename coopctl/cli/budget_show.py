"""coopctl budget show: envelopes, what is noted against them, and what is left; period after period with --history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

from coopctl import typed
from coopctl.cli import show as screen
from coopctl.cli.governing import known, slug, unreadable
from coopctl.cli.handmade import unsaved
from coopctl.cli.options import Format, On, Rev, argument, option
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse, NotHere, Refused
from coopctl.values import Period
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.budget.account import Account
    from coopctl.ledger import Ledger
    from coopctl.records.budget import Budget

PeriodOf = Annotated[
    Period | None, argument(meta="PERIOD", help="2026, 2026-Q4, 2026-10; none: the one at hand", dated=typed.period)
]
OfCircle = Annotated[str | None, option("--circle", meta="CIRCLE", help="only that circle", read=slug)]
History = Annotated[bool, option("--history", help="period after period")]


@verb
def show(
    setting: Setting,
    period: PeriodOf = None,
    circle: OfCircle = None,
    history: History = False,
    format: Format = "text",
    on: On = None,
    rev: Rev = None,
) -> int:
    """Show the envelopes of a period: granted, moved, noted, paid, left, and where it leads.

    More noted than granted is shown, and blocks nothing: circles talk about it. With --history, every period.
    """
    from coopctl.budget import facts
    from coopctl.budget.account import accounts

    if history and period:
        raise Misuse(T("--history shows every period: name none"), "coopctl budget show --history")
    session = Session(setting)
    ledger, day = session.ledger(rev), on or setting.today
    if circle:
        known(circle, ledger.circles, T("there is no circle {circle}", circle=circle), "coopctl circle list")
    wanted = list(ledger.budgets.values()) if history else _wanted(ledger, period, day)
    found = [one.only(circle) if circle else one for one in accounts(ledger, wanted, day)]
    titles = {name: one.title for name, one in ledger.circles.items()}
    if format == "json":
        shown = facts.history(found, day) if history else facts.shown(found, day, titles)
        say_json(shown)
        return 0
    _tell(found, titles, history=history)
    unreadable([f"budgets/{name}.yaml" for name in sorted(ledger.names("budgets/") - ledger.budgets.keys())])
    unsaved(session, rev)
    return 0


def _tell(found: list[Account], titles: Mapping[str, str], *, history: bool) -> None:
    from coopctl.cli import budget_shown

    if not found:
        screen.note(
            T(
                "no envelope yet: {command}",
                command="coopctl budget grant CIRCLE AMOUNT --period 2027 --decision DECISION",
            )
        )
    elif history:
        budget_shown.periods(found, titles)
    for number, one in enumerate(() if history else found):
        screen.out() if number else None
        budget_shown.tell(one, titles)


def _wanted(ledger: Ledger, period: Period | None, day: dt.date) -> list[Budget]:
    """The budget of a period, or those of the day; the latest one where the day has none. Raises NotHere."""
    from coopctl.budget.envelopes import holding

    if period is None:
        begun = [one for one in ledger.budgets.values() if one.period.first <= day]
        return holding(ledger.budgets, day) or sorted(begun, key=lambda one: one.period.first)[-1:]
    if str(period) in ledger.budgets:
        return [ledger.budgets[str(period)]]
    if ledger.has(f"budgets/{period}.yaml"):
        raise Refused(T("{path} cannot be read: mend it first", path=f"budgets/{period}.yaml"), "coopctl check")
    near = [one.period for one in ledger.budgets.values() if one.period.overlaps(period)]
    command = f"coopctl budget show {near[0]}" if near else "coopctl budget show --history"
    raise NotHere(T("there is no envelope for {period}", period=period), command)

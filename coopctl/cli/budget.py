"""coopctl budget: what circles asked for and were granted, what moved between them, what is left."""

from __future__ import annotations

import datetime as dt
import os
from typing import Annotated

from coopctl import typed
from coopctl.cli.governing import day, govern, known, needed, slug, when, words
from coopctl.cli.options import DryRun, Why, argument, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.values import Cents, Period, When
from coopctl.words import T

VERBS = ("budget_show.show", "budget.request", "budget.grant", "budget.transfer")

Circle = Annotated[str, argument(meta="CIRCLE", help="the circle", read=slug)]
Amount = Annotated[Cents, argument(meta="AMOUNT", help="the sum: 1500, 1 234,50", read=typed.cents)]
ForPeriod = Annotated[
    Period | None,
    option("--period", meta="PERIOD", help="2026, 2026-Q4, 2026-10; none: the one at hand", dated=typed.period),
]
Decision = Annotated[
    str | None, option("--decision", meta="DECISION", help="the decision it rests on, by its name", read=slug)
]
Requested = Annotated[
    Cents | None, option("--requested", meta="AMOUNT", help="what the circle asked for", read=typed.cents)
]
Granted = Annotated[When | None, option("--on", meta="DATE", help="day it was decided (today)", dated=when)]
Moved = Annotated[dt.date | None, option("--on", meta="DATE", help="day it was decided (today)", dated=typed.day)]
Giver = Annotated[str | None, option("--from", meta="CIRCLE", help="the circle that gives", read=slug)]
Receiver = Annotated[str | None, option("--to", meta="CIRCLE", help="the circle that receives", read=slug)]
Note = Annotated[str | None, option("--note", meta="TEXT", help="what it is for", read=words)]


@verb
def request(
    setting: Setting,
    circle: Circle,
    amount: Amount,
    period: ForPeriod = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note what a circle needs, as it says itself."""
    from coopctl.edits import budgets

    session = Session(setting)
    wanted = _period(session, circle, period)
    govern(
        session,
        lambda snapshot, actor: budgets.request(
            snapshot, wanted, circle, amount, budgets.Author(actor, setting.today, message or "")
        ),
        dry_run=dry_run,
        then=f"coopctl budget grant {circle} AMOUNT --period {wanted} --decision DECISION",
    )
    return 0


@verb
def grant(
    setting: Setting,
    circle: Circle,
    amount: Amount,
    period: ForPeriod = None,
    requested: Requested = None,
    decision: Decision = None,
    on: Granted = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Grant a circle its envelope, as a meeting decided. Granting anew replaces what was granted."""
    from coopctl.edits import budgets

    session = Session(setting)
    wanted = _period(session, circle, period)
    given = budgets.Granting(amount, on or day(setting), decision, requested)
    govern(
        session,
        lambda snapshot, actor: budgets.grant(
            snapshot, wanted, circle, given, budgets.Author(actor, setting.today, message or "")
        ),
        dry_run=dry_run,
        then=f"coopctl budget show {wanted}",
    )
    return 0


@verb
def transfer(
    setting: Setting,
    amount: Amount,
    giver: Giver = None,
    receiver: Receiver = None,
    period: ForPeriod = None,
    decision: Decision = None,
    note: Note = None,
    on: Moved = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Move a part of one circle's envelope to another circle, as both decided."""
    from coopctl.edits import budgets
    from coopctl.edits.board import new_id

    session = Session(setting)
    giver = needed(giver, T("Circle that gives"), "--from", slug)
    receiver = needed(receiver, T("Circle that receives"), "--to", slug)
    wanted = _period(session, giver, period)
    move = budgets.Moving(new_id(os.urandom), on or setting.today, giver, receiver, amount, decision, note)
    govern(
        session,
        lambda snapshot, actor: budgets.transfer(
            snapshot, wanted, move, budgets.Author(actor, setting.today, message or "")
        ),
        dry_run=dry_run,
        then=f"coopctl budget show {wanted}",
    )
    return 0


def _period(session: Session, circle: str, period: Period | None) -> Period:
    """The period named; else the one of today that has this circle's envelope, or the only one there is."""
    if period:
        return period
    from coopctl.budget.envelopes import balances, holding

    ledger = session.ledger()
    known(circle, ledger.circles, T("there is no circle {circle}", circle=circle), "coopctl circle list")
    now = holding(ledger.budgets, session.setting.today)
    theirs = [one for one in now if circle in balances(one)] or now
    if len(theirs) == 1:
        return theirs[0].period
    today = session.setting.today
    asked = needed(None, T("Period: 2026, 2026-Q4 or 2026-10"), "--period", lambda text: str(typed.period(text, today)))
    return typed.period(asked)

"""Budgets: what a circle asks for, what it is granted, what moves from one circle to another."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from coopctl.budget.envelopes import balances
from coopctl.edits.governance import Change, Draft
from coopctl.problem import Refused
from coopctl.records.budget import Envelope, Transfer
from coopctl.snapshot import Snapshot
from coopctl.values import Cents, Period, When
from coopctl.words import T, Text

_ENVELOPE = tuple(Envelope.model_fields)


class Author(NamedTuple):
    """Who writes, on which day, and why."""

    actor: str
    today: dt.date
    reason: str = ""


def request(snapshot: Snapshot, period: Period, circle: str, amount: Cents, by: Author) -> Change:
    """What a circle needs, as it says itself."""
    draft = _draft(snapshot, by)
    before = _envelope(draft, period, circle)
    _set(draft, period, circle, {"requested": amount})
    facts = {"circle": circle, "period": period, "amount": amount}
    said = T("circle {circle} asks for {amount} for {period}", **facts)
    if before and before.requested is not None and before.requested != amount:
        said = T("circle {circle} asks for {amount} for {period}, no longer {before}", **facts, before=before.requested)
    return _done(draft, "budget.request", period, said, circle, amount, by)


class Granting(NamedTuple):
    """What is granted: the sum, when, by which decision, and what was asked for where it is said too."""

    amount: Cents
    decided: When
    decision: str | None = None
    requested: Cents | None = None


def grant(snapshot: Snapshot, period: Period, circle: str, given: Granting, by: Author) -> Change:
    """What a circle is granted. Granting anew replaces what was granted, and the decision it rested on."""
    draft = _draft(snapshot, by)
    before = _envelope(draft, period, circle)
    facts = {"granted": given.amount, "decided": given.decided, "decision": given.decision}
    if given.requested is not None:
        facts["requested"] = given.requested
    _set(draft, period, circle, facts)
    said = T("circle {circle} is granted {amount} for {period}", circle=circle, period=period, amount=given.amount)
    if before and before.granted is not None and before.granted != given.amount:
        said = T("{text}, no longer {before}", text=said, before=before.granted)
    return _done(draft, "budget.grant", period, said, circle, given.amount, by)


class Moving(NamedTuple):
    """What moves: its id, the day, from which circle to which, how much, by which decision."""

    id: str
    date: dt.date
    giver: str
    receiver: str
    amount: Cents
    decision: str | None = None
    note: str | None = None


def transfer(snapshot: Snapshot, period: Period, move: Moving, by: Author) -> Change:
    """A part of one circle's envelope goes to another one. Raises Refused where there is not that much."""
    draft = _draft(snapshot, by)
    for circle in (move.giver, move.receiver):
        draft.circle(circle)
    facts = {"period": period, "giver": move.giver, "receiver": move.receiver, "amount": move.amount}
    budget = draft.budget(period)
    had = balances(budget).get(move.giver) if budget else None
    if had is None or had.envelope < move.amount:
        has = had.envelope if had else Cents(0)
        raise Refused(
            T("circle {giver} has {has} for {period}: {amount} is more than it can give", has=has, **facts),
            f"coopctl budget show {period}",
        )
    keys = dict(zip(Transfer.model_fields, move, strict=True))
    draft.push(_path(period), "transfers", keys)
    said = T("{amount} moves from circle {giver} to circle {receiver} for {period}", **facts)
    subject = f"budget: {move.giver} to {move.receiver}, {move.amount.fixed} EUR, {period}"
    return draft.done("budget.transfer", f"budgets/{period}", by.reason, [said], subject=subject)


def _done(draft: Draft, op: str, period: Period, said: Text, circle: str, amount: Cents, by: Author) -> Change:
    subject = f"{op.replace('.', ': ')} {circle}, {amount.fixed} EUR, {period}"
    return draft.done(op, f"budgets/{period}", by.reason, [said], subject=subject)


def _draft(snapshot: Snapshot, by: Author) -> Draft:
    return Draft(snapshot, by.actor, by.today)


def _path(period: Period) -> str:
    return f"budgets/{period}.yaml"


def _envelope(draft: Draft, period: Period, circle: str) -> Envelope | None:
    """A circle's envelope as it is. Raises NotHere for a circle that is not there."""
    draft.circle(circle)
    budget = draft.budget(period)
    return next((one for one in budget.envelopes if one.circle == circle), None) if budget else None


def _set(draft: Draft, period: Period, circle: str, facts: dict[str, Any]) -> None:
    """Write an envelope's facts; None takes one away."""
    path, budget = _path(period), draft.budget(period)
    if budget is None:
        draft.create(path, {"period": str(period), "envelopes": [_item(circle, facts)]})
        return
    known = [one.circle for one in budget.envelopes]
    if circle not in known:
        draft.push(path, "envelopes", _item(circle, facts))
        return
    index = known.index(circle)
    for key, value in facts.items():
        if value is not None:
            draft.put(path, ("envelopes", index, key), value, _ENVELOPE)
        elif getattr(budget.envelopes[index], key) is not None:
            draft.drop(path, ("envelopes", index, key))


def _item(circle: str, facts: dict[str, Any]) -> dict[str, Any]:
    known = {"circle": circle, **facts}
    return {key: known[key] for key in _ENVELOPE if known.get(key) is not None}

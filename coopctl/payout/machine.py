"""A draft or a closed payout for machines: stable keys, amounts and hours as strings ("50.00")."""

from __future__ import annotations

import datetime as dt
from typing import Any

from coopctl.payout.books import Reckoned
from coopctl.payout.totals import by_circle
from coopctl.records.base import Record
from coopctl.records.payout import Payout
from coopctl.values import Cents, Month, Period


def as_json(reckoned: Reckoned, status: str) -> dict[str, Any]:
    """What ``payout preview`` and ``payout show`` print; ``status`` is "open" or "closed"."""
    found: dict[str, Any] = {
        "period": str(reckoned.period),
        "status": status,
        "total": reckoned.total.fixed,
        "statements": _plain(reckoned.statements),
        "lines": _plain(reckoned.lines),
        "unpaid": _plain(reckoned.unpaid),
        "set_aside": _plain(reckoned.set_aside),
        "circles": _circles(reckoned),
        "co_managers": _co_managers(reckoned),
        "rules": _plain(reckoned.rules),
    }
    if isinstance(reckoned, Payout):
        found |= {name: _plain(getattr(reckoned, name)) for name in ("closed", "closed_by", "digest")}
    return found


def _circles(reckoned: Reckoned) -> list[dict[str, Any]]:
    """``circle`` is null for work « hors cercle »; ``carried`` marks what belongs to no circle."""
    return [
        {"circle": one.circle, "carried": one.carried}
        | {name: value.fixed for name, value in one.sums._asdict().items()}
        for one in by_circle(reckoned)
    ]


def _co_managers(reckoned: Reckoned) -> list[dict[str, str]]:
    due = {one.member: one.total for one in reckoned.statements}
    return [{"member": member, "total": due.get(member, Cents(0)).fixed} for member in reckoned.co_managers]


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        kept = ((name, getattr(value, name)) for name in type(value).model_fields)
        return {name: _plain(one) for name, one in kept if one is not None and one is not False and one != ()}
    if isinstance(value, (Month, Period)):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return getattr(value, "fixed", value)

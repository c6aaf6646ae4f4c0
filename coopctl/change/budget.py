"""What changed in a budget: what a circle asks for and is granted, what moved between two."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl import values
from coopctl.change.fact import Change, Pair, Tree
from coopctl.change.spans import flat, rest, spans
from coopctl.words import T


def budget_changes(pair: Pair) -> Iterator[Change]:
    """Envelopes by circle, then what moved."""
    period = said_period(pair.name)
    for old, new in spans(pair, "envelopes", ("circle",)):
        yield _envelope(pair, period, old, new)
    for old, new in spans(pair, "transfers", ("id",)):
        yield _transfer(pair, period, old, new)
    if pair.before and pair.after:
        yield from rest(pair, "budget-changed", None, None, "envelopes", "transfers")


def _envelope(pair: Pair, period: object, old: Tree | None, new: Tree | None) -> Change:
    was, now = old or {}, new or {}
    circle = str((new or was).get("circle", "?"))
    facts = {"circle": circle, "period": period, "before": _amount(was, "granted"), "after": _amount(now, "granted")}
    kind, text = "budget-changed", T("the envelope of circle {circle} for {period} is changed", **facts)
    if new is None:
        text = T("circle {circle} no longer has an envelope for {period}", **facts)
    elif now.get("granted") != was.get("granted") and was.get("granted"):
        kind, text = "budget-granted", T("envelope of circle {circle} for {period}: {before} → {after}", **facts)
    elif now.get("granted") != was.get("granted"):
        kind, text = "budget-granted", T("circle {circle} is granted {after} for {period}", **facts)
    elif now.get("requested") != was.get("requested"):
        asked = _amount(now, "requested")
        kind, text = "budget-requested", T("circle {circle} asks for {amount} for {period}", amount=asked, **facts)
    return Change(kind, pair.record, text, None, circle, flat(old), flat(new))


def _transfer(pair: Pair, period: object, old: Tree | None, new: Tree | None) -> Change:
    one = new or old or {}
    facts = {
        "amount": _amount(one, "amount"),
        "giver": str(one.get("from_circle", "?")),
        "receiver": str(one.get("to_circle", "?")),
        "period": period,
    }
    text = T("{amount} moves from circle {giver} to circle {receiver} for {period}", **facts)
    if new is None:
        text = T("{amount} no longer moves from circle {giver} to circle {receiver} for {period}", **facts)
    elif old is not None:
        text = T("what moves from circle {giver} to circle {receiver} for {period} is changed: {amount}", **facts)
    return Change("budget-moved", pair.record, text, None, facts["receiver"], flat(old), flat(new))  # type: ignore[arg-type]


def said_period(name: str) -> object:
    """A period as it is said, or the name as it is."""
    try:
        return values.parse_period(name)
    except ValueError:
        return name


def _amount(one: Tree, key: str) -> object:
    try:
        return values.parse_cents(str(one[key])) if key in one else None
    except ValueError:
        return str(one[key])

"""What comes of decisions: they go no further, are looked at again, are taken up by the co-managers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from coopctl.decisions import seen
from coopctl.edits.deciding import Asking, Deciding
from coopctl.edits.governance import Change
from coopctl.problem import Misuse, Refused
from coopctl.records.decision import ADOPTED
from coopctl.words import T, Text


def end(asking: Asking, outcome: str, facts: Mapping[str, Any]) -> Change:
    """It goes no further, or holds no longer: withdrawn, unresolved, sent, dropped, broken."""
    change = Deciding(asking)
    one = change.decision
    live = one.outcomes and one.outcomes[-1].outcome in ADOPTED
    if live and outcome not in ("dropped", "broken"):
        raise Refused(T("{decision} is adopted: it may be dropped, broken or replaced", decision=asking.name),
                      f"coopctl decision end {asking.name} --dropped")  # fmt: skip
    if not live:
        change.open_only()
        if outcome == "broken":
            change.adopted_only()
    if facts.get("to"):
        change.draft.circle(facts["to"])
    if facts.get("owner"):
        change.draft.member(facts["owner"])
    change.push("outcomes", {"date": asking.on, "outcome": outcome, **facts})
    return change.done("end", [_outcome(asking.name, outcome, facts)])


def _outcome(name: str, outcome: str, facts: Mapping[str, Any]) -> Text:
    said = {
        "withdrawn": T("{decision} is withdrawn by who proposed it", decision=name),
        "unresolved": T("{decision} is taken up again by {day}", decision=name, day=facts.get("until")),
        "sent": T("{decision} goes to circle {circle}", decision=name, circle=facts.get("to")),
        "dropped": T("{decision} is dropped", decision=name),
        "broken": T("{decision} is noted as broken: {reason}", decision=name, reason=facts.get("reason")),
    }
    return said[outcome]


def review(asking: Asking, following: dt.date | None, standing: str | None) -> Change:
    """A review was held: when the next one is, and how the decision holds from then on where that changes."""
    change = Deciding(asking)
    change.adopted_only()
    one = change.decision
    if not seen(change.draft.ledger, asking.name, asking.on).live:
        raise Refused(T("{decision} does not hold any more", decision=asking.name),
                      f"coopctl decision show {asking.name}")  # fmt: skip
    change.push("reviews", {"date": asking.on, "next": following})
    said = [T("{decision} was looked at again on {day}", decision=asking.name, day=asking.on)]
    now = one.standing_on(asking.on)
    if standing and not (now and now.kind == standing):
        if now and now.since.first < asking.on:
            row = one.standing.index(now)
            eve = asking.on - dt.timedelta(days=1)
            change.put(("standing", row, "until"), eve, ("kind", "since", "until"))
        elif now:
            change.draft.drop(change.path, ("standing", one.standing.index(now)))
        change.push("standing", {"kind": standing, "since": asking.on})
    if following:
        said.append(T("the next review is due on {day}", day=following))
    return change.done("review", said)


def correct(asking: Asking, text: str) -> Change:
    """An error in what is closed is corrected beside it."""
    change = Deciding(asking)
    if not change.decision.outcomes:
        raise Refused(T("{decision} is still open: its text is amended", decision=asking.name),
                      f'coopctl decision amend {asking.name} "…"')  # fmt: skip
    change.push("errata", {"date": asking.on, "text": text})
    return change.done("correct", [T("the erratum is added; what is recorded stays")])


def take_up(asking: Asking, state: str, because: str | None) -> Change:
    """What the co-managers say of it. Raises Misuse where they decline without saying why."""
    change = Deciding(asking)
    change.adopted_only()
    if state == "declined" and not because:
        raise Misuse(T("the co-managers say why they decline: --because TEXT"),
                     f'coopctl decision take-up {asking.name} declined --because "…"')  # fmt: skip
    change.push("taken_up", {"date": asking.on, "state": state, "reason": because})
    said = {
        "taken-up": T("the co-managers take up {decision}", decision=asking.name),
        "discussing": T("the co-managers discuss {decision}", decision=asking.name),
        "declined": T("the co-managers decline {decision}: {reason}", decision=asking.name, reason=because),
    }
    return change.done("take-up", [said[state]])

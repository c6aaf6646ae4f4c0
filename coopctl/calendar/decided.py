"""Reminders of what circles decide: decisions to review, objections left to ripen, elections that wait for a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.calendar.reminder import Reminder, name_of
from coopctl.decisions import decisions
from coopctl.election.book import waiting_on
from coopctl.ledger import Ledger
from coopctl.mandates import in_force, offices
from coopctl.values import parse_day
from coopctl.words import T


def reviews(ledger: Ledger, day: dt.date, horizon: dt.date) -> Iterator[Reminder]:
    """The next review of each decision in force; it concerns those who hold a role on its condition, too."""
    bound = [(one.condition, one.member) for office in offices(ledger) for _row, one in in_force(office, day)]
    for one in decisions(ledger, day):
        if one.review is None:
            continue
        held = sum(1 for review in one.decision.reviews if review.date <= day)
        concerned = (one.decision.accountable, *(member for name, member in bound if name == one.name))
        yield Reminder(
            "decision",
            name_of("review", one.name, held),
            one.review,
            T("{decision} is to be reviewed: {title}", decision=one.name, title=one.decision.title),
            f"decisions/{one.name}.yaml",
            one.decision.circle,
            tuple(dict.fromkeys(member for member in concerned if member)),
            command=f"coopctl decision review {one.name} --next DATE",
        )


def objections(ledger: Ledger, day: dt.date, horizon: dt.date) -> Iterator[Reminder]:
    """The objections left to ripen until a day, for as long as no review took them up."""
    for one in decisions(ledger, day):
        for _row, raised in one.ripening if one.live or one.state == "proposed" else ():
            yield Reminder(
                "decision",
                name_of("objection", one.name, raised.id),
                raised.until,
                T("{decision}: objection {objection} comes back", decision=one.name, objection=raised.id),
                f"decisions/{one.name}.yaml",
                one.decision.circle,
                (raised.by,) if raised.by else (),
                command=f"coopctl decision show {one.name}",
            )


def elections(ledger: Ledger, day: dt.date, horizon: dt.date) -> Iterator[Reminder]:
    """The days elections under way wait for: an answer, an objection that ripens, a meeting that goes on."""
    for name, state in waiting_on(ledger, day):
        for awaited in state.awaited:
            yield Reminder(
                "election",
                name_of("election goes on", name, state.step, awaited),
                parse_day(awaited),
                T("{election}: {members} is to answer", election=name, members=list(state.proposal.names))
                if state.step == "pending-acceptance" and state.proposal
                else T("{election}: an objection was left to ripen until then", election=name)
                if state.step == "maturing"
                else T("{election} goes on", election=name),
                f"elections/{name}.yaml",
                state.role.partition("/")[0] if state.role and "/" in state.role else None,
                state.proposal.names if state.proposal else (),
                command=f"coopctl election show {name}",
            )

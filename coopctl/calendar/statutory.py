"""Mandates that an assembly gives: what has to be done before one ends, counted back from its last day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from coopctl.calendar.holding import HANDOVER
from coopctl.calendar.reminder import Reminder, before, lasting, name_of
from coopctl.law.legal import law_of
from coopctl.ledger import Ledger
from coopctl.mandates import Office, in_force, offices
from coopctl.records.body import Body
from coopctl.records.role import Mandate
from coopctl.values import plus_months
from coopctl.values.lapses import Lapse
from coopctl.words import N_, marked

_DAY = dt.timedelta(days=1)


class Step(NamedTuple):
    """Something to be done by a day: ``lapse`` before the hand-over begins, or after the end where ``after`` is set.

    ``sooner`` is how long before the end it comes at the latest, however short the hand-over. ``legal`` names the
    legal value that says how long instead: no such value, no such step. ``settled`` says by what it is done: who
    comes is ``designated``, or ``appointed`` by the assembly; None: nothing tells.
    """

    name: str
    what: str
    source: str
    lapse: Lapse | None = None
    legal: str | None = None
    after: bool = False
    settled: str | None = None
    sooner: Lapse | None = None


STEPS = (
    Step(
        "preparation",
        N_("{role}: the mandate of {members} ends on {end}; read the role sheet again, set the day of the election"),
        N_("a choice of coopctl: six months before the end, sooner where the hand-over lasts more than two"),
        Lapse("4 months"),
        settled="designated",
        sooner=Lapse("6 months"),
    ),
    Step(
        "election",
        N_("{role}: designate who comes after {members}, at the latest"),
        N_("the assembly is expected within 60 days of a designation: coopctl explain appointment-awaited"),
        Lapse("60 days"),
        settled="designated",
    ),
    Step(
        "call",
        N_("{role}: call the assembly that appoints who comes after {members}, at the latest"),
        N_("the law"),
        legal="assembly-notice-days",
        settled="appointed",
    ),
    Step(
        "assembly",
        N_("{role}: the assembly appoints who comes after {members}, at the latest"),
        N_("the assembly appoints before the mandate begins: coopctl explain appointment-awaited"),
        Lapse("1 day"),
        settled="appointed",
    ),
    Step(
        "handover",
        N_("{role}: the hand-over by {members} begins; it lasts until {end}"),
        N_("the role sheet, under handover; two months where it does not say"),
    ),
    Step(
        "formalities",
        N_("{role}: formalities of the change, at the latest (mandate of {members}, until {end})"),
        N_("the law"),
        legal="formalities-months",
        after=True,
    ),
)
"""What is done before such a mandate ends, and after, in the order it comes. One list: what is added here is shown."""


def statutory(ledger: Ledger, day: dt.date, horizon: dt.date) -> Iterator[Reminder]:
    """Every step towards the end of the mandates that an assembly gives; of those past, only the last one."""
    for office in offices(ledger):
        for group in _ending(office, day):
            past: Reminder | None = None
            for one in _steps(ledger, office, group, day):
                if one.day is not None and one.day < day:
                    past = one
                else:
                    yield one
            if past:
                yield past


def by_assembly(office: Office, one: Mandate) -> bool:
    """Whether it takes an assembly to give this mandate: by law, by the sheet, or because one did."""
    known = office.board or office.co_management or office.sheet.filled_by == "assembly"
    return known or bool(one.designated or one.appointed or one.assembly)


def _ending(office: Office, day: dt.date) -> Iterator[list[Mandate]]:
    """The mandates of an office that end together, formalities included: those over for long are left out."""
    if isinstance(office.sheet, Body) and office.sheet.role:
        return
    found: dict[dt.date, list[Mandate]] = {}
    for one in office.sheet.mandates:
        begun = one.until and not one.interim and one.state_on(day) in ("held", "ended")
        if begun and by_assembly(office, one) and one.until and plus_months(one.until.last, 3) >= day:
            found.setdefault(one.until.last, []).append(one)
    yield from found.values()


def _steps(ledger: Ledger, office: Office, group: list[Mandate], day: dt.date) -> Iterator[Reminder]:
    law = law_of(ledger.charter)
    end = group[0].until.last if group[0].until else dt.date.max
    handover = before(end + _DAY, office.sheet.handover or HANDOVER)
    done = {name for name in ("designated", "appointed") if _settled(office, end, name, day)}
    first = min(group, key=lambda one: (one.since.first, lasting(ledger, one.member)))
    for step in STEPS:
        legal = law.on(step.legal, day) if step.legal else None
        if step.settled in done or (step.legal and legal is None):
            continue
        due = _due(step, end, handover, legal.whole if legal else 0)
        # A hand-over that has begun goes on, and once a mandate is over only what comes after is left.
        if (step.name == "handover" and due < day) or (end < day and not step.after) or (step.after and due < day):
            continue
        yield Reminder(
            "statutory",
            name_of("step", step.name, office.path, first.since, lasting(ledger, first.member)),
            due,
            marked(step.what, role=office.name, members=[one.member for one in group], end=end),
            office.path,
            office.circle,
            tuple(one.member for one in group),
            law=legal.cited if legal else None,
            source=None if legal else marked(step.source),
        )


def _due(step: Step, end: dt.date, handover: dt.date, legal: int) -> dt.date:
    if step.after:
        return plus_months(end, legal)
    if step.legal:  # before the assembly, which is held on the eve of the hand-over at the latest
        return handover - (legal + 1) * _DAY
    due = before(handover, step.lapse) if step.lapse else handover
    return min(due, before(end + _DAY, step.sooner)) if step.sooner else due


def _settled(office: Office, end: dt.date, how: str, day: dt.date) -> bool:
    """Whether as many are known for the day after as there are seats, all of them or those already appointed."""
    known = {
        one.member
        for one in office.sheet.mandates
        if one.span.holds(end + _DAY)
        and not one.interim
        and (how == "designated" or not one.designated or one.appointed)
    }
    seats = office.sheet.seats or len({one.member for _row, one in in_force(office, min(day, end))})
    return len(known) >= max(seats, 1)

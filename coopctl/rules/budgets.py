"""Rules on budgets: envelopes that are told apart, that add up, and that circles which are there can use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.budget.envelopes import balances, holding
from coopctl.ledger import Ledger
from coopctl.problem import At, Fault, Related
from coopctl.records.base import span
from coopctl.rules.rule import rule
from coopctl.values import Cents, Period, Span
from coopctl.words import T


def _path(budget: str) -> str:
    return f"budgets/{budget}.yaml"


@rule("ledger")
def envelope_twice(ledger: Ledger) -> Iterator[Fault]:
    """A circle has two envelopes for the same days.

    One would not know which of them its work counts against. A circle has one envelope in a file, and its
    envelope of a quarter is not in the one of the year.

    Broken:
        budgets/2026.yaml
            period: 2026
            envelopes:
            - circle: technique
              requested: 8000
        budgets/2026-Q4.yaml
            period: 2026-Q4
            envelopes:
            - circle: technique  # <- here
              requested: 2000
    Mended:
        budgets/2026.yaml
            period: 2026
            envelopes:
            - circle: communication
              requested: 8000
        budgets/2026-Q4.yaml
            period: 2026-Q4
            envelopes:
            - circle: technique
              requested: 2000
    """
    seen: dict[str, list[tuple[Period, At]]] = {}
    for name, budget in sorted(ledger.budgets.items(), key=lambda item: (item[1].period.first, -item[1].period.length)):
        for i, one in enumerate(budget.envelopes):
            at = At(_path(name), ("envelopes", i, "circle"))
            known = seen.setdefault(one.circle, [])
            other = next((found for found in known if found[0].overlaps(budget.period)), None)
            if other:
                yield Fault(
                    at,
                    T("circle {circle} has an envelope for {period} already", circle=one.circle, period=other[0]),
                    seen=one.circle,
                    related=(Related(other[1], T("the other one is here")),),
                )
            known.append((budget.period, at))


@rule("ledger")
def envelope_below_zero(ledger: Ledger) -> Iterator[Fault]:
    """A circle gave more to others than it was granted.

    What moves from one circle to another is taken from an envelope: nobody gives what they do not have.

    Broken:
        budgets/2026-Q4.yaml
            period: 2026-Q4
            envelopes:
            - circle: communication
              requested: 1000
            transfers:
            - id: k7m3qa2w
              date: 2026-10-08
              from_circle: communication  # <- here
              to_circle: technique
              amount: 500
              decision: 2026-10-01-enveloppes
    Mended:
        budgets/2026-Q4.yaml
            period: 2026-Q4
            envelopes:
            - circle: communication
              requested: 1000
              granted: 1000
              decision: 2026-10-01-enveloppes
            transfers:
            - id: k7m3qa2w
              date: 2026-10-08
              from_circle: communication
              to_circle: technique
              amount: 500
              decision: 2026-10-01-enveloppes
    """
    for name, budget in ledger.budgets.items():
        for circle, balance in balances(budget).items():
            if balance.envelope < 0:
                last = max(i for i, move in enumerate(budget.transfers) if move.from_circle == circle)
                yield Fault(
                    At(_path(name), ("transfers", last, "from_circle")),
                    T("the envelope of circle {circle} for {period} is below zero: {envelope}",
                      circle=circle, period=budget.period, envelope=balance.envelope),
                    seen=balance.moved_out.fixed,
                    allowed=T("{amount} at most", amount=Cents(balance.granted + balance.moved_in)),
                )  # fmt: skip


@rule("ledger")
def envelope_of_closed_circle(ledger: Ledger) -> Iterator[Fault]:
    """An envelope goes to a circle that is not there in its period.

    Nobody could note anything against it. What moves to a circle comes while the circle is there.

    Broken:
        circles/communication.yaml
            circle: communication
            title: Communication
            ended: 2026-08
        budgets/2026-Q4.yaml
            period: 2026-Q4
            envelopes:
            - circle: communication  # <- here
              requested: 2000
    Mended:
        budgets/2026-Q4.yaml
            period: 2026-Q4
            envelopes:
            - circle: technique
              requested: 2000
    """
    for name, budget in ledger.budgets.items():
        period = budget.period
        places = [(("envelopes", i, "circle"), one.circle, period.first) for i, one in enumerate(budget.envelopes)]
        places += [
            (("transfers", i, "to_circle"), move.to_circle, move.date) for i, move in enumerate(budget.transfers)
        ]
        for route, circle, day in places:
            life = ledger.circles[circle].life if circle in ledger.circles else Span(None)
            if not life.days_in(min(day, period.last), period.last):
                end = ("ended",) if life.until and life.until < day else ("since",)
                yield Fault(
                    At(_path(name), route),
                    T("circle {circle} is not there in {period}", circle=circle, period=period),
                    seen=circle,
                    related=(Related(At(f"circles/{circle}.yaml", end), T("its days are written here")),),
                )


@rule("ledger", "warning")
def circle_closed_in_period(ledger: Ledger) -> Iterator[Fault]:
    """A circle ends before the period of its envelope does, and what it does not need went to nobody.

    When a circle ends or becomes part of another one, the circles say where the rest of its envelope goes.

    Broken:
        circles/communication.yaml
            circle: communication
            title: Communication
            ended: 2026-10
        budgets/2026-Q4.yaml
            period: 2026-Q4
            envelopes:
            - circle: communication  # <- here
              granted: 2000
              decision: 2026-10-01-enveloppes
    Mended:
        budgets/2026-Q4.yaml
            period: 2026-Q4
            envelopes:
            - circle: communication
              granted: 2000
              decision: 2026-10-01-enveloppes
            transfers:
            - id: k7m3qa2w
              date: 2026-10-30
              from_circle: communication
              to_circle: technique
              amount: 1200
              decision: 2026-10-01-enveloppes
    """
    for name, budget in ledger.budgets.items():
        given = {move.from_circle for move in budget.transfers}
        for i, one in enumerate(budget.envelopes):
            circle = ledger.circles.get(one.circle)
            if not circle or not circle.ended or one.circle in given or not one.granted:
                continue
            if budget.period.first <= circle.ended.last < budget.period.last:
                heir = circle.merged_into or circle.successor or "CIRCLE"
                yield Fault(
                    At(_path(name), ("envelopes", i, "circle")),
                    T("circle {circle} ends within {period}: where does what is left of its envelope go?",
                      circle=one.circle, period=budget.period),
                    seen=one.circle,
                    related=(Related(At(f"circles/{one.circle}.yaml", ("ended",)), T("it ends here")),),
                    cure=f"coopctl budget transfer AMOUNT --from {one.circle} --to {heir} --period {name}",
                )  # fmt: skip


@rule("day", "warning")
def elected_role_without_budget(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """Somebody was designated by election for a role that no money stands behind.

    An election gives a role, and a role is work: it has a monthly sum, or its circle has an envelope for the
    period, or whoever holds it does so without a sum (``waived: true``). It is asked only where the
    cooperative writes envelopes for the days at hand.

    Broken:
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            filled_by: election
            mandates:
            - member: loic  # <- here
              since: 2024-06-01
        budgets/2026-Q4.yaml
            period: 2026-Q4
            envelopes:
            - circle: communication
              granted: 2000
              decision: 2026-10-01-enveloppes
    Mended:
        budgets/2026-Q4.yaml
            period: 2026-Q4
            envelopes:
            - circle: technique
              granted: 2000
              decision: 2026-10-01-enveloppes
    """
    current = holding(ledger.budgets, today)
    funded = {name for budget in current for name, balance in balances(budget).items() if balance.envelope > 0}
    for name, role in ledger.roles.items():
        circle = name.partition("/")[0]
        paid = any(span(one.since, one.until).holds(today) and one.monthly for one in role.stipend)
        if role.filled_by != "election" or circle in funded or paid or not funded:
            continue
        for i, one in enumerate(role.mandates):
            if one.state_on(today) == "held" and not one.waived:
                yield Fault(
                    At(f"roles/{name}.yaml", ("mandates", i, "member")),
                    T("{member} holds role {role} by election: it has no monthly sum, and circle {circle} no envelope",
                      member=one.member, role=name, circle=circle),
                    seen=one.member,
                    related=(Related(At(f"roles/{name}.yaml", ("filled_by",)), T("it is filled by election")),),
                    cure=f"coopctl budget grant {circle} AMOUNT --period {current[0].period} --decision DECISION",
                )  # fmt: skip


ENVELOPES = (
    envelope_twice,
    envelope_below_zero,
    envelope_of_closed_circle,
    circle_closed_in_period,
)
TODAY = (elected_role_without_budget,)

"""Rules on the rounds and objections of a decision: each says what it should, and days follow each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.ledger import Ledger
from coopctl.problem import At, Fault, Route
from coopctl.records.decision import ADOPTED, Decision
from coopctl.rules.rule import rule
from coopctl.words import T


@rule("ledger")
def objection_unclear(ledger: Ledger) -> Iterator[Fault]:
    """An objection, or a round, does not say what it should.

    An objection says the round in which it was raised and, once it has ended, the day; one that is
    integrated says which amendment takes it in, one that is postponed until when. Rounds and amendments are
    counted from 1, in the order of the file.

    Broken:
        decisions/2026-03-12-horaires.yaml
            decision: 2026-03-12-horaires
            title: Horaires de l'accueil
            circle: technique
            opened: 2026-03-12
            proposal: L'accueil ouvre le mardi
            rounds:
            - date: 2026-03-12
              objecting: 1
            objections:
            - id: o1
              date: 2026-03-12
              round: 1
              ended: postponed  # <- here
              ended_on: 2026-03-12
    Mended:
        decisions/2026-03-12-horaires.yaml
            decision: 2026-03-12-horaires
            title: Horaires de l'accueil
            circle: technique
            opened: 2026-03-12
            proposal: L'accueil ouvre le mardi
            rounds:
            - date: 2026-03-12
              objecting: 1
            objections:
            - id: o1
              date: 2026-03-12
              round: 1
              ended: postponed
              ended_on: 2026-03-12
              until: 2027-06-30
    """
    for name, one in sorted(ledger.decisions.items()):
        path = f"decisions/{name}.yaml"
        amendments = len(one.amendments)
        for i, held in enumerate(one.rounds):
            if held.amendment > amendments:
                at = At(path, ("rounds", i, "amendment"))
                yield Fault(at, T("there is no amendment {n}", n=held.amendment), seen=str(held.amendment))
        names = [raised.id for raised in one.objections]
        for i, raised in enumerate(one.objections):
            route = ("objections", i)
            if raised.id in names[:i]:
                yield Fault(At(path, (*route, "id")), T("objection {objection} stands twice", objection=raised.id))
            if not 1 <= raised.round <= len(one.rounds):
                at = At(path, (*route, "round"))
                yield Fault(at, T("there is no round {n}", n=raised.round), seen=str(raised.round))
            if raised.into is not None and not 1 <= raised.into <= amendments:
                at = At(path, (*route, "into"))
                yield Fault(at, T("there is no amendment {n}", n=raised.into), seen=str(raised.into))
            needs = {"integrated": ("into", "ended_on"), "postponed": ("until", "ended_on")}
            wanted = needs.get(raised.ended, ("ended_on",)) if raised.ended else ()
            if missing := tuple(key for key in wanted if getattr(raised, key) is None):
                yield Fault(
                    At(path, (*route, "ended")),
                    T("objection {objection} has ended, and does not say: {missing}", objection=raised.id,
                      missing=missing),
                    seen=raised.ended,
                )  # fmt: skip


@rule("ledger")
def decision_out_of_order(ledger: Ledger) -> Iterator[Fault]:
    """A day of a decision comes before what it follows.

    A round is held on a text that is there, an objection ends after it was raised, a decision is adopted
    after the last round.

    Broken:
        decisions/2026-03-12-horaires.yaml
            decision: 2026-03-12-horaires
            title: Horaires de l'accueil
            circle: technique
            opened: 2026-03-12
            proposal: L'accueil ouvre le mardi
            rounds:
            - date: 2026-03-12
              consenting: 7
            outcomes:
            - date: 2026-03-10  # <- here
              outcome: adopted
    Mended:
        decisions/2026-03-12-horaires.yaml
            decision: 2026-03-12-horaires
            title: Horaires de l'accueil
            circle: technique
            opened: 2026-03-12
            proposal: L'accueil ouvre le mardi
            rounds:
            - date: 2026-03-12
              consenting: 7
            outcomes:
            - date: 2026-03-12
              outcome: adopted
    """
    for name, one in sorted(ledger.decisions.items()):
        for route, before, day in _order(one):
            if before and day and day < before:
                yield Fault(
                    At(f"decisions/{name}.yaml", route),
                    T("{day} is before {before}, the day of what it follows", day=day, before=before),
                    seen=day.isoformat(),
                    allowed=T("{since} or later", since=before),
                )


def _order(one: Decision) -> Iterator[tuple[Route, dt.date | None, dt.date | None]]:
    """Days that follow others: where, the earlier, the later."""
    for i, raised in enumerate(one.objections):
        asked = one.rounds[raised.round - 1].date if 0 < raised.round <= len(one.rounds) else one.opened
        yield ("objections", i, "date"), asked, raised.date
        yield ("objections", i, "ended_on"), raised.date, raised.ended_on
    for i, amendment in enumerate(one.amendments):
        yield ("amendments", i, "date"), one.amendments[i - 1].date if i else one.opened, amendment.date
    for i, held in enumerate(one.rounds):
        of = one.amendments[held.amendment - 1].date if 0 < held.amendment <= len(one.amendments) else one.opened
        yield ("rounds", i, "date"), of, held.date
    last = one.rounds[-1].date if one.rounds else one.opened
    for i, outcome in enumerate(one.outcomes):
        first = last if outcome.outcome in ADOPTED and outcome.date == one.adopted else one.opened
        yield ("outcomes", i, "date"), one.outcomes[i - 1].date if i else first, outcome.date
    for i, review in enumerate(one.reviews):
        yield ("reviews", i, "date"), one.reviews[i - 1].date if i else one.opened, review.date
        yield ("reviews", i, "next"), review.date, review.next


ROUNDS = (objection_unclear, decision_out_of_order)

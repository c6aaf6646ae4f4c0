"""Rules on decisions that depend on the day it is: what is to be looked at again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.decisions import decisions, replacements, seen
from coopctl.ledger import Ledger
from coopctl.mandates import offices
from coopctl.problem import At, Fault, Related, Route
from coopctl.rules.rule import rule
from coopctl.words import T


@rule("day", "warning")
def review_overdue(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """The day of a review has passed, and the review was not held.

    A decision is good enough for now because one looks at it again. The review keeps it, changes how it
    holds, or another decision takes its place.

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
            - date: 2026-03-12
              outcome: adopted
            review: 2026-09-15  # <- here
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
            review: 2026-09-15
            reviews:
            - date: 2026-09-17
              next: 2027-09-15
    """
    for one in decisions(ledger, today):
        if one.overdue:
            held = [i for i, review in enumerate(one.decision.reviews) if review.date <= today]
            route: Route = ("reviews", held[-1], "next") if held else ("review",)
            yield Fault(
                At(f"decisions/{one.name}.yaml", route),
                T("the review of {decision} was due on {day}", decision=one.name, day=one.review),
                seen=str(one.review),
                cure=f"coopctl decision review {one.name} --next DATE",
            )


@rule("day", "warning")
def objection_to_take_up(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """An objection was left to ripen until a day that has passed.

    Whoever raised it let the decision go on, on the word that it comes back. It comes back in a review, or
    in a proposal that takes the place of this one.

    Broken:
        decisions/2026-03-12-horaires.yaml
            decision: 2026-03-12-horaires
            title: Horaires de l'accueil
            circle: technique
            opened: 2026-03-12
            proposal: L'accueil ouvre le mardi
            rounds:
            - date: 2026-03-12
              consenting: 6
              objecting: 1
            objections:
            - id: o1
              date: 2026-03-12
              round: 1
              ended: postponed
              ended_on: 2026-03-12
              until: 2026-06-30  # <- here
            outcomes:
            - date: 2026-03-12
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
              consenting: 6
              objecting: 1
            objections:
            - id: o1
              date: 2026-03-12
              round: 1
              ended: postponed
              ended_on: 2026-03-12
              until: 2026-06-30
            outcomes:
            - date: 2026-03-12
              outcome: adopted
            reviews:
            - date: 2026-07-02
              next: 2027-07-01
    """
    for one in decisions(ledger, today):
        for i, raised in one.ripe if one.live or one.state == "proposed" else ():
            yield Fault(
                At(f"decisions/{one.name}.yaml", ("objections", i, "until")),
                T("objection {objection} to {decision} was left to ripen until {day}", objection=raised.id,
                  decision=one.name, day=raised.until),
                seen=str(raised.until),
                cure=f"coopctl decision review {one.name} --next DATE",
            )  # fmt: skip


@rule("day", "warning")
def condition_no_longer_met(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """Someone accepted a role on the condition of a decision, and that decision does not hold.

    It was not adopted, has ended, was replaced, or the co-managers decline it. The holder and the circle
    talk about it: the mandate goes on, on another condition or on none.

    Broken:
        decisions/2024-05-20-relais.yaml
            decision: 2024-05-20-relais
            title: Relais d'été
            circle: technique
            opened: 2024-05-20
            proposal: Une personne prend le relais en août
            rounds:
            - date: 2024-05-20
              consenting: 4
            outcomes:
            - date: 2024-05-20
              outcome: adopted
            - date: 2026-09-01
              outcome: dropped
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            mandates:
            - member: loic
              since: 2024-06-01
              condition: 2024-05-20-relais  # <- here
    Mended:
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            mandates:
            - member: loic
              since: 2024-06-01
    """
    replaced = replacements(ledger)
    for office in offices(ledger):
        for i, mandate in enumerate(office.sheet.mandates):
            if mandate.condition not in ledger.decisions or mandate.state_on(today) not in ("held", "interim"):
                continue
            one = seen(ledger, mandate.condition, today, replaced)
            if one.state != "in-force":
                yield Fault(
                    At(office.path, ("mandates", i, "condition")),
                    T("{member} holds {role} on the condition of {decision}, which does not hold any more",
                      member=mandate.member, role=office.name, decision=mandate.condition),
                    seen=mandate.condition,
                    related=(Related(At(f"decisions/{mandate.condition}.yaml", ("outcomes",), key=True),
                                     T("what came of it is written here")),),
                    cure=f"coopctl decision show {mandate.condition}",
                )  # fmt: skip


TODAY = (review_overdue, objection_to_take_up, condition_no_longer_met)

"""Rules on consent: nothing is adopted over an objection, nor by an answer given to another text."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.decisions import consent_of
from coopctl.ledger import Ledger
from coopctl.problem import At, Fault, Related
from coopctl.records.decision import ADOPTED, Decision
from coopctl.rules.rule import rule
from coopctl.words import TN, T


def _by_consent(ledger: Ledger) -> Iterator[tuple[str, str, Decision, Related]]:
    """The decisions adopted by consent, with where that is written."""
    for name, one in sorted(ledger.decisions.items()):
        if one.adopted and one.method == "consent":
            path = f"decisions/{name}.yaml"
            row = next(i for i, outcome in enumerate(one.outcomes) if outcome.outcome in ADOPTED)
            written = Related(At(path, ("outcomes", row, "outcome")), T("adopted on {day}", day=one.adopted))
            yield name, path, one, written


@rule("ledger")
def objection_left_open(ledger: Ledger) -> Iterator[Fault]:
    """A decision is adopted, and an objection to it has not ended.

    An objection is worked on until the proposal takes it in, who raised it lets it go, it is kept in mind
    without blocking, or it is left to ripen until a day. Nobody sets it aside for them.

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
            - id: o1  # <- here
              date: 2026-03-12
              round: 1
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
              ended: noted
              ended_on: 2026-03-12
            outcomes:
            - date: 2026-03-12
              outcome: adopted
    """
    for _name, path, one, written in _by_consent(ledger):
        state = consent_of(one)
        for i, raised in enumerate(one.objections):
            if raised.ended is None:
                yield Fault(
                    At(path, ("objections", i, "id")),
                    T("objection {objection} is still open", objection=raised.id),
                    seen=raised.id,
                    related=(written,),
                )
        if state.unwritten and not state.open:
            yield Fault(
                At(path, ("rounds", len(one.rounds) - 1, "objecting")),
                TN("{n} person objected in this round, and the objection is not written",
                   "{n} people objected in this round, and their objections are not written", state.unwritten),
                related=(written,),
            )  # fmt: skip


@rule("ledger")
def consent_carried_over(ledger: Ledger) -> Iterator[Fault]:
    """A decision is adopted, and nobody was asked since it was last amended.

    Whoever had no objection to one text may have one to the next. An amendment, and an objection that is
    integrated, are always followed by a new round with everybody.

    Broken:
        decisions/2026-03-12-horaires.yaml
            decision: 2026-03-12-horaires
            title: Horaires de l'accueil
            circle: technique
            opened: 2026-03-12
            proposal: L'accueil ouvre le mardi
            amendments:
            - date: 2026-03-12
              text: L'accueil ouvre le mardi, jusqu'à l'été  # <- here
            rounds:
            - date: 2026-03-12
              consenting: 7
            outcomes:
            - date: 2026-03-12
              outcome: amended
    Mended:
        decisions/2026-03-12-horaires.yaml
            decision: 2026-03-12-horaires
            title: Horaires de l'accueil
            circle: technique
            opened: 2026-03-12
            proposal: L'accueil ouvre le mardi
            amendments:
            - date: 2026-03-12
              text: L'accueil ouvre le mardi, jusqu'à l'été
            rounds:
            - date: 2026-03-12
              consenting: 7
            - date: 2026-03-12
              amendment: 1
              consenting: 7
            outcomes:
            - date: 2026-03-12
              outcome: amended
    """
    for _name, path, one, written in _by_consent(ledger):
        if one.rounds and not consent_of(one).fresh:
            last = ("amendments", len(one.amendments) - 1, "text") if one.amendments else ("proposal",)
            round_ = Related(At(path, ("rounds", len(one.rounds) - 1, "date")), T("the last round was this one"))
            yield Fault(
                At(path, last), T("nobody was asked since this was changed"), related=(round_, written)
            )  # fmt: skip


@rule("ledger")
def adopted_without_round(ledger: Ledger) -> Iterator[Fault]:
    """A decision is adopted by consent without a round in which everybody was asked.

    Silence is not consent. A round that stopped at an objection, or that left somebody out, has not asked
    everybody: who was not there is counted as absent.

    Broken:
        decisions/2026-03-12-horaires.yaml
            decision: 2026-03-12-horaires
            title: Horaires de l'accueil
            circle: technique
            opened: 2026-03-12
            proposal: L'accueil ouvre le mardi
            outcomes:
            - date: 2026-03-12
              outcome: adopted  # <- here
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
    for _name, path, one, written in _by_consent(ledger):
        if not one.rounds:
            yield Fault(written.at, T("it is adopted by consent, and no round was held"), seen="adopted")
        elif not (last := consent_of(one).last) or not last.full:
            yield Fault(
                At(path, ("rounds", len(one.rounds) - 1, "consenting")),
                T("it is adopted, and this last round did not ask everybody"),
                related=(written,),
            )


CONSENTS = (objection_left_open, consent_carried_over, adopted_without_round)

"""Rules on decisions: who decides, what they replace, how they hold, and who answers for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.ledger import Ledger
from coopctl.mandates import in_force, offices
from coopctl.problem import At, Fault, Related
from coopctl.rules.rule import nearest, rule
from coopctl.words import T


@rule("ledger")
def decided_by_nobody(ledger: Ledger) -> Iterator[Fault]:
    """A decision does not say which circle or which body decides, or names one that is not there.

    One decides: a circle in its domain, or a body such as the assembly.

    Broken:
        decisions/2026-03-12-horaires.yaml
            decision: 2026-03-12-horaires
            title: Horaires de l'accueil
            circle: tecnique  # <- here
            opened: 2026-03-12
            proposal: L'accueil ouvre le mardi
    Mended:
        decisions/2026-03-12-horaires.yaml
            decision: 2026-03-12-horaires
            title: Horaires de l'accueil
            circle: technique
            opened: 2026-03-12
            proposal: L'accueil ouvre le mardi
    """
    for name, one in sorted(ledger.decisions.items()):
        path = f"decisions/{name}.yaml"
        sent = [(("outcomes", i, "to"), outcome.to) for i, outcome in enumerate(one.outcomes)]
        for route, circle in ((("circle",), one.circle), *sent):
            if circle and circle not in ledger.circle_names:
                near = nearest(circle, ledger.circle_names)
                text = (
                    T("there is no circle {circle}; the nearest is {near}", circle=circle, near=near)
                    if near
                    else T("there is no circle {circle}", circle=circle)
                )
                yield Fault(At(path, route), text, seen=circle, allowed=near)
        if one.body and one.body not in ledger.body_names:
            text, allowed = T("there is no body {body}", body=one.body), ", ".join(sorted(ledger.body_names)) or None
            yield Fault(At(path, ("body",)), text, seen=one.body, allowed=allowed)
        if bool(one.circle) == bool(one.body):
            yield Fault(At(path, ("decision",)), T("either a circle or a body decides: one of the two"))


@rule("ledger")
def unknown_decision(ledger: Ledger) -> Iterator[Fault]:
    """A record names a decision that is not there, or one that it cannot replace.

    What a decision replaces was opened before it. A mandate accepted on a condition names the decision
    that is the condition.

    Broken:
        decisions/2026-03-12-horaires.yaml
            decision: 2026-03-12-horaires
            title: Horaires de l'accueil
            circle: technique
            opened: 2026-03-12
            proposal: L'accueil ouvre le mardi
            replaces: 2025-01-09-horaire  # <- here
    Mended:
        decisions/2026-03-12-horaires.yaml
            decision: 2026-03-12-horaires
            title: Horaires de l'accueil
            circle: technique
            opened: 2026-03-12
            proposal: L'accueil ouvre le mardi
            replaces: 2025-01-09-horaires
        decisions/2025-01-09-horaires.yaml
            decision: 2025-01-09-horaires
            title: Horaires de l'accueil
            circle: technique
            opened: 2025-01-09
            proposal: L'accueil ouvre le lundi
            rounds:
            - date: 2025-01-09
              consenting: 5
            outcomes:
            - date: 2025-01-09
              outcome: adopted
    """
    for at, name in _named(ledger):
        if name not in ledger.names("decisions/"):
            near = nearest(name, ledger.names("decisions/"))
            text = (
                T("there is no decision {decision}; the nearest is {near}", decision=name, near=near)
                if near
                else T("there is no decision {decision}", decision=name)
            )
            yield Fault(at, text, seen=name, allowed=near)
    for name, one in sorted(ledger.decisions.items()):
        older = ledger.decisions.get(one.replaces or "")
        if older and (older.opened, older.decision) >= (one.opened, one.decision):
            yield Fault(
                At(f"decisions/{name}.yaml", ("replaces",)),
                T("{decision} was not opened before {name}", decision=one.replaces, name=name),
                seen=one.replaces,
                related=(Related(At(f"decisions/{one.replaces}.yaml", ("opened",)), T("it is written here")),),
            )


def _named(ledger: Ledger) -> Iterator[tuple[At, str]]:
    for name, one in sorted(ledger.decisions.items()):
        if one.replaces:
            yield At(f"decisions/{name}.yaml", ("replaces",)), one.replaces
    for office in offices(ledger):
        for i, mandate in enumerate(office.sheet.mandates):
            if mandate.condition:
                yield At(office.path, ("mandates", i, "condition")), mandate.condition


@rule("ledger")
def outside_without_co_manager(ledger: Ledger) -> Iterator[Fault]:
    """A decision has effects outside the cooperative, and no co-manager answers for it.

    Circles decide; by law the co-managers answer for what binds the cooperative towards others (a contract,
    a bank, the region). One of them, in office on the day it is adopted, says that they do.

    Broken:
        decisions/2026-03-12-local.yaml
            decision: 2026-03-12-local
            title: Bail du local
            circle: technique
            opened: 2026-03-12
            proposal: Signer le bail
            rounds:
            - date: 2026-03-12
              consenting: 7
            outcomes:
            - date: 2026-03-12
              outcome: adopted
            outside: true  # <- here
    Mended:
        decisions/2026-03-12-local.yaml
            decision: 2026-03-12-local
            title: Bail du local
            circle: technique
            opened: 2026-03-12
            proposal: Signer le bail
            rounds:
            - date: 2026-03-12
              consenting: 7
            outcomes:
            - date: 2026-03-12
              outcome: adopted
            outside: true
            accountable: loic
        roles/technique/gerance.yaml
            role: gerance
            title: Cogérance
            accountabilities: [Signer les comptes]
            statutory: co-manager
            mandates:
            - member: loic
              since: 2024-07-01
    """
    for name, one in sorted(ledger.decisions.items()):
        if not (one.outside and one.adopted):
            continue
        path = f"decisions/{name}.yaml"
        who = one.accountable
        known = sorted(_co_managers(ledger, one.adopted))
        if who is None:
            text = T("it has effects outside the cooperative, and no co-manager answers for it")
            yield Fault(At(path, ("outside",)), text, allowed=", ".join(known) or None)
        elif ledger.current(who) not in known:
            yield Fault(
                At(path, ("accountable",)),
                T("{member} was not a co-manager on {day}, when it was adopted", member=who, day=one.adopted),
                seen=who,
                allowed=", ".join(known) or None,
            )


def _co_managers(ledger: Ledger, day: dt.date) -> set[str]:
    held = (one for office in offices(ledger) if office.co_management for one in in_force(office, day))
    return {mandate.member for _i, mandate in held}


@rule("ledger")
def said_too_little(ledger: Ledger) -> Iterator[Fault]:
    """What came of a decision, or what the co-managers say of it, lacks its reason or who goes on with it.

    The co-managers may decline what a circle decides, and say why: that is where the discussion begins. An
    agreement that is broken says why, one that is not resolved says who takes it up again and by when, one
    that is sent elsewhere says to which circle.

    Broken:
        decisions/2026-03-12-horaires.yaml
            decision: 2026-03-12-horaires
            title: Horaires de l'accueil
            circle: technique
            opened: 2026-03-12
            proposal: L'accueil ouvre le mardi
            taken_up:
            - date: 2026-03-20
              state: declined  # <- here
    Mended:
        decisions/2026-03-12-horaires.yaml
            decision: 2026-03-12-horaires
            title: Horaires de l'accueil
            circle: technique
            opened: 2026-03-12
            proposal: L'accueil ouvre le mardi
            taken_up:
            - date: 2026-03-20
              state: declined
              reason: Le bail ne permet pas d'ouvrir après 18 h
    """
    needs = {"broken": ("reason",), "unresolved": ("owner", "until"), "sent": ("to",)}
    for name, one in sorted(ledger.decisions.items()):
        path = f"decisions/{name}.yaml"
        for i, said in enumerate(one.taken_up):
            if said.state == "declined" and not said.reason:
                text = T("the co-managers decline it, and do not say why")
                cure = f'coopctl decision take-up {name} declined --because "…"'
                yield Fault(At(path, ("taken_up", i, "state")), text, seen=said.state, cure=cure)
        for i, outcome in enumerate(one.outcomes):
            missing = tuple(key for key in needs.get(outcome.outcome, ()) if getattr(outcome, key) is None)
            if missing:
                at = At(path, ("outcomes", i, "outcome"))
                yield Fault(at, T("this outcome does not say: {missing}", missing=missing), seen=outcome.outcome)


@rule("ledger", "warning")
def experiment_without_end(ledger: Ledger) -> Iterator[Fault]:
    """An experiment does not say when one looks back at it, or by what one will tell whether it works.

    One tries in order to learn something. Without a day and without criteria an experiment turns into a
    rule that nobody decided.

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
            standing:
            - kind: experiment  # <- here
              since: 2026-03-12
            criteria: Moins de portes closes
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
            standing:
            - kind: experiment
              since: 2026-03-12
            criteria: Moins de portes closes
            review: 2027-03-12
    """
    for name, one in sorted(ledger.decisions.items()):
        last = one.outcomes[-1].outcome if one.outcomes else None
        if not one.adopted or last not in ("adopted", "amended"):
            continue
        for i, held in enumerate(one.standing):
            if held.kind != "experiment" or i < len(one.standing) - 1:
                continue
            review = one.next_review or held.until
            missing = tuple(key for key, value in (("review", review), ("criteria", one.criteria)) if not value)
            if missing:
                at = At(f"decisions/{name}.yaml", ("standing", i, "kind"))
                cure = f"coopctl decision review {name} --next DATE" if "review" in missing else None
                text = T("this experiment does not say: {missing}", missing=missing)
                yield Fault(at, text, seen=held.kind, cure=cure)


DECIDED = (
    decided_by_nobody,
    unknown_decision,
    outside_without_co_manager,
    said_too_little,
    experiment_without_end,
)

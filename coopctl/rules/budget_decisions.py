"""Rules on budgets: an envelope, and what moves between two, rest on a decision that was recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coopctl.ledger import Ledger
from coopctl.problem import At, Fault, Related
from coopctl.records.decision import Decision
from coopctl.rules.rule import nearest, rule
from coopctl.words import T, Text

DECISIONS = "decisions/"


def _path(budget: str) -> str:
    return f"budgets/{budget}.yaml"


@rule("ledger")
def budget_decision_not_there(ledger: Ledger) -> Iterator[Fault]:
    """A budget relies on a decision that is not in the ledger.

    Decisions lie in decisions/, under their day and a name. Without it nobody can look up who agreed.

    Broken:
        budgets/2026-Q4.yaml
            period: 2026-Q4
            envelopes:
            - circle: technique
              granted: 2000
              decision: 2026-10-01-envelopes  # <- here
    Mended:
        budgets/2026-Q4.yaml
            period: 2026-Q4
            envelopes:
            - circle: technique
              granted: 2000
              decision: 2026-10-01-enveloppes
    """
    known = ledger.names(DECISIONS)
    for name, budget in ledger.budgets.items():
        for key in ("envelopes", "transfers"):
            for i, one in enumerate(getattr(budget, key)):
                if one.decision and one.decision not in known:
                    near = nearest(one.decision, known)
                    yield Fault(
                        At(_path(name), (key, i, "decision")),
                        T("there is no decision {decision}; the nearest is {near}", decision=one.decision, near=near)
                        if near
                        else T("there is no decision {decision}", decision=one.decision),
                        seen=one.decision,
                        allowed=near,
                    )


@rule("ledger", "warning")
def budget_decision_not_adopted(ledger: Ledger) -> Iterator[Fault]:
    """An envelope is granted, or something moved, by a decision that was not adopted.

    What is only proposed, was withdrawn, or is declined by the co-managers moves no money. One that held then and was
    dropped or replaced since stays the reason of what it granted.

    Broken:
        decisions/2026-10-08-poste.yaml
            decision: 2026-10-08-poste
            title: Un poste de plus
            circle: technique
            opened: 2026-10-08
            proposal: 500 € de plus pour l'équipe
        budgets/2026-Q4.yaml
            period: 2026-Q4
            envelopes:
            - circle: technique
              granted: 2500
              decision: 2026-10-08-poste  # <- here
    Mended:
        decisions/2026-10-08-poste.yaml
            decision: 2026-10-08-poste
            title: Un poste de plus
            circle: technique
            opened: 2026-10-08
            proposal: 500 € de plus pour l'équipe
            rounds:
            - date: 2026-10-08
              consenting: 5
            outcomes:
            - date: 2026-10-08
              outcome: adopted
        budgets/2026-Q4.yaml
            period: 2026-Q4
            envelopes:
            - circle: technique
              granted: 2500
              decision: 2026-10-08-poste
    """
    decisions: Mapping[str, Decision] = ledger.decisions
    for name, budget in ledger.budgets.items():
        moved: list[tuple[str, int, Any]] = [("transfers", i, one) for i, one in enumerate(budget.transfers)]
        granted = [("envelopes", i, one) for i, one in enumerate(budget.envelopes) if one.granted is not None]
        for key, i, one in (*granted, *moved):
            decision = decisions.get(one.decision or "")
            said = _not_adopted(one.decision or "", decision) if decision else None
            if said:
                yield Fault(
                    At(_path(name), (key, i, "decision")), said, seen=one.decision,
                    related=(Related(At(f"{DECISIONS}{one.decision}.yaml", ("decision",)), T("the decision is here")),),
                    cure=f"coopctl decision show {one.decision}",
                )  # fmt: skip


def _not_adopted(name: str, decision: Decision) -> Text | None:
    """Why a decision moves no money; None where it does."""
    if decision.adopted is None:
        withdrawn = decision.outcomes and decision.outcomes[-1].outcome == "withdrawn"
        return T("{decision} was withdrawn", decision=name) if withdrawn else T(
            "{decision} is not adopted", decision=name)  # fmt: skip
    declined = decision.taken_up and decision.taken_up[-1].state == "declined"
    return T("the co-managers decline {decision}", decision=name) if declined else None


@rule("ledger", "warning")
def grant_without_decision(ledger: Ledger) -> Iterator[Fault]:
    """An envelope is granted, and no decision says so.

    Circles agree on their envelopes in a meeting: the decision that was recorded there is what an envelope
    rests on.

    Broken:
        budgets/2026-Q4.yaml
            period: 2026-Q4
            envelopes:
            - circle: technique
              granted: 2000  # <- here
    Mended:
        budgets/2026-Q4.yaml
            period: 2026-Q4
            envelopes:
            - circle: technique
              granted: 2000
              decision: 2026-10-01-enveloppes
    """
    for name, budget in ledger.budgets.items():
        for i, one in enumerate(budget.envelopes):
            if one.granted is not None and one.decision is None:
                amount = one.granted.fixed
                yield Fault(
                    At(_path(name), ("envelopes", i, "granted")),
                    T("no decision grants circle {circle} its envelope for {period}",
                      circle=one.circle, period=budget.period),
                    cure=f"coopctl budget grant {one.circle} {amount} --period {name} --decision DECISION",
                )  # fmt: skip


@rule("ledger", "warning")
def transfer_without_decision(ledger: Ledger) -> Iterator[Fault]:
    """Something moved from one circle to another, and no decision says so.

    Both circles agree to it, in a meeting of theirs or in one where both have a voice.

    Broken:
        budgets/2026-Q4.yaml
            period: 2026-Q4
            envelopes:
            - circle: communication
              granted: 2000
              decision: 2026-10-01-enveloppes
            transfers:
            - id: k7m3qa2w
              date: 2026-10-08
              from_circle: communication
              to_circle: technique
              amount: 500  # <- here
    Mended:
        budgets/2026-Q4.yaml
            period: 2026-Q4
            envelopes:
            - circle: communication
              granted: 2000
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
        for i, move in enumerate(budget.transfers):
            if move.decision is None:
                yield Fault(
                    At(_path(name), ("transfers", i, "amount")),
                    T("no decision moves {amount} from circle {giver} to circle {receiver}",
                      amount=move.amount, giver=move.from_circle, receiver=move.to_circle),
                )  # fmt: skip


DECIDED = (budget_decision_not_there, budget_decision_not_adopted, grant_without_decision, transfer_without_decision)

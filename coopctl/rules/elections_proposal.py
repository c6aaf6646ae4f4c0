"""Rules on the proposal of an election, and the objections to it."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.ledger import Ledger
from coopctl.problem import Fault
from coopctl.rules.elections import broken
from coopctl.rules.rule import rule


@rule("ledger")
def proposed_not_nominated(ledger: Ledger) -> Iterator[Fault]:
    """Somebody is proposed whom nobody had named.

    The proposal comes from what was heard. The rules of an election may allow more (``proposed_from: anyone``).

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true},
               {voter: noemie, nominee: noemie, withheld: true}]}
            - {at: 2026-10-15, by: noemie, kind: change}
            - {at: 2026-10-15, by: noemie, kind: proposal, member: loic, reason: Il connaît les serveurs}  # <- here
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true},
               {voter: noemie, nominee: noemie, withheld: true}]}
            - {at: 2026-10-15, by: noemie, kind: change}
            - {at: 2026-10-15, by: noemie, kind: proposal, member: noemie, reason: Elle le fait déjà}
    """
    yield from broken(ledger, "proposed-not-nominated")


@rule("ledger")
def proposed_not_eligible(ledger: Ledger) -> Iterator[Fault]:
    """Somebody is proposed who could not hold the role.

    Who could was computed when the election was opened. A ballot may name anybody: its reason still tells something.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie],
               eligible: [loic]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true},
               {voter: noemie, nominee: noemie, withheld: true}]}
            - {at: 2026-10-15, by: noemie, kind: change}
            - {at: 2026-10-15, by: noemie, kind: proposal, member: noemie, reason: Elle le fait déjà}  # <- here
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie],
               eligible: [noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true},
               {voter: noemie, nominee: noemie, withheld: true}]}
            - {at: 2026-10-15, by: noemie, kind: change}
            - {at: 2026-10-15, by: noemie, kind: proposal, member: noemie, reason: Elle le fait déjà}
    """
    yield from broken(ledger, "proposed-not-eligible")


@rule("ledger")
def facilitator_proposed(ledger: Ledger) -> Iterator[Fault]:
    """Who facilitates, or who proposes, is proposed.

    Someone else facilitates before the proposal; the record says so (``handover``).

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: noemie, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true},
               {voter: noemie, nominee: noemie, withheld: true}]}
            - {at: 2026-10-15, by: noemie, kind: change}
            - {at: 2026-10-15, by: noemie, kind: proposal, member: noemie, reason: Elle le fait déjà}  # <- here
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: noemie, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true},
               {voter: noemie, nominee: noemie, withheld: true}]}
            - {at: 2026-10-15, by: noemie, kind: change}
            - {at: 2026-10-15, by: noemie, kind: handover, facilitator: loic}
            - {at: 2026-10-15, by: noemie, kind: proposal, member: noemie, reason: Elle le fait déjà}
    """
    yield from broken(ledger, "facilitator-proposed")


@rule("ledger")
def election_objection_unclear(ledger: Ledger) -> Iterator[Fault]:
    """An objection ends before it was put in words about the role.

    An objection without its reason is to be made clear first; it is not closed in silence.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true},
               {voter: noemie, nominee: noemie, withheld: true}]}
            - {at: 2026-10-15, by: noemie, kind: change}
            - {at: 2026-10-15, by: noemie, kind: proposal, member: noemie, reason: Elle le fait déjà}
            - {at: 2026-10-15, by: noemie, kind: objection, objection: o1, member: loic}
            - {at: 2026-10-15, by: noemie, kind: resolution, objection: o1, ending: noted}  # <- here
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true},
               {voter: noemie, nominee: noemie, withheld: true}]}
            - {at: 2026-10-15, by: noemie, kind: change}
            - {at: 2026-10-15, by: noemie, kind: proposal, member: noemie, reason: Elle le fait déjà}
            - {at: 2026-10-15, by: noemie, kind: objection, objection: o1, member: loic, text: La durée est longue}
            - {at: 2026-10-15, by: noemie, kind: resolution, objection: o1, ending: noted}
    """
    yield from broken(ledger, "election-objection-unclear")


@rule("ledger")
def election_objection_left_open(ledger: Ledger) -> Iterator[Fault]:
    """An objection was not ended, or not as its ending asks for.

    It is integrated (and what changes is written), withdrawn, noted as a point to watch, or ripens until a day.
    Nobody judges it, and nobody goes on over it.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true},
               {voter: noemie, nominee: noemie, withheld: true}]}
            - {at: 2026-10-15, by: noemie, kind: change}
            - {at: 2026-10-15, by: noemie, kind: proposal, member: noemie, reason: Elle le fait déjà}
            - {at: 2026-10-15, by: noemie, kind: consent, members: [noemie]}
            - {at: 2026-10-15, by: noemie, kind: objection, objection: o1, member: loic, text: La durée est longue}
            - {at: 2026-10-15, by: noemie, kind: acceptance, member: noemie, answer: accepted}  # <- here
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true},
               {voter: noemie, nominee: noemie, withheld: true}]}
            - {at: 2026-10-15, by: noemie, kind: change}
            - {at: 2026-10-15, by: noemie, kind: proposal, member: noemie, reason: Elle le fait déjà}
            - {at: 2026-10-15, by: noemie, kind: consent, members: [noemie]}
            - {at: 2026-10-15, by: noemie, kind: objection, objection: o1, member: loic, text: La durée est longue}
            - {at: 2026-10-15, by: noemie, kind: resolution, objection: o1, ending: withdrawn}
            - {at: 2026-10-15, by: noemie, kind: acceptance, member: noemie, answer: accepted}
    """
    yield from broken(ledger, "election-objection-left-open")

"""Rules on elections where not all take part at the same time: the times of steps, and silence."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.ledger import Ledger
from coopctl.problem import Fault
from coopctl.rules.elections import broken
from coopctl.rules.rule import rule


@rule("ledger")
def election_outside_times(ledger: Ledger) -> Iterator[Fault]:
    """Something happens outside the times that were set for its step.

    Where not all take part at the same time, the framing says when a step opens and closes. Whoever needs more time
    says so, and the group suspends the election or meets.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               times: {ballots: {opens: 2026-10-15, closes: 2026-10-18}},
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-19, by: noemie, kind: ballots,  # <- here
               ballots: [{voter: loic, nominee: noemie, withheld: true},
               {voter: noemie, nominee: loic, withheld: true}]}
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               times: {ballots: {opens: 2026-10-15, closes: 2026-10-18}},
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-17, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true},
               {voter: noemie, nominee: loic, withheld: true}]}
    """
    yield from broken(ledger, "election-outside-times")


@rule("ledger")
def silence_not_consent(ledger: Ledger) -> Iterator[Fault]:
    """Silence is noted as « no objection », and the rules of this election do not say so.

    Silence is never consent, unless the rules that were agreed at the framing take it for one (``silence:
    no-objection``) and a time was set for the round of objections, which is over.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               rules: {silence: never}, times: {objections: {closes: 2026-10-18}},
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true},
               {voter: noemie, nominee: loic, withheld: true}]}
            - {at: 2026-10-15, by: noemie, kind: change}
            - {at: 2026-10-15, by: noemie, kind: proposal, member: noemie, reason: Elle le fait déjà}
            - {at: 2026-10-19, by: noemie, kind: consent, silent: true, members: [loic]}  # <- here
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               rules: {silence: no-objection}, times: {objections: {closes: 2026-10-18}},
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true},
               {voter: noemie, nominee: loic, withheld: true}]}
            - {at: 2026-10-15, by: noemie, kind: change}
            - {at: 2026-10-15, by: noemie, kind: proposal, member: noemie, reason: Elle le fait déjà}
            - {at: 2026-10-19, by: noemie, kind: consent, silent: true, members: [loic]}
    """
    yield from broken(ledger, "silence-not-consent")

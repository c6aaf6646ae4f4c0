"""Rules on the consent to a proposal, and on the mandate it ends in."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.ledger import Ledger
from coopctl.problem import Fault
from coopctl.rules.elections import broken, unheard
from coopctl.rules.rule import rule


@rule("ledger")
def election_consent_carried_over(ledger: Ledger) -> Iterator[Fault]:
    """The proposal was amended, and the answers given before stand for it.

    An amendment makes another proposal: everybody there is asked again, those who had no objection too.

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
            - {at: 2026-10-15, by: noemie, kind: resolution, objection: o1, ending: integrated,
               amendment: {how: shorter-term, term_months: 12}}
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
            - {at: 2026-10-15, by: noemie, kind: resolution, objection: o1, ending: integrated,
               amendment: {how: shorter-term, term_months: 12}}
            - {at: 2026-10-15, by: noemie, kind: consent, members: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: acceptance, member: noemie, answer: accepted}
    """
    yield from broken(ledger, "election-consent-carried-over")


@rule("ledger")
def round_not_full(ledger: Ledger) -> Iterator[Fault]:
    """Somebody is designated without a full round of those present.

    Consent is that everybody there said they have no objection. Silence is not consent.

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
            - {at: 2026-10-15, by: noemie, kind: consent, members: [loic]}
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
            - {at: 2026-10-15, by: noemie, kind: consent, members: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: acceptance, member: noemie, answer: accepted}
    """
    yield from broken(ledger, "round-not-full")


@rule("ledger")
def mandate_without_acceptance(ledger: Ledger) -> Iterator[Fault]:
    """A mandate comes from an election in which its holder did not accept it, or nobody consented.

    Nobody holds a role without saying yes to it. The election that the mandate names must end in that mandate.

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
            - {at: 2026-10-15, by: noemie, kind: consent, members: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: mandate, member: noemie,  # <- here
               since: 2026-11-01, until: 2028-10-31}
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
            - {at: 2026-10-15, by: noemie, kind: consent, members: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: acceptance, member: noemie, answer: accepted}
    """
    yield from broken(ledger, "mandate-without-acceptance")
    yield from unheard(ledger)


@rule("ledger")
def election_without_term(ledger: Ledger) -> Iterator[Fault]:
    """An election ends in a mandate without a last day.

    The term is agreed before any name; without it nobody knows when to choose again.

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
            - {at: 2026-10-15, by: noemie, kind: consent, members: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: acceptance, member: noemie, answer: accepted}
            - {at: 2026-10-15, by: noemie, kind: mandate, member: noemie, since: 2026-11-01}  # <- here
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            mandates:
            - member: loic
              since: 2024-06-01
              until: 2026-10-31
            - member: noemie
              since: 2026-11-01
              election: 2026-10-15-serveurs
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
            - {at: 2026-10-15, by: noemie, kind: consent, members: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: acceptance, member: noemie, answer: accepted}
            - {at: 2026-10-15, by: noemie, kind: mandate, member: noemie, since: 2026-11-01, until: 2028-10-31}
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            mandates:
            - member: loic
              since: 2024-06-01
              until: 2026-10-31
            - member: noemie
              since: 2026-11-01
              until: 2028-10-31
              election: 2026-10-15-serveurs
    """
    yield from broken(ledger, "election-without-term")


@rule("ledger")
def election_term_too_long(ledger: Ledger) -> Iterator[Fault]:
    """The mandate is longer than the term agreed, or than the longest allowed.

    A longer term would be another proposal, and another round.

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
            - {at: 2026-10-15, by: noemie, kind: consent, members: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: acceptance, member: noemie, answer: accepted}
            - {at: 2026-10-15, by: noemie, kind: mandate, member: noemie,
               since: 2026-11-01, until: 2029-10-31}  # <- here
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            mandates:
            - member: loic
              since: 2024-06-01
              until: 2026-10-31
            - member: noemie
              since: 2026-11-01
              until: 2029-10-31
              election: 2026-10-15-serveurs
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
            - {at: 2026-10-15, by: noemie, kind: consent, members: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: acceptance, member: noemie, answer: accepted}
            - {at: 2026-10-15, by: noemie, kind: mandate, member: noemie, since: 2026-11-01, until: 2028-10-31}
        roles/technique/admin-sys.yaml
            role: admin-sys
            title: Administration système
            accountabilities: [Serveurs à jour]
            mandates:
            - member: loic
              since: 2024-06-01
              until: 2026-10-31
            - member: noemie
              since: 2026-11-01
              until: 2028-10-31
              election: 2026-10-15-serveurs
    """
    yield from broken(ledger, "election-term-too-long")

"""Rules on how an election goes: its order, its days, what is added once it is over."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.ledger import Ledger
from coopctl.problem import Fault
from coopctl.rules.elections import broken
from coopctl.rules.rule import rule


@rule("ledger")
def election_out_of_order(ledger: Ledger) -> Iterator[Fault]:
    """An event of an election comes where none of its kind can.

    Ballots come before the change round, that one before a proposal, a proposal before the round of objections, and
    that one before an answer. ``coopctl election show`` says what may come next.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: consent, members: [loic]}  # <- here
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
    """
    yield from broken(ledger, "election-out-of-order")


@rule("ledger")
def election_dates_go_back(ledger: Ledger) -> Iterator[Fault]:
    """An event of an election is older than the one before it.

    Events are added at the end, as they happen. What was recorded wrongly is corrected by an erratum.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-14, by: noemie, kind: note, text: Coupure de cinq minutes}  # <- here
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: note, text: Coupure de cinq minutes}
    """
    yield from broken(ledger, "election-dates-go-back")


@rule("ledger")
def election_changed_after_closing(ledger: Ledger) -> Iterator[Fault]:
    """Something is added to an election that is over.

    What was decided stays as it was. A typing error has its erratum; an objection that comes later is the beginning
    of another election, which says that it follows this one.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: cancellation, why: La fiche est à revoir}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true},
               {voter: noemie, nominee: noemie, withheld: true}]}
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: cancellation, why: La fiche est à revoir}
            - {at: 2026-10-15, by: noemie, kind: erratum, text: Lire « à récrire »}
    """
    yield from broken(ledger, "election-changed-after-closing")


@rule("ledger")
def quorum_missing(ledger: Ledger) -> Iterator[Fault]:
    """Fewer people are there than the rules of the election ask for.

    The rules were written in the framing. It is not a failure: the election is suspended, and goes on another day.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic],
               rules: {quorum_percent: 60}}
            - {at: 2026-10-15, by: noemie, kind: ballots,  # <- here
               ballots: [{voter: loic, nominee: noemie, withheld: true}]}
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true},
               {voter: noemie, nominee: noemie, withheld: true}]}
    """
    yield from broken(ledger, "quorum-missing")

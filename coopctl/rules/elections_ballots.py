"""Rules on the ballots of an election: whose they are, whom they name, why."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.ledger import Ledger
from coopctl.problem import Fault
from coopctl.rules.elections import broken
from coopctl.rules.rule import rule


@rule("ledger")
def voter_not_in_electorate(ledger: Ledger) -> Iterator[Fault]:
    """Somebody gives a ballot, or speaks in a round, without being of the electorate.

    The electorate was written in the framing. Guests and observers are welcome, and do not speak in rounds.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: karim, nominee: noemie, withheld: true}]}  # <- here
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true}]}
    """
    yield from broken(ledger, "voter-not-in-electorate")


@rule("ledger")
def ballot_twice(ledger: Ledger) -> Iterator[Fault]:
    """Somebody gives two ballots in one round.

    Each person names one. In a change round a ballot may move once.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true},
               {voter: loic, nominee: loic, withheld: true}]}  # <- here
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true}]}
    """
    yield from broken(ledger, "ballot-twice")


@rule("ledger")
def ballot_missing(ledger: Ledger) -> Iterator[Fault]:
    """The group went on before everybody there gave a ballot.

    Whoever gives none says so, and the record too (``without``): silence is not a ballot.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true}]}
            - {at: 2026-10-15, by: noemie, kind: change}  # <- here
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true}], without: [noemie]}
            - {at: 2026-10-15, by: noemie, kind: change}
    """
    yield from broken(ledger, "ballot-missing")


@rule("ledger")
def ballot_not_allowed(ledger: Ledger) -> Iterator[Fault]:
    """A ballot is not one that the rules of the election allow.

    The rules say whether one may name oneself, pass, name nobody or look outside. A ballot has one name, unless a
    group is proposed.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie],
               rules: {self_nomination: false}}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: loic, withheld: true}]}  # <- here
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: loic, withheld: true}]}
    """
    yield from broken(ledger, "ballot-not-allowed")


@rule("ledger")
def name_not_given(ledger: Ledger) -> Iterator[Fault]:
    """In a change round a ballot moves to somebody whom nobody had named.

    A change round listens to what was said: a ballot moves to a name already given, because its reasons convince.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true},
               {voter: noemie, nominee: noemie, withheld: true}]}
            - {at: 2026-10-15, by: noemie, kind: change,
               ballots: [{voter: loic, nominee: loic, withheld: true}]}  # <- here
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
    """
    yield from broken(ledger, "name-not-given")


@rule("ledger")
def reason_missing(ledger: Ledger) -> Iterator[Fault]:
    """A ballot or a proposal has no reason.

    Reasons matter more than numbers. The words need not be written: ``given`` holds that there was one, and
    ``withheld`` that it was said in the meeting.

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
            - {at: 2026-10-15, by: noemie, kind: proposal, member: noemie}  # <- here
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
    yield from broken(ledger, "reason-missing")


@rule("ledger")
def reason_beyond_level(ledger: Ledger) -> Iterator[Fault]:
    """A reason is written in full, and the election keeps less than that.

    Words about people stay for ever in the history. How much of them is kept was said aloud at the framing.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, reason: Elle écoute}]}  # <- here
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots,
               ballots: [{voter: loic, nominee: noemie, withheld: true}]}
    """
    yield from broken(ledger, "reason-beyond-level")

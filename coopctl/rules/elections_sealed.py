"""Rules on sealed ballots: where they may be, that each opens as it was sealed, that the record has them so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coopctl.election.book import gists, path_of, standing
from coopctl.election.sealed import Own, counting, of_ledger, opens
from coopctl.election.state import State
from coopctl.election.times import outside, window
from coopctl.ledger import Ledger
from coopctl.problem import At, Fault, Related
from coopctl.rules.rule import rule
from coopctl.words import T, Text


def _at(one: Own, *route: str | int) -> At:
    return At(one.path, ("ballots", one.row, *route))


@rule("ledger")
def sealed_ballot_not_allowed(ledger: Ledger) -> Iterator[Fault]:
    """A ballot was sealed where none can be: not in this election, not by this person, or too late.

    Ballots are sealed only where the framing says so. Whoever seals one after others were opened has seen them.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
        elections/2026-10-15-serveurs/ballots/loic.yaml
            voter: loic
            ballots:
            - round: 1
              at: 2026-10-15  # <- here
              commitment: hmac-sha256:00
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24, sealed: true,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
        elections/2026-10-15-serveurs/ballots/loic.yaml
            voter: loic
            ballots:
            - round: 1
              at: 2026-10-15
              commitment: hmac-sha256:00
    """
    every = list(of_ledger(ledger))
    for one in every:
        said = _misplaced(one, standing(ledger, one.election), every)
        if said is not None:
            yield Fault(_at(one, "at"), said, seen=one.voter, cure=f"coopctl election show {one.election}")


def _misplaced(one: Own, state: State | None, every: list[Own]) -> Text | None:
    framing = state.framing if state else None
    if framing is None:
        return T("there is no election {election}", election=one.election)
    if not framing.sealed or framing.level == "outcome":
        return T("{election} was not opened for sealed ballots", election=one.election)
    if one.voter not in framing.electorate:
        return T("{member} is not of the electorate", member=one.voter)
    if one.ballot.at.before(framing.at):
        return T("this ballot was sealed before the election was opened")
    if (said := outside(window(state, "ballots"), one.ballot.at)) is not None:  # type: ignore[arg-type]
        return said
    round_ = [each.ballot.opened for each in every if (each.election, each.ballot.round) == (one.election,
              one.ballot.round)]  # fmt: skip
    if any(opened and opened.at.before(one.ballot.at) for opened in round_):
        return T("this ballot was sealed after others were opened")
    return None


@rule("ledger")
def sealed_ballot_differs(ledger: Ledger) -> Iterator[Fault]:
    """A ballot does not open as it was sealed, or was never sealed.

    The commitment is a digest under the salt of who names whom and of the reason's own digest. If it does not fit,
    the ballot is another one than the one that was sealed: it is given again, aloud.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24, sealed: true,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
        elections/2026-10-15-serveurs/ballots/loic.yaml
            voter: loic
            ballots:
            - round: 1
              at: 2026-10-15
              commitment: hmac-sha256:c08bbad8bfa409e07d87d74833a6c95fe9e1fc3def9307c580559166af682d7b
              opened:
                at: 2026-10-15  # <- here
                nominee: loic
                given: hmac:7f06a45ea5d1e9b478a269d356e2b1c5
                salt: 5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24, sealed: true,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
        elections/2026-10-15-serveurs/ballots/loic.yaml
            voter: loic
            ballots:
            - round: 1
              at: 2026-10-15
              commitment: hmac-sha256:c08bbad8bfa409e07d87d74833a6c95fe9e1fc3def9307c580559166af682d7b
              opened:
                at: 2026-10-15
                nominee: noemie
                given: hmac:7f06a45ea5d1e9b478a269d356e2b1c5
                salt: 5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f
    """
    for one in of_ledger(ledger):
        if one.ballot.commitment is None:
            yield Fault(_at(one, "at"), T("this ballot has no commitment: it was never sealed"), seen=one.voter)
        elif not opens(one):
            said = T("the ballot of {member} does not open as it was sealed", member=one.voter)
            yield Fault(_at(one, "opened"), said, seen=one.voter,
                        cure=f"coopctl election show {one.election}")  # fmt: skip


@rule("ledger")
def sealed_ballot_changed(ledger: Ledger) -> Iterator[Fault]:
    """The record of an election has another ballot than the sealed one it was opened from.

    What was taken in at the reveal stays. A sealed ballot that changes after it, or goes, is told beside the record.

    Broken:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24, sealed: true,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - {at: 2026-10-15, by: noemie, kind: ballots, ballots: [
               {voter: loic, nominee: loic, withheld: true, # <- here
               sealed: "hmac-sha256:c08bbad8bfa409e07d87d74833a6c95fe9e1fc3def9307c580559166af682d7b"},
               {voter: noemie, nominee: loic, withheld: true}]}
        elections/2026-10-15-serveurs/ballots/loic.yaml
            voter: loic
            ballots:
            - round: 1
              at: 2026-10-15
              commitment: hmac-sha256:c08bbad8bfa409e07d87d74833a6c95fe9e1fc3def9307c580559166af682d7b
              opened:
                at: 2026-10-15
                nominee: noemie
                given: hmac:7f06a45ea5d1e9b478a269d356e2b1c5
                salt: 5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f
    Mended:
        elections/2026-10-15-serveurs.yaml
            election: 2026-10-15-serveurs
            events:
            - {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24, sealed: true,
               electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
            - at: 2026-10-15
              by: noemie
              kind: ballots
              ballots:
              - voter: loic
                nominee: noemie
                given: hmac:7f06a45ea5d1e9b478a269d356e2b1c5
                sealed: hmac-sha256:c08bbad8bfa409e07d87d74833a6c95fe9e1fc3def9307c580559166af682d7b
              - {voter: noemie, nominee: loic, withheld: true}
        elections/2026-10-15-serveurs/ballots/loic.yaml
            voter: loic
            ballots:
            - round: 1
              at: 2026-10-15
              commitment: hmac-sha256:c08bbad8bfa409e07d87d74833a6c95fe9e1fc3def9307c580559166af682d7b
              opened:
                at: 2026-10-15
                nominee: noemie
                given: hmac:7f06a45ea5d1e9b478a269d356e2b1c5
                salt: 5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f
    """
    every = list(of_ledger(ledger))
    beside = {one.election for one in every}
    for name in (name for name, gist in gists(ledger).items() if gist.sealed or name in beside):
        record: Any = ledger.election(name)
        state = standing(ledger, name)
        for place, tour in enumerate(state.history if state else (), 1):
            sealed = counting(every, name, place)
            for ballot in tour.ballots:
                written = record.events[ballot.event].ballots[ballot.row]
                own = sealed.pop(ballot.voter, None)
                if _differs(written, own):
                    at = At(path_of(name), ("events", ballot.event, "ballots", ballot.row, "voter"))
                    related = (Related(_at(own, "at"), T("the sealed ballot is here")),) if own else ()
                    said = T("the sealed ballot of {member} is not the one that is recorded here", member=ballot.voter)
                    yield Fault(at, said, seen=ballot.voter, related=related)


def _differs(written: object, own: Own | None) -> bool:
    """Whether a recorded ballot is another than the sealed one. A sealed one that was never opened was given again."""
    commitment = getattr(written, "sealed", None)
    opened = own.ballot.opened if own else None
    if commitment is None:
        return opened is not None
    if own is None or opened is None or own.ballot.commitment != commitment:
        return True
    names, instead = getattr(written, "names", ()), getattr(written, "instead", None)
    given = getattr(written, "given", None), getattr(written, "reason", None)
    digest = None if opened.reason is not None else opened.given
    return (opened.names, opened.instead) != (names, instead) or (digest, opened.reason) != given

"""Sealed ballots: a commitment first, the ballot at the reveal, and whether one opens as the other says.

The commitment is a digest, under a salt that nobody else has, of the election, the round, the voter, whom they name and
the digest of their reason. The reason has a key of its own: once the salt is open, its words still cannot be guessed.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from coopctl.election.words import digest
from coopctl.ledger import Ledger
from coopctl.records.sealed import Opened, Sealed, SealedBallots


class Paper(NamedTuple):
    """What is written on a ballot; ``given`` is the digest of its reason, "withheld" or nothing."""

    names: tuple[str, ...] = ()
    instead: str | None = None
    given: str | None = None


class Own(NamedTuple):
    """A sealed ballot of the ledger: of which election, whose, which in their file."""

    election: str
    voter: str
    row: int
    ballot: Sealed

    @property
    def path(self) -> str:
        """Where it is written."""
        return path_of(self.election, self.voter)


def path_of(election: str, voter: str) -> str:
    """Where the sealed ballots of one person in one election are written."""
    return f"elections/{election}/ballots/{voter}.yaml"


def commitment(salt: str, election: str, round_: int, voter: str, paper: Paper) -> str:
    """The commitment to a ballot: its text is one line of JSON, so that no two ballots have the same."""
    parts = ["coopctl ballot 1", election, round_, voter, list(paper.names), paper.instead, paper.given]
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return f"hmac-sha256:{hmac.new(salt.encode(), text.encode(), 'sha256').hexdigest()}"


def reason_digest(key: str, election: str, round_: int, voter: str, reason: str) -> str:
    """The digest of a reason, under a key that stays in the private folder (at the level full: under the salt)."""
    return digest(key, election, round_, voter, reason)


def opens(one: Own) -> bool:
    """Whether an opened ballot is the one that was sealed. One that is still closed is."""
    ballot, opened = one.ballot, one.ballot.opened
    if opened is None:
        return True
    if opened.reason is not None:
        given = reason_digest(opened.salt, one.election, ballot.round, one.voter, opened.reason)
        if given != opened.given:
            return False
    paper = Paper(opened.names, opened.instead, "withheld" if opened.withheld else opened.given)
    return commitment(opened.salt, one.election, ballot.round, one.voter, paper) == ballot.commitment


def of_ledger(ledger: Ledger) -> Iterator[Own]:
    """Every sealed ballot of a ledger, by election and voter."""
    found: Mapping[str, SealedBallots] = ledger.records.of("ballots")
    for name, one in sorted(found.items()):
        election, _, voter = name.partition("/ballots/")
        yield from (Own(election, voter, row, ballot) for row, ballot in enumerate(one.ballots))


def counting(every: Sequence[Own], election: str, round_: int) -> dict[str, Own]:
    """The ballots that count in a round, by voter: of two the later, unless an earlier one was opened."""
    found: dict[str, Own] = {}
    for one in every:
        if one.election == election and one.ballot.round == round_:
            before = found.get(one.voter)
            if before is None or before.ballot.opened is None:
                found[one.voter] = one
    return found


def told(opened: Opened, sealed: str) -> dict[str, object]:
    """The ballot as the record of the election has it."""
    parts = {
        "nominee": opened.nominee, "nominees": list(opened.nominees), "instead": opened.instead,
        "reason": opened.reason, "given": None if opened.reason is not None else opened.given,
        "withheld": opened.withheld, "sealed": sealed,
    }  # fmt: skip
    return {key: value for key, value in parts.items() if value}

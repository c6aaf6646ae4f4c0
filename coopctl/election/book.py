"""The elections of a ledger, each replayed once."""

from __future__ import annotations

from collections.abc import Mapping
from weakref import WeakKeyDictionary

from coopctl.election.replay import replay
from coopctl.election.state import State
from coopctl.ledger import Ledger
from coopctl.records.election import Election

_replayed: WeakKeyDictionary[Ledger, dict[str, State]] = WeakKeyDictionary()


def elections(ledger: Ledger) -> Mapping[str, Election]:
    """The records by name; one that cannot be read is left out."""
    return ledger.records.of("elections")


def replays(ledger: Ledger) -> Mapping[str, State]:
    """Where each election stands."""
    found = _replayed.get(ledger)
    if found is None:
        found = {name: replay(name, one.events) for name, one in sorted(elections(ledger).items())}
        _replayed[ledger] = found
    return found

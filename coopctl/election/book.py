"""The elections of a ledger, each replayed once."""

from __future__ import annotations

import datetime as dt
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
        found = {name: replay(name, one.events) for name, one in _sorted(ledger)}
        _replayed[ledger] = found
    return found


def on_day(ledger: Ledger, day: dt.date | None) -> Mapping[str, State]:
    """Where each election stood at the end of a day; those begun later are left out. None: where they stand."""
    if day is None:
        return replays(ledger)
    until = ((name, [event for event in one.events if event.at.first <= day]) for name, one in _sorted(ledger))
    return {name: replay(name, events) for name, events in until if events}


def _sorted(ledger: Ledger) -> list[tuple[str, Election]]:
    return sorted(elections(ledger).items())

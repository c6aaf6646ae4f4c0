"""The elections of a ledger: in brief for whoever looks at them all, replayed where more is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import partial
from weakref import WeakKeyDictionary

from coopctl.election import glance
from coopctl.election.gist import Gist
from coopctl.election.replay import replay
from coopctl.election.state import State
from coopctl.ledger import Ledger
from coopctl.records.election import Election
from coopctl.snapshot import ids_of

AT_ONCE = 16
"""Elections that are handed out together where work is shared."""

_gists: WeakKeyDictionary[Ledger, dict[str, Gist]] = WeakKeyDictionary()
_replayed: WeakKeyDictionary[Ledger, dict[str, State]] = WeakKeyDictionary()


def path_of(name: str) -> str:
    """Where an election is written."""
    return f"elections/{name}.yaml"


def elections(ledger: Ledger) -> Mapping[str, Election]:
    """The records by name; one that cannot be read is left out."""
    return ledger.elections


def gists(ledger: Ledger) -> Mapping[str, Gist]:
    """Each election in brief, by name: what is kept of its text, else read now; one that cannot be is left out."""
    found = _gists.get(ledger)
    if found is None:
        found = _gists[ledger] = dict(sorted(_told(ledger)))
    return found


def _told(ledger: Ledger) -> Iterator[tuple[str, Gist]]:
    paths = ledger.election_paths
    names = dict(zip(paths, ids_of(ledger.files, paths), strict=True))
    unknown = []
    for path, content in names.items():
        kept = ledger.known.get(_key(path, content)) if content else None
        if isinstance(kept, Gist):
            yield _name(path), kept
        else:
            unknown.append(path)
    pieces = [unknown[at : at + AT_ONCE] for at in range(0, len(unknown), AT_ONCE)]
    for looks in ledger.snapshot.spread(partial(glance.looks, ledger.files), pieces):
        ledger.snapshot.note({path: content for path, content, _gist in looks})
        for path, content, one in looks:
            if one is not None:
                ledger.known[_key(path, content)] = one
                yield _name(path), one


def _key(path: str, content: str) -> str:
    return f"gist:{path}:{content}"


def _name(path: str) -> str:
    return path[len("elections/") : -5]


def clear_elections(ledger: Ledger) -> set[str]:
    """The paths of the elections whose text needs no second look."""
    return {path_of(name) for name, one in gists(ledger).items() if one.clear}


def standing(ledger: Ledger, name: str) -> State | None:
    """Where one election stands, read alone; None where it cannot be read."""
    found = _replayed.setdefault(ledger, {})
    if name not in found:
        record = ledger.election(name)
        if record is None:
            return None
        found[name] = replay(name, record.events)
    return found[name]


def replays(ledger: Ledger) -> Mapping[str, State]:
    """Where each election stands."""
    return {name: state for name in sorted(elections(ledger)) if (state := standing(ledger, name)) is not None}


def under_way(ledger: Ledger) -> Iterator[tuple[str, State]]:
    """Where those stand that are not over."""
    for name, one in gists(ledger).items():
        state = None if one.closed else standing(ledger, name)
        if state is not None:
            yield name, state


def on_day(ledger: Ledger, day: dt.date | None) -> Mapping[str, State]:
    """Where each election stood at the end of a day; those begun later are left out. None: where they stand."""
    if day is None:
        return replays(ledger)
    found = ((name, standing_on(ledger, name, day)) for name in sorted(elections(ledger)))
    return {name: state for name, state in found if state is not None}


def standing_on(ledger: Ledger, name: str, day: dt.date) -> State | None:
    """Where an election stood at the end of a day; None where it began later, or cannot be read."""
    record = ledger.election(name)
    events = [event for event in record.events if event.at.first <= day] if record else []
    return replay(name, events) if events else None


def waiting_on(ledger: Ledger, day: dt.date) -> Iterator[tuple[str, State]]:
    """Where those stood at the end of a day that waited for something then."""
    for name, one in gists(ledger).items():
        state = standing_on(ledger, name, day) if one.awaiting(day) else None
        if state is not None:
            yield name, state

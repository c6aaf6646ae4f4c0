"""One election read, replayed and told in brief: a pure function of its bytes, so it can be kept and shared out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coopctl.document.read import read
from coopctl.election.gist import Gist
from coopctl.election.replay import replay
from coopctl.records import quick_election
from coopctl.records.election import ChangeRound, Election, Nomination
from coopctl.records.model import judged
from coopctl.snapshot import content_id, many
from coopctl.values.names import private_in

_BALLOTS = (Nomination, ChangeRound)
Look = tuple[str, str, Gist | None]
"""A path, the name of what was read there, and its gist; None where no election could be read."""


def looks(files: Mapping[str, bytes], paths: Iterable[str]) -> tuple[Look, ...]:
    """Some elections in brief; those that went away since they were listed are left out."""
    return tuple((path, content_id(data), gist(path, data)) for path, data in many(files, paths))


def gist(path: str, data: bytes) -> Gist | None:
    """An election in brief, None where it cannot be read."""
    name = path.rpartition("/")[2].removesuffix(".yaml")
    record = quick_election.election(data)
    clear = record is not None and record.election == name and _public(data)
    if record is None:
        document = read(path, data)
        record = None if document.root is None else judged(Election, path, document.root)[0]
    return None if record is None else _told(name, record, clear)


def _public(data: bytes) -> bool:
    """Whether no text in the file looks personal, for certain: where there are escapes, it is not."""
    return b"\\" not in data and not private_in(data.decode())


def _told(name: str, record: Election, clear: bool) -> Gist:
    state = replay(name, record.events)
    return Gist(
        clear=clear,
        role=state.role,
        electorate=state.framing.electorate if state.framing else (),
        sheet=state.sheet,
        step=state.step,
        closed=state.closed,
        assembly=state.assembly,
        outcomes=tuple(state.outcomes),
        sealed=any(one.sealed for event in record.events if isinstance(event, _BALLOTS) for one in event.ballots),
        broken=tuple(state.broken),
        waits=tuple(state.waits),
    )

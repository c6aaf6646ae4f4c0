"""Whether those who must agree to an entry did: read from the entry before, never from the one that needs it.

Agreement is the entry of one who decides, with as many named beside them (``Approved-by``) as it takes; or a decision
(``Coop-Decision``) that was adopted, and recorded, before. A name alone is no proof: whoever writes an entry could
write any. Who must agree, and what proves that they did, is said in ``coopctl/accord``, for what is to come in too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coopctl.accord.asked import Table
from coopctl.accord.facts import Accord, Proof, Word, decisions, named, short
from coopctl.accord.given import enough, proves, said_by, voices
from coopctl.accord.kinds import OF_A_CIRCLE, OF_ALL
from coopctl.audit.facts import Step, Touched, Tree
from coopctl.audit.past import Past
from coopctl.change.compare import changes
from coopctl.change.fact import Change
from coopctl.snapshot import Snapshot

_GOVERNING = ("coop.yaml", "exceptions.yaml", "roles/", "circles/", "bodies/", "budgets/", "members/")


class At:
    """The state an entry leaves, as agreeing needs it."""

    def __init__(self, past: Past, state: Tree) -> None:
        self._past, self._state = past, state

    def record(self, path: str) -> Mapping[str, Any]:
        return self._past.record(self._state, path) or {}

    def names(self, kind: str) -> Iterator[str]:
        for name in self._state.names(kind):
            if name.endswith(".yaml"):
                yield name[:-5]
            elif kind == "roles":
                below = self._state.names(f"roles/{name}")
                yield from (f"{name}/{one[:-5]}" for one in below if one.endswith(".yaml"))

    def person(self, handle: str) -> str:
        return min(self._past.called(self._state, handle))


class _Files(Mapping[str, bytes]):
    """The files of a state by path; they are not listed."""

    def __init__(self, state: Tree) -> None:
        self._state = state

    def __getitem__(self, path: str) -> bytes:
        found = self._state.get(path)
        if found is None:
            raise KeyError(path)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def sides(step: Step, past: Past, one: Touched) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """A record before and after, {} where it is not there."""
    old = past.record(step.before[0], one.path) if one.before and step.before else {}
    new = past.record(step.tree, one.path) if one.after else {}
    return old or {}, new or {}


def table(step: Step, past: Past) -> Table:
    """Who agrees to what, as the entry before has it, on the day of this one."""
    return Table(At(past, step.before[0]), step.day)


def governing(step: Step, past: Past) -> list[Change]:
    """What an entry changes in what governs; comments and layout left out, and what only goes by a new handle."""
    touched = [one for one in step.own if one.path.startswith(_GOVERNING)]
    paths = [one.path for one in touched if one.before is None or one.after is None or _says_else(step, past, one)]
    if not paths:
        return []
    return changes(Snapshot(_Files(step.before[0])), Snapshot(_Files(step.tree)), paths)


def _says_else(step: Step, past: Past, one: Touched) -> bool:
    old, new = past.record(step.before[0], one.path), past.record(step.tree, one.path)
    return old is None or new is None or old != new


def lacking(step: Step, past: Past, who: Table, change: Change) -> Iterator[Accord]:
    """The agreements to a change that an entry does not show, of those that weigh on all and those of a circle."""
    asked = [one for one in who.accords(change) if one.of in OF_ALL | OF_A_CIRCLE]
    asked = [one for one in asked if one.seats or one.group == "self" or one.who not in ("co-managers", "orientation")]
    given = {one: _agreed(step, past, who, one, change) for one in asked}
    met = {one.of for one, done in given.items() if one.either and done}
    yield from (one for one, done in given.items() if not done and not (one.either and one.of in met))


def agreed(step: Step, past: Past, of: str, change: Change) -> bool:
    """Whether one of those who may agree to a kind of change did."""
    who = table(step, past)
    return any(_agreed(step, past, who, one, change) for one in who.accords_to(of, change))


def word_of(step: Step, state: At) -> Word:
    """What an entry says of agreeing. That it is theirs whose name it bears is another rule's."""
    return Word(state.person(step.actor), tuple(map(state.person, named(step.trailers))), certain=True)


def _agreed(step: Step, past: Past, who: Table, one: Accord, change: Change) -> bool:
    state = At(past, step.before[0])
    word = word_of(step, state)
    speakers = {one.who} if one.group == "self" else {*one.seats}
    proofs = [*voices(one, word, speakers, signs=True), *_decided(step, past, who, one, change)]
    return enough(one, proofs) or (one.of in OF_A_CIRCLE and (not speakers or word.actor in speakers))


def _decided(step: Step, past: Past, who: Table, one: Accord, change: Change) -> Iterator[Proof]:
    """The decisions that an entry names and that stood before; what a circle's own record names may come with it."""
    speaks = who.speaks_for(one.who)
    known = [(name, step.before[0]) for name in decisions(step.trailers)]
    if one.of in OF_A_CIRCLE:
        told = (change.after or {}).get("decision"), (change.after or {}).get("election")
        known += [(short(str(name)), step.tree) for name in told if name]
    for name, state in known:
        said = said_by(At(past, state), name)
        if said and said.holds and proves(said, one, speaks):
            yield Proof(said.how, name)

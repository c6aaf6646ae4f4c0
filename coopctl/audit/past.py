"""What the entry before says: the charter, the months closed, whose keys count, who decides; read once a state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from coopctl import values
from coopctl.accord.facts import day_of
from coopctl.audit.facts import Step, Tree
from coopctl.audit.kept import Kept
from coopctl.audit.moved import Moved, moved, put_right
from coopctl.audit.sheets import Seen, longer
from coopctl.audit.sshsig import Signed, verify
from coopctl.change.fact import items, tree
from coopctl.values import Month

Record = Mapping[str, Any]


class Key(NamedTuple):
    """A signing key that counts for a member, both days included; None: without end."""

    member: str
    since: dt.date | None
    until: dt.date | None

    def holds(self, day: dt.date) -> bool:
        """Whether it counts that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Past:
    """Facts of states of the ledger, each computed once for a content."""

    def __init__(self) -> None:
        self._records: Kept[Record | None] = Kept(4096)
        self._sheets: Kept[Seen] = Kept(1024)
        self._moved: Kept[list[Moved]] = Kept(4)
        self._closed: Kept[Mapping[Month, str]] = Kept(16)
        self._counted: Kept[frozenset[tuple[str, str]]] = Kept(16)
        self._members: Kept[Mapping[str, Record]] = Kept(16)
        self._people: Kept[Mapping[str, frozenset[str]]] = Kept(16)
        self._keys: Kept[Mapping[str, tuple[Key, ...]]] = Kept(16)
        self._signed: Kept[Signed] = Kept(2048)

    def signed(self, entry: str, signature: bytes, payload: bytes) -> Signed:
        """What the signature of an entry turns out to be."""
        return self._signed.once(entry, lambda: verify(signature, payload))

    def record(self, state: Tree, path: str) -> Record | None:
        """A file of keys and values, {} where there is none, None where it cannot be read."""
        return self._records.once(state.id(path), lambda: tree(state.get(path)))

    def sheet(self, state: Tree, path: str) -> Seen:
        """A contribution sheet."""
        return self._sheets.once((path, state.id(path)), lambda: Seen(path, state.get(path)))

    def left(self, step: Step, path: str) -> Seen:
        """A contribution sheet as an entry leaves it: often the one before and a line more."""

        def read() -> Seen:
            data = step.tree.get(path)
            old = step.before[0].get(path) if step.before else None
            grown = longer(self.sheet(step.before[0], path), old, data) if old and data else None
            return grown or Seen(path, data)

        return self._sheets.once((path, step.tree.id(path)), read)

    def moved(self, step: Step, side: int = 0) -> list[Moved]:
        """Every line of the board that an entry changes against one it comes from."""

        def both(path: str) -> tuple[Seen, Seen]:
            return self.sheet(step.before[side], path), self.left(step, path)

        return self._moved.once((step.id, side), lambda: moved(step.sides[side], both))

    def put_right(self, step: Step) -> frozenset[tuple[str, str]]:
        """The lines that an entry which closes a month brings back to what is counted, and what corrects them."""
        closing = [one.path for one in step.own if one.path.startswith("payouts/") and one.before is None]
        if not closing:
            return frozenset()
        counted = frozenset[tuple[str, str]]().union(*(self.counted(step.tree, path) for path in closing))
        return put_right(self.moved(step), lambda one: (one.member, one.id) in counted)

    def charter(self, state: Tree) -> Record:
        """The charter, {} where there is none that can be read."""
        return self.record(state, "coop.yaml") or {}

    def signs(self, state: Tree) -> bool:
        """Whether the charter asks for signatures."""
        return self.charter(state).get("signed") == "true"

    def closed(self, state: Tree) -> Mapping[Month, str]:
        """The months that a payout has closed, and its path."""
        return self._closed.once(state.id("payouts"), lambda: _closed(state.names("payouts")))

    def counted(self, state: Tree, payout: str) -> frozenset[tuple[str, str]]:
        """The lines of the board that a payout counts, by member and id."""

        def read() -> frozenset[tuple[str, str]]:
            lines = items(self.record(state, payout) or {}, "lines")
            return frozenset((str(one.get("member")), str(one.get("contribution"))) for one in lines)

        return self._counted.once(state.id(payout), read)

    def members(self, state: Tree) -> Mapping[str, Record]:
        """The members' records by handle; those that cannot be read have no key and no alias."""

        def read() -> dict[str, Record]:
            names = [name[:-5] for name in state.names("members") if name.endswith(".yaml")]
            return {name: self.record(state, f"members/{name}.yaml") or {} for name in names}

        return self._members.once(state.id("members"), read)

    def keys(self, state: Tree) -> Mapping[str, tuple[Key, ...]]:
        """Whose each key is, by the two words that make it up."""
        return self._keys.once(state.id("members"), lambda: _keys(self.members(state)))

    def called(self, state: Tree, handle: str) -> frozenset[str]:
        """All handles of the person who has, or had, this one."""
        return self.people(state).get(handle) or frozenset((handle,))

    def people(self, state: Tree) -> Mapping[str, frozenset[str]]:
        """Every handle that somebody has, or had, with all those of that person."""
        return self._people.once(state.id("members"), lambda: _people(self.members(state)))


def _people(members: Mapping[str, Record]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for name, member in members.items():
        same = frozenset((name, *texts(member.get("aliases"))))
        for handle in same:
            found.setdefault(handle, same)
    return found


def _closed(names: tuple[str, ...]) -> dict[Month, str]:
    found: dict[Month, str] = {}
    for name in names:
        try:
            period = values.parse_period(name.removesuffix(".yaml"))
        except ValueError:
            continue
        found |= dict.fromkeys(period.months, f"payouts/{name}")
    return found


def _keys(members: Mapping[str, Record]) -> dict[str, tuple[Key, ...]]:
    found: dict[str, tuple[Key, ...]] = {}
    for member, record in members.items():
        for one in items(record, "keys"):
            words = " ".join(str(one.get("key", "")).split()[:2])
            key = Key(member, day_of(one.get("since")), day_of(one.get("until"), last=True))
            found[words] = (*found.get(words, ()), key)
    return found


def texts(found: Any) -> list[str]:
    """The texts of a list, those that are none left out."""
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []

"""What the entry before says: the charter, the months closed, whose keys count, who decides; read once a state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from coopctl import values
from coopctl.audit.facts import Tree
from coopctl.change.fact import items, tree
from coopctl.entry import Entry
from coopctl.page import Page
from coopctl.values import Month

F = TypeVar("F")
_KEPT = 2048
"""States of one kind kept in memory; when there are more, all of them are read again."""


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
        self._known: dict[tuple[str, str | None], Any] = {}
        self.signers: dict[str, str | None] = {}
        """The key that signed each entry seen so far (None: no signature that holds)."""

    def _once(self, what: str, oid: str | None, compute: Callable[[], F]) -> F:
        name = (what, oid)
        if name not in self._known:
            if len(self._known) > _KEPT:
                self._known.clear()
            self._known[name] = compute()
        found: F = self._known[name]
        return found

    def record(self, state: Tree, path: str) -> Mapping[str, Any] | None:
        """A file of keys and values, {} where there is none, None where it cannot be read."""
        return self._once("record", state.id(path), lambda: tree(state.get(path)))

    def page(self, state: Tree, path: str) -> Page:
        """A contribution sheet."""
        return self._once(path, state.id(path), lambda: Page(path, state.get(path)))

    def lines(self, state: Tree, path: str) -> Mapping[str, tuple[int, Entry]]:
        """The readable lines of a sheet by id, each with its index."""
        sheet = self.page(state, path).sheet
        return {entry.id: (index, entry) for index, entry in sheet.entries}

    def charter(self, state: Tree) -> Mapping[str, Any]:
        """The charter, {} where there is none that can be read."""
        return self.record(state, "coop.yaml") or {}

    def signs(self, state: Tree) -> bool:
        """Whether the charter asks for signatures."""
        return self.charter(state).get("signed") == "true"

    def closed(self, state: Tree) -> Mapping[Month, str]:
        """The months that a payout has closed, and its path."""
        return self._once("closed", state.id("payouts"), lambda: _closed(state.names("payouts")))

    def members(self, state: Tree) -> Mapping[str, Mapping[str, Any]]:
        """The members' records by handle; those that cannot be read have no key and no alias."""

        def read() -> dict[str, Mapping[str, Any]]:
            names = [name[:-5] for name in state.names("members") if name.endswith(".yaml")]
            return {name: self.record(state, f"members/{name}.yaml") or {} for name in names}

        return self._once("members", state.id("members"), read)

    def keys(self, state: Tree) -> Mapping[str, tuple[Key, ...]]:
        """Whose each key is, by the two words that make it up."""
        return self._once("keys", state.id("members"), lambda: _keys(self.members(state)))

    def called(self, state: Tree, handle: str) -> frozenset[str]:
        """All handles of the person who has, or had, this one."""
        for name, member in self.members(state).items():
            aliases = _texts(member.get("aliases"))
            if handle == name or handle in aliases:
                return frozenset((name, *aliases))
        return frozenset((handle,))

    def deciders(self, state: Tree, day: dt.date) -> frozenset[str]:
        """Who sits in the co-management or in the body of orientation that day."""
        found: set[str] = set()
        for name in state.names("bodies"):
            body = self.record(state, f"bodies/{name}") or {}
            if body.get("kind") in ("co-management", "orientation"):
                sheet = self.record(state, f"roles/{body['role']}.yaml") if "role" in body else body
                found |= {one["member"] for one in items(sheet or {}, "mandates") if _within(one, day)}
        return frozenset(found)


def _closed(names: tuple[str, ...]) -> dict[Month, str]:
    found: dict[Month, str] = {}
    for name in names:
        try:
            period = values.parse_period(name.removesuffix(".yaml"))
        except ValueError:
            continue
        found |= dict.fromkeys(period.months, f"payouts/{name}")
    return found


def _keys(members: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[Key, ...]]:
    found: dict[str, tuple[Key, ...]] = {}
    for member, record in members.items():
        for one in items(record, "keys"):
            words = " ".join(str(one.get("key", "")).split()[:2])
            key = Key(member, day_of(one.get("since")), day_of(one.get("until"), last=True))
            found[words] = (*found.get(words, ()), key)
    return found


def day_of(text: Any, *, last: bool = False) -> dt.date | None:
    """The first (or last) day that a day or a month as written means, None for nothing or no date."""
    try:
        when = values.parse_when(str(text)) if text else None
    except ValueError:
        return None
    return None if when is None else when.last if last else when.first


def _within(one: Mapping[str, Any], day: dt.date) -> bool:
    since, until = day_of(one.get("since")), day_of(one.get("until"), last=True)
    return "member" in one and (since is None or since <= day) and (until is None or day <= until)


def _texts(found: Any) -> list[str]:
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []

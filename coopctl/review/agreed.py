"""Who agreed already: by what they wrote themselves, by an ``Approved-by``, by a decision that is named.

What somebody agreed to is what stood there when they did: an agreement does not reach what was changed after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from coopctl.change.board import lines
from coopctl.change.fact import Change, items, tree
from coopctl.ledger import Ledger
from coopctl.review.approvals import Table
from coopctl.review.closed import adopted, text_of
from coopctl.review.facts import Accord, Entry, Proof
from coopctl.words import T, Text

Files = Mapping[str, bytes]


class Asked(NamedTuple):
    """An accord, and the changes it is about."""

    accord: Accord
    changes: tuple[Change, ...]


class Branch:
    """The entries of a branch, between the ledger it starts from and the one it leads to."""

    def __init__(self, base: Files, head: Files, entries: Sequence[Entry], paths: Iterable[str], known: Ledger) -> None:
        self.base, self.head, self.entries, self.known = base, head, entries, known
        self.paths = frozenset(paths)

    @cached_property
    def sheets(self) -> dict[str, list[str]]:
        """The sheets that differ, by member."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.paths):
            if path.startswith("contributions/"):
                found.setdefault(self.known.current(path.rpartition("/")[2][:-5]), []).append(path)
        return found

    def spoken(self, one: Entry) -> Iterator[tuple[str, str]]:
        """Who agrees by an entry, and how: its author to what it touches, those it names to all that it holds."""
        if one.author:
            yield self.known.current(one.author), "author"
        for named in one.trailers.get("Approved-by", ()):
            yield self.known.current(named.strip().partition(" ")[0].partition("@")[0]), "approved"

    def holds(self, entry: Entry, change: Change, *, own: bool) -> bool:
        """Whether an entry has a change as it comes in; ``own``: and made it."""
        if change.kind.startswith("line-"):
            return self._holds_line(entry, change, own)
        path = f"{change.record}.yaml"
        return (not own or path in entry.paths) and entry.files.get(path) == self.head.get(path)

    def _holds_line(self, entry: Entry, change: Change, own: bool) -> bool:
        paths = self.sheets.get(change.who or "", [])
        if own and not entry.paths & set(paths):
            return False
        then, now = (lines(files, paths).get(change.record) for files in (entry.files, self.head))
        return then == now

    def decided(self, name: str, entry: Entry | None, speaks: frozenset[str]) -> Proof | Text | None:
        """What a record that is named proves: None where it is of another circle, a sentence where nothing."""
        name = name.removesuffix(".yaml").rpartition("/")[2]
        for folder, how in (("decisions", "decision"), ("elections", "election")):
            path = f"{folder}/{name}.yaml"
            found = tree(self.head.get(path))
            if not found or path not in self.head:
                continue
            of, done = _decision(found) if how == "decision" else _election(found)
            if of not in speaks:
                return None
            if not done:
                return T("{name} is named, and nothing was adopted by it", name=name)
            if self._altered(path, found, entry):
                return T("{name} is named, and its text has changed since", name=name)
            return Proof(how, name, path not in self.base)
        return T("{name} is named, and is not in the ledger", name=name)

    def _altered(self, path: str, now: Mapping[str, Any], entry: Entry | None) -> bool:
        """Whether a decision is not, word for word, what it was where the branch began and where it was named."""
        sides = [files.get(path) for files in (self.base, entry.files if entry else self.base)]
        texts = [text_of(tree(data) or {}) for data in sides if data is not None]
        return not path.startswith("elections/") and any(text != text_of(now) for text in texts)


def _decision(found: Mapping[str, Any]) -> tuple[str, bool]:
    return str(found.get("circle") or found.get("body") or ""), adopted(found)


def _election(found: Mapping[str, Any]) -> tuple[str, bool]:
    events = items(found, "events")
    circle = next((str(one[key]) for one in events for key in ("circle", "body") if one.get(key)), "")
    return circle, any(one.get("kind") == "mandate" for one in events)


def accords(table: Table, branch: Branch, changes: Iterable[Change]) -> tuple[Accord, ...]:
    """Who must agree, each thing once, with what shows that they did."""
    asked: dict[Accord, list[Change]] = {}
    for change in changes:
        for one in table.accords(change):
            asked.setdefault(one, []).append(change)
    found = [_judged(table, branch, Asked(one, tuple(some))) for one, some in asked.items()]
    met = {(one.of, one.subject) for one in found if one.either and one.agreed}
    first: set[tuple[str, str]] = set()
    kept = []
    for one in found:
        name = one.of, one.subject
        if one.either and ((name in met and not one.agreed) or name in first):
            continue
        if one.either:
            first.add(name)
        kept.append(one)
    return tuple(kept)


def _judged(table: Table, branch: Branch, asked: Asked) -> Accord:
    """An accord with its proofs; it is agreed where they reach every change it is about."""
    one = asked.accord
    found = [[*_proofs(table, branch, one, change)] for change in asked.changes]
    doubts = dict.fromkeys(said for some in found for said in some if isinstance(said, Text))
    proofs = [[said for said in some if isinstance(said, Proof)] for some in found]
    whole = all(_enough(one, some) for some in proofs)
    every = tuple(dict.fromkeys(said for some in proofs for said in some))
    return one._replace(proofs=every, doubts=tuple(doubts), agreed=whole)


def _enough(one: Accord, proofs: Sequence[Proof]) -> bool:
    if any(said.how in ("decision", "election") for said in proofs):
        return True
    people = {said.by for said in proofs}
    return bool(people) if one.group == "self" else 0 < one.least <= len(people)


def _proofs(table: Table, branch: Branch, one: Accord, change: Change) -> Iterator[Proof | Text]:
    speakers = {one.who, *_recorders(change)} if one.group == "self" else {*one.seats}
    for entry in branch.entries:
        for handle, how in branch.spoken(entry):
            if handle in speakers and branch.holds(entry, change, own=how == "author"):
                yield Proof(how, handle)
    if one.group == "self":
        return
    speaks = table.speaks_for(one.who)
    for name, by in _named(branch, change):
        said = branch.decided(name, by, speaks)
        if said is not None:
            yield said


def _recorders(change: Change) -> Iterator[str]:
    """Who noted a line for somebody else, and says so: that is a usual thing."""
    for side in (change.before, change.after):
        if change.kind.startswith("line-") and side and side.get("recorded_by"):
            yield str(side["recorded_by"])


def _named(branch: Branch, change: Change) -> Iterator[tuple[str, Entry | None]]:
    """The decisions and elections a change names: in the record itself, or in an entry that holds it as it is."""
    for key in ("decision", "election"):
        name = (change.after or {}).get(key)
        if name and (change.before or {}).get(key) != name:
            yield str(name), None
    for entry in branch.entries:
        if "Coop-Decision" in entry.trailers and branch.holds(entry, change, own=False):
            yield from ((said.strip(), entry) for said in entry.trailers["Coop-Decision"])

"""Who agreed already: by what they recorded themselves, by an ``Approved-by``, on a forge, by a decision that is named.

What somebody agreed to is what stood there when they did: an agreement does not reach what was changed after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from coopctl.accord.asked import Table
from coopctl.accord.facts import Accord, Proof, State, Word, decisions, named, short
from coopctl.accord.given import Said, enough, proves, said_by, text_of, voices
from coopctl.accord.state import Of, current
from coopctl.change.board import Line, lines
from coopctl.change.fact import Change, tree
from coopctl.ledger import Ledger
from coopctl.review.facts import Entry
from coopctl.words import T, Text

Files = Mapping[str, bytes]


class Asked(NamedTuple):
    """An accord, and the changes it is about."""

    accord: Accord
    changes: tuple[Change, ...]


class Branch:
    """The entries of a branch, between the ledger it starts from and the one it leads to.

    ``forge`` are members who agreed to it as it is, on a forge: whoever asks for the review says so.
    """

    def __init__(
        self,
        base: Ledger,
        head: Ledger,
        entries: Sequence[Entry] = (),
        paths: Iterable[str] = (),
        forge: Iterable[str] = (),
    ) -> None:
        self.base, self.head, self.entries = base.files, head.files, entries
        self.person = partial(current, head)
        self.paths = frozenset(paths)
        self.forge = tuple(self.person(one) for one in forge)
        self._read: dict[tuple[int, tuple[str, ...]], Mapping[str, Line]] = {}
        self.then: State = Of(base, self.person)
        self.now: State = Of(head, self.person)

    @cached_property
    def sheets(self) -> dict[str, list[str]]:
        """The sheets that differ, by member."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.paths):
            if path.startswith("contributions/"):
                found.setdefault(self.person(path.rpartition("/")[2][:-5]), []).append(path)
        return found

    def word(self, one: Entry) -> Word:
        """What an entry says of agreeing."""
        actor = self.person(one.author) if one.author else ""
        return Word(actor, tuple(map(self.person, named(one.trailers))), one.certain)

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
        then, now = (self._lines(files, paths).get(change.record) for files in (entry.files, self.head))
        return then == now

    def _lines(self, files: Files, paths: list[str]) -> Mapping[str, Line]:
        """The lines of some sheets at one moment of the branch, read once."""
        known = id(files), tuple(paths)
        if known not in self._read:
            self._read[known] = lines(files, paths)
        return self._read[known]

    def decided(self, table: Table, one: Accord, name: str, entry: Entry | None) -> Proof | Text | None:
        """What a record that is named proves: None where it is of another circle, a sentence where nothing."""
        said = said_by(self.now, name)
        if said is None:
            return T("{name} is named, and is not in the ledger", name=name)
        if not proves(said, one, table.speaks_for(one.who)):
            return None
        if not said.holds:
            return T("{name} is named, and nothing was adopted by it", name=name)
        if self._altered(said, entry):
            return T("{name} is named, and its text has changed since", name=name)
        before = said_by(self.then, name)
        if before is not None and before.holds:
            return Proof(said.how, name)
        return self._brought(table, said, name, entry)

    def _brought(self, table: Table, said: Said, name: str, entry: Entry | None) -> Proof | Text:
        """A decision that comes in with the branch: by an entry of one who sits there, before what needs it."""
        at = next((i for i, one in enumerate(self.entries) if said.path in one.paths and _holds(one, said)), None)
        if entry is not None and at is not None and at >= self.entries.index(entry):
            return T("{name} comes in together with what needs it: it is to be recorded first", name=name)
        word = self.word(self.entries[at]) if at is not None else Word("")
        known = table.recorders(said.of)
        if known and (word.actor not in known or (table.signs and not word.certain)):
            return T("{name} comes in with this branch, recorded by nobody who sits there: it is to be shared first",
                     name=name)  # fmt: skip
        return Proof(said.how, name, True)

    def _altered(self, said: Said, entry: Entry | None) -> bool:
        """Whether a decision is not, word for word, what it was where the branch began and where it was named."""
        sides = [files.get(said.path) for files in (self.base, entry.files if entry else self.base)]
        texts = [text_of(tree(data) or {}) for data in sides if data is not None]
        return said.how == "decision" and any(text != said.text for text in texts)


class _Files:
    """The files of an entry, as a state."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def record(self, path: str) -> Mapping[str, object]:
        return tree(self._files.get(path)) or {}

    def names(self, kind: str) -> Iterable[str]:
        return ()

    def person(self, handle: str) -> str:
        return handle


def _holds(entry: Entry, said: Said) -> bool:
    """Whether a decision holds already as an entry leaves it."""
    then = said_by(_Files(entry.files), short(said.path))
    return then is not None and then.holds


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
    whole = all(enough(one, some) for some in proofs)
    every = tuple(dict.fromkeys(said for some in proofs for said in some))
    return one._replace(proofs=every, doubts=tuple(doubts), agreed=whole)


def _proofs(table: Table, branch: Branch, one: Accord, change: Change) -> Iterator[Proof | Text]:
    speakers = {one.who, *_recorders(change)} if one.group == "self" else {*one.seats}
    for entry in branch.entries:
        word = branch.word(entry)
        said = [*voices(one, word, speakers, signs=table.signs)]
        yield from (proof for proof in said if branch.holds(entry, change, own=proof.how in ("author", "signed")))
        if not said and table.signs and speakers & {word.actor, *word.named}:
            yield from _doubts(branch, entry, word, change)
    yield from (Proof("forge", name) for name in branch.forge if name in speakers)
    if one.group == "self":
        return
    for name, by in _named(branch, change):
        found = branch.decided(table, one, name, by)
        if found is not None:
            yield found


def _doubts(branch: Branch, entry: Entry, word: Word, change: Change) -> Iterator[Text]:
    """Why a name in an entry is no agreement, where entries are signed."""
    if branch.holds(entry, change, own=True):
        text = T("the entry {entry} is not signed by a key that the ledger had for whom it names", entry=entry.id[:8])
        yield (
            text
            if not word.certain
            else T(
                "the entry {entry} names others, and whoever wrote it does not decide: a name alone is no agreement",
                entry=entry.id[:8],
            )
        )


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
            yield short(str(name)), None
    for entry in branch.entries:
        if "Coop-Decision" in entry.trailers and branch.holds(entry, change, own=False):
            yield from ((name, entry) for name in decisions(entry.trailers))

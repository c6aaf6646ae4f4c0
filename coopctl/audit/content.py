"""Rules on what an entry brings: it can be read, it says what it does, and a payout is what was counted that day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from coopctl.audit.facts import Lapse, Step, Tree
from coopctl.audit.moved import Moved
from coopctl.audit.past import Past
from coopctl.document.read import SHEET_LIMIT, place, read
from coopctl.entry import Sheet, sheet_of
from coopctl.page import Page
from coopctl.problem import Fault
from coopctl.records.kinds import kind_of
from coopctl.words import T, Text


def unreadable(step: Step, past: Past) -> Iterator[Lapse]:
    """A record that cannot be read, or holds what its kind does not have."""
    for one in step.own:
        if one.after is None or not kind_of(one.path):
            continue
        seen = _first_fault(step, past, one.path)
        if seen is not None:
            text = T("{path} cannot be read: {why}", path=one.path, why=seen.message)
            yield Lapse(step.id, "unreadable", text, one.path, seen.line)


class Wrong(NamedTuple):
    """What is wrong in a file, and on which line."""

    message: Text
    line: int


def _first_fault(step: Step, past: Past, path: str) -> Wrong | None:
    data = step.tree.get(path) or b""
    if sheet_of(path):
        faults = past.left(step, path).faults
        return _at(path, data, faults[0]) if faults else None
    document = read(path, data, SHEET_LIMIT)
    if document.faults:
        return Wrong(document.faults[0].message, document.faults[0].place.line)
    from coopctl.records.model import judged  # here: an entry of a line of the board needs no models

    kind = kind_of(path)
    model = kind.load() if kind else None
    wrong = judged(model, path, document.root)[1] if model else []
    return _at(path, data, wrong[0][1]) if wrong else None


def _at(path: str, data: bytes, fault: Fault) -> Wrong:
    where = fault.place or place(read(path, data, SHEET_LIMIT), path, fault.at.route, fault.at.key)
    return Wrong(fault.message, where.line)


def payout_not_as_counted(step: Step, past: Past) -> Iterator[Lapse]:
    """A payout, in the entry that closes its period: its sums, its digest, and the lines it says it counted."""
    for one in step.own:
        if one.before is not None or one.after is None or not one.path.startswith("payouts/"):
            continue
        for fault in _miscounted(step, one.path)[:1]:
            text = T("{path} does not hold what was counted: {why}", path=one.path, why=fault.message)
            yield Lapse(step.id, "payout-not-as-counted", text, one.path)


def _miscounted(step: Step, path: str) -> list[Fault]:
    """What is wrong in a payout. Most entries close nothing: what judges one is loaded where it is needed."""
    from coopctl.payout.altered import altered
    from coopctl.payout.verify import arithmetic
    from coopctl.records.load import payout

    closed = payout(path, step.tree.get(path) or b"")
    return [*arithmetic(closed, path), *altered(closed, _Board(_Sheets(step.tree), {}))] if closed else []


class _Board(NamedTuple):
    """The lines of the board as a closing sees them."""

    sheets: Mapping[str, Sheet]
    renamed: Mapping[str, str]


class _Sheets(Mapping[str, Sheet]):
    """The sheets of a state, each read when asked for."""

    def __init__(self, state: Tree) -> None:
        self._state = state

    def __getitem__(self, path: str) -> Sheet:
        if sheet_of(path) is None or self._state.id(path) is None:
            raise KeyError(path)
        return Page(path, self._state.get(path)).sheet

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def says_otherwise(step: Step, past: Past) -> Iterator[Lapse]:
    """An entry that names records it does not change, or changes others than those it names."""
    named = set(step.trailers.get("Coop-Record", ()))
    op = step.trailer("Coop-Op")
    if len(step.parents) != 1 or not named or op is None or op in ("undo", "sync"):
        return
    right = past.put_right(step)
    touched = {one.record: _names(one) for one in past.moved(step) if (one.member, one.id) not in right}
    files = {one.path.removesuffix(".yaml") for one in step.sides[0]}
    for name in sorted(named.difference(files, *touched.values())):
        yield Lapse(step.id, "says-otherwise", T("this entry names {record}, which it does not change", record=name))
    if op.startswith(("contrib.", "payout.")):
        touched |= {name: {name} for name in files if not sheet_of(f"{name}.yaml")}
        for name in sorted(one for one, names in touched.items() if not names & named):
            text = T("this entry changes {record} and does not name it", record=name)
            yield Lapse(step.id, "says-otherwise", text)


def _names(one: Moved) -> set[str]:
    """How an entry may name a line: what is closed is corrected by a new line, which names the old one."""
    corrected = {f"{one.member}/{each.corrects}" for each in (one.before, one.after) if each and each.corrects}
    return {one.record, *corrected}


RULES = (unreadable, payout_not_as_counted, says_otherwise)

"""Merging a record that both sides changed, key by key: members, circles, roles, bodies, needs, budgets, the charter.

Dated spans are told apart by who and since when, the envelopes of a budget by circle, words of a list by themselves.
What nobody touched stays to the byte, and comments of both sides stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coopctl.document.nodes import Map, Seq
from coopctl.document.read import Document, read
from coopctl.merge.conflict import Choices, Conflict, Merged, both_changed, both_made, one_removed, unreadable
from coopctl.merge.identity import EVENTS, FROM_NOTHING, WHOLE, folder_of
from coopctl.merge.toward import ORDER, toward, with_comments
from coopctl.merge.weave import woven
from coopctl.merge.wish import Wishes, comparable
from coopctl.problem import Refused
from coopctl.records.kinds import kind_of

Side = bytes | None


def merge_record(base: Side, ours: Side, theirs: Side, path: str, choices: Choices) -> Merged:
    """A record brought together; None stands for no file. Where both sides changed one thing, a conflict in words."""
    if ours in (base, theirs):
        return Merged(theirs)
    if theirs == base:
        return Merged(ours)
    begun = base is None and folder_of(path) in FROM_NOTHING
    if ours is None or theirs is None or (base is None and not begun) or not _has_keys(path):
        return _whole(base, ours, theirs, path, choices)
    sides = [read(path, data or b"") for data in (base, ours, theirs)]
    if any(side.faults or not isinstance(side.root, (Map, Seq)) for side in (sides if base else sides[1:])):
        return _chosen(ours, theirs, choices, unreadable(path))
    wishes = Wishes(path, choices)
    mine, other = sides[1].root, sides[2].root
    wished = wishes.of(sides[0].root if base else [] if isinstance(other, Seq) else {}, mine, other)
    if wishes.conflicts:
        return Merged(None, wishes.conflicts)
    text = next(_texts(sides, wished, path), None)
    return _chosen(ours, theirs, choices, both_changed(path)) if text is None else Merged(text.encode())


def _has_keys(path: str) -> bool:
    kind = kind_of(path)
    return kind is not None and kind.name != "ballots" and folder_of(path) not in WHOLE


def _whole(base: Side, ours: Side, theirs: Side, path: str, choices: Choices) -> Merged:
    """A file that is one whole, or that one side has and the other has not."""
    conflict = both_changed(path)
    if not path.startswith("payouts/") and kind_of(path):
        if base is None:
            conflict = both_made(path, may_be_mine=folder_of(path) not in EVENTS)
        elif ours is None or theirs is None:
            if _alike(base, ours or theirs or b"", path):
                return Merged(None)
            conflict = one_removed(path, here=ours is None)
    return _chosen(ours, theirs, choices, conflict)


def _alike(one: bytes, two: bytes, path: str) -> bool:
    """Whether two versions say the same, however they are laid out."""
    sides = [read(path, data) for data in (one, two)]
    return not any(side.faults for side in sides) and len({repr(comparable(side.root, path)) for side in sides}) == 1


def _chosen(ours: Side, theirs: Side, choices: Choices, conflict: Conflict) -> Merged:
    choice = choices.get(conflict.record)
    if choice and (choice == "theirs" or conflict.may_be_mine):
        return Merged(ours if choice == "mine" else theirs)
    return Merged(None, (conflict,))


def _texts(sides: list[Document], wished: Any, path: str) -> Iterator[str]:
    """Texts that say what was wished for, the closest to what people wrote first."""
    base, ours, theirs = sides
    says = comparable(wished, path)

    def right(text: str) -> bool:
        again = read(path, text.encode())
        return not again.faults and comparable(again.root, path) == says

    yield from filter(right, woven(base.text, ours.text, theirs.text))
    for side in (theirs, ours):
        try:
            text = toward(side.text, path, side.root, wished, _order(path))
        except (Refused, LookupError, TypeError, ValueError):
            continue
        full = with_comments(text, base.text, (theirs.text, ours.text))
        yield from filter(right, (full, text))


def _order(path: str) -> tuple[str, ...]:
    kind = kind_of(path)
    model = kind.load() if kind else None
    return tuple(model.model_fields) if model else ORDER

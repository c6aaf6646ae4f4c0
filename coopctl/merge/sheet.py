"""Merging a contribution sheet by id. A line is one whole: hours by one and a rate by another are a conflict,
for their product would be a sum that nobody declared."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.merge.blocks import Block, Blocks, Value, assembled, parse, with_comments_of
from coopctl.merge.conflict import Choices, Conflict, Merged, line_record, said_line, unreadable
from coopctl.words import T, Text


def merge_sheet(
    base: bytes | None, ours: bytes | None, theirs: bytes | None, path: str = "", choices: Choices | None = None
) -> Merged:
    """A sheet changed on two sides since ``base``, by id; None stands for no file.

    The result is their text with our lines added, replaced and taken out; comments of both stay. ``choices``
    settles lines that both sides changed. What cannot be read soundly is a conflict.
    """
    if ours in (base, theirs):
        return Merged(theirs)
    if theirs == base:
        return Merged(ours)
    sides = parse(base), parse(ours), parse(theirs)
    choice = (choices or {}).get(path.removesuffix(".yaml"))
    if sides[1] is None or sides[2] is None or sides[0] is None:
        return Merged(ours if choice == "mine" else theirs) if choice else Merged(None, (unreadable(path),))
    return _joined(sides[0], sides[1], sides[2], path, choices or {})


def _joined(base: Blocks, ours: Blocks, theirs: Blocks, path: str, choices: Choices) -> Merged:
    conflicts: list[Conflict] = []
    kept: dict[str, Block] = {}
    for name in (*theirs.items, *(name for name in ours.items if name not in theirs.items)):
        sides = base.items.get(name), ours.items.get(name), theirs.items.get(name)
        choice = choices.get(line_record(path, name))
        found = _line(*sides, choice)
        if isinstance(found, Block):
            kept[name] = found
        elif found:
            conflicts.append(_conflict(path, name, sides[1], sides[2]))
    if conflicts:
        return Merged(None, tuple(conflicts))
    head = _head(base.head, ours.head, theirs.head)
    data = assembled(head, list(kept.values()))
    again = parse(data)
    if again is None or {name: one.value for name, one in again.items.items()} != {
        name: one.value for name, one in kept.items()
    }:
        return Merged(None, (unreadable(path),))
    return Merged(data)


def _line(base: Block | None, ours: Block | None, theirs: Block | None, choice: str | None) -> Block | bool:
    """The line that stands; False where none does, True where the sides conflict."""
    was, mine, other = _value(base), _value(ours), _value(theirs)
    if mine in (was, other):
        kept, aside = theirs, ours
    elif other == was:
        kept, aside = ours, theirs
    elif choice:
        kept, aside = (ours, None) if choice == "mine" else (theirs, None)
    else:
        return True
    if kept is None:
        return False
    if aside is None:
        return kept
    was_text = base.text if base else ""
    if aside.value == kept.value and kept.text == was_text:
        return aside
    if aside.text == was_text:
        return kept
    return kept._replace(text=with_comments_of(kept.text, aside.text, was_text))


def _head(base: str, ours: str, theirs: str) -> str:
    """What stands above the lines: that of who changed it, with the comments of both."""
    if ours == base:
        return theirs
    return ours if theirs == base else with_comments_of(theirs, ours, base)


def _value(block: Block | None) -> Value | None:
    return block.value if block else None


def _conflict(path: str, name: str, ours: Block | None, theirs: Block | None) -> Conflict:
    record = line_record(path, name)
    mine, other = (_said(one) for one in (ours, theirs))
    text = T("{record} was changed here and elsewhere: here {mine}; elsewhere {theirs}",
             record=record, mine=mine, theirs=other)  # fmt: skip
    return Conflict(path, record, text, mine, other)


def _said(block: Block | None) -> Text:
    if block is not None and block.value[0] is None:
        return T("a line that cannot be read")
    return said_line(block.value[0] if block else None)


def added(before: bytes | None, after: bytes | None) -> Iterator[str]:
    """The ids of the lines that a sheet has and did not have; none where one of the two cannot be read."""
    old, new = parse(before), parse(after)
    if old is not None and new is not None:
        yield from (name for name in new.items if name not in old.items)

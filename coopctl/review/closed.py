"""What is closed and is rewritten all the same: payouts, lines of a closed month, adopted texts, past events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coopctl.accord.given import adopted, text_of
from coopctl.change.board import lines
from coopctl.change.budget import said_period
from coopctl.change.fact import items, tree
from coopctl.context import closed_by
from coopctl.entry import sheet_of
from coopctl.words import TN, T, Text

Files = Mapping[str, bytes]
Tree = Mapping[str, Any]


def rewritten(before: Files, after: Files, paths: Iterable[str]) -> Iterator[Text]:
    """One sentence for each closed thing that is not as it was; nobody is named in any of them."""
    touched = [path for path in sorted(paths) if path in before and before.get(path) != after.get(path)]
    for path in touched:
        folder, name = path.partition("/")[0], path.removesuffix(".yaml").rpartition("/")[2]
        if folder == "payouts" and path.endswith(".yaml"):
            yield from _payout(name, before, after, path)
        elif folder == "decisions" and _altered(tree(before[path]) or {}, tree(after.get(path))):
            yield T("the decision {name} is adopted, and its text is rewritten", name=name)
        elif folder == "elections" and not _goes_on(tree(before[path]) or {}, tree(after.get(path))):
            yield T("the election {name} has past events that are rewritten", name=name)
    yield from _lines(before, after, touched)


def _payout(name: str, before: Files, after: Files, path: str) -> Iterator[Text]:
    """A closed payout may be laid out anew, never say anything else."""
    if tree(before[path]) == tree(after.get(path)) and path in after:
        return
    if path in after:
        yield T("{period} is closed, and its payout is rewritten", period=said_period(name))
    else:
        yield T("{period} is closed, and its payout is taken away", period=said_period(name))


def closed_since(before: Files, after: Files, into: Files, paths: Iterable[str]) -> Iterator[Text]:
    """One sentence for each month that was closed where the branch is to come in, while a line of it changed here."""
    touched = [path for path in sorted(paths) if (name := sheet_of(path)) and not closed_by(name[0], before)]
    for month, count in _rewritten(before, after, touched, into).items():
        yield TN(
            "{month} was closed meanwhile, and {n} line of it is changed here: coopctl sync brings them together",
            "{month} was closed meanwhile, and {n} lines of it are changed here: coopctl sync brings them together",
            count, month=month,
        )  # fmt: skip


def _lines(before: Files, after: Files, touched: list[str]) -> Iterator[Text]:
    for month, count in _rewritten(before, after, touched, before).items():
        yield TN("{month} is closed, and {n} line of it is rewritten",
                 "{month} is closed, and {n} lines of it are rewritten", count, month=month)  # fmt: skip


def _rewritten(before: Files, after: Files, touched: list[str], closing: Files) -> dict[object, int]:
    """How many lines that stood in a month which ``closing`` has closed are not as they were, by month."""
    shut = [path for path in touched if (name := sheet_of(path)) and closed_by(name[0], closing)]
    old, new = lines(before, shut), lines(after, [path for path in shut if path in after])
    counts: dict[object, int] = {}
    for record, one in old.items():
        if record not in new or new[record].entry != one.entry:
            counts[one.month] = counts.get(one.month, 0) + 1
    return counts


def _altered(old: Tree, new: Tree | None) -> bool:
    """Whether what was adopted, or by whom, is another text; what is added after is fine."""
    if not adopted(old):
        return False
    if not new or text_of(old) != text_of(new):
        return True
    if any(old.get(key) != new.get(key) for key in ("circle", "body", "opened", "proposal")):
        return True
    return any(not _begins(new, old, key) for key in ("amendments", "rounds", "outcomes"))


def _goes_on(old: Tree, new: Tree | None) -> bool:
    """An election is a list of events to which one only adds."""
    return bool(new) and _begins(new or {}, old, "events")


def _begins(new: Tree, old: Tree, key: str) -> bool:
    was = items(old, key)
    return items(new, key)[: len(was)] == was

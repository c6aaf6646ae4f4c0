"""What ``coopctl member forget`` takes out of the private folder: every value that stands under a handle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coopctl.document.edit import remove
from coopctl.document.read import read
from coopctl.problem import Route


def about(tree: Any, handles: set[str], route: Route = ()) -> Iterator[Route]:
    """Where a file speaks of somebody: keys that are their handle, items that name them; the last ones first."""
    if isinstance(tree, dict):
        for key in reversed(list(tree)):
            if key in handles:
                yield (*route, key)
            else:
                yield from about(tree[key], handles, (*route, key))
    elif isinstance(tree, list):
        for row in reversed(range(len(tree))):
            item = tree[row]
            if item in handles if isinstance(item, str) else isinstance(item, dict) and _is_theirs(item, handles):
                yield (*route, row)
            else:
                yield from about(item, handles, (*route, row))


def _is_theirs(item: dict[str, Any], handles: set[str]) -> bool:
    return item.get("member") in handles or item.get("handle") in handles


def without(name: str, data: bytes, handles: set[str]) -> tuple[bytes | None, int]:
    """A private file without what it says of somebody (None: nothing else is in it), and how much that was.

    Raises ValueError where the file cannot be read.
    """
    document = read(name, data)
    if document.faults or document.root is None:
        raise ValueError(name)
    text, count = data.decode(), 0
    for route in list(about(document.root, handles)):
        count += 1
        left = read(name, text.encode()).root
        while route and len(_at(left, route[:-1])) == 1:
            route = route[:-1]
        if not route:
            return None, count
        text = remove(text, route)
    return text.encode(), count


def of_election(name: str, data: bytes, record: Any, handles: set[str]) -> tuple[bytes | None, int]:
    """The private words of an election, or the ballots sealed here, without what somebody said and was told of them.

    Raises ValueError where the file cannot be read, or ``record`` is not there: whose words they are is in it.
    """
    from coopctl.document.read import bare
    from coopctl.document.write import emit
    from coopctl.election.erased import erased
    from coopctl.election.words import read as words_of

    document = read(name, data)
    if document.faults:
        raise ValueError(name)
    tree: Any = bare(document.root)
    if not isinstance(tree, dict) or not {"key", "ballots"} & set(tree):
        return without(name, data, handles)
    if name.startswith("ballots/"):
        every = [one for one in tree.get("ballots", ()) if isinstance(one, dict)]
        left = [one for one in every if not _of_ballot(one, handles)]
        return emit({**tree, "ballots": left}).encode() if left else None, len(every) - len(left)
    if record is None:
        raise ValueError(name)
    words, count = erased(words_of(tree, ""), record, handles)
    return emit(words.tree).encode(), count


def of_draft(name: str, data: bytes, words: set[str]) -> tuple[bytes | None, int]:
    """What was answered in a meeting and is not recorded, without the stages that speak of somebody.

    ``words`` are their handles and names, folded. Those stages are asked again. Raises ValueError where the file
    cannot be read.
    """
    from coopctl.document.read import bare
    from coopctl.document.write import emit
    from coopctl.room.draft import Draft
    from coopctl.room.draft import read as draft_of

    document = read(name, data)
    if document.faults:
        raise ValueError(name)
    kept = draft_of(bare(document.root)).stages
    gone = {stage: len(one.entries) for stage, one in kept.items() if any(_speaks(each, words) for each in one.entries)}
    left = Draft({stage: one for stage, one in kept.items() if stage not in gone})
    return emit(left.tree).encode() if left.stages else None, sum(gone.values())


def _speaks(entry: Any, words: set[str]) -> bool:
    from coopctl.importing.spelling import fold

    said = f" {' '.join(fold(text) for text in (entry.at, *entry.facts.values()))} "
    return any(f" {word} " in said for word in words)


def _of_ballot(one: dict[str, Any], handles: set[str]) -> bool:
    facts = one.get("facts")
    named = [facts.get("nominee"), *facts.get("nominees", ())] if isinstance(facts, dict) else []
    return one.get("member") in handles or any(name in handles for name in named)


def _at(tree: Any, route: Route) -> Any:
    for step in route:
        tree = tree[step]
    return tree

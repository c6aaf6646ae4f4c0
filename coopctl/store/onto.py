"""What was recorded here and not shared yet, put onto what others shared: objects only, nothing moves.

Where the history here is a line, each entry is recorded again with its author, its date and its words; where it
holds a merge, one more merge brings the two together. Either way the files are those of ``edits.share``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from coopctl.edits.late import Late
from coopctl.edits.share import share
from coopctl.merge.conflict import Choices, Conflict, both_changed
from coopctl.snapshot import Message
from coopctl.store import commit as making
from coopctl.store.files import Committed
from coopctl.store.history import parts

if TYPE_CHECKING:
    from coopctl.store.repo import Repo

MARK = "Coop-Merge: 1"
"""Names the function by which files were brought together: anyone can do it again and compare."""

_AUTHOR = re.compile(rb"author (.*) <(.*)> (-?\d+ [+-]\d{4})")


class Local(NamedTuple):
    """An entry recorded here and not shared: ``date`` as git writes it in an object."""

    id: str
    parents: tuple[str, ...]
    author: tuple[str, str]
    date: str
    message: str


class Rebuilt(NamedTuple):
    """The new last commit ("" where conflicts forbid it), and what came of the way there."""

    commit: str
    conflicts: tuple[Conflict, ...] = ()
    late: tuple[Late, ...] = ()
    dropped: tuple[Local, ...] = ()


class Step(NamedTuple):
    """What one entry changes on a new base, under full paths."""

    changes: Mapping[str, bytes | None]
    conflicts: tuple[Conflict, ...]
    late: tuple[Late, ...]
    plain: bool


def base_of(repo: Repo, one: str, two: str) -> str | None:
    """The last commit that two share, None where they share none."""
    found = repo.git.run("merge-base", one, two, ok=(0, 1)).decode().split()
    return found[0] if found else None


def unshared(repo: Repo, tip: str, head: str) -> tuple[Local, ...]:
    """The entries that ``head`` has and ``tip`` has not, oldest first."""
    listed = repo.git.run("rev-list", "--reverse", "--topo-order", head, f"^{tip}").decode().split()
    return tuple(_local(repo, one) for one in listed)


def _local(repo: Repo, commit: str) -> Local:
    head, _, message = repo.need(commit).data.partition(b"\n\n")
    parents = tuple(re.findall(r"^parent (\w+)$", head.decode("utf-8", "replace"), re.MULTILINE))
    found = next((match for line in head.split(b"\n") if (match := _AUTHOR.fullmatch(line))), None)
    name, mail, date = found.groups() if found else (b"?", b"?", b"0 +0000")
    author = name.decode("utf-8", "surrogateescape"), mail.decode("utf-8", "surrogateescape")
    return Local(commit, parents, author, date.decode(), message.decode("utf-8", "surrogateescape"))


def is_line(entries: Sequence[Local]) -> bool:
    """Whether entries follow one another without a merge."""
    return all(len(one.parents) == 1 for one in entries)


def replay(repo: Repo, tip: str, entries: Iterable[Local], choices: Choices) -> Rebuilt:
    """Record each entry again on top of ``tip``; one that brings nothing any more is left out."""
    here = tip
    late: tuple[Late, ...] = ()
    dropped: tuple[Local, ...] = ()
    for one in entries:
        step = _step(repo, one.parents[0], one.id, here, choices)
        if step.conflicts:
            return Rebuilt("", step.conflicts)
        if not step.changes:
            dropped += (one,)
            continue
        message = one.message if step.plain else marked(one.message)
        here = _record(repo, here, step.changes, (here,), message, one)
        late += step.late
    return Rebuilt(here, (), late, dropped)


def join(repo: Repo, base: str, tip: str, head: str, message: Message, choices: Choices) -> Rebuilt:
    """One merge of what was shared (first parent) and all that was recorded here."""
    step = _step(repo, base, head, tip, choices)
    if step.conflicts:
        return Rebuilt("", step.conflicts)
    said = marked(str(message))
    return Rebuilt(_record(repo, tip, step.changes, (tip, head), said, None), (), step.late)


def marked(message: str) -> str:
    """A message with the trailer that tells a merge by id."""
    body = message.rstrip("\n")
    if MARK in body.split("\n"):
        return message
    apart = "\n" if parts(message)[2] else "\n\n"
    return f"{body}{apart}{MARK}\n"


def changed(repo: Repo, one: str, two: str) -> list[str]:
    """The full paths of all files that differ between two commits."""
    said = repo.git.run("diff-tree", "-r", "-z", "--name-only", "--no-renames", "--no-ext-diff", one, two)
    return [name for name in said.decode("utf-8", "surrogateescape").split("\0") if name]


def own_paths(repo: Repo, one: str, two: str) -> list[str]:
    """The ledger's files that differ between two commits."""
    return [path.removeprefix(repo.prefix) for path in changed(repo, one, two) if path.startswith(repo.prefix)]


def _step(repo: Repo, base: str, ours: str, theirs: str, choices: Choices) -> Step:
    paths = changed(repo, base, ours)
    prefix = repo.prefix
    own = [path.removeprefix(prefix) for path in paths if path.startswith(prefix)]
    was, mine, other = (repo.at(rev).files for rev in (base, ours, theirs))
    done = share(was, mine, other, own, choices)
    changes: dict[str, bytes | None] = {prefix + path: data for path, data in done.changes.items()}
    beside, conflicts = _outside(repo, (base, ours, theirs), [path for path in paths if not path.startswith(prefix)])
    return Step(changes | beside, (*done.conflicts, *conflicts), done.late, done.plain)


def _outside(
    repo: Repo, sides: tuple[str, str, str], paths: list[str]
) -> tuple[dict[str, bytes | None], list[Conflict]]:
    """Files of the repository that are not the ledger's: whole, from the side that changed them."""
    changes: dict[str, bytes | None] = {}
    conflicts = []
    whole = [Committed(repo, side, "") for side in sides] if paths else []
    for path in paths:
        was, mine, other = (side.get(path) for side in whole)
        if mine in (was, other):
            continue
        if other == was:
            changes[path] = mine
        else:
            conflicts.append(both_changed(path)._replace(record="", cure="git merge @{upstream}"))
    return changes, conflicts


def _record(
    repo: Repo,
    base: str,
    changes: Mapping[str, bytes | None],
    parents: tuple[str, ...],
    message: str,
    like: Local | None,
) -> str:
    """A commit with the author and date of another, signed where this clone signs."""
    growing = repo.growing()
    tree = growing.tree(making.tree_of(repo, base), changes)
    if growing.made:
        repo.git.run("unpack-objects", "-q", input=growing.pack())
    made = tuple(growing.made)
    if like is None:
        return making.seal(repo, tree, made, message, None, None, parents)
    return making.seal(repo, tree, made, message, like.author, None, parents, authored=like.date)

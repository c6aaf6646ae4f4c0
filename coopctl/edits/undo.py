"""Taking back an entry: what it did is done the other way round, on top of all that came since. Never a rewrite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coopctl.accord.given import adopted
from coopctl.change.board import lines
from coopctl.change.fact import items, tree
from coopctl.edits.late import counts
from coopctl.entry import sheet_of
from coopctl.merge.trees import Files, merge_trees
from coopctl.problem import Refused
from coopctl.snapshot import Edit, Message, Snapshot
from coopctl.values import parse_period
from coopctl.words import T


class Undone(NamedTuple):
    """The entry to take back: its id, its subject line, the records it names."""

    id: str
    subject: str
    records: tuple[str, ...] = ()


def undo(
    now: Snapshot, entry: Undone, after: Files, before: Files, paths: Sequence[str], actor: str, reason: str = ""
) -> Edit:
    """The edit that takes an entry back; ``before`` and ``after`` are the ledger around it, ``paths`` what it changed.

    Raises Refused where what it recorded was counted, is closed, or was changed since.
    """
    for path in paths:
        _not_closed(now.files, path, before, after)
        _not_past(path, before, after)
    _not_counted(now.files, paths, before, after)
    together = merge_trees(after, before, now.files, paths)
    if together.conflicts:
        names = [one.record or one.path for one in together.conflicts]
        text = T("{names}: changed since, so it cannot simply be taken back", names=names)
        raise Refused(text, f"coopctl log {names[0]}")
    changes = {path: data for path, data in together.changes.items() if now.files.get(path) != data}
    if not changes:
        raise Refused(T("nothing of it is left to take back"), "coopctl log")
    trailers = [("Coop-Op", "undo"), ("Coop-Actor", actor), ("Coop-Undo", entry.id)]
    trailers += [("Coop-Record", record) for record in entry.records]
    return Edit(now.revision, changes, Message(f"undo: {entry.subject}"[:200], reason, tuple(trailers)))


def _not_closed(files: Files, path: str, before: Files, after: Files) -> None:
    """A payout is taken back only while it is the last one."""
    if not path.startswith("payouts/") or path not in after:
        return
    name = path[8:].removesuffix(".yaml")
    later = sorted(one for one in files if one.startswith("payouts/") and _begins(one) > _begins(path))
    if later:
        raise Refused(
            T("{period} is closed and {later} was closed on top of it: put it right with a correction instead",
              period=name, later=later[-1][8:].removesuffix(".yaml")),
            "coopctl contrib edit ID --hours HOURS",
        )  # fmt: skip
    if path in before:
        text = T("{period} is closed: its payout is never rewritten", period=name)
        raise Refused(text, f"coopctl payout verify {name}")


def _not_past(path: str, before: Files, after: Files) -> None:
    """What an election went through, and what was adopted, stays in its record: it is put right by what follows."""
    folder, _, rest = path.partition("/")
    name = rest.partition("/")[0].removesuffix(".yaml")
    old, new = (tree(files.get(path)) or {} for files in (before, after))
    if folder == "elections" and (len(items(new, "events")) > len(items(old, "events")) or "ballots/" in rest):
        cure = f"coopctl election {'correct' if old else 'cancel'} {name} {'TEXT' if old else '--because WHY'}"
        text = T("{election}: what an election went through is not taken back, it is put right by what follows",
                 election=name)  # fmt: skip
        raise Refused(text, cure)
    if folder == "decisions" and adopted(new) and not adopted(old):
        text = T("{decision} was adopted: it is ended or replaced, never taken back", decision=name)
        raise Refused(text, f"coopctl decision end {name} --dropped")


def _begins(path: str) -> str:
    try:
        return parse_period(path[8:].removesuffix(".yaml")).first.isoformat()
    except ValueError:
        return ""


def _not_counted(files: Files, paths: Iterable[str], before: Files, after: Files) -> None:
    """What a payout counted is put right by a correction."""
    sheets = [path for path in paths if sheet_of(path)]
    old, new = lines(before, sheets), lines(after, sheets)
    for record in dict.fromkeys((*old, *new)):
        if old.get(record) == new.get(record):
            continue
        member, _, name = record.partition("/")
        if counts(files, member, name):
            text = T(
                "{record} was counted in a closed month: give the right hours and rate, "
                "and the next payout pays the difference",
                record=record,
            )
            raise Refused(text, f"coopctl contrib edit {name} --hours HOURS")

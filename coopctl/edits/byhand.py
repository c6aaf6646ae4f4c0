"""What somebody edited by hand, as one change: judged like any other, recorded with trailers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from coopctl.edits.governance import Change, View, caused, personal
from coopctl.entry import sheet_of
from coopctl.ledger import Ledger
from coopctl.problem import NotHere, Refused
from coopctl.records import kinds
from coopctl.snapshot import Edit, Message, Overlay, Snapshot
from coopctl.words import TN, T

Changes = Mapping[str, bytes | None]


def ours(path: str) -> bool:
    """Whether a file under the ledger's root is one that coopctl keeps: a record, a schema, how git keeps text."""
    known = kinds.kind_of(path) is not None or path == ".gitattributes"
    return known or (path.startswith("schemas/") and path.endswith(".json"))


class Agreed(NamedTuple):
    """By whom a change was agreed to: adopted decisions, and members, one person each."""

    decisions: Sequence[str] = ()
    by: Sequence[str] = ()


def save(
    snapshot: Snapshot, changes: Changes, actor: str, today: dt.date, reason: str, agreed: Agreed = Agreed()
) -> Change:
    """Record what the folder holds. Raises Refused with the errors it would bring in; older ones do not matter."""
    after = Overlay(snapshot.files, changes)
    found = caused(_read(snapshot.files, changes), _read(after, changes), today)
    wrong = tuple(one for one in found if one.severity == "error")
    if wrong:
        raise Refused(
            TN(
                "nothing was recorded: {n} thing to put right first",
                "nothing was recorded: {n} things to put right first",
                len(wrong),
            ),
            "coopctl check",
            wrong,
            after,
        )
    records = sorted(kinds.record_name(path) for path in changes)
    trailers = (("Coop-Op", "save"), ("Coop-Actor", actor), *(("Coop-Record", name) for name in records))
    trailers += _named(snapshot, agreed)
    subject = f"save: {records[0]}" if len(records) == 1 else f"save: {len(records)} records"
    said = TN("{n} file is recorded", "{n} files are recorded", len(records))
    edit = Edit(snapshot.revision, changes, Message(subject, reason, trailers))
    return Change(edit, (said,), (), tuple(found), personal(snapshot.files, changes, reason))


def _named(snapshot: Snapshot, agreed: Agreed) -> tuple[tuple[str, str], ...]:
    """As trailers; both must be in the ledger before. Raises NotHere."""
    for name in agreed.decisions:
        if f"decisions/{name}.yaml" not in snapshot.files:
            raise NotHere(T("there is no decision {name}", name=name), "coopctl log")
    for handle in agreed.by:
        if f"members/{handle}.yaml" not in snapshot.files:
            raise NotHere(T("there is no member {member}", member=handle), "coopctl member list")
    decided = tuple(("Coop-Decision", name) for name in dict.fromkeys(agreed.decisions))
    return (*decided, *(("Approved-by", handle) for handle in dict.fromkeys(agreed.by)))


def _read(files: Mapping[str, bytes], changes: Changes) -> Ledger:
    """The ledger, as far as these changes can put something in the wrong."""
    view = files if whole(files, changes) else View(files, sorted(involved(changes)))
    return Ledger(Snapshot(view))


def whole(files: Mapping[str, bytes], changes: Iterable[str]) -> bool:
    """Whether all sheets and payouts must be read.

    So it is where the charter, a payout or a closed month is touched, and a circle or role too: one that
    is renamed or ends can put anyone's lines in the wrong.
    """
    from coopctl.context import closed_by

    for path in changes:
        sheet = sheet_of(path)
        if path in ("coop.yaml", "exceptions.yaml") or path.startswith(("payouts/", "circles/", "roles/")):
            return True
        if sheet and closed_by(sheet[0], files):
            return True
    return False


def involved(changes: Iterable[str]) -> set[str]:
    """The members whose sheets or whose own record are touched."""
    owners = {found[1] for path in changes if (found := sheet_of(path))}
    return owners | {path[8:-5] for path in changes if path.startswith("members/")}

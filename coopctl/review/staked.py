"""Which mandates a branch ends before their time: looked at where something that mandates depend on differs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from coopctl.change.fact import tree
from coopctl.snapshot import Snapshot

if TYPE_CHECKING:
    from coopctl.stakes import Stakes

_HELD: Mapping[str, tuple[str, ...]] = {
    "roles": ("mandates", "ended", "critical", "since"),
    "bodies": ("mandates", "role", "since", "ended"),
    "circles": ("since", "ended", "critical"),
    "members": ("left", "aliases", "handle"),
}
"""What decides whether and until when a mandate runs, by folder."""


def at_stake(base: Snapshot, head: Snapshot, paths: Collection[str], today: dt.date) -> Stakes | None:
    """What is at stake, None where it is not much. Only what stood there can end."""
    if not any(_differs(base, head, path) for path in paths):
        return None
    from coopctl.edits.governance import View
    from coopctl.ledger import Ledger
    from coopctl.stakes import stakes

    found = stakes(Ledger(Snapshot(View(base.files))), Ledger(Snapshot(View(head.files))), today)
    return found if found.high else None


def _differs(base: Snapshot, head: Snapshot, path: str) -> bool:
    keys = _HELD.get(path.partition("/")[0])
    if keys is None or path not in base.files:
        return False
    old, new = _read(base, path), _read(head, path)
    return old is None or not new or any(old.get(key) != new.get(key) for key in keys)


def _read(side: Snapshot, path: str) -> Mapping[str, Any] | None:
    return tree(side.files.get(path))

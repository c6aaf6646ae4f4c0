"""Changes of a role sheet: what is asked of its holders, who may hold it, the monthly sum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from coopctl.edits import rewriting
from coopctl.edits.governance import Change, Draft, day_before
from coopctl.problem import Misuse
from coopctl.records.role import Role
from coopctl.records.sheet import fingerprint
from coopctl.snapshot import Snapshot
from coopctl.values import Cents, When
from coopctl.words import T, Text


def edit(
    snapshot: Snapshot, name: str, facts: Mapping[str, Any], actor: str, today: dt.date, reason: str = "",
    stipend: tuple[When, Cents] | None = None,
) -> Change:  # fmt: skip
    """Other facts of a role sheet: each key of ``facts`` is written as given, a list replaces the one before.

    ``eligibility`` adds to what is said of who may hold it; ``clear`` names keys that are taken away. The
    holders who accepted the sheet are told of it.
    """
    draft, path = Draft(snapshot, actor, today), f"roles/{name}.yaml"
    role = draft.role(name)
    rewriting.rewrite(draft, path, role, facts)
    if stipend:
        _paid(draft, path, name, role, *stipend)
    text = T("nothing changes: the sheet of {role} already says this", role=name)
    rewriting.something(draft, text, f"coopctl role show {name}")
    said: list[Text] = [T("the sheet of role {role} is changed", role=name)]
    left = []
    for one in role.mandates:
        if one.state_on(today) in ("held", "interim", "pending") and one.sheet == fingerprint(role):
            left.append((T("{member} accepted the sheet as it was: do they accept it now?", member=one.member),
                         f"coopctl role agree {name} {one.member}"))  # fmt: skip
    return draft.done("role.edit", f"roles/{name}", reason, said, left)


def _paid(draft: Draft, path: str, name: str, role: Role, since: When, monthly: Cents) -> None:
    """Another monthly sum from a day on; the one before ends the day before."""
    for row, one in enumerate(role.stipend):
        if one.since.first >= since.first:
            raise Misuse(T("role {role} has a sum from {day} on already: --since says from when", role=name,
                           day=one.since), f"coopctl role show {name}")  # fmt: skip
        if one.until is None or one.until.last >= since.first:
            draft.put(path, ("stipend", row, "until"), day_before(since), ("since", "until", "monthly"))
    draft.push(path, "stipend", {"since": since, "monthly": monthly})

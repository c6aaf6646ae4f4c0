"""Changes of a role sheet: what is asked of its holders, who may hold it, the monthly sum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from coopctl.edits.governance import ORDER, Change, Draft, day_before, trimmed
from coopctl.problem import Misuse, Refused
from coopctl.records.eligibility import Eligibility
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
    given = {key: value for key, value in facts.items() if key != "clear"}
    for key, value in given.items():
        if key == "eligibility":
            _eligible(draft, path, role, value)
        elif value is not None and value != _plain(getattr(role, key)):
            draft.put(path, (key,), value, ORDER["roles"])
    for key in facts.get("clear") or ():
        _cleared(draft, path, key)
    if stipend:
        _paid(draft, path, name, role, *stipend)
    if not draft.changes:
        raise Refused(T("nothing changes: the sheet of {role} already says this", role=name),
                      f"coopctl role show {name}")  # fmt: skip
    said: list[Text] = [T("the sheet of role {role} is changed", role=name)]
    left = []
    for one in role.mandates:
        if one.state_on(today) in ("held", "interim", "pending") and one.sheet == fingerprint(role):
            left.append((T("{member} accepted the sheet as it was: do they accept it now?", member=one.member),
                         f"coopctl role agree {name} {one.member}"))  # fmt: skip
    return draft.done("role.edit", f"roles/{name}", reason, said, left)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _cleared(draft: Draft, path: str, key: str) -> None:
    """Take a key away, and with the last one of ``eligibility`` that too."""
    *above, last = key.split(".")
    sheet = draft.at(path, ())
    parent = sheet.get(above[0], {}) if above else sheet
    if last not in parent:
        return
    draft.drop(path, tuple(above) if above and len(parent) == 1 else (*above, last))


def _eligible(draft: Draft, path: str, role: Role, given: Mapping[str, Any]) -> None:
    if not given:
        return
    if role.eligibility is None:
        draft.put(path, ("eligibility",), trimmed(given), ORDER["roles"])
        return
    for key, value in given.items():
        if value != _plain(getattr(role.eligibility, key)):
            draft.put(path, ("eligibility", key), value, list(Eligibility.model_fields))


def _paid(draft: Draft, path: str, name: str, role: Role, since: When, monthly: Cents) -> None:
    """Another monthly sum from a day on; the one before ends the day before."""
    for row, one in enumerate(role.stipend):
        if one.since.first >= since.first:
            raise Misuse(T("role {role} has a sum from {day} on already: --since says from when", role=name,
                           day=one.since), f"coopctl role show {name}")  # fmt: skip
        if one.until is None or one.until.last >= since.first:
            draft.put(path, ("stipend", row, "until"), day_before(since), ("since", "until", "monthly"))
    draft.push(path, "stipend", {"since": since, "monthly": monthly})

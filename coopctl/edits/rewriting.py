"""What `edit` does to a sheet of any kind: other facts, facts taken away, who may hold it, how often it meets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coopctl.edits.governance import ORDER, Draft, day_before, trimmed
from coopctl.problem import Misuse, Refused
from coopctl.records.base import span
from coopctl.records.body import Body
from coopctl.records.circle import Circle, Meetings
from coopctl.records.eligibility import Eligibility
from coopctl.records.need import Need
from coopctl.records.role import Role
from coopctl.values import When
from coopctl.words import T, Text

Sheet = Role | Body | Circle | Need


def rewrite(draft: Draft, path: str, sheet: Sheet, facts: Mapping[str, Any]) -> None:
    """Each key of ``facts`` is written as given, a list replaces the one before.

    ``eligibility`` adds to what is said of who may hold it; ``clear`` names keys that are taken away.
    """
    order = ORDER[path.split("/")[0]]
    for key, value in facts.items():
        if key == "clear":
            continue
        if key == "eligibility":
            _within(draft, path, key, getattr(sheet, key), value or {}, list(Eligibility.model_fields))
        elif value is not None and value != _plain(getattr(sheet, key)):
            draft.put(path, (key,), value, order)
    for key in facts.get("clear") or ():
        _clear(draft, path, key)


def something(draft: Draft, text: Text, cure: str) -> None:
    """Raises Refused where nothing would be written."""
    if not draft.changes:
        raise Refused(text, cure)


def part(draft: Draft, path: str, key: str, present: Any, facts: Mapping[str, Any]) -> None:
    """The facts of one part of a sheet, of which the others stay; ``present`` is that part, or None."""
    _within(draft, path, key, present, {k: v for k, v in facts.items() if v is not None}, list(facts))


def _within(draft: Draft, path: str, key: str, present: Any, given: Mapping[str, Any], order: Sequence[str]) -> None:
    if not given:
        return
    if present is None:
        draft.put(path, (key,), trimmed(given), ORDER[path.split("/")[0]])
        return
    for name, value in given.items():
        if value != _plain(getattr(present, name)):
            draft.put(path, (key, name), value, order)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _clear(draft: Draft, path: str, key: str) -> None:
    """Take a key away, and with the last one of a part that too."""
    *above, last = key.split(".")
    sheet = draft.at(path, ())
    parent = sheet.get(above[0], {}) if above else sheet
    if last not in parent:
        return
    draft.drop(path, tuple(above) if above and len(parent) == 1 else (*above, last))


CADENCE_KEYS = tuple(Meetings.model_fields)


def meets(
    draft: Draft, path: str, present: Sequence[Meetings], since: When, facts: Mapping[str, Any], cure: str
) -> None:
    """Another cadence from a day on: what is not said of it stays as it was, and the one before ends the day before.

    Raises Misuse where nothing says how often, or where another one begins later.
    """
    given = {key: value for key, value in facts.items() if value is not None}
    for row, one in enumerate(present):
        if one.since and one.since.first > since.first:
            raise Misuse(T("it meets otherwise from {day} on already: --since says from when", day=one.since), cure)
        if one.since and one.since.first == since.first:
            for key, value in given.items():
                if value != _plain(getattr(one, key)):
                    draft.put(path, ("meetings", row, key), value, CADENCE_KEYS)
            return
    running = next((row for row, one in enumerate(present) if span(one.since, one.until).holds(since.first)), None)
    before = present[running] if running is not None else None
    if before is None and "every" not in given:
        raise Misuse(T("how often does it meet? --every is missing"), cure)
    kept = {key: _plain(getattr(before, key)) for key in CADENCE_KEYS} if before else {}
    if running is not None:
        draft.put(path, ("meetings", running, "until"), day_before(since), CADENCE_KEYS)
    item = {**kept, **given, "since": since}
    draft.push(path, "meetings", {key: item.get(key) for key in CADENCE_KEYS})

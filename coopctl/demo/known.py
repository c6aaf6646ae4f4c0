"""What was already written down on a day, from a record that tells it all since.

Facts are written down on their first day, but for a few that were learned late or early (:data:`KNOWN`); an end
is written down once it has come, but for the end of a mandate, of a status and of a commitment, which are known when
they begin. A notice is written down on its day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from coopctl.demo.scenes import TODAY
from coopctl.document.read import read
from coopctl.document.write import as_written, emit
from coopctl.records.kinds import modeline
from coopctl.values import When, parse_when

GATHERED = ("meetings/", "workshops/")
"""Records of one day, written down on that day, whole."""
GOVERNANCE = ("members/", "circles/", "roles/", "bodies/", "needs/", "decisions/", "budgets/", *GATHERED)
KNOWN = {
    ("roles/orientation/co-gerance.yaml", "karim"): dt.date(2026, 8, 20),
    ("roles/technique/depannage.yaml", "ines"): dt.date(2026, 6, 12),
    ("roles/communication/newsletter.yaml", "elise"): dt.date(2026, 10, 20),
    ("bodies/conseil-de-surveillance.yaml", "pauline"): dt.date(2026, 10, 15),
}
"""When a mandate was written down, where that was not its first day: (path, member) → day."""

_DAY = dt.timedelta(days=1)
_ON_ITS_DAY = ("welcomed", "notice", "partner_requested", "opened", "done", "dropped")
_DATED_ITEMS = ("meetings_seen", "observed")
_FOLLOW_UP = dt.timedelta(days=61)
"""How long before it is due a follow-up is agreed."""
_ENDS = {"until", "left", "ended"}
AGREED = ("mandates", "statuses", "commitments", "holders", "objections")
"""Parts of a record whose items have an end that is known from their beginning."""
Tree = dict[str, Any]


def governance(files: Mapping[str, bytes]) -> dict[str, Tree]:
    """The records that have a past of their own, as trees to be written again."""
    return {path: as_written(read(path, files[path]).root) for path in sorted(files) if path.startswith(GOVERNANCE)}  # type: ignore[arg-type]


def text_on(path: str, record: Tree, day: dt.date) -> bytes | None:
    """A record's file as it stood at the end of a day, None before it was there."""
    first = record.get("since", record.get("opened"))
    if first is not None and _when(first).first > day:
        return None
    if path.startswith(GATHERED):
        return emit(record, modeline(path)).encode() if _when(record["date"]).first <= day else None
    if "answer" in record and _when(record["done"]).first > day:
        record = {key: value for key, value in record.items() if key != "answer"}
    known = _known(path, record, day)
    return emit(known, modeline(path)).encode() if _there(path, known, day) else None


def _there(path: str, known: Tree, day: dt.date) -> bool:
    """Whether what is known of a record makes one yet."""
    folder = path.partition("/")[0]
    if folder == "members":
        return not known.keys().isdisjoint({"statuses", "welcomed"})
    return folder != "budgets" or "envelopes" in known


def turning_days(path: str, record: Tree) -> set[dt.date]:
    """The days on which something of a record was written down."""
    return {_when(record["date"]).first} if path.startswith(GATHERED) else set(_days(path, record, ""))


def _known(path: str, record: Tree, day: dt.date, within: str = "") -> Tree:
    found: Tree = {}
    for key, value in record.items():
        if isinstance(value, list):
            items = [_known(path, one, day, _part(record, key)) if isinstance(one, dict) else one for one in value]
            kept = [new for new, old in zip(items, value, strict=True) if _begun(path, old, day, key)]
            found |= {key: kept} if kept else {}
        elif not _still_to_come(key, value, within, day):
            found[key] = value
    return found


def _part(record: Tree, key: str) -> str:
    """The part of a record a list is: members of a circle joined by commitment have agreed on an end."""
    return "commitments" if key == "members" and record.get("access") == "commitment" else key


def _told(key: str, value: Any) -> dt.date | None:
    """The day a single fact was written down, where it tells its day."""
    if key == "follow_up":
        return _when(value).first - _FOLLOW_UP
    return _when(value).first if key in _ON_ITS_DAY else None


def _still_to_come(key: str, value: Any, within: str, day: dt.date) -> bool:
    if told := _told(key, value):
        return told > day
    return _is_end(key, within, value) and _over(value) > day


def _begun(path: str, item: Any, day: dt.date, key: str) -> bool:
    if key in _DATED_ITEMS:
        return _when(item).first <= day
    return not isinstance(item, dict) or _written(path, item) is None or _written(path, item) <= day  # type: ignore[operator]


def _written(path: str, item: Tree) -> dt.date | None:
    known = KNOWN.get((path, item.get("member", "")))
    first = item.get("since", item.get("date", item.get("decided")))
    return known or (None if first is None else _when(first).first)


def _is_end(key: str, within: str, value: str) -> bool:
    """Whether a day is an end that is written down once it has come."""
    return key in _ENDS and within not in AGREED and _over(value) <= TODAY


def _over(value: str) -> dt.date:
    return _when(value).last + _DAY


def _when(value: str) -> When:
    return parse_when(str(value))


def _days(path: str, record: Tree, within: str) -> Iterator[dt.date]:
    written = _written(path, record) if within else None
    if written:
        yield written
    for key, value in record.items():
        if told := _told(key, value):
            yield told
        elif key in _DATED_ITEMS:
            yield from (_when(one).first for one in value)
        elif _is_end(key, within, value):
            yield _over(value)
        elif isinstance(value, list):
            for item in value:
                yield from _days(path, item, _part(record, key)) if isinstance(item, dict) else ()

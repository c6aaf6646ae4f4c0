"""What was already written down on a day, from a record that tells it all since.

Facts are written down on their first day, but for a few that were learned late (:data:`LATE`); an end is
written down once it has come, but for the end of a mandate, which is known when it begins.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from coopctl.document.read import read
from coopctl.document.write import as_written, emit
from coopctl.records.kinds import modeline
from coopctl.values import When, parse_when

GOVERNANCE = ("members/", "circles/", "roles/")
LATE = {("roles/orientation/co-gerance.yaml", "karim"): dt.date(2026, 8, 20)}
"""When a mandate was written down, where that was not its first day: (path, member) → day."""

_DAY = dt.timedelta(days=1)
_ENDS = {"until": "until", "left": "left", "ended": "ended"}
Tree = dict[str, Any]


def governance(files: Mapping[str, bytes]) -> dict[str, Tree]:
    """The records that have a past of their own, as trees to be written again."""
    return {path: as_written(read(path, files[path]).root) for path in sorted(files) if path.startswith(GOVERNANCE)}  # type: ignore[arg-type]


def text_on(path: str, record: Tree, day: dt.date) -> bytes | None:
    """A record's file as it stood at the end of a day, None before it was there."""
    known = _known(path, record, day)
    if path.startswith("members/") and not {"statuses", "welcomed"} & known.keys():
        return None
    return emit(known, modeline(path)).encode()


def turning_days(path: str, record: Tree) -> set[dt.date]:
    """The days on which something of a record was written down."""
    return set(_days(path, record, ""))


def _known(path: str, record: Tree, day: dt.date, within: str = "") -> Tree:
    found: Tree = {}
    for key, value in record.items():
        if isinstance(value, list):
            items = [_known(path, one, day, key) if isinstance(one, dict) else one for one in value]
            kept = [new for new, old in zip(items, value, strict=True) if _begun(path, old, day)]
            found |= {key: kept} if kept else {}
        elif not (key == "welcomed" and _when(value).first > day) and not (_is_end(key, within) and _over(value) > day):
            found[key] = value
    return found


def _begun(path: str, item: Any, day: dt.date) -> bool:
    return not isinstance(item, dict) or _written(path, item) is None or _written(path, item) <= day  # type: ignore[operator]


def _written(path: str, item: Tree) -> dt.date | None:
    late = LATE.get((path, item.get("member", "")))
    return late or (_when(item["since"]).first if "since" in item else None)


def _is_end(key: str, within: str) -> bool:
    return key in _ENDS and within != "mandates"


def _over(value: str) -> dt.date:
    return _when(value).last + _DAY


def _when(value: str) -> When:
    return parse_when(str(value))


def _days(path: str, record: Tree, within: str) -> Iterator[dt.date]:
    written = _written(path, record) if within else None
    if written:
        yield written
    for key, value in record.items():
        if key == "welcomed":
            yield _when(value).first
        elif _is_end(key, within):
            yield _over(value)
        elif isinstance(value, list):
            for item in value:
                yield from _days(path, item, key) if isinstance(item, dict) else ()

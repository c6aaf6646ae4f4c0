"""What was noted of meetings and workshops."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.change.fact import Change, Pair
from coopctl.change.spans import day, flat, rest
from coopctl.words import T, Text


def meeting_changes(pair: Pair) -> Iterator[Change]:
    """« orientation se réunit le 12 octobre 2026 : 9 présents »."""
    one = pair.after or pair.before
    circle = str(one["circle"]) if "circle" in one else None
    facts = {"group": str(one.get("circle") or one.get("body") or "?"), "day": day(one, "date"),
             "present": str(one.get("present", ""))}  # fmt: skip
    said = T("meeting of {group} on {day}: {present} present", **facts)
    if "present" not in one:
        said = T("meeting of {group} on {day}", **facts)
    gone = T("the meeting of {group} on {day} is no longer in the ledger", **facts)
    yield from _told(pair, "meeting", circle, said, gone)


def workshop_changes(pair: Pair) -> Iterator[Change]:
    """« atelier du 8 octobre 2026 : Faire sa première facture »."""
    one = pair.after or pair.before
    circle = str(one["circle"]) if "circle" in one else None
    facts = {"title": str(one.get("title", "?")), "day": day(one, "date")}
    said = T("workshop on {day}: {title}", **facts)
    gone = T("the workshop of {day} is no longer in the ledger: {title}", **facts)
    yield from _told(pair, "workshop", circle, said, gone)


def _told(pair: Pair, noun: str, circle: str | None, said: Text, gone: Text) -> Iterator[Change]:
    if not pair.after:
        yield Change(f"{noun}-removed", pair.record, gone, None, circle, flat(pair.before), None)
    elif not pair.before:
        yield Change(f"{noun}-noted", pair.record, said, None, circle, None, flat(pair.after))
    elif "present" in pair.after and "present" not in pair.before:
        yield Change(f"{noun}-noted", pair.record, said, None, circle, flat(pair.before), flat(pair.after))
    else:
        yield from rest(pair, f"{noun}-changed", None, circle)

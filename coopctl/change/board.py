"""What changed on the contribution board: lines noted, changed, put right, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from coopctl.change.fact import Change, Values
from coopctl.entry import Entry, sheet_of, tree
from coopctl.page import Page
from coopctl.values import Month
from coopctl.words import T, Text

Title = Callable[[str], str]
"""A circle's name as it is shown, from its slug."""

_SHOWN = ("date", "until", "circle", "role", "need", "hours", "rate", "what", "waived", "recorded_by", "corrects")
_FIELDS: Mapping[str, Text] = {
    "date": T("date"), "until": T("last day"), "circle": T("circle"), "role": T("role"), "hours": T("hours"),
    "rate": T("rate"), "what": T("text"), "waived": T("given"), "recorded_by": T("recorded by"),
    "corrects": T("puts right"), "need": T("need"),
}  # fmt: skip


class Line(NamedTuple):
    """A line and the sheet it stands in."""

    month: Month
    entry: Entry


def lines(files: Mapping[str, bytes], paths: Iterable[str]) -> dict[str, Line]:
    """The readable lines of some sheets, as ``loic/k7m3qa2w``."""
    found: dict[str, Line] = {}
    for path in sorted(paths):
        if sheet_of(path) and path in files:
            page = Page(path, files[path])
            found |= {f"{page.member}/{entry.id}": Line(page.month, entry) for _, entry in page.sheet.entries}
    return found


def line_changes(before: Mapping[str, Line], after: Mapping[str, Line], title: Title) -> Iterator[Change]:
    """What happened to each line; only lines of the sheets that changed are given."""
    for record in dict.fromkeys((*before, *after)):
        was, now = before.get(record), after.get(record)
        if was is None and now is not None:
            yield _noted(record, now.entry, title)
        elif was is not None and now is None:
            text = T("{member} takes back: {line}", member=_who(record), line=worded(was.entry, title))
            yield Change("line-withdrawn", record, text, _who(record), was.entry.circle, _values(was.entry), None)
        elif was is not None and now is not None:
            yield from _changed(record, was, now, title)


def _noted(record: str, entry: Entry, title: Title) -> Change:
    member, line = _who(record), worded(entry, title)
    kind, text = "line-noted", T("{member}: {line}", member=member, line=line)
    if entry.corrects:
        kind = "line-corrected"
        text = T("{member} puts {id} right: {line}", member=member, id=entry.corrects, line=line)
        if not entry.hours:
            text = T("{member} cancels {id}: {what}", member=member, id=entry.corrects, what=entry.what)
    elif entry.recorded_by:
        text = T("{member}, recorded by {by}: {line}", member=member, by=entry.recorded_by, line=line)
    return Change(kind, record, text, member, entry.circle, None, _values(entry))


def _changed(record: str, was: Line, now: Line, title: Title) -> Iterator[Change]:
    member = _who(record)
    keys = [key for key in _SHOWN if getattr(was.entry, key) != getattr(now.entry, key)]
    if keys:
        details = [_detail(key, was.entry, now.entry) for key in keys]
        text = T("{member}, {date}, {what}: {details}",
                 member=member, date=was.entry.date, what=was.entry.what, details=details)  # fmt: skip
        old, new = ({key: value for key, value in _values(one.entry).items() if key in keys} for one in (was, now))
        yield Change("line-changed", record, text, member, now.entry.circle, old, new)
    if was.month != now.month:
        text = T("{member}: {line} will be paid with {month}",
                 member=member, line=worded(now.entry, title), month=now.month)  # fmt: skip
        months = {"sheet": str(was.month)}, {"sheet": str(now.month)}
        yield Change("line-moved", record, text, member, now.entry.circle, *months)


def _detail(key: str, was: Entry, now: Entry) -> Text:
    old, new = (_side(getattr(one, key)) for one in (was, now))
    return T("{field} {before} → {after}", field=_FIELDS[key], before=old, after=new)


def _side(value: object) -> object:
    if isinstance(value, bool):
        return T("yes") if value else T("no")
    return T("none") if value is None else value


def worded(entry: Entry, title: Title) -> Text:
    """« 2 h 30 au taux de 20 €/h pour Technique, le 3 octobre 2026 : … »."""
    facts = {"hours": entry.hours, "rate": entry.rate, "date": entry.date, "what": entry.what}
    if entry.circle is None:
        if entry.waived:
            return T("{hours}, given, outside the circles, on {date}: {what}", **facts)
        return T("{hours} at {rate}, outside the circles, on {date}: {what}", **facts)
    facts["circle"] = title(entry.circle)
    if entry.waived:
        return T("{hours}, given, for {circle}, on {date}: {what}", **facts)
    return T("{hours} at {rate} for {circle}, on {date}: {what}", **facts)


def _values(entry: Entry) -> Values:
    """The fields as JSON gives them: hours and rate with two decimals."""
    found = {}
    for key, value in tree(entry).items():
        fixed = getattr(value, "fixed", None)
        found[key] = "true" if value is True else str(fixed if fixed is not None else value)
    return found


def _who(record: str) -> str:
    return record.partition("/")[0]

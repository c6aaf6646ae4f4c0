"""A calendar as an .ics file (RFC 5545): whole days, the same bytes for the same ledger. The one door to icalendar."""

from __future__ import annotations

import datetime as dt

import icalendar

from coopctl.calendar.reminder import KINDS, Reminder, uid
from coopctl.calendar.sources import Calendar
from coopctl.words import T, Text, marked

_DAY = dt.timedelta(days=1)
_EPOCH = dt.date(2020, 1, 1)


def ics(found: Calendar, name: str, slug: str, stamp: dt.datetime, lang: str) -> bytes:
    """The file. ``stamp`` is when the ledger was last recorded.

    What is to be taken up stands on the day the calendar was asked for, so that it is seen; that day also makes
    the sequence number, by which an agenda keeps the later of two versions.
    """
    whole = icalendar.Calendar()
    whole.add("prodid", f"-//coopctl//calendar//{lang.upper()}")
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", icalendar.vText(T("{name}: calendar", name=name).shown(lang)))
    for one in found.due:
        whole.add_component(_event(one, one.day or found.day, found.day, slug, stamp, lang))
    for one in found.again:
        whole.add_component(_event(one, found.day, found.day, slug, stamp, lang, again=True))
    return bytes(whole.to_ical())


def _event(
    one: Reminder, day: dt.date, found: dt.date, slug: str, stamp: dt.datetime, lang: str, *, again: bool = False
) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", uid(one, slug))
    event.add("dtstamp", stamp.astimezone(dt.timezone.utc))  # noqa: UP017
    event.add("sequence", max(0, (found - _EPOCH).days))
    event.add("dtstart", day)
    event.add("dtend", day + _DAY if day < dt.date.max else day)
    event.add("summary", (T("to take up: {what}", what=one.what) if again else one.what).shown(lang))
    if about := [line.shown(lang) for line in _beside(one, again)]:
        event.add("description", "\n".join(about))
    event.add("categories", [marked(KINDS[one.kind]).shown(lang)])
    event.add("transp", "TRANSPARENT")
    return event


def _beside(one: Reminder, again: bool) -> list[Text]:
    """Since when, by which text, and what to type."""
    since = [T("since {day}", day=one.day)] if again and one.day else []
    return [
        *since,
        *filter(None, (one.law, one.source)),
        *([T("try: {command}", command=one.command)] if one.command else []),
    ]

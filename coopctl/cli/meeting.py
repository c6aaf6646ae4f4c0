"""coopctl meeting: meetings held and announced: when, how, how many came."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from coopctl import typed
from coopctl.cli import show as screen
from coopctl.cli.governing import Everyone, govern, known, role_name, slug, words
from coopctl.cli.handmade import unsaved
from coopctl.cli.options import DryRun, Format, On, Rev, Why, argument, one_of, option
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.values import Hours, parse_dated, parse_link
from coopctl.words import TN, T, _


def hours(text: str) -> Hours:
    """A length as typed: 1h15, 90min, 1,5."""
    return typed.hours(text)[0]


def number(text: str) -> int:
    """How many, as typed."""
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise ValueError(T("“{seen}” is not a whole number", seen=text))
    return int(text)


_SAID = {
    "visio": "remote", "distanciel": "remote", "à distance": "remote", "présentiel": "onsite", "presentiel": "onsite",
    "sur place": "onsite", "on site": "onsite", "mixte": "mixed", "hybride": "mixed", "hybrid": "mixed",
}  # fmt: skip


def way(text: str) -> str:
    """How it took place, as typed: « visio », remote."""
    word = typed.tidy(text)
    found: str = one_of("remote", "onsite", "mixed")(_SAID.get(word, word))
    return found


def on_day(text: str, today: dt.date) -> dt.date:
    """A day as typed, be it to come."""
    return typed.day(text, today)


Group = Annotated[str, argument(meta="GROUP", help="the circle, or the body, that met", read=slug)]
Of = Annotated[str | None, argument(meta="GROUP", help="one circle or body; none: all", read=slug)]
Meeting = Annotated[str, argument(meta="MEETING", help="the meeting: 2026-10-12-orientation", read=parse_dated)]
Date = Annotated[dt.date | None, option("--date", meta="DATE", help="its day (today)", dated=on_day)]
Mode = Annotated[
    str | None,
    option("--mode", meta="MODE", help="remote, onsite or mixed", read=way),
]
Site = Annotated[str | None, option("--site", meta="PLACE", help="where, if somewhere", read=words)]
Length = Annotated[
    Hours | None, option("--length", meta="HOURS", help="how long: 1h15 (as the circle usually meets)", read=hours)
]
Present = Annotated[
    int | None, option("--present", meta="N", help="how many of those expected came: never who", read=number)
]
Expected = Annotated[int | None, option("--expected", meta="N", help="how many were expected", read=number)]
Guests = Annotated[int | None, option("--guests", meta="N", help="how many came beside them, invited", read=number)]
Visitors = Annotated[int | None, option("--visitors", meta="N", help="how many came to see how it goes", read=number)]
AgendaBy = Annotated[
    str | None,
    option("--agenda-by", meta="WHO", help="who made the agenda: a member, circle/role, a circle or a body",
           read=role_name),
]  # fmt: skip
FacilitatedBy = Annotated[
    str | None, option("--facilitated-by", meta="HANDLE", help="the member who facilitated it", read=slug)
]
Link = Annotated[
    list[str] | None, option("--link", meta="URL", help="a page of it, https only; may be repeated", read=parse_link)
]


@verb
def list_(
    setting: Setting, group: Of = None, all_: Everyone = False, format: Format = "text", on: On = None, rev: Rev = None
) -> int:
    """List the meetings of the last twelve months, and those announced."""
    from coopctl import meetings
    from coopctl.roster import for_json

    session, day = Session(setting), on or setting.today
    ledger = session.ledger(rev)
    if group is not None:
        there = {**ledger.circles, **ledger.bodies}
        known(group, there, T("there is no circle or body {name}", name=group), "coopctl circle map")
    first = dt.date.min if all_ else meetings.year_to(day)
    some = [
        one
        for one in ledger.meetings.values()
        if group in (None, one.group) and one.date >= first and meetings.known_on(one, day)
    ]
    found = [meetings.facts(ledger, one, day) for one in sorted(some, key=lambda one: (one.date, one.meeting))]
    if format == "json":
        say_json(for_json(found))
        return 0
    if found:
        _table(found)
    else:
        screen.note(T("no meeting is noted: {command}", command="coopctl meeting add CIRCLE --date DATE --present N"))
    unsaved(session, rev)
    return 0


def _table(found: list[dict[str, Any]]) -> None:
    from coopctl.cli.pages_met import came, date, mode

    where, who = screen.Column(_("where"), whole=True), screen.Column(_("who came"), whole=True)
    heads: list[Any] = [_("date"), _("of"), _("how"), where, _("length"), who]
    rows = [
        [
            date(one["date"]),
            one["group"],
            mode(one["mode"]),
            one["site"],
            one["length"],
            T("announced") if one["state"] == "announced" else came(one),
        ]
        for one in found
    ]
    screen.table(heads, rows)
    screen.note(TN("{n} meeting", "{n} meetings", len(found)))


@verb
def show(setting: Setting, meeting: Meeting, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """Show one meeting."""
    from coopctl import meetings
    from coopctl.cli.pages import page
    from coopctl.cli.pages_met import came, date, mode
    from coopctl.roster import for_json

    session = Session(setting)
    ledger = session.ledger(rev)
    known(meeting, ledger.meetings, T("there is no meeting {meeting}", meeting=meeting), "coopctl meeting list --all")
    one = meetings.facts(ledger, ledger.meetings[meeting], on or setting.today)
    if format == "json":
        say_json(for_json(one))
        return 0
    lines = [
        (_("date"), date(one["date"])),
        (_("how"), mode(one["mode"])),
        (_("where"), one["site"]),
        (_("length"), one["length"]),
        (_("who came"), T("announced") if one["state"] == "announced" else came(one)),
        (_("agenda by"), one["agenda_by"]),
        (_("facilitated by"), one["facilitated_by"]),
        *((_("page"), link) for link in one["links"]),
    ]
    page(T("Meeting of {group}", group=one["group"]), lines)
    unsaved(session, rev)
    return 0


@verb
def add(
    setting: Setting,
    group: Group,
    date: Date = None,
    mode: Mode = None,
    site: Site = None,
    length: Length = None,
    present: Present = None,
    expected: Expected = None,
    guests: Guests = None,
    visitors: Visitors = None,
    agenda_by: AgendaBy = None,
    facilitated_by: FacilitatedBy = None,
    link: Link = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note a meeting: how many came, never who, and nothing of what was said.

    A meeting may be announced beforehand; noting it again then says how many came.

        coopctl meeting add orientation --date 2026-10-27 --present 8 --mode mixed --length 2h
        coopctl meeting add accompagnement --present 4 --mode remote --visitors 1
    """
    from coopctl.edits import gatherings

    day = date or setting.today
    facts: dict[str, Any] = {"mode": mode, "site": site, "length": length, "present": present, "expected": expected}
    facts |= {"guests": guests, "visitors": visitors, "agenda_by": agenda_by, "facilitated_by": facilitated_by}
    facts |= {"links": link or None}
    govern(
        Session(setting),
        lambda snapshot, actor: gatherings.meeting(snapshot, group, day, facts, actor, setting.today, message or ""),
        dry_run=dry_run,
    )
    return 0

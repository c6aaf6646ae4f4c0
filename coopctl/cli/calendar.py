"""coopctl calendar: what is due, then what is to be taken up again, on screen or as a file for an agenda."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Literal

from coopctl.cli import show as screen
from coopctl.cli.governing import known, slug, unreadable, when
from coopctl.cli.handmade import unsaved
from coopctl.cli.options import On, Rev, one_of, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import CoopError, Misuse
from coopctl.values import When, plus_months
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.calendar.sources import Calendar
    from coopctl.ledger import Ledger

MONTHS = 6
"""How far one looks where it is not said: the first step before the end of a mandate under the law is seen."""


def _months(text: str) -> str:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= 120):
        raise ValueError(T("“{seen}” is not a number of months from 1 to 120", seen=text))
    return text


Until = Annotated[When | None, option("--until", meta="DATE", help="as far as that day, or month", dated=when)]
Months = Annotated[str | None, option("--months", meta="N", help="as far as so many months (6)", read=_months)]
Theirs = Annotated[str | None, option("--member", meta="HANDLE", help="only what concerns that member", read=slug)]
OfCircle = Annotated[str | None, option("--circle", meta="CIRCLE", help="only what concerns that circle", read=slug)]
Mine = Annotated[
    bool, option("--mine", help="only what concerns me, with the follow-ups of those I accompany, in a file too")
]
Shape = Annotated[
    Literal["text", "json", "ics"] | None,
    option("--format", meta="text|json|ics", help="for people, for programs, for an agenda",
           read=one_of("text", "json", "ics")),
]  # fmt: skip
Output = Annotated[
    str | None, option("-o", "--output", meta="FILE", help="write it there; .ics and .json say the form")
]


@verb
def calendar(
    setting: Setting,
    until: Until = None,
    months: Months = None,
    circle: OfCircle = None,
    member: Theirs = None,
    mine: Mine = False,
    format: Shape = None,
    output: Output = None,
    on: On = None,
    rev: Rev = None,
) -> int:
    """Show what is due, then what is to be taken up again.

    Follow-ups of people are shown to them, their referent and the circle that accompanies people. They are never
    in an .ics file, nor in any file, but one's own: --mine.

        coopctl calendar --months 12 -o cooperative.ics
    """
    from coopctl.cli.calendar_file import formed, write

    session = Session(setting)
    ledger, day = session.ledger(rev), on or setting.today
    form = format or _form_of(output)
    found = _found(session, ledger, day, _horizon(day, until, months), mine, alone=form != "ics" and output is None)
    found = _only(found, ledger, circle, member)
    data = formed(session, found, form, rev, wrapped=output is None)
    if output is not None:
        write(session, output, data, len(found.all), mine)
    else:
        screen.write("stdout", data.decode())
    _left_out(ledger)
    unsaved(session, rev)
    return 0


def _left_out(ledger: Ledger) -> None:
    for folder in ("roles", "bodies", "circles", "members"):
        unreadable(
            [f"{folder}/{name}.yaml" for name in sorted(ledger.names(f"{folder}/") - set(ledger.records.of(folder)))]
        )


def _form_of(output: str | None) -> str:
    ending = (output or "").rpartition(".")[2].lower()
    return ending if ending in ("ics", "json") else "text"


def _horizon(day: dt.date, until: When | None, months: str | None) -> dt.date:
    if until and months:
        raise Misuse(T("{one} or {other}, not both", one="--until", other="--months"))
    last = until.last if until else plus_months(day, int(months or MONTHS))
    if last < day:
        raise Misuse(T("{until} lies before {day}", until=last, day=day), "coopctl calendar --until DATE")
    return last


def _found(session: Session, ledger: Ledger, day: dt.date, last: dt.date, mine: bool, *, alone: bool) -> Calendar:
    """The calendar; what leaves the screen has no follow-up of anybody, unless it is one's own."""
    from coopctl.calendar import sources

    if mine:
        me = session.actor
        return sources.mine(sources.calendar(ledger, day, last, me), ledger, me)
    return sources.calendar(ledger, day, last, _viewer(session) if alone else None)


def _viewer(session: Session) -> str | None:
    """Who looks, None where that is nobody of the ledger: then no follow-up is shown."""
    if session.setting.actor:
        return session.actor
    try:
        return session.clone_handle
    except CoopError:
        return None


def _only(found: Calendar, ledger: Ledger, circle: str | None, member: str | None) -> Calendar:
    if circle:
        known(circle, ledger.circles, T("there is no circle {circle}", circle=circle), "coopctl circle list")
        found = found.only(lambda one: one.circle == circle)
    if member:
        handle = ledger.current(member)
        known(handle, ledger.members, T("there is no member {member}", member=member), "coopctl member list")
        found = found.only(lambda one: handle in one.members)
    return found

"""coopctl contrib add: one line typed, one line said, one commit."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, Annotated, Any

from coopctl import typed
from coopctl.cli import show
from coopctl.cli.options import DryRun, Why, argument, option
from coopctl.cli.saying import shared
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.values import Month, Rate, amount, parse_slug
from coopctl.words import T, Text

if TYPE_CHECKING:
    from coopctl.edits.board import Change
    from coopctl.entry import Entry
    from coopctl.snapshot import Edit, Snapshot

What = Annotated[str | None, argument(meta="WHAT", help="what was done, in a few words", read=typed.what)]
Circle = Annotated[
    str | None,
    option("--circle", meta="CIRCLE", help="the circle it was for, if any", read=parse_slug),
]
Role = Annotated[str | None, option("--role", meta="ROLE", help="the role it was done in", read=parse_slug)]
Need = Annotated[str | None, option("--need", meta="NEED", help="the need it answers, if any", read=parse_slug)]
HoursOf = Annotated[
    Any,  # (Hours, a note on rounding or None), once read
    option("--hours", meta="HOURS", help="the time it took: 1h30, 1,5 or 90min", read=typed.hours),
]
RateOf = Annotated[Rate | None, option("--rate", meta="RATE", help="what you grant yourself an hour", read=typed.rate)]
Date = Annotated[dt.date | None, option("--date", meta="DATE", help="the day of the work (today)", dated=typed.day)]
Until = Annotated[dt.date | None, option("--until", meta="DATE", help="its last day, if several", dated=typed.day)]
Waived = Annotated[bool, option("--waived", help="given: the hours count, the amount is 0")]
For = Annotated[
    str | None, option("--for", meta="HANDLE", help="whose work it is, when you type for them", read=parse_slug)
]


@verb
def add(
    setting: Setting,
    what: What = None,
    circle: Circle = None,
    role: Role = None,
    need: Need = None,
    hours: HoursOf = None,
    rate: RateOf = None,
    date: Date = None,
    until: Until = None,
    waived: Waived = False,
    for_: For = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note what you did: the work, the time, what you grant yourself.

    Without anything after it, on a terminal, it stays open for several lines.
    """
    session = Session(setting)
    if what is None:
        return _in_conversation(session, for_)
    if hours is None or (rate is None and not waived):
        raise _missing("--hours" if hours is None else "--rate")
    from coopctl.edits.board import new_id
    from coopctl.entry import Entry

    actor = session.actor
    entry = Entry(
        id=new_id(os.urandom),
        date=date or setting.today,
        hours=hours[0],
        rate=rate if rate is not None else Rate(0),
        what=what,
        recorded_by=actor if for_ and for_ != actor else None,
        circle=circle, role=role, until=until, waived=waived, need=need,
    )  # fmt: skip
    change = record(session, for_ or actor, [entry], message or "", dry_run=dry_run)
    if hours[1]:
        show.note(hours[1])
    told(session, change, dry_run=dry_run)
    return 0


def _missing(option_name: str) -> Misuse:
    return Misuse(
        T("{option} is missing", option=option_name), 'coopctl contrib add "…" --circle CIRCLE --hours 1h30 --rate 15'
    )


def record(session: Session, member: str, entries: list[Entry], reason: str, *, dry_run: bool = False) -> Change:
    """Write lines of a member as one commit; raises Refused with the findings they would cause."""
    from coopctl.edits.board import add as planned

    actor, today = session.actor, session.setting.today

    def plan(snapshot: Snapshot) -> tuple[Edit, Change]:
        change = planned(snapshot, member, entries, actor, today, reason)
        return change.edit, change

    return session.write(plan, dry_run=dry_run)[1]


def told(session: Session, change: Change, *, dry_run: bool = False) -> None:
    """One line for each line noted, with the month's total; then what people should know."""
    for month, entry in change.lines:
        show.out(said(entry))
        if month != Month.of(entry.last):
            show.note(T("{closed} is closed: this will be paid with {month}", closed=Month.of(entry.last), month=month))
    show.out(T("{month}: {hours}, {amount}", month=change.month, hours=change.month_hours, amount=change.month_amount))
    for remark in change.remarks:
        show.note(T("worth a look: {message}", message=remark.message))
    for name in _named(session, change):
        show.note(T("worth a look: this text holds the name {name}, which history keeps for ever", name=name))
    if not dry_run and (waiting := shared(session)):
        show.note(waiting)


def _named(session: Session, change: Change) -> list[str]:
    """The names of people, known to this clone alone, that the lines' texts hold."""
    from coopctl.cli.people import names

    texts = [entry.what.casefold() for _month, entry in change.lines]
    return [name for name in names(session).values() if any(name.casefold() in text for text in texts)]


def said(entry: Entry) -> Text:
    """A line of the board in words: the day, the circle, the time and what it comes to."""
    work = T(
        "{id}  {date}, {circle}: {what}, {hours}",
        id=entry.id,
        date=entry.date,
        circle=entry.circle or T("no circle"),
        what=entry.what,
        hours=entry.hours,
    )
    if entry.waived:
        return T("{work}, given", work=work)
    total = amount(entry.hours, entry.rate)
    return T("{work} × {rate} = {amount}", work=work, rate=entry.rate, amount=total)


def _in_conversation(session: Session, member: str | None) -> int:
    if not session.setting.may_ask:
        raise Misuse(T("what was done is missing"), 'coopctl contrib add "…" --circle CIRCLE --hours 1h30 --rate 15')
    from coopctl.cli.board_talk import talk

    return talk(session, member or session.actor)

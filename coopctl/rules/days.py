"""Rules on the days of a line."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.context import Context
from coopctl.entry import Sheet
from coopctl.page import Page
from coopctl.problem import At, Fault, Related
from coopctl.rules.rule import edit_line, line_at, rule
from coopctl.values import Month
from coopctl.words import T


def _in_the_cooperative(page: Page, context: Context) -> bool:
    return context.presence is None or context.presence.covers(*page.digest.days)


@rule("sheet", clear=lambda page, context: not page.digest.spans)
def ends_before_it_begins(sheet: Sheet, context: Context) -> Iterator[Fault]:
    """The work ends before it begins.

    ``until`` is the last day of work that took several; it cannot come before ``date``.

    Broken:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-13
              until: 2026-10-03  # <- here
              hours: 12
              rate: 15
              what: Archivage
    Mended:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              until: 2026-10-13
              hours: 12
              rate: 15
              what: Archivage
    """
    for index, entry in sheet.entries:
        if entry.until and entry.until < entry.date:
            yield Fault(
                line_at(sheet, index, "until"),
                T("the work ends on {until}, before it begins on {date}", until=entry.until, date=entry.date),
                seen=entry.until.isoformat(),
                allowed=T("{date} or later", date=entry.date),
                cure=edit_line(entry, f"--until {entry.date}"),
            )


@rule("sheet", clear=lambda page, context: not page.digest.ahead)
def date_after_the_month(sheet: Sheet, context: Context) -> Iterator[Fault]:
    """The work is dated after the month of its sheet.

    A sheet holds what a member noted in a month, of work done then or earlier: never work to come.

    Broken:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-11-03  # <- here
              hours: 1
              rate: 15
              what: Relecture
    Mended:
        contributions/2026-10/loic.yaml
            (removed)
        contributions/2026-11/loic.yaml
            - id: k7m3qa2w
              date: 2026-11-03
              hours: 1
              rate: 15
              what: Relecture
    """
    for index, entry in sheet.entries:
        if entry.last > sheet.month.last:
            field = "until" if entry.date <= sheet.month.last else "date"
            yield Fault(
                line_at(sheet, index, field),
                T("{date} is after the month of this sheet, {month}", date=entry.last, month=sheet.month),
                seen=entry.last.isoformat(),
                allowed=T("{last} or earlier", last=sheet.month.last),
                cure=edit_line(entry, f"--{field} {sheet.month.last}"),
            )


@rule("sheet", clear=lambda page, context: page.digest.late <= context.closed)
def earlier_month_still_open(sheet: Sheet, context: Context) -> Iterator[Fault]:
    """The work belongs to an earlier month that is still open.

    Late work goes to a later sheet only when its own month is closed; while it is open, the line
    belongs there, so that the month is paid whole.

    Broken:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-09-28  # <- here
              hours: 1
              rate: 15
              what: Relecture
    Mended:
        contributions/2026-10/loic.yaml
            (removed)
        contributions/2026-09/loic.yaml
            - id: k7m3qa2w
              date: 2026-09-28
              hours: 1
              rate: 15
              what: Relecture
    """
    for index, entry in sheet.entries:
        month = Month.of(entry.last)
        if month < sheet.month and month not in context.closed:
            yield Fault(
                line_at(sheet, index, "date"),
                T(
                    "{date} is in {month}, which is still open: the line belongs to that month",
                    date=entry.date,
                    month=month,
                ),
                seen=entry.date.isoformat(),
                cure=f"coopctl contrib edit {entry.id} --date {entry.date}",
            )


@rule("sheet", clear=_in_the_cooperative)
def not_a_member_that_day(sheet: Sheet, context: Context) -> Iterator[Fault]:
    """The work is dated when the member had not entered, or had left.

    Trial weeks count: ``welcomed`` in the member's file is the first day that does.

    Broken:
        contributions/2026-10/noemie.yaml
            - id: k7m3qa2w
              date: 2026-10-20  # <- here
              hours: 1
              rate: 15
              what: Relecture
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2025-01-01
            left: 2026-10-15
    Mended:
        contributions/2026-10/noemie.yaml
            - id: k7m3qa2w
              date: 2026-10-12
              hours: 1
              rate: 15
              what: Relecture
        members/noemie.yaml
            handle: noemie
            statuses:
            - status: cape
              since: 2025-01-01
            left: 2026-10-15
    """
    presence = context.presence
    if presence is None:
        return
    path = f"members/{context.member}.yaml"
    for index, entry in sheet.entries:
        if presence.since and entry.date < presence.since:
            why, field = T("{member} entered on {day}", member=context.member, day=presence.since), "statuses"
        elif presence.until and entry.last > presence.until:
            why, field = T("{member} left on {day}", member=context.member, day=presence.until), "left"
        else:
            continue
        yield Fault(
            line_at(sheet, index, "date"),
            T("{date}: {why}", date=entry.date, why=why),
            seen=entry.date.isoformat(),
            related=(Related(At(path, (field,)), T("it is written here")),),
            cure=edit_line(entry, "--date DATE"),
        )

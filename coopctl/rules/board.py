"""Rules on all the sheets of one member: what a single sheet cannot see."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

from coopctl.entry import Entry, Sheet
from coopctl.problem import At, Fault, Related
from coopctl.rules import glance
from coopctl.rules.rule import edit_line, line_at, rule
from coopctl.values import Hours
from coopctl.words import T, Text


@rule("member", clear=glance.every_id_once)
def duplicate_id(sheets: Sequence[Sheet]) -> Iterator[Fault]:
    """Two lines of the same member have the same id.

    Corrections and payouts name a line by its id: two lines with one id cannot be told apart, and
    one of them would never be paid.

    Broken:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 1
              rate: 15
              what: Relecture
            - id: k7m3qa2w  # <- here
              date: 2026-10-04
              hours: 2
              rate: 15
              what: Mise en page
    Mended:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 1
              rate: 15
              what: Relecture
            - id: p4xd7n5c
              date: 2026-10-04
              hours: 2
              rate: 15
              what: Mise en page
    """
    seen: dict[str, At] = {}
    for sheet in sheets:
        for index, entry in sheet.entries:
            here = line_at(sheet, index, "id")
            first = seen.setdefault(entry.id, here)
            if first is not here:
                yield Fault(
                    here,
                    T("id {id} is already that of another line of {member}", id=entry.id, member=sheet.member),
                    seen=entry.id,
                    related=(Related(first, T("the other line is here")),),
                )


@rule("member", clear=glance.days_not_too_long)
def too_many_hours(sheets: Sequence[Sheet]) -> Iterator[Fault]:
    """A person has more than 24 hours in one day.

    It is nearly always 2:30 read as 230 minutes or a lump of several days on one date: ``until``
    gives the last day of work that took several.

    Broken:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 20
              rate: 15
              what: Archivage
            - id: p4xd7n5c
              date: 2026-10-03
              hours: 10  # <- here
              rate: 15
              what: Tri
    Mended:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-01
              until: 2026-10-03
              hours: 20
              rate: 15
              what: Archivage
            - id: p4xd7n5c
              date: 2026-10-03
              hours: 10
              rate: 15
              what: Tri
    """
    replaced = {entry.corrects for sheet in sheets for _, entry in sheet.entries if entry.corrects}
    day_hours: dict[dt.date, int] = defaultdict(int)
    for sheet in sheets:
        for index, entry in sheet.entries:
            if entry.id in replaced:
                continue
            if entry.until and entry.until > entry.date:
                most = glance.A_DAY * ((entry.until - entry.date).days + 1)
                total = int(entry.hours)
            else:
                day_hours[entry.date] += entry.hours
                most, total = glance.A_DAY, day_hours[entry.date]
            if total > most and entry.hours > 0:
                yield Fault(
                    line_at(sheet, index, "hours"),
                    T("{member} has {hours} on {date}", member=sheet.member, hours=Hours(total), date=entry.date)
                    if most == glance.A_DAY
                    else T(
                        "{hours} do not fit from {date} to {until}",
                        hours=entry.hours,
                        date=entry.date,
                        until=entry.until,
                    ),
                    seen=entry.hours.stored,
                    allowed=T("at most {most}", most=Hours(most)),
                    cure=edit_line(entry, "--until DATE"),
                )


@rule("member", "warning", clear=glance.every_work_once)
def same_work_twice(sheets: Sequence[Sheet]) -> Iterator[Fault]:
    """Two lines say the same work, of the same day and length.

    Only a question: two equal half-hours on one day are common. It often shows that two people
    recorded the same work, or that a spreadsheet was imported by hand.

    Broken:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 1
              rate: 15
              what: Réunion hebdo
            - id: p4xd7n5c  # <- here
              date: 2026-10-03
              hours: 1
              rate: 15
              what: réunion  hebdo
              recorded_by: noemie
    Mended:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 1
              rate: 15
              what: Réunion hebdo
    """
    seen: dict[tuple[object, ...], tuple[At, Entry]] = {}
    for sheet in sheets:
        for index, entry in sheet.entries:
            if entry.corrects:
                continue
            here = line_at(sheet, index, "id")
            alike = (entry.date, entry.hours, glance.folded(entry.what))
            first, other = seen.setdefault(alike, (here, entry))
            # Two equal rows of one spreadsheet were counted there: they are two contributions.
            if other is not entry and not (entry.source and other.source):
                yield Fault(
                    here,
                    T("is “{what}” of {date} the same work as the line above?", what=entry.what, date=entry.date),
                    seen=entry.what,
                    related=(Related(first, T("the other line is here")),),
                    cure=f"coopctl contrib remove {entry.id}",
                )


@rule("member", clear=glance.no_correction)
def corrects_nothing(sheets: Sequence[Sheet]) -> Iterator[Fault]:
    """A correction names a line that this member does not have.

    ``corrects`` gives the id of the line put right: one of the same member, and not itself a
    correction.

    Broken:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 1
              rate: 15
              what: Relecture
              corrects: zzzzzzz2  # <- here
    Mended:
        contributions/2026-10/loic.yaml
            - id: p4xd7n5c
              date: 2026-10-03
              hours: 2
              rate: 15
              what: Relecture
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 1
              rate: 15
              what: Relecture
              corrects: p4xd7n5c
    """
    entries = {entry.id: entry for sheet in sheets for _, entry in sheet.entries}
    for sheet in sheets:
        for index, entry in sheet.entries:
            if entry.corrects is None:
                continue
            target = entries.get(entry.corrects)
            if target is None or target.corrects is not None or target is entry:
                yield Fault(
                    line_at(sheet, index, "corrects"),
                    _no_target(sheet, entry, target),
                    seen=entry.corrects,
                    cure=f"coopctl contrib list --for {sheet.member}",
                )


def _no_target(sheet: Sheet, entry: Entry, target: Entry | None) -> Text:
    if target is None:
        return T("{member} has no line {id}", member=sheet.member, id=entry.corrects)
    return T("line {id} is itself a correction: name the line it corrects", id=entry.corrects)


@rule("member", "warning", clear=glance.no_correction)
def corrected_twice(sheets: Sequence[Sheet]) -> Iterator[Fault]:
    """Two corrections of one line stand in the same sheet.

    The last one counts. It is seen when two people, or one person on two machines, put the same
    line right without knowing of each other: one look tells which is right.

    Broken:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 1
              rate: 15
              what: Relecture
            - id: p4xd7n5c
              date: 2026-10-03
              hours: 2
              rate: 15
              what: Relecture
              corrects: k7m3qa2w
            - id: q5ye8o6d
              date: 2026-10-03
              hours: 3
              rate: 15
              what: Relecture
              corrects: k7m3qa2w  # <- here
    Mended:
        contributions/2026-10/loic.yaml
            - id: k7m3qa2w
              date: 2026-10-03
              hours: 1
              rate: 15
              what: Relecture
            - id: q5ye8o6d
              date: 2026-10-03
              hours: 3
              rate: 15
              what: Relecture
              corrects: k7m3qa2w
    """
    for sheet in sheets:
        seen: dict[str, tuple[At, Entry]] = {}
        for index, entry in sheet.entries:
            if entry.corrects is None:
                continue
            here = line_at(sheet, index, "corrects")
            if entry.corrects in seen:
                first, other = seen[entry.corrects]
                yield Fault(
                    here,
                    T("{id} is put right twice: {hours} here counts, {other} does not",
                      id=entry.corrects, hours=entry.hours, other=other.hours),
                    seen=entry.corrects,
                    related=(Related(first, T("the other correction is here")),),
                    cure=f"coopctl contrib remove {sheet.member}/{other.id}",
                )  # fmt: skip
            seen[entry.corrects] = (here, entry)

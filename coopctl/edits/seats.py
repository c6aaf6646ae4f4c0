"""What mandates of roles and of bodies share: their terms, who sits when, what is filled, what is left to fill."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from coopctl.edits.governance import Draft, day_after, day_before
from coopctl.moments import On, spanning
from coopctl.problem import Refused
from coopctl.records.body import Body
from coopctl.records.circle import Charge, Membership
from coopctl.records.role import Mandate, Role, Vacancy
from coopctl.values import Month, When, parse_month
from coopctl.words import T, Text

MANDATE_KEYS = tuple(Mandate.model_fields)
VACANCY_KEYS = tuple(Vacancy.model_fields)


class Term(NamedTuple):
    """What is known of a mandate: see :class:`~coopctl.records.role.Mandate`. ``accepted``: the sheet as it is."""

    since: When
    until: When | None = None
    election: str | None = None
    decision: str | None = None
    designated: When | None = None
    college: str | None = None
    scope: str | None = None
    interim: bool = False
    remainder: bool = False
    waived: bool = False
    condition: str | None = None
    accepted: bool = False

    def facts(self, handle: str, until: When | None, sheet: str) -> dict[str, Any]:
        """The mandate as it is written."""
        known = {"member": handle, **self._asdict(), "until": until, "sheet": sheet if self.accepted else None}
        return {key: known.get(key) for key in MANDATE_KEYS}


class End(NamedTuple):
    """What is known of an end: the last day, when it was announced, the assembly that decided it; never a cause.

    ``why`` and ``interim`` are about the role that is then to be filled.
    """

    on: When
    notice: When | None = None
    minutes: str | None = None
    why: str | None = None
    interim: str | None = None


def stop(
    draft: Draft, place: tuple[str, str, int], held: Mandate | Membership | Charge, what: str, on: When
) -> Text | None:
    """End what goes on with what it is part of; what was to begin after that day is taken out, and said."""
    path, key, row = place
    if held.since.first > on.last:
        draft.drop(path, (key, row))
        return taken_out(held.member, what, held.since)
    draft.put(path, (key, row, "until"), on, tuple(type(held).model_fields))
    return None


def taken_out(member: str, what: str, since: When) -> Text:
    """What is said of something that was to begin, and cannot any more."""
    return T("{member} was to begin in {role} {day}: that is taken out", member=member, role=what, day=On(since))


def term_end(sheet: Role | Body, term: Term) -> When | None:
    """The end said, else the one of the sheet's term; the rest of a term, and the meantime, have none of their own."""
    if term.until or not sheet.term_months or term.interim or term.remainder:
        return term.until
    return after_months(term.since, sheet.term_months)


def awaiting(sheet: Role | Body, handle: str) -> tuple[int, Mandate] | None:
    """The latest mandate for which somebody was designated and not appointed yet, and its row."""
    rows = enumerate(sheet.mandates)
    return next(((i, m) for i, m in reversed([*rows]) if m.member == handle and m.designated and not m.appointed), None)


def not_twice(sheet: Role | Body, name: str, handle: str, since: When, until: When | None) -> None:
    """Refuse a second mandate of somebody at the same time."""
    one = overlapping(sheet, handle, since, until)
    if one:
        span = spanning(one.since, one.until)
        if isinstance(sheet, Body):
            text = T("{member} already sits in {body} {span}", member=handle, body=name, span=span)
            raise Refused(text, f"coopctl body show {name}")
        text = T("{member} already holds role {role} {span}", member=handle, role=name, span=span)
        raise Refused(text, f"coopctl role show {name}")


def overlapping(sheet: Role | Body, handle: str, since: When, until: When | None) -> Mandate | None:
    """A mandate of somebody that shares days with others."""
    for one in sheet.mandates:
        begins_in_time = until is None or one.since.first <= until.last
        if one.member == handle and begins_in_time and (one.until is None or one.until.last >= since.first):
            return one
    return None


def filled(draft: Draft, path: str, role: Role | Body, since: When) -> None:
    """End the vacancies that the mandate fills."""
    for index in reversed(range(len(role.vacancies))):
        vacancy = role.vacancies[index]
        if vacancy.until is not None:
            continue
        if vacancy.since.first < since.first:
            draft.put(path, ("vacancies", index, "until"), day_before(since), VACANCY_KEYS)
        else:
            draft.drop(path, ("vacancies", index))


def ended(draft: Draft, path: str, sheet: Role | Body, held: tuple[int, Mandate], end: End) -> bool:
    """Write the last day of a mandate, and what is then to be filled; whether it is, for good.

    Where others stay a vacancy is only written when something is to be said of it: its seats are counted anyway.
    """
    index, mandate = held
    for key, value in (("until", end.on), ("notice", end.notice), ("ended_by", end.minutes)):
        if value is not None:
            draft.put(path, ("mandates", index, key), value, MANDATE_KEYS)
    others, next_day = staying(sheet, index, end.on), day_after(end.on)
    if mandate.interim:
        return False
    if any(m.since.first <= next_day.first for m in others):
        if end.why or end.interim:
            draft.push(path, "vacancies", {"since": next_day, "seats": 1, "why": end.why, "interim": end.interim})
        return len([m for m in others if m.since.first <= next_day.first]) < (sheet.seats or 0)
    following = min((m.since for m in others), key=lambda since: since.first, default=None)
    until = day_before(following) if following else None
    draft.push(path, "vacancies", {"since": next_day, "until": until, "why": end.why, "interim": end.interim})
    return following is None


def staying(sheet: Role | Body, index: int, on: When) -> list[Mandate]:
    """The other mandates that fill it after a day."""
    return [m for i, m in enumerate(sheet.mandates) if i != index and _stays(m, on)]


def _stays(mandate: Mandate, on: When) -> bool:
    """Whether a mandate fills the role after a day: neither in the meantime nor awaiting the assembly."""
    awaits = mandate.designated and not mandate.appointed
    return not mandate.interim and not awaits and (mandate.until is None or mandate.until.last > on.last)


def to_begin(sheet: Role | Body, handle: str, day: dt.date) -> tuple[int, Mandate] | None:
    """The first mandate of somebody that has not begun on a day, or awaits the assembly, and its row."""
    rows = [(i, m) for i, m in enumerate(sheet.mandates) if m.member == handle]
    coming = [(i, m) for i, m in rows if m.state_on(day) in ("to-come", "pending")]
    return min(coming, key=lambda one: one[1].since.first, default=None)


def running(sheet: Role | Body, on: When) -> list[tuple[int, Mandate]]:
    """The mandates of a day, with their rows."""
    return [(i, m) for i, m in enumerate(sheet.mandates) if m.span.holds(on.last)]


def seated(draft: Draft, name: str) -> Body:
    """A body that has seats of its own. Raises Refused where it is made up by the holders of a role."""
    body = draft.body(name)
    if body.role:
        text = T("who sits in {body} are the holders of role {role}", body=name, role=body.role)
        raise Refused(text, f"coopctl role show {body.role}")
    return body


def after_months(since: When, months: int) -> When:
    """The last day, or month, of a term: 24 months from 2026-10-01 end on 2028-09-30."""
    month = parse_month(since[:7])
    year, rest = divmod(month.year * 12 + month.number - 1 + months, 12)
    if len(since) == 7:
        return day_before(When(str(Month(year, rest + 1))))
    following = Month(year, rest + 1)
    day = min(int(since[8:]), following.last.day)
    exact = dt.date(following.year, following.number, day)
    return When((exact if day < int(since[8:]) else exact - dt.timedelta(days=1)).isoformat())

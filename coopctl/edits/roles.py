"""Role sheets: a new one, who holds it from when to when, and when nobody does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from coopctl.edits.governance import Change, Draft, day_before
from coopctl.moments import On, Till, spanning
from coopctl.problem import Misuse, Refused
from coopctl.records.role import Mandate, Role
from coopctl.snapshot import Snapshot
from coopctl.values import Month, When, parse_day, parse_month
from coopctl.words import TN, T, Text

FACTS = ("purpose", "accountabilities", "qualities", "expectations", "term_months", "seats", "statutory", "stipend")
MANDATE_KEYS = ("member", "since", "until", "election", "waived")
VACANCY_KEYS = ("since", "until", "why", "interim")


class Term(NamedTuple):
    """What is known of a mandate: its days, the election behind it, and whether its stipend is waived."""

    since: When
    until: When | None = None
    election: str | None = None
    waived: bool = False


def add(
    snapshot: Snapshot, name: str, title: str, facts: Mapping[str, Any], actor: str, today: dt.date, reason: str = ""
) -> Change:
    """A new role sheet, "circle/role". ``facts``: see :data:`FACTS`."""
    draft = Draft(snapshot, actor, today)
    draft.circle(name.split("/")[0])
    if name in draft.ledger.role_names:
        raise Refused(T("there is already a role {role}", role=name), f"coopctl role show {name}")
    tree = {"role": name.split("/")[1], "title": title, **{key: facts.get(key) for key in FACTS}}
    draft.create(f"roles/{name}.yaml", tree)
    said = T("role {role} is there: {title}; nobody holds it yet", role=name, title=title)
    return draft.done("role.add", f"roles/{name}", reason, [said])


def assign(
    snapshot: Snapshot, name: str, handle: str, term: Term, actor: str, today: dt.date, reason: str = ""
) -> Change:
    """A mandate: a member holds the role from a day on, for the role's term unless ``term`` says until when."""
    draft = Draft(snapshot, actor, today, [handle])
    role = draft.role(name)
    draft.member(handle)
    until = term.until or (after_months(term.since, role.term_months) if role.term_months else None)
    _not_twice(role, name, handle, term.since, until)
    path = f"roles/{name}.yaml"
    draft.push(path, "mandates", {"member": handle, **term._replace(until=until)._asdict()})
    _filled(draft, path, role, term.since)
    said = [T("{member} holds role {role} {span}", member=handle, role=name, span=spanning(term.since, until))]
    if until and not term.until:
        said.append(
            TN("the term of this role is {n} month", "the term of this role is {n} months", role.term_months or 0)
        )
    others = {m.member for m in role.mandates if m.span.holds(term.since.first)}
    return draft.done(
        "role.assign", f"roles/{name}", reason, [*said, *_crowded(role, others | {handle})],
        subject=f"role: {handle} holds {name}",
    )  # fmt: skip


def _crowded(role: Role, holders: set[str]) -> list[Text]:
    if len(holders) <= role.seats:
        return []
    names = sorted(holders)
    return [T("{count} hold this role, made for {seats}: {names}", count=len(names), seats=role.seats, names=names)]


def _not_twice(role: Role, name: str, handle: str, since: When, until: When | None) -> None:
    for one in role.mandates:
        begins_in_time = until is None or one.since.first <= until.last
        if one.member == handle and begins_in_time and (one.until is None or one.until.last >= since.first):
            raise Refused(
                T(
                    "{member} already holds role {role} {span}",
                    member=handle,
                    role=name,
                    span=spanning(one.since, one.until),
                ),
                f"coopctl role show {name}",
            )


def _filled(draft: Draft, path: str, role: Role, since: When) -> None:
    """End the vacancies that the mandate fills."""
    for index in reversed(range(len(role.vacancies))):
        vacancy = role.vacancies[index]
        if vacancy.until is not None:
            continue
        if vacancy.since.first < since.first:
            draft.put(path, ("vacancies", index, "until"), day_before(since), VACANCY_KEYS)
        else:
            draft.drop(path, ("vacancies", index))


def vacate(
    snapshot: Snapshot,
    name: str,
    handle: str | None,
    on: When,
    why: str | None,
    interim: str | None,
    actor: str,
    today: dt.date,
    reason: str = "",
) -> Change:
    """The last day of a mandate. Where nobody else holds the role, it is to be filled from the day after."""
    draft = Draft(snapshot, actor, today, [handle] if handle else [])
    role = draft.role(name)
    if interim:
        draft.member(interim)
    index, mandate = _held(role, name, handle, on)
    path = f"roles/{name}.yaml"
    draft.put(path, ("mandates", index, "until"), on, MANDATE_KEYS)
    said = [T("{member} holds role {role} {until}", member=mandate.member, role=name, until=Till(on))]
    others = [m for i, m in enumerate(role.mandates) if i != index and (m.until is None or m.until.last > on.last)]
    next_day = _day_after(on)
    left: Sequence[tuple[Text, str]] = ()
    if not any(m.since.first <= next_day.first for m in others):
        following = min((m.since for m in others), key=lambda since: since.first, default=None)
        until = day_before(following) if following else None
        draft.push(path, "vacancies", {"since": next_day, "until": until, "why": why, "interim": interim})
        if not following:
            command = f"coopctl role assign {name} HANDLE --since DATE"
            left = [(T("role {role} is then to be filled", role=name), command)]
    subject = f"role: {mandate.member} leaves {name}"
    return draft.done("role.vacate", f"roles/{name}", reason, said, left, subject)


def _held(role: Role, name: str, handle: str | None, on: When) -> tuple[int, Mandate]:
    """The one mandate to end."""
    running = [(i, m) for i, m in enumerate(role.mandates) if m.span.holds(on.last)]
    theirs = [(i, m) for i, m in running if handle in (None, m.member)]
    if not theirs:
        raise Refused(
            T("{member} does not hold role {role} {day}", member=handle, role=name, day=On(on))
            if handle
            else T("nobody holds role {role} {day}", role=name, day=On(on)),
            f"coopctl role show {name}",
        )
    if len({m.member for _, m in theirs}) > 1:
        names = [m.member for _, m in theirs]
        raise Misuse(
            T("{names} hold role {role}: say whose mandate ends", names=names, role=name),
            f"coopctl role vacate {name} {names[0]} --on {on}",
        )
    return theirs[-1]


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


def _day_after(when: When) -> When:
    if len(when) == 7:
        return When(str(parse_month(when).next))
    return When((parse_day(when) + dt.timedelta(days=1)).isoformat())

"""Who was designated and declines before the mandate begins: it is taken out of the sheet, which says so."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from coopctl.edits.governance import Change, Draft, day_before
from coopctl.edits.seats import VACANCY_KEYS, seated, to_begin
from coopctl.mandates import Office
from coopctl.moments import On
from coopctl.problem import Refused
from coopctl.records.role import Mandate
from coopctl.snapshot import Snapshot
from coopctl.values import Span
from coopctl.words import T, Text

Kind = Literal["role", "body"]
_FOLDER = {"role": "roles", "body": "bodies"}


class Answer(NamedTuple):
    """The day they said so; ``why`` and ``interim`` are about the role that is then to be filled."""

    day: dt.date
    why: str | None = None
    interim: str | None = None


def decline(
    snapshot: Snapshot, kind: Kind, name: str, handle: str, answer: Answer, actor: str, today: dt.date
) -> Change:
    """What was to begin does not. Where nobody else holds it by then, the role is to be filled.

    The election keeps its outcome: the sheet says who declined, and when. There is no place for a reason.
    """
    draft = Draft(snapshot, actor, today, [handle])
    sheet = draft.role(name) if kind == "role" else seated(draft, name)
    office = Office(name, f"{_FOLDER[kind]}/{name}.yaml", sheet, Span(None))
    draft.member(handle)
    if answer.interim:
        draft.member(answer.interim)
    found = to_begin(sheet, handle, answer.day)
    if found is None:
        raise Refused(T("{member} has nothing that is to begin in {role}", member=handle, role=name),
                      f"coopctl {kind} vacate {name} {handle} --on {answer.day}")  # fmt: skip
    row, mandate = found
    draft.drop(office.path, ("mandates", row))
    gone = {"member": handle, "since": mandate.since, "date": answer.day, "election": mandate.election}
    draft.push(office.path, "declined", gone)
    said = [T("{member} declines {role} before it begins {day}: that is taken out", member=handle, role=name,
              day=On(mandate.since))]  # fmt: skip
    whole = not (mandate.interim or mandate.scope)
    left = _left(office) if whole and _emptied(draft, office, row, mandate, answer) else []
    record = office.path.removesuffix(".yaml")
    return draft.done(f"{kind}.decline", record, "", said, left, f"{kind}: {handle} declines {name}")


def _left(office: Office) -> list[tuple[Text, str]]:
    elected = office.sheet.filled_by == "election"
    command = f"coopctl election open {office.name} --present HANDLES" if elected else ""
    return [(T("role {role} is then to be filled", role=office.name) if office.circle else
             T("a seat in {body} is then to be filled", body=office.name),
             command or f"{office.command('assign')} HANDLE --since DATE")]  # fmt: skip


def _emptied(draft: Draft, office: Office, row: int, mandate: Mandate, answer: Answer) -> bool:
    """Note what is to be filled from the day it was to begin; whether there is anything.

    A vacancy that the mandate was to end goes on. Where others hold it by then, their seats are counted anyway.
    """
    sheet, path, first = office.sheet, office.path, mandate.since
    others = [m for i, m in enumerate(sheet.mandates) if i != row and m.state_on(first.first) == "held"]
    if others and len(others) >= (sheet.seats or 0):
        return False
    noted = [i for i, one in enumerate(sheet.vacancies) if one.until is None or one.until == day_before(first)]
    if noted:
        if sheet.vacancies[noted[-1]].until:
            draft.drop(path, ("vacancies", noted[-1], "until"))
        for key, value in (("why", answer.why), ("interim", answer.interim)):
            if value:
                draft.put(path, ("vacancies", noted[-1], key), value, VACANCY_KEYS)
    elif not others or answer.why or answer.interim:
        seats = 1 if others else None
        item = {"since": first, "seats": seats, "why": answer.why, "interim": answer.interim}
        draft.push(path, "vacancies", item)
    return True

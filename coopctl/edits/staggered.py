"""What an election does to seats that end in turn: told at the framing and with the yes, never refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from coopctl.edits.seats import after_months
from coopctl.election.book import gists
from coopctl.ledger import Ledger
from coopctl.mandates import Office
from coopctl.records.role import Mandate
from coopctl.values import When
from coopctl.values.lapses import Lapse
from coopctl.words import T, Text

NEAR = Lapse("2 months")
"""How near two ends are the same moment for a circle, where the sheet says neither a turn nor a hand-over."""


def framed(ledger: Ledger, office: Office, event: Mapping[str, Any]) -> list[Text]:
    """What is to be known of the term that a framing agrees on."""
    first, months = event.get("since") or When(event["at"][:10]), event.get("term_months")
    return told(ledger, office, first, [after_months(first, months)] * event.get("seats", 1)) if months else []


def told(ledger: Ledger, office: Office, first: When, ends: Sequence[When], rest: bool = False) -> list[Text]:
    """What is to be known of mandates from ``first`` to ``ends``, one for each seat that is filled."""
    seats = office.sheet.seats or 1
    if seats < 2 or not ends:
        return []
    return [*_together(office, seats, first, ends), *([] if rest else _early(ledger, office, first))]


def _together(office: Office, seats: int, first: When, ends: Sequence[When]) -> Iterator[Text]:
    """More than half of the seats would end at about the same time."""
    others = [one.until for one in office.sheet.mandates
              if one.until and not one.interim and one.until.last >= first.first]  # fmt: skip
    near = [end for end in (*others, *ends) if _near(office, end.last, ends[-1].last)]
    if len(near) > -(-seats // 2):
        yield T("{n} of the {seats} seats would end at about the same time, by {day}: with a term for each, half at "
                "most end together", n=len(near), seats=seats, day=max(near, key=lambda end: end.last))  # fmt: skip


def _near(office: Office, one: dt.date, other: dt.date) -> bool:
    """Whether two ends are nearer to each other than the turns of the role are apart."""
    turn = getattr(office.sheet, "staggering", None)
    early, late = sorted((one, other))
    return late < turn.after(early) if turn else late <= (office.sheet.handover or NEAR).after(early)


def _early(ledger: Ledger, office: Office, first: When) -> Iterator[Text]:
    """Somebody's term was cut short, and a fresh one does not end when theirs would have."""
    for one in office.sheet.mandates:
        planned = _planned(ledger, office, one)
        taken = any(other.remainder and one.until and other.since.first > one.until.last
                    for other in office.sheet.mandates)  # fmt: skip
        if one.until and planned and one.until.last < first.first <= planned.last and not taken:
            yield T("the term of {member} was to run until {day}: a fresh one changes in which turn the seats end; "
                    "the rest of it only is {options}", member=one.member, day=planned,
                    options=f"--until {planned} --remainder")  # fmt: skip


def _planned(ledger: Ledger, office: Office, one: Mandate) -> When | None:
    """When a mandate that ended early was to end: as the election said, else by the sheet's term."""
    if one.until is None:
        return None
    outcomes = [out for name, each in gists(ledger).items() if name == one.election for out in each.outcomes]
    said = next((out.until for out in outcomes if out.member == one.member and out.until), None)
    if said is None and office.sheet.term_months and (one.notice or one.ended_by):
        said = after_months(one.since, office.sheet.term_months)
    return When(str(said)) if said and When(str(said)).last > one.until.last else None

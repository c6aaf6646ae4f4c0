"""What the rules on people share: where something stands in a member's record, which statuses are of a kind."""

from __future__ import annotations

import datetime as dt

from coopctl.law.legal import Legal
from coopctl.ledger import Ledger
from coopctl.problem import At, Related
from coopctl.records.base import span
from coopctl.records.member import Member
from coopctl.values import When
from coopctl.words import T


def member_at(handle: str, *route: str | int) -> At:
    """A place in a member's record."""
    return At(f"members/{handle}.yaml", route)


def statuses_of(ledger: Ledger, contract: str) -> dict[str, int]:
    """The statuses of the charter that are of a kind in law (cape, cesa, staff), with their rows."""
    kinds = ledger.charter.statuses if ledger.charter else ()
    return {kind.status: row for row, kind in enumerate(kinds) if kind.contract == contract}


def coming(ledger: Ledger, handle: str) -> Related:
    """Where it is written when somebody came in."""
    return Related(arrival_at(handle, ledger.members[handle]), T("the first day of {member} is here", member=handle))


def arrival_at(handle: str, one: Member) -> At:
    """Where the first day known of somebody stands: the welcome, or whichever status begins first."""
    since = [held.since for held in one.statuses]
    if one.arrived is None or one.arrived not in since:
        return member_at(handle, "welcomed")
    return member_at(handle, "statuses", since.index(one.arrived), "since")


def status_at(handle: str, one: Member, day: dt.date) -> At:
    """Where the status of a day stands; without one, where the last ended, or the next begins."""
    begun = [i for i, held in enumerate(one.statuses) if held.since.first <= day]
    if not begun:
        return arrival_at(handle, one)
    latest = max(begun, key=lambda i: one.statuses[i].since.first)
    held = [i for i in begun if span(one.statuses[i].since, one.statuses[i].until).holds(day)]
    if not held:
        return member_at(handle, "statuses", latest, "until")
    return member_at(handle, "statuses", max(held, key=lambda i: one.statuses[i].since.first), "status")


def applied(legal: Legal) -> Related:
    """Where it is written that this value applies: the cooperative's own reading, or the law it chose."""
    if legal.at:
        return Related(legal.at, T("the cooperative reads it so here"))
    return Related(At("coop.yaml", ("law",)), T("the law that applies is chosen here"))


def contract_end(member: Member) -> tuple[int, When | None]:
    """The last day of the last status of somebody who has not left, and its row; None where it has none."""
    row, last = max(enumerate(member.statuses), key=lambda pair: pair[1].since.first, default=(0, None))
    open_ = any(one.until is None for one in member.statuses)
    return row, None if member.left or last is None or open_ else last.until

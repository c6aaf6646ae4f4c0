"""Whether somebody could hold a role from a day on: by the same rules that judge those who hold it."""

from __future__ import annotations

from collections.abc import Iterable

from coopctl.ledger import Ledger
from coopctl.mandates import Office
from coopctl.problem import At
from coopctl.rules.eligibility import held_at_once, in_excluded_circle, without_status
from coopctl.rules.holding import Days, Seat, by_member
from coopctl.values import When
from coopctl.words import T, Text


def obstacles(
    ledger: Ledger, office: Office, handle: str, days: Days, college: str | None = None,
    seats: dict[str, list[Seat]] | None = None,
) -> list[Text]:  # fmt: skip
    """Why somebody could not hold it, or a seat of a college, on those days; nothing where they could.

    ``seats`` are those of each member.
    """
    member = ledger.members.get(handle)
    if member is None:
        return [T("there is no member {member}", member=handle)]
    if not (member.presence.holds(days.since.first) or member.presence.holds(days.since.last)):
        return [T("{member} is not in the cooperative on {day}", member=handle, day=days.since)]
    asked = At(office.path, ("eligibility",))
    seat = Seat(office.name, handle, days, office.path, ("eligibility",), office.sheet.eligibility, asked, office,
                wished=college)  # fmt: skip
    theirs = (by_member(ledger) if seats is None else seats).get(handle, [])
    before = {str(one.message) for one in held_at_once(theirs)}
    found = [one.message for one in (*without_status(ledger, seat), *in_excluded_circle(ledger, seat))]
    return found + [one.message for one in held_at_once([*theirs, seat]) if str(one.message) not in before]


def eligible(
    ledger: Ledger, office: Office, handles: Iterable[str], since: When, college: str | None = None
) -> list[str]:
    """Those who could hold it, or a seat of a college, from a day on."""
    seats = by_member(ledger)
    return [one for one in handles if not obstacles(ledger, office, one, Days(since, None), college, seats)]

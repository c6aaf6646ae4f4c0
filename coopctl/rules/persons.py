"""What the rules on people share: where something stands in a member's record, which statuses are of a kind."""

from __future__ import annotations

from coopctl.law.legal import Legal
from coopctl.ledger import Ledger
from coopctl.problem import At, Related, Route
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
    one = ledger.members[handle]
    route: Route = ("welcomed",) if one.welcomed and one.welcomed == one.arrived else ("statuses", 0, "since")
    return Related(At(f"members/{handle}.yaml", route), T("the first day of {member} is here", member=handle))


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

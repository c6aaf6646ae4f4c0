"""Whether work is paid this way: by the status its member had that day and the rule values in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from coopctl.records.base import span
from coopctl.records.charter import Charter
from coopctl.records.member import Member
from coopctl.records.payout import PayoutRules
from coopctl.values import Span


def rules_now(charter: Charter) -> PayoutRules:
    """The rule values a payout closed today would freeze."""
    return PayoutRules.model_construct(
        prorata=charter.stipends.prorata,
        paid=tuple(kind.status for kind in charter.statuses if kind.paid),
        unpaid=tuple(kind.status for kind in charter.statuses if not kind.paid),
    )


class Statuses:
    """The statuses of all members, read once.

    ``now`` are the charter's rule values of today; ``ever`` the statuses some payout did not pay this way.
    """

    def __init__(self, members: Mapping[str, Member], now: PayoutRules, ever: Iterable[str] = ()) -> None:
        self._members = members
        self._now = now
        self._ever = {*ever, *now.unpaid}
        self._always: dict[str, bool] = {}
        self._spans: dict[str, list[tuple[Span, str]]] = {}

    def knows(self, member: str) -> bool:
        """Whether the ledger has this member's record; without it nothing about them is judged anew."""
        return member in self._members

    def always_paid(self, member: str) -> bool:
        """Whether the member never had a status that any rule value leaves unpaid."""
        if member not in self._always:
            self._always[member] = all(status not in self._ever for _days, status in self._of(member))
        return self._always[member]

    def on(self, member: str, day: dt.date) -> str | None:
        """The status held that day, the latest begun if two overlap (as ``Member.status_on`` says)."""
        found: str | None = None
        begun: dt.date | None = None
        for days, status in self._of(member):
            if days.holds(day) and (begun is None or (days.since is not None and days.since > begun)):
                found, begun = status, days.since
        return found

    def not_paid(self, rules: PayoutRules, member: str, day: dt.date) -> str | None:
        """The member's status that day if it is not paid this way, else None.

        A payout's own rule values say so for the statuses it knew; today's for those that came later.
        """
        status = self.on(member, day)
        return status if status is not None and self._leaves_unpaid(rules, status) else None

    def throughout(self, rules: PayoutRules, member: str, first: dt.date, last: dt.date) -> bool | None:
        """Whether work on any of these days is paid this way; None where some may be and some not."""
        held = [(days, status) for days, status in self._of(member) if days.days_in(first, last)]
        unpaid = [days for days, status in held if self._leaves_unpaid(rules, status)]
        if not unpaid:
            return True
        return False if len(unpaid) == len(held) and any(days.covers(first, last) for days in unpaid) else None

    def _leaves_unpaid(self, rules: PayoutRules, status: str) -> bool:
        return status not in rules.paid and (status in rules.unpaid or status in self._now.unpaid)

    def _of(self, member: str) -> list[tuple[Span, str]]:
        if member not in self._spans:
            record = self._members.get(member)
            held = record.statuses if record else ()
            self._spans[member] = [(span(one.since, one.until), one.status) for one in held]
        return self._spans[member]

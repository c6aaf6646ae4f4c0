"""The year of a cooperative for its council: what is public about public duties, and what it is to look after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from coopctl.decisions import decisions
from coopctl.ledger import PAYOUTS, Ledger
from coopctl.mandates import Office, offices, vacancies
from coopctl.problem import Finding
from coopctl.records.payout import Payout
from coopctl.rules.catalogue import BY_NAME
from coopctl.summary.assembly import year_of
from coopctl.summary.records import by
from coopctl.summary.report import natures
from coopctl.summary.span import Facts, mandate, vacancy
from coopctl.summary.tally import added, tally, technical_share
from coopctl.values import Period


def council(ledger: Ledger, number: int, today: dt.date, findings: Iterable[Finding]) -> Facts:
    """The page of a year; ``findings`` are those of its last day, or of today where it is not over."""
    year = year_of(number)
    payouts = _payouts(ledger, year)
    late = added(tally(one)["late"] for one in payouts)
    roles = added(tally(one)["roles"] for one in payouts)
    return {
        "year": number,
        "as_of": min(year.last, today).isoformat(),
        "over": today >= year.last,
        "co_managers": [row for one in payouts for row in _co_managers(ledger, one)],
        "technical_percent": technical_share(roles, natures(ledger)),
        "statutory": _statutory(ledger, year.first, min(year.last, today)),
        "decisions": by("outcome", _said_of_decisions(ledger, min(year.last, today), year)),
        "exceptions": _exceptions(ledger, year.first),
        "corrections": late.get("correction", 0),
        "catch_ups": late.get("catch-up", 0),
        "vacancies": [vacancy(one) for one in vacancies(ledger, min(year.last, today)) if _watched(one.office)],
        "obligations": [{"rule": one.rule, "message": one.message} for one in findings if _of_a_body(ledger, one)],
    }


def _said_of_decisions(ledger: Ledger, day: dt.date, year: Period) -> list[Facts]:
    """What the co-managers say, by a day, of each decision adopted that year."""
    adopted = (one for one in decisions(ledger, day) if one.decision.adopted and one.decision.adopted <= day)
    return [{"outcome": one.taken_up} for one in adopted if one.decision.adopted and year.first <= one.decision.adopted]


def _payouts(ledger: Ledger, year: Period) -> list[Payout]:
    """The closed payouts of a year, oldest first; those of other years are not read."""
    paths = (path for path in ledger.paths.records if path.startswith(f"{PAYOUTS}{year}"))
    found = [one for path in paths if (one := ledger.payout(path)) is not None]
    return sorted(found, key=lambda one: one.period)


def _co_managers(ledger: Ledger, payout: Payout) -> list[Facts]:
    """The sums of the co-managers of a closed period, by handle: theirs and nobody else's."""
    managers = {ledger.current(one) for one in payout.co_managers}
    return [
        {
            "period": str(payout.period),
            "member": ledger.current(one.member),
            "hours": one.hours,
            "noted": one.amount,
            "stipends": one.stipends,
            "adjustments": one.adjustments,
            "total": one.total,
        }
        for one in payout.statements
        if ledger.current(one.member) in managers
    ]


def _statutory(ledger: Ledger, first: dt.date, last: dt.date) -> list[Facts]:
    """The mandates the law knows that ran in the year, with the assembly that appointed each; pending ones too."""
    return [
        {
            **mandate(office, one),
            "assembly": one.assembly,
            "appointed": one.appointed,
            "designated": one.designated,
            "ended_by": one.ended_by,
            "state": one.state_on(last),
        }
        for office in offices(ledger)
        if office.board or office.co_management
        for one in office.sheet.mandates
        if one.span.days_in(first, last) or one.state_on(last) == "pending"
    ]


def _exceptions(ledger: Ledger, first: dt.date) -> list[Facts]:
    """What the cooperative set aside and that still held that year. Whose record it is about is not told."""
    if not ledger.has("exceptions.yaml") or ledger.exceptions is None:
        return []
    return [
        {
            "about": BY_NAME[one.rule].summary if one.rule in BY_NAME else None,
            "reason": one.reason,
            "decided_by": one.decided_by,
            "expires": one.expires.isoformat(),
        }
        for one in ledger.exceptions.root
        if one.expires >= first
    ]


def _watched(office: Office) -> bool:
    """Whether it is a body, or a role the law knows."""
    return office.circle is None or office.board or office.co_management


def _of_a_body(ledger: Ledger, one: Finding) -> bool:
    """Whether a finding says that a body, or a mandate the law knows, has something due."""
    if BY_NAME[one.rule].scope != "day":
        return False
    path = one.place.path
    role = ledger.roles.get(path[len("roles/") : -len(".yaml")]) if path.startswith("roles/") else None
    return path.startswith("bodies/") or (role is not None and role.statutory is not None)

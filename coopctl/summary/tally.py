"""A closed payout as a report needs it: who noted how much for which circle. It stays inside; blocks are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from coopctl.judging.kept import key
from coopctl.ledger import PAYOUTS, Ledger
from coopctl.payout.accounts import counted
from coopctl.records.payout import Payout, PayoutLine
from coopctl.values import Period, Span, parse_period

Noted = tuple[int, int, int]
"""Hours in hundredths, money in cents, and the hours among them that were given."""
Tally = Mapping[str, Any]
"""``period``, ``managers`` (co-managers), ``circles`` ({circle: {member: Noted}}, "" for work without one), ``roles``
({"circle/role": hundredths}, the co-managers' hours), ``late`` ({kind: how many lines put closed months right}).
Plain values, so that it can be kept."""

EVER = Span(None)
"""All days."""
_VERSION = 1
_LATE = ("correction", "catch-up")


def tally(payout: Payout, renamed: Mapping[str, str] = {}) -> Tally:
    """What a payout counts of the board, by circle and person. Stipends are on the role sheets, and are not in it."""
    circles: dict[str, dict[str, Noted]] = {}
    roles: dict[str, int] = {}
    late: dict[str, int] = {}
    for line in payout.lines:
        if line.kind in _LATE:
            late[line.kind] = late.get(line.kind, 0) + 1
        if line.contribution is None:
            continue
        hours = counted(line)
        member, own = renamed.get(line.member, line.member), circles.setdefault(line.circle or "", {})
        before = own.get(member, (0, 0, 0))
        own[member] = before[0] + hours, before[1] + line.amount, before[2] + (hours if _given(line) else 0)
        if line.member in payout.co_managers:
            role = f"{line.circle}/{line.role}" if line.circle and line.role else ""
            roles[role] = roles.get(role, 0) + hours
    managers = tuple(renamed.get(one, one) for one in payout.co_managers)
    return {"period": str(payout.period), "managers": managers, "circles": circles, "roles": roles, "late": late}


def _given(line: PayoutLine) -> bool:
    return line.waived or line.rate == 0


def tallies(ledger: Ledger, within: Span = EVER) -> dict[Period, Tally]:
    """Those of the closed payouts of some days that can be read, oldest first; each is kept, and read once."""
    found: dict[str, Tally] = {}
    wanted = [path for path in ledger.paths.records if path.startswith(PAYOUTS) and _concerns(path, within)]
    names = {path: _name(ledger, path) for path in wanted}
    for path, name in names.items():
        kept = ledger.known.get(name) if name else None
        if isinstance(kept, dict):
            found[path] = kept
    missing = [path for path in wanted if path not in found]
    for path, read in zip(missing, ledger.snapshot.spread(partial(_read, ledger), missing), strict=True):
        name = _name(ledger, path)
        if read is not None:
            found[path] = read
            if name:
                ledger.known[name] = read
    return {parse_period(one["period"]): one for _, one in sorted(found.items())}


def _concerns(path: str, within: Span) -> bool:
    """Whether a payout is of one of some days, by the name of its file; one of no period's name is nobody's."""
    try:
        period = parse_period(path[len(PAYOUTS) : -len(".yaml")])
    except ValueError:
        return False
    return within.days_in(period.first, period.last) > 0


def _name(ledger: Ledger, path: str) -> str | None:
    content = ledger.id(path)
    return key("tally", _VERSION, path, content, sorted(ledger.renamed.items())) if content else None


def _read(ledger: Ledger, path: str) -> Tally | None:
    payout = ledger.payout(path)
    return None if payout is None else tally(payout, ledger.renamed)


def technical_share(roles: Mapping[str, int], natures: Mapping[str, str]) -> int | None:
    """The percentage of some hours that is technical; ``roles`` are hours by role, ``natures`` what roles say of work.

    None where no role says anything, or no hour was noted.
    """
    known = {role: hours for role, hours in roles.items() if role in natures}
    whole = sum(roles.values())
    if not known or whole <= 0:
        return None
    technical = sum(hours for role, hours in known.items() if natures[role] == "technical")
    return (200 * technical + whole) // (2 * whole)


def added(many: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Several counts as one."""
    found: dict[str, int] = {}
    for one in many:
        for name, count in one.items():
            found[name] = found.get(name, 0) + count
    return found

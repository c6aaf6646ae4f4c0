"""A payout read in one go, as coopctl wrote it: no tree in between, and no place kept.

Whatever stands in another way, right or wrong, is None here and read the longer way (``document.read`` and the
model); a test throws mutated payouts at both and holds them to one verdict. Who has a fault to show reads the file
strictly, for its places.
"""

from __future__ import annotations

import re
from itertools import repeat
from operator import attrgetter, is_
from typing import Any

from coopctl import values
from coopctl.document.quick import MOST_VALUES
from coopctl.document.read import SHEET_LIMIT
from coopctl.records.payout import (
    NEEDED,
    Cause,
    LineKind,
    Payout,
    PayoutLine,
    PayoutRules,
    SetAside,
    Statement,
    StipendShare,
    Unpaid,
)
from coopctl.records.table import (
    CENTS,
    DAY,
    DAYS,
    FLAGS,
    HOURS,
    IDS,
    MONTHS,
    NUMBER,
    PERIODS,
    RATES,
    SLUG,
    SLUGS,
    WHOLE,
    Cell,
    NotPlain,
    Table,
    literal,
)

_needed = attrgetter(*NEEDED)
_ROLE = Cell(f"{SLUG}(?:/{SLUG})?")
_SHARES = Table(StipendShare, "  ", monthly=CENTS, days=WHOLE)
_LINES = Table(
    PayoutLine,
    member=SLUGS, kind=literal(LineKind), contribution=IDS, sheet=MONTHS, corrects=IDS, role=_ROLE, month=MONTHS,
    settles=PERIODS, date=DAYS, circle=SLUGS, hours=HOURS, rate=RATES, waived=FLAGS, status=SLUGS, instead=IDS,
    monthly=CENTS, days=WHOLE, shares=_SHARES, cause=literal(Cause), hours_before=HOURS, paid_before=CENTS,
    amount=CENTS,
)  # fmt: skip
_UNPAID = Table(
    Unpaid,
    member=SLUGS, contribution=IDS, sheet=MONTHS, corrects=IDS, date=DAYS, circle=SLUGS, role=_ROLE, hours=HOURS,
    rate=RATES, waived=FLAGS, status=SLUGS,
)  # fmt: skip
_SET_ASIDE = Table(
    SetAside, member=SLUGS, contribution=IDS, sheet=MONTHS, corrects=IDS, rule=Cell("[a-z][a-z0-9-]{0,79}")
)
_STATEMENTS = Table(Statement, member=SLUGS, hours=HOURS, amount=CENTS, stipends=CENTS, adjustments=CENTS, total=CENTS)
_LISTS: dict[str, Table[Any]] = {
    "lines": _LINES, "unpaid": _UNPAID, "set_aside": _SET_ASIDE, "statements": _STATEMENTS,
}  # fmt: skip
_AFTER = ("unpaid", "set_aside", "statements", "co_managers", "total")

_HEAD = re.compile(
    rf"(?:#[ -~]*\n)*period: ({PERIODS.looks})\nclosed: ({DAY})\nclosed_by: ({SLUG})\n"
    rf"rules:\n  prorata: (days|months)\n"
    rf"(?:  paid:\n((?:  - {SLUG}\n)+))?(?:  unpaid:\n((?:  - {SLUG}\n)+))?"
)
_TAIL = re.compile(rf"(?:co_managers:\n((?:- {SLUG}\n)+))?total: ({NUMBER})\ndigest: (sha256:[0-9a-f]{{64}})\n\Z")


def payout(data: bytes) -> Payout | None:
    """The payout that a file in canonical form holds, None for any other bytes."""
    try:
        return _payout(data.decode("ascii")) if len(data) <= SHEET_LIMIT else None
    except (ValueError, NotPlain):
        return None


def _payout(text: str) -> Payout:
    head = _HEAD.match(text)
    if head is None or _values(text) > MOST_VALUES:
        raise NotPlain
    lists, end = _lists(text, head.end())
    tail = _TAIL.match(text, end)
    if tail is None:
        raise NotPlain
    _complete(lists.get("lines", ()))
    period, closed, closed_by, prorata, paid, unpaid = head.groups()
    rules = PayoutRules.model_construct(prorata=prorata, paid=_slugs(paid), unpaid=_slugs(unpaid))
    return Payout.model_construct(
        period=values.parse_period(period), closed=values.parse_day(closed), closed_by=values.parse_slug(closed_by),
        rules=rules, co_managers=_slugs(tail[1]), total=values.parse_cents(tail[2]), digest=tail[3], **lists,
    )  # fmt: skip


def _values(text: str) -> int:
    """The keys, values and brackets of a payout, counted as the strict reader does, or some more."""
    return 2 * (text.count("\n") + text.count("\n- ") + 2 * text.count("\n  - ")) + 40


def _lists(text: str, start: int) -> tuple[dict[str, Any], int]:
    """The lists of records that stand one after the other, and where the last one ends."""
    found = {}
    for name, table in _LISTS.items():
        if text.startswith(f"{name}:\n", start):
            begin = start + len(name) + 2
            nexts = (text.find(f"\n{after}:", begin) for after in _AFTER)
            start = min((at + 1 for at in nexts if at >= 0), default=len(text))
            found[name] = table.read(text, begin, start)
    return found, start


def _slugs(items: str | None) -> tuple[str, ...]:
    """The items of a list of slugs."""
    return tuple(values.parse_slug(line.split("- ")[1]) for line in (items or "").splitlines())


def _complete(lines: tuple[PayoutLine, ...]) -> None:
    """Raise ``ValueError`` where a line lacks a value its kind needs; of lines alike in that, one is looked at."""
    alike = {(line.kind, *map(is_, _needed(line), repeat(None))): line for line in lines}
    for line in alike.values():
        line.be_complete()

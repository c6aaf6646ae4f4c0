"""Whether a closed payout still says what it was computed from: by itself, and against the ledger of its day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coopctl import values
from coopctl.payout.altered import altered
from coopctl.payout.books import Books, Reckoned, earlier, work_of
from coopctl.payout.brief import Closed, Key
from coopctl.payout.compute import compute
from coopctl.payout.frozen import digest
from coopctl.payout.past import fold, shares_of
from coopctl.payout.sayings import about
from coopctl.payout.stipends import due
from coopctl.payout.totals import statements
from coopctl.problem import At, Fault, Route
from coopctl.records.payout import Payout, PayoutLine
from coopctl.values import Cents
from coopctl.words import T, Text


def verify(payout: Payout, books_then: Books | None, books_now: Books) -> list[Fault]:
    """All that differs; nothing where something was only added beside what was counted.

    ``books_then`` is the ledger in the commit that added the payout (None: not known, and then left out),
    ``books_now`` the one of today. What was set aside is taken as it was frozen, so that rules written
    since change nothing.
    """
    found = [*arithmetic(payout, path_of(payout))]
    if books_then is not None:
        found += from_its_day(payout, books_then)
    return found + altered(payout, books_now)


def path_of(payout: Reckoned) -> str:
    """Where a payout is kept."""
    return f"payouts/{payout.period}.yaml"


def arithmetic(payout: Payout, path: str) -> Iterator[Fault]:
    """Amounts, sums and digest computed again from the payout's own values; ``path`` is the file they stand in."""
    for index, line in enumerate(payout.lines):
        right = worth(line)
        if right is not None and right != line.amount:
            text = T("{line}: the values of this line give {right}, not {seen}",
                     line=about(line), right=right, seen=line.amount)  # fmt: skip
            yield _fault(path, ("lines", index, "amount"), text, line.amount.stored, right.stored)
    total = Cents(sum(line.amount for line in payout.lines))
    if total != payout.total:
        text = T("the lines add up to {right}, the total says {seen}", right=total, seen=payout.total)
        yield _fault(path, ("total",), text, payout.total.stored, total.stored)
    yield from _statements(payout, path)
    if digest(payout) != payout.digest:
        text = T("the values of this payout are no longer those it was closed with")
        yield _fault(path, ("digest",), text, payout.digest, digest(payout))


def worth(line: PayoutLine) -> Cents | None:
    """What a line's own values give, in cents; None for what is carried, which other payouts decide."""
    if line.kind in ("carried", "carried-forward"):
        return None
    if line.instead:
        return Cents(0)
    if line.hours is not None and line.rate is not None and line.contribution:
        sum_ = 0 if line.waived or line.status else values.amount(line.hours, line.rate)
    else:
        sum_ = 0 if line.waived or line.month is None else due(shares_of(line), line.month)
    return Cents(sum_ - (line.paid_before or 0))


def _statements(payout: Payout, path: str) -> Iterator[Fault]:
    right = {one.member: one for one in statements(payout.lines)}
    for index, one in enumerate(payout.statements):
        known = right.pop(one.member, None)
        for name in ("hours", "amount", "stipends", "adjustments", "total"):
            seen, wanted = getattr(one, name), getattr(known, name, None)
            if seen != wanted:
                text = T("the lines of {member} give {right} here, the statement says {seen}",
                         member=one.member, right=wanted or Cents(0), seen=seen)  # fmt: skip
                yield _fault(path, ("statements", index, name), text, seen.stored, wanted.stored if wanted else "0")
    for member in right:
        text = T("{member} has lines here and no statement", member=member)
        yield _fault(path, ("statements",), text)


def from_its_day(payout: Payout, books: Books) -> list[Fault]:
    """The payout against the same computation on the ledger as it stood when it was closed.

    Where one commit holds several closings, as after a squash, those of a later day or month are left out.
    """
    payout, others = books.known_as(payout), earlier(books, payout.period)
    found = _against(payout, books, others)
    before = tuple(one for one in others if (one.closed, one.period.first) < (payout.closed, payout.period.first))
    return _against(payout, books, before) if found and before != others else found


def _against(payout: Payout, books: Books, before: tuple[Closed, ...]) -> list[Fault]:
    waiting = {key: aside.rule for key, (aside, _period) in fold(before).pending.items()}
    counted = {(one.member, one.contribution) for one in work_of(payout)}
    faults: dict[Key, str] = {key: rule for key, rule in waiting.items() if key not in counted}
    faults |= {(one.member, one.contribution): one.rule for one in payout.set_aside}
    draft = compute(books._replace(payouts=before, faults=faults), payout.period)
    found: list[Fault] = []
    for name in ("rules", "lines", "unpaid", "set_aside", "co_managers"):
        found += _compared(payout, name, getattr(payout, name), getattr(draft, name))
    return found


def _compared(payout: Payout, name: str, seen: Any, right: Any) -> Iterator[Fault]:
    if name in ("rules", "co_managers"):
        if seen != right:
            text = T("{name}: the ledger of that day gives something else", name=name)
            yield _fault(path_of(payout), (name,), text)
        return
    wanted = {_identity(one): one for one in right}
    for index, one in enumerate(seen):
        yield from _differing(payout, (name, index), one, wanted.pop(_identity(one), None))
    for one in wanted.values():
        text = T("the ledger of that day also gives {line}", line=about(one))
        yield _fault(path_of(payout), (name,), text)


def _identity(item: Any) -> tuple[Any, ...]:
    names = ("member", "kind", "contribution", "role" if getattr(item, "month", None) else "", "month", "cause")
    return (*(getattr(item, name, None) for name in names), getattr(item, "waived", False) and not item.contribution)


def _differing(payout: Payout, route: Route, seen: Any, right: Any) -> Iterator[Fault]:
    if right is None:
        yield _fault(path_of(payout), route, T("the ledger of that day does not give {line}", line=about(seen)))
        return
    for name in type(seen).model_fields:
        one, other = getattr(seen, name), getattr(right, name)
        if one != other:
            text = T("{line}: {name} is {seen} here; the ledger of that day gives {right}",
                     line=about(seen), name=name, seen=_shown(one), right=_shown(other))  # fmt: skip
            yield _fault(path_of(payout), (*route, name), text, _stored(one), _stored(other))


def _shown(value: Any) -> Any:
    return T("nothing") if value is None or value == () else value


def _stored(value: Any) -> str | None:
    return None if value is None else str(getattr(value, "stored", value))


def _fault(path: str, route: Route, text: Text, seen: str | None = None, right: str | None = None) -> Fault:
    return Fault(At(path, route), text, seen, right, cure=f"coopctl log {path.removesuffix('.yaml')}")

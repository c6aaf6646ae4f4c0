"""A period's payout, from the ledger's facts."""

from __future__ import annotations

from collections.abc import Iterable

from coopctl.payout.books import Books, Draft, earlier
from coopctl.payout.past import Past, fold
from coopctl.payout.statuses import Statuses, rules_now
from coopctl.payout.stipends import late_stipends, stipend_lines
from coopctl.payout.totals import statements
from coopctl.payout.work import asked, count, gather, in_order, late_statuses
from coopctl.records.payout import PayoutLine, Unpaid
from coopctl.values import Cents, Period
from coopctl.words import T, Text


def compute(books: Books, period: Period) -> Draft:
    """What each member is due for a period: its lines, then what late facts add or take back.

    The payouts of ``books`` other than the period's own are what has been paid so far; what is due now
    less what was paid is what this one adds. Amounts are cents, rounded half up per line; the sum of
    the lines is the total and the sum of the statements.
    """
    before = earlier(books, period)
    past = fold(before)
    rules = rules_now(books.charter)
    statuses = Statuses(books.members, rules, {status for payout in before for status in payout.rules.unpaid})
    gathered = gather(books, period, past)
    past.recall(asked(gathered.claims, past, statuses))
    caught_up, left = late_stipends(books, past)
    lines = late_statuses(past, statuses, period)
    done = count(books, gathered, past, statuses, rules, period)
    lines += [*done.lines, *stipend_lines(books, period, past, rules.prorata), *caught_up]
    lines += carried(past, lines)
    ordered = in_order(lines)
    return Draft(
        period=period,
        rules=rules,
        lines=ordered,
        unpaid=tuple(sorted(done.unpaid, key=lambda one: (one.member, one.sheet))),
        set_aside=tuple(sorted(gathered.set_aside, key=lambda one: (one.member, one.sheet, one.contribution))),
        statements=statements(ordered),
        co_managers=co_managers(books, period),
        total=Cents(sum(line.amount for line in ordered)),
        notes=(*gathered.notes, *left, *_waiting(past, lines, done.unpaid)),
    )


def carried(past: Past, lines: Iterable[PayoutLine]) -> list[PayoutLine]:
    """What the period before left to take back, and the balance that brings a negative total to 0.

    Nobody is asked for money: the next payout begins with what this one could not take back.
    """
    sums = {member: -owed for member, owed in past.balances.items() if owed}
    found = [_carry(member, "carried", amount) for member, amount in sorted(sums.items())]
    for line in lines:
        sums[line.member] = sums.get(line.member, 0) + line.amount
    return found + [_carry(member, "carried-forward", -total) for member, total in sorted(sums.items()) if total < 0]


def _carry(member: str, kind: str, amount: int) -> PayoutLine:
    return PayoutLine.model_construct(member=member, kind=kind, amount=Cents(amount))


def co_managers(books: Books, period: Period) -> tuple[str, ...]:
    """The members who hold a role of co-manager on some day of the period."""
    held = {
        mandate.member
        for role in books.roles.values()
        if role.statutory == "co-manager"
        for mandate in role.mandates
        if mandate.span.days_in(period.first, period.last)
    }
    return tuple(sorted(held))


def _waiting(past: Past, lines: Iterable[PayoutLine], unpaid: Iterable[Unpaid]) -> list[Text]:
    """The lines set aside earlier that this payout does not count either."""
    counted = {(line.member, line.contribution) for line in lines} | {(one.member, one.contribution) for one in unpaid}
    return [
        T("{line}, set aside with {period}, still waits: {rule}", line="/".join(key), period=period, rule=aside.rule)
        for key, (aside, period) in past.pending.items()
        if key not in counted
    ]

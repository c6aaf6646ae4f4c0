"""Lines of the board: what a period's sheets add, what is set aside, and what a late fact changes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cmp_to_key, partial
from typing import Any, NamedTuple

from coopctl.entry import Entry, Sheet
from coopctl.payout.accounts import Account, Claim, Event
from coopctl.payout.books import Books, located, sheets_in
from coopctl.payout.brief import Key
from coopctl.payout.past import Past, root_of
from coopctl.payout.statuses import Statuses
from coopctl.records.payout import PayoutLine, PayoutRules, SetAside, Unpaid
from coopctl.values import Cents, Hours, Period
from coopctl.words import T, Text

NO_TARGET = "corrects-nothing"
"""The rule named when no payout, and no sheet of the period, knows what a correction corrects."""


class Gathered(NamedTuple):
    """What a period has to look at."""

    claims: list[Claim]
    set_aside: list[SetAside]
    notes: list[Text]


class Work(NamedTuple):
    """What became of it."""

    lines: list[PayoutLine]
    unpaid: list[Unpaid]


def gather(books: Books, period: Period, past: Past) -> Gathered:
    """The lines to count: those of the period's sheets, and those once set aside that are mended since.

    A line an earlier payout counted is passed over, wherever it stands now; of two with one id the first counts.
    """
    fresh: dict[Key, Claim] = {}
    notes = []
    for sheet in sheets_in(books, period.months):
        for index, entry in sheet.entries:
            key = sheet.member, entry.id
            if (counted := past.counted_with(key)) is not None:
                line = "/".join(key)
                notes.append(T("{line} was counted with {period}: it is not counted again", line=line, period=counted))
            else:
                fresh.setdefault(key, _claim(sheet, index, entry))
    mended = {key: claim for key, claim in _mended(books, past).items() if key not in fresh}
    return _sorted_out(books, past, fresh, mended, notes)


def _sorted_out(
    books: Books, past: Past, fresh: dict[Key, Claim], mended: dict[Key, Claim], notes: list[Text]
) -> Gathered:
    every = fresh | mended
    links = {key: claim.corrects for key, claim in every.items() if claim.corrects} | past.links
    known = past.pending.keys() | every.keys()
    claims, set_aside = [], []
    for key, claim in every.items():
        root = root_of(key, links)
        rule = books.faults.get(key)
        target = (claim.member, root or "")
        if rule is None and target not in known and past.counted_with(target) is None:
            rule = NO_TARGET
        if rule is None and root is not None:
            claims.append(claim if claim.root == root else claim._replace(root=root))
        elif key in fresh:
            set_aside.append(_aside(claim, rule or NO_TARGET))
    return Gathered(claims, set_aside, notes)


def _claim(sheet: Sheet, index: int, entry: Entry, settles: Period | None = None) -> Claim:
    return Claim(
        sheet.member, entry.id, entry.id, entry.corrects, sheet.month, index, entry.date,
        entry.hours, entry.rate, entry.waived, entry.circle, entry.role, settles,
    )  # fmt: skip


def _aside(claim: Claim, rule: str) -> SetAside:
    return SetAside.model_construct(
        member=claim.member, contribution=claim.id, sheet=claim.sheet, corrects=claim.corrects, rule=rule
    )


def _mended(books: Books, past: Past) -> dict[Key, Claim]:
    found = {}
    for key, (aside, period) in past.pending.items():
        hit = None if key in books.faults else located(books, aside.sheet, aside.member, aside.contribution)
        if hit:
            found[key] = _claim(*hit, settles=period)
    return found


def asked(claims: Iterable[Claim], past: Past, statuses: Statuses) -> set[Key]:
    """The lines already counted that a period may have to look at: no other one can change what it comes to.

    Those that something corrects, those that two payouts count, and those of a member whose statuses may now say
    otherwise than when they were counted.
    """
    found = {(claim.member, claim.root) for claim in claims}
    found |= past.links.keys() | past.histories.keys()
    found |= {(key[0], root_of(key, past.links) or key[1]) for key in past.links}
    found.update(past.plain.twice())
    for place, paid, run in past.plain.stretches:
        if statuses.knows(run.member) and not (paid and statuses.always_paid(run.member)):
            rules = past.payouts[place].rules
            if statuses.throughout(rules, run.member, run.first, run.last) is not paid:
                found.update((run.member, name) for name in run.ids)
    return found


def late_statuses(past: Past, statuses: Statuses, period: Period) -> list[PayoutLine]:
    """What statuses recorded late change in what was counted; the accounts are brought up to date."""
    found = []
    for key, events in past.histories.items():
        if not statuses.knows(key[0]) or (_plain(events) and statuses.always_paid(key[0])):
            continue
        account = past.account(key)
        if account is None:  # the payout that counted it first is gone: nothing is known to set right
            continue
        claim = account.claim
        status = statuses.not_paid(account.rules, claim.member, claim.date)
        worth, hours = (0, 0) if status else (claim.worth, claim.hours)
        if (worth, hours) != (account.paid, account.hours):
            cause = "twice" if status == account.status else "status"
            found.append(_settled(account, claim, status, period, kind="catch-up", cause=cause))
        account.status = status
    return found


def _plain(events: list[Event]) -> bool:
    """Counted once and paid for as its own values say: nothing but a status can change it."""
    item = events[0][1]
    return len(events) == 1 and item.status is None and isinstance(item, PayoutLine)


def count(books: Books, gathered: Gathered, past: Past, statuses: Statuses, rules: PayoutRules, period: Period) -> Work:
    """Apply the claims, each on the account of the line it corrects, the one that stands last prevailing."""
    done = Work([], [])
    for claim in sorted(gathered.claims, key=cmp_to_key(partial(_order, books))):
        status = statuses.not_paid(rules, claim.member, claim.date)
        key = claim.member, claim.root
        account = past.account(key)
        if account is not None and _order(books, claim, account.claim) < 0:
            done.lines.append(_too_late(account, claim, period))
            continue
        fresh = account is None
        if account is None:
            pending = past.pending.get(key)
            first = pending[1] if pending else claim.settles or period
            account = past.opened[key] = Account(claim, first, rules)
        if status and not account.lined:
            done.unpaid.append(_unpaid(claim, status))
        else:
            done.lines.append(_settled(account, claim, status, period, fresh=fresh, **_kind(claim)))
        account.claim, account.rules, account.status = _inheriting(claim, account.claim), rules, status
    return done


def _order(books: Books, a: Claim, b: Claim) -> int:
    """Negative where ``a`` stands before ``b``: by sheet month, then by position as the sheet is now."""
    if a.rank != b.rank or a.member != b.member:
        return -1 if (a.rank, a.member) < (b.rank, b.member) else 1
    return _position(books, a) - _position(books, b)


def _position(books: Books, claim: Claim) -> int:
    if claim.position >= 0:
        return claim.position
    hit = located(books, claim.sheet, claim.member, claim.id)
    return hit[1] if hit else -1


def _kind(claim: Claim) -> dict[str, Any]:
    if claim.settles:
        return {"kind": "catch-up", "cause": "mended"}
    return {"kind": "correction" if claim.corrects else "contribution"}


def _inheriting(claim: Claim, standing: Claim) -> Claim:
    """A correction that names no circle or role speaks of the same ones."""
    circle, role = claim.circle or standing.circle, claim.role or standing.role
    return claim if (circle, role) == (claim.circle, claim.role) else claim._replace(circle=circle, role=role)


def _settled(
    account: Account, claim: Claim, status: str | None, period: Period, *, fresh: bool = False, **kind: Any
) -> PayoutLine:
    """The line that brings an account to what it is worth now; the account is brought up to date."""
    claim = _inheriting(claim, account.claim)
    worth, hours = (0, 0) if status else (claim.worth, claim.hours)
    line = PayoutLine.model_construct(
        **_fields(account, claim, period),
        **kind,
        status=status,
        hours_before=None if fresh else Hours(account.hours),
        paid_before=None if fresh else Cents(account.paid),
        amount=Cents(worth - account.paid),
    )
    account.paid, account.hours, account.lined = worth, hours, True
    return line


def _fields(account: Account, claim: Claim, period: Period) -> dict[str, Any]:
    return {
        **_noted(claim),
        "settles": account.period if account.period != period else None,
    }


def _noted(claim: Claim) -> dict[str, Any]:
    """What a line of the board says, as fields of a payout's line."""
    return {
        "member": claim.member, "contribution": claim.id, "sheet": claim.sheet, "corrects": claim.corrects,
        "date": claim.date, "circle": claim.circle, "role": claim.role,
        "hours": claim.hours, "rate": claim.rate, "waived": claim.waived,
    }  # fmt: skip


def _too_late(account: Account, claim: Claim, period: Period) -> PayoutLine:
    """A line that a later correction, counted before it, has put right already: kept, so that it is never counted."""
    return PayoutLine.model_construct(
        **_fields(account, claim, period), **_kind(claim), instead=account.claim.id, amount=Cents(0)
    )


def _unpaid(claim: Claim, status: str) -> Unpaid:
    return Unpaid.model_construct(**_noted(claim), status=status)


def in_order(lines: Iterable[PayoutLine]) -> tuple[PayoutLine, ...]:
    """Lines by member, kind, and what they speak of; lines of one chain keep their order."""
    return tuple(sorted(lines, key=_reading_order))


_KINDS = ("carried", "contribution", "stipend", "correction", "catch-up", "carried-forward")


def _reading_order(line: PayoutLine) -> tuple[object, ...]:
    day = line.date.isoformat() if line.date else ""
    chained = line.kind in ("correction", "catch-up")
    about = (str(line.settles or ""), str(line.month or line.sheet or ""), line.role or "" if line.month else "")
    rest = () if chained else (day, line.contribution or "", line.waived)
    return line.member, _KINDS.index(line.kind), *about, *rest

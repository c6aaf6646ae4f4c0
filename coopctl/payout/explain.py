"""From a euro to where it comes from: the line of the board, the role, the mandate, the election."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from coopctl.entry import Entry, Sheet, find, sheet_path
from coopctl.payout.books import Books, Reckoned, closed, settled, work_of
from coopctl.payout.brief import names, rest, whole
from coopctl.payout.compute import compute
from coopctl.payout.sayings import OfPeriod, Titles, in_words
from coopctl.payout.statement import what
from coopctl.problem import At
from coopctl.records.base import span
from coopctl.records.payout import PayoutLine, SetAside, Unpaid
from coopctl.records.role import Role
from coopctl.values import Cents, Period
from coopctl.words import T, Text


class Step(NamedTuple):
    """One step of the walk; ``depth`` says below which one it stands, ``at`` where it is recorded."""

    depth: int
    words: Text
    amount: Cents | None = None
    at: At | None = None


def explain(books: Books, member: str, period: Period, titles: Titles | None = None) -> list[Step]:
    """Every sum of a member's payout, each followed by the records it rests on.

    The closed payout where there is one, else what it would be today.
    """
    frozen = closed(books, period)
    reckoned: Reckoned = books.known_as(frozen) if frozen else compute(books, period)
    path = f"payouts/{period}.yaml" if frozen else None
    total = next((one.total for one in reckoned.statements if one.member == member), Cents(0))
    text = T("{member}, {period}: {total}", member=member, period=period, total=total)
    steps = [Step(0, text, total, At(path) if path else None)]
    for index, line in enumerate(reckoned.lines):
        if line.member == member:
            at = At(path, ("lines", index)) if path else None
            steps.append(Step(1, in_words(line, what(books, line), titles), line.amount, at))
            steps += _behind(books, line, period)
    for index, work in enumerate(reckoned.unpaid):
        if work.member == member:
            at = At(path, ("unpaid", index)) if path else None
            steps.append(Step(1, in_words(work, what(books, work), titles), Cents(0), at))
            steps += _behind(books, work, period)
    for aside in reckoned.set_aside:
        if aside.member == member:
            said = T("{id} is set aside until it is mended: {rule}", id=aside.contribution, rule=aside.rule)
            steps.append(Step(1, said, Cents(0), _at_entry(books, sheet_path(aside.sheet, member), aside.contribution)))
    return steps


def _behind(books: Books, line: PayoutLine | Unpaid, period: Period) -> Iterator[Step]:
    if isinstance(line, PayoutLine) and line.settles:
        said = T("puts right the payout {of_period}", of_period=OfPeriod(line.settles))
        yield Step(2, said, None, At(f"payouts/{line.settles}.yaml"))
    if line.contribution:
        yield from _work(books, line)
    elif isinstance(line, PayoutLine) and line.month and line.role:
        yield from _stipend(books, line)
    elif isinstance(line, PayoutLine) and line.kind == "carried":
        yield from _carried(books, line, period)


def _work(books: Books, line: PayoutLine | Unpaid) -> Iterator[Step]:
    assert line.sheet is not None
    assert line.date is not None
    path = sheet_path(line.sheet, line.member)
    sheet, hit = _entry(books, path, line.contribution or "")
    if hit is None:
        yield Step(2, T("noted in the sheet of {month}; it is no longer there", month=line.sheet), None, At(path))
    else:
        by = hit[1].recorded_by
        said = T("noted by {by} in the sheet of {month}", by=by or line.member, month=line.sheet)
        yield Step(2, said, None, At(path, (hit[0],)))
    if line.corrects:
        known = find(sheet.entries, line.corrects) if sheet else None
        there = At(path, (known[0],)) if known else _wherever(books, line.member, line.corrects)
        yield Step(2, T("puts right the line {id}", id=line.corrects), None, there)
    if line.circle and line.role:
        yield from _role(books, f"{line.circle}/{line.role}", line.member, line.date, line.date)
    if line.status:
        yield _status(books, line.member, line.date, line.status)


def _entry(books: Books, path: str, entry_id: str) -> tuple[Sheet | None, tuple[int, Entry] | None]:
    sheet = books.sheets.get(path)
    return sheet, find(sheet.entries, entry_id) if sheet else None


def _at_entry(books: Books, path: str, entry_id: str) -> At:
    hit = _entry(books, path, entry_id)[1]
    return At(path, (hit[0],)) if hit else At(path)


def _wherever(books: Books, member: str, entry_id: str) -> At | None:
    """Where the payouts say a line stood when it was counted."""
    for payout in (whole(one) for one in settled(books) if names(one, entry_id)):
        places: list[PayoutLine | Unpaid | SetAside] = [*work_of(payout), *payout.set_aside]
        for item in places:
            if (item.member, item.contribution) == (member, entry_id) and item.sheet:
                return _at_entry(books, sheet_path(item.sheet, member), entry_id)
    return None


def _stipend(books: Books, line: PayoutLine) -> Iterator[Step]:
    assert line.month is not None
    assert line.role is not None
    yield from _role(books, line.role, line.member, line.month.first, line.month.last, stipend=True)


def _role(
    books: Books, name: str, member: str, first: dt.date, last: dt.date, *, stipend: bool = False
) -> Iterator[Step]:
    path = f"roles/{name}.yaml"
    role = books.roles.get(name)
    if role is None:
        yield Step(2, T("role {role}, which is not in the ledger", role=name), None, At(path))
        return
    yield Step(2, T("role {role}: {title}", role=name, title=role.title), None, At(path))
    for index, amount in enumerate(role.stipend if stipend else ()):
        if span(amount.since, amount.until).days_in(first, last):
            said = T("stipend of {monthly} a month since {since}", monthly=amount.monthly, since=amount.since)
            yield Step(3, said, None, At(path, ("stipend", index)))
    yield from _mandates(role, path, member, first, last)


def _mandates(role: Role, path: str, member: str, first: dt.date, last: dt.date) -> Iterator[Step]:
    held = [(index, one) for index, one in enumerate(role.mandates)
            if one.member == member and one.span.days_in(first, last)]  # fmt: skip
    if not held:
        yield Step(3, T("no mandate then: anyone may lend a hand"), None, At(path))
    for index, one in held:
        said = T("mandate since {since}", since=one.since)
        if one.until:
            said = T("mandate from {since} to {until}", since=one.since, until=one.until)
        yield Step(3, said, None, At(path, ("mandates", index)))
        if one.waived:
            yield Step(4, T("the stipend is not taken"), None, At(path, ("mandates", index, "waived")))
        if one.election:
            said = T("by the election {election}", election=one.election)
            yield Step(4, said, None, At(f"elections/{one.election}.yaml"))


def _status(books: Books, member: str, day: dt.date, status: str) -> Step:
    path = f"members/{member}.yaml"
    record = books.members.get(member)
    held = [index for index, one in enumerate(record.statuses if record else ())
            if one.status == status and span(one.since, one.until).holds(day)]  # fmt: skip
    said = T("status {status} on {day}, not paid this way", status=status, day=day)
    return Step(2, said, None, At(path, ("statuses", held[-1])) if held else At(path))


def _carried(books: Books, line: PayoutLine, period: Period) -> Iterator[Step]:
    before = [payout for payout in settled(books) if payout.period.first < period.first]
    for payout in sorted(before, key=lambda one: one.period.first, reverse=True):
        if any(_carries(one, line.member) for one in rest(payout).lines):
            lines = enumerate(whole(payout).lines)
            index, one = next((index, one) for index, one in lines if _carries(one, line.member))
            said = T("could not be taken back with {period}", period=payout.period)
            yield Step(2, said, one.amount, At(f"payouts/{payout.period}.yaml", ("lines", index)))
            return


def _carries(line: PayoutLine, member: str) -> bool:
    return line.member == member and line.kind == "carried-forward"

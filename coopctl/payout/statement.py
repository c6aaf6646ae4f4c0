"""A member's statement: every line in words with its sum, ready for a table, a text or a page."""

from __future__ import annotations

from typing import NamedTuple

from coopctl.payout.books import Books, Reckoned, located
from coopctl.payout.sayings import NOTICE, Titles, in_words
from coopctl.payout.totals import sums
from coopctl.records.payout import PayoutLine, SetAside, Statement, Unpaid
from coopctl.values import Cents, Hours, Period, Rate
from coopctl.words import T, Text


class Row(NamedTuple):
    """A line in words, with the figures of its columns; ``kind`` is the line's, "unpaid" or "set-aside"."""

    kind: str
    words: Text
    hours: Hours | None
    rate: Rate | None
    amount: Cents


class StatementSheet(NamedTuple):
    """What a member is sent. ``aside`` holds what is shown but not summed: not paid this way, or set aside."""

    member: str
    period: Period
    rows: tuple[Row, ...]
    aside: tuple[Row, ...]
    sums: Statement
    notice: Text


def statement_sheet(
    books: Books | None, reckoned: Reckoned, member: str, titles: Titles | None = None
) -> StatementSheet:
    """The statement of one member; ``books`` gives the texts of the board, which a payout does not keep."""
    lines = [line for line in reckoned.lines if line.member == member]
    rows = [
        Row(line.kind, in_words(line, what(books, line), titles), line.hours, line.rate, line.amount) for line in lines
    ]
    aside = [
        Row("unpaid", in_words(one, what(books, one), titles), one.hours, one.rate, Cents(0))
        for one in reckoned.unpaid
        if one.member == member
    ]
    aside += [_set_aside(one, what(books, one)) for one in reckoned.set_aside if one.member == member]
    known = next((one for one in reckoned.statements if one.member == member), None)
    own = known or Statement.model_construct(member=member, **sums(())._asdict())
    return StatementSheet(member, reckoned.period, tuple(rows), tuple(aside), own, NOTICE)


def what(books: Books | None, item: PayoutLine | Unpaid | SetAside) -> str | None:
    """The text the member wrote for a line of the board, None where it is not at hand."""
    if books is None or item.sheet is None or item.contribution is None:
        return None
    hit = located(books, item.sheet, item.member, item.contribution)
    return hit[2].what if hit else None


def _set_aside(item: SetAside, text: str | None) -> Row:
    said = T("set aside until it is mended ({rule}): {line}", rule=item.rule, line=text or item.contribution)
    return Row("set-aside", said, None, None, Cents(0))

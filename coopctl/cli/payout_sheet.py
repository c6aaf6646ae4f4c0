"""A member's statement, ready to send: its sections, and the same as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Any, NamedTuple

from coopctl.cli.payout_period import Reckoning
from coopctl.payout.statement import Row, StatementSheet, statement_sheet
from coopctl.records.payout import Payout
from coopctl.report.plain import cells
from coopctl.values import Cents
from coopctl.words import T, Text, language, said, visible

WIDTH = 80

_SECTIONS = (
    (("contribution",), T("Noted on the board")),
    (("stipend",), T("Stipends")),
    (("correction",), T("Corrections")),
    (("catch-up",), T("Catching up")),
    (("carried", "carried-forward"), T("Carried between periods")),
)
_ASIDE = (
    (("unpaid",), T("Noted, not paid this way")),
    (("set-aside",), T("Set aside until it is mended")),
)


class Section(NamedTuple):
    """Lines of one kind; ``total`` is None for what is shown and not summed."""

    title: Text
    rows: tuple[Row, ...]
    total: Cents | None


class Sheet(NamedTuple):
    """A statement as it is laid out, whatever it is written in."""

    coop: str
    title: Text
    state: Text
    sections: tuple[Section, ...]
    facts: StatementSheet


def sheet_of(found: Reckoning, member: str, name: Text | str) -> Sheet:
    """One member's statement; ``name`` is how they are called on it."""
    facts = statement_sheet(found.books, found.reckoned, member, found.titles)
    summed = _sections(facts.rows, _SECTIONS, summed=True)
    aside = _sections(facts.aside, _ASIDE, summed=False)
    title = T("Statement of {member}, {period}", member=name, period=facts.period)
    return Sheet(found.books.charter.name, title, _state(found), (*summed, *aside), facts)


def _state(found: Reckoning) -> Text:
    if isinstance(found.reckoned, Payout):
        return T("Closed on {day}.", day=found.reckoned.closed)
    return T("For information: {period} is not closed yet.", period=found.reckoned.period)


def _sections(rows: tuple[Row, ...], kinds: Any, *, summed: bool) -> Iterator[Section]:
    for names, title in kinds:
        own = tuple(row for row in rows if row.kind in names)
        if own:
            yield Section(title, own, Cents(sum(row.amount for row in own)) if summed else None)


def as_text(sheet: Sheet, width: int = WIDTH) -> str:
    """The statement as lines of at most ``width`` columns."""
    lines = [visible(sheet.coop), *_wrapped(sheet.title, width, 0), str(sheet.state)]
    for section in sheet.sections:
        lines += ["", _across(str(section.title), _amount(section.total), width)]
        for row in section.rows:
            lines += _wrapped(row.words, width, 2)
    sums = sheet.facts.sums
    lines += ["", _across(str(T("Hours counted: {hours}", hours=sums.hours)), "", width)]
    lines += [_across(str(T("To pay")), _amount(sums.total), width), "", *_wrapped(sheet.facts.notice, width, 0)]
    return "".join(f"{line}\n" for line in lines)


def _amount(total: Cents | None) -> str:
    return "" if total is None else said(total, language())


def _across(left: str, right: str, width: int) -> str:
    return f"{left}{' ' * max(2, width - cells(left) - cells(right))}{right}".rstrip()


def _wrapped(words: Text, width: int, indent: int) -> list[str]:
    blank = " " * indent
    return wrap(str(words), width, initial_indent=blank, subsequent_indent=f"{blank}  ", break_on_hyphens=False)


def as_facts(sheet: Sheet) -> dict[str, Any]:
    """The statement for programs: amounts and hours as strings, the words in the language in use."""
    sums = sheet.facts.sums
    return {
        "member": sheet.facts.member,
        "hours": sums.hours.fixed,
        "amount": sums.amount.fixed,
        "stipends": sums.stipends.fixed,
        "adjustments": sums.adjustments.fixed,
        "total": sums.total.fixed,
        "lines": [_row(row) for row in sheet.facts.rows],
        "aside": [_row(row) for row in sheet.facts.aside],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "words": row.words.shown(language(), plain=True),
        "hours": None if row.hours is None else row.hours.fixed,
        "rate": None if row.rate is None else row.rate.fixed,
        "amount": row.amount.fixed,
    }

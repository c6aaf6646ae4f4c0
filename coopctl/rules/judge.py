"""From what a rule says to a finding: rule, severity, record, lines. Light, for every write goes through it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from coopctl.context import Context
from coopctl.entry import Sheet
from coopctl.page import Pages
from coopctl.problem import At, Fault, Finding, Note, Place
from coopctl.records.kinds import record_name
from coopctl.rules.rule import Rule


class Where(Protocol):
    """What can say where a route stands: a whole ledger, or the few files of one write."""

    @property
    def sheets(self) -> Mapping[str, Sheet]: ...

    def place(self, at: At) -> Place: ...


def sheet_faults(
    pages: Pages, seen: Context, on_sheet: Iterable[Rule], on_member: Iterable[Rule]
) -> Iterator[tuple[Rule, Fault]]:
    """What the rules say of one member's sheets, oldest first: of each by itself, then of all together."""
    doubtful = [rule for rule in on_sheet if rule.clear is None or not rule.clear(pages, seen)]
    for page in pages if doubtful else ():
        for rule in doubtful:
            if rule.clear is None or not rule.clear(page, seen):
                yield from ((rule, fault) for fault in rule.judge(page.sheet, seen))  # type: ignore[misc]
    for rule in on_member:
        if rule.clear is None or not rule.clear(pages):
            yield from ((rule, fault) for fault in rule.judge([page.sheet for page in pages]))  # type: ignore[misc]


def finding(where: Where, rule: Rule, fault: Fault) -> Finding:
    """A fault with its rule, its record's name and its lines."""
    record, field = named(where, fault.at)
    return Finding(
        rule.name,
        rule.severity,
        record,
        field,
        fault.place or where.place(fault.at),
        fault.message,
        fault.seen,
        fault.allowed,
        tuple(one if isinstance(one, Note) else Note(where.place(one.at), one.message) for one in fault.related),
        fault.cure,
    )


def named(where: Where, at: At) -> tuple[str, str]:
    """How a finding names its record and field: ``loic/k7m3qa2w`` and ``rate`` for a line of the board."""
    route = at.route
    if route and isinstance(route[0], int):
        field = ".".join(str(step) for step in route[1:])
        if not at.path.startswith("contributions/"):
            return f"{record_name(at.path)}[{route[0]}]", field
        sheet = where.sheets.get(at.path)
        member = at.path.rsplit("/", 1)[-1].removesuffix(".yaml")
        entry_id = next((entry.id for index, entry in (sheet.entries if sheet else ()) if index == route[0]), None)
        return (f"{member}/{entry_id}" if entry_id else f"{record_name(at.path)}[{route[0]}]"), field
    return record_name(at.path), ".".join(str(step) for step in route)

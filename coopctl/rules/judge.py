"""From what a rule says to a finding: rule, severity, record, lines. Light, for every write goes through it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from coopctl.context import Context
from coopctl.entry import Sheet
from coopctl.problem import At, Fault, Finding, Note, Place
from coopctl.records.kinds import record_name
from coopctl.rules.rule import Rule


class Where(Protocol):
    """What can say where a route stands: a whole ledger, or the few files of one write."""

    @property
    def sheets(self) -> Mapping[str, Sheet]: ...

    def place(self, at: At) -> Place: ...


def sheet_faults(
    sheets: list[Sheet], contexts: Iterable[Context], sheet_rules: Iterable[Rule], member_rules: Iterable[Rule]
) -> Iterator[tuple[Rule, Fault]]:
    """The faults of one member's sheets, oldest first: each by itself, then together."""
    for sheet, context in zip(sheets, contexts, strict=True):
        for rule in sheet_rules:
            for fault in rule.judge(sheet, context):  # type: ignore[misc]
                yield rule, fault
    for rule in member_rules:
        for fault in rule.judge(sheets):  # type: ignore[misc]
            yield rule, fault


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

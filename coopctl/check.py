"""All the findings of a ledger, in one run.

A fault in one file never hides those of another: reading gives values and faults together, and
every rule runs on what could be read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from coopctl.ledger import Ledger
from coopctl.problem import Fault, Finding
from coopctl.rules.catalogue import BY_NAME, RULES
from coopctl.rules.derogations import covers
from coopctl.rules.judge import finding, sheet_faults
from coopctl.rules.rule import Rule, Scope


def check(ledger: Ledger, today: dt.date, only: Collection[str] = (), skip: Collection[str] = ()) -> list[Finding]:
    """Every finding, by path, line and column; those an exception sets aside are left out.

    ``only`` and ``skip`` are names of rules; exceptions are judged against all findings first.
    """
    findings = [finding(ledger, rule, fault) for rule, fault in (*_faults(ledger), *_faults_of_the_day(ledger, today))]
    if ledger.exceptions:
        kept = [one for one in ledger.exceptions.root if one.expires >= today]
        late = [
            finding(ledger, rule, fault)
            for rule in _of("exceptions")
            for fault in rule.judge(ledger.exceptions, findings, today)  # type: ignore[misc]
        ]
        findings = [one for one in findings if not any(covers(e, one) for e in kept)] + late
    chosen = [one for one in findings if (not only or one.rule in only) and one.rule not in skip]
    return sorted(set(chosen), key=lambda one: (one.place[:3], one.rule, one.field))


def _of(scope: Scope) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES if rule.scope == scope)


def _faults(ledger: Ledger) -> Iterator[tuple[Rule, Fault]]:
    for name, fault in ledger.faults:
        yield BY_NAME[name], fault
    for rule in _of("ledger"):
        for fault in rule.judge(ledger):  # type: ignore[misc]
            yield rule, fault
    sheet_rules, member_rules = _of("sheet"), _of("member")
    for sheets in ledger.by_member().values():
        yield from sheet_faults(sheets, map(ledger.context, sheets), sheet_rules, member_rules)


def _faults_of_the_day(ledger: Ledger, today: dt.date) -> Iterator[tuple[Rule, Fault]]:
    for rule in _of("day"):
        for fault in rule.judge(ledger, today):  # type: ignore[misc]
            yield rule, fault


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those that are errors, not remarks."""
    return [one for one in findings if one.severity == "error"]

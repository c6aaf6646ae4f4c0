"""All the findings of a ledger, in one run.

A fault in one file never hides those of another: reading gives values and faults together, and
every rule runs on what could be read. The ledger is judged in pieces that do not depend on each
other; what a snapshot knows of a piece already is not judged again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from functools import partial

from coopctl.judging import member, payout, records
from coopctl.judging.kept import Judged, Kept, Notes, key
from coopctl.ledger import PAYOUTS, Ledger
from coopctl.problem import Finding
from coopctl.rules.judge import finding

Piece = tuple[str, str]
"""What is judged at once: ("member", handle), ("payout", path) or ("records", "")."""


def check(ledger: Ledger, today: dt.date, only: Collection[str] = (), skip: Collection[str] = ()) -> list[Finding]:
    """Every finding, by path, line and column; those an exception sets aside are left out.

    ``only`` and ``skip`` are names of rules; exceptions are judged against all findings first.
    """
    whole = _whole_key(ledger, today)
    kept = ledger.known.get(whole) if whole else None
    if isinstance(kept, Kept):
        found = kept.findings
    else:
        found = tuple(_excepted(ledger, _judged(ledger, today), today))
        if whole := _whole_key(ledger, today, reading=True):
            ledger.known[whole] = Kept(found)
    chosen = [one for one in found if (not only or one.rule in only) and one.rule not in skip]
    return sorted(set(chosen), key=_order)


def _order(one: Finding) -> tuple[object, ...]:
    """By place; what stands in one place always comes in one order too."""
    said = one.message.shown("en", plain=True)
    return one.place[:3], one.rule, one.field, one.record, said, one.seen or "", repr(one.related)


def _whole_key(ledger: Ledger, today: dt.date, *, reading: bool = False) -> str | None:
    content = ledger.snapshot.content(reading=reading)
    misplaced = sorted((one.fault.at.path, one.rule, one.fault.seen) for one in ledger.misplaced)
    return key("whole", content, misplaced, today.isoformat()) if content else None


def _judged(ledger: Ledger, today: dt.date) -> list[Finding]:
    """The findings of every piece, in no order: kept ones, and the rest judged now."""
    found: list[Finding] = []
    pieces: list[Piece] = []
    sheets = ledger.by_member()
    payouts = [path for path in ledger.paths.records if path.startswith(PAYOUTS)]
    governance, steady = records.name_of(ledger), Notes()
    for piece in (("records", ""), *(("payout", path) for path in payouts), *(("member", name) for name in sheets)):
        kept = _recall(ledger, sheets, piece, governance, steady, today)
        if kept is None:
            pieces.append(piece)
        else:
            found += kept
    if ("records", "") in pieces:
        records.prepare(ledger)
    results = ledger.snapshot.spread(partial(_judge, ledger, sheets, today), pieces)
    for (kind, name), judged in zip(pieces, results, strict=True):
        found += _taken(ledger, judged)
        governance = governance or records.name_of(ledger)
        if kind == "member":
            member.settle(ledger, name, judged, governance, steady)
    if governance == records.name_of(ledger):  # else one was changed meanwhile
        ledger.known.update(steady)
    return found + _taken(ledger, records.together(ledger, payouts))


def _recall(
    ledger: Ledger,
    sheets: dict[str, list[str]],
    piece: Piece,
    governance: str | None,
    steady: Notes,
    today: dt.date,
) -> tuple[Finding, ...] | None:
    kind, name = piece
    if kind == "member":
        return member.recall(ledger, name, sheets[name], governance, steady)
    return payout.recall(ledger, name) if kind == "payout" else records.recall(ledger, today)


def _judge(ledger: Ledger, sheets: dict[str, list[str]], today: dt.date, piece: Piece) -> Judged:
    kind, name = piece
    if kind == "member":
        return member.judge(ledger, name, sheets[name])
    return payout.judge(ledger, name) if kind == "payout" else records.judge(ledger, today)


def _taken(ledger: Ledger, judged: Judged) -> list[Finding]:
    ledger.known.update(judged.notes)
    ledger.snapshot.note(judged.contents)
    return list(judged.findings)


def _excepted(ledger: Ledger, findings: list[Finding], today: dt.date) -> list[Finding]:
    """The findings without those the cooperative lives with, and those on its exceptions themselves."""
    if not ledger.has("exceptions.yaml") or ledger.exceptions is None:
        return findings
    from coopctl.rules.catalogue import of_scope
    from coopctl.rules.derogations import covers

    kept = [one for one in ledger.exceptions.root if one.expires >= today]
    late = [
        finding(ledger, rule, fault)
        for rule in of_scope("exceptions")
        for fault in rule.judge(ledger.exceptions, findings, today)  # type: ignore[misc]
    ]
    return [one for one in findings if not any(covers(e, one) for e in kept)] + late


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Those that are errors, not remarks."""
    return [one for one in findings if one.severity == "error"]

"""A closed payout, judged beside the sheets it counted; and all payouts together."""

from __future__ import annotations

from typing import NamedTuple

from coopctl.beside import Beside, Line
from coopctl.context import closed_by
from coopctl.judging.desk import Desk
from coopctl.judging.kept import Judged, Kept, ids, key, recalled
from coopctl.ledger import PAYOUTS, Ledger
from coopctl.page import of_text
from coopctl.payout.footing import Footing
from coopctl.problem import Fault, Finding
from coopctl.rules.rule import Rule
from coopctl.values import Month, parse_period


class Look(NamedTuple):
    """What is kept of a payout's own text; ``paths`` are the files it looked at beside the sheets of its months.

    ``footing`` is None where the payout could not be read.
    """

    footing: Footing | None
    paths: tuple[str, ...] = ()


def recall(ledger: Ledger, path: str) -> tuple[Finding, ...] | None:
    """The findings kept of one payout, where it and what it was judged beside are as they were."""
    look = look_of(ledger, path)
    if look is None:
        return None
    there = [one for one in look.paths if one in ledger.sheets]
    sheets = ids(ledger, (*_sheets_of(ledger, path), *there))
    if sheets is None:
        return None
    return recalled(ledger, _key(ledger, path, ledger.id(path), {**dict.fromkeys(look.paths), **dict(sheets)}))


def look_of(ledger: Ledger, path: str) -> Look | None:
    """What is known of a payout without reading it."""
    content = ledger.id(path)
    found = ledger.known.get(_look_key(path, content)) if content else None
    return found if isinstance(found, Look) else None


def judge(ledger: Ledger, path: str) -> Judged:
    """The findings on one payout."""
    within = _sheets_of(ledger, path)
    desk = Desk(ledger, (path, *within))
    if path not in desk:
        return Judged((), {}, {})
    beside = _beside(ledger, path, desk)
    findings, footing_ = _judged(desk, path, beside)
    read = desk.contents()
    look = Look(footing_, tuple(sorted(beside.asked - set(within))))
    notes = {_look_key(path, read[path]): look}
    if not beside.everywhere:
        sheets = {one: read.get(one) for one in (*within, *look.paths)}
        notes[_key(ledger, path, read[path], sheets)] = Kept(findings, desk.beside())  # type: ignore[assignment]
    return Judged(findings, notes, read)


def _judged(desk: Desk, path: str, beside: Beside) -> tuple[tuple[Finding, ...], Footing | None]:
    from coopctl.payout.altered import footing
    from coopctl.records.model import judged
    from coopctl.records.payout import Payout
    from coopctl.rules.catalogue import BY_NAME, of_scope
    from coopctl.rules.names import of_another_name

    document = desk.document(path)
    record, wrong = (None, []) if document.root is None else judged(Payout, path, document.root)
    faults: list[tuple[Rule, Fault]] = [(BY_NAME[one.rule], one.fault) for one in of_text(path, document)]
    faults += [(BY_NAME[name], fault) for name, fault in wrong]
    faults += [(BY_NAME["file-name-differs"], fault) for fault in of_another_name(path, document.root)]
    for rule in of_scope("payout") if record is not None else ():
        faults += [(rule, fault) for fault in rule.judge(record, beside)]  # type: ignore[misc]
    return desk.findings(faults), footing(record) if record is not None else None


def _beside(ledger: Ledger, path: str, desk: Desk) -> Beside:
    def closes(month: Month) -> bool:
        return closed_by(month, ledger.all) == path

    def elsewhere() -> frozenset[Line]:
        from coopctl.rules.closed import counted

        others = (one for name, one in ledger.payouts.items() if f"{PAYOUTS}{name}.yaml" != path)
        return frozenset(line for other in others for line in counted(other, ledger.renamed))

    return Beside(path, ledger.sheets, desk.page, closes, elsewhere, ledger.renamed)


def _sheets_of(ledger: Ledger, path: str) -> list[str]:
    """The paths of the sheets of a payout's months, by its file's name."""
    return [sheet for month in _months(path) for sheet in ledger.sheets.of_month(month)]


def _months(path: str) -> tuple[Month, ...]:
    try:
        return parse_period(path[len(PAYOUTS) : -5]).months
    except ValueError:
        return ()


def _look_key(path: str, content: str | None) -> str:
    return key("look", path, content)


def _key(ledger: Ledger, path: str, content: str | None, sheets: dict[str, str | None]) -> str:
    closers = tuple(closed_by(month, ledger.all) for month in _months(path))
    return key("payout", path, content, sorted(sheets.items(), key=str), closers, sorted(ledger.renamed.items()))

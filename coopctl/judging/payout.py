"""A closed payout, judged beside the sheets it counted; and all payouts together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from coopctl.beside import Beside, Line
from coopctl.context import closed_by
from coopctl.judging.desk import Desk
from coopctl.judging.kept import Judged, Kept, Notes, ids, key, recalled
from coopctl.ledger import PAYOUTS, Ledger
from coopctl.page import of_text
from coopctl.payout.footing import Footing
from coopctl.problem import Fault, Finding, Tree
from coopctl.rules.rule import Rule
from coopctl.values import Month, parse_period

if TYPE_CHECKING:
    from coopctl.payout.brief import Closed
    from coopctl.records.payout import Payout


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


def closings(ledger: Ledger) -> list[Closed]:
    """The closed payouts that can be read, in no order: abridged where they were judged, else whole."""
    paths = (path for path in ledger.paths.records if path.startswith(PAYOUTS))
    return [found for path in paths if (found := _closing(ledger, path)) is not None]


def _closing(ledger: Ledger, path: str) -> Closed | None:
    from coopctl.payout.brief import Abridged

    look = look_of(ledger, path)
    if look is None:
        return ledger.payout(path)
    if look.footing is None:
        return None

    def whole() -> Payout:
        found = ledger.payout(path)
        assert found is not None
        return found

    return Abridged(look.footing, partial(_holding, ledger, path, look.footing, whole), whole)


def _holding(
    ledger: Ledger, path: str, footing: Footing, whole: Callable[[], Payout], lines: frozenset[Line]
) -> Payout:
    """An abridged payout with some of its plain lines; its text is kept."""
    from coopctl.records import load

    text = footing.rest
    if lines:
        name = key("lines", path, ledger.id(path), sorted(lines))
        found = ledger.known.get(name)
        if not isinstance(found, str):
            from coopctl.payout.abridge import holding

            found = ledger.known[name] = holding(whole(), lines)
        text = found
    payout = load.payout(path, text.encode())
    assert payout is not None
    return payout


def judge(ledger: Ledger, path: str) -> Judged:
    """The findings on one payout."""
    within = _sheets_of(ledger, path)
    desk = Desk(ledger, (path, *within))
    if path not in desk:
        return Judged((), {}, {})
    beside = _beside(ledger, path, desk)
    findings, record = _judged(desk, path, beside)
    read = desk.contents()
    look = _look(record, tuple(sorted(beside.asked - set(within))))
    notes: Notes = {} if look is None else {_look_key(path, read[path]): look}
    if look is not None and not beside.everywhere:
        sheets = {one: read.get(one) for one in (*within, *look.paths)}
        notes[_key(ledger, path, read[path], sheets)] = Kept(findings, desk.beside())
    return Judged(findings, notes, read)


def _judged(desk: Desk, path: str, beside: Beside) -> tuple[tuple[Finding, ...], Payout | None]:
    from coopctl.records import quick
    from coopctl.rules.catalogue import of_scope

    record = quick.payout(desk.data(path))
    record, faults = (
        _strictly(desk, path) if record is None else (record, _misnamed(path, {"period": str(record.period)}))
    )
    for rule in of_scope("payout") if record is not None else ():
        faults += [(rule, fault) for fault in rule.judge(record, beside)]  # type: ignore[misc]
    return desk.findings(faults), record


def _look(record: Payout | None, paths: tuple[str, ...]) -> Look | None:
    """What is to be kept of a payout; None where something in it could not be written again."""
    if record is None:
        return Look(None, paths)
    from coopctl.payout.abridge import footing

    try:
        return Look(footing(record), paths)
    except ValueError:
        return None


def _strictly(desk: Desk, path: str) -> tuple[Payout | None, list[tuple[Rule, Fault]]]:
    """A payout that is not laid out as coopctl does, and all that is wrong in how it is written."""
    from coopctl.records.model import judged
    from coopctl.records.payout import Payout
    from coopctl.rules.catalogue import BY_NAME

    document = desk.document(path)
    record, wrong = (None, []) if document.root is None else judged(Payout, path, document.root)
    faults = [(BY_NAME[one.rule], one.fault) for one in of_text(path, document)]
    faults += [(BY_NAME[name], fault) for name, fault in wrong]
    return record, faults + _misnamed(path, document.root)


def _misnamed(path: str, tree: Tree) -> list[tuple[Rule, Fault]]:
    from coopctl.rules.catalogue import BY_NAME
    from coopctl.rules.names import of_another_name

    return [(BY_NAME["file-name-differs"], fault) for fault in of_another_name(path, tree)]


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

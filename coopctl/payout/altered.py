"""What was counted in a payout and is not, today, as it was; and what two payouts both count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from coopctl.entry import Entry, Sheet, sheet_of, sheet_path
from coopctl.payout.books import Board, known_as, located
from coopctl.payout.sayings import about
from coopctl.problem import At, Fault, Related, Route
from coopctl.records.payout import Payout, PayoutLine, Unpaid
from coopctl.words import N_, T, marked

_FIELDS = {
    "date": N_("date"),
    "hours": N_("hours"),
    "rate": N_("rate"),
    "waived": N_("given"),
    "corrects": N_("corrects"),
    "circle": N_("circle"),
    "role": N_("role"),
}
_VALUES = attrgetter(*_FIELDS)


def altered(payout: Payout, board: Board) -> list[Fault]:
    """Lines of the board that this payout counted and that were altered, removed or moved since.

    What was added beside them, and what was set aside and not counted, is no fault.
    """
    payout = known_as(payout, board.renamed)
    found: list[Fault] = []
    by_sheet: dict[str, list[tuple[Route, PayoutLine | Unpaid]]] = {}
    for route, item in _counted(payout):
        assert item.sheet is not None
        by_sheet.setdefault(sheet_path(item.sheet, item.member), []).append((route, item))
    for path, items in by_sheet.items():
        sheet = board.sheets.get(path)
        home = sheet.path if sheet else path
        entries = {entry.id: (index, entry) for index, entry in sheet.entries} if sheet else {}
        for route, item in items:
            hit = entries.get(item.contribution or "")
            if hit and _VALUES(hit[1]) == _VALUES(item):
                continue
            other = None if hit or not board.renamed else _under_another(board, item)
            if other:
                found += _changed(payout, other[0].path, *other[1:], item)
            else:
                found += _changed(payout, home, *hit, item) if hit else [_gone(payout, home, route, item, board)]
    return found


def _under_another(board: Board, item: PayoutLine | Unpaid) -> tuple[Sheet, int, Entry] | None:
    """Where a line stands in a second sheet of its member's month, under another of their handles."""
    assert item.sheet is not None
    return located(board, item.sheet, item.member, item.contribution or "")


def _counted(payout: Payout) -> Iterator[tuple[Route, PayoutLine | Unpaid]]:
    for index, line in enumerate(payout.lines):
        if line.contribution and line.cause in (None, "mended"):
            yield ("lines", index), line
    for index, work in enumerate(payout.unpaid):
        yield ("unpaid", index), work


def _changed(payout: Payout, path: str, index: int, entry: Entry, item: PayoutLine | Unpaid) -> Iterator[Fault]:
    for name in _FIELDS:
        now, then = getattr(entry, name), getattr(item, name)
        inherited = now is None and name in ("circle", "role") and entry.corrects is not None
        if now != then and not inherited:
            text = T("{line} was counted with {period}: {name} was {then}, it is now {now}",
                     line=about(item), period=payout.period, name=marked(_FIELDS[name]),
                     then=_said(then), now=_said(now))  # fmt: skip
            cure = f"coopctl log {path.removesuffix('.yaml')}"
            yield Fault(At(path, (index, name)), text, _stored(now), _stored(then), cure=cure)


def _gone(payout: Payout, path: str, route: Route, item: PayoutLine | Unpaid, board: Board) -> Fault:
    elsewhere = _where(board, item)
    text = T("{line} was counted with {period}: it is no longer in {path}",
             line=about(item), period=payout.period, path=path)  # fmt: skip
    related = (Related(elsewhere, T("a line with this id stands here now")),) if elsewhere else ()
    at = At(f"payouts/{payout.period}.yaml", route)
    return Fault(at, text, related=related, cure=f"coopctl log {path.removesuffix('.yaml')}")


def _where(board: Board, item: PayoutLine | Unpaid) -> At | None:
    """Another sheet of the member where the line stands now."""
    for path in sorted(board.sheets):
        name = sheet_of(path)
        if name and board.renamed.get(name[1], name[1]) == item.member:
            for index, entry in board.sheets[path].entries:
                if entry.id == item.contribution:
                    return At(path, (index,))
    return None


def twice(payouts: Sequence[Payout]) -> list[Fault]:
    """What two payouts both count, as after a merge of two closings: a line of the board, a month of a role.

    The next payout takes the second one back on its own, on a line that says so.
    """
    first: dict[tuple[Any, ...], tuple[Payout, Route]] = {}
    found = []
    for payout in payouts:
        for key, route, item in keys(payout):
            before = first.setdefault(key, (payout, route))
            if before[0] is not payout:
                text = T("{line} is counted with {before} and again with {period}",
                         line=about(item), before=before[0].period, period=payout.period)  # fmt: skip
                there = Related(At(f"payouts/{before[0].period}.yaml", before[1]), T("it was counted here first"))
                found.append(Fault(At(f"payouts/{payout.period}.yaml", route), text, related=(there,)))
    return found


def keys(payout: Payout) -> Iterable[tuple[tuple[Any, ...], Route, PayoutLine | Unpaid]]:
    """What a payout counts, each with its place in it: lines of the board, months of a role."""
    for route, item in _counted(payout):
        yield (item.member, item.contribution), route, item
    for index, line in enumerate(payout.lines):
        if line.kind == "stipend":
            yield (line.member, line.role, line.month, line.waived), ("lines", index), line


def _said(value: Any) -> Any:
    if isinstance(value, bool):
        return T("yes") if value else T("no")
    return T("nothing") if value is None else value


def _stored(value: Any) -> str | None:
    return None if value is None else str(getattr(value, "stored", value)).lower()

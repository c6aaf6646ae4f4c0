"""Whether a closed payout holds: by itself, by the ledger of the day it was closed, and by the ledger of now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coopctl.edits.books import Recorded
from coopctl.entry import sheet_path
from coopctl.page import Named
from coopctl.payout.altered import altered, twice
from coopctl.payout.books import Books, settled
from coopctl.payout.brief import whole
from coopctl.payout.sayings import about
from coopctl.payout.verify import arithmetic, from_its_day, path_of
from coopctl.problem import Fault, Finding
from coopctl.records.payout import Payout, PayoutLine, Unpaid
from coopctl.rules.catalogue import BY_NAME
from coopctl.rules.judge import finding

SUMS, ALTERED, TWICE = "payout-does-not-add-up", "closed-month-altered", "paid-twice"


def proof(payout: Payout, now: Recorded, then: Recorded | None, *, alone: bool) -> list[Finding]:
    """All that moved in what a payout counted; nothing where something was only added beside it.

    ``then`` is the ledger as the payout was added to it, None where that is not known. ``alone``: it was added
    by itself. Otherwise (several records squashed into one) that ledger may know facts that came later: what
    later payouts of it settled is left out, and the rest are remarks.
    """
    books = now.books()
    sums = [*arithmetic(payout, path_of(payout))]
    found = [finding(now, BY_NAME[SUMS], one) for one in sums]
    known = {one.at for one in sums}
    for one in _on_its_day(payout, then.books(), alone) if then else ():
        if one.at not in known:
            told = finding(now, BY_NAME[SUMS], one)
            found.append(told if alone else told._replace(severity="warning"))
    found += [finding(now, BY_NAME[one.rule], one.fault) for one in _since(payout, now, books)]
    again = (one for one in twice([*map(whole, settled(books))]) if one.at.path == path_of(payout))
    return found + [finding(now, BY_NAME[TWICE], one) for one in again]


def _on_its_day(payout: Payout, then: Books, alone: bool) -> Iterator[Fault]:
    settled = [] if alone else [about(line) for line in _settling(payout, then)]
    for fault in from_its_day(payout, then):
        late = dict(fault.message.values).get("line") in settled or fault.at.route == ("co_managers",)
        if alone or not late:
            yield fault


def _settling(payout: Payout, books: Books) -> Iterable[PayoutLine]:
    """The lines by which other payouts put this one right."""
    return (line for other in map(whole, books.payouts) for line in other.lines if line.settles == payout.period)


def _since(payout: Payout, now: Recorded, books: Books) -> Iterator[Named]:
    """What was altered since; a sheet that cannot be read is told as such, once, not line by line."""
    unread: list[str] = []
    for fault in altered(payout, books):
        item = _item(payout, fault)
        home = sheet_path(item.sheet, item.member) if item and item.sheet else ""
        lost = now.sheets.page(home).faults if home in now.sheets else []
        if not lost:
            yield Named(ALTERED, fault)
        elif home not in unread:
            unread.append(home)
            yield from lost


def _item(payout: Payout, fault: Fault) -> PayoutLine | Unpaid | None:
    """The line of the payout a fault points at, None where it points into a sheet."""
    if fault.at.path != path_of(payout):
        return None
    folder, index = fault.at.route[:2]
    found: PayoutLine | Unpaid = getattr(payout, str(folder))[index]
    return found


def unread_payouts(now: Recorded) -> list[Finding]:
    """The findings on payouts that cannot be read, and so not be verified."""
    lost = (one for one in now.ledger.closings.faults if one.fault.at.path.startswith("payouts/"))
    names = {f"payouts/{name}.yaml" for name in now.ledger.payouts}
    return [finding(now, BY_NAME[one.rule], one.fault) for one in lost if one.fault.at.path not in names]

"""A ledger whose months are closed, all but the last: payouts computed by coopctl's own pure functions.

Closing fifty-five months by the command would take a commit each, and reading all that was closed before. Nothing is
late in these ledgers, so a month's payout is the same whether or not the earlier ones are known (a test compares).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from bench.board import Noted, board, text
from bench.records import records
from bench.shape import LAST, Shape
from coopctl.document.write import emit
from coopctl.entry import Sheet
from coopctl.ledger import Ledger
from coopctl.payout.books import Books
from coopctl.payout.compute import compute
from coopctl.payout.frozen import freeze, tree
from coopctl.records.kinds import modeline
from coopctl.records.payout import Payout
from coopctl.snapshot import Snapshot
from coopctl.values import Month, Period


def closed(size: Shape) -> Iterator[tuple[str, str]]:
    """Path and text of every file of such a ledger."""
    governance = dict(records(size))
    yield from governance.items()
    books = _books(governance)
    for month, group in groupby(board(size), lambda noted: noted.month):
        sheets = list(group)
        yield from ((noted.path, text(noted.entries)) for noted in sheets)
        if month != LAST:
            payout = close(books, month, sheets)
            path = f"payouts/{payout.period}.yaml"
            yield path, emit(tree(payout), modeline(path))


def _books(governance: dict[str, str]) -> Books:
    ledger = Ledger(Snapshot({path: content.encode() for path, content in governance.items()}))
    assert ledger.charter is not None
    return Books(ledger.charter, ledger.members, ledger.roles, {})


def close(books: Books, month: Month, sheets: list[Noted]) -> Payout:
    """The payout of a month from what was noted in it, closed on the fifth of the next."""
    read = {one.path: Sheet(one.path, month, one.member, tuple(enumerate(one.entries))) for one in sheets}
    draft = compute(books._replace(sheets=read), Period(month, 1))
    return freeze(draft, month.next.first + dt.timedelta(days=4), "m000")

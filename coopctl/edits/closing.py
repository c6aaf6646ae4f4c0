"""Closing a period: the frozen payout as an edit, and what to know before."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from coopctl.check import check, errors
from coopctl.document.write import emit
from coopctl.edits.books import books_of as books_of
from coopctl.edits.books import judged_books, not_counted
from coopctl.ledger import Ledger
from coopctl.payout.books import Books, Draft
from coopctl.payout.closing import refusals
from coopctl.payout.compute import compute
from coopctl.payout.frozen import freeze, tree
from coopctl.problem import Finding, Refused
from coopctl.records.kinds import modeline
from coopctl.records.payout import Payout
from coopctl.snapshot import Edit, Message, Snapshot
from coopctl.values import Period
from coopctl.words import T

ABOUT_THE_BOOKS = frozenset({"no-charter", "payout-does-not-add-up", "payouts-overlap"})
"""Findings that make every sum doubtful: a month is not closed over them."""


class Closing(NamedTuple):
    """What a close would do: the edit, the payout as it will be kept, what people should know first.

    ``unread`` are the findings on what stands in the period's sheets and cannot even be named as set aside.
    """

    edit: Edit
    payout: Payout
    draft: Draft
    books: Books
    unread: tuple[Finding, ...] = ()


def close(snapshot: Snapshot, period: Period, actor: str, today: dt.date, reason: str = "") -> Closing:
    """The edit that closes a period. Raises Refused where it cannot be closed, saying what to do first."""
    ledger = Ledger(snapshot)
    wrong = errors(check(ledger, today))
    grave = tuple(one for one in wrong if one.rule in ABOUT_THE_BOOKS or _unread(ledger, one))
    if grave:
        raise Refused(T("{period} cannot be closed over this", period=period), "coopctl check", grave, snapshot.files)
    books = judged_books(ledger, wrong)
    for refusal in refusals(books, period, today):
        raise refusal
    draft = compute(books, period)
    payout = freeze(draft, today, actor)
    path = f"payouts/{period}.yaml"
    text = emit(tree(payout), modeline(path))
    trailers = (("Coop-Op", "payout.close"), ("Coop-Actor", actor), ("Coop-Record", f"payouts/{period}"))
    message = Message(f"payout: close {period}, {payout.total.fixed} {books.charter.currency}", reason, trailers)
    edit = Edit(snapshot.revision, {path: text.encode()}, message)
    return Closing(edit, payout, draft, books, tuple(not_counted(ledger, wrong, period)))


def _unread(ledger: Ledger, finding: Finding) -> bool:
    """Whether a governance record that sums depend on could not be read whole."""
    path = finding.place.path
    folder, _, name = path.removesuffix(".yaml").partition("/")
    if folder == "coop":
        return ledger.charter is None
    return folder in ("payouts", "members", "roles") and name not in getattr(ledger, folder)

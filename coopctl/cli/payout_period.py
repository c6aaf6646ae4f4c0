"""Which period, closed or not, and what is known of it: shared by the verbs of payout."""

from __future__ import annotations

from typing import NamedTuple

from coopctl.check import check, errors
from coopctl.cli.payout_asked import recorded
from coopctl.cli.session import Session
from coopctl.edits.books import Recorded, judged_books, not_counted
from coopctl.ledger import Ledger
from coopctl.payout.books import Books, Reckoned, closed, work_of
from coopctl.payout.brief import whole
from coopctl.payout.closing import oldest_open
from coopctl.payout.compute import compute
from coopctl.payout.sayings import Titles
from coopctl.problem import Finding, NotHere, Refused
from coopctl.records.payout import Payout
from coopctl.snapshot import Snapshot
from coopctl.values import Period
from coopctl.words import T


class Reckoning(NamedTuple):
    """A period's payout, frozen or as it would be today, with what it is read beside."""

    snapshot: Snapshot
    books: Books
    reckoned: Reckoned
    titles: Titles
    unread: tuple[Finding, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether it is frozen."""
        return isinstance(self.reckoned, Payout)

    @property
    def status(self) -> str:
        """ "closed" or "open", as JSON says it."""
        return "closed" if self.closed else "open"


def titles_of(ledger: Ledger) -> Titles:
    """The names shown to people for circles ("technique") and roles ("technique/admin-sys")."""
    circles = {name: circle.title for name, circle in ledger.circles.items()}
    return circles | {name: role.title for name, role in ledger.roles.items()}


def drafted(session: Session, snapshot: Snapshot, period: Period | None) -> Reckoning:
    """A period as it would be closed today; the oldest one open unless named. A closed one comes as it was frozen."""
    ledger = Ledger(snapshot)
    wrong = errors(check(ledger, session.setting.today))
    books = judged_books(ledger, wrong)
    period = period or oldest_open(books, session.setting.today)
    found = closed(books, period)
    unread = () if found else tuple(not_counted(ledger, wrong, period))
    return Reckoning(snapshot, books, found or compute(books, period), titles_of(ledger), unread)


def reckoning(session: Session, period: Period | None, rev: str | None) -> Reckoning:
    """A period as it was closed, else as it would be today; the last one closed unless named."""
    snapshot = recorded(session, rev)
    found = Recorded(snapshot)
    books = found.in_brief()
    payout = closed(books, period) if period else next(map(whole, books.payouts[-1:]), None)
    if payout is None:
        readable(snapshot, period)
        return drafted(session, snapshot, period)
    return Reckoning(snapshot, books, books.known_as(payout), titles_of(found.ledger))


def known_member(found: Reckoning, member: str) -> str:
    """The handle a member has now. Raises NotHere where neither the ledger nor the payout knows them."""
    member = found.books.renamed.get(member, member)
    named = {one.member for one in work_of(found.reckoned)} | {one.member for one in found.reckoned.lines}
    if member not in {*found.books.members, *named}:
        raise NotHere(T("there is no member {member} in this ledger", member=member), "coopctl member")
    return member


def readable(snapshot: Snapshot, period: Period | None) -> None:
    """Raises Refused where a period is closed by a file that cannot be read."""
    if f"payouts/{period}.yaml" in snapshot.files:
        raise Refused(T("payouts/{period}.yaml cannot be read", period=str(period)), "coopctl check")


def closed_payout(session: Session, period: Period | None, rev: str | None = None) -> Payout:
    """A closed payout as recorded, the latest one where no period is named. Raises NotHere."""
    from coopctl.records.load import payouts

    snapshot = recorded(session, rev)
    found = payouts(snapshot.files)
    if period is None and found:
        return found[-1]
    for one in found:
        if one.period == period:
            return one
    if period is None:
        raise NotHere(T("no period is closed yet"), "coopctl payout preview")
    readable(snapshot, period)
    raise NotHere(T("{period} is not closed", period=period), f"coopctl payout preview {period}")

"""coopctl payout preview, close, show: the month as a table, then frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from coopctl.cli import show as screen
from coopctl.cli.options import DryRun, Format, Rev, Why, option
from coopctl.cli.payout_period import ClosedPeriod, PeriodOf, closed_payout, drafted, oldest_open, recorded, titles_of
from coopctl.cli.payout_shown import beforehand, said_unread, tell
from coopctl.cli.people import names
from coopctl.cli.saying import say_json, shared
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.ledger import Ledger
from coopctl.payout.books import Reckoned
from coopctl.payout.machine import as_json
from coopctl.payout.sayings import Titles
from coopctl.problem import Cancelled, Refused
from coopctl.records.payout import Payout
from coopctl.snapshot import Edit, Snapshot
from coopctl.values import Period
from coopctl.words import TN, T, Text

if TYPE_CHECKING:
    from coopctl.edits.closing import Closing

Tables = Annotated[bool, option("--no-chart", help="the tables alone")]


@verb
def preview(
    setting: Setting, period: PeriodOf = None, format: Format = "text", no_chart: Tables = False, rev: Rev = None
) -> int:
    """Show what a period comes to, before it is closed. Nothing is written."""
    from coopctl.payout.closing import refusals

    session = Session(setting)
    found = drafted(session, recorded(session, rev), period)
    if format == "json":
        say_json(as_json(found.reckoned, found.status))
        return 0
    tell(found.reckoned, _title(found.reckoned), names(session), found.titles, chart=not no_chart)
    for finding in found.unread:
        screen.note(said_unread(finding))
    if not found.closed:
        for why in refusals(found.books, found.reckoned.period, setting.today):
            screen.note(T("it cannot be closed as it stands: {why}", why=why.text))
            screen.note(T("try: {command}", command=why.cure))
    return 0


def _title(reckoned: Reckoned) -> Text:
    if isinstance(reckoned, Payout):
        return T("{period}, closed on {day} by {member}",
                 period=reckoned.period, day=reckoned.closed, member=reckoned.closed_by)  # fmt: skip
    return T("{period}, not closed yet", period=reckoned.period)


@verb
def close(setting: Setting, period: PeriodOf = None, dry_run: DryRun = False, message: Why = None) -> int:
    """Close a period: its payout is frozen, line by line.

    What is learned or put right later is paid with the next period, up or down, and says so.
    """
    from coopctl.edits.closing import close as planned

    session = Session(setting)
    actor, (wanted, titles) = session.actor, _wanted(session, period)
    first = planned(session.head, wanted, actor, setting.today, message or "")
    beforehand(session, first, titles)
    asked = not dry_run and not setting.yes
    if asked and not _sure(first):
        raise Cancelled(T("nothing was closed"))

    def plan(snapshot: Snapshot) -> tuple[Edit, Closing]:
        if snapshot.revision == session.head.revision:
            return first.edit, first
        closing = planned(snapshot, wanted, actor, setting.today, message or "")
        if asked and closing.payout.digest != first.payout.digest:
            raise Refused(T("something was recorded meanwhile, and {period} comes to {total} now: look at it again",
                            period=wanted, total=closing.payout.total), f"coopctl payout preview {wanted}")  # fmt: skip
        return closing.edit, closing

    closing = session.write(plan, dry_run=dry_run)[1]
    if not dry_run:
        _closed(session, closing.payout)
    return 0


def _wanted(session: Session, period: Period | None) -> tuple[Period, Titles]:
    """The period to close, and the titles by which circles and roles are said."""
    from coopctl.edits.books import Recorded

    found = Recorded(recorded(session, None))
    return period or oldest_open(found.in_brief(), session.setting.today), titles_of(found.ledger)


def _sure(closing: Closing) -> bool:
    from coopctl.cli.show_ask import confirm

    people = TN("{n} person", "{n} people", len(closing.payout.statements))
    question = T("Close {period}: {total}, {people}? What comes later is paid with the next one.",
                 period=closing.payout.period, total=closing.payout.total, people=people)  # fmt: skip
    return confirm(question)


def _closed(session: Session, payout: Payout) -> None:
    people = TN("{n} person", "{n} people", len(payout.statements))
    screen.out(T("{period} is closed: {total}, {people}", period=payout.period, total=payout.total, people=people))
    screen.note(T("what each is due: {command}", command=f"coopctl payout show {payout.period}"))
    command = f"coopctl payout statement --all --period {payout.period} -o ../statements"
    screen.note(T("the statements to send: {command}", command=command))
    if waiting := shared(session):
        screen.note(T("{waiting}: {command}", waiting=waiting, command="coopctl sync"))


@verb
def show(
    setting: Setting, period: ClosedPeriod = None, format: Format = "text", no_chart: Tables = False, rev: Rev = None
) -> int:
    """Show a closed period, as it was frozen."""
    session = Session(setting)
    payout = closed_payout(session, period, rev)
    if format == "json":
        say_json(as_json(payout, "closed"))
        return 0
    titles = titles_of(Ledger(_governance(session, rev)))
    tell(payout, _title(payout), names(session), titles, chart=not no_chart)
    return 0


def _governance(session: Session, rev: str | None) -> Snapshot:
    """The circles and roles alone, for their titles."""
    files = (session.repo.at(rev) if rev else session.head).files
    return Snapshot({path: files[path] for path in files if path.startswith(("circles/", "roles/"))})

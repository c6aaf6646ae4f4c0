"""coopctl payout preview, close, show: the month as a table, then frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from coopctl.cli import show as screen
from coopctl.cli.options import DryRun, Format, Rev, Why, option
from coopctl.cli.payout_asked import ClosedPeriod, PeriodOf, recorded
from coopctl.cli.payout_shown import beforehand, said_unread, tell
from coopctl.cli.people import names
from coopctl.cli.saying import say_json, shared
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.judging.kept import key
from coopctl.payout.overview import Overview, overview
from coopctl.problem import Cancelled, Refused
from coopctl.snapshot import Edit, Snapshot
from coopctl.values import Period
from coopctl.words import TN, T, Text

if TYPE_CHECKING:
    from coopctl.edits.closing import Closing
    from coopctl.payout.books import Reckoned
    from coopctl.payout.sayings import Titles
    from coopctl.records.payout import Payout

Tables = Annotated[bool, option("--no-chart", help="the tables alone")]


@verb
def preview(
    setting: Setting, period: PeriodOf = None, format: Format = "text", no_chart: Tables = False, rev: Rev = None
) -> int:
    """Show what a period comes to, before it is closed. Nothing is written."""
    session = Session(setting)
    snapshot = recorded(session, rev)
    if format == "json":
        from coopctl.cli.payout_period import drafted
        from coopctl.payout.machine import as_json

        found = drafted(session, snapshot, period)
        say_json(as_json(found.reckoned, found.status))
    else:
        tell(_overview(session, snapshot, period), names(session), chart=not no_chart)
    return 0


def _overview(session: Session, snapshot: Snapshot, period: Period | None) -> Overview:
    """What the text shows, computed once for the same ledger on the same day."""
    today, known = session.setting.today, snapshot.known
    name = key("preview", snapshot.content(), str(period), today.isoformat())
    found = known.get(name) if known is not None else None
    if isinstance(found, Overview):
        return found
    from coopctl.cli.payout_period import drafted
    from coopctl.payout.closing import refusals

    draft = drafted(session, snapshot, period)
    after = [said_unread(finding) for finding in draft.unread]
    for why in () if draft.closed else refusals(draft.books, draft.reckoned.period, today):
        after += T("it cannot be closed as it stands: {why}", why=why.text), T("try: {command}", command=why.cure)
    seen = overview(draft.reckoned, _title(draft.reckoned), draft.titles, tuple(after))
    if known is not None:
        known[name] = seen
    return seen


def _title(reckoned: Reckoned) -> Text:
    closed = getattr(reckoned, "closed", None)
    if closed is not None:
        return T("{period}, closed on {day} by {member}",
                 period=reckoned.period, day=closed, member=getattr(reckoned, "closed_by", ""))  # fmt: skip
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
    from coopctl.cli.payout_period import titles_of
    from coopctl.edits.books import Recorded
    from coopctl.payout.closing import oldest_open

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
    from coopctl.cli.payout_period import closed_payout, titles_of
    from coopctl.ledger import Ledger
    from coopctl.payout.machine import as_json

    session = Session(setting)
    payout = closed_payout(session, period, rev)
    if format == "json":
        say_json(as_json(payout, "closed"))
        return 0
    titles = titles_of(Ledger(_governance(session, rev)))
    tell(overview(payout, _title(payout), titles), names(session), chart=not no_chart)
    return 0


def _governance(session: Session, rev: str | None) -> Snapshot:
    """The circles and roles alone, for their titles."""
    files = (session.repo.at(rev) if rev else session.head).files
    return Snapshot({path: files[path] for path in files if path.startswith(("circles/", "roles/"))})

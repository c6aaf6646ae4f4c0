"""A payout on the screen: tables by member and by circle, what stands apart, what to know before closing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coopctl.cli import show as screen
from coopctl.cli.people import names, said_member
from coopctl.cli.session import Session
from coopctl.payout.overview import Overview, Waits
from coopctl.problem import Finding
from coopctl.values import Cents, Hours
from coopctl.words import TN, T, Text, _

if TYPE_CHECKING:
    from coopctl.edits.closing import Closing
    from coopctl.payout.sayings import Titles

Names = Mapping[str, str]
"""Handle → name, where the private folder of this clone knows it."""


def tell(seen: Overview, who: Names, *, chart: bool = True) -> None:
    """The tables of a draft or of a closed payout: by member, by circle, then what stands apart."""
    _by_member(seen, who)
    _by_circle(seen, chart)
    _apart(seen, who)
    for note in (*seen.notes, *seen.after):
        screen.note(note)


def _by_member(seen: Overview, who: Names) -> None:
    heads = (_("hours"), _("noted"), _("stipends"), _("adjust."), _("to pay"))
    columns: list[str | screen.Column] = [_("member"), *(screen.Column(head, right=True) for head in heads)]
    rows: list[tuple[Any, ...]] = [
        (said_member(member, who), one.hours, one.amount, one.stipends or None, one.adjustments or None, one.total)
        for member, one in seen.due
    ]
    if rows:
        screen.table(columns, rows, title=seen.title, totals=(_("total"), *seen.whole))
    else:
        screen.out(seen.title)
        screen.out(T("nothing to pay"))


def _by_circle(seen: Overview, chart: bool) -> None:
    """Where it went, to the whole total: what is carried belongs to no circle and has its own line."""
    if not seen.went:
        return
    screen.out()
    if chart:
        screen.bars([(str(one.where), int(one.total), one.total) for one in seen.went], title=_("By circle"))
    else:
        columns: list[str | screen.Column] = [_("circle")]
        columns += [screen.Column(_(head), right=True) for head in ("hours", "to pay")]
        rows = [(str(one.where), one.hours, one.total) for one in seen.went]
        screen.table(columns, rows, title=_("By circle"))


def _apart(seen: Overview, who: Names) -> None:
    """What is not in the sums, or is shown once more: never left unsaid."""
    if seen.managers:
        screen.out()
        total = Cents(sum(one.sums.total for one in seen.managers))
        screen.out(T("Among them, the co-managers: {total}", total=total))
        for member, sums in seen.managers:
            screen.out(T("  {member}: {total}", member=said_member(member, who), total=sums.total))
    if seen.unpaid:
        screen.out()
        hours = Hours(sum(some for _member, some in seen.unpaid))
        screen.out(T("Noted, not paid this way (their status): {hours}", hours=hours))
        for member, some in seen.unpaid:
            screen.out(T("  {member}: {hours}", member=said_member(member, who), hours=some))
    if seen.waits:
        screen.out()
        screen.out(T("Set aside until they are mended; the others do not wait:"))
    for one in seen.waits:
        screen.out(said_aside(one, who))


def said_aside(aside: Waits, who: Names) -> Text:
    """One line that waits: whose, which, why."""
    member = said_member(aside.member, who)
    return T("  {member}, {id}, noted in {month}: coopctl explain {rule}",
             member=member, id=aside.id, month=aside.month, rule=aside.rule)  # fmt: skip


def beforehand(session: Session, closing: Closing, titles: Titles) -> None:
    """What is said before a close, and blocks nothing: who is silent, what is set aside, what cannot be read."""
    from coopctl.payout.closing import cautions

    who, draft = names(session), closing.draft
    _silent(session, closing, who, titles)
    for caution in cautions(closing.books, draft.period, session.setting.today):
        screen.note(caution)
    if draft.set_aside:
        screen.note(T("Set aside until they are mended; the others do not wait:"))
    for one in draft.set_aside:
        screen.note(said_aside(Waits(one.member, one.contribution, one.sheet, one.rule), who))
    for finding in closing.unread:
        screen.note(said_unread(finding))
    for note in draft.notes:
        screen.note(note)


def said_unread(finding: Finding) -> Text:
    """What cannot be read, and so is in no sum: always said."""
    place = finding.place
    return T("{path}:{line} cannot be read and is not counted: coopctl explain {rule}",
             path=place.path, line=str(place.line), rule=finding.rule)  # fmt: skip


def _silent(session: Session, closing: Closing, who: Names, titles: Titles) -> None:
    """Who holds a role and noted nothing, and when each last shared."""
    from coopctl.payout.closing import silent

    period = closing.draft.period
    quiet = silent(closing.books, period)
    if not quiet:
        return
    screen.note(
        TN(
            "{n} person holds a role and noted nothing for {period}:",
            "{n} people hold a role and noted nothing for {period}:",
            len(quiet),
            period=period,
        )
    )
    for member, roles, last in quiet:
        since = T("last noted: {day}", day=last) if last else T("nothing noted yet")
        held = [titles.get(role, role) for role in roles]
        screen.note(T("  {member}, {roles}; {since}", member=said_member(member, who), roles=held, since=since))

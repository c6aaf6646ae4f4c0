"""A payout on the screen: tables by member and by circle, what stands apart, what to know before closing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coopctl.cli import show as screen
from coopctl.cli.people import names, said_member
from coopctl.cli.session import Session
from coopctl.payout.books import Draft, Reckoned
from coopctl.payout.closing import cautions, silent
from coopctl.payout.sayings import Titles
from coopctl.payout.totals import by_circle, overall, to_co_managers
from coopctl.problem import Finding
from coopctl.records.payout import SetAside
from coopctl.values import Cents, Hours
from coopctl.words import TN, T, Text, _

if TYPE_CHECKING:
    from coopctl.edits.closing import Closing

Names = Mapping[str, str]
"""Handle → name, where the private folder of this clone knows it."""


def tell(reckoned: Reckoned, title: Text, who: Names, titles: Titles, *, chart: bool = True) -> None:
    """The tables of a draft or of a closed payout: by member, by circle, then what stands apart."""
    _by_member(reckoned, title, who)
    _by_circle(reckoned, titles, chart)
    _apart(reckoned, who)


def _by_member(reckoned: Reckoned, title: Text, who: Names) -> None:
    heads = (_("hours"), _("noted"), _("stipends"), _("adjust."), _("to pay"))
    columns: list[str | screen.Column] = [_("member"), *(screen.Column(head, right=True) for head in heads)]
    rows: list[tuple[Any, ...]] = [
        (said_member(one.member, who), one.hours, one.amount, one.stipends or None, one.adjustments or None, one.total)
        for one in reckoned.statements
    ]
    whole = overall(reckoned)
    foot = (_("total"), whole.hours, whole.amount, whole.stipends, whole.adjustments, reckoned.total)
    if rows:
        screen.table(columns, rows, title=title, totals=foot)
    else:
        screen.out(title)
        screen.out(T("nothing to pay"))


def _by_circle(reckoned: Reckoned, titles: Titles, chart: bool) -> None:
    """Where it went, to the whole total: what is carried belongs to no circle and has its own line."""
    rows = []
    for one in by_circle(reckoned):
        name = T("carried between periods") if one.carried else T("no circle")
        rows.append((titles.get(one.circle, one.circle) if one.circle else str(name), one.sums))
    if not rows:
        return
    screen.out()
    if chart:
        screen.bars([(name, int(sums.total), sums.total) for name, sums in rows], title=_("By circle"))
    else:
        columns: list[str | screen.Column] = [_("circle")]
        columns += [screen.Column(_(head), right=True) for head in ("hours", "to pay")]
        table = [(name, sums.hours, sums.total) for name, sums in rows]
        screen.table(columns, table, title=_("By circle"))


def _apart(reckoned: Reckoned, who: Names) -> None:
    """What is not in the sums, or is shown once more: never left unsaid."""
    managers = to_co_managers(reckoned)
    if managers:
        screen.out()
        screen.out(T("Among them, the co-managers: {total}", total=Cents(sum(one.total for one in managers))))
        for one in managers:
            screen.out(T("  {member}: {total}", member=said_member(one.member, who), total=one.total))
    if reckoned.unpaid:
        hours: dict[str, int] = {}
        for work in reckoned.unpaid:
            hours[work.member] = hours.get(work.member, 0) + work.hours
        screen.out()
        screen.out(T("Noted, not paid this way (their status): {hours}", hours=Hours(sum(hours.values()))))
        for member, some in sorted(hours.items()):
            screen.out(T("  {member}: {hours}", member=said_member(member, who), hours=Hours(some)))
    if reckoned.set_aside:
        screen.out()
        screen.out(T("Set aside until they are mended; the others do not wait:"))
    for aside in reckoned.set_aside:
        screen.out(said_aside(aside, who))
    for note in reckoned.notes if isinstance(reckoned, Draft) else ():
        screen.note(note)


def said_aside(aside: SetAside, who: Names) -> Text:
    """One line that waits: whose, which, why."""
    member = said_member(aside.member, who)
    return T("  {member}, {id}, noted in {month}: coopctl explain {rule}",
             member=member, id=aside.contribution, month=aside.sheet, rule=aside.rule)  # fmt: skip


def beforehand(session: Session, closing: Closing, titles: Titles) -> None:
    """What is said before a close, and blocks nothing: who is silent, what is set aside, what cannot be read."""
    who, draft = names(session), closing.draft
    _silent(session, closing, who, titles)
    for caution in cautions(closing.books, draft.period, session.setting.today):
        screen.note(caution)
    if draft.set_aside:
        screen.note(T("Set aside until they are mended; the others do not wait:"))
    for aside in draft.set_aside:
        screen.note(said_aside(aside, who))
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

"""coopctl contrib list, show, edit, remove: the lines already noted."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Annotated, Any

from coopctl import typed
from coopctl.cli import show as screen
from coopctl.cli.board_add import Circle, Date, For, HoursOf, Need, RateOf, Role, Until, told
from coopctl.cli.options import DryRun, Format, On, Rev, Why, argument, option
from coopctl.cli.saying import say_json, shared
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.edits.board import Change, new_id
from coopctl.edits.lines import Found, one
from coopctl.entry import sheet_of
from coopctl.handles import current, former
from coopctl.page import Page
from coopctl.problem import Misuse
from coopctl.snapshot import Edit, Snapshot
from coopctl.values import Cents, Hours, Month
from coopctl.words import T, _

Line = Annotated[str, argument(meta="LINE", help="its id, or member/id")]
MonthOf = Annotated[Month | None, option("--month", meta="MONTH", help="a month: 2026-10", dated=typed.month)]
CircleOf = Annotated[str | None, option("--circle", meta="CIRCLE", help="of that circle only")]
Everyone = Annotated[bool, option("--all", help="everyone's lines, not only mine")]
Text_ = Annotated[str | None, option("--what", meta="WHAT", help="what was done", read=typed.what)]
Given = Annotated[bool | None, option("--waived/--not-waived", help="given, or not any more")]


@verb
def list_(
    setting: Setting,
    for_: For = None,
    everyone: Everyone = False,
    month: MonthOf = None,
    circle: CircleOf = None,
    format: Format = "text",
    on: On = None,
    rev: Rev = None,
) -> int:
    """List lines of the board: mine, this month, unless told otherwise."""
    session = Session(setting)
    files = session.snapshot(rev).files
    member = None if everyone else for_ or (None if circle else session.clone_handle)
    wanted = month or (None if format == "json" else Month.of(on or setting.today))
    hits: list[Found] = []
    now = cache(partial(current, files))
    for page in pages(files, member, wanted):
        if page.faults:  # never passed over in silence
            screen.note(T("{path} cannot be read as it is: {command}", path=page.path, command="coopctl check"))
        hits += (
            Found(page.path, page.month, now(page.member), index, entry)
            for index, entry in (page.sheet.entries if circle is None or circle in page.columns.circles else ())
            if circle in (None, entry.circle) and (on is None or entry.date <= on)
        )
    hits.sort(key=lambda hit: (hit.entry.date, hit.member, hit.position))
    if format == "json":
        say_json([facts(hit) for hit in hits])
    elif not hits:
        screen.note(T("nothing noted in {month}", month=wanted) if wanted else T("nothing noted"))
        screen.note(T("to note something: {command}", command='coopctl contrib add "…" --hours 1h30 --rate 15'))
    else:
        _table(hits, everyone or member is None, wanted)
    return 0


def pages(files: Mapping[str, bytes], member: str | None, month: Month | None) -> Iterator[Page]:
    """The sheets of a member (None: everyone) and a month (None: all), by path, each read once.

    A member's are those under the handles of before too: what is closed keeps them.
    """
    member = current(files, member) if member else None
    owners = {member, *former(files, member)} if member else None
    for path in sorted(files):
        place = sheet_of(path)
        if place and (owners is None or place[1] in owners) and month in (None, place[0]):
            yield Page(path, files[path])


def _table(hits: list[Found], names: bool, month: Month | None) -> None:
    columns: list[Any] = [_("id"), _("day"), _("circle"), screen.Column(_("what"), free=True)]
    columns += [screen.Column(_(title), right=True) for title in ("hours", "rate", "amount")]
    rows = []
    for hit in hits:
        entry = hit.entry
        name = f"{hit.member}/{entry.id}" if names else entry.id
        rows.append(
            (name, entry.date.isoformat(), entry.circle or "", _what(hit), entry.hours, entry.rate, entry.amount)
        )
    counted = [hit.entry for hit in hits if hit.entry.corrects is None]
    total = Cents(sum(entry.amount for entry in counted))
    hours = Hours(sum(entry.hours for entry in counted))
    title = T("Noted in {month}", month=month) if month else T("Noted")
    screen.table(columns, rows, title=title, totals=("", "", "", _("total"), hours, "", total))


def _what(hit: Found) -> str:
    entry = hit.entry
    marks = [_("corrects {id}").format(id=entry.corrects)] if entry.corrects else []
    marks += [_("given")] if entry.waived else []
    marks += [_("typed by {member}").format(member=entry.recorded_by)] if entry.recorded_by else []
    return entry.what + (f" ({', '.join(marks)})" if marks else "")


def facts(hit: Found) -> dict[str, Any]:
    """A line for programs."""
    entry = hit.entry
    plain = {key: str(value) if isinstance(value, dt.date) else value for key, value in entry._asdict().items()}
    return {
        "member": hit.member,
        "month": str(hit.month),
        **plain,
        "hours": entry.hours.fixed,
        "rate": entry.rate.fixed,
        "amount": entry.amount.fixed,
    }


@verb
def show(setting: Setting, line: Line, format: Format = "text", rev: Rev = None) -> int:
    """Show one line of the board, and the month it stands in."""
    session = Session(setting)
    hit = one(session.snapshot(rev).files, line, session.clone_handle)
    if format == "json":
        say_json(facts(hit))
        return 0
    rows = [(key, value) for key, value in facts(hit).items() if value not in (None, False)]
    screen.table([_("key"), screen.Column(_("value"), free=True)], rows)
    return 0


@verb
def edit(
    setting: Setting,
    line: Line,
    what: Text_ = None,
    circle: Circle = None,
    role: Role = None,
    need: Need = None,
    hours: HoursOf = None,
    rate: RateOf = None,
    date: Date = None,
    until: Until = None,
    waived: Given = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Put a line right. Once its month is closed, this notes a correction, paid with the open month."""
    given = {
        "what": what,
        "circle": circle,
        "role": role,
        "need": need,
        "hours": hours[0] if hours else None,
        "rate": rate,
    }
    given |= {"date": date, "until": until, "waived": waived}
    wanted = {key: value for key, value in given.items() if value is not None}
    if not wanted:
        raise Misuse(T("nothing to change: say what"), f"coopctl contrib edit {line} --hours 1h30")
    return _change(setting, line, wanted, message or "", dry_run)


@verb
def remove(setting: Setting, line: Line, dry_run: DryRun = False, message: Why = None) -> int:
    """Take a line back. Once its month is closed, this notes a correction of 0 hours."""
    return _change(setting, line, None, message or "", dry_run)


def _change(setting: Setting, line: str, wanted: dict[str, Any] | None, reason: str, dry_run: bool) -> int:
    from coopctl.edits import lines as edits

    session = Session(setting)
    actor, fresh = session.actor, new_id(os.urandom)

    def plan(snapshot: Snapshot) -> tuple[Edit, Change]:
        hit = one(snapshot.files, line, actor)
        if wanted is None:
            change = edits.remove(snapshot, hit, actor, setting.today, fresh, reason)
        else:
            change = edits.edit(snapshot, hit, wanted, actor, setting.today, fresh, reason)
        return change.edit, change

    change = session.write(plan, dry_run=dry_run)[1]
    if change.lines:
        told(session, change, dry_run=dry_run)
        return 0
    screen.out(T("line {id} is taken back", id=line))
    waiting = None if dry_run else shared(session)
    if waiting:
        screen.note(waiting)
    return 0

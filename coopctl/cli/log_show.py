"""coopctl show: one entry of the history, whole."""

from __future__ import annotations

from typing import Annotated

from coopctl.change.fact import Change
from coopctl.cli import show as screen
from coopctl.cli.log import Told, as_told, told_by, told_reason
from coopctl.cli.options import Format, argument
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.words import T

Entry = Annotated[str, argument(meta="ENTRY", help="the entry, as coopctl log shows it")]


@verb
def show(setting: Setting, entry: Entry, format: Format = "text") -> int:
    """Show one entry of the history whole: who, when, why, and each value before and after."""
    from coopctl.store.history import commits

    session = Session(setting)
    found = next(commits(session.repo, rev=entry, limit=1))
    told = Told(found, told_by(session, found))
    if format == "json":
        say_json(as_told(told))
        return 0
    _tell(told)
    return 0


def _tell(told: Told) -> None:
    entry = told.entry
    screen.out(T("{date}, {who}  ({id})", date=entry.date.date(), who=told.who, id=entry.id))
    if entry.author[0] != told.who:
        screen.out(T("  typed by {author}", author=entry.author[0]))
    told_reason(entry)
    for one in told.changes:
        screen.out(f"  {one.text}")
        _values(one)
    if not told.changes:
        screen.out(T("  nothing changed in the records"))


def _values(change: Change) -> None:
    """The fields that differ, as they are written in the file."""
    was, now = change.before or {}, change.after or {}
    for field in dict.fromkeys((*was, *now)):
        old, new = was.get(field), now.get(field)
        if old == new:
            continue
        if old is None:
            screen.out(T("    {field}: {after}", field=field, after=new))
        elif new is None:
            screen.out(T("    {field}: {before} → nothing", field=field, before=old))
        else:
            screen.out(T("    {field}: {before} → {after}", field=field, before=old, after=new))

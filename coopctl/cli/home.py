"""``coopctl`` alone: where things stand, and what can be done. It reads a handful of files, never the ledger."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from coopctl.cli.setting import Setting
from coopctl.problem import CoopError, NotHere
from coopctl.words import TN, T, Text, _

if TYPE_CHECKING:
    from coopctl.cli.session import Session
    from coopctl.values import Month


def home(setting: Setting, manual: str) -> int:
    """Show the home screen; ``manual`` is the page of all commands, for where there is no ledger."""
    from coopctl.cli import show
    from coopctl.cli.session import Session

    try:
        session = Session(setting)
    except NotHere:
        show.out(manual)
        show.out()
        show.out(T("There is no ledger here. To see one: coopctl demo. To start yours: coopctl init"))
        return 0
    for line in _stand(session):
        show.out(line)
    show.out()
    _things_to_do(session)
    return 0


def _stand(session: Session) -> Iterator[Text | str]:
    """The month, my hours, what waits, my roles."""
    from coopctl import context as ctx
    from coopctl.values import Month

    files, today = session.work.files, session.setting.today
    tree = _tree(session, "coop.yaml")
    now = Month.of(today)
    month = ctx.open_month(now, files)
    yield T("{name}, {today}", name=str(tree.get("name") or session.slug), today=today)
    yield ""
    yield T("{month} is open until {day}.", month=month, day=month.last)
    if not ctx.closed_by(now.previous, files) and _any_sheet(session, now.previous):
        yield T("{month} is not closed yet.", month=now.previous)
    for name, title in _critical(session):
        yield T("Nobody has {need}, which is critical: {title}", need=name, title=title)
    me = _me(session)
    if me is None:
        yield T("coopctl does not know who is typing in this clone: coopctl whoami --set HANDLE")
        return
    yield from _mine(session, me, month)


def _critical(session: Session) -> Iterator[tuple[str, str]]:
    """What the cooperative cannot do without and nobody has: only those files are read."""
    from coopctl import context as ctx

    top = os.path.join(session.root, "needs")
    for name in sorted(os.listdir(top)) if os.path.isdir(top) else ():
        if name.endswith(".yaml") and b"critical: true" in session.work.files.get(f"needs/{name}", b""):
            tree = _tree(session, f"needs/{name}")
            if not ctx.looked_after(tree, session.setting.today):
                yield name[:-5], str(tree.get("title") or name[:-5])


def _me(session: Session) -> str | None:
    handle = session.setting.actor
    try:
        handle = handle or session.clone_handle
    except CoopError:
        return None
    return handle if handle and f"members/{handle}.yaml" in session.work.files else None


def _mine(session: Session, me: str, month: Month) -> Iterator[Text]:
    from coopctl.cli.saying import shared
    from coopctl.entry import sheet_path
    from coopctl.page import Page
    from coopctl.values import Cents, Hours

    path = sheet_path(month, me)
    noted = [entry for _, entry in Page(path, session.work.files.get(path)).sheet.entries]
    counted = [entry for entry in noted if not entry.corrects]
    hours, amount = Hours(sum(one.hours for one in counted)), Cents(sum(one.amount for one in counted))
    if counted:
        yield T("Noted in {month}: {hours}, {amount}.", hours=hours, month=month, amount=amount)
    else:
        yield T("Nothing noted in {month} so far.", month=month)
    if waiting := _drafted(session, me):
        yield waiting
    if waiting := shared(session):
        yield T("{waiting}: coopctl sync", waiting=waiting)
    for name, title, until in _roles(session, me):
        if until:
            yield T("{role} ({name}): until {day}.", role=title, name=name, day=until)
        else:
            yield T("{role} ({name}).", role=title, name=name)


def _roles(session: Session, me: str) -> Iterator[tuple[str, str, Any]]:
    """My roles today: only the role sheets in which my handle stands are read."""
    from coopctl import context as ctx

    top = os.path.join(session.root, "roles")
    for folder, _folders, names in sorted(os.walk(top)):
        for name in sorted(names):
            path = os.path.relpath(os.path.join(folder, name), session.root).replace(os.sep, "/")
            if path.endswith(".yaml") and me.encode() in session.work.files.get(path, b""):
                tree = _tree(session, path)
                held = [span for span in ctx.held(tree, me) if span.holds(session.setting.today)]
                if held:
                    yield path[6:-5], str(tree.get("title") or name[:-5]), held[-1].until


def _drafted(session: Session, me: str) -> Text | None:
    """What a conversation left unrecorded."""
    from coopctl.document.read import read
    from coopctl.edits.drafts import DRAFT, taken_up
    from coopctl.store.private import Private

    data = Private.of(session.repo, session.slug).read(DRAFT)
    member, left = taken_up(read(DRAFT, data).root) if data else ("", [])
    if member != me or not left:
        return None
    return TN("{n} line begun is not recorded yet: coopctl contrib add",
              "{n} lines begun are not recorded yet: coopctl contrib add", len(left))  # fmt: skip


def _any_sheet(session: Session, month: Month) -> bool:
    return os.path.isdir(os.path.join(session.root, "contributions", str(month)))


def _tree(session: Session, path: str) -> Any:
    from coopctl.document.read import read

    data = session.work.files.get(path)
    root = read(path, data).root if data is not None else None
    return root if isinstance(root, dict) else {}


def _things_to_do(session: Session) -> None:
    from coopctl.cli import show

    todo = (
        ("coopctl contrib add", _("note what I did")),
        ("coopctl contrib", _("see my lines of the month")),
        ("coopctl payout preview", _("see what the month comes to")),
        ("coopctl --help", _("all that can be done")),
    )
    width = max(len(command) for command, _help in todo)
    for command, help in todo:
        show.out(f"  {command:<{width}}  {help}")

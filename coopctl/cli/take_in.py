"""coopctl import: what another tool or other tables hold, taken in as one record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from coopctl import system
from coopctl.cli import guard
from coopctl.cli import show as screen
from coopctl.cli.governing import day, told, when, words
from coopctl.cli.options import DryRun, Why, argument, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Cancelled, Misuse, NotHere, Refused, Unwritable
from coopctl.snapshot import Overlay
from coopctl.values import When
from coopctl.values.slugs import slugged
from coopctl.words import TN, T

if TYPE_CHECKING:
    from pathlib import Path

    from coopctl.edits.governance import Change
    from coopctl.edits.intake import Intake, Source
    from coopctl.importing.organisation import Known, Organisation
    from coopctl.snapshot import Edit, Snapshot
    from coopctl.stakes import Stakes

Path_ = Annotated[
    str, argument(meta="PATH", help="a folder of tables (.csv), or the .xlsx export of a circle-governance application")
]
Name = Annotated[
    str | None,
    option("--source", meta="NAME", help="a short name for where it comes from, the same each time", read=words),
]
AsOf = Annotated[When | None, option("--on", meta="DATE", help="the day it speaks of (today)", dated=when)]
Status = Annotated[
    str | None, option("--status", meta="STATUS", help="of people for whom it gives none: CAPE, ESA…", read=words)
]


@verb
def governance(
    setting: Setting,
    path: Path_,
    source: Name = None,
    on: AsOf = None,
    status: Status = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Take in members, circles, roles and who holds them.

    PATH is a folder with members.csv, circles.csv, roles.csv, mandates.csv, or some of them (docs/import.md says their columns), or the workbook of an application, with its sheets Members, Assignations, Circles & Roles. A later export of the same source ends what is gone and begins what is new. Names stay in the private folder.

        coopctl import governance organisation/ -n
        coopctl import governance export.xlsx --on 2026-11-01
    """  # noqa: E501
    from coopctl.edits.intake import Source

    session = Session(setting)
    session.repo.folder  # noqa: B018  (raises where the folder is not under git)
    actor, where = session.actor, setting.folder / path
    kind = "tables" if where.is_dir() else "application"
    origin = Source(slugged(source or "") or kind, where.name or path, on or day(setting), status)
    found = _read(session, where, origin)
    return _take_in(session, found, origin, actor, message or "", dry_run)


def _read(session: Session, where: Path, origin: Source) -> Organisation:
    """The organisation at a path; what is wrong with it is shown, and refused."""
    from coopctl.cli.people import names
    from coopctl.cli.take_in_shown import remarks, troubles
    from coopctl.edits.intake import known
    from coopctl.importing import application, plain, tables
    from coopctl.ledger import Ledger

    here = known(Ledger(session.head), names(session), origin.name)
    if where.is_dir():
        files = {one.name: _bytes(one) for one in sorted(where.iterdir()) if one.suffix.lower() in (".csv", ".tsv")}
        found = plain.read(files, here)
    else:
        data = _bytes(where)
        sheets = tables.read(data, where.name)
        if sheets.sheets and not application.is_one(sheets.sheets):
            raise Misuse(T("{path} is not an export with sheets Members, Assignations, Circles & Roles; for tables, "
                           "give the folder they are in", path=str(where)))  # fmt: skip
        found = application.read(data, where.name, here, origin.day)
    remarks(found)
    if found.troubles:
        troubles(found)
        raise Refused(TN("nothing was written: {n} place is to be put right first",
                         "nothing was written: {n} places are to be put right first", len(found.troubles)))  # fmt: skip
    _recognised(here, found)
    return found


def _recognised(here: Known, found: Organisation) -> None:
    """Refuse where people imported before cannot be told by name in this clone: they would come in a second time."""
    nameless = sorted(here.imported - set(here.names))
    strangers = [one for one in found.people if one.handle not in here.handles and one.name]
    if nameless and strangers:
        raise Refused(
            TN("the name of {n} member imported before is not known in this clone: import with names.yaml, "
               "from the private folder of whoever did it first: {names}",
               "the names of {n} members imported before are not known in this clone: import with names.yaml, "
               "from the private folder of whoever did it first: {names}",
               len(nameless), names=[*nameless[:5], *["…"] * (len(nameless) > 5)]),
            "coopctl doctor",
        )  # fmt: skip


def _take_in(session: Session, found: Organisation, origin: Source, actor: str, reason: str, dry_run: bool) -> int:
    """Show what would change, ask, write, keep the names."""
    from coopctl.cli.people import keep_names
    from coopctl.cli.take_in_shown import preview
    from coopctl.edits.intake import located, taken_in

    def plan(snapshot: Snapshot) -> tuple[Edit, Change]:
        done = taken_in(snapshot, found, origin, actor, session.setting.today, reason)
        if done.change is None:
            raise Refused(T("the ledger moved meanwhile, and says all of it already"))
        return done.change.edit, done.change

    try:
        first = taken_in(session.head, found, origin, actor, session.setting.today, reason)
    except Refused as refused:
        raise Refused(refused.text, refused.cure, located(refused, found), refused.files) from None
    preview(first, origin.label, whole=dry_run)
    if first.change is None:
        return 0
    stakes = _stakes(session, first.change.edit)
    if dry_run:
        for line in guard.said(stakes) if stakes else ():
            screen.out(line)
        return 0
    if stakes:
        guard.agreed_to(stakes, yes=session.setting.yes)
    else:
        _agree(session, first)
    _written, change = session.write(plan, agreed=stakes)
    names = {one.handle: one.name for one in found.people if one.name}
    if names:
        keep_names(session, names)
        screen.note(TN("{n} name stays in this clone", "{n} names stay in this clone", len(names)))
    told(session, change._replace(said=(), remarks=()), "coopctl check")
    return 0


def _stakes(session: Session, edit: Edit) -> Stakes | None:
    """What ends before its time, as any other command would say; asked about here once, in place of the usual."""
    files = session.head.files
    return guard.high(files, Overlay(files, edit.changes), edit.changes, session.setting.today)


def _agree(session: Session, first: Intake) -> None:
    from coopctl.cli.show_ask import confirm

    question = TN("Record this {n} change?", "Record these {n} changes?", len(first.told))
    if not confirm(question, yes=session.setting.yes, default=True):
        raise Cancelled(T("nothing was written"))


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise NotHere(T("there is no file {path}", path=str(path)))
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unwritable(T("{path} cannot be read: {why}", path=str(path), why=system.why(error))) from None

"""coopctl member leave, rename and forget: what stays of a person, and what does not."""

from __future__ import annotations

from typing import Annotated

from coopctl.cli import show as screen
from coopctl.cli.governing import LastDay, day, govern, known, slug, still_to_do, when
from coopctl.cli.options import DryRun, Why, argument, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.moments import On
from coopctl.values import When
from coopctl.words import TN, T

Handle = Annotated[str, argument(meta="HANDLE", help="the member's handle", read=slug)]
NewHandle = Annotated[
    str, argument(meta="NEW", help="the handle from now on; it can never be erased either", read=slug)
]
Notice = Annotated[When | None, option("--notice", meta="DATE", help="day they said so", dated=when)]


@verb
def leave(setting: Setting, handle: Handle, on: LastDay = None, notice: Notice = None, dry_run: DryRun = False) -> int:
    """Note a member's last day, and list what it leaves to do, each with its command.

    It ends no role by itself. There is no place for a reason: history would keep it for ever. Typed again
    once they have left, it says what is still to be taken over.
    """
    from coopctl.edits.leaving import leave as plan
    from coopctl.edits.leaving import left

    session = Session(setting)
    ledger = session.ledger()
    one = ledger.members.get(handle)
    if one and one.left and on is None:
        waiting = list(left(ledger, handle, one.left))
        screen.out(T("{member} has left already, {day}", member=handle, day=On(one.left)))
        still_to_do(waiting)
        if not waiting:
            screen.note(T("nothing is left to take over"))
        return 0
    last = on or day(setting)
    govern(
        session,
        lambda snapshot, actor: plan(snapshot, handle, last, actor, setting.today, notice),
        dry_run=dry_run,
    )
    return 0


@verb
def rename(setting: Setting, handle: Handle, new: NewHandle, dry_run: DryRun = False, message: Why = None) -> int:
    """Call a member otherwise, everywhere that is not closed, in one record.

    What is closed keeps the old handle: payouts and the sheets they counted are never rewritten, and what was
    paid stays paid. The old handle is theirs for ever; typed, it leads to the new one.

        coopctl member rename m07 nadege
    """
    from coopctl.edits.rename import rename as plan

    session = Session(setting)
    mine = session.clone_handle == handle and not dry_run
    govern(
        session,
        lambda snapshot, actor: plan(snapshot, handle, new, actor, setting.today, message or ""),
        dry_run=dry_run,
        then=f"coopctl member show {new}",
    )
    if dry_run:
        return 0
    _names_follow(session, handle, new)
    if mine:
        from coopctl.store.start import init

        init(str(session.root), identity=(new, f"{new}@{session.slug}.invalid"))
        screen.note(T("in this clone you are {handle}: coopctl whoami says how to change that", handle=new))
    return 0


def _names_follow(session: Session, old: str, new: str) -> None:
    """The name stands under both handles, so that what is closed is still read with it."""
    from coopctl.cli.people import keep_name, names

    known = names(session)
    if old in known:
        keep_name(session, new, known[old])
    else:
        screen.note(T("no name of {member} in this clone", member=old))


@verb
def forget(setting: Setting, handle: Handle, dry_run: DryRun = False) -> int:
    """Erase a person's name and all else the private folder of this clone holds of them.

    Nothing is written to the ledger: history keeps the handle and what was noted under it, and that is said.
    """
    from coopctl.cli.people import private
    from coopctl.cli.show_ask import confirm
    from coopctl.problem import Cancelled

    session = Session(setting)
    folder, handles = private(session), _every_handle(session, handle)
    found, unread = {}, []
    for name in folder.names():
        try:
            data, count = _without(session, name, folder.read(name) or b"", handles)
        except ValueError:
            unread.append(name)
            continue
        if count:
            found[name] = data
            screen.out(TN("{name}: {n} thing about {member}", "{name}: {n} things about {member}", count,
                          name=name, member=handle))  # fmt: skip
    if found and not dry_run:
        if not confirm(T("Erase this from this machine?"), yes=setting.yes):
            raise Cancelled(T("nothing was erased"))
        for name, data in found.items():
            folder.remove(name) if data is None else folder.write(name, data)
        screen.out(T("{member} is forgotten in this clone", member=handle))
    elif not found:
        screen.out(T("nothing about {member} in the private folder of this clone", member=handle))
    for name in unread:
        screen.note(T("{path} cannot be read: look there yourself", path=f"{folder.folder}/{name}"))
    _what_stays(session, handle, handles)
    return 0


def _without(session: Session, name: str, data: bytes, handles: set[str]) -> tuple[bytes | None, int]:
    """A private file without what it says of somebody. Words of an election are told apart by its record."""
    from coopctl.cli.member_forget import of_draft, of_election, without

    if name.startswith("draft-election"):
        return of_draft(name, data, _called(session, handles))
    if not name.startswith(("elections/", "ballots/")):
        return without(name, data, handles)
    record = session.ledger().election(name.split("/")[1].removesuffix(".yaml"))
    return of_election(name, data, record, handles)


def _called(session: Session, handles: set[str]) -> set[str]:
    """Their handles, and the words of their name as this clone has it, folded."""
    from coopctl.cli.people import names
    from coopctl.importing.spelling import fold

    known = names(session)
    said = [word for handle in handles for word in fold(known.get(handle, "")).split()]
    return {fold(one) for one in handles} | {word for word in said if len(word) > 2}


def _every_handle(session: Session, handle: str) -> set[str]:
    """The handles somebody has and had. Raises NotHere where neither the ledger nor the private folder knows them."""
    from coopctl.cli.people import names
    from coopctl.handles import current, former

    files = session.work.files
    now = current(files, handle)
    if f"members/{now}.yaml" not in files and handle not in names(session):
        handles = {path[8:-5]: path for path in files if path.startswith("members/")}
        known(handle, handles, T("there is no member {member}", member=handle), "coopctl member list")
    return {handle, now, *former(files, now)}


def _what_stays(session: Session, handle: str, handles: set[str]) -> None:
    """What no command can erase, said plainly."""
    from coopctl.entry import sheet_of

    files = session.work.files
    sheets = [path for path in files if (place := sheet_of(path)) and place[1] in handles]
    screen.note(T("history keeps the handle {member}: their record, {sheets}, and whatever names them",
                  member=handle, sheets=TN("{n} sheet", "{n} sheets", len(sheets))))  # fmt: skip
    screen.note(T("the others have a names.yaml of their own: each forgets on their machine"))

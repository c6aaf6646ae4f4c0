"""coopctl whoami: who coopctl thinks is typing in this clone, why, and how to change it."""

from __future__ import annotations

from typing import Annotated

from coopctl.cli import show
from coopctl.cli.governing import known, slug
from coopctl.cli.options import Format, option
from coopctl.cli.people import names, said_member
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import CoopError, NotHere
from coopctl.words import T, Text

Set = Annotated[
    str | None, option("--set", meta="HANDLE", help="from now on I am that member, in this clone", read=slug)
]
CHANGE = "coopctl whoami --set HANDLE"


@verb
def whoami(setting: Setting, set_: Set = None, format: Format = "text") -> int:
    """Say who coopctl thinks is typing, and why.

    Each clone has its own git identity, made of a handle; --as HANDLE speaks for one command only.
    """
    session = Session(setting)
    if set_:
        _become(session, set_)
        session = Session(setting)
    handle, why = who(session)
    if format == "json":
        say_json({"handle": handle, "name": names(session).get(handle or ""), "because": str(why)})
        return 0 if handle else NotHere.code
    if handle is None:
        raise NotHere(T("you are nobody this ledger knows: {why}", why=why), CHANGE)
    show.out(said_member(handle, names(session)))
    show.out(T("because {why}", why=why))
    if not set_:
        show.note(T("to change: {command}", command=CHANGE))
    return 0


def _become(session: Session, handle: str) -> None:
    from coopctl.store.start import init

    members = {path[8:-5]: path for path in session.head.files if path.startswith("members/")}
    known(handle, members, T("there is no member {member}", member=handle), "coopctl member list")
    init(str(session.root), identity=(handle, f"{handle}@{session.slug}.invalid"))


def who(session: Session) -> tuple[str | None, Text]:
    """The member at the keyboard, None if the ledger knows them not, and why."""
    given = session.setting.actor
    if given:
        if f"members/{given}.yaml" in session.head.files:
            return given, T("the option --as says so")
        return None, T("the option --as says {handle}, who is no member", handle=given)
    try:
        name, mail = session.repo.identity()
    except CoopError as error:
        return None, error.text
    if session.clone_handle:
        return session.clone_handle, T("git's identity in this clone is {name} <{mail}>", name=name, mail=mail)
    return None, T("git's identity in this clone is {name} <{mail}>, which is no member's handle", name=name, mail=mail)

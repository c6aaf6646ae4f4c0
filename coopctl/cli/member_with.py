"""coopctl member welcome, referent and follow-up: who goes along with whom."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from coopctl import typed
from coopctl.cli import show as screen
from coopctl.cli.governing import Since, day, govern, known, slug, words
from coopctl.cli.options import DryRun, Format, Why, argument, option
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.words import T, _

Handle = Annotated[str, argument(meta="HANDLE", help="the member's handle", read=slug)]
Someone = Annotated[str, argument(meta="HANDLE", help="a first name or a code: it can never be erased", read=slug)]
Name = Annotated[
    str | None, option("--name", meta="NAME", help="their name, kept in the private folder of this clone", read=words)
]
By = Annotated[str | None, option("--by", meta="HANDLE", help="who welcomes them (you)", read=slug)]
Introduced = Annotated[
    str | None, option("--introduced-by", meta="HANDLE", help="the member who introduced them", read=slug)
]
Seen = Annotated[
    list[dt.date] | None,
    option("--seen", meta="DATE", help="a meeting they came to; may be repeated", dated=typed.day),
]
Circle = Annotated[
    str | None, option("--circle", meta="CIRCLE", help="a circle they get to know before joining it", read=slug)
]
Sponsor = Annotated[str | None, option("--sponsor", meta="HANDLE", help="their sponsor in that circle", read=slug)]
Chosen = Annotated[
    str | None, argument(meta="REFERENT", help="who accompanies them; none: who could is proposed", read=slug)
]
Due = Annotated[
    dt.date | None, argument(meta="DATE", help="day it is due (none: as coop.yaml says, from today)", dated=typed.day)
]
DoneBy = Annotated[
    str | None, option("--by", meta="HANDLE", help="who does it: an entrepreneur or a co-manager", read=slug)
]
FEW = 8
"""How many referents are proposed."""


@verb
def welcome(
    setting: Setting,
    handle: Someone,
    name: Name = None,
    by: By = None,
    since: Since = None,
    introduced_by: Introduced = None,
    seen: Seen = None,
    circle: Circle = None,
    sponsor: Sponsor = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Welcome someone who discovers the cooperative, before any status; note what they came to see.

    With --circle, it is a circle that a member gets to know, with a sponsor, before joining it.

        coopctl member welcome zoe --name "Zoé R." --introduced-by fatou --seen 2026-09-22
        coopctl member welcome ines --circle accompagnement --sponsor lucie --seen yesterday
    """
    from coopctl.edits import people

    session = Session(setting)
    told = people.Welcome(by, since, seen or (), introduced_by, circle, sponsor)
    then = f"coopctl circle join {circle} {handle}" if circle else f"coopctl member status {handle} STATUS --since DATE"
    govern(
        session,
        lambda snapshot, actor: people.welcome(snapshot, handle, told, actor, setting.today, message or ""),
        dry_run=dry_run,
        then=then,
    )
    if name and not dry_run:
        from coopctl.cli.people import keep_name

        keep_name(session, handle, name)
    return 0


@verb
def referent(
    setting: Setting,
    handle: Handle,
    chosen: Chosen = None,
    since: Since = None,
    format: Format = "text",
    dry_run: DryRun = False,
) -> int:
    """Give a person another referent, or propose who could be: by shared field, then by how few they accompany.

    It is done on a simple request: there is no place for a reason, and nobody's agreement is asked.

        coopctl member referent noemie
        coopctl member referent noemie claire
    """
    from coopctl.edits import people

    session = Session(setting)
    if chosen is None:
        return _proposed(session, handle, format)
    first = since or day(setting)
    govern(
        session,
        lambda snapshot, actor: people.referent(snapshot, handle, chosen, first, actor, setting.today),
        dry_run=dry_run,
        then=f"coopctl member show {handle}",
    )
    return 0


def _proposed(session: Session, handle: str, format: str) -> int:
    from coopctl.cli.people import names
    from coopctl.edits.skills import suggest

    ledger = session.ledger()
    known(handle, ledger.members, T("there is no member {member}", member=handle), "coopctl member list")
    found = suggest(ledger, handle, session.setting.today, names(session))
    if format == "json":
        say_json(found)
        return 0
    if not found:
        screen.note(T("nobody could accompany {member} today", member=handle))
        return 0
    columns: list[Any] = [_("handle"), _("name"), screen.Column(_("fields in common"), free=True),
               screen.Column(_("accompanies"), right=True), _("site")]  # fmt: skip
    rows: list[tuple[Any, ...]] = [
        (one["member"], one["name"] or "", ", ".join(one["shared"]), one["load"], one["site"] or "")
        for one in found[:FEW]
    ]
    screen.table(columns, rows, title=T("Who could accompany {member}", member=handle))
    screen.note(T("next: {command}", command=f"coopctl member referent {handle} {found[0]['member']}"))
    return 0


@verb
def follow_up(setting: Setting, handle: Handle, due: Due = None, by: DoneBy = None, dry_run: DryRun = False) -> int:
    """Note when the next follow-up of a person is due, and who does it. Nothing is kept of those before.

    The day is shown to them, their referent and the circle that accompanies people.

        coopctl member follow-up elise 2026-12-15 --by karim
    """
    from coopctl.edits import people

    govern(
        Session(setting),
        lambda snapshot, actor: people.follow_up(snapshot, handle, due, actor, setting.today, by),
        dry_run=dry_run,
    )
    return 0

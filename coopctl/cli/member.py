"""coopctl member: members, their status, their arrivals and their leaving."""

from __future__ import annotations

from typing import Annotated, Any

from coopctl.cli import show as screen
from coopctl.cli.governing import (
    Everyone,
    LastDay,
    Since,
    Until,
    day,
    govern,
    known,
    needed,
    slug,
    unreadable,
    when,
    words,
)
from coopctl.cli.handmade import unsaved
from coopctl.cli.init import asked_name
from coopctl.cli.options import DryRun, Format, On, Rev, Why, argument, option
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.values import When
from coopctl.words import TN, T, _

Handle = Annotated[str, argument(meta="HANDLE", help="the member's handle", read=slug)]
NewHandle = Annotated[
    str | None, argument(meta="HANDLE", help="a first name or a code: it can never be erased", read=slug)
]
Name = Annotated[
    str | None, option("--name", meta="NAME", help="their name, kept in the private folder of this clone", read=words)
]
Status = Annotated[str | None, option("--status", meta="STATUS", help="one of coop.yaml: CAPE, ESA…", read=words)]
Welcomed = Annotated[bool, option("--welcomed", help="welcomed for trial weeks: no status needed yet")]
Introduced = Annotated[
    str | None, option("--introduced-by", meta="HANDLE", help="the member who introduced them", read=slug)
]
Site = Annotated[str | None, option("--site", meta="PLACE", help="where they work from", read=words)]
Domain = Annotated[
    list[str] | None, option("--domain", meta="FIELD", help="a field they know; may be repeated", read=words)
]
Partner = Annotated[
    When | None, option("--partner-since", meta="DATE", help="partner since that day or month", dated=when)
]
NewStatus = Annotated[str, argument(meta="STATUS", help="one of coop.yaml: CAPE, ESA…", read=words)]


@verb
def list_(setting: Setting, all_: Everyone = False, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """List the members, with their status, circles and roles."""
    from coopctl.cli.people import names
    from coopctl.roster import for_json, members

    session = Session(setting)
    ledger = session.ledger(rev)
    found = members(ledger, on or setting.today, names(session), everyone=all_)
    if format == "json":
        say_json(for_json(found))
        return 0
    if found:
        _table(found)
    else:
        screen.note(T("no member yet: {command}", command="coopctl member add HANDLE --status STATUS --since DATE"))
    unreadable([f"members/{handle}.yaml" for handle in sorted(ledger.handles - set(ledger.members))])
    unsaved(session, rev)
    return 0


def _table(found: list[dict[str, Any]]) -> None:
    named = any(one["name"] for one in found)
    heads = [_("handle"), *([_("name")] if named else []), _("status"), _("since"), _("circles"), _("roles")]
    rows = [
        [
            one["handle"],
            *([one["name"] or ""] if named else []),
            _standing(one),
            one["since"],
            ", ".join(m["circle"] for m in one["circles"]),
            ", ".join(m["role"].partition("/")[2] for m in one["roles"]),
        ]
        for one in found
    ]
    screen.table(heads, rows)
    screen.note(TN("{n} member", "{n} members", len(found)))


def _standing(one: dict[str, Any]) -> Any:
    if one["left"] and not one["present"]:
        return T("left")
    return one["status_title"] or (T("welcomed") if one["welcomed"] else T("no status"))


@verb
def show(setting: Setting, handle: Handle, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """Show one member: status over time, circles and roles."""
    from coopctl.cli.pages import member_page
    from coopctl.cli.people import names
    from coopctl.roster import for_json, member

    session = Session(setting)
    ledger = session.ledger(rev)
    known(handle, ledger.members, T("there is no member {member}", member=handle), "coopctl member list")
    facts = member(ledger, handle, on or setting.today, names(session))
    if format == "json":
        say_json(for_json(facts))
    else:
        member_page(facts)
        unsaved(session, rev)
    return 0


@verb
def add(
    setting: Setting,
    handle: NewHandle = None,
    name: Name = None,
    status: Status = None,
    since: Since = None,
    welcomed: Welcomed = False,
    introduced_by: Introduced = None,
    site: Site = None,
    domain: Domain = None,
    partner_since: Partner = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Add a member: the facts go to the ledger, the name stays in this clone.

    A handle stands for someone in the whole history, and can never be erased.

        coopctl member add loic --name "Loïc M." --status ESA --since 2024-01-01
    """
    from coopctl.edits import members

    session = Session(setting)
    asked = handle is None
    handle = needed(handle, T("Handle (a first name or a code; it can never be erased)"), "HANDLE", slug)
    if status is None and not welcomed:
        status = _which_status(session)
    if asked and name is None:
        name = asked_name(handle)
    first, why = since or day(setting), message or ""
    facts = {"introduced_by": introduced_by, "site": site, "domains": domain or None, "partner_since": partner_since}
    facts["welcomed"] = first if welcomed else None
    govern(
        session,
        lambda snapshot, actor: members.add(snapshot, handle, status, first, facts, actor, setting.today, why),
        dry_run=dry_run,
        then=f"coopctl circle join CIRCLE {handle}",
    )
    if name and not dry_run:
        _keep(session, handle, name)
    return 0


def _which_status(session: Session) -> str:
    from coopctl.cli.show_ask import choose

    charter = session.ledger().charter
    kinds = charter.statuses if charter else ()
    if not kinds or not screen.may_ask():
        listed = ", ".join(kind.status for kind in kinds)
        raise Misuse(
            T("--status is missing, one of: {allowed} (or --welcomed, for trial weeks)", allowed=listed)
            if listed
            else T("--status is missing"),
            "coopctl member add HANDLE --status STATUS --since DATE",
        )
    return kinds[choose(T("Status"), [kind.title for kind in kinds], option="--status", default=0)].status


def _keep(session: Session, handle: str, name: str) -> None:
    from coopctl.cli.people import keep_name, private

    keep_name(session, handle, name)
    screen.note(T("the name of {member} stays in this clone: {folder}", member=handle, folder=private(session).folder))


@verb
def status(
    setting: Setting,
    handle: Handle,
    status: NewStatus,
    since: Since = None,
    until: Until = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Give a member another status from a day on; the one before ends the day before."""
    from coopctl.edits import members

    first, session = since or day(setting), Session(setting)
    govern(
        session,
        lambda snapshot, actor: members.status(
            snapshot, handle, status, first, until, actor, setting.today, message or ""
        ),
        dry_run=dry_run,
        then=f"coopctl member show {handle}",
    )
    return 0


@verb
def leave(setting: Setting, handle: Handle, on: LastDay = None, dry_run: DryRun = False) -> int:
    """Note a member's last day, and list what it leaves to do.

    It ends no role by itself. There is no place for a reason: history would keep it for ever.
    """
    from coopctl.edits import members

    last, session = on or day(setting), Session(setting)
    govern(
        session,
        lambda snapshot, actor: members.leave(snapshot, handle, last, actor, setting.today),
        dry_run=dry_run,
    )
    return 0

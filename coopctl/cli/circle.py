"""coopctl circle: circles, and who takes part in them."""

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
    words,
)
from coopctl.cli.handmade import unsaved
from coopctl.cli.options import DryRun, Format, On, Rev, Why, argument, one_of, option
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.words import TN, T, _

VERBS = ("circle.list_", "circle.show", "circle_map.map_", "circle.add", "circle_edit.edit", "circle.join",
         "circle.leave", "circle_life.represent", "circle_life.facilitate", "circle_life.close")  # fmt: skip

Circle = Annotated[str, argument(meta="CIRCLE", help="the circle", read=slug)]
Someone = Annotated[str | None, argument(meta="HANDLE", help="the member (you)", read=slug)]
Title = Annotated[str | None, option("--title", meta="TITLE", help="the name shown to people", read=words)]
Purpose = Annotated[str | None, option("--purpose", meta="TEXT", help="what it is for", read=words)]
Domain = Annotated[str | None, option("--domain", meta="TEXT", help="what it decides on by itself", read=words)]
Origin = Annotated[
    str | None, option("--origin", meta="TEXT", help="the need or the decision it comes from", read=words)
]
Access = Annotated[
    str | None,
    option(
        "--access",
        meta="ACCESS",
        help="open: joined at once (as it is without it); commitment: for a time agreed",
        read=one_of("open", "commitment"),
    ),
]
Critical = Annotated[bool, option("--critical", help="the cooperative stops without it")]
Parent = Annotated[str | None, option("--parent", meta="CIRCLE", help="the circle it is part of", read=slug)]


@verb
def list_(setting: Setting, all_: Everyone = False, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """List the circles, who is in them and what is to be filled."""
    from coopctl.cli.people import names
    from coopctl.roster import circles, for_json

    session = Session(setting)
    ledger = session.ledger(rev)
    found = circles(ledger, on or setting.today, names(session), everyone=all_)
    if format == "json":
        say_json(for_json(found))
        return 0
    if found:
        _table(found)
    else:
        screen.note(T("no circle yet: {command}", command='coopctl circle add CIRCLE --title "…"'))
    unreadable([f"circles/{name}.yaml" for name in sorted(ledger.circle_names - set(ledger.circles))])
    unsaved(session, rev)
    return 0


def _table(found: list[dict[str, Any]]) -> None:
    rows = [
        [
            one["circle"],
            one["title"],
            T("open") if one["access"] == "open" else T("by commitment"),
            len(one["members"]),
            len(one["roles"]),
            sum(role["vacant"] for role in one["roles"]) or None,
        ]
        for one in found
    ]
    title, access = screen.Column(_("title"), whole=True), screen.Column(_("access"), whole=True)
    screen.table([_("circle"), title, access, _("members"), _("roles"), _("to fill")], rows)
    screen.note(TN("{n} circle", "{n} circles", len(found)))


@verb
def show(setting: Setting, circle: Circle, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """Show one circle: what it is for, who is in it, its roles."""
    from coopctl import roster
    from coopctl.budget.facts import of_circle
    from coopctl.cli.pages_held import circle_page
    from coopctl.cli.people import names
    from coopctl.needs import done_and_noted

    session = Session(setting)
    ledger = session.ledger(rev)
    known(circle, ledger.circles, T("there is no circle {circle}", circle=circle), "coopctl circle list")
    facts = roster.circle(ledger, circle, on or setting.today, names(session))
    facts["budgets"] = of_circle(ledger, circle, on or setting.today)
    facts |= done_and_noted(ledger, circle, on or setting.today)
    if format == "json":
        say_json(roster.for_json(facts))
    else:
        circle_page(facts)
        unsaved(session, rev)
    return 0


@verb
def add(
    setting: Setting,
    circle: Circle,
    title: Title = None,
    purpose: Purpose = None,
    domain: Domain = None,
    origin: Origin = None,
    access: Access = None,
    critical: Critical = False,
    since: Since = None,
    parent: Parent = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Open a circle."""
    from coopctl.edits import circles

    session = Session(setting)
    title = needed(title, T("Title of the circle"), "--title")
    facts = {
        "purpose": purpose,
        "domain": domain,
        "origin": origin,
        "access": access,
        "critical": critical,
        "parent": parent,
    }
    facts["since"] = since or day(setting)
    govern(
        session,
        lambda snapshot, actor: circles.add(snapshot, circle, title, facts, actor, setting.today, message or ""),
        dry_run=dry_run,
        then=f"coopctl circle join {circle} HANDLE",
    )
    return 0


@verb
def join(
    setting: Setting,
    circle: Circle,
    handle: Someone = None,
    since: Since = None,
    until: Until = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Take part in a circle, from a day on."""
    from coopctl.edits import circles

    first, session = since or day(setting), Session(setting)
    govern(
        session,
        lambda snapshot, actor: circles.join(
            snapshot, circle, handle or actor, first, until, actor, setting.today, message or ""
        ),
        dry_run=dry_run,
        then=f"coopctl circle show {circle}",
    )
    return 0


@verb
def leave(
    setting: Setting,
    circle: Circle,
    handle: Someone = None,
    on: LastDay = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Leave a circle after a last day."""
    from coopctl.edits import circles

    last, session = on or day(setting), Session(setting)
    govern(
        session,
        lambda snapshot, actor: circles.leave(
            snapshot, circle, handle or actor, last, actor, setting.today, message or ""
        ),
        dry_run=dry_run,
    )
    return 0

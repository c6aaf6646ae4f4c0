"""coopctl workshop: what members offer to others."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from coopctl.cli import show as screen
from coopctl.cli.governing import Everyone, govern, known, slug, slugged, words
from coopctl.cli.handmade import unsaved
from coopctl.cli.meeting import Date, Length, Link, Mode, Site, number
from coopctl.cli.options import DryRun, Format, On, Rev, Why, argument, option
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.values import parse_dated, parse_line
from coopctl.words import TN, T, _

Title = Annotated[str, argument(meta="TITLE", help="what it is about", read=words)]
Workshop = Annotated[str, argument(meta="WORKSHOP", help="the workshop: 2026-10-08-facture", read=parse_dated)]
Name = Annotated[
    str | None, option("--name", meta="NAME", help="its short name (made from the title)", read=slug)
]  # fmt: skip
Host = Annotated[
    list[str] | None, option("--host", meta="HANDLE", help="a member who offers it; may be repeated", read=slug)
]
Circle = Annotated[str | None, option("--circle", meta="CIRCLE", help="the circle it is part of", read=slug)]
Present = Annotated[
    int | None, option("--present", meta="N", help="how many took part, hosts not counted", read=number)
]  # fmt: skip
Line = Annotated[
    list[str] | None,
    option("--line", meta="LINE", help="a line of the board noted for it: loic/k7m3qa2w; may be repeated",
           read=parse_line),
]  # fmt: skip


@verb
def list_(setting: Setting, all_: Everyone = False, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """List the workshops of the last twelve months, and those announced."""
    from coopctl.meetings import known_on, workshop_facts, year_to
    from coopctl.roster import for_json

    session, day = Session(setting), on or setting.today
    ledger = session.ledger(rev)
    first = dt.date.min if all_ else year_to(day)
    some = [one for one in ledger.workshops.values() if one.date >= first and known_on(one, day)]
    found = [workshop_facts(one, day) for one in sorted(some, key=lambda one: (one.date, one.workshop))]
    if format == "json":
        say_json(for_json(found))
        return 0
    if found:
        _table(found)
    else:
        screen.note(T("no workshop is noted: {command}", command='coopctl workshop add "…" --host HANDLE'))
    unsaved(session, rev)
    return 0


def _table(found: list[dict[str, Any]]) -> None:
    from coopctl.cli.pages_met import came, date

    heads: list[Any] = [_("date"), screen.Column(_("title"), whole=True), _("offered by"), _("where"), _("who came")]
    rows = [
        [date(one["date"]), one["title"], ", ".join(one["hosts"]), one["site"],
         T("announced") if one["state"] == "announced" else came(one)]
        for one in found
    ]  # fmt: skip
    screen.table(heads, rows)
    screen.note(TN("{n} workshop", "{n} workshops", len(found)))


@verb
def show(setting: Setting, workshop: Workshop, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """Show one workshop."""
    from coopctl.cli.pages import page
    from coopctl.cli.pages_met import came, date, mode
    from coopctl.meetings import workshop_facts
    from coopctl.roster import for_json

    session = Session(setting)
    ledger = session.ledger(rev)
    missing = T("there is no workshop {workshop}", workshop=workshop)
    known(workshop, ledger.workshops, missing, "coopctl workshop list --all")
    one = workshop_facts(ledger.workshops[workshop], on or setting.today)
    if format == "json":
        say_json(for_json(one))
        return 0
    lines = [
        (_("date"), date(one["date"])),
        (_("offered by"), ", ".join(one["hosts"])),
        (_("circle"), one["circle"]),
        (_("how"), mode(one["mode"])),
        (_("where"), one["site"]),
        (_("length"), one["length"]),
        (_("who came"), T("announced") if one["state"] == "announced" else came(one)),
        (_("noted for it"), ", ".join(one["lines"])),
        *((_("page"), link) for link in one["links"]),
    ]
    page(T("{title}", title=one["title"]), lines)
    unsaved(session, rev)
    return 0


@verb
def add(
    setting: Setting,
    title: Title,
    date: Date = None,
    name: Name = None,
    host: Host = None,
    circle: Circle = None,
    mode: Mode = None,
    site: Site = None,
    length: Length = None,
    present: Present = None,
    line: Line = None,
    link: Link = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note a workshop that members offer: how many came, never who.

    It may be announced beforehand; noting it again then says how many came.

        coopctl workshop add "Faire sa première facture" --date 2026-10-08 --host omar --present 7
    """
    from coopctl.edits import gatherings

    day, short = date or setting.today, name or slugged(title)
    if not short:
        raise Misuse(T("no short name can be made of this title: give one"), 'coopctl workshop add "…" --name NAME')
    facts: dict[str, Any] = {"hosts": host or None, "circle": circle, "mode": mode, "site": site, "length": length}
    facts |= {"present": present, "lines": line or None, "links": link or None}
    govern(
        Session(setting),
        lambda snapshot, actor: gatherings.workshop(
            snapshot, short, title, day, facts, actor, setting.today, message or ""
        ),
        dry_run=dry_run,
    )
    return 0

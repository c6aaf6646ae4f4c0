"""coopctl role: the sheets; who holds them now."""

from __future__ import annotations

from typing import Annotated, Any

from coopctl import typed
from coopctl.cli import show as screen
from coopctl.cli.circle import Critical, Title
from coopctl.cli.eligible import NotIn, NotWith, Partners, Statuses, Uninvolved, eligibility
from coopctl.cli.governing import (
    Everyone,
    Since,
    day,
    full_role_name,
    govern,
    known,
    lapse,
    needed,
    role_name,
    unreadable,
    words,
)
from coopctl.cli.handmade import unsaved
from coopctl.cli.options import DryRun, Format, On, Rev, Why, argument, one_of, option
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.values import Cents
from coopctl.values.lapses import Lapse
from coopctl.words import TN, T, _

Role = Annotated[
    str, argument(meta="CIRCLE/ROLE", help="the role; the role alone where only one has that name", read=role_name)
]
NewRole = Annotated[
    str, argument(meta="CIRCLE/ROLE", help="the circle and the role, technique/admin-sys", read=full_role_name)
]
Purpose = Annotated[str | None, option("--purpose", meta="TEXT", help="what it is for", read=words)]
Accountability = Annotated[
    list[str] | None,
    option("--accountability", meta="TEXT", help="what others can expect; may be repeated", read=words),
]
Quality = Annotated[
    list[str] | None, option("--quality", meta="TEXT", help="a quality looked for; may be repeated", read=words)
]
Expectations = Annotated[str | None, option("--expectations", meta="TEXT", help="what the circle expects", read=words)]
Months = Annotated[int | None, option("--term-months", meta="N", help="length of a mandate, in months")]
Seats = Annotated[int | None, option("--seats", meta="N", help="how many hold it at once (1)")]
MostMonths = Annotated[
    int | None, option("--most-term-months", meta="N", help="the longest a mandate may be, in months")
]
Resource = Annotated[
    list[str] | None,
    option("--resource", meta="TEXT", help="what the holder can count on; may be repeated", read=words),
]
Staggering = Annotated[
    Lapse | None,
    option("--staggering", meta="LENGTH", help="how often one of the holders changes: 2 years", read=lapse),
]
Handover = Annotated[
    Lapse | None,
    option("--handover", meta="LENGTH", help="how long who leaves and who comes hold it together", read=lapse),
]
FilledBy = Annotated[
    str | None,
    option(
        "--filled-by",
        meta="HOW",
        help="election, volunteer or assembly",
        read=one_of("election", "volunteer", "assembly"),
    ),
]
Statutory = Annotated[
    str | None,
    option(
        "--statutory",
        meta="OFFICE",
        help="co-manager or supervisory-board: a role the law knows",
        read=one_of("co-manager", "supervisory-board"),
    ),
]
Domain = Annotated[str | None, option("--domain", meta="TEXT", help="what it decides on by itself", read=words)]
Renewals = Annotated[
    int | None, option("--renewals", meta="N", help="how many times in a row one may be designated again")
]
Nature = Annotated[
    str | None,
    option("--nature", meta="NATURE", help="technical, animation or strategy: what sort of work it is",
           read=one_of("technical", "animation", "strategy")),
]  # fmt: skip
Accompanies = Annotated[bool, option("--accompanies", help="who holds it accompanies people as their referent")]
Stipend = Annotated[
    Cents | None,
    option("--stipend", meta="AMOUNT", help="monthly sum to each holder, from --since on", read=typed.cents),
]


@verb
def list_(setting: Setting, all_: Everyone = False, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """List the roles, who holds them and until when."""
    from coopctl.cli.people import names
    from coopctl.roster import for_json, roles

    session = Session(setting)
    ledger = session.ledger(rev)
    found = roles(ledger, on or setting.today, names(session), everyone=all_)
    if format == "json":
        say_json(for_json(found))
        return 0
    if found:
        _table(found)
    else:
        screen.note(T("no role yet: {command}", command='coopctl role add CIRCLE/ROLE --title "…"'))
    unreadable([f"roles/{name}.yaml" for name in sorted(ledger.role_names - set(ledger.roles))])
    unsaved(session, rev)
    return 0


def _table(found: list[dict[str, Any]]) -> None:
    from coopctl.cli.people import said_member

    rows = []
    for one in found:
        for held in one["holders"] or [None]:
            name = {held["member"]: held["name"]} if held and held["name"] else {}
            rows.append(
                [
                    one["role"],
                    one["title"],
                    said_member(held["member"], name) if held else T("to be filled") if one["vacant"] else T("ended"),
                    held["since"] if held else None,
                    held["until"] if held else None,
                ]
            )
    title, who = screen.Column(_("title"), whole=True), screen.Column(_("held by"), whole=True)
    screen.table([_("role"), title, who, _("since"), _("until")], rows)
    screen.note(TN("{n} role", "{n} roles", len(found)))


@verb
def show(setting: Setting, role: Role, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """Show one role sheet, and who holds it."""
    from coopctl import roster
    from coopctl.cli.pages_held import role_page
    from coopctl.cli.people import names
    from coopctl.needs import natures

    session = Session(setting)
    ledger = session.ledger(rev)
    if role in ledger.bodies:
        raise Misuse(T("{body} is a body beside the circles", body=role), f"coopctl body show {role}")
    role = known(
        full_name(role, ledger.role_names), ledger.roles, T("there is no role {role}", role=role), "coopctl role list"
    )
    facts = roster.role(ledger, role, on or setting.today, names(session))
    co_managers = ledger.roles[role].statutory == "co-manager"
    facts["natures"] = natures(ledger, on or setting.today) if co_managers else None
    if format == "json":
        say_json(roster.for_json(facts))
    else:
        role_page(facts)
        unsaved(session, rev)
    return 0


def full_name(name: str, known: Any) -> str:
    """ "circle/role" for a role named alone; as it stands where no role has that name. Misuse where several have."""
    hits = [name] if "/" in name else sorted(one for one in known if one.endswith(f"/{name}"))
    if len(hits) > 1:
        raise Misuse(T("{role} names several roles: {names}", role=name, names=hits), "coopctl role list")
    return hits[0] if hits else name


def recorded(session: Session, name: str) -> str:
    """ "circle/role" for a role named alone, as the ledger last recorded it."""
    if "/" in name:
        return name
    paths = (path[6:-5] for path in session.head.files if path.startswith("roles/") and path.endswith(".yaml"))
    found = full_name(name, list(paths))
    if found == name and f"bodies/{name}.yaml" in session.head.files:
        raise Misuse(T("{body} is a body beside the circles", body=name), "coopctl body --help")
    return found


@verb
def add(
    setting: Setting, role: NewRole, title: Title = None, purpose: Purpose = None, domain: Domain = None,
    accountability: Accountability = None, quality: Quality = None, expectations: Expectations = None,
    resource: Resource = None, critical: Critical = False, nature: Nature = None,
    accompanies: Accompanies = False, term_months: Months = None, most_term_months: MostMonths = None,
    renewals: Renewals = None, seats: Seats = None, staggering: Staggering = None, handover: Handover = None,
    filled_by: FilledBy = None, statutory: Statutory = None, stipend: Stipend = None, since: Since = None,
    eligible_status: Statuses = None, not_in: NotIn = None, not_with: NotWith = None,
    partners_only: Partners = False, uninvolved: Uninvolved = False, dry_run: DryRun = False,
    message: Why = None,
) -> int:  # fmt: skip
    """Write a new role sheet."""
    from coopctl.edits import roles

    session = Session(setting)
    title = needed(title, T("Title of the role"), "--title")
    facts = {
        "critical": critical, "purpose": purpose, "domain": domain, "accountabilities": accountability or None,
        "qualities": quality or None, "expectations": expectations, "resources": resource or None,
        "term_months": term_months, "most_term_months": most_term_months, "renewals": renewals, "seats": seats,
        "staggering": staggering, "handover": handover, "filled_by": filled_by, "statutory": statutory,
        "accompanies": accompanies, "nature": nature,
        "eligibility": eligibility(eligible_status, not_in, not_with, partners_only, uninvolved),
        "stipend": [{"since": since or day(setting), "monthly": stipend}] if stipend is not None else None,
    }  # fmt: skip
    govern(
        session,
        lambda snapshot, actor: roles.add(snapshot, role, title, facts, actor, setting.today, message or ""),
        dry_run=dry_run,
        then=f"coopctl role assign {role} HANDLE --since DATE",
    )
    return 0

"""coopctl role: role sheets, and who holds them until when."""

from __future__ import annotations

from typing import Annotated, Any

from coopctl import typed
from coopctl.cli import show as screen
from coopctl.cli.circle import Someone, Title
from coopctl.cli.governing import (
    LastDay,
    Since,
    Until,
    day,
    full_role_name,
    govern,
    known,
    needed,
    role_name,
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
from coopctl.problem import Misuse
from coopctl.values import Cents
from coopctl.words import TN, T, _

Role = Annotated[
    str, argument(meta="CIRCLE/ROLE", help="the role; the role alone where only one has that name", read=role_name)
]
NewRole = Annotated[
    str, argument(meta="CIRCLE/ROLE", help="the circle and the role, technique/admin-sys", read=full_role_name)
]
Holder = Annotated[str, argument(meta="HANDLE", help="who holds it", read=slug)]
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
Statutory = Annotated[
    str | None,
    option(
        "--statutory",
        meta="OFFICE",
        help="co-manager or supervisory-board: a role the law knows",
        read=one_of("co-manager", "supervisory-board"),
    ),
]
Stipend = Annotated[
    Cents | None,
    option("--stipend", meta="AMOUNT", help="monthly sum to each holder, from --since on", read=typed.cents),
]
Election = Annotated[
    str | None, option("--election", meta="NAME", help="the election that designated them", read=words)
]
Waived = Annotated[bool, option("--waived", help="they take no monthly sum")]
Because = Annotated[
    str | None, option("--because", meta="TEXT", help="why it is to be filled, about the role", read=words)
]
Interim = Annotated[str | None, option("--interim", meta="HANDLE", help="who keeps the essential going", read=slug)]


@verb
def list_(setting: Setting, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """List the roles, who holds them and until when."""
    from coopctl.cli.people import names
    from coopctl.roster import for_json, roles

    session = Session(setting)
    ledger = session.ledger(rev)
    found = roles(ledger, on or setting.today, names(session))
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
                    said_member(held["member"], name) if held else T("to be filled"),
                    held["since"] if held else None,
                    held["until"] if held else None,
                ]
            )
    screen.table([_("role"), _("title"), _("held by"), _("since"), _("until")], rows)
    screen.note(TN("{n} role", "{n} roles", len(found)))


@verb
def show(setting: Setting, role: Role, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """Show one role sheet, and who holds it."""
    from coopctl import roster
    from coopctl.cli.pages import role_page
    from coopctl.cli.people import names

    session = Session(setting)
    ledger = session.ledger(rev)
    role = known(
        full_name(role, ledger.role_names), ledger.roles, T("there is no role {role}", role=role), "coopctl role list"
    )
    facts = roster.role(ledger, role, on or setting.today, names(session))
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


def _recorded(session: Session, name: str) -> str:
    if "/" in name:
        return name
    paths = (path[6:-5] for path in session.head.files if path.startswith("roles/") and path.endswith(".yaml"))
    return full_name(name, list(paths))


@verb
def add(
    setting: Setting,
    role: NewRole,
    title: Title = None,
    purpose: Purpose = None,
    accountability: Accountability = None,
    quality: Quality = None,
    expectations: Expectations = None,
    term_months: Months = None,
    seats: Seats = None,
    statutory: Statutory = None,
    stipend: Stipend = None,
    since: Since = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Write a new role sheet."""
    from coopctl.edits import roles

    session = Session(setting)
    title = needed(title, T("Title of the role"), "--title")
    facts = {
        "purpose": purpose,
        "accountabilities": accountability or None,
        "qualities": quality or None,
        "expectations": expectations,
        "term_months": term_months,
        "seats": seats,
        "statutory": statutory,
        "stipend": [{"since": since or day(setting), "monthly": stipend}] if stipend is not None else None,
    }
    govern(
        session,
        lambda snapshot, actor: roles.add(snapshot, role, title, facts, actor, setting.today, message or ""),
        dry_run=dry_run,
        then=f"coopctl role assign {role} HANDLE --since DATE",
    )
    return 0


@verb
def assign(
    setting: Setting,
    role: Role,
    handle: Holder,
    since: Since = None,
    until: Until = None,
    election: Election = None,
    waived: Waived = False,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note that a member holds a role, from a day on, for the term of the role."""
    from coopctl.edits import roles

    session = Session(setting)
    name = _recorded(session, role)
    term = roles.Term(since or day(setting), until, election, waived)
    govern(
        session,
        lambda snapshot, actor: roles.assign(snapshot, name, handle, term, actor, setting.today, message or ""),
        dry_run=dry_run,
        then=f"coopctl role show {name}",
    )
    return 0


@verb
def vacate(
    setting: Setting,
    role: Role,
    handle: Someone = None,
    on: LastDay = None,
    because: Because = None,
    interim: Interim = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note the last day of a mandate; the role is then to be filled, unless others hold it."""
    from coopctl.edits import roles

    session = Session(setting)
    name, last = _recorded(session, role), on or day(setting)
    govern(
        session,
        lambda snapshot, actor: roles.vacate(
            snapshot, name, handle, last, because, interim, actor, setting.today, message or ""
        ),
        dry_run=dry_run,
    )
    return 0

"""coopctl role edit: what a role sheet says, and who may hold the role."""

from __future__ import annotations

from typing import Annotated, Any

from coopctl.cli.circle import Critical, Title
from coopctl.cli.governing import Since, day, govern, role_name, slug, words
from coopctl.cli.options import DryRun, Why, option
from coopctl.cli.role_sheet import (
    Accountability,
    Expectations,
    FilledBy,
    Handover,
    Months,
    MostMonths,
    Purpose,
    Quality,
    Resource,
    Role,
    Seats,
    Staggering,
    Stipend,
    recorded,
)
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.values import Cents, When
from coopctl.words import T

Domain = Annotated[str | None, option("--domain", meta="TEXT", help="what it decides on by itself", read=words)]
Statuses = Annotated[
    list[str] | None,
    option("--eligible-status", meta="STATUS", help="a status one must have, one of them; may be repeated", read=slug),
]
NotIn = Annotated[
    list[str] | None,
    option("--not-in", meta="CIRCLE", help="a circle one may not be in as well; may be repeated", read=slug),
]
NotWith = Annotated[
    list[str] | None,
    option("--not-with", meta="CIRCLE/ROLE", help="a role or body one may not hold as well; may be repeated",
           read=role_name),
]  # fmt: skip
Partners = Annotated[bool, option("--partners-only", help="only partners may hold it")]
Uninvolved = Annotated[bool, option("--uninvolved", help="only who holds no role of a circle may hold it")]


@verb
def edit(
    setting: Setting,
    role: Role,
    title: Title = None,
    purpose: Purpose = None,
    domain: Domain = None,
    accountability: Accountability = None,
    quality: Quality = None,
    expectations: Expectations = None,
    resource: Resource = None,
    critical: Critical = False,
    term_months: Months = None,
    most_term_months: MostMonths = None,
    seats: Seats = None,
    staggering: Staggering = None,
    handover: Handover = None,
    filled_by: FilledBy = None,
    stipend: Stipend = None,
    since: Since = None,
    eligible_status: Statuses = None,
    not_in: NotIn = None,
    not_with: NotWith = None,
    partners_only: Partners = False,
    uninvolved: Uninvolved = False,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Change a role sheet.

    A list that is given replaces the one that was there. Who accepted the sheet before is asked to accept it again.

        coopctl role edit technique/admin-sys --accountability "Serveurs à jour" --accountability "Sauvegardes"
    """
    facts: dict[str, Any] = {
        "title": title, "purpose": purpose, "domain": domain, "accountabilities": accountability or None,
        "qualities": quality or None, "expectations": expectations, "resources": resource or None,
        "critical": critical or None, "term_months": term_months, "most_term_months": most_term_months,
        "seats": seats, "staggering": staggering, "handover": handover, "filled_by": filled_by,
    }  # fmt: skip
    asked = {"statuses": eligible_status, "partners": partners_only, "circles_excluded": not_in,
             "roles_excluded": not_with, "uninvolved": uninvolved}  # fmt: skip
    facts["eligibility"] = {key: value for key, value in asked.items() if value} or None
    paid = (since or day(setting), stipend) if stipend is not None else None
    return _write(Session(setting), role, facts, paid, dry_run, message or "")


def _write(
    session: Session, role: str, facts: dict[str, Any], paid: tuple[When, Cents] | None, dry_run: bool, why: str
) -> int:
    from coopctl.edits import role_edit

    if paid is None and not any(value is not None for value in facts.values()):
        raise Misuse(T("nothing to change: say what"), f'coopctl role edit {role} --purpose "…"')
    name, today = recorded(session, role), session.setting.today
    govern(
        session,
        lambda snapshot, actor: role_edit.edit(snapshot, name, facts, actor, today, why, paid),
        dry_run=dry_run,
        then=f"coopctl role show {name}",
    )
    return 0

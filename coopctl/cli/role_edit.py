"""coopctl role edit: what a role sheet says, and who may hold the role."""

from __future__ import annotations

from typing import Annotated, Any

from coopctl.cli.circle import Critical, Title
from coopctl.cli.eligible import NotIn, NotWith, Partners, Statuses, Uninvolved, eligibility
from coopctl.cli.governing import Since, day, govern, when
from coopctl.cli.options import DryRun, Why, one_of, option
from coopctl.cli.role_sheet import (
    Accompanies,
    Accountability,
    Domain,
    Expectations,
    FilledBy,
    Handover,
    Months,
    MostMonths,
    Nature,
    Purpose,
    Quality,
    Renewals,
    Resource,
    Role,
    Seats,
    Staggering,
    Statutory,
    Stipend,
    recorded,
)
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.values import Cents, When
from coopctl.words import T

CLEARED = {
    "purpose": "purpose", "domain": "domain", "accountability": "accountabilities", "quality": "qualities",
    "expectations": "expectations", "resource": "resources", "critical": "critical", "nature": "nature",
    "accompanies": "accompanies", "term-months": "term_months", "most-term-months": "most_term_months",
    "renewals": "renewals", "seats": "seats", "staggering": "staggering", "handover": "handover",
    "filled-by": "filled_by", "statutory": "statutory", "ended": "ended", "eligible-status": "eligibility.statuses",
    "not-in": "eligibility.circles_excluded", "not-with": "eligibility.roles_excluded",
    "partners-only": "eligibility.partners", "uninvolved": "eligibility.uninvolved",
}  # fmt: skip
"""What --clear takes: an option without its dashes, and the key it empties."""

Ended = Annotated[When | None, option("--ended", meta="DATE", help="its last day, or month", dated=when)]
Clear = Annotated[
    list[str] | None,
    option("--clear", meta="WHAT", read=one_of(*CLEARED),
           help="an option without its dashes, quality or critical: the sheet says nothing of it any more; may be "
                "repeated"),
]  # fmt: skip


@verb
def edit(
    setting: Setting, role: Role, title: Title = None, purpose: Purpose = None, domain: Domain = None,
    accountability: Accountability = None, quality: Quality = None, expectations: Expectations = None,
    resource: Resource = None, critical: Critical = False, nature: Nature = None,
    accompanies: Accompanies = False, term_months: Months = None, most_term_months: MostMonths = None,
    renewals: Renewals = None, seats: Seats = None, staggering: Staggering = None, handover: Handover = None,
    filled_by: FilledBy = None, statutory: Statutory = None, ended: Ended = None, stipend: Stipend = None,
    since: Since = None, eligible_status: Statuses = None, not_in: NotIn = None, not_with: NotWith = None,
    partners_only: Partners = False, uninvolved: Uninvolved = False, clear: Clear = None,
    dry_run: DryRun = False, message: Why = None,
) -> int:  # fmt: skip
    """Change a role sheet.

    A list that is given replaces the one that was there; --clear takes away what is said. Who accepted the
    sheet before is asked to accept it again.

        coopctl role edit technique/admin-sys --accountability "Serveurs à jour" --accountability "Sauvegardes"
        coopctl role edit technique/admin-sys --clear quality --clear uninvolved
    """
    facts: dict[str, Any] = {
        "title": title, "purpose": purpose, "domain": domain, "accountabilities": accountability or None,
        "qualities": quality or None, "expectations": expectations, "resources": resource or None,
        "critical": critical or None, "nature": nature, "accompanies": accompanies or None,
        "term_months": term_months, "most_term_months": most_term_months, "renewals": renewals, "seats": seats,
        "staggering": staggering, "handover": handover, "filled_by": filled_by, "statutory": statutory,
        "ended": ended, "eligibility": eligibility(eligible_status, not_in, not_with, partners_only, uninvolved),
        "clear": [CLEARED[one] for one in clear or ()] or None,
    }  # fmt: skip
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

"""coopctl circle edit: what a circle is for, what it is part of, how often it meets."""

from __future__ import annotations

from typing import Annotated, Any

from coopctl.cli.cadence import AgendaBy, AtMost, CadenceSince, Every, Length, cadence
from coopctl.cli.circle import Access, Circle, Critical, Domain, Origin, Parent, Purpose, Title
from coopctl.cli.circle_life import Successor
from coopctl.cli.eligible import NotIn, NotWith, Partners, Statuses, Uninvolved, eligibility
from coopctl.cli.governing import govern, slug, when, words
from coopctl.cli.meeting import Link, Site
from coopctl.cli.options import DryRun, Why, one_of, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.values import When
from coopctl.words import T

CLEARED = {
    "purpose": "purpose", "domain": "domain", "origin": "origin", "access": "access", "critical": "critical",
    "parent": "parent", "sister": "sisters", "successor": "successor", "purpose-until": "purpose_until",
    "site": "site", "link": "links", "trial": "pilot", "ended": "ended", "eligible-status": "eligibility.statuses",
    "not-in": "eligibility.circles_excluded", "not-with": "eligibility.roles_excluded",
    "partners-only": "eligibility.partners", "uninvolved": "eligibility.uninvolved",
}  # fmt: skip
"""What --clear takes: an option without its dashes, and the key it empties."""

Sister = Annotated[
    list[str] | None,
    option("--sister", meta="CIRCLE", help="a circle it works closely with; may be repeated", read=slug),
]
Began = Annotated[When | None, option("--began", meta="DATE", help="first day of the circle, or month", dated=when)]
PurposeUntil = Annotated[
    When | None, option("--purpose-until", meta="DATE", help="when its purpose should be reached", dated=when)
]
TrialSince = Annotated[When | None, option("--trial-since", meta="DATE", help="first day of its trial", dated=when)]
TrialUntil = Annotated[When | None, option("--trial-until", meta="DATE", help="last day of its trial", dated=when)]
TrialScope = Annotated[str | None, option("--trial-scope", meta="TEXT", help="on what it is tried", read=words)]
Criteria = Annotated[
    str | None, option("--criteria", meta="TEXT", help="by what one will tell whether the trial works", read=words)
]
Outcome = Annotated[
    str | None,
    option("--trial-outcome", meta="OUTCOME", help="what came of the trial: adopted or dropped",
           read=one_of("adopted", "dropped")),
]  # fmt: skip
Clear = Annotated[
    list[str] | None,
    option("--clear", meta="WHAT", read=one_of(*CLEARED),
           help="an option without its dashes, or trial, ended: the circle says nothing of it any more; may be "
                "repeated"),
]  # fmt: skip


@verb
def edit(
    setting: Setting, circle: Circle, title: Title = None, purpose: Purpose = None, domain: Domain = None,
    origin: Origin = None, access: Access = None, critical: Critical = False, parent: Parent = None,
    sister: Sister = None, successor: Successor = None, began: Began = None, purpose_until: PurposeUntil = None,
    site: Site = None, link: Link = None, every: Every = None, at_most: AtMost = None, length: Length = None,
    agenda_by: AgendaBy = None, since: CadenceSince = None, trial_since: TrialSince = None,
    trial_until: TrialUntil = None, trial_scope: TrialScope = None, criteria: Criteria = None,
    trial_outcome: Outcome = None, eligible_status: Statuses = None, not_in: NotIn = None,
    not_with: NotWith = None, partners_only: Partners = False, uninvolved: Uninvolved = False,
    clear: Clear = None, dry_run: DryRun = False, message: Why = None,
) -> int:  # fmt: skip
    """Change what is said of a circle.

    A list that is given replaces the one that was there; --clear takes away what is said. Another cadence
    begins on --since, and the one before stays known. Who may represent it is said as for a role. Who
    represents or facilitates it is said with circle represent and circle facilitate.

        coopctl circle edit technique --purpose "Des outils qui marchent" --parent orientation
        coopctl circle edit technique --every "2 weeks" --length 1h15 --since 2026-12
    """
    facts: dict[str, Any] = {
        "title": title, "purpose": purpose, "domain": domain, "origin": origin, "access": access,
        "critical": critical or None, "parent": parent, "sisters": sister or None, "successor": successor,
        "since": began, "purpose_until": purpose_until, "site": site, "links": link or None,
        "eligibility": eligibility(eligible_status, not_in, not_with, partners_only, uninvolved),
        "pilot": _trial(trial_since, trial_until, trial_scope, criteria, trial_outcome),
        "clear": [CLEARED[one] for one in clear or ()] or None,
    }  # fmt: skip
    meets = cadence(setting, since, every, at_most, length, agenda_by)
    if meets is None and not any(value is not None for value in facts.values()):
        raise Misuse(T("nothing to change: say what"), f'coopctl circle edit {circle} --purpose "…"')
    return _write(Session(setting), circle, facts, meets, dry_run, message or "")


def _trial(
    since: When | None, until: When | None, scope: str | None, criteria: str | None, outcome: str | None
) -> dict[str, Any] | None:
    asked = {"since": since, "until": until, "scope": scope, "criteria": criteria, "outcome": outcome}
    return {key: value for key, value in asked.items() if value is not None} or None


def _write(
    session: Session, circle: str, facts: dict[str, Any], meets: tuple[When, dict[str, Any]] | None, dry_run: bool,
    why: str,
) -> int:  # fmt: skip
    from coopctl.edits import circle_edit

    today = session.setting.today
    govern(
        session,
        lambda snapshot, actor: circle_edit.edit(snapshot, circle, facts, actor, today, why, meets),
        dry_run=dry_run,
        then=f"coopctl circle show {circle}",
    )
    return 0

"""coopctl body edit and close: what a body is, who may sit in it, how often it meets; its end."""

from __future__ import annotations

from typing import Annotated, Any

from coopctl.cli.body import Body, Holders, Kind, Least, Most, Renewals, Seats
from coopctl.cli.cadence import AgendaBy, AtMost, CadenceSince, Every, Length, cadence
from coopctl.cli.circle import Purpose, Title
from coopctl.cli.circle_life import EndAll
from coopctl.cli.eligible import NotIn, NotWith, Partners, Statuses, Uninvolved, eligibility
from coopctl.cli.governing import LastDay, day, govern, when
from coopctl.cli.meeting import Link
from coopctl.cli.options import DryRun, Why, one_of, option
from coopctl.cli.role_sheet import FilledBy, Handover, Months, MostMonths
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.values import When
from coopctl.words import T

CLEARED = {
    "purpose": "purpose", "role": "role", "term-months": "term_months", "most-term-months": "most_term_months",
    "renewals": "renewals", "seats": "seats", "least": "least", "most": "most", "handover": "handover",
    "filled-by": "filled_by", "link": "links", "ended": "ended", "eligible-status": "eligibility.statuses",
    "not-in": "eligibility.circles_excluded", "not-with": "eligibility.roles_excluded",
    "partners-only": "eligibility.partners", "uninvolved": "eligibility.uninvolved",
}  # fmt: skip
"""What --clear takes: an option without its dashes, and the key it empties."""

Began = Annotated[When | None, option("--began", meta="DATE", help="first day of the body, or month", dated=when)]
Clear = Annotated[
    list[str] | None,
    option("--clear", meta="WHAT", read=one_of(*CLEARED),
           help="an option without its dashes, or ended: the body says nothing of it any more; may be repeated"),
]  # fmt: skip


@verb
def edit(
    setting: Setting, body: Body, title: Title = None, kind: Kind = None, purpose: Purpose = None,
    began: Began = None, role: Holders = None, term_months: Months = None, most_term_months: MostMonths = None,
    renewals: Renewals = None, seats: Seats = None, least: Least = None, most: Most = None,
    handover: Handover = None, filled_by: FilledBy = None, link: Link = None, every: Every = None,
    at_most: AtMost = None, length: Length = None, agenda_by: AgendaBy = None, since: CadenceSince = None,
    eligible_status: Statuses = None, not_in: NotIn = None, not_with: NotWith = None,
    partners_only: Partners = False, uninvolved: Uninvolved = False, clear: Clear = None,
    dry_run: DryRun = False, message: Why = None,
) -> int:  # fmt: skip
    """Change what is said of a body beside the circles.

    A list that is given replaces the one that was there; --clear takes away what is said. Another cadence
    begins on --since, and the one before stays known. Who accepted before what it asks is asked again.

        coopctl body edit conseil --least 3 --most 9 --every "3 months"
    """
    facts: dict[str, Any] = {
        "title": title, "kind": kind, "purpose": purpose, "since": began, "role": role, "term_months": term_months,
        "most_term_months": most_term_months, "renewals": renewals, "seats": seats, "least": least, "most": most,
        "handover": handover, "filled_by": filled_by, "links": link or None,
        "eligibility": eligibility(eligible_status, not_in, not_with, partners_only, uninvolved),
        "clear": [CLEARED[one] for one in clear or ()] or None,
    }  # fmt: skip
    meets = cadence(setting, since, every, at_most, length, agenda_by)
    if meets is None and not any(value is not None for value in facts.values()):
        raise Misuse(T("nothing to change: say what"), f'coopctl body edit {body} --purpose "…"')
    return _write(Session(setting), body, facts, meets, dry_run, message or "")


def _write(
    session: Session, body: str, facts: dict[str, Any], meets: tuple[When, dict[str, Any]] | None, dry_run: bool,
    why: str,
) -> int:  # fmt: skip
    from coopctl.edits import body_edit

    today = session.setting.today
    govern(
        session,
        lambda snapshot, actor: body_edit.edit(snapshot, body, facts, actor, today, why, meets),
        dry_run=dry_run,
        then=f"coopctl body show {body}",
    )
    return 0


@verb
def close(
    setting: Setting, body: Body, on: LastDay = None, end_all: EndAll = False, dry_run: DryRun = False,
    message: Why = None,
) -> int:  # fmt: skip
    """Note the last day of a body.

    Who would still sit in it is listed; --end-all ends that the same day.
    """
    from coopctl.edits import body_edit

    last = on or day(setting)
    govern(
        Session(setting),
        lambda snapshot, actor: body_edit.close(snapshot, body, last, end_all, actor, setting.today, message or ""),
        dry_run=dry_run,
    )
    return 0

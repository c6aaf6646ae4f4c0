"""What the rules of the day find amiss, as things to take up: nothing is looked for twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.calendar.reminder import Reminder, name_of
from coopctl.ledger import Ledger
from coopctl.rules import circles_today, critical_needs, decided_today, gatherings_today, needs
from coopctl.rules.rule import Rule

LACKING: tuple[tuple[str, Rule], ...] = (
    ("circle", circles_today.circle_without_representative),
    ("circle", circles_today.circle_without_facilitator),
    ("circle", circles_today.circle_past_its_purpose),
    ("trial", circles_today.pilot_unsettled),
    ("circle", gatherings_today.no_meeting_for_long),
    ("need", critical_needs.critical_need_without_holder),
    ("need", critical_needs.critical_need_ending),
    ("need", needs.need_overdue),
    ("mandate", decided_today.condition_no_longer_met),
)
"""Rules with scope ``day`` whose findings are things to take up, each with its kind of reminder. One that is added
here is shown; none whose findings say when somebody is to be contacted belongs here."""


def lacking(ledger: Ledger, day: dt.date, horizon: dt.date) -> Iterator[Reminder]:
    """What these rules find that day."""
    for kind, rule in LACKING:
        for fault in rule.judge(ledger, day) if rule.judge else ():
            path, circle = fault.at.path, _circle(fault.at.path)
            held = ledger.circles.get(circle or "")
            yield Reminder(
                kind,
                name_of(rule.name, path, *(step for step in fault.at.route if isinstance(step, str))),
                None,
                fault.message,
                path,
                circle,
                waits=True,
                pressing=bool(held and held.critical),
                command=fault.cure or f"coopctl explain {rule.name}",
            )


def _circle(path: str) -> str | None:
    """The circle a record is about, by where it lies."""
    folder, _, rest = path.partition("/")
    return rest.partition("/")[0].removesuffix(".yaml") if folder in ("circles", "roles") else None

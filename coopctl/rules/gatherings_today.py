"""Rules on meetings that depend on the day it is: what is announced, and what has not been held for long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from coopctl.ledger import Ledger
from coopctl.meetings import cadence, gaps, group, last_held
from coopctl.problem import At, Fault, Related
from coopctl.records.circle import Circle
from coopctl.rules.rule import rule
from coopctl.words import TN, T


@rule("day", "warning")
def meeting_still_to_come(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """A meeting or a workshop that lies ahead already says how many came.

    One may announce it beforehand; how many came is written once it was held.

    Broken:
        meetings/2027-01-11-technique.yaml
            meeting: 2027-01-11-technique
            circle: technique
            date: 2027-01-11
            present: 4  # <- here
    Mended:
        meetings/2027-01-11-technique.yaml
            meeting: 2027-01-11-technique
            circle: technique
            date: 2027-01-11
    """
    both = (("meetings", ledger.meetings), ("workshops", ledger.workshops))
    for folder, found in both:
        for name, one in found.items():
            if one.date > today and one.present is not None:
                yield Fault(
                    At(f"{folder}/{name}.yaml", ("present",)),
                    T("it is on {day}, which is still to come, and says how many came", day=one.date),
                    seen=str(one.present),
                )


@rule("day", "warning")
def no_meeting_for_long(ledger: Ledger, today: dt.date) -> Iterator[Fault]:
    """A circle or a body has not met for longer than it said it would.

    ``at_most`` beside the cadence says the longest time between two meetings. It is looked at where
    meetings are noted; gaps of the past are shown by circle show and never nag anybody.

    Broken:
        circles/technique.yaml
            circle: technique
            title: Technique
            since: 2019-03
            meetings:
            - every: 4 weeks
              at_most: 5 weeks  # <- here
            facilitators:
            - member: loic
              since: 2024-01
        meetings/2026-09-07-technique.yaml
            meeting: 2026-09-07-technique
            circle: technique
            date: 2026-09-07
    Mended:
        meetings/2026-11-09-technique.yaml
            meeting: 2026-11-09-technique
            circle: technique
            date: 2026-11-09
    """
    for name, last in sorted(last_held(ledger, today).items()):
        met = group(ledger, name)
        plan = cadence(met, today) if met else None
        if met is None or plan is None or plan.at_most is None or not met.life.holds(today):
            continue
        gap = next(iter(gaps([last], today)), None)
        if gap is None or not gap.above(plan.at_most):
            continue
        folder = "circles" if isinstance(met, Circle) else "bodies"
        yield Fault(
            At(f"{folder}/{name}.yaml", ("meetings", met.meetings.index(plan), "at_most")),
            TN("{group} has not met for {n} day, since {day}; {most} at most was agreed",
               "{group} has not met for {n} days, since {day}; {most} at most was agreed",
               gap.days, group=name, day=gap.since, most=plan.at_most),
            related=(Related(At(f"meetings/{gap.since}-{name}.yaml", ("date",)), T("the last meeting is here")),),
            cure=f"coopctl meeting add {name} --date DATE",
        )  # fmt: skip


TODAY = (meeting_still_to_come, no_meeting_for_long)

"""coopctl circle close, represent and facilitate: the end of a circle, and its two charges."""

from __future__ import annotations

from typing import Annotated, Literal

from coopctl.cli.circle import Circle, Someone
from coopctl.cli.governing import LastDay, Since, Until, day, govern, slug
from coopctl.cli.options import DryRun, Why, option
from coopctl.cli.role_mandate import Election
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.values import When

Duty = Literal["representatives", "facilitators"]
MergedInto = Annotated[
    str | None, option("--merged-into", meta="CIRCLE", help="the circle it becomes part of", read=slug)
]
Successor = Annotated[
    str | None, option("--successor", meta="CIRCLE", help="the circle that takes over from it", read=slug)
]
EndAll = Annotated[bool, option("--end-all", help="end what still runs in it the same day")]


@verb
def close(
    setting: Setting,
    circle: Circle,
    on: LastDay = None,
    merged_into: MergedInto = None,
    successor: Successor = None,
    end_all: EndAll = False,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note the last day of a circle.

    The roles and memberships that go on are listed; --end-all ends them with it.
    """
    from coopctl.edits import circle_life

    session, last = Session(setting), on or day(setting)
    govern(
        session,
        lambda snapshot, actor: circle_life.close(
            snapshot, circle, last, merged_into, successor, end_all, actor, setting.today, message or ""
        ),
        dry_run=dry_run,
    )
    return 0


@verb
def represent(
    setting: Setting,
    circle: Circle,
    handle: Someone = None,
    since: Since = None,
    until: Until = None,
    election: Election = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note who speaks for a circle in the one it is part of, from a day on.

    With --until alone, who does so already goes on until that day.
    """
    return _charge(setting, circle, handle, "representatives", (since, until), election, dry_run, message)


@verb
def facilitate(
    setting: Setting,
    circle: Circle,
    handle: Someone = None,
    since: Since = None,
    until: Until = None,
    election: Election = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note who sees to it that a circle meets, from a day on.

    With --until alone, who does so already goes on until that day.
    """
    return _charge(setting, circle, handle, "facilitators", (since, until), election, dry_run, message)


def _charge(
    setting: Setting, circle: str, handle: str | None, duty: Duty, days: tuple[When | None, When | None],
    election: str | None, dry_run: bool, message: str | None,
) -> int:  # fmt: skip
    from coopctl.edits import circle_life

    session = Session(setting)
    govern(
        session,
        lambda snapshot, actor: circle_life.charge(
            snapshot, circle, handle or actor, duty, *days, election, actor, setting.today, message or ""
        ),
        dry_run=dry_run,
        then=f"coopctl circle show {circle}",
    )
    return 0

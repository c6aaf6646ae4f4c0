"""The options that say how often a circle or a body meets, and how long."""

from __future__ import annotations

from typing import Annotated, Any

from coopctl.cli.governing import day, lapse, role_name, when
from coopctl.cli.meeting import hours
from coopctl.cli.options import option
from coopctl.cli.setting import Setting
from coopctl.values import Hours, When
from coopctl.values.lapses import Lapse

Every = Annotated[Lapse | None, option("--every", meta="LENGTH", help="how often it meets: 4 weeks", read=lapse)]
AtMost = Annotated[
    Lapse | None, option("--at-most", meta="LENGTH", help="the longest time between two meetings: 5 weeks", read=lapse)
]
Length = Annotated[Hours | None, option("--length", meta="HOURS", help="how long a meeting lasts: 1h15", read=hours)]
AgendaBy = Annotated[
    list[str] | None,
    option("--agenda-by", meta="WHO", read=role_name,
           help="a circle, a circle/role or a body that may make the agenda; may be repeated"),
]  # fmt: skip
CadenceSince = Annotated[
    When | None, option("--since", meta="DATE", help="first day on which it meets so (today)", dated=when)
]


def cadence(
    setting: Setting, since: When | None, every: Lapse | None, at_most: Lapse | None, length: Hours | None,
    agenda_by: list[str] | None,
) -> tuple[When, dict[str, Any]] | None:  # fmt: skip
    """What these options say of its meetings, and from when; None where they say nothing."""
    asked = {"every": every, "at_most": at_most, "length": length, "agenda_by": agenda_by or None}
    said = {key: value for key, value in asked.items() if value is not None}
    return (since or day(setting), said) if said else None

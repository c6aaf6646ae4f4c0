"""coopctl body: who takes a seat, is appointed to it, gives it back."""

from __future__ import annotations

from typing import Annotated

from coopctl.cli.body import Body
from coopctl.cli.circle import Someone
from coopctl.cli.governing import LastDay, Since, Until, day, govern, slug
from coopctl.cli.options import DryRun, Why, argument
from coopctl.cli.role_mandate import (
    Agreed,
    AssemblyDay,
    Because,
    College,
    Decision,
    Designated,
    Election,
    Interim,
    Meantime,
    Minutes,
    Notice,
    Pending,
    Remainder,
    Told,
)
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.words import T

Sitting = Annotated[str, argument(meta="HANDLE", help="who sits in it", read=slug)]


@verb
def assign(
    setting: Setting,
    body: Body,
    handle: Sitting,
    since: Since = None,
    until: Until = None,
    election: Election = None,
    decision: Decision = None,
    pending: Pending = False,
    designated: Designated = None,
    college: College = None,
    interim: Meantime = False,
    remainder: Remainder = False,
    agreed: Agreed = False,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note that a member sits in a body, from a day on, for its term."""
    from coopctl.edits import bodies, seats

    if remainder and until is None:
        raise Misuse(T("the rest of a term ends when that term would have: --until is missing"))
    term = seats.Term(
        since or day(setting), until, election, decision, designated or (day(setting) if pending else None),
        college, interim=interim, remainder=remainder, accepted=agreed,
    )  # fmt: skip
    govern(
        Session(setting),
        lambda snapshot, actor: bodies.assign(snapshot, body, handle, term, actor, setting.today, message or ""),
        dry_run=dry_run,
        then=f"coopctl body show {body}",
    )
    return 0


@verb
def appoint(
    setting: Setting,
    body: Body,
    handle: Sitting,
    on: AssemblyDay = None,
    minutes: Minutes = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note that the assembly appoints someone who was designated."""
    from coopctl.edits import bodies

    assembly = on or day(setting)
    govern(
        Session(setting),
        lambda snapshot, actor: bodies.appoint(
            snapshot, body, handle, assembly, minutes, actor, setting.today, message or ""
        ),
        dry_run=dry_run,
        then=f"coopctl body show {body}",
    )
    return 0


@verb
def agree(setting: Setting, body: Body, handle: Someone = None, dry_run: DryRun = False) -> int:
    """Accept what a body one sits in asks, as it is now."""
    from coopctl.edits import bodies

    govern(
        Session(setting),
        lambda snapshot, actor: bodies.agree(snapshot, body, handle or actor, actor, setting.today),
        dry_run=dry_run,
    )
    return 0


@verb
def vacate(
    setting: Setting,
    body: Body,
    handle: Sitting,
    on: LastDay = None,
    notice: Notice = None,
    minutes: Minutes = None,
    because: Because = None,
    interim: Interim = None,
    dry_run: DryRun = False,
) -> int:
    """Note the last day of somebody in a body; the seat is then to be filled.

    Why somebody stops is asked nowhere and written nowhere.
    """
    from coopctl.edits import bodies, seats

    end = seats.End(on or day(setting), notice, minutes, because, interim)
    govern(
        Session(setting),
        lambda snapshot, actor: bodies.vacate(snapshot, body, handle, end, actor, setting.today),
        dry_run=dry_run,
    )
    return 0


@verb
def decline(
    setting: Setting,
    body: Body,
    handle: Someone = None,
    date: Told = None,
    because: Because = None,
    interim: Interim = None,
    dry_run: DryRun = False,
) -> int:
    """Note that who was designated declines before they sit in a body; the seat is then to be filled.

    The election stays as it was, and the body's record says that they declined. Why is asked and written nowhere.
    """
    from coopctl.edits import declining

    answer = declining.Answer(date or setting.today, because, interim)
    govern(
        Session(setting),
        lambda snapshot, actor: declining.decline(
            snapshot, "body", body, handle or actor, answer, actor, setting.today
        ),
        dry_run=dry_run,
    )
    return 0

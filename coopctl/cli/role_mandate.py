"""coopctl role: who takes a role, is appointed to it, accepts it, gives it back."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from coopctl import typed
from coopctl.cli.circle import Someone
from coopctl.cli.governing import LastDay, Since, Until, day, govern, slug, when, words
from coopctl.cli.options import DryRun, Why, argument, option
from coopctl.cli.role_sheet import Role, recorded
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.values import When
from coopctl.words import T

Holder = Annotated[str, argument(meta="HANDLE", help="who holds it", read=slug)]
Election = Annotated[
    str | None, option("--election", meta="NAME", help="the election that designated them", read=words)
]
Decision = Annotated[
    str | None, option("--decision", meta="NAME", help="the decision it comes from, without an election", read=words)
]
Designated = Annotated[
    When | None,
    option("--designated", meta="DATE", help="designated that day, and still to be appointed", dated=when),
]
Pending = Annotated[bool, option("--pending", help="designated today, and still to be appointed by the assembly")]
College = Annotated[str | None, option("--college", meta="COLLEGE", help="the college whose seat it is", read=slug)]
Part = Annotated[
    str | None, option("--scope", meta="TEXT", help="the part they hold, where it is not the whole", read=words)
]
Meantime = Annotated[bool, option("--interim", help="in the meantime, until someone is designated")]
Remainder = Annotated[bool, option("--remainder", help="the rest of a term begun by someone else")]
Waived = Annotated[bool, option("--waived", help="they take no monthly sum")]
Condition = Annotated[
    str | None, option("--condition", meta="DECISION", help="the decision on whose condition they accept", read=words)
]
Agreed = Annotated[bool, option("--agreed", help="they accept the role sheet as it is")]
AssemblyDay = Annotated[
    When | None, option("--on", meta="DATE", help="day of the assembly, or month (today)", dated=when)
]
Minutes = Annotated[str | None, option("--minutes", meta="REFERENCE", help="the minutes of the assembly", read=words)]
Notice = Annotated[When | None, option("--notice", meta="DATE", help="day on which the end was announced", dated=when)]
Because = Annotated[
    str | None, option("--because", meta="TEXT", help="why it is to be filled, about the role", read=words)
]
Interim = Annotated[str | None, option("--interim", meta="HANDLE", help="who keeps the essential going", read=slug)]

Told = Annotated[dt.date | None, option("--date", meta="DATE", help="day they said so (today)", dated=typed.day)]


@verb
def assign(
    setting: Setting,
    role: Role,
    handle: Holder,
    since: Since = None,
    until: Until = None,
    election: Election = None,
    decision: Decision = None,
    pending: Pending = False,
    designated: Designated = None,
    college: College = None,
    scope: Part = None,
    interim: Meantime = False,
    remainder: Remainder = False,
    waived: Waived = False,
    condition: Condition = None,
    agreed: Agreed = False,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note that a member holds a role, from a day on, for the term of the role."""
    from coopctl.edits import roles, seats

    if remainder and until is None:
        raise Misuse(T("the rest of a term ends when that term would have: --until is missing"))
    session = Session(setting)
    name = recorded(session, role)
    term = seats.Term(
        since or day(setting), until, election, decision, designated or (day(setting) if pending else None),
        college, scope, interim, remainder, waived, condition, agreed,
    )  # fmt: skip
    govern(
        session,
        lambda snapshot, actor: roles.assign(snapshot, name, handle, term, actor, setting.today, message or ""),
        dry_run=dry_run,
        then=f"coopctl role show {name}",
    )
    return 0


@verb
def appoint(
    setting: Setting,
    role: Role,
    handle: Holder,
    on: AssemblyDay = None,
    minutes: Minutes = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note that the assembly appoints someone who was designated."""
    from coopctl.edits import roles

    session = Session(setting)
    name, assembly = recorded(session, role), on or day(setting)
    govern(
        session,
        lambda snapshot, actor: roles.appoint(
            snapshot, name, handle, assembly, minutes, actor, setting.today, message or ""
        ),
        dry_run=dry_run,
        then=f"coopctl role show {name}",
    )
    return 0


@verb
def agree(setting: Setting, role: Role, handle: Someone = None, dry_run: DryRun = False) -> int:
    """Accept the sheet of a role one holds, as it is now."""
    from coopctl.edits import roles

    session = Session(setting)
    name = recorded(session, role)
    govern(
        session,
        lambda snapshot, actor: roles.agree(snapshot, name, handle or actor, actor, setting.today),
        dry_run=dry_run,
    )
    return 0


@verb
def vacate(
    setting: Setting,
    role: Role,
    handle: Someone = None,
    on: LastDay = None,
    notice: Notice = None,
    minutes: Minutes = None,
    because: Because = None,
    interim: Interim = None,
    dry_run: DryRun = False,
) -> int:
    """Note the last day of a mandate; the role is then to be filled, unless others hold it.

    Why somebody stops is asked nowhere and written nowhere.
    """
    from coopctl.edits import roles, seats

    session = Session(setting)
    name, end = recorded(session, role), seats.End(on or day(setting), notice, minutes, because, interim)
    govern(
        session,
        lambda snapshot, actor: roles.vacate(snapshot, name, handle, end, actor, setting.today),
        dry_run=dry_run,
    )
    return 0


@verb
def decline(
    setting: Setting,
    role: Role,
    handle: Someone = None,
    date: Told = None,
    because: Because = None,
    interim: Interim = None,
    dry_run: DryRun = False,
) -> int:
    """Note that who was designated declines before the mandate begins; the role is then to be filled.

    The election stays as it was, and the sheet says that they declined. Why is asked nowhere and written nowhere.

        coopctl role decline technique/admin-sys noemie
    """
    from coopctl.edits import declining

    session = Session(setting)
    name, answer = recorded(session, role), declining.Answer(date or setting.today, because, interim)
    govern(
        session,
        lambda snapshot, actor: declining.decline(
            snapshot, "role", name, handle or actor, answer, actor, setting.today
        ),
        dry_run=dry_run,
    )
    return 0

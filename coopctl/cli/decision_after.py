"""coopctl decision: what comes after: an end, a review, what the co-managers say."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from coopctl import typed
from coopctl.cli.decision_asked import Name, OnDay, Standing, Wish, named
from coopctl.cli.governing import govern, slug, words
from coopctl.cli.options import DryRun, Why, argument, one_of, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.words import T

STATES = ("taken-up", "discussing", "declined")


@verb
def end(
    setting: Setting,
    decision: Name,
    withdrawn: Annotated[bool, option("--withdrawn", help="who proposed it takes it back")] = False,
    dropped: Annotated[bool, option("--dropped", help="not this circle's to decide, or not kept")] = False,
    broken: Annotated[
        str | None, option("--broken", meta="TEXT", help="the agreement is broken: why, without a name", read=words)
    ] = None,
    sent: Annotated[
        str | None, option("--sent", meta="CIRCLE", help="another circle goes on with it", read=slug)
    ] = None,
    later: Annotated[
        dt.date | None, option("--later", meta="DATE", help="not resolved: taken up again by then", dated=typed.day)
    ] = None,
    owner: Annotated[
        str | None, option("--owner", meta="HANDLE", help="who takes it up again (with --later)", read=slug)
    ] = None,
    date: OnDay = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note that a proposal goes no further, or that a decision holds no longer."""
    from coopctl.edits import decided

    session = Session(setting)
    name = named(session, decision)
    outcome, facts = ended(withdrawn, dropped, broken, sent, later, owner)
    wish = Wish(setting, name, date, message)
    govern(session, lambda snapshot, actor: decided.end(wish(snapshot, actor), outcome, facts), dry_run=dry_run)
    return 0


def ended(
    withdrawn: bool, dropped: bool, broken: str | None, sent: str | None, later: dt.date | None, owner: str | None
) -> tuple[str, dict[str, Any]]:
    """The one thing that came of it. Misuse where none is said, or several, or nobody takes it up again."""
    ways: list[tuple[str, dict[str, Any]] | None] = [
        ("withdrawn", {}) if withdrawn else None,
        ("dropped", {}) if dropped else None,
        ("broken", {"reason": broken}) if broken else None,
        ("sent", {"to": sent}) if sent else None,
        ("unresolved", {"owner": owner, "until": later}) if later else None,
    ]
    said = [way for way in ways if way]
    if len(said) != 1:
        raise Misuse(T("say what came of it, in one way: --withdrawn, --dropped, --broken TEXT, --sent CIRCLE or"
                       " --later DATE"))  # fmt: skip
    if bool(later) != bool(owner):
        raise Misuse(T("--later DATE and --owner HANDLE go together: who takes it up again, and by when"))
    return said[0]


@verb
def review(
    setting: Setting,
    decision: Name,
    next_: Annotated[
        dt.date | None, option("--next", meta="DATE", help="the day of the next one", dated=typed.day)
    ] = None,
    standing: Standing = None,
    date: OnDay = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note that a decision was looked at again, and how it holds from then on.

    It is kept as it is, or an experiment becomes internal rules, then a part of the statutes.

        coopctl decision review plafond-a-30 --standing internal-rules --next 2027-10-01
    """
    from coopctl.edits import decided

    session = Session(setting)
    name = named(session, decision)
    wish = Wish(setting, name, date, message)
    govern(
        session,
        lambda snapshot, actor: decided.review(wish(snapshot, actor), next_, standing),
        dry_run=dry_run,
        then=f"coopctl decision show {name}",
    )
    return 0


@verb
def correct(
    setting: Setting,
    decision: Name,
    text: Annotated[str, argument(meta="TEXT", help="what should be read instead", read=words)],
    date: OnDay = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Add an erratum to a decision that is closed: what is recorded stays, the correction stands beside it.

    coopctl decision correct plafond-a-30 "Lire : à compter du 1er mars, et non du 1er mai"
    """
    from coopctl.edits import decided

    session = Session(setting)
    name = named(session, decision)
    wish = Wish(setting, name, date, message)
    govern(
        session,
        lambda snapshot, actor: decided.correct(wish(snapshot, actor), text),
        dry_run=dry_run,
        then=f"coopctl decision show {name}",
    )
    return 0


@verb
def take_up(
    setting: Setting,
    decision: Name,
    state: Annotated[str, argument(meta="|".join(STATES), help="what the co-managers say", read=one_of(*STATES))],
    because: Annotated[
        str | None, option("--because", meta="TEXT", help="why they decline, about the decision", read=words)
    ] = None,
    date: OnDay = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note whether the co-managers take a decision up, discuss it, or decline it and why."""
    from coopctl.edits import decided

    session = Session(setting)
    name = named(session, decision)
    wish = Wish(setting, name, date, message)
    govern(
        session,
        lambda snapshot, actor: decided.take_up(wish(snapshot, actor), state, because),
        dry_run=dry_run,
        then=f"coopctl decision show {name}",
    )
    return 0

"""coopctl decision: propose, ask everybody, object, work on objections, adopt."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

from coopctl import typed
from coopctl.cli.decision_asked import (
    Accountable,
    Body,
    By,
    Circle,
    Criteria,
    Driver,
    Method,
    Mode,
    Name,
    OnDay,
    Outside,
    Present,
    Proposal,
    Replaces,
    ReviewDay,
    Scope,
    Slug,
    Standing,
    Wish,
    named,
)
from coopctl.cli.governing import govern, needed, slug, slugged, words
from coopctl.cli.options import DryRun, Why, argument, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.edits.decisions import End


@verb
def propose(
    setting: Setting,
    title: Annotated[str, argument(meta="TITLE", help="what it is about, in a few words", read=words)],
    circle: Circle = None,
    body: Body = None,
    proposal: Proposal = None,
    driver: Driver = None,
    by: By = None,
    method: Method = None,
    present: Present = None,
    mode: Mode = None,
    replaces: Replaces = None,
    outside: Outside = False,
    slug: Slug = None,
    date: OnDay = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Propose something to a circle or a body, in its own words.

    These words stay in history: they speak of what is proposed, never of a person.

        coopctl decision propose "Accès libre aux cercles" --circle orientation --proposal "…" --present 9
    """
    from coopctl.edits import decisions

    session = Session(setting)
    if bool(circle) == bool(body):
        raise Misuse(T("either a circle or a body decides: --circle or --body, one of the two"))
    proposal = needed(proposal, T("What is proposed"), "--proposal")
    name = f"{(date or setting.today).isoformat()}-{slug or slugged(title) or 'decision'}"
    facts = {
        "by": by, "method": method, "present": present, "mode": mode, "driver": driver, "outside": outside,
        "replaces": named(session, replaces) if replaces else None,
    }  # fmt: skip
    wish = Wish(setting, name, date, message)
    govern(
        session,
        lambda snapshot, actor: decisions.propose(
            wish(snapshot, actor), title, proposal, {"circle": circle, "body": body}, facts
        ),
        dry_run=dry_run,
        then=f"coopctl decision round {name} --consenting N",
    )
    return 0


@verb
def amend(
    setting: Setting,
    decision: Name,
    text: Annotated[str, argument(meta="TEXT", help="what is proposed from now on, whole", read=words)],
    date: OnDay = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Word a proposal anew; everybody is then asked again."""
    from coopctl.edits import decisions

    session = Session(setting)
    name = named(session, decision)
    wish = Wish(setting, name, date, message)
    govern(
        session,
        lambda snapshot, actor: decisions.amend(wish(snapshot, actor), text),
        dry_run=dry_run,
        then=f"coopctl decision round {name} --consenting N",
    )
    return 0


@verb
def round_(
    setting: Setting,
    decision: Name,
    consenting: Annotated[int | None, option("--consenting", meta="N", help="how many have no objection")] = None,
    objecting: Annotated[int, option("--objecting", meta="N", help="how many have one (0)")] = 0,
    absent: Annotated[int, option("--absent", meta="N", help="how many were not there to be asked (0)")] = 0,
    date: OnDay = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note a round: everybody was asked whether they object."""
    from coopctl.edits import decisions

    session = Session(setting)
    name = named(session, decision)
    count = counted(consenting, objecting, absent)
    wish = Wish(setting, name, date, message)
    govern(
        session,
        lambda snapshot, actor: decisions.ask(wish(snapshot, actor), count, objecting, absent),
        dry_run=dry_run,
        then=f"coopctl decision {'object' if objecting else 'adopt'} {name}",
    )
    return 0


def counted(consenting: int | None, *others: int) -> int:
    """How many have no objection, asked for where it is not said. Misuse for a number below zero."""
    count = consenting
    if count is None:
        count = int(needed(None, T("How many have no objection"), "--consenting", _number))
    if min(count, *others) < 0:
        raise Misuse(T("a number of people is not below zero"))
    return count


def _number(text: str) -> str:
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise ValueError(T("“{seen}” is not a whole number", seen=text))
    return text


@verb
def object_(
    setting: Setting,
    decision: Name,
    about: Annotated[
        str | None, option("--about", meta="TEXT", help="what it says of the proposal, never of a person", read=words)
    ] = None,
    by: By = None,
    date: OnDay = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Raise an objection: it is worked on until it ends, and nobody judges it.

    Both who raises it and its words may be left out; what is written stays in history.
    """
    from coopctl.edits import decisions

    session = Session(setting)
    name = named(session, decision)
    wish = Wish(setting, name, date, message)
    govern(
        session,
        lambda snapshot, actor: decisions.object_(wish(snapshot, actor), by, about),
        dry_run=dry_run,
        then=f"coopctl decision resolve {name} OBJECTION --integrated TEXT",
    )
    return 0


@verb
def resolve(
    setting: Setting,
    decision: Name,
    objection: Annotated[str, argument(meta="OBJECTION", help="which one: o1, o2…", read=slug)],
    integrated: Annotated[
        str | None, option("--integrated", meta="TEXT", help="taken in: what is proposed now, whole", read=words)
    ] = None,
    into: Annotated[int | None, option("--into", meta="N", help="taken in by an amendment that is there")] = None,
    withdrawn: Annotated[bool, option("--withdrawn", help="who raised it lets it go")] = False,
    noted: Annotated[bool, option("--noted", help="a point to watch, without blocking")] = False,
    postponed: Annotated[
        dt.date | None, option("--postponed", meta="DATE", help="left to ripen until that day", dated=typed.day)
    ] = None,
    date: OnDay = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Note how an objection ends: taken in, let go, kept in mind, or left to ripen."""
    from coopctl.edits import decisions

    session = Session(setting)
    name = named(session, decision)
    end = ending(integrated, into, withdrawn, noted, postponed)
    wish = Wish(setting, name, date, message)
    again = "round {} --consenting N" if end.how == "integrated" else "adopt {}"
    govern(
        session,
        lambda snapshot, actor: decisions.resolve(wish(snapshot, actor), objection, end),
        dry_run=dry_run,
        then=f"coopctl decision {again.format(name)}",
    )
    return 0


def ending(integrated: str | None, into: int | None, withdrawn: bool, noted: bool, postponed: dt.date | None) -> End:
    """The one way an objection ends. Misuse where none is said, or several."""
    from coopctl.edits.decisions import End

    ways = [
        End("integrated", text=integrated, into=into) if integrated or into is not None else None,
        End("withdrawn") if withdrawn else None,
        End("noted") if noted else None,
        End("postponed", until=postponed) if postponed else None,
    ]
    said = [way for way in ways if way]
    if len(said) != 1 or (integrated and into is not None):
        raise Misuse(T("say how it ends, in one way: --integrated TEXT, --into N, --withdrawn, --noted or --postponed"
                       " DATE"))  # fmt: skip
    return said[0]


@verb
def adopt(
    setting: Setting,
    decision: Name,
    standing: Standing = None,
    until: Annotated[
        dt.date | None, option("--until", meta="DATE", help="last day of the experiment", dated=typed.day)
    ] = None,
    scope: Scope = None,
    criteria: Criteria = None,
    review: ReviewDay = None,
    accountable: Accountable = None,
    date: OnDay = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Adopt a proposal, once nobody objects any more to what it says now."""
    from coopctl.edits import decisions

    session = Session(setting)
    name = named(session, decision)
    adoption = decisions.Adoption(standing, until, scope, criteria, review, accountable)
    wish = Wish(setting, name, date, message)
    govern(
        session,
        lambda snapshot, actor: decisions.adopt(wish(snapshot, actor), adoption),
        dry_run=dry_run,
        then=f"coopctl decision show {name}",
    )
    return 0

"""coopctl member add, status and edit: who comes in, with which status, and what is known of them."""

from __future__ import annotations

from typing import Annotated, Any

from coopctl.cli import show as screen
from coopctl.cli.governing import Since, Until, day, govern, needed, slug, when, words
from coopctl.cli.init import asked_name
from coopctl.cli.options import DryRun, Why, argument, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.values import When
from coopctl.words import T

Handle = Annotated[str, argument(meta="HANDLE", help="the member's handle", read=slug)]
NewHandle = Annotated[
    str | None, argument(meta="HANDLE", help="a first name or a code: it can never be erased", read=slug)
]
Name = Annotated[
    str | None, option("--name", meta="NAME", help="their name, kept in the private folder of this clone", read=words)
]
Status = Annotated[str | None, option("--status", meta="STATUS", help="one of coop.yaml: CAPE, ESA…", read=words)]
Welcomed = Annotated[bool, option("--welcomed", help="welcomed for trial weeks: no status needed yet")]
Introduced = Annotated[
    str | None, option("--introduced-by", meta="HANDLE", help="the member who introduced them", read=slug)
]
Site = Annotated[str | None, option("--site", meta="PLACE", help="where they work from", read=words)]
Territory = Annotated[
    str | None, option("--territory", meta="PLACE", help="the territory their activity belongs to", read=words)
]


def _account(text: str) -> str:
    from coopctl.forge.facts import ACCOUNT

    name = text.strip().removeprefix("@")
    if not ACCOUNT.fullmatch(name):
        raise ValueError(T("“{seen}” is no account: letters, digits and . _ - are fine", seen=text))
    return name


Account = Annotated[
    str | None,
    option("--forge", meta="ACCOUNT", help="their account at the forge; it can never be erased", read=_account),
]
Sector = Annotated[str | None, option("--sector", meta="SECTOR", help="the sector of their activity", read=words)]
Domain = Annotated[
    list[str] | None, option("--domain", meta="FIELD", help="a field they know; may be repeated", read=words)
]
Partner = Annotated[
    When | None, option("--partner-since", meta="DATE", help="partner since that day or month", dated=when)
]
NewStatus = Annotated[str, argument(meta="STATUS", help="one of coop.yaml: CAPE, ESA…", read=words)]
Skill = Annotated[
    list[str] | None,
    option("--skill", meta="SKILL", help="what they can help others with; may be repeated", read=words),
]
Outlook = Annotated[int | None, option("--outlook", meta="MONTHS", help="months of activity in sight on that day")]
Requested = Annotated[
    When | None, option("--partner-requested", meta="DATE", help="day they asked to become a partner", dated=when)
]


@verb
def add(
    setting: Setting,
    handle: NewHandle = None,
    name: Name = None,
    status: Status = None,
    since: Since = None,
    welcomed: Welcomed = False,
    until: Until = None,
    introduced_by: Introduced = None,
    site: Site = None,
    territory: Territory = None,
    sector: Sector = None,
    domain: Domain = None,
    skill: Skill = None,
    partner_since: Partner = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Add a member: the facts go to the ledger, the name stays in this clone.

    A handle stands for someone in the whole history, and can never be erased.

    A contract with an end (CAPE) is given its last day; `member status` renews it.

        coopctl member add loic --name "Loïc M." --status ESA --since 2024-01-01
        coopctl member add zoe --status CAPE --since 2026-09-01 --until 2027-08-31
    """
    from coopctl.edits import members

    session = Session(setting)
    asked = handle is None
    handle = needed(handle, T("Handle (a first name or a code; it can never be erased)"), "HANDLE", slug)
    if status is None and not welcomed:
        status = _which_status(session)
    if asked and name is None:
        name = asked_name(handle)
    first, why = since or day(setting), message or ""
    facts = {"introduced_by": introduced_by, "site": site, "domains": domain or None, "skills": skill or None}
    facts |= {"territory": territory, "sector": sector, "partner_since": partner_since}
    facts["welcomed"] = first if welcomed else None
    govern(
        session,
        lambda snapshot, actor: members.add(snapshot, handle, status, first, facts, actor, setting.today, why, until),
        dry_run=dry_run,
        then=f"coopctl circle join CIRCLE {handle}",
    )
    if name and not dry_run:
        _keep(session, handle, name)
    return 0


def _which_status(session: Session) -> str:
    from coopctl.cli.show_ask import choose

    charter = session.ledger().charter
    kinds = charter.statuses if charter else ()
    if not kinds or not screen.may_ask():
        listed = ", ".join(kind.status for kind in kinds)
        raise Misuse(
            T("--status is missing, one of: {allowed} (or --welcomed, for trial weeks)", allowed=listed)
            if listed
            else T("--status is missing"),
            "coopctl member add HANDLE --status STATUS --since DATE",
        )
    return kinds[choose(T("Status"), [kind.title for kind in kinds], option="--status", default=0)].status


def _keep(session: Session, handle: str, name: str) -> None:
    from coopctl.cli.people import keep_name, private

    keep_name(session, handle, name)
    screen.note(T("the name of {member} stays in this clone: {folder}", member=handle, folder=private(session).folder))


@verb
def status(
    setting: Setting,
    handle: Handle,
    status: NewStatus,
    since: Since = None,
    until: Until = None,
    outlook: Outlook = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Give a member another status from a day on; the one before ends the day before.

    A CAPE contract is renewed the same way: each renewal has its own days.

        coopctl member status zoe CAPE --since 2027-09-01 --until 2028-08-31
        coopctl member status zoe ESA --since 2028-03-01 --outlook 4
    """
    from coopctl.edits import members

    first, session = since or day(setting), Session(setting)
    govern(
        session,
        lambda snapshot, actor: members.status(
            snapshot, handle, status, first, until, actor, setting.today, message or "", outlook
        ),
        dry_run=dry_run,
        then=f"coopctl member show {handle}",
    )
    return 0


@verb
def edit(
    setting: Setting,
    handle: Handle,
    site: Site = None,
    territory: Territory = None,
    sector: Sector = None,
    domain: Domain = None,
    skill: Skill = None,
    introduced_by: Introduced = None,
    forge: Account = None,
    partner_requested: Requested = None,
    partner_since: Partner = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Change what is known of a member.

    A list that is given replaces the one that was there.

        coopctl member edit loic --skill sauvegardes --skill "droit d'auteur"
        coopctl member edit noemie --partner-requested 2026-11-12
    """
    from coopctl.edits import people

    facts: dict[str, Any] = {"site": site, "domains": domain or None, "skills": skill or None}
    facts |= {"introduced_by": introduced_by, "territory": territory, "sector": sector, "forge": forge}
    facts |= {"partner_requested": partner_requested, "partner_since": partner_since}
    if not any(facts.values()):
        raise Misuse(T("nothing to change: say what"), f"coopctl member edit {handle} --skill SKILL")
    session = Session(setting)
    govern(
        session,
        lambda snapshot, actor: people.edit(snapshot, handle, facts, actor, setting.today, message or ""),
        dry_run=dry_run,
    )
    return 0

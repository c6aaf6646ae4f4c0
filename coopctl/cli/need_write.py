"""coopctl need: saying one, taking it, giving it back, done."""

from __future__ import annotations

from typing import Annotated

from coopctl.cli.circle import Someone
from coopctl.cli.governing import LastDay, Since, Until, day, govern, slug, slugged, when, words
from coopctl.cli.need import Need
from coopctl.cli.options import DryRun, Why, argument, one_of, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.values import When
from coopctl.words import T

Title = Annotated[str, argument(meta="WHAT", help="what is needed, in a few words; nobody is named", read=words)]
Name = Annotated[str | None, option("--name", meta="NEED", help="its short name (made of the words)", read=slug)]
Sort = Annotated[
    str | None,
    option(
        "--kind",
        meta="KIND",
        help="task (as it is without it), proposal, question or support",
        read=one_of("task", "proposal", "question", "support"),
    ),
]
Circle = Annotated[str | None, option("--circle", meta="CIRCLE", help="the circle that looks after it", read=slug)]
Critical = Annotated[bool, option("--critical", help="the cooperative stops without it")]
Recurring = Annotated[bool, option("--recurring", help="it comes back")]
People = Annotated[int | None, option("--people", meta="N", help="how many people it takes (1)")]
Priority = Annotated[
    str | None,
    option("--priority", meta="PRIORITY", help="low, normal or high", read=one_of("low", "normal", "high")),
]
Due = Annotated[When | None, option("--due", meta="DATE", help="day by which it should be done", dated=when)]
Nature = Annotated[
    str | None,
    option(
        "--nature",
        meta="NATURE",
        help="technical, animation or strategy",
        read=one_of("technical", "animation", "strategy"),
    ),
]
Tags = Annotated[list[str] | None, option("--tag", meta="TAG", help="what it is about; may be repeated", read=slug)]
FundedBy = Annotated[str | None, option("--funded-by", meta="TEXT", help="who pays for it", read=words)]
Deputy = Annotated[bool, option("--deputy", help="to take over when the other cannot")]
Day = Annotated[When | None, option("--on", meta="DATE", help="that day (today)", dated=when)]
Answer = Annotated[str | None, option("--answer", meta="TEXT", help="what was answered, or came of it", read=words)]


def _named(title: str) -> str:
    """A short name made of the first words of a title."""
    name = slugged(title[:200])
    return name if len(name) < 40 else name.rpartition("-")[0] or name


@verb
def add(
    setting: Setting,
    what: Title,
    name: Name = None,
    kind: Sort = None,
    circle: Circle = None,
    critical: Critical = False,
    recurring: Recurring = False,
    people: People = None,
    priority: Priority = None,
    due: Due = None,
    nature: Nature = None,
    tag: Tags = None,
    funded_by: FundedBy = None,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Say what is needed, ask a question, propose something: anyone may."""
    from coopctl.edits import needs

    session, need = Session(setting), name or _named(what)
    if not need:
        raise Misuse(
            T("no name can be made of these words: --name is missing"), f'coopctl need add "{what}" --name NEED'
        )
    facts = {
        "kind": kind, "circle": circle, "opened": day(setting), "critical": critical, "recurring": recurring,
        "people": people, "priority": priority, "due": due, "nature": nature, "tags": tag or [],
        "funded_by": funded_by,
    }  # fmt: skip
    govern(
        session,
        lambda snapshot, actor: needs.add(
            snapshot, need, what, {**facts, "by": actor}, actor, setting.today, message or ""
        ),
        dry_run=dry_run,
        then=f"coopctl need take {need}",
    )
    return 0


@verb
def take(
    setting: Setting,
    need: Need,
    handle: Someone = None,
    since: Since = None,
    until: Until = None,
    deputy: Deputy = False,
    dry_run: DryRun = False,
    message: Why = None,
) -> int:
    """Take a need: at once, or for a time agreed where it is critical."""
    from coopctl.edits import needs

    taking = needs.Taking(since, until, deputy)
    govern(
        Session(setting),
        lambda snapshot, actor: needs.take(
            snapshot, need, handle or actor, taking, actor, setting.today, message or ""
        ),
        dry_run=dry_run,
        then=f"coopctl need done {need}",
    )
    return 0


@verb
def release(setting: Setting, need: Need, handle: Someone = None, on: LastDay = None, dry_run: DryRun = False) -> int:
    """Give a need back after a last day. Why is asked nowhere."""
    from coopctl.edits import needs

    last = on or day(setting)
    govern(
        Session(setting),
        lambda snapshot, actor: needs.release(snapshot, need, handle or actor, last, actor, setting.today),
        dry_run=dry_run,
    )
    return 0


@verb
def done(
    setting: Setting, need: Need, on: Day = None, answer: Answer = None, dry_run: DryRun = False, message: Why = None
) -> int:
    """Note that a need is done, or a question answered."""
    from coopctl.edits import needs

    last = on or day(setting)
    govern(
        Session(setting),
        lambda snapshot, actor: needs.done(snapshot, need, last, answer, actor, setting.today, message or ""),
        dry_run=dry_run,
    )
    return 0


@verb
def drop(setting: Setting, need: Need, on: Day = None, dry_run: DryRun = False, message: Why = None) -> int:
    """Let a need go: it no longer holds, or nobody will do it."""
    from coopctl.edits import needs

    last = on or day(setting)
    govern(
        Session(setting),
        lambda snapshot, actor: needs.drop(snapshot, need, last, actor, setting.today, message or ""),
        dry_run=dry_run,
    )
    return 0

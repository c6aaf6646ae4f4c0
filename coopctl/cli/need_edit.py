"""coopctl need edit: a need said otherwise."""

from __future__ import annotations

from typing import Annotated, Any

from coopctl.cli.governing import govern, when, words
from coopctl.cli.need import Need
from coopctl.cli.need_write import Circle, Critical, Due, FundedBy, Nature, People, Priority, Recurring, Sort, Tags
from coopctl.cli.options import DryRun, Why, one_of, option
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse
from coopctl.values import When
from coopctl.words import T

CLEARED = {
    "kind": "kind", "circle": "circle", "critical": "critical", "recurring": "recurring", "people": "people",
    "priority": "priority", "due": "due", "nature": "nature", "tag": "tags", "funded-by": "funded_by",
}  # fmt: skip
"""What --clear takes: an option without its dashes, and the key it empties."""

Title = Annotated[
    str | None, option("--title", meta="TEXT", help="what is needed, in a few words; nobody is named", read=words)
]
Opened = Annotated[When | None, option("--opened", meta="DATE", help="day it was said", dated=when)]
Clear = Annotated[
    list[str] | None,
    option("--clear", meta="WHAT", read=one_of(*CLEARED),
           help="an option without its dashes: the need says nothing of it any more; may be repeated"),
]  # fmt: skip


@verb
def edit(
    setting: Setting, need: Need, title: Title = None, kind: Sort = None, circle: Circle = None,
    opened: Opened = None, critical: Critical = False, recurring: Recurring = False, people: People = None,
    priority: Priority = None, due: Due = None, nature: Nature = None, tag: Tags = None,
    funded_by: FundedBy = None, clear: Clear = None, dry_run: DryRun = False, message: Why = None,
) -> int:  # fmt: skip
    """Say a need otherwise: its words, its circle, its day, whether it is critical.

    Who has it stays as it is. Tags that are given replace those that were there; --clear takes away what is said.

        coopctl need edit visio --due 2026-12-15 --clear critical
    """
    from coopctl.edits import needs

    facts: dict[str, Any] = {
        "title": title, "kind": kind, "circle": circle, "opened": opened, "critical": critical or None,
        "recurring": recurring or None, "people": people, "priority": priority, "due": due, "nature": nature,
        "tags": tag or None, "funded_by": funded_by, "clear": [CLEARED[one] for one in clear or ()] or None,
    }  # fmt: skip
    if not any(value is not None for value in facts.values()):
        raise Misuse(T("nothing to change: say what"), f'coopctl need edit {need} --title "…"')
    govern(
        Session(setting),
        lambda snapshot, actor: needs.edit(snapshot, need, facts, actor, setting.today, message or ""),
        dry_run=dry_run,
        then=f"coopctl need show {need}",
    )
    return 0

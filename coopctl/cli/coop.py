"""coopctl coop: the cooperative as a whole."""

from __future__ import annotations

from typing import Any

from coopctl.cli import show as screen
from coopctl.cli.handmade import unsaved
from coopctl.cli.options import Format, On, Rev
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.words import TN, T, _


@verb
def show(setting: Setting, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """Show the cooperative's own facts: its milestones, how many people, where, how it meets, what it offers.

    Nobody is named, and no group of fewer than five people is counted apart.
    """
    from coopctl.cli.pages import page
    from coopctl.cli.pages_met import coop_lines
    from coopctl.cooperative.facts import facts
    from coopctl.roster import for_json

    session, day = Session(setting), on or setting.today
    found = facts(session.ledger(rev), day)
    if format == "json":
        say_json(for_json(found))
        return 0
    page(T("{name}, on {day}", name=found["name"] or "coop.yaml", day=day), coop_lines(found))
    if found["groups"]:
        _groups(found["groups"])
    unsaved(session, rev)
    return 0


def _groups(groups: list[dict[str, Any]]) -> None:
    from coopctl.cli.pages_met import date

    group, gap = screen.Column(_("meets"), free=True), screen.Column(_("longest gap"), right=True)
    heads: list[Any] = [group, _("every"), _("last"), _("in a year"), gap, _("missing")]
    rows = [
        [one["group"], one["every"], date(one["last"]), one["held"] or None, _days(one["longest_gap"]),
         one["missed"] or None]
        for one in groups
    ]  # fmt: skip
    screen.out()
    screen.table(heads, rows)


def _days(gap: dict[str, Any] | None) -> Any:
    if gap is None:
        return None
    text = TN("{n} day", "{n} days", gap["days"])
    return T("{text} !", text=text) if gap["above"] else text

"""coopctl need: what is needed. Anyone says it, anyone takes it."""

from __future__ import annotations

from typing import Annotated, Any

from coopctl.cli import show as screen
from coopctl.cli.governing import known, slug, unreadable
from coopctl.cli.handmade import unsaved
from coopctl.cli.options import Format, On, Rev, argument, option
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.words import TN, T, Text, _

VERBS = ("need.list_", "need.show", "need_write.add", "need_edit.edit", "need_write.take", "need_write.release",
         "need_write.done", "need_write.drop")  # fmt: skip

Need = Annotated[str, argument(meta="NEED", help="the need", read=slug)]
CircleOf = Annotated[str | None, option("--circle", meta="CIRCLE", help="of that circle only", read=slug)]
Tag = Annotated[str | None, option("--tag", meta="TAG", help="about that only", read=slug)]
Everything = Annotated[bool, option("--all", help="those done and let go too")]


@verb
def list_(
    setting: Setting,
    circle: CircleOf = None,
    tag: Tag = None,
    all_: Everything = False,
    format: Format = "text",
    on: On = None,
    rev: Rev = None,
) -> int:
    """List what is needed: what is critical, pressing and old comes first."""
    from coopctl import needs
    from coopctl.cli.people import names
    from coopctl.roster import for_json

    session = Session(setting)
    ledger, day, people = session.ledger(rev), on or setting.today, names(session)
    if circle:
        known(circle, ledger.circles, T("there is no circle {circle}", circle=circle), "coopctl circle list")
    found = [needs.facts(name, one, day, people) for name, one in needs.listed(ledger, day, everyone=all_)
             if circle in (None, one.circle) and (tag is None or tag in one.tags)]  # fmt: skip
    if format == "json":
        say_json(for_json(found))
        return 0
    _listed(found, on or setting.today)
    for word, count in needs.circles_to_think_of(ledger, day):
        screen.note(TN("{n} open need is about {tag}: perhaps a circle?", "{n} open needs are about {tag}: perhaps a "
                       "circle?", count, tag=word))  # fmt: skip
    unreadable([f"needs/{name}.yaml" for name in sorted(ledger.names("needs/") - set(ledger.needs))])
    unsaved(session, rev)
    return 0


def _listed(found: list[dict[str, Any]], day: Any) -> None:
    from coopctl.cli.pages_needs import state_words, who_has

    rows = [
        [
            one["need"],
            one["title"],
            one["circle"],
            who_has(one, day) or state_words(one["state"]),
            TN("{n} day", "{n} days", one["days"]),
            _marks(one),
        ]
        for one in found
    ]
    what, marks = screen.Column(_("what is needed"), whole=True), screen.Column(_("to know"), free=True)
    heads: list[Any] = [_("need"), what, _("circle"), screen.Column(_("taken by"), free=True), _("for"), marks]
    told = [i for i in range(len(heads)) if any(row[i] for row in rows)]
    if rows:
        screen.table([heads[i] for i in told], [[row[i] for i in told] for row in rows])
        free = [one["need"] for one in found if one["state"] == "open"]
        screen.note(TN("{n} need", "{n} needs", len(found)))
        if free:
            screen.note(T("next: {command}", command=f"coopctl need take {free[0]}"))
    else:
        screen.note(T("nothing is needed: {command}", command='coopctl need add "…"'))


def _marks(one: dict[str, Any]) -> list[Text] | None:
    marks = [
        (one["kind"] == "question", T("question")),
        (one["kind"] == "proposal", T("proposal")),
        (one["kind"] == "support", T("support")),
        (one["critical"], T("critical")),
        (one["priority"] == "high", T("high priority")),
        (one["overdue"], T("to be taken up again")),
        (one["stale"], T("waits")),
    ]
    return [text for holds, text in marks if holds] or None


@verb
def show(setting: Setting, need: Need, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """Show one need: who has it, since when, what was noted for it."""
    from coopctl import needs
    from coopctl.cli.pages_needs import need_page
    from coopctl.cli.people import names
    from coopctl.roster import for_json

    session = Session(setting)
    ledger, day = session.ledger(rev), on or setting.today
    known(need, ledger.needs, T("there is no need {need}", need=need), "coopctl need list")
    work = needs.noted(ledger, lambda row: row.need if row.need == need else "").get(need, needs.Work())
    facts = needs.facts(need, ledger.needs[need], day, names(session)) | {"noted": work._asdict()}
    if format == "json":
        say_json(for_json(facts))
    else:
        need_page(facts, day)
        unsaved(session, rev)
    return 0

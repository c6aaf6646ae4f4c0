"""coopctl decision: list, show, count."""

from __future__ import annotations

from typing import Annotated, Any

from coopctl.cli import show as screen
from coopctl.cli.decision_asked import Name, full_name
from coopctl.cli.governing import Everyone, known, slug, unreadable
from coopctl.cli.handmade import unsaved
from coopctl.cli.options import Format, On, Rev, option
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.words import TN, T, Text, _

ByCircle = Annotated[str | None, option("--circle", meta="CIRCLE", help="only those of that circle", read=slug)]
ByWill = Annotated[bool, option("--by-will", help="only rules that bind by will alone: not in the statutes")]


@verb
def list_(
    setting: Setting,
    all_: Everyone = False,
    circle: ByCircle = None,
    by_will: ByWill = False,
    format: Format = "text",
    on: On = None,
    rev: Rev = None,
) -> int:
    """List what is proposed or holds, the last first; --all lists what has ended too."""
    from coopctl.decisions import LIVE, decisions, facts

    session = Session(setting)
    ledger = session.ledger(rev)
    if circle:
        known(circle, ledger.circles, T("there is no circle {circle}", circle=circle), "coopctl circle list")
    found = [one for one in decisions(ledger, on or setting.today) if circle in (None, one.decision.circle)]
    found = [one for one in found if all_ or one.state in (*LIVE, "proposed", "unresolved")]
    found = [one for one in found if one.by_will or not by_will]
    if format == "json":
        say_json([facts(one) for one in found])
        return 0
    _table([facts(one) for one in found])
    unreadable([f"decisions/{name}.yaml" for name in sorted(ledger.names("decisions/") - set(ledger.decisions))])
    unsaved(session, rev)
    return 0


def _table(found: list[dict[str, Any]]) -> None:
    import datetime as dt

    from coopctl.cli.decision_page import standing_words, state_words

    rows = [
        [
            one["decision"],
            one["title"],
            one["circle"] or one["body"],
            standing_words(one["standing"]) if one["state"] == "in-force" and one["standing"] else
            state_words(one["state"]),
            dt.date.fromisoformat(one["review"]) if one["review"] else None,
        ]
        for one in found
    ]  # fmt: skip
    if rows:
        where, how = screen.Column(_("decided in"), free=True), screen.Column(_("state"), free=True)
        screen.table([_("decision"), screen.Column(_("title"), whole=True), where, how, _("review")], rows)
    screen.note(TN("{n} decision", "{n} decisions", len(found)) if found else T("no decision"))
    late = [one["decision"] for one in found if one["overdue"]]
    if late:
        screen.note(T("to be looked at again: {names}", names=late))
        screen.note(T("next: {command}", command=f"coopctl decision review {late[0]} --next DATE"))


@verb
def show(setting: Setting, decision: Name, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """Show one decision: what it says, how objections ended, how it holds, what came of it."""
    from coopctl.cli.decision_page import decision_page
    from coopctl.cli.people import names
    from coopctl.decisions import seen, whole

    session = Session(setting)
    ledger = session.ledger(rev)
    name = full_name(decision, list(ledger.decisions))
    known(name, ledger.decisions, T("there is no decision {decision}", decision=name), "coopctl decision list")
    facts = whole(seen(ledger, name, on or setting.today), names(session))
    if format == "json":
        say_json(facts)
    else:
        decision_page(facts)
        unsaved(session, rev)
    return 0


@verb
def stats(setting: Setting, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """Count how decisions were taken: by quarter and circle, by method, objections, what is to be looked at again."""
    from coopctl.decisions import stats as counted

    session = Session(setting)
    facts = counted(session.ledger(rev), on or setting.today)
    if format == "json":
        say_json(facts)
        return 0
    _quarters(facts)
    for line in _sums(facts):
        screen.out(line)
    unsaved(session, rev)
    return 0


def _quarters(facts: dict[str, Any]) -> None:
    from coopctl.cli.decision_page import method_words
    from coopctl.values import parse_period

    used = [method for method, count in facts["methods"].items() if count]
    rows = [
        [parse_period(one["quarter"]), one["of"], one["decisions"], *(one[method] or None for method in used),
         one["objections"] or None]
        for one in facts["quarters"]
    ]  # fmt: skip
    heads = [_("quarter"), _("decided in"), _("decisions"), *(str(method_words(one)) for one in used), _("objections")]
    if rows:
        totals = [_("total"), None, facts["decisions"], *(facts["methods"][one] for one in used),
                  sum(one["objections"] for one in facts["quarters"]) or None]  # fmt: skip
        screen.table(heads, rows, totals=totals)


def _sums(facts: dict[str, Any]) -> list[Text]:
    """What was decided by consent, objections and how they ended, what the co-managers say, what is due."""
    said = [T("by consent: {n} of {all}", n=facts["methods"]["consent"], all=facts["decisions"])]
    ended = facts["objections"]
    if ended["raised"]:
        said.append(
            T("objections: {raised}; {integrated} integrated, {withdrawn} withdrawn, {noted} noted as points to watch,"
              " {postponed} left to ripen, {open} open", **ended)
        )  # fmt: skip
    taken = {key.replace("-", "_"): count for key, count in facts["taken_up"].items()}
    if any(taken.values()):
        all_ = sum(taken.values())
        said.append(T("co-managers: {taken_up} of {all} taken up, {discussing} under discussion, {declined} declined",
                      all=all_, **taken))  # fmt: skip
    if count := len(facts["by_will"]):
        said.append(TN("{n} rule binds by will alone: coopctl decision list --by-will",
                       "{n} rules bind by will alone: coopctl decision list --by-will", count))  # fmt: skip
    said.append(
        T("to be looked at again: {names}", names=facts["overdue"]) if facts["overdue"] else T("no review is overdue")
    )
    return said

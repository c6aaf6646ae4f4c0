"""One decision as a page, and the words for what it can be."""

from __future__ import annotations

import datetime as dt
from typing import Any

from coopctl.cli.pages import Fact, Facts, page, span
from coopctl.cli.people import said_member
from coopctl.words import TN, T, Text, _


def state_words(state: str) -> Text:
    """The state of a decision, as it is said."""
    said = {
        "proposed": T("proposed"),
        "in-force": T("holds"),
        "declined": T("declined by the co-managers"),
        "replaced": T("replaced"),
        "withdrawn": T("withdrawn"),
        "unresolved": T("not resolved yet"),
        "sent": T("sent to another circle"),
        "dropped": T("dropped"),
        "broken": T("agreement broken"),
    }
    return said[state]


def standing_words(standing: str) -> Text:
    """How a decision holds, as it is said."""
    said = {"experiment": T("experiment"), "internal-rules": T("internal rules"), "statutes": T("statutes")}
    return said[standing]


def method_words(method: str) -> Text:
    """How one decides, as it is said."""
    said = {
        "consent": T("consent"),
        "advice": T("advice"),
        "role-holder": T("role alone"),
        "assembly": T("assembly"),
        "election": T("election"),
    }
    return said[method]


def decision_page(one: Facts) -> None:
    """A decision, as ``decisions.whole`` gives it."""
    page(
        T("{name}: {title}", name=one["decision"], title=one["title"]),
        [
            (_("decided in"), one["circle"] or one["body"]),
            (_("state"), _state(one)),
            (_("what calls for it"), one["driver"]),
            (_("proposal"), one["proposal"]),
            *((_("amendment"), T("{n}, {day}: {text}", n=a["amendment"], day=_day(a["date"]), text=a["text"]))
              for a in one["amendments"]),
            (_("proposed by"), _who(one["by"], one)),
            (_("method"), method_words(one["method"])),
            (_("present"), one["present"]),
            *((_("round"), _round(r)) for r in one["rounds"]),
            *((_("objection"), _objection(o, one)) for o in one["objection_list"]),
            *((_("outcome"), _outcome(o, one)) for o in one["outcomes"]),
            *((_("as"), T("{kind}, {span}", kind=standing_words(s["kind"]), span=span(s))) for s in one["standings"]),
            (_("tried for"), TN("{n} day", "{n} days", one["days_tried"]) if one["days_tried"] else None),
            (_("tried on"), one["scope"]),
            (_("criteria"), one["criteria"]),
            *((_("reviewed"), _day(r["date"])) for r in one["reviews"]),
            (_("review"), T("{day}, to be taken up again", day=_day(one["review"]))
             if one["overdue"] else _day(one["review"])),
            (_("replaces"), one["replaces"]),
            *_outside(one),
            *((_("correction"), T("{day}: {text}", day=_day(e["date"]), text=e["text"])) for e in one["errata"]),
        ],
    )  # fmt: skip


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _who(handle: str | None, one: Facts) -> Any:
    return said_member(handle, one["names"]) if handle else None


def _state(one: Facts) -> Text:
    if one["replaced_by"]:
        return T("replaced by {decision}", decision=one["replaced_by"])
    return state_words(one["state"])


def _round(one: Facts) -> Text:
    facts = {"n": one["round"], "day": _day(one["date"]), "version": one["amendment"]}
    on = T("{n}, {day}", **facts)
    if one["amendment"]:
        on = T("{n}, {day}, on amendment {version}", **facts)
    if one["consenting"] is None:
        return T("{on}: stopped at an objection", on=on)
    counts: list[Text] = [TN("{n} without objection", "{n} without objection", one["consenting"])]
    if one["objecting"]:
        counts.append(TN("{n} with one", "{n} with one", one["objecting"]))
    if one["absent"]:
        counts.append(TN("{n} absent", "{n} absent", one["absent"]))
    return T("{on}: {counts}", on=on, counts=counts)


def _objection(one: Facts, of: Facts) -> Text:
    text = T("{id}, round {n}", id=one["id"], n=one["round"])
    if one["by"]:
        text = T("{text}, {member}", text=text, member=_who(one["by"], of))
    if one["about"]:
        text = T("{text}: {about}", text=text, about=one["about"])
    said = {
        None: T("still open"),
        "integrated": T("integrated, in amendment {n}", n=one["into"]),
        "withdrawn": T("withdrawn by who raised it"),
        "noted": T("a point to watch"),
        "postponed": T("left to ripen until {day}", day=_day(one["until"])),
    }
    return T("{text} ({end})", text=text, end=said[one["ended"]])


def _outcome(one: Facts, of: Facts) -> Text:
    day = _day(one["date"])
    said = {
        "adopted": T("{day}: adopted", day=day),
        "amended": T("{day}: adopted as amended", day=day),
        "withdrawn": T("{day}: withdrawn by who proposed it", day=day),
        "unresolved": T("{day}: taken up again by {until}, with {owner}", day=day, until=_day(one["until"]),
                        owner=_who(one["owner"], of)),
        "sent": T("{day}: sent to circle {circle}", day=day, circle=one["to"]),
        "dropped": T("{day}: dropped", day=day),
        "broken": T("{day}: agreement broken", day=day),
    }  # fmt: skip
    text = said[one["outcome"]]
    return T("{text}: {reason}", text=text, reason=one["reason"]) if one["reason"] else text


def _outside(one: Facts) -> list[Fact]:
    states = {"taken-up": T("taken up"), "discussing": T("under discussion"), "declined": T("declined")}
    told: list[Fact] = [
        (_("outside"), T("it has effects outside the cooperative") if one["outside"] else None),
        (_("answers for it"), _who(one["accountable"], one)),
    ]
    for said in one["taken_up_list"]:
        text = T("{day}: {state}", day=_day(said["date"]), state=states[said["state"]])
        told.append((_("co-managers"), T("{text}: {reason}", text=text, reason=said["reason"])
                     if said["reason"] else text))  # fmt: skip
    return told

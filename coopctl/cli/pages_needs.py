"""One need as a page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from coopctl.cli import show
from coopctl.cli.pages import Facts, page, span, who
from coopctl.cli.pages_held import nature_words
from coopctl.records.base import span as days
from coopctl.words import TN, T, Text, _


def need_page(one: Facts, day: dt.date) -> None:
    """A need, as ``needs.facts`` gives it, with what was noted for it."""
    page(
        T("{slug}: {title}", slug=one["need"], title=one["title"]),
        [
            (_("kind"), _kind(one["kind"])),
            (_("circle"), one["circle"]),
            (_("state"), _state(one)),
            (_("said"), T("{day}, by {member}", day=one["opened"], member=one["by"]) if one["by"] else one["opened"]),
            *((_("deputy") if holder["deputy"] else _("taken by"), _holding(holder)) for holder in one["holders"]),
            (_("critical"), T("the cooperative stops without it") if one["critical"] else None),
            (_("comes back"), T("yes") if one["recurring"] else None),
            (_("people"), one["people"] if one["people"] > 1 else None),
            (_("priority"), {"high": T("high"), "low": T("low")}.get(one["priority"])),
            (_("due"), T("{day}, to be taken up again", day=one["due"]) if one["overdue"] else one["due"]),
            (_("nature"), nature_words(one["nature"])),
            (_("about"), ", ".join(one["tags"])),
            (_("paid by"), one["funded_by"]),
            (_("answer"), one["answer"]),
            (_("done"), one["done"]),
            (_("let go"), one["dropped"]),
            (_("noted"), _noted(one["noted"])),
        ],
    )
    if one["circle_hint"] >= 2 and not one["circle"]:
        show.note(T("perhaps a circle's work: {score} of 3 (comes back, takes several, critical)",
                    score=one["circle_hint"]))  # fmt: skip
    if one["state"] == "open" and not who_has(one, day):
        show.note(T("next: {command}", command=f"coopctl need take {one['need']}"))


def who_has(one: Facts, day: dt.date) -> list[Any] | None:
    """Who has it that day."""
    if one["state"] != "taken":
        return None
    return [who(h) for h in one["holders"] if not h["deputy"] and days(h["since"], h["until"]).holds(day)]


def state_words(state: str) -> Text:
    """The state of a need, as it is said."""
    said = {"open": T("to be taken"), "taken": T("taken"), "done": T("done"), "dropped": T("let go"),
            "to-come": T("to come")}  # fmt: skip
    return said[state]


def _state(one: Facts) -> Text:
    text = state_words(one["state"])
    facts = {"state": text}
    if one["state"] in ("open", "taken"):
        return TN("{state}, said {n} day ago", "{state}, said {n} days ago", one["days"], **facts)
    if one["state"] == "to-come":
        return text
    return TN("{state}, after {n} day", "{state}, after {n} days", one["days"], **facts)


def _kind(kind: str) -> Text | None:
    return {"question": T("question"), "proposal": T("proposal"), "support": T("support")}.get(kind)


def _holding(holder: Facts) -> Text:
    return T("{name}, {span}", name=who(holder), span=span(holder))


def _noted(work: Any) -> Text | None:
    if not work["lines"]:
        return None
    return TN("{n} line, {hours}, {amount}", "{n} lines, {hours}, {amount}", work["lines"], hours=work["hours"],
              amount=work["amount"])  # fmt: skip

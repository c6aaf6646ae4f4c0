"""The small words of minutes: levels, ballots that name nobody, what is known of a reason, endings, answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from coopctl.values import parse_day
from coopctl.words import TN, T, Text

Say = Callable[[], Text]

LEVELS: Mapping[str, Say] = {
    "outcome": lambda: T("the outcome only"),
    "summary": lambda: T("rounds and objections, without the reasons of each"),
    "full": lambda: T("all, with the reasons of each"),
}
INSTEAD: Mapping[str, Say] = {
    "pass": lambda: T("passes"),
    "nobody": lambda: T("names nobody"),
    "outside-search": lambda: T("asks to look outside"),
}
HOW: Mapping[str, Say] = {
    "told": lambda: T("reason given"),
    "given": lambda: T("reason given"),
    "withheld": lambda: T("reason given in the meeting"),
    "elsewhere": lambda: T("reason given; its words are not in this clone"),
    "none": lambda: T("no reason"),
}
NEXT: Mapping[str, Say] = {
    "amend-role": lambda: T("What comes instead: the role is looked at again."),
    "outside-search": lambda: T("What comes instead: a search outside."),
    "interim": lambda: T("What comes instead: someone keeps the essential going."),
    "split": lambda: T("What comes instead: the role is split."),
    "later": lambda: T("What comes instead: another election, later."),
}
CHANGES: Mapping[str, Say] = {
    "shorter-term": lambda: T("a shorter term"),
    "trial": lambda: T("a trial"),
    "training": lambda: T("training"),
    "pair": lambda: T("held by two together"),
    "narrower": lambda: T("a narrower part"),
    "split": lambda: T("the role is split"),
    "sheet": lambda: T("the role sheet changes"),
    "measure": lambda: T("a measure to look at"),
    "start": lambda: T("another first day"),
    "condition": lambda: T("a condition"),
    "other": lambda: T("an amendment"),
}
"""How a proposal changes."""


def _later(answer: Any) -> Text:
    return T("answers by {day}", day=answer.until) if answer.until else T("answers later")


ANSWERS: Mapping[str, Callable[[Any], Text]] = {
    "accepted": lambda answer: T("yes, without the monthly sum") if answer.waived else T("yes"),
    "conditions": lambda answer: T("yes, on a condition: {change}", change=changed(answer.amendment)),
    "later": _later,
    "declined": lambda answer: T("no"),
}


def listed(texts: Iterable[str]) -> Text | None:
    """Several texts, one after the other."""
    found = tuple(texts)
    return T("{text}", text=" · ".join(found)) if found else None


def changed(amendment: Any) -> Text:
    """What changes in a proposal, with all that is known of it."""
    if amendment is None:
        return CHANGES["other"]()
    more: list[Text] = []
    if amendment.text:
        more.append(T("{text}", text=amendment.text))
    if amendment.scope:
        more.append(T("only {scope}", scope=amendment.scope))
    if amendment.term_months is not None:
        more.append(TN("{n} month", "{n} months", amendment.term_months))
    if amendment.since:
        more.append(T("from {day}", day=amendment.since))
    if amendment.review:
        more.append(T("looked at again on {day}", day=amendment.review))
    how = CHANGES[amendment.how]()
    return T("{how} ({more})", how=how, more=more) if more else how


def ending(one: Any, short: bool) -> Text:
    """How an objection ended; ``short`` leaves out the words of an amendment."""
    if one.ending == "integrated":
        told = one.amendment.model_copy(update={"text": None, "scope": None}) if short and one.amendment else None
        return T("integrated: {change}", change=changed(told or one.amendment))
    if one.ending == "postponed" and one.until:
        return T("ripens until {day}", day=parse_day(one.until))
    said = {
        None: T("open"), "withdrawn": T("withdrawn"), "noted": T("a point to watch"), "postponed": T("ripening"),
    }  # fmt: skip
    return said[one.ending]

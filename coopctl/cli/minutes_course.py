"""What happened in the meeting beside the rounds: who came and went, when it stopped, what was noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from coopctl.cli.report_parts import Part
from coopctl.election.minutes import Told
from coopctl.words import T, Text, _

Who = Callable[[str], Text | str]


def course(told: Told, who: Who) -> Iterator[Part]:
    """The part, where there is anything to say."""
    rows = [(one.at, said) for one in told.events if (said := _said(one, who)) is not None]
    if rows:
        yield Part(T("In the course of it"), (), (_("when"), _("what")), rows)


def _said(one: Any, who: Who) -> Text | None:
    kind = one.kind
    if kind == "arrival":
        names = tuple(map(who, one.members))
        return T("come, at a distance: {names}", names=names) if one.remote else T("come: {names}", names=names)
    if kind == "departure":
        return T("leave: {names}", names=tuple(map(who, one.members)))
    if kind == "handover":
        return _handed(one, who)
    if kind == "reframing":
        return _why(T("the sheet or the term is agreed anew"), one.why)
    if kind == "suspension":
        until = T("it stops here, until {day}", day=one.until) if one.until else T("it stops here")
        return _why(until, one.why)
    if kind == "resumption":
        return T("it goes on, with: {names}", names=tuple(map(who, one.present)))
    if kind == "reopening":
        return _why(T("it is taken up again"), one.why)
    if kind == "note":
        return T("{text}", text=one.text)
    if kind == "erratum":
        return T("erratum: {text}", text=one.text)
    return None


def _handed(one: Any, who: Who) -> Text:
    if one.facilitator and one.secretary:
        return T("from here on {facilitator} facilitates and {secretary} writes", facilitator=who(one.facilitator),
                 secretary=who(one.secretary))  # fmt: skip
    if one.secretary:
        return T("from here on {member} writes", member=who(one.secretary))
    return T("from here on {member} facilitates", member=who(one.facilitator or ""))


def _why(said: Text, why: str | None) -> Text:
    return T("{what}: {why}", what=said, why=why) if why else said

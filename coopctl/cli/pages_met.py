"""Meetings, workshops and the cooperative's own facts as lines of a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coopctl.moments import spanning
from coopctl.words import TN, T, Text, _, language

Fact = tuple[str, Any]
Facts = Mapping[str, Any]


def date(text: str | None) -> dt.date | None:
    """A day of JSON as it is said."""
    return dt.date.fromisoformat(text) if text else None


def decimal(text: str) -> str:
    """A number of JSON as it is said: 1.80 is « 1,8 »."""
    short = text.rstrip("0").rstrip(".")
    return short.replace(".", ",") if language() == "fr" else short


def met_lines(one: Facts) -> list[Fact]:
    """How a circle met in the year, as ``meetings.figures`` gives it; nothing where no meeting is noted."""
    if not one["last"]:
        return [(_("next meeting"), date(one["next"]))]
    return [
        (_("last meeting"), date(one["last"])),
        (_("next meeting"), date(one["next"])),
        (_("in a year"), _held(one)),
        (_("longest gap"), _gap(one["longest_gap"])),
        (_("attendance"), _attendance(one)),
        (_("how"), how(one)),
        (_("where"), where(one["sites"])),
    ]


def _held(one: Facts) -> Text:
    text = TN("{n} meeting noted, {hours}", "{n} meetings noted, {hours}", one["held"], hours=one["hours"])
    if one["planned_hours"]:
        text = T("{text} (its rhythm makes {hours} a year)", text=text, hours=one["planned_hours"])
    if one["missed"]:
        text = TN("{text}; {n} missing", "{text}; {n} missing", one["missed"], text=text)
    return text


def _gap(gap: Facts | None) -> Text | None:
    if gap is None:
        return None
    text = TN("{n} day, until {until}", "{n} days, until {until}", gap["days"], until=date(gap["until"]))
    if gap["until"] is None:
        text = TN("{n} day, and going on", "{n} days, and going on", gap["days"])
    return T("{text}: longer than agreed", text=text) if gap["above"] else text


def _attendance(one: Facts) -> Text | None:
    share = one["attendance_percent"]
    return None if share is None else T("{share} % of those expected", share=share)


def how(one: Facts) -> Text | None:
    """« 80 % à distance : 8, sur place 1, mixte 1 »."""
    share, modes = one["remote_percent"], one["modes"]
    if share is None:
        return None
    return T("{share} % remote (remote {remote}, on site {onsite}, mixed {mixed})", share=share, **modes)


def where(sites: Iterable[Facts]) -> list[Text]:
    """Sites, each with how many meetings."""
    return [T("{site} {n}", site=one["site"], n=one["meetings"]) for one in sites]


def mode(word: str | None) -> Text | None:
    """How a meeting takes place, in words."""
    return {"remote": T("remote"), "onsite": T("on site"), "mixed": T("mixed")}.get(word or "")


def came(one: Facts) -> Text | None:
    """« 9 sur 10, 2 invités »."""
    text: Text | None = None
    if one["present"] is not None:
        text = TN("{n} present", "{n} present", one["present"])
        if one.get("expected"):
            text = T("{present} of {expected}", present=one["present"], expected=one["expected"])
    for extra in _beside(one):
        text = T("{text}, {extra}", text=text, extra=extra) if text else extra
    return text


def _beside(one: Facts) -> Iterator[Text]:
    if one.get("guests"):
        yield TN("{n} guest", "{n} guests", one["guests"])
    if one.get("visitors"):
        yield TN("{n} visitor", "{n} visitors", one["visitors"])


def coop_lines(one: Facts) -> list[Fact]:
    """The cooperative's own facts, as ``cooperative.facts`` gives them; the table of circles apart."""
    meetings = one["meetings"]
    seen = meetings["meetings_seen"]
    return [
        *((_("milestone"), _milestone(mark)) for mark in one["milestones"]),
        *((_("members"), _headcount(year)) for year in one["headcounts"]),
        (_("growth"), T("× {factor} each year on average", factor=decimal(one["yearly_growth"]))
         if one["yearly_growth"] else None),
        (_("support team"), _team(one["support_team"])),
        *((_("sector"), text) for text in _shares(one["sectors"])),
        *((_("territory"), text) for text in _shares(one["territories"])),
        *((_("site"), text) for text in _shares(one["sites"])),
        (_("meetings in a year"), meetings["held"] or None),
        (_("how"), how(meetings)),
        (_("where"), where(meetings["sites"])),
        (_("visits"), TN("{n} visitor at a meeting", "{n} visitors at meetings", meetings["visits"])
         if meetings["visits"] else None),
        (_("visits"), TN("{n} meeting seen before joining", "{n} meetings seen before joining", seen)
         if seen else None),
        (_("learning together"), _training(one["training"])),
        *((_("workshops"), _workshops(year)) for year in one["workshops"]),
        *((_("mediations"), T("{year}: {n}", year=str(m["year"]), n=m["count"])) for m in one["mediations"]),
    ]  # fmt: skip


def _milestone(mark: Facts) -> Text:
    when = spanning(mark["date"], mark["until"]) if mark["until"] else mark["date"]
    text = T("{when}: {what}", when=when, what=mark["what"])
    if mark["members"] is None:
        return text
    text = TN("{text} ({n} member)", "{text} ({n} members)", mark["members"], text=text)
    if mark["counted"] == mark["members"]:
        return text
    return T("{text}; the ledger counts {counted}", text=text, counted=mark["counted"])


def _headcount(year: Facts) -> Text:
    text = T("{year}: {n}", year=str(year["year"]), n=year["members"])
    if not year["on"].endswith("-12-31"):
        text = T("{day}: {n}", day=date(year["on"]), n=year["members"])
    growth = year["growth_percent"]
    if not growth:
        return text
    return T("{text} ({sign}{percent} %)", text=text, sign="+" if growth > 0 else "\u2212", percent=abs(growth))


def _team(team: Facts | None) -> Text | None:
    if team is None:
        return None
    text = TN("{posts} full-time posts, {n} person", "{posts} full-time posts, {n} people", team["people"],
              posts=decimal(team["full_time"]))  # fmt: skip
    return (
        T("{text}: {ratio} for ten entrepreneurs", text=text, ratio=decimal(team["per_ten"]))
        if team["per_ten"]
        else text
    )


def _shares(found: Facts) -> Iterator[Text]:
    if not any(one["name"] for one in found["groups"]):
        return
    for one in found["groups"]:
        name = one["name"] or T("not noted")
        yield T("{name}: {n} ({percent} %)", name=name, n=one["members"], percent=one["percent"])
    if (others := found["others"]) is not None:
        yield T("others, told together: {n} ({percent} %)", n=others["members"], percent=others["percent"])


def _training(one: Facts | None) -> Text | None:
    if one is None or not one["meetings"]:
        return None
    text = TN("{n} meeting of {circle}, {hours}", "{n} meetings of {circle}, {hours}", one["meetings"],
              circle=one["circle"], hours=one["hours"])  # fmt: skip
    return T("{text}; {each} for each on average", text=text, each=one["hours_each"]) if one["hours_each"] else text


def _workshops(year: Facts) -> Text:
    text = TN("{year}: {n} workshop", "{year}: {n} workshops", year["workshops"], year=str(year["year"]))
    if year["hosts"]:
        text = TN("{text}, {n} host", "{text}, {n} hosts", year["hosts"], text=text)
    if year["present"]:
        text = TN("{text}, {n} participant", "{text}, {n} participants", year["present"], text=text)
    if year["lines"]:
        text = T("{text}; noted for them: {hours}, {amount}", text=text, hours=year["hours"], amount=year["amount"])
    if year["lines_missing"]:
        text = TN("{text} ({n} line is not there)", "{text} ({n} lines are not there)", year["lines_missing"],
                  text=text)  # fmt: skip
    return text

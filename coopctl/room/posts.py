"""What a room is made from: the roles as they are read aloud, the people, the words this clone has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from coopctl.election.sealed import counting, of_ledger
from coopctl.election.state import State
from coopctl.election.words import Words
from coopctl.ledger import Ledger
from coopctl.mandates import Office, in_force, offices
from coopctl.records.base import span
from coopctl.records.sheet import fingerprint
from coopctl.room.people import People
from coopctl.room.scene import Post


def posts(ledger: Ledger, day: dt.date) -> dict[str, Post]:
    """The roles and bodies that are there that day, by name."""
    return {one.name: _post(ledger, one, day) for one in offices(ledger) if one.life.holds(day)}


def _post(ledger: Ledger, office: Office, day: dt.date) -> Post:
    sheet = office.sheet
    circle = ledger.circles.get(office.circle or "")
    all_ = circle.members if circle else ()
    inside = [one.member for one in all_ if one.since.first <= day and (not one.until or one.until.last >= day)]
    return Post(
        office.name, sheet.title, getattr(sheet, "purpose", None) or "",
        tuple(getattr(sheet, "accountabilities", ())), tuple(getattr(sheet, "qualities", ())),
        getattr(sheet, "expectations", None) or "", sheet.term_months, sheet.most_term_months,
        tuple(dict.fromkeys(inside)), office.board or office.co_management,
        sheet.seats or 1, max(0, (sheet.seats or 1) - len(in_force(office, day))),
        {one.college: one.title or one.college for one in sheet.colleges}, fingerprint(sheet),
        paid=any(span(one.since, one.until).holds(day) for one in getattr(sheet, "stipend", ())),
    )  # fmt: skip


def people(ledger: Ledger, day: dt.date, names: Mapping[str, str]) -> People:
    """The members of that day, with the names this clone has."""
    found = {one: member for one, member in sorted(ledger.members.items()) if member.presence.holds(day)}
    return People({one: names.get(one, "") for one in found}, {one: tuple(m.aliases) for one, m in found.items()})


def sealed(ledger: Ledger, state: State | None) -> tuple[dict[str, tuple[tuple[str, ...], str]], tuple[str, ...]]:
    """The ballots of the round that were sealed: those that are open, and whose are not."""
    if state is None or state.step != "ballots" or not (state.framing and state.framing.sealed):
        return {}, ()
    found = counting(list(of_ledger(ledger)), state.id, len(state.history) + 1)
    theirs = {voter: one.ballot.opened for voter, one in found.items() if voter in state.ballots_missing}
    opened = {voter: (one.names, str(one.instead or "")) for voter, one in theirs.items() if one}
    return opened, tuple(voter for voter, one in theirs.items() if one is None)


def reasons(events: Any, words: Words) -> dict[str, str]:
    """The reason of each ballot as it stands, where this clone has the words."""
    found: dict[str, str] = {}
    for i, event in enumerate(events):
        if event.kind == "mandate":
            found.clear()
        told = words.events.get(i)
        lists = ("ballots", "reasons")
        given = [one for key in lists for one in getattr(event, key, ()) or ()]
        for one in given:
            said = one.reason or words.said.get(one.given or "")
            if said:
                found[one.voter] = said
        for one in [each for key in lists for each in (told or {}).get(key, ())]:
            if one.get("reason"):
                found[str(one["voter"])] = str(one["reason"])
    return found

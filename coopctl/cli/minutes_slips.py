"""Blank ballots: one for each voter, with their own name and room for one other and a reason."""

from __future__ import annotations

from collections.abc import Mapping

from coopctl.cli.people import said_member
from coopctl.cli.report_parts import Page, Part
from coopctl.election.state import State
from coopctl.ledger import Ledger
from coopctl.mandates import offices
from coopctl.words import T, Text

_ROOM = "…" * 24


def slips(state: State, ledger: Ledger, coop: str, names: Mapping[str, str]) -> Page:
    """A page of them, to cut."""
    framing = state.framing
    assert framing is not None
    title = next((one.sheet.title for one in offices(ledger) if one.name == framing.role), framing.role)
    sought = Part(T("Looked for"), tuple(T("{text}", text=one) for one in framing.criteria))
    seats = state.seats_left if state.rules.several_seats == "slate" else 1
    voters = state.voters if state.step in ("ballots", "suspended") else tuple(state.present)
    parts = [_slip(said_member(one, names), seats, state.rules.ballot_reasons) for one in voters]
    return Page(coop, T("Ballots: {role}", role=title), ((sought, *parts) if framing.criteria else tuple(parts)),
                slips=True)  # fmt: skip


def _slip(voter: Text | str, seats: int, reasons: bool) -> Part:
    lines = [T("I propose {room}", room=_ROOM) for _seat in range(seats)]
    lines += [T("because {room}", room=_ROOM), T("{room}", room=_ROOM * 2)] if reasons else []
    return Part(T("I, {member},", member=voter), tuple(lines))

"""The round of reasons: each says why, the facilitator last; a few words, or none that are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coopctl.room.ballots import heard, named, shown
from coopctl.room.chat import Heard
from coopctl.room.draft import Facts
from coopctl.room.scene import ALOUD, SKIP, Ask, Deed, Panel, Room, Turn, noted, said_words, skipped, speaking
from coopctl.words import T


def reveal(room: Room) -> Ask:
    """The round of reasons: each says why, the facilitator last."""
    told, state = room.told, room.at
    waiting = [one for one in state.reasons_missing if f"reason:{one}" not in told]
    order = speaking(room, waiting, f"reveal-{state.from_tour}", (state.facilitator,))
    return _reason(room, order) if order else _reasons(room, told)


def _reason(room: Room, order: list[str]) -> Ask:
    who = order[0]
    given = room.at.ballots[who]
    name = named(room, Heard(given.names, given.instead or ""))
    before = heard(room).get(who, Heard())
    known = before.reason if before.names == given.names else ""

    def take(text: str) -> Turn:
        if text == SKIP:
            return skipped(room, who)
        why = ALOUD if text == ALOUD else said_words(text or known)
        return noted(room, f"reason:{who}", value=why)

    return Ask(
        f"reason:{who}", T("{name}, for {who}", name=room.name(who), who=name), take,
        T("{text}", text=known) if known else None, who=who, queue=tuple(order[1:]), of=len(room.at.ballots),
        aloud=(T("Each in turn says what, in this role, makes them think of that person. We listen; nobody answers, "
                 "nobody compares, those named stay silent."),),
        shown=(T("(a few words, seen by who speaks; “*”: said aloud and written nowhere)"),),
    )  # fmt: skip


def _reasons(room: Room, told: Mapping[str, Facts]) -> Ask:
    voters = list(room.at.reasons_missing)

    def take(text: str) -> Turn:
        if text:
            who = room.people.one(text, voters)
            return Turn(room._replace(draft=room.draft.without(room.stage, f"reason:{who}")))
        given = [said(one, told[f"reason:{one}"]["value"]) for one in voters]
        return Turn(room, deed=Deed("reveal", {"reasons": given}))

    rows = [(room.name(one), named(room, _ballot_of(room, one)), shown(told[f"reason:{one}"]["value"]))
            for one in voters]  # fmt: skip
    return Ask("all", T("Does everybody recognise their words?"), take, T("record; a name corrects one"),
               panel=Panel(T("The reasons"), (T("who"), T("proposes"), T("words")), tuple(rows)),
               offers=tuple(voters))  # fmt: skip


def _ballot_of(room: Room, voter: str) -> Heard:
    given = room.at.ballots[voter]
    return Heard(given.names, given.instead or "")


def said(voter: str, words: str) -> dict[str, Any]:
    """A reason as an event holds it."""
    return {"voter": voter, "withheld": True} if words == ALOUD else {"voter": voter, "reason": words}

"""The change round: each keeps their ballot, or moves it to a name already given, and says why."""

from __future__ import annotations

from collections.abc import Mapping

from coopctl.election.tally import beside, ladder, tally, tied
from coopctl.room.ballots import INSTEAD, ballot, named, read_ballot, shown
from coopctl.room.chat import Heard
from coopctl.room.draft import Facts
from coopctl.room.scene import ALOUD, SKIP, Ask, Deed, Panel, Room, Turn, noted, said_words, skipped, speaking
from coopctl.words import TN, T, Text


def counts(room: Room) -> Panel:
    """The tally: an indication, never a result."""
    rows: list[tuple[object, ...]] = [
        (room.name(one.name), one.ballots, room.people.listed(one.by)) for one in tally(room.at)
    ]
    rows += [(INSTEAD[name], n, "") for name, n in beside(room.at).items()]
    return Panel(T("For orientation, an indicative count"), (T("name"), T("how many"), T("from")), tuple(rows))


def ladder_said(room: Room) -> tuple[Text, ...]:
    """What the optional helper for a tie says, where the rules have one."""
    equal = tied(room.at)
    if not equal:
        return ()
    said = [T("As many ballots for {names}: that is no difficulty, the reasons tell.", names=room.people.listed(equal))]
    rungs = {
        "self": T("named themself"), "incumbent": T("holds the role now"), "ask-again": T("may be asked again"),
    }  # fmt: skip
    said += [T("{what}: {names}", what=rungs[one.rung], names=room.people.listed(one.names))
             for one in ladder(room.at) if one.names]  # fmt: skip
    return tuple(said)


def change(room: Room) -> Ask:
    """The change round, one after the other."""
    told, state = room.told, room.at
    there = [one for one in state.present if one in state.ballots]
    for one in there:
        moved = told.get(f"moved:{one}")
        if moved and state.rules.ballot_reasons and f"why:{one}" not in told:
            return _why(room, one, _of(moved))
    waiting = [one for one in there if f"kept:{one}" not in told and f"moved:{one}" not in told]
    order = speaking(room, waiting, f"change-{state.from_tour}-{state.changes}", (state.facilitator,))
    return _one(room, order, len(there)) if order else _all(room, there, told)


def _of(facts: Facts) -> Heard:
    return Heard(tuple(one for one in facts.get("names", "").split(",") if one), facts.get("instead", ""))


def _one(room: Room, order: list[str], of: int) -> Ask:
    who, state = order[0], room.at
    now = Heard(state.ballots[who].names, state.ballots[who].instead or "")
    among = list(state.named) if state.rules.change_to == "named" else None

    def take(text: str) -> Turn:
        if text == SKIP:
            return skipped(room, who)
        found = read_ballot(room, text, among) if text else now
        if (found.names, found.instead) == (now.names, now.instead):
            return noted(room, f"kept:{who}", value="kept")
        said = T("{name} moves to {who}", name=room.name(who), who=named(room, found))
        turn = noted(room, f"moved:{who}", said, names=",".join(found.names), instead=found.instead)
        return noted(turn.room, f"why:{who}", said, value=found.reason) if found.reason else turn

    names = T("Names already given: {names}", names=room.people.listed(state.named)) if among else T("Any name")
    return Ask(
        f"moved:{who}", T("{name}, who named {who}", name=room.name(who), who=named(room, now)), take, T("keeps it"),
        who=who, queue=tuple(order[1:]), of=of, offers=tuple(state.named), panel=counts(room),
        aloud=(T("Having heard the reasons, does somebody wish to move their ballot? Only to a name already given, and "
                 "saying why.") if among else
               T("Having heard the reasons, does somebody wish to move their ballot, saying why?"),),
        shown=(names,),
    )  # fmt: skip


def _why(room: Room, who: str, found: Heard) -> Ask:
    def take(text: str) -> Turn:
        return noted(room, f"why:{who}", value=ALOUD if text == ALOUD else said_words(text))

    asked = T("{name}, why {who}?", name=room.name(who), who=named(room, found))
    return Ask(f"why:{who}", asked, take, who=who, shown=(T("(a few words; “*”: said aloud, written nowhere)"),))


def _all(room: Room, there: list[str], told: Mapping[str, Facts]) -> Ask:
    moved = {one: _of(told[f"moved:{one}"])._replace(reason=told.get(f"why:{one}", {}).get("value", ""))
             for one in there if f"moved:{one}" in told}  # fmt: skip

    def take(text: str) -> Turn:
        if text:
            who = room.people.one(text, there)
            gone = (f"moved:{who}", f"why:{who}", f"kept:{who}")
            return Turn(room._replace(draft=room.draft.without(room.stage, *gone)))
        return Turn(room, deed=Deed("change", {"ballots": [ballot(who, one) for who, one in moved.items()]}))

    rows = tuple((room.name(who), named(room, one), shown(one.reason)) for who, one in moved.items())
    panel = Panel(T("The ballots that move"), (T("who"), T("now proposes"), T("words")), rows)
    return Ask("all", TN("{n} ballot moves. Right?", "{n} ballots move. Right?", len(moved)) if moved
               else T("Nobody moves. Right?"),
               take, T("record; a name corrects one"), panel=panel if moved else None, offers=tuple(there))  # fmt: skip

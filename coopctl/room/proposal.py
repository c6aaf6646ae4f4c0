"""The proposal: the facilitator's alone, from the reasons heard. Whoever facilitates and was named hands over first."""

from __future__ import annotations

from collections.abc import Mapping

from coopctl.election.tally import tally
from coopctl.importing.spelling import fold
from coopctl.room.ballots import seats
from coopctl.room.draft import Facts
from coopctl.room.moving import counts, ladder_said
from coopctl.room.scene import (
    Ask,
    Deed,
    Panel,
    Room,
    Turn,
    changed,
    listed,
    noted,
    one_of,
    said_words,
    sorted_by_chance,
)
from coopctl.words import T, Text

INSTEAD: Mapping[str, Text] = {
    "amend-role": T("the role is reworked first"), "outside-search": T("we look outside"),
    "interim": T("somebody holds it for a while"), "split": T("the role is split"), "later": T("later"),
}  # fmt: skip


def proposal(room: Room) -> Ask:
    """What is asked until somebody is proposed."""
    told, state = room.told, room.at
    if "none" in told:
        return _nobody(room, told)
    moved = state.tours and state.tours[-1].kind == "change" and (state.tours[-1].ballots or state.tours[-1].counted)
    if moved and state.changes < state.rules.change_rounds and not state.proposals and "again" not in told:
        return _again(room)
    if state.facilitator in state.named and "keep" not in told:
        return handover(room)
    if "whom" not in told:
        return _whom(room)
    names = told["whom"]["value"].split(",")
    if "why" not in told:
        return _why(room, names)
    return _all(room, names, told["why"]["value"])


def again(room: Room) -> bool:
    """Whether another change round was asked for."""
    return room.at.step == "proposal" and room.told.get("again", {}).get("value") == "yes"


def _again(room: Room) -> Ask:
    def take(text: str) -> Turn:
        return noted(room, "again", value="yes" if fold(text) in ("t", "tour", "r", "round") else "no")

    return Ask("again", T("Ballots have moved. Another change round? (t: yes)"), take, T("no, on to the proposal"),
               panel=counts(room))  # fmt: skip


def handover(room: Room) -> Ask:
    """Somebody else facilitates from here on."""
    state = room.at
    free = [one for one in (state.secretary, *sorted_by_chance(state.present, state.id)) if one]
    offered = next((one for one in free if one not in state.named and one != state.facilitator), "")

    def take(text: str) -> Turn:
        if not text and not offered:
            raise ValueError(T("a name is needed"))
        who = room.people.one(text) if text else offered
        if who == state.facilitator:
            return noted(room, "keep", T("{name} goes on facilitating", name=room.name(who)), value="keep")
        return Turn(room, deed=Deed("hand_over", {"facilitator": who}))

    who = room.name(state.facilitator)
    return Ask("handover", T("Who facilitates from here on?"), take,
               T("{name}", name=room.name(offered)) if offered else None, offers=tuple(state.present),
               aloud=(T("{name} facilitates and has been named: somebody else takes over before a proposal.",
                        name=who),))  # fmt: skip


def _whom(room: Room) -> Ask:
    state, people = room.at, room.people

    def take(text: str) -> Turn:
        if text == "0":
            return noted(room, "none", value="none")
        among = list(state.named) if state.rules.proposed_from == "named" and state.named else None
        names = list(dict.fromkeys(people.one(one, among) for one in text.replace("+", ",").split(",") if one.strip()))
        if not names or len(names) > seats(room):
            raise ValueError(T("whom do you propose? (0: nobody, close without result)"))
        if state.facilitator in names:
            raise ValueError(T("{name} facilitates: “@name” hands over first", name=room.name(state.facilitator)))
        return noted(room, "whom", value=",".join(names))

    who = room.name(state.facilitator)
    declined = [T("{names} said no.", names=people.listed(state.declined))] if state.declined else []
    return Ask(
        "whom", T("{name}, whom do you propose?", name=who), take, who=state.facilitator, offers=tuple(state.named),
        panel=_heard(room) or counts(room),
        shown=(*ladder_said(room), *declined, *_sheet(room), T("(0: nobody, close without result)")),
        aloud=(T("The count decides nothing. I listen again to the reasons, and propose somebody for what was said of "
                 "the role."),),
    )  # fmt: skip


def _sheet(room: Room) -> tuple[Text, ...]:
    told = T("The role sheet was changed since the opening: “c” agrees to go on with it, before a proposal.")
    return (told,) if changed(room) else ()


def _heard(room: Room) -> Panel | None:
    """The count with the reasons, where this clone has their words."""
    rows: list[tuple[object, ...]] = []
    for one in tally(room.at):
        for n, voter in enumerate(one.by):
            first = (room.name(one.name), one.ballots) if not n else ("", "")
            rows.append((*first, room.name(voter), room.reasons.get(voter, "")))
    heads = (T("name"), T("how many"), T("from"), T("words"))
    return Panel(counts(room).title, heads, tuple(rows)) if room.reasons else None


def _why(room: Room, names: list[str]) -> Ask:
    return Ask("why", T("Why {names}, for this role?", names=room.people.listed(names)),
               lambda text: noted(room, "why", value=said_words(text)),
               shown=(T("(this sentence is recorded: about the role, not about the person)"),))  # fmt: skip


def _all(room: Room, names: list[str], why: str) -> Ask:
    def take(text: str) -> Turn:
        if not text:
            return Turn(room, deed=Deed("propose", {"members": names, "because": why}))
        room_ = room._replace(draft=room.draft.without(room.stage, "why"))
        return noted(room_, "why", value=said_words(text))

    aloud = T("I propose {names}: {why}", names=room.people.listed(names), why=why)
    return Ask("all", T("Is that the proposal? (other words replace the reason)"), take, T("propose"), aloud=(aloud,))


def _nobody(room: Room, told: Mapping[str, Facts]) -> Ask:
    if "none-why" not in told:
        return Ask("none-why", T("What is missing, about the role?"),
                   lambda text: noted(room, "none-why", value=said_words(text)),
                   aloud=(T("We close without result: nobody is designated, the role stays to be filled."),)
                   )  # fmt: skip

    def take(text: str) -> Turn:
        facts = {"why": told["none-why"]["value"], "next": one_of(text, INSTEAD, default="later")}
        return Turn(room, deed=Deed("close", facts))

    return Ask("none-next", T("What comes instead?"), take, T("later"), shown=listed(INSTEAD))

"""The round of objections, the work on each until it ends, and the answer of who is proposed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coopctl import typed
from coopctl.election.rounds import Objection
from coopctl.election.state import Proposal
from coopctl.room.draft import Facts
from coopctl.room.scene import (
    ALOUD,
    SKIP,
    Ask,
    Deed,
    Panel,
    Room,
    Turn,
    listed,
    noted,
    number,
    one_of,
    said_words,
    skipped,
    speaking,
)
from coopctl.values import parse_day
from coopctl.words import TN, T, Text

UNCLEAR = "o"
ENDINGS: Mapping[str, Text] = {
    "integrated": T("integrated: the proposal changes, and everybody speaks again"),
    "withdrawn": T("lifted: who raised it has no objection left"),
    "noted": T("a point to watch: noted, and it does not stand in the way"),
    "postponed": T("to ripen: the proposal waits until a day"),
    "another": T("another proposal"),
}
HOW: Mapping[str, Text] = {
    "shorter-term": T("a shorter term"), "trial": T("a trial, with a day to look again"),
    "training": T("training or coaching"), "pair": T("in a pair, or with a deputy"),
    "narrower": T("a narrower mandate"),
    "split": T("the role is split"), "sheet": T("the role sheet changes"), "measure": T("we measure the worry"),
    "start": T("another first day"), "other": T("something else"),
}  # fmt: skip


def _made(room: Room) -> Proposal:
    made = room.at.proposal
    assert made is not None
    return made


def _proposed(room: Room) -> str:
    return room.people.listed(_made(room).names)


def round_(room: Room) -> Ask:
    """The round of objections, answer by answer; who is proposed speaks when the rules say."""
    told, made, state = room.told, _made(room), room.at
    silent = list(made.consent.round.silent)
    waiting = [one for one in silent if f"said:{one}" not in told]
    salt = f"objections-{len(state.proposals)}-{len(made.consent.rounds)}"
    order = speaking(room, waiting, salt, (state.facilitator,))
    if state.rules.nominee_speaks != "with-others":
        order.sort(key=lambda one: (one in made.names) != (state.rules.nominee_speaks == "first"))
    return _one(room, order) if order else _all(room, silent, told)


def _one(room: Room, order: list[str]) -> Ask:
    who, made = order[0], _made(room)

    def take(text: str) -> Turn:
        if text == SKIP:
            return skipped(room, who)
        if not text:
            return noted(room, f"said:{who}", value="")
        if text.casefold() == UNCLEAR:
            said = T("an objection, to be put in words afterwards")
            return noted(room, f"said:{who}", said, value="objects", unclear="yes")
        return noted(room, f"said:{who}", T("objection noted"), value=ALOUD if text == ALOUD else said_words(text))

    aloud = [
        T("I propose {names}. Each in turn: do you see an objection, a risk for the role or for the circle?",
          names=_proposed(room)),
        T("An objection is a gift: it makes the proposal better. It is not a preference, and nobody judges it."),
    ]  # fmt: skip
    if made.consent.amended:
        aloud[0] = T("The proposal is {names}, as amended. Everybody speaks again: do you see an objection?",
                     names=_proposed(room))  # fmt: skip
    elif len(made.consent.rounds) > 1:
        aloud[0] = T("The proposal is {names}. The round begins afresh, with those who are here: do you see an "
                     "objection?", names=_proposed(room))  # fmt: skip
    return Ask(
        f"said:{who}", T("{name}", name=room.name(who)), take, T("no objection"), tuple(aloud), who, tuple(order[1:]),
        len(made.consent.round.expected),
        shown=(*_terms(room), T("(an objection in a few words; “o”: words to come; “*”: said aloud, written nowhere)")),
    )  # fmt: skip


def _terms(room: Room) -> tuple[Text, ...]:
    """What is proposed, as it stands."""
    made = _made(room)
    lines = [TN("Term: {n} month.", "Term: {n} months.", made.term_months)] if made.term_months else []
    lines += [T("Amended: {what}", what=one.text or HOW.get(one.how, one.how)) for one in made.amendments]
    return tuple(lines)


def _all(room: Room, silent: list[str], told: Mapping[str, Facts]) -> Ask:
    said = {one: told[f"said:{one}"] for one in silent}
    fine = [one for one, facts in said.items() if not facts.get("value")]
    against = {one: facts for one, facts in said.items() if facts.get("value")}

    def take(text: str) -> Turn:
        if text:
            who = room.people.one(text, silent)
            return Turn(room._replace(draft=room.draft.without(room.stage, f"said:{who}")))
        objections = [{"member": one, **_words(facts)} for one, facts in against.items()]
        return Turn(room, deed=Deed("round", {"members": fine, "objections": objections}))

    rows = [(room.name(one), _shown(facts)) for one, facts in against.items()]
    panel = Panel(T("The objections"), (T("who"), T("objection")), tuple(rows)) if rows else None
    count = TN("{n} without objection", "{n} without objection", len(fine))
    more = TN("{n} objection", "{n} objections", len(against))
    asked = T("{count}, {more}. Right?", count=count, more=more) if against else T("Nobody objects. Right?")
    return Ask("all", asked, take, T("record; a name corrects one"),
               panel=panel, offers=tuple(silent))  # fmt: skip


def _words(facts: Facts) -> dict[str, Any]:
    if facts.get("unclear"):
        return {}
    return {"withheld": True} if facts.get("value") == ALOUD else {"text": facts.get("value")}


def _shown(facts: Facts) -> Text | str:
    if facts.get("unclear"):
        return T("to be put in words")
    return T("said in the meeting") if facts.get("value") == ALOUD else facts.get("value", "")


def work(room: Room) -> Ask:
    """One objection at a time, until it has ended."""
    told, consent = room.told, _made(room).consent
    fresh = [one for one in consent.open if one.ending is None]
    one = (fresh or list(consent.open))[0]
    if "ending" not in told and not fresh:
        return _ripening(room, one)
    if not one.clear and "ending" not in told:
        return _clear(room, one)
    if "ending" not in told or told["ending"]["value"] == "work":
        return _ending(room, one)
    ending = told["ending"]["value"]
    if ending == "integrated":
        return _amend(room, one, told)
    return _until(room, one) if ending == "postponed" else _watch(room, one)


def _said(room: Room, one: Objection) -> Text:
    who = room.name(one.member) if one.member else "?"
    return T("{objection}, {name}: {text}", objection=one.name, name=who, text=one.text or T("said in the meeting"))


def _clear(room: Room, one: Objection) -> Ask:
    def take(text: str) -> Turn:
        facts = {"withheld": True} if text == ALOUD else {"text": said_words(text)}
        return Turn(room, deed=Deed("clarify", {"objection": one.name, **facts}))

    who = room.name(one.member) if one.member else "?"
    return Ask("clear", T("{name}, in a few words about the role?", name=who), take, who=one.member or "",
               aloud=(T("{name}, what do you see that could harm the role or the circle?", name=who),))  # fmt: skip


def _ending(room: Room, one: Objection) -> Ask:
    def take(text: str) -> Turn:
        ending = one_of(text, ENDINGS)
        if ending == "withdrawn":
            return _resolved(room, one, {"ending": ending})
        return noted(room, "ending", value=ending)

    return Ask(
        "ending", T("How does it end?"), take, shown=(_said(room, one), *listed(ENDINGS)), who=one.member or "",
        aloud=(T("What in the proposal should change, so that this worry is answered? Everybody may help. Who "
                 "raised it says when it is answered."),),
    )  # fmt: skip


def _resolved(room: Room, one: Objection, facts: Mapping[str, Any]) -> Turn:
    return Turn(room, deed=Deed("resolve", {"objection": one.name, **facts}))


def _ripening(room: Room, one: Objection) -> Ask:
    day = parse_day(one.until) if one.until else None

    def take(text: str) -> Turn:
        if not text:
            return Turn(room, deed=Deed("suspend", {"until": one.until}))
        return noted(room, "ending", value="work")

    enter = T("suspend until {day}", day=day) if day else T("suspend")
    return Ask("ripe", T("It ripens. Take it up now? (yes)"), take, enter, shown=(_said(room, one),))


def _watch(room: Room, one: Objection) -> Ask:
    def take(text: str) -> Turn:
        words = said_words(text) if text else one.text
        return _resolved(room, one, {"ending": "noted", "text": words} if words else {"ending": "noted"})

    enter = T("{text}", text=one.text) if one.text else T("nothing more")
    return Ask("watch", T("What is to be watched?"), take, enter)


def _until(room: Room, one: Objection) -> Ask:
    def take(text: str) -> Turn:
        return _resolved(room, one, {"ending": "postponed", "until": typed.written_day(text).isoformat()})

    return Ask("until", T("Until which day?"), take)


def _amend(room: Room, one: Objection, told: Mapping[str, Facts]) -> Ask:
    if "how" not in told:
        return Ask("how", T("What changes?"), lambda text: noted(room, "how", value=one_of(text, HOW)),
                   shown=(_said(room, one), *listed(HOW)))  # fmt: skip
    how = told["how"]["value"]
    if how in _DETAIL and "detail" not in told:
        return Ask("detail", _DETAIL[how], lambda text: noted(room, "detail", value=_detail(room, how, text)))
    detail = told.get("detail", {}).get("value", "")
    key = {"shorter-term": "term_months", "trial": "review", "narrower": "scope", "split": "scope", "start": "since"}

    def take(text: str) -> Turn:
        amendment = {"how": how, key.get(how, ""): detail, "text": said_words(text)}
        return _resolved(room, one, {"ending": "integrated", "amendment": {k: v for k, v in amendment.items() if k}})

    return Ask("text", T("Say the amended proposal in one sentence, about the role"), take)


_DETAIL: Mapping[str, Text] = {
    "shorter-term": T("For how many months, then?"), "trial": T("On which day do we look again?"),
    "narrower": T("Which part is held?"), "split": T("Which part is held?"), "start": T("From which day?"),
}  # fmt: skip


def _detail(room: Room, how: str, text: str) -> str:
    if how == "shorter-term":
        return str(number(text, 1, (_made(room).term_months or 601) - 1))
    if how in ("trial", "start"):
        return typed.written_day(text).isoformat()
    return said_words(text)

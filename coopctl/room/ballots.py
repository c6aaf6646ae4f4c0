"""Ballots written in silence and sent all at once, then the round of reasons. Nothing is typed before the signal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coopctl.room import chat
from coopctl.room.chat import Chat, Heard
from coopctl.room.draft import Facts
from coopctl.room.scene import (
    ALOUD,
    SKIP,
    Ask,
    Deed,
    Panel,
    Room,
    Turn,
    noted,
    skipped,
    speaking,
    tidy,
)
from coopctl.words import TN, T, Text

INSTEAD: Mapping[str, Text] = {
    "pass": T("passes"), "nobody": T("nobody for now"), "outside-search": T("to look outside"),
}  # fmt: skip
NO_BALLOT = ("sans", "without")


def seats(room: Room) -> int:
    """How many names a ballot may have."""
    return room.at.seats_left if room.at.rules.several_seats == "slate" else 1


def heard(room: Room) -> dict[str, Heard]:
    """The ballots as they are read so far: those of the chat, then what was typed over them."""
    told = room.draft.of(f"ballots-{room.at.from_tour}")
    found = dict(_chat(room, told).ballots)
    for at, facts in told.items():
        kind, _, who = at.partition(":")
        if kind == "ballot":
            found[who] = _from(facts)
        elif kind in ("none", "again"):
            found.pop(who, None)
    return {**found, **{who: Heard(names, instead) for who, (names, instead) in room.opened.items()}}


def _chat(room: Room, told: Mapping[str, Facts]) -> Chat:
    block = told.get("chat", {}).get("value", "").replace("\\n", "\n")
    return _parsed(room, block)


def _parsed(room: Room, block: str) -> Chat:
    allowed = [one for one in INSTEAD if _may(room, one)]
    awaited = [one for one in room.at.ballots_missing or room.at.voters if one not in room.opened]
    return chat.parse(block, room.people, awaited, seats(room), allowed)


def _may(room: Room, instead: str) -> bool:
    rules = room.at.rules
    return {"pass": rules.passing, "nobody": rules.nobody, "outside-search": rules.outside_search}[instead]


def _from(facts: Facts) -> Heard:
    names = tuple(one for one in facts.get("names", "").split(",") if one)
    return Heard(names, facts.get("instead", ""), facts.get("reason", ""))


def facts_of(one: Heard) -> dict[str, str]:
    """A ballot, to be kept."""
    return {"names": ",".join(one.names), "instead": one.instead, "reason": one.reason}


def ballots(room: Room) -> Ask:
    """What is asked until all ballots are there."""
    told = room.told
    if "ready" not in told:
        return _signal(room)
    if "chat" not in told:
        return _paste(room)
    for n, line in enumerate(_chat(room, told).left):
        if f"line:{n}" not in told:
            return _line(room, n, line)
    found = heard(room)
    missing = [one for one in room.at.ballots_missing if one not in found and f"none:{one}" not in told]
    order = speaking(room, missing, f"ballots-{room.at.from_tour}", (room.at.facilitator,))
    return _one(room, order) if order else _all(room, found)


def _signal(room: Room) -> Ask:
    rules, role = room.at.rules, room.post.title
    aloud = [
        T("In silence, each of us writes one name for {role}: on paper, or in a message not sent yet.", role=role),
        T("One may write one's own name.") if rules.self_nomination else T("One does not write one's own name."),
        T("Nothing is said, nothing is sent before the signal."),
    ]
    if seats(room) > 1:
        aloud[0] = T(
            "In silence, each of us writes up to {n} names for {role}: on paper, or in a message not sent yet.",
            n=seats(room), role=role,
        )  # fmt: skip
    if rules.passing:
        aloud.insert(2, T("One may pass."))
    return Ask("ready", T("Has everybody written?"), lambda text: noted(room, "ready"),
               T("give the signal: all show and send at once"), tuple(aloud), shown=_sealed(room))  # fmt: skip


def _sealed(room: Room) -> tuple[Text, ...]:
    """What is to be known of ballots that were sealed in a clone."""
    if not room.at.framing or not room.at.framing.sealed:
        return ()
    lines = [T("Sealed ballots that are open: {names}.", names=room.people.listed(room.opened))] if room.opened else []
    if room.closed:
        facts = {"names": room.people.listed(room.closed), "command": f"coopctl election reveal {room.at.id} --mine"}
        lines.append(T("Sealed, not open yet: {names}. Each opens theirs ({command}), shares it, and it is taken in "
                       "here with coopctl sync; or gives it aloud.", **facts))  # fmt: skip
    return tuple(lines)


def _paste(room: Room) -> Ask:
    def take(text: str) -> Turn:
        block = "\\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
        found = _parsed(room, text)
        said = [T("{n} read, {left} to settle", n=len(found.ballots), left=len(found.left))] if block else []
        return noted(room, "chat", *said, value=tidy(block))

    return Ask(
        "chat", T("Paste the chat here, then a line with a dot alone"), take, T("no chat: all on paper or aloud"),
        (T("Now: three, two, one. Show your paper, send your message."),), block=True,
    )  # fmt: skip


def _line(room: Room, n: int, line: chat.Left) -> Ask:
    voters = list(room.at.voters)

    def take(text: str) -> Turn:
        at, facts = f"line:{n}", {"value": "read"}
        if not text:
            return noted(room, at, **facts)
        who, equal, rest = text.partition("=")
        voter = line.voter if line.voter in voters and not equal else room.people.one(who, voters)
        ballot = _read(room, rest if equal else text)
        turn = noted(room, at, **facts)
        return noted(turn.room, f"ballot:{voter}", _told(room, voter, ballot), **facts_of(ballot))

    asked = T("For whom?") if line.voter in voters else T("Whose ballot, and for whom? ana = loïc")
    whose = room.name(line.voter) if line.voter else "?"
    seen = T("{name}: “{text}” — {why}", name=whose, text=line.text, why=line.why)
    return Ask(f"line:{n}", asked, take, T("it is no ballot"), shown=(seen,), offers=_names(room))


def _names(room: Room) -> tuple[str, ...]:
    return tuple(room.people.names)


def _one(room: Room, order: list[str]) -> Ask:
    who = order[0]

    def take(text: str) -> Turn:
        if text == SKIP:
            return skipped(room, who)
        if text.casefold() in NO_BALLOT:
            return noted(room, f"none:{who}", T("{name} gives no ballot", name=room.name(who)))
        ballot = _read(room, text)
        return noted(room, f"ballot:{who}", _told(room, who, ballot), **facts_of(ballot))

    return Ask(
        f"ballot:{who}", T("{name} names", name=room.name(who)), take, who=who, queue=tuple(order[1:]),
        of=len(room.at.ballots_missing), offers=_names(room), aloud=(T("I read the ballots, one by one."),),
        shown=(*_sealed(room), T("(a name, and after “:” a few words if they are said; “without”: no ballot)")),
    )  # fmt: skip


def _read(room: Room, text: str, among: list[str] | None = None) -> Heard:
    """A ballot as typed: « Loïc : pour sa patience », « personne ». Raises ValueError."""
    plain = tidy(text)
    if not plain:
        raise ValueError(T("whom? “-” passes over, “without” means no ballot"))
    who, _colon, reason = plain.partition(":")
    found = chat.read(who, room.people, seats(room)) if among is None else None
    if found and found.instead:
        _allowed(room, found.instead)
        return found._replace(reason=reason.strip() or found.reason)
    if found and found.reason != who:
        return found._replace(reason=f"{found.reason} {reason}".strip())
    parts = [one for one in who.replace("+", ",").split(",") if one.strip()]
    names = tuple(dict.fromkeys(room.people.one(one, among) for one in parts))
    if len(names) > seats(room):
        raise ValueError(TN("one name is expected", "{n} names at most are expected", seats(room)))
    if not names:
        raise ValueError(T("whom? “-” passes over, “without” means no ballot"))
    return Heard(names, "", reason.strip())


def _allowed(room: Room, instead: str) -> None:
    if not _may(room, instead):
        raise ValueError(T("the rules of this election do not let a ballot say {instead}", instead=INSTEAD[instead]))


def read_ballot(room: Room, text: str, among: list[str] | None = None) -> Heard:
    """A ballot as typed, one of some names. Raises ValueError."""
    return _read(room, text, among)


def named(room: Room, one: Heard) -> Text:
    """Whom a ballot names, or what it says instead."""
    return INSTEAD[one.instead] if one.instead else T("{names}", names=room.people.listed(one.names))


def _told(room: Room, voter: str, one: Heard) -> Text:
    return T("{name} proposes {who}", name=room.name(voter), who=named(room, one))


def _all(room: Room, found: Mapping[str, Heard]) -> Ask:
    missing = room.at.ballots_missing
    none = [one for one in missing if one not in found]

    def take(text: str) -> Turn:
        if text:
            who = room.people.one(text, missing)
            if who in room.opened:
                raise ValueError(T("the ballot of {name} was sealed: it stands as it was opened", name=room.name(who)))
            draft = room.draft.without(room.stage, f"none:{who}").add(room.stage, f"again:{who}", {"value": "again"})
            return Turn(room._replace(draft=draft.without(room.stage, f"ballot:{who}")))
        facts = {"ballots": _given(room, found), "without": none, "opened": list(room.opened)}
        return Turn(room, deed=Deed("nominate", facts))

    rows = [(room.name(one), named(room, found[one]), found[one].reason) for one in missing if one in found]
    rows += [(room.name(one), T("no ballot"), "") for one in none]
    return Ask("all", T("All are read. Is each ballot right?"), take, T("record the ballots; a name corrects one"),
               panel=Panel(T("The ballots"), (T("who"), T("proposes"), T("words")), tuple(rows)),
               offers=tuple(missing))  # fmt: skip


def _given(room: Room, found: Mapping[str, Heard]) -> list[dict[str, Any]]:
    reasons = not room.at.rules.ballot_reasons
    typed = [voter for voter in room.at.ballots_missing if voter in found and voter not in room.opened]
    return [ballot(voter, found[voter], reasons) for voter in typed]


def ballot(voter: str, one: Heard, reasons: bool = True) -> dict[str, Any]:
    """A ballot as an event holds it."""
    made: dict[str, Any] = {"voter": voter}
    if one.instead:
        made["instead"] = one.instead
    elif len(one.names) > 1:
        made["nominees"] = list(one.names)
    else:
        made["nominee"] = one.names[0]
    if reasons and one.reason == ALOUD:
        made["withheld"] = True
    elif reasons and one.reason:
        made["reason"] = one.reason
    return made


def shown(words: str) -> Text | str:
    """A reason as it is shown."""
    return T("said in the meeting") if words == ALOUD else words

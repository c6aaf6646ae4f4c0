"""The answer of who is proposed; taking up what was suspended; the end."""

from __future__ import annotations

from collections.abc import Mapping

from coopctl import typed
from coopctl.room.scene import Ask, Deed, Room, Turn, listed, noted, number, one_of, said_words
from coopctl.values import parse_day
from coopctl.words import TN, T, Text

ANSWERS: Mapping[str, Text] = {
    "accepted": T("yes"), "declined": T("no (no reason is asked)"), "conditions": T("yes, on a condition"),
    "later": T("later"),
}  # fmt: skip
WAIVED: Mapping[str, Text] = {"waived": T("yes, without the monthly sum")}
"""What one may say besides, where the role has such a sum."""


def answer(room: Room) -> Ask:
    """Who is proposed says yes, no, yes on a condition, or later."""
    made, told = room.at.proposal, room.told
    assert made is not None
    who = next((one for one in made.names if one not in made.accepted), "")
    kind = told.get(f"answer:{who}", {}).get("value")
    if kind == "conditions":
        return _condition(room, who)
    return _until(room, who) if kind == "later" else _answer(room, who, made.deadline)


def _answer(room: Room, who: str, deadline: str | None) -> Ask:
    absent, name = bool(who) and who not in room.at.present, room.name(who)
    answers = {**ANSWERS, **(WAIVED if room.post.paid else {})}

    def take(text: str) -> Turn:
        said = one_of(text, answers, default="later" if absent and not deadline else "")
        if said == "waived":
            return Turn(room, deed=Deed("accept", {"member": who or None, "waived": True}))
        if said in ("accepted", "declined"):
            return Turn(room, deed=Deed("accept" if said == "accepted" else "decline", {"member": who or None}))
        return noted(room, f"answer:{who}", value=said)

    asked = T("{name}'s answer", name=name) if who else T("The answer of who is proposed")
    lines = [T("An answer is awaited by {day}.", day=parse_day(deadline))] if deadline else []
    lines += [T("{name} is not here: the answer may come later.", name=name)] if absent else []
    enter = ANSWERS["later"] if absent and not deadline else None
    return Ask(f"answer:{who}", asked, take, enter, who=who, shown=(*lines, *listed(answers)),
               aloud=(T("There is no objection. {name}, do you accept this role?", name=name),))  # fmt: skip


def _condition(room: Room, who: str) -> Ask:
    def take(text: str) -> Turn:
        months, _, rest = text.partition(" ")
        if months.isascii() and months.isdigit() and rest:
            return _conditioned(room, who, said_words(rest), number(months, 1, 600))
        return _conditioned(room, who, said_words(text), None)

    return Ask("condition", T("On which condition? (a number first: another term, in months)"), take,
               aloud=(T("A condition changes the proposal: everybody speaks again on it."),))  # fmt: skip


def _conditioned(room: Room, who: str, words: str, months: int | None) -> Turn:
    amendment = {"how": "condition", "text": words, **({"term_months": str(months)} if months else {})}
    return Turn(room, deed=Deed("answer", {"member": who or None, "answer": "conditions", "amendment": amendment}))


def _until(room: Room, who: str) -> Ask:
    days = room.at.rules.accept_days

    def take(text: str) -> Turn:
        until = {"until": typed.written_day(text).isoformat()} if text else {}
        return Turn(room, deed=Deed("answer", {"member": who or None, "answer": "later", **until}))

    return Ask("by", T("By which day?"), take, TN("within {n} day", "within {n} days", days))


def suspended(room: Room) -> Ask:
    """Who is there now; then it goes on."""
    state, told = room.at, room.told
    electorate = list(state.electorate)
    if "present" not in told:
        before = list(state.present)

        def present(text: str) -> Turn:
            who = room.people.several(text, electorate, electorate) if text else before
            if not who:
                raise ValueError(T("somebody has to be there"))
            return noted(room, "present", value=",".join(who))

        until = T("It was to go on on {day}.", day=parse_day(state.until)) if state.until else T("It was suspended.")
        return Ask("present", T("Who is there today?"), present,
                   T("{names}", names=room.people.listed(before)) if before else None, offers=tuple(electorate),
                   aloud=(T("Ballots stand; a round of objections begins afresh with those who are there."),),
                   shown=(until,))  # fmt: skip
    there = told["present"]["value"].split(",")

    def remote(text: str) -> Turn:
        facts = {"present": there, "remote": room.people.several(text, there, there)}
        return Turn(room, deed=Deed("resume", facts))

    gone = room.people.listed(one for one in electorate if one not in there)
    shown: tuple[Text, ...] = (T("Not there: {names}", names=gone),) if gone else ()
    return Ask("remote", T("Who of them is at a distance?"), remote, T("nobody"), shown=shown, offers=tuple(there))


def over(room: Room) -> Ask:
    """It has ended: what came of it."""
    state = room.at
    if state.outcomes:
        named = room.people.listed(one.member for one in state.outcomes)
        last = state.outcomes[-1]
        lines = [T("{names}: {role}, from {since} until {until}.", names=named, role=room.post.title, since=last.since,
                   until=last.until or "?")]  # fmt: skip
        if state.framing and state.framing.assembly:
            lines.append(T("This is a designation by the circle; the assembly decides."))
        lines.append(T("We thank {names}, and each other. The meeting may celebrate.", names=named))
    else:
        lines = [T("It has ended: nobody is designated, and the record stays.")]
    return Ask("over", T("Done."), lambda text: Turn(room, ended=True), aloud=tuple(lines), ends=True)

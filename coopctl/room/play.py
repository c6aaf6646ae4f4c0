"""The conversation: the question that is due, and what any answer leads to. Pure: it neither asks nor records."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coopctl import typed
from coopctl.room import answer, ballots, frame, moving, objections, proposal, reasons
from coopctl.room.scene import BACK, HELP, LEAVE, SUSPEND, Ask, Deed, Room, Turn, noted, tidy
from coopctl.words import T, Text

_STEPS: Mapping[str, Callable[[Room], Ask]] = {
    "framing": frame.question,
    "ballots": ballots.ballots,
    "reveal": reasons.reveal,
    "change": moving.change,
    "proposal": proposal.proposal,
    "objections": objections.round_,
    "integration": objections.work,
    "maturing": objections.work,
    "acceptance": answer.answer,
    "pending-acceptance": answer.answer,
    "suspended": answer.suspended,
}
HELP_SAID: tuple[Text, ...] = (
    T("Enter   what stands between [ ]"),
    T("<       back to the answer before, as long as the step is not recorded"),
    T("-       pass over somebody, and come back"),
    T("+ana    Ana comes in (+ana visio: at a distance)"),
    T("-ana    Ana leaves"),
    T("@ana    Ana facilitates from here on"),
    T("#text   a note, an incident"),
    T("s       suspend until another day"),
    T("q       stop here: all is kept"),
)
_REMOTE = ("visio", "remote", "distance")


def step(room: Room) -> str:
    """The step the room is at."""
    return "change" if room.state and proposal.again(room) else room.state.step if room.state else "framing"


def ask(room: Room) -> Ask:
    """The question that is due."""
    told = room.told
    if "suspending" in told:
        return _suspending(room)
    now = step(room)
    if now == "proposal" or (now in ("integration", "maturing") and told.get("ending", {}).get("value") == "another"):
        return proposal.proposal(room)
    return _STEPS.get(now, answer.over)(room)


def take(room: Room, text: str) -> Turn:
    """What an answer leads to: a key that holds at any question, else what the question makes of it."""
    asked = ask(room)
    plain = text.strip()
    try:
        if not asked.block:
            found = _key(room, plain)
            if found:
                return found
            return asked.take(tidy(plain))
        return asked.take(text) if plain not in (BACK, LEAVE, SUSPEND, HELP) else _key(room, plain) or Turn(room)
    except ValueError as error:
        said = error.args[0] if error.args else None
        return Turn(room, refused=said if isinstance(said, Text) else T("“{seen}” cannot be read", seen=plain))


def _key(room: Room, text: str) -> Turn | None:
    if text == HELP:
        return Turn(room, HELP_SAID)
    if text == LEAVE or (text.casefold() == SUSPEND and room.state is None):
        return Turn(room, ended=True)
    if text == BACK:
        return Turn(room._replace(draft=room.draft.back(room.stage)))
    if room.state is None or room.state.closed or room.state.step == "suspended":
        return None
    if text.casefold() == SUSPEND:
        return noted(room, "suspending", value="yes")
    mark, rest = text[:1], text[1:].strip()
    if mark == "#" and rest:
        return Turn(room, deed=Deed("note", {"text": tidy(rest)}))
    if mark == "@" and rest:
        return Turn(room, deed=Deed("hand_over", {"facilitator": room.people.one(rest)}))
    if mark == "+" and rest:
        return _arrival(room, rest)
    if mark == "-" and rest and text[1] != " ":
        return Turn(room, deed=Deed("leave", {"members": room.people.several(rest, list(room.state.present))}))
    return None


def _arrival(room: Room, rest: str) -> Turn:
    words = rest.split()
    remote = len(words) > 1 and words[-1].casefold() in _REMOTE
    away = [one for one in room.at.electorate if one not in room.at.present]
    who = room.people.several(" ".join(words[:-1]) if remote else rest, away)
    return Turn(room, deed=Deed("arrive", {"members": who, **({"remote": True} if remote else {})}))


def _suspending(room: Room) -> Ask:
    def read(text: str) -> Turn:
        until = typed.written_day(text).isoformat() if text else None
        return Turn(room, deed=Deed("suspend", {"until": until}))

    return Ask("until", T("When does it go on? (a day; “<”: we go on now)"), read, T("the day is not known yet"),
               aloud=(T("We stop here. Nothing is lost: ballots stand."),))  # fmt: skip


_BESIDE = ("arrive", "leave", "note", "hand_over")


def recorded(before: Room, deed: Deed, after: Room) -> Room:
    """The room once a deed is recorded: what was kept for a stage that is over is dropped."""
    draft = before.draft.without(before.stage, "suspending")
    if deed.op not in (*_BESIDE, "suspend"):
        keeps = f"ballots-{after.at.from_tour}" if after.at.step == "reveal" else ""
        draft = draft.only(keeps)
    return after._replace(draft=draft)

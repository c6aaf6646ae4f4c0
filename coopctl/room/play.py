"""The conversation: the question that is due, and what any answer leads to. Pure: it neither asks nor records."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coopctl import typed
from coopctl.room import answer, ballots, frame, moving, objections, proposal, reasons
from coopctl.room.scene import (
    BACK,
    CALL_OFF,
    HELP,
    KEYS,
    LEAVE,
    REFRAME,
    SUSPEND,
    Ask,
    Deed,
    Room,
    Turn,
    changed,
    noted,
    number,
    said_words,
    tidy,
)
from coopctl.words import TN, T, Text

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
    T("c       change the framing: the term, or a role sheet that was changed"),
    T("s       suspend until another day"),
    T("x       call the election off"),
    T("q       stop here: all is kept"),
)
_REMOTE = ("visio", "remote", "distance")


def step(room: Room) -> str:
    """The step the room is at."""
    return "change" if room.state and proposal.again(room) else room.state.step if room.state else "framing"


def ask(room: Room) -> Ask:
    """The question that is due."""
    told = room.told
    for name, question in _ASIDE.items():
        if name in told:
            return question(room)
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
        return asked.take(text) if plain not in KEYS else _key(room, plain) or Turn(room)
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
    if room.state is None or room.state.closed:
        return None
    if text.casefold() == CALL_OFF:
        return noted(room, "calling-off", value="yes")
    if room.state.step == "suspended":
        return None
    if text.casefold() in _TURNS:
        return noted(room, _TURNS[text.casefold()], value="yes")
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


def _calling_off(room: Room) -> Ask:
    def read(text: str) -> Turn:
        return Turn(room, deed=Deed("cancel", {"why": said_words(text)}))

    return Ask("off", T("Why do we call it off, about the role? (“<”: we go on)"), read,
               aloud=(T("We call this election off. Its record stays, with the reason."),))  # fmt: skip


def _reframing(room: Room) -> Ask:
    told, post, now = room.told, room.post, room.at.term_months

    def months(text: str) -> Turn:
        most = post.most_term_months or 600
        return noted(room, "new-term", value=str(number(text, 1, most)) if text else "same")

    def why(text: str) -> Turn:
        term = told["new-term"]["value"]
        facts = {"term_months": term} if term != "same" else {}
        return Turn(room, deed=Deed("reframe", {**facts, "why": said_words(text)}))

    if "new-term" in told:
        return Ask("new-why", T("Why, about the role?"), why)
    shown = [T("The role sheet was changed since the opening.")] if changed(room) else []
    return Ask("new-term", T("For how many months, then? (“<”: nothing changes)"), months,
               TN("{n} month, as agreed", "{n} months, as agreed", now) if now else T("as agreed"),
               aloud=(T("We change what was agreed before any name. Where somebody is proposed, everybody speaks "
                        "again."),), shown=tuple(shown))  # fmt: skip


_TURNS = {SUSPEND: "suspending", REFRAME: "reframing"}
_ASIDE: Mapping[str, Callable[[Room], Ask]] = {
    "suspending": _suspending, "calling-off": _calling_off, "reframing": _reframing,
}  # fmt: skip
_BESIDE = ("arrive", "leave", "note", "hand_over", "reframe")


def recorded(before: Room, deed: Deed, after: Room) -> Room:
    """The room once a deed is recorded: what was kept for a stage that is over is dropped."""
    draft = before.draft.without(before.stage, *_ASIDE, "new-term")
    if deed.op in ("suspend", "resume"):
        draft = draft.past("objections", "suspended")
    elif deed.op not in _BESIDE:
        keeps = f"ballots-{after.at.from_tour}" if after.at.step == "reveal" else ""
        draft = draft.only(keeps)
    return after._replace(draft=draft)

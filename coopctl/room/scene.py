"""What the conversation is made of: the room as it stands, a question, what an answer led to, a deed to be recorded."""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from coopctl.characters import odd_characters, odd_rule
from coopctl.election.state import State
from coopctl.importing.spelling import fold
from coopctl.room.draft import Draft, Facts
from coopctl.room.people import People
from coopctl.words import T, Text

SKIP, BACK, ALOUD, SUSPEND, LEAVE, HELP = "-", "<", "*", "s", "q", "?"
REFRAME, CALL_OFF = "c", "x"
KEYS = (BACK, SUSPEND, REFRAME, CALL_OFF, LEAVE, HELP)
"""What is a key where several lines are awaited too."""


class Post(NamedTuple):
    """A role or body as it is read aloud, and who is around it.

    ``free`` seats are held by nobody today; ``colleges`` are names with titles; ``sheet`` is the fingerprint.
    """

    name: str
    title: str
    purpose: str = ""
    accountabilities: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    expectations: str = ""
    term_months: int | None = None
    most_term_months: int | None = None
    members: tuple[str, ...] = ()
    assembly: bool = False
    seats: int = 1
    free: int = 1
    colleges: Mapping[str, str] = {}
    sheet: str = ""
    paid: bool = False


class Room(NamedTuple):
    """All that a question is made from. ``state`` is None while the election is being framed.

    ``opened`` are the ballots that were sealed in a clone and are open: whom each names, or what it says instead;
    ``closed`` who sealed one that is not.
    """

    people: People
    actor: str
    today: dt.date
    posts: Mapping[str, Post]
    state: State | None = None
    draft: Draft = Draft()
    events: int = 0
    reasons: Mapping[str, str] = {}
    wished: str = ""
    opened: Mapping[str, tuple[tuple[str, ...], str]] = {}
    closed: tuple[str, ...] = ()

    @property
    def at(self) -> State:
        """Where the election stands. Only once it is open."""
        assert self.state is not None
        return self.state

    @property
    def stage(self) -> str:
        """The name under which answers are kept now."""
        return stage(self.state, self.events)

    @property
    def told(self) -> dict[str, Facts]:
        """What was answered in this stage."""
        return self.draft.of(self.stage)

    @property
    def post(self) -> Post:
        """The role it is for."""
        role = self.state.framing.role if self.state and self.state.framing else ""
        return self.posts.get(role) or Post(role, role)

    def name(self, handle: str) -> str:
        """How somebody is called."""
        return self.people.said(handle)


class Deed(NamedTuple):
    """Something to be recorded: which step, and what it holds."""

    op: str
    facts: Mapping[str, Any] = {}


class Turn(NamedTuple):
    """What an answer led to."""

    room: Room
    said: tuple[Text, ...] = ()
    refused: Text | None = None
    deed: Deed | None = None
    ended: bool = False


class Panel(NamedTuple):
    """Rows to show beside a question."""

    title: Text
    heads: tuple[Text | str, ...]
    rows: tuple[tuple[Any, ...], ...]


class Ask(NamedTuple):
    """A question: what to say aloud, what is asked, what Enter does, whose turn it is and who comes then.

    ``take`` reads the answer, and raises ValueError with what is refused. ``block`` takes several lines.
    """

    at: str
    words: Text
    take: Callable[[str], Turn]
    enter: Text | None = None
    aloud: tuple[Text, ...] = ()
    who: str = ""
    queue: tuple[str, ...] = ()
    of: int = 0
    offers: tuple[str, ...] = ()
    shown: tuple[Text, ...] = ()
    panel: Panel | None = None
    block: bool = False
    ends: bool = False


def stage(state: State | None, events: int) -> str:
    """A name for where an election stands, as far as an answer depends on it; who comes and goes changes nothing."""
    if state is None or state.framing is None:
        return "framing"
    proposals, made = len(state.proposals), state.proposal
    rounds = len(made.consent.rounds) if made else 0
    told: dict[str, tuple[Any, ...]] = {
        "ballots": (state.from_tour,),
        "reveal": (state.from_tour,),
        "change": (state.from_tour, state.changes),
        "proposal": (state.from_tour, proposals, state.changes),
        "objections": (proposals, rounds),
        "acceptance": (proposals, rounds),
        "pending-acceptance": (proposals, rounds),
    }
    if made and state.step in ("integration", "maturing"):
        ended = ["-".join((one.name, one.ending or "")) for one in made.consent.objections]
        return "-".join((state.step, str(proposals), str(rounds), *ended))
    return "-".join((state.step, *map(str, told.get(state.step, (events,)))))


def changed(room: Room) -> bool:
    """Whether the role sheet is not the one the group goes by."""
    now = room.post.sheet
    return bool(room.at.sheet and now and now != room.at.sheet)


def noted(room: Room, at: str, *said: Text, **facts: str) -> Turn:
    """An answer, kept."""
    return Turn(room._replace(draft=room.draft.add(room.stage, at, facts)), said)


def sorted_by_chance(people: Iterable[str], *salt: object) -> list[str]:
    """An order that varies with what is given, and is the same whenever that is."""
    mixed = "/".join(map(str, salt))
    return sorted(people, key=lambda one: hashlib.sha256(f"{mixed}/{one}".encode()).digest())


def speaking(room: Room, people: Iterable[str], salt: str, last: Iterable[str] = ()) -> list[str]:
    """The order of speech of a round: by chance, then those who come last, then those who were passed over."""
    at_the_end = set(last)
    mixed = sorted_by_chance(people, room.at.id, salt)
    mixed.sort(key=lambda one: one in at_the_end)
    return sorted(mixed, key=lambda one: room.draft.times(room.stage, f"skip:{one}"))


def skipped(room: Room, who: str) -> Turn:
    """Somebody is passed over for now."""
    return noted(room, f"skip:{who}", T("we come back to {name}", name=room.name(who)))


def tidy(text: str) -> str:
    """Words as they may be written. Raises ValueError for what no file may hold."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    for _at, character in odd_characters(plain):
        raise ValueError(odd_rule(character)[1])
    return plain


def said_words(text: str) -> str:
    """A few words, not none, and not a single letter. Raises ValueError."""
    plain = tidy(text)
    if len(fold(plain)) < 2:
        raise ValueError(T("a few words are needed"))
    return plain


def number(text: str, least: int, most: int) -> int:
    """A whole number. Raises ValueError."""
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit() and least <= int(plain[:6]) <= most):
        raise ValueError(T("a number from {least} to {most} is expected", least=least, most=most))
    return int(plain)


def one_of(text: str, choices: Mapping[str, Text], *, default: str = "") -> str:
    """One of several, by its number, by its first letters as shown, or Enter. Raises ValueError."""
    plain, names = fold(text), list(choices)
    if not plain and default:
        return default
    if plain.isascii() and plain.isdigit() and 1 <= int(plain[:6]) <= len(names):
        return names[int(plain[:6]) - 1]
    exact = [one for one in names if plain in (fold(one), fold(str(choices[one])))]
    found = exact or [one for one in names if plain and fold(str(choices[one])).startswith(plain)]
    if len(found) == 1:
        return found[0]
    if not plain:
        raise ValueError(T("a number from 1 to {last}", last=len(names)))
    raise ValueError(T("“{seen}” is not one of them: a number from 1 to {last}", seen=text.strip(), last=len(names)))


def listed(choices: Mapping[str, Text]) -> tuple[Text, ...]:
    """The choices, numbered."""
    return tuple(T("{n}  {what}", n=n, what=what) for n, what in enumerate(choices.values(), 1))

"""A meeting led by somebody who types anything: what must hold whatever is typed."""

from __future__ import annotations

import datetime as dt
import random

from coopctl.edits.rehearsed import Memory
from coopctl.election.book import elections, replays
from coopctl.ledger import Ledger
from coopctl.problem import CoopError
from coopctl.room import draft, play, rehearsal
from coopctl.room.scene import Room
from tests.election.chance import unsound

DAY = dt.date(2026, 11, 24)
_NAMES = ("ana", "Bilal", "chloé", "diego", "Emma Leroy", "farid", "gaelle", "hugo")
_KEYS = (
    "",
    "",
    "",
    "",
    "<",
    "-",
    "s",
    "c",
    "x",
    "?",
    "*",
    "o",
    "0",
    "t",
    "+ana",
    "-ana",
    "+bilal visio",
    "@emma",
    "@ana",
    "#bruit",
)
_WORDS = (
    "relais", "1", "2", "3", "4", "5", "12", "oui", "non", "pour sa patience", "tous", "sauf ana", "personne", "sans",
    "je passe", "2027-01-15", "31/12/2026", "ana = bilal", "bilal : calme", "9 ans", "é\u0301", "\u200b",
    "a" * 300, ":",
    "5 5 5 5 5 5", "chercher ailleurs", "bilal, chloé", "6 le temps de finir", "=", "+", "@", "--", "%s {x}", "work",
)  # fmt: skip
_BLOCK = (
    "Ana : Bilal, calme\nBilal : je propose Chloé\nChloé\nje passe\nmoi, Diego, je propose Ana\n???\nEmma: Ana et Hugo"
)


def typed(chance: random.Random, room: Room, wild: float) -> str:
    """An answer: mostly one that goes on, else anything."""
    asked = play.ask(room)
    if chance.random() < wild:
        return chance.choice((*_KEYS, *_WORDS, *_NAMES, _BLOCK))
    if asked.block:
        return chance.choice(("", _BLOCK))
    if asked.at.startswith(("ballot:", "line:")):
        return f"{chance.choice(_NAMES[:4])}: pour sa patience"
    if asked.at == "whom":
        return room.name(chance.choice(list(room.at.named) or ["ana"]))
    if asked.at.startswith("said:"):
        return chance.choice(("", "", "", "", "", "", "la durée est trop longue", "o", "*"))
    if asked.at.startswith("answer:"):
        return chance.choice(("1", "1", "1", "2", "3", "4"))
    if asked.enter and not asked.at.startswith("ripe"):
        return ""
    return chance.choice(("relais", "hugo", "pour sa patience", "1", "2", "3", "12", "2027-01-15", "oui"))


def meeting(seed: int, answers: int = 150) -> tuple[Memory, list[str]]:
    """One meeting; what it comes to, and the states it went through. Killed and taken up again at random."""
    chance = random.Random(seed)
    wild = chance.choice((0.0, 0.03, 0.1, 0.5))
    book = Memory(rehearsal.files(DAY), rehearsal.NAMES, "ana", DAY)
    room, steps = book.room(), []
    for _ in range(answers):
        steps.append(play.step(room))
        if play.ask(room).ends:
            break
        turn = play.take(room, typed(chance, room, wild))
        room = turn.room
        book.keep(draft.read(room.draft.tree))
        if turn.deed:
            try:
                book.record(turn.deed)
            except CoopError:
                continue
            if chance.random() < 0.9:
                book.keep(play.recorded(room, turn.deed, book.room()).draft)
        room = book.room()
    return book, steps


def wrong(book: Memory) -> str | None:
    """What is wrong with what a meeting came to, None where nothing is."""
    ledger = Ledger(book.snapshot)
    state, record = replays(ledger).get(book.name), elections(ledger).get(book.name)
    if state is None or record is None:
        return None
    if state.broken:
        return str(state.broken[0].message)
    return unsound(record, state)

"""Of the framing, what only some roles ask: seats, one by one or together, for which college; and the place."""

from __future__ import annotations

from collections.abc import Mapping

from coopctl.room.draft import Facts
from coopctl.room.scene import Ask, Post, Room, Turn, listed, noted, number, one_of, said_words
from coopctl.words import TN, T, Text

TOGETHER: Mapping[str, Text] = {
    "one-by-one": T("one after the other: ballots, proposal and objections for each"),
    "slate": T("as a group: ballots with several names, one proposal, one round of objections"),
}


def asked(post: Post, told: Mapping[str, Facts]) -> list[str]:
    """Which of these questions the role asks."""
    found = ["seats"] if post.seats > 1 else []
    found += ["together"] if told.get("seats", {}).get("value", "1") != "1" and found else []
    return [*found, "college"] if post.colleges else found


def seats(post: Post, room: Room) -> Ask:
    """How many seats are filled now."""

    def take(text: str) -> Turn:
        n = number(text, 1, post.seats) if text else 1
        return noted(room, "seats", TN("{n} seat", "{n} seats", n), value=str(n))

    free = TN("The role has {n} seat.", "The role has {n} seats.", post.seats)
    left = TN("{n} of them is free today.", "{n} of them are free today.", post.free)
    return Ask("seats", T("How many seats do we fill now?"), take, TN("{n} seat", "{n} seats", 1), shown=(free, left))


def together(post: Post, room: Room) -> Ask:
    """One seat after the other, or as a group."""

    def take(text: str) -> Turn:
        way = one_of(text, TOGETHER, default="one-by-one")
        return noted(room, "together", TOGETHER[way], value=way)

    return Ask("together", T("One after the other, or as a group?"), take, T("one after the other"),
               shown=listed(TOGETHER))  # fmt: skip


def college(post: Post, room: Room) -> Ask:
    """The college whose seat it is."""
    choices = {name: T("{title}", title=title) for name, title in post.colleges.items()}

    def take(text: str) -> Turn:
        name = one_of(text, choices) if text else ""
        return noted(room, "college", value=name)

    return Ask("college", T("For which college?"), take, T("none"), shown=listed(choices))


def place(room: Room, remote: bool) -> Ask:
    """Where the meeting is held: minutes say it."""
    usual = T("in the room and at a distance") if remote else T("in the room")

    def take(text: str) -> Turn:
        where = said_words(text) if text else str(usual)
        return noted(room, "place", value=where)

    return Ask("place", T("Where are we, and by which channel?"), take, usual)

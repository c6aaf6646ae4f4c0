"""Of the framing, the time: how long each step may take."""

from __future__ import annotations

from collections.abc import Mapping

from coopctl.room import clock
from coopctl.room.scene import Ask, Room, Turn, noted
from coopctl.words import T, Text

STEPS: Mapping[str, Text] = {
    "ballots": T("silence and ballots"), "reveal": T("round of reasons"), "change": T("change round"),
    "proposal": T("proposal"), "objections": T("objections"), "acceptance": T("answer"),
}  # fmt: skip


def question(room: Room, people: int) -> Ask:
    """How many minutes, for so many people who speak."""
    usual = clock.usual(people)

    def take(text: str) -> Turn:
        try:
            found = clock.given(text, people) if text else usual
        except ValueError:
            raise ValueError(T("one number for all of it, or six: {steps}", steps=list(STEPS.values()))) from None
        said = T("{all} minutes: {each}", all=sum(found), each=each(found))
        return noted(room, "minutes", said, value=",".join(map(str, found)))

    return Ask("minutes", T("How many minutes, in all or for each step?"), take,
               T("{all}: {each}", all=sum(usual), each=each(usual)))  # fmt: skip


def each(minutes: tuple[int, ...]) -> list[Text]:
    """The minutes of each step, in words."""
    return [T("{step} {n}", step=STEPS[step], n=n) for step, n in clock.named(minutes).items()]

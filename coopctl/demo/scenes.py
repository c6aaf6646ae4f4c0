"""What the demonstration plays: from a line noted to a month closed and proved, then what circles keep together."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from coopctl.words import T, Text

TODAY = dt.date(2026, 11, 3)
"""The day on which the demonstration takes place."""
ACTOR = "omar"
"""Whoever watches is this member: he follows the budgets, and closes the months."""
SLUG = "jours-ouvrables"


class Scene(NamedTuple):
    """A command played in front of the user: what it is about, the words typed, the exit code it gives."""

    title: Text
    command: tuple[str, ...]
    code: int = 0


class Offer(NamedTuple):
    """A command to try afterwards, and what it is for."""

    command: str
    what: Text


_ADD = ("contrib", "add")
_DAY = ("--date", "2026-10-30")

SCENES = (
    Scene(
        T("Noting what one did: the work, the time, what one grants oneself. Nobody approves it."),
        (*_ADD, "Relecture de la newsletter de novembre", "--circle", "communication", "--hours", "1h30",
         "--rate", "15", *_DAY),
    ),
    Scene(
        T("A slip of the finger is refused, with the reason, the place, and what to type instead."),
        (*_ADD, "Mise en page du livret", "--circle", "communication", "--hours", "2", "--rate", "35", *_DAY),
        code=1,
    ),
    Scene(T("What October comes to, before anything is closed."), ("payout", "preview", "2026-10")),
    Scene(T("The month is closed: every line and every sum is frozen."), ("payout", "close", "2026-10", "--yes")),
    Scene(T("Anyone can compute it again, and compare it with the history."), ("payout", "verify", "2026-10")),
    Scene(
        T("From a euro back to the work, the role and the mandate it comes from."),
        ("payout", "explain", "karim", "--period", "2026-10"),
    ),
    Scene(
        T("What is due, then what is to be taken up again: mandates, commitments, reviews, seats to fill."),
        ("calendar", "--until", "2026-12-31"),
    ),
    Scene(
        T("What is needed is there for whoever takes it: nobody gives it out, nobody's leave is asked."),
        ("need", "take", "tulle-cles"),
    ),
    Scene(
        T("What a circle decided stands until it is looked at again."),
        ("decision", "show", "messagerie-d-equipe"),
    ),
    Scene(
        T("An election without candidates: who is designated awaits the assembly."),
        ("election", "show", "2026-10-15-conseil"),
    ),
    Scene(T("And this is what the history now says."), ("log", "--limit", "6")),
)  # fmt: skip

OFFERS = (
    Offer("coopctl", T("where you stand")),
    Offer("coopctl contrib add", T("a few lines, with questions")),
    Offer("coopctl payout statement karim --period 2026-08", T("with a catch-up")),
    Offer("coopctl circle map --on 2024-01-01", T("the circles, on any day")),
    Offer("coopctl role show orientation/co-gerance", T("a role, and who holds it")),
    Offer("coopctl member show karim", T("what one holds, and held")),
    Offer("coopctl budget", T("the envelopes of circles")),
    Offer("coopctl need", T("what is needed")),
    Offer("coopctl decision stats", T("how one decides")),
    Offer("coopctl coop show", T("the cooperative as a whole")),
    Offer("coopctl report 2026-01..2026-09", T("what changed, in words")),
    Offer("coopctl check", T("what is wrong, if anything")),
)


def typed(command: tuple[str, ...], width: int = 78) -> str:
    """A command as one would type it, on several lines where one is not wide enough."""
    lines = ["$ coopctl"]
    for option in _options(command):
        if len(lines[-1]) + 1 + len(option) > width:
            lines[-1] += " \\"
            lines.append(f"    {option}")
        else:
            lines[-1] += f" {option}"
    return "\n".join(lines)


def _options(command: tuple[str, ...]) -> list[str]:
    """The words of a command, each option with its value, quoted where the shell needs it."""
    found: list[str] = []
    for word in command:
        quoted = f'"{word}"' if " " in word else word
        if found and found[-1].startswith("--") and " " not in found[-1] and not word.startswith("--"):
            found[-1] += f" {quoted}"
        else:
            found.append(quoted)
    return found

"""What the verbs of members, circles and roles share: how their words are read, how a change is written and told."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

from coopctl import typed
from coopctl.cli import show
from coopctl.cli.options import option
from coopctl.cli.saying import shared
from coopctl.cli.usage import nearest
from coopctl.problem import NotHere
from coopctl.snapshot import Edit, Snapshot
from coopctl.values import When, parse_slug
from coopctl.values.lapses import Lapse, parse_lapse
from coopctl.values.slugs import slugged as slugged
from coopctl.words import Command, T, Text, language, said

if TYPE_CHECKING:
    from coopctl.cli.session import Session
    from coopctl.edits.governance import Change

Plan = Callable[[Snapshot, str], "Change"]


def slug(text: str) -> str:
    """A handle or slug as typed; a refusal proposes what the ledger could use (« Loïc » → loic)."""
    try:
        return parse_slug(text)
    except ValueError as error:
        better = slugged(text)
        if not better or better == text:
            raise
        raise ValueError(T("{why}; for instance {better}", why=error.args[0], better=better)) from None


def role_name(text: str) -> str:
    """A role as typed: ``circle/role``, or the role alone where only one circle has it."""
    circle, slash, role = text.partition("/")
    return f"{slug(circle)}/{slug(role)}" if slash else slug(text)


def full_role_name(text: str) -> str:
    """A new role as typed: its circle is needed."""
    if "/" not in text:
        raise ValueError(T("“{seen}” does not say the circle: write circle/role", seen=text))
    return role_name(text)


def words(text: str) -> str:
    """Words as typed, on one line, without what no file may hold."""
    from coopctl.characters import odd_characters, odd_rule

    tidy = " ".join(unicodedata.normalize("NFC", text).split())
    if not tidy:
        raise ValueError(T("the text is empty"))
    for _at, character in odd_characters(tidy):
        raise ValueError(odd_rule(character)[1])
    return tidy


def when(text: str, today: dt.date) -> When:
    """A day or a month as typed (« 2024-03 », « mars 2024 », « 1/10/2026 », « hier »)."""
    month = typed.written_month(text)
    return When(str(month)) if month else When(typed.day(text, today).isoformat())


_UNITS = (
    ("day", ("day", "days", "j", "jour", "jours")),
    ("week", ("week", "weeks", "sem", "semaine", "semaines")),
    ("month", ("month", "months", "mois")),
    ("year", ("year", "years", "an", "ans", "année", "années")),
)


def lapse(text: str) -> Lapse:
    """A length of time as typed (« 2 mois », "6 weeks")."""
    number, _, word = " ".join(text.split()).casefold().partition(" ")
    unit = next((unit for unit, words_ in _UNITS if word in words_), word)
    return parse_lapse(f"{number} {unit}{'' if number == '1' else 's'}")


Everyone = Annotated[bool, option("--all", help="the past and the future too")]
Since = Annotated[When | None, option("--since", meta="DATE", help="first day, or month (today)", dated=when)]
Until = Annotated[When | None, option("--until", meta="DATE", help="last day, or month", dated=when)]
LastDay = Annotated[When | None, option("--on", meta="DATE", help="last day, or month (today)", dated=when)]


def day(setting: Any) -> When:
    """Today, as records write it."""
    return When(setting.today.isoformat())


def govern(session: Session, plan: Plan, *, dry_run: bool = False, then: str | None = None) -> Change:
    """Write one change as one commit and tell it; ``then`` is the next useful command.

    A dry run says what it would leave to do, as the change itself does.
    """
    session.repo.folder  # noqa: B018  (raises where the folder is not under git)
    actor = session.actor

    def planned(snapshot: Snapshot) -> tuple[Edit, Change]:
        change = plan(snapshot, actor)
        return change.edit, change

    _written, change = session.write(planned, dry_run=dry_run)
    if dry_run:
        still_to_do(change.left)
    else:
        told(session, change, then)
    return change


def told(session: Session, change: Change, then: str | None = None) -> None:
    """One line for each thing changed; then what is left to do, what is not shared, and the next command."""
    for line in change.said:
        show.out(line)
    still_to_do(change.left)
    for message in (*(remark.message for remark in change.remarks), *change.notes):
        show.note(T("worth a look: {message}", message=message))
    if waiting := shared(session):
        show.note(waiting)
    if then:
        show.note(T("next: {command}", command=then))


def still_to_do(left: Iterable[tuple[Text, str]]) -> None:
    """Facts that somebody has to see to, each with the command for it."""
    for fact, command in left:
        show.note(T("still to do: {fact}", fact=fact))
        show.note(f"  {said(Command(command), language())}")


def needed(value: str | None, prompt: Text, option: str, read: Callable[[str], str] = words) -> str:
    """A value given, else asked for; Misuse naming the option where nobody can be asked."""
    if value is not None:
        return value
    from coopctl.cli.show_ask import ask_for

    return ask_for(prompt, read, option=option)


def known(name: str, records: Mapping[str, Any], text: Text, command: str) -> str:
    """A name that a mapping holds. Raises NotHere with ``text`` and the nearest name."""
    if name not in records:
        near = nearest(name, records)
        raise NotHere(T("{text}; did you mean {near}?", text=text, near=near) if near else text, command)
    return name


def unreadable(faulty: list[str]) -> None:
    """Say which records are left out of a list because they cannot be read."""
    for path in faulty:
        show.note(T("{path} cannot be read and is left out: coopctl check", path=path))

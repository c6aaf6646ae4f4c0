"""The forms of a calendar: lines for people, facts for programs, a file for an agenda; and where it is written."""

from __future__ import annotations

import datetime as dt
import json
import os
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from coopctl.cli import show as screen
from coopctl.problem import CoopError, Misuse, NotHere
from coopctl.words import TN, Command, T, Text, language
from coopctl.words import said as shown

if TYPE_CHECKING:
    from coopctl.calendar.reminder import Reminder
    from coopctl.calendar.sources import Calendar
    from coopctl.cli.session import Session


def formed(session: Session, found: Calendar, form: str, rev: str | None, *, wrapped: bool) -> bytes:
    """A calendar in one of its forms; ``wrapped`` lets lines follow the width of a terminal."""
    if form == "ics":
        from coopctl.calendar.ics import ics

        return ics(found, _name(session), session.slug, _recorded(session, rev, found.day), language())
    if form == "json":
        return (json.dumps(as_facts(found, session.slug), indent=2) + "\n").encode()
    seen = screen.screen()
    return "".join(f"{line}\n" for line in lines(found, seen.width if wrapped and seen.terminal else None)).encode()


def lines(found: Calendar, width: int | None) -> Iterator[str]:
    """What is due, then what is to be taken up, each with its day; under the latter what to type."""
    yield str(T("from {first} to {last}", first=found.day, last=found.horizon))
    room = max((len(str(_day(one))) for one in found.all), default=0)
    for title, part in ((T("due"), found.due), (T("to take up"), found.again)):
        if not part:
            continue
        yield ""
        yield str(title)
        for one in part:
            yield from _wrapped(f"  {_day(one):{room}}  ", said(one), width)
            if one.command and part is found.again:
                yield f"  {'':{room}}    {shown(Command(one.command), language())}"
    if not found.all:
        yield ""
        yield str(T("nothing is due, and nothing is to be taken up"))


def said(one: Reminder) -> str:
    """A reminder in a sentence, with the text of law it comes from."""
    whole = T("{what} ({law})", what=one.what, law=one.law) if one.law else one.what
    return str(T("{what} (for you)", what=whole) if one.about else whole)


def _day(one: Reminder) -> str:
    return shown(one.day, language()) if one.day else ""


def _wrapped(head: str, text: str, width: int | None) -> Iterator[str]:
    if width is None or width < len(head) + 20:
        yield head + text
        return
    yield from textwrap.wrap(
        text, width, initial_indent=head, subsequent_indent=" " * len(head), break_on_hyphens=False
    )


def as_facts(found: Calendar, slug: str) -> dict[str, Any]:
    """For programs; ``uid`` is the one of the .ics file."""
    return {
        "from": found.day.isoformat(),
        "to": found.horizon.isoformat(),
        "due": [_facts(one, slug) for one in found.due],
        "again": [_facts(one, slug) for one in found.again],
    }


def _facts(one: Reminder, slug: str) -> dict[str, Any]:
    from coopctl.calendar.reminder import uid

    return {
        "kind": one.kind,
        "day": one.day.isoformat() if one.day else None,
        "what": _plain(one.what),
        "record": one.record,
        "circle": one.circle,
        "members": list(one.members),
        "pressing": one.pressing,
        "law": _plain(one.law),
        "source": _plain(one.source),
        "command": one.command,
        "private": one.about is not None,
        "uid": uid(one, slug),
    }


def _plain(text: Text | None) -> str | None:
    from coopctl.report.plain import plain

    return plain(text, language()) if text else None


def _name(session: Session) -> str:
    charter = session.ledger().charter
    return charter.name if charter else session.slug


def _recorded(session: Session, rev: str | None, day: dt.date) -> dt.datetime:
    """When what is shown was recorded; the day itself where nothing is."""
    from coopctl.store.history import commits

    try:
        return next(commits(session.repo, rev=rev or "HEAD", limit=1)).date
    except (CoopError, StopIteration):
        return dt.datetime.combine(day, dt.time(), dt.UTC)


def write(session: Session, output: str, data: bytes, count: int, mine: bool) -> None:
    """The file, replaced as a whole; one's own is for oneself to read. Raises Misuse for a place of the ledger."""
    from coopctl.records.kinds import FOLDERS
    from coopctl.store.disk import replace

    place = os.path.realpath(os.path.join(session.setting.folder, os.path.expanduser(output)))
    steps = os.path.relpath(place, os.path.realpath(session.root)).split(os.sep)
    if steps[0] in (*FOLDERS, "schemas") or ".git" in place.split(os.sep) or place.endswith((".yaml", ".yml")):
        raise Misuse(T("{path} is a place of the ledger's own: name another file", path=output),
                     "coopctl calendar -o ../calendar.ics")  # fmt: skip
    if os.path.isdir(place) or not os.path.isdir(os.path.dirname(place)):
        raise NotHere(T("{path} is not a file, or its folder is not there", path=place))
    replace(place, data, 0o600 if mine else 0o644)
    screen.out(TN("{n} thing in {path}", "{n} things in {path}", count, path=place))
    if mine:
        screen.note(T("this file is yours: it may hold follow-ups of people, do not share it"))

"""coopctl payout explain: from a euro to the line, the role, the mandate, and who recorded them when."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from coopctl.cli import show as screen
from coopctl.cli.options import Format, Rev
from coopctl.cli.payout_asked import MemberOf, ThePeriod
from coopctl.cli.payout_period import Reckoning, known_member, reckoning
from coopctl.cli.payout_trace import Trace
from coopctl.cli.people import names, said_member
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.edits.books import Recorded
from coopctl.payout.explain import Step
from coopctl.payout.explain import explain as walked
from coopctl.problem import At
from coopctl.records.kinds import record_name
from coopctl.rules.judge import named
from coopctl.store.history import Commit
from coopctl.values import Cents
from coopctl.words import T, Text, language

_SHORT = 7


@verb
def explain(
    setting: Setting, member: MemberOf = None, period: ThePeriod = None, format: Format = "text", rev: Rev = None
) -> int:
    """Walk from a sum back to where it comes from: the line, the role, the mandate, who recorded them and when.

    A period that is not closed yet is shown as it would be today.

        coopctl payout explain loic --period 2026-10
    """
    session = Session(setting)
    member = member or session.actor
    found = reckoning(session, period, rev)
    member = known_member(found, member)
    steps = walked(found.books, member, found.reckoned.period, found.titles)
    trace = Trace(session, found.snapshot, {step.at.path for step in steps if step.at})
    sources = [(step, trace.recorded(step.at) if step.at else None) for step in steps]
    where = Recorded(found.snapshot)
    if format == "json":
        say_json(_facts(found, member, where, sources))
    else:
        _tell(session, found, member, where, sources)
    return 0


def _tell(
    session: Session, found: Reckoning, member: str, where: Recorded, sources: list[tuple[Step, Commit | None]]
) -> None:
    for step, commit in sources:
        if step.depth == 0:
            _paragraph(_with_source(_title(session, found, member, step), where, step, commit), 0)
        elif step.depth == 1:
            screen.out()
            _paragraph(step.words, 0)
        else:
            _paragraph(_with_source(step.words, where, step, commit), 2 * (step.depth - 1))
    if len(sources) == 1:
        screen.note(T("nothing is counted for {member} there", member=member))


def _title(session: Session, found: Reckoning, member: str, step: Step) -> Text:
    name, period = said_member(member, names(session)), found.reckoned.period
    if found.closed:
        return T("{member}, {period}: {total}", member=name, period=period, total=step.amount or Cents(0))
    return T("{member}, {period}, not closed yet: {total}", member=name, period=period, total=step.amount or Cents(0))


def _with_source(words: Text, where: Recorded, step: Step, commit: Commit | None) -> Text:
    """A step, the record it stands in, and the entry of the history that made it so."""
    if step.at is None or step.at.path not in where.files:
        return words
    record = _record(where, step.at)
    if commit is None:
        return T("{words} ({record})", words=words, record=record)
    return T("{words} ({record}, recorded on {day} by {author}, {id})", words=words, record=record,
             day=commit.date.date(), author=commit.author[0], id=commit.id[:_SHORT])  # fmt: skip


def _record(where: Recorded, at: At) -> str:
    """The record's name, or that of the line of the board."""
    return named(where, at)[0] if at.path.startswith("contributions/") else record_name(at.path)


def _paragraph(words: Text, indent: int) -> None:
    """Words to the width of a terminal; a file or another program gets one line."""
    seen = screen.screen()
    blank = " " * indent
    if not seen.terminal:
        screen.out(f"{blank}{words}")
        return
    for line in wrap(str(words), seen.width, initial_indent=blank, subsequent_indent=f"{blank}  ",
                     break_long_words=False, break_on_hyphens=False):  # fmt: skip
        screen.out(line)


def _facts(found: Reckoning, member: str, where: Recorded, sources: list[tuple[Step, Commit | None]]) -> dict[str, Any]:
    total = next((step.amount for step, _commit in sources if step.depth == 0), None)
    return {
        "member": member,
        "period": str(found.reckoned.period),
        "status": found.status,
        "total": (total or Cents(0)).fixed,
        "steps": [_step(where, step, commit) for step, commit in sources],
    }


def _step(where: Recorded, step: Step, commit: Commit | None) -> dict[str, Any]:
    here = step.at if step.at and step.at.path in where.files else None
    place = where.place(here) if here else None
    return {
        "depth": step.depth,
        "words": step.words.shown(language(), plain=True),
        "amount": None if step.amount is None else step.amount.fixed,
        "record": _record(where, step.at) if step.at else None,
        "path": place.path if place else None,
        "line": place.line if place else None,
        "commit": commit.id if commit else None,
        "date": commit.date.date().isoformat() if commit else None,
        "author": commit.author[0] if commit else None,
    }

"""coopctl payout statement: each member's sheet, ready to send."""

from __future__ import annotations

import json
import os
from typing import Annotated, Any, Literal

from coopctl.cli import show as screen
from coopctl.cli.options import Rev, one_of, option
from coopctl.cli.payout_asked import MemberOf, ThePeriod
from coopctl.cli.payout_page import as_html
from coopctl.cli.payout_period import Reckoning, known_member, reckoning
from coopctl.cli.payout_sheet import WIDTH, Sheet, as_facts, as_text, sheet_of
from coopctl.cli.people import names, said_member
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.payout.books import work_of
from coopctl.problem import Misuse, NotHere, Refused
from coopctl.records.kinds import FOLDERS
from coopctl.report.plain import spaced
from coopctl.words import TN, T

Everyone = Annotated[bool, option("--all", help="everyone's, not only one")]
Folder = Annotated[str | None, option("-o", "--output", meta="DIR", help="write one file for each person there")]
Shape = Annotated[
    Literal["text", "html", "json"],
    option("--format", meta="text|html|json", help="plain text, a page to print, or for programs",
           read=one_of("text", "html", "json")),
]  # fmt: skip
_ENDINGS = {"text": "txt", "html": "html", "json": "json"}
_OWNER_ONLY = 0o600


@verb
def statement(
    setting: Setting,
    member: MemberOf = None,
    everyone: Everyone = False,
    period: ThePeriod = None,
    output: Folder = None,
    format: Shape = "text",
    rev: Rev = None,
) -> int:
    """Write what each is due and where it comes from, ready to send.

    An internal statement: neither a payslip nor an invoice. Names are shown where this clone knows them.

        coopctl payout statement --all --period 2026-10 -o ../statements --format html
    """
    if everyone and member:
        raise Misuse(T("name a member or {option}, not both", option="--all"))
    if everyone and format == "html" and output is None:
        raise Misuse(T("one page for each person: {option} is missing", option="-o DIR"))
    session = Session(setting)
    place = _place(session, output) if output is not None else None
    found = reckoning(session, period, rev)
    sheets = _sheets(session, found, None if everyone else member or session.actor)
    if place is None:
        _tell(found, sheets, format)
    else:
        _write(setting, place, {_name(found, one, format): _form(one, format) for one in sheets})
    return 0


def _sheets(session: Session, found: Reckoning, member: str | None) -> list[Sheet]:
    """The statement of one member, or of all that the payout speaks of."""
    who = names(session)
    if member is not None:
        member = known_member(found, member)
        return [sheet_of(found, member, said_member(member, who))]
    reckoned = found.reckoned
    everyone = {one.member for one in reckoned.statements} | {one.member for one in reckoned.set_aside}
    everyone |= {one.member for one in work_of(reckoned)}
    return [sheet_of(found, one, said_member(one, who)) for one in sorted(everyone)]


def _tell(found: Reckoning, sheets: list[Sheet], form: str) -> None:
    """On standard output: one after the other."""
    if form == "json":
        say_json(_all_facts(found, sheets))
    elif form == "html":
        screen.write("stdout", as_html(sheets[0]))
    else:
        seen = screen.screen()
        width = min(seen.width, WIDTH) if seen.terminal else WIDTH
        screen.write("stdout", "\n\n".join(as_text(one, width) for one in sheets))


def _all_facts(found: Reckoning, sheets: list[Sheet]) -> dict[str, Any]:
    return {
        "period": str(found.reckoned.period),
        "status": found.status,
        "total": found.reckoned.total.fixed,
        "statements": [as_facts(one) for one in sheets],
    }


def _name(found: Reckoning, sheet: Sheet, form: str) -> str:
    return f"{found.reckoned.period}-{sheet.facts.member}.{_ENDINGS[form]}"


def _form(sheet: Sheet, form: str) -> bytes:
    if form == "html":
        return as_html(sheet).encode()
    if form == "json":
        return (json.dumps(as_facts(sheet), indent=2) + "\n").encode()
    return spaced(as_text(sheet)).encode()


def _place(session: Session, output: str) -> str:
    """The folder to write to. Raises Misuse where it is one of the ledger's own, and warns inside its work tree."""
    place = os.path.realpath(os.path.join(session.setting.folder, os.path.expanduser(output)))
    steps = os.path.relpath(place, os.path.realpath(session.root)).split(os.sep)
    if steps[0] in (*FOLDERS, "schemas") or ".git" in place.split(os.sep):
        raise Misuse(T("{folder} is a folder of the ledger: statements hold names and sums, they go elsewhere",
                       folder=output), "coopctl payout statement --all -o ../statements")  # fmt: skip
    top = os.path.realpath(session.repo.top)
    if os.path.commonpath((top, place)) == top:
        screen.note(T("{folder} lies in the ledger's own folder: these sheets hold names and sums, do not share them",
                      folder=output))  # fmt: skip
    return place


def _write(setting: Setting, place: str, files: dict[str, bytes]) -> None:
    """All of them, or none: a file that holds something else is replaced only where ``--yes`` says so."""
    from coopctl.store.disk import replace

    if os.path.exists(place) and not os.path.isdir(place):
        raise NotHere(T("{path} is not a folder", path=place))
    old = {name: _content(os.path.join(place, name)) for name in files}
    other = sorted(name for name, data in old.items() if data is not None and data != files[name])
    if other and not setting.yes:
        raise Refused(T("there already, and different: {names}; nothing was written ({option} replaces them)",
                        names=other, option="--yes"))  # fmt: skip
    os.makedirs(place, mode=0o700, exist_ok=True)
    for name, data in files.items():
        if old[name] != data:
            replace(os.path.join(place, name), data, _OWNER_ONLY)
    screen.out(TN("{n} statement in {folder}", "{n} statements in {folder}", len(files), folder=place))


def _content(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None

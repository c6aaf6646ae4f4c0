"""coopctl report: what a span of time changed, in words and in figures nobody can be picked out of."""

from __future__ import annotations

import datetime as dt
import os
import re
from typing import TYPE_CHECKING, Annotated, Any

from coopctl.cli import show as screen
from coopctl.cli.handmade import unsaved
from coopctl.cli.options import Format, Rev, argument, one_of, option
from coopctl.cli.people import names
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse, Refused
from coopctl.records.kinds import FOLDERS
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.cli.report_parts import Page
    from coopctl.ledger import Ledger
    from coopctl.summary.span import Between

Span = Annotated[
    str | None,
    argument(meta="FROM[..TO]", help="days, months, quarters, years or revisions; none: this year so far"),
]
For = Annotated[
    str | None,
    option("--for", meta="assembly|council", help="the page of a year, to print", read=one_of("assembly", "council")),
]
Output = Annotated[str | None, option("-o", "--output", meta="FILE", help="write the page there")]


@verb
def report(
    setting: Setting, span: Span = None, for_: For = None, output: Output = None, format: Format = "text",
    rev: Rev = None,
) -> int:  # fmt: skip
    """Say what is new, continuing and ended between two moments.

    No one can be picked out of it: what fewer than 5 people noted stands in no figure, nor in the difference
    between two reports. Hours and money are told by whole closed quarters.

        coopctl report 2026-01..2026-09
        coopctl report 2026 --for assembly -o assembly.html
    """  # fmt: skip
    session = Session(setting)
    if for_:
        return _yearly(session, for_, span, output, format, rev)
    if output is not None:
        raise Misuse(T("{option} goes with {other}", option="-o", other="--for assembly"), "coopctl report --help")
    from coopctl.cli.report_told import told
    from coopctl.roster import for_json
    from coopctl.summary.report import report as facts_of

    between = _between(session, span or str(setting.today.year), rev)
    facts = facts_of(between)
    if format == "json":
        say_json(for_json(facts))
        return 0
    from coopctl.cli.report_parts import tell

    tell(told(facts, between, _coop(between.after.ledger), names(session)))
    unsaved(session, rev)
    return 0


def _coop(ledger: Ledger) -> str:
    if ledger.charter is None:
        raise Refused(T("coop.yaml cannot be read: no sum can be computed"), "coopctl check")
    return ledger.charter.name


def _between(session: Session, span: str, rev: str | None) -> Between:
    """The two moments a span names. Raises Misuse."""
    from coopctl.summary.span import Between, Moment, days_of

    try:
        days = days_of(span, session.setting.today)
    except ValueError as error:
        raise Misuse(error.args[0], "coopctl report --help") from None
    if days is not None:
        ledger = session.ledger(rev)
        return Between(Moment(ledger, days[0] - dt.timedelta(days=1)), Moment(ledger, days[1]))
    first, dots, last = span.partition("..")
    if not first or not dots:
        raise Misuse(T("“{seen}” is no span: write 2026-01..2026-09, 2026-Q3, 2026 or HEAD~20..HEAD", seen=span),
                     "coopctl report --help")  # fmt: skip
    if rev is not None:
        raise Misuse(T("name revisions or {option}, not both", option="--rev"), "coopctl report --help")
    before, after = (_recorded(session, one) for one in (first, last or "HEAD"))
    return Between(before, after)


def _recorded(session: Session, rev: str) -> Any:
    """A revision, on the day it was recorded."""
    from coopctl.store.past import day_of
    from coopctl.summary.span import Moment

    return Moment(session.ledger(rev), day_of(session.repo, rev))


def _yearly(session: Session, whom: str, span: str | None, output: str | None, format: str, rev: str | None) -> int:
    today = session.setting.today
    year = span or str(today.year)
    if not re.fullmatch("[1-9][0-9]{3}", year) or int(year) > today.year:
        raise Misuse(T("{option} tells of a year, up to this one: 2026", option="--for"),
                     f"coopctl report {today.year} --for {whom}")  # fmt: skip
    ledger = session.ledger(rev)
    coop = _coop(ledger)
    facts, page = (_assembly if whom == "assembly" else _council)(session, ledger, int(year), coop)
    if format == "json":
        from coopctl.roster import for_json

        say_json(for_json(facts))
        return 0
    from coopctl.cli.printed import as_html

    text = as_html(page)
    if output is None:
        screen.write("stdout", text)
    else:
        _write(session, output, text.encode())
    unsaved(session, rev)
    return 0


def _assembly(session: Session, ledger: Ledger, year: int, coop: str) -> tuple[dict[str, Any], Page]:
    from coopctl.cli.report_pages import assembly_page
    from coopctl.summary.assembly import assembly

    facts = assembly(ledger, year, session.setting.today)
    return facts, assembly_page(facts, coop, names(session))


def _council(session: Session, ledger: Ledger, year: int, coop: str) -> tuple[dict[str, Any], Page]:
    from coopctl.check import check
    from coopctl.cli.report_pages import council_page
    from coopctl.summary.assembly import year_of
    from coopctl.summary.council import council

    today = session.setting.today
    facts = council(ledger, year, today, check(ledger, min(today, year_of(year).last)))
    page = council_page(facts, coop, names(session))
    told = [{**one, "message": str(one["message"])} for one in facts["obligations"]]
    return {**facts, "obligations": told}, page


def _write(session: Session, output: str, data: bytes) -> None:
    """A file outside the ledger's own folders; one that holds something else is replaced only where --yes says so."""
    from coopctl.cli.handed import place_of, put

    place = place_of(session, output)
    steps = os.path.relpath(place, os.path.realpath(session.root)).split(os.sep)
    if steps[0] in (*FOLDERS, "schemas") or ".git" in place.split(os.sep) or steps == ["coop.yaml"]:
        raise Misuse(T("{path} lies among the ledger's own files: a page goes elsewhere", path=output),
                     "coopctl report 2026 --for assembly -o ../assembly.html")  # fmt: skip
    put(session, output, place, data)

"""coopctl election minutes, ballots: what is handed out after an election, and the slips of paper before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from coopctl.cli import show as screen
from coopctl.cli.election_write import Id, words_of
from coopctl.cli.governing import known
from coopctl.cli.options import Rev, one_of, option
from coopctl.cli.people import names
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import Misuse, Refused
from coopctl.words import T

if TYPE_CHECKING:
    from coopctl.cli.report_parts import Page
    from coopctl.election.state import State
    from coopctl.election.words import Words
    from coopctl.ledger import Ledger

As = Annotated[
    str, option("--format", meta="FORMAT", help="markdown, html or pdf", read=one_of("markdown", "html", "pdf"))
]
Level = Annotated[
    str | None,
    option("--level", meta="LEVEL", help="outcome, summary or full (what was agreed at the framing)",
           read=one_of("outcome", "summary", "full")),
]  # fmt: skip
Output = Annotated[str | None, option("-o", "--output", meta="FILE", help="write it there, outside the ledger")]


@verb
def minutes(
    setting: Setting, election: Id, level: Level = None, format: As = "markdown", output: Output = None,
    rev: Rev = None,
) -> int:  # fmt: skip
    """Write the minutes: people, role, rounds, proposals, objections, mandate.

    What was said in full is in the private folder of who wrote it: minutes made from it are handed out, never
    recorded. What is asked for and is not in this clone is named.

        coopctl election minutes 2026-05-21-co-gerance --format html -o ../minutes.html
    """
    from coopctl.cli.election_sealed import heard_of
    from coopctl.cli.minutes_page import About, page
    from coopctl.election.minutes import minutes as told_of
    from coopctl.mandates import offices

    session = Session(setting)
    ledger = session.ledger(rev)
    framing: Any = _standing(ledger, election).framing
    words = words_of(session, election)
    words = words._replace(said={**heard_of(session, election), **words.said})
    told = told_of(election, _events(ledger, election, words, level or framing.level), words, level or framing.level)
    office = next((one for one in offices(ledger) if one.name == framing.role), None)
    _hand_out(session, page(About(told, ledger, office, names(session)), _coop(ledger)), format, output)
    for said in told.missing if output else ():
        screen.note(said)
    return 0


@verb
def ballots(setting: Setting, election: Id, format: As = "markdown", output: Output = None, rev: Rev = None) -> int:
    """Print blank ballots, one for each person who is to give one."""
    from coopctl.cli.minutes_slips import slips

    session = Session(setting)
    ledger = session.ledger(rev)
    state = _standing(ledger, election)
    if state.closed:
        raise Refused(T("{election} is over: no ballot is given any more", election=election),
                      f"coopctl election minutes {election}")  # fmt: skip
    _hand_out(session, slips(state, ledger, _coop(ledger), names(session)), format, output)
    return 0


def _standing(ledger: Ledger, name: str) -> State:
    """Where an election that was framed stands. Raises NotHere, Refused."""
    from coopctl.election.book import elections, standing

    state = standing(ledger, name)
    if state is None and f"elections/{name}.yaml" in ledger.all:
        raise Refused(T("{path} cannot be read: mend it first", path=f"elections/{name}.yaml"), "coopctl check")
    if state is None:
        known(name, elections(ledger), T("there is no election {election}", election=name), "coopctl election list")
    assert state is not None
    if state.framing is None:
        raise Refused(T("{election} has no framing: there is nothing to tell", election=name), "coopctl check")
    return state


def _events(ledger: Ledger, name: str, words: Words, level: str) -> Any:
    """The events, whole where the record only counts and the private file of this clone has them."""
    from coopctl.document.read import bare
    from coopctl.election.words import whole
    from coopctl.records.election import Election
    from coopctl.records.model import judged

    path = f"elections/{name}.yaml"
    if level != "outcome" and words.events:
        record, _faults = judged(Election, path, whole(bare(ledger.document(path).root), words))
        if record is not None:
            return record.events
    record = ledger.election(name)
    return record.events if record else ()


def _coop(ledger: Ledger) -> str:
    return ledger.charter.name if ledger.charter else ""


def _hand_out(session: Session, page: Page, format: str, output: str | None) -> None:
    from coopctl.cli.handed import outside, put
    from coopctl.cli.markdown import as_markdown
    from coopctl.cli.printed import as_html

    place = outside(session, output) if output else None
    if format == "pdf":
        if place is None:
            raise Misuse(T("the option {option} is missing", option="-o"))
        from coopctl.cli.pdf import as_pdf

        data = as_pdf(as_html(page))
    else:
        data = (as_html(page) if format == "html" else as_markdown(page)).encode()
    if place is None or output is None:
        screen.write("stdout", data.decode())
    else:
        put(session, output, place, data, 0o600)

"""coopctl contrib mirror: my own rates over a year, then how rates spread in a circle. Nobody else is named."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

from coopctl.cli import show
from coopctl.cli.options import Format, On, Rev, option
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.problem import NotHere, Refused
from coopctl.values import Month, parse_slug
from coopctl.words import T, _, language, said

if TYPE_CHECKING:
    from coopctl.payout.books import Books
    from coopctl.payout.mirror import Mirror, OwnMonth, Spread

CircleOf = Annotated[str | None, option("--circle", meta="CIRCLE", help="that circle only", read=parse_slug)]


@verb
def mirror(setting: Setting, circle: CircleOf = None, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """Look at what I grant myself, over a year, and at how rates spread in my circles.

    My own history comes first. A circle's rates are shown from five people on, as quartiles: no name, no ranking.
    """
    from coopctl.payout.mirror import mirror as seen

    session = Session(setting)
    member, day = session.actor, on or setting.today
    files = session.snapshot(rev).files
    if f"members/{member}.yaml" not in files:
        raise NotHere(T("there is no member {member} in this ledger", member=member), "coopctl member")
    if circle and f"circles/{circle}.yaml" not in files:
        raise NotHere(T("there is no circle {circle} in this ledger", circle=circle), "coopctl circle")
    found = seen(_books(session, rev, day), member, circle, day)
    if format == "json":
        say_json(_facts(found))
    else:
        _own(found)
        _circles(found)
    return 0


def _books(session: Session, rev: str | None, day: dt.date) -> Books:
    """The last twelve months, and nothing of what is older."""
    from coopctl.entry import sheet_of
    from coopctl.ledger import Ledger
    from coopctl.payout.books import Books
    from coopctl.snapshot import Overlay, Snapshot

    found = session.snapshot(rev)
    first = Month(day.year - 1, day.month).next
    places = ((path, sheet_of(path)) for path in found.files)
    older = {path: None for path, place in places if (place and place[0] < first) or path.startswith("payouts/")}
    ledger = Ledger(Snapshot(Overlay(found.files, older), found.revision))
    if ledger.charter is None:
        raise Refused(T("coop.yaml cannot be read: no sum can be computed"), "coopctl check")
    return Books(ledger.charter, ledger.members, ledger.roles, ledger.sheets, renamed=ledger.renamed)


def _own(found: Mirror) -> None:
    if not found.own:
        show.note(T("nothing noted in the last twelve months"))
        return
    title = T("What I noted, and what I grant myself on average")
    show.bars([(said(one.month, language()), int(one.hours), _said(one)) for one in found.own], title=title)


def _said(one: OwnMonth) -> Any:
    if one.rate is None:
        return T("{hours}, given", hours=one.hours)
    return T("{hours}, {rate}", hours=one.hours, rate=one.rate)


def _circles(found: Mirror) -> None:
    shown = [(one.circle, *one.quartiles) for one in found.circles if one.quartiles]
    if shown:
        columns: list[Any] = [_("circle")]
        heads = (_("a quarter: up to"), _("half: up to"), _("a quarter: from"))
        columns += [show.Column(head, right=True) for head in heads]
        show.out()
        show.table(columns, shown, title=T("What people grant themselves on average, by circle"))
    for one in found.circles:
        if one.hidden:
            show.note(T("{circle}: {why}", circle=one.circle or T("no circle"), why=one.hidden))


def _facts(found: Mirror) -> dict[str, Any]:
    return {
        "member": found.member,
        "own": [
            {"month": str(one.month), "hours": one.hours.fixed, "rate": None if one.rate is None else one.rate.fixed}
            for one in found.own
        ],
        "circles": [_spread(one) for one in found.circles],
    }


def _spread(one: Spread) -> dict[str, Any]:
    quartiles = [rate.fixed for rate in one.quartiles] if one.quartiles else None
    return {"circle": one.circle, "quartiles": quartiles, "hidden": str(one.hidden) if one.hidden else None}

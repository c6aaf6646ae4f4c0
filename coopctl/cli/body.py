"""coopctl body: what stands beside the circles, and who sits in it."""

from __future__ import annotations

from typing import Annotated, Any

from coopctl.cli import show as screen
from coopctl.cli.circle import Purpose, Title
from coopctl.cli.eligible import NotIn, NotWith, Partners, Statuses, Uninvolved, eligibility
from coopctl.cli.governing import Everyone, Since, day, govern, known, needed, role_name, slug, unreadable
from coopctl.cli.handmade import unsaved
from coopctl.cli.options import DryRun, Format, On, Rev, Why, argument, one_of, option
from coopctl.cli.role_sheet import FilledBy, Handover, Months, MostMonths
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.words import TN, T, _

VERBS = ("body.list_", "body.show", "body.add", "body_edit.edit", "body_seat.assign", "body_seat.appoint",
         "body_seat.agree", "body_seat.vacate", "body_seat.decline", "body_edit.close")  # fmt: skip
KINDS = ("co-management", "supervisory-board", "assembly", "works-council", "orientation", "other")

Body = Annotated[str, argument(meta="BODY", help="the body", read=slug)]
Kind = Annotated[
    str | None,
    option("--kind", meta="KIND", read=one_of(*KINDS),
           help="what kind it is: assembly, supervisory-board, co-management, works-council…"),
]  # fmt: skip
Holders = Annotated[
    str | None, option("--role", meta="CIRCLE/ROLE", help="the role whose holders make it up", read=role_name)
]
Seats = Annotated[int | None, option("--seats", meta="N", help="how many sit in it")]
Least = Annotated[int | None, option("--least", meta="N", help="the fewest who may sit in it")]
Most = Annotated[int | None, option("--most", meta="N", help="the most who may sit in it")]
Renewals = Annotated[int | None, option("--renewals", meta="N", help="how many times in a row one may come again")]


@verb
def list_(setting: Setting, all_: Everyone = False, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """List the bodies beside the circles, who sits in them and what is to be filled."""
    from coopctl.cli.people import names
    from coopctl.roster import bodies, for_json

    session = Session(setting)
    ledger = session.ledger(rev)
    found = bodies(ledger, on or setting.today, names(session), everyone=all_)
    if format == "json":
        say_json(for_json(found))
        return 0
    if found:
        _table(found)
    else:
        screen.note(T("no body yet: {command}", command='coopctl body add BODY --title "…" --kind assembly'))
    unreadable([f"bodies/{name}.yaml" for name in sorted(ledger.body_names - set(ledger.bodies))])
    unsaved(session, rev)
    return 0


def _table(found: list[dict[str, Any]]) -> None:
    from coopctl.cli.pages_body import kind_words

    rows = [
        [one["body"], one["title"], kind_words(one["kind"]), len(one["holders"]) or None, one["seats"]] for one in found
    ]
    title, kind = screen.Column(_("title"), whole=True), screen.Column(_("kind"), whole=True)
    screen.table([_("body"), title, kind, _("sit in it"), _("seats")], rows)
    screen.note(TN("{n} body", "{n} bodies", len(found)))


@verb
def show(setting: Setting, body: Body, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """Show one body: what it is for, who may sit in it, who does."""
    from coopctl import roster
    from coopctl.cli.pages_body import body_page
    from coopctl.cli.people import names

    session = Session(setting)
    ledger = session.ledger(rev)
    known(body, ledger.bodies, T("there is no body {body}", body=body), "coopctl body list")
    facts = roster.body(ledger, body, on or setting.today, names(session))
    if format == "json":
        say_json(roster.for_json(facts))
    else:
        body_page(facts)
        unsaved(session, rev)
    return 0


@verb
def add(
    setting: Setting, body: Body, title: Title = None, kind: Kind = None, purpose: Purpose = None,
    since: Since = None, role: Holders = None, term_months: Months = None, most_term_months: MostMonths = None,
    renewals: Renewals = None, seats: Seats = None, least: Least = None, most: Most = None,
    handover: Handover = None, filled_by: FilledBy = None, eligible_status: Statuses = None,
    not_in: NotIn = None, not_with: NotWith = None, partners_only: Partners = False,
    uninvolved: Uninvolved = False, dry_run: DryRun = False, message: Why = None,
) -> int:  # fmt: skip
    """Write a new body beside the circles.

    An assembly, a supervisory board, a works council: its members sit under mandates, as holders of a role do.

        coopctl body add conseil --title "Conseil de surveillance" --kind supervisory-board --least 3 --partners-only
    """
    from coopctl.edits import bodies

    session = Session(setting)
    title = needed(title, T("Title of the body"), "--title")
    kind = needed(kind, T("What kind of body is it ({kinds})?", kinds=list(KINDS)), "--kind", one_of(*KINDS))
    facts = {
        "kind": kind, "purpose": purpose, "since": since or day(setting), "role": role, "term_months": term_months,
        "most_term_months": most_term_months, "renewals": renewals, "seats": seats, "least": least, "most": most,
        "handover": handover, "filled_by": filled_by,
        "eligibility": eligibility(eligible_status, not_in, not_with, partners_only, uninvolved),
    }  # fmt: skip
    govern(
        session,
        lambda snapshot, actor: bodies.add(snapshot, body, title, facts, actor, setting.today, message or ""),
        dry_run=dry_run,
        then=f"coopctl body show {body}" if role else f"coopctl body assign {body} HANDLE --since DATE",
    )
    return 0

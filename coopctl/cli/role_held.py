"""coopctl role mandates and vacancies: who holds what until when, and what is to be filled."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

from coopctl import typed
from coopctl.cli import show as screen
from coopctl.cli.governing import Everyone, known, slug, unreadable
from coopctl.cli.handmade import unsaved
from coopctl.cli.options import Format, On, Rev, option
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.words import TN, T, Text, _

if TYPE_CHECKING:
    from coopctl.ledger import Ledger
    from coopctl.mandates import Held, Vacant

Before = Annotated[
    dt.date | None,
    option("--expires-before", meta="DATE", help="only those that end before that day", dated=typed.day),
]
Theirs = Annotated[str | None, option("--member", meta="HANDLE", help="only those of that member", read=slug)]


@verb
def mandates(
    setting: Setting,
    all_: Everyone = False,
    expires_before: Before = None,
    member: Theirs = None,
    format: Format = "text",
    on: On = None,
    rev: Rev = None,
) -> int:
    """List the mandates: who holds what, since when, until when, by which election, and in which state.

    Those that have ended are listed with --all.
    """
    from coopctl.mandates import mandates as every

    session = Session(setting)
    ledger = session.ledger(rev)
    if member:
        known(member, ledger.members, T("there is no member {member}", member=member), "coopctl member list")
    found = [one for one in every(ledger, on or setting.today) if all_ or one.state != "ended"]
    found = [one for one in found if member in (None, one.mandate.member)]
    if expires_before:
        found = [one for one in found if one.mandate.until and one.mandate.until.last < expires_before]
    if format == "json":
        say_json([_fact(one) for one in found])
        return 0
    _mandates(session, found)
    _left_out(ledger)
    unsaved(session, rev)
    return 0


def _fact(one: Held) -> dict[str, Any]:
    held = one.mandate
    return {
        "role": one.office.name,
        "member": held.member,
        "since": held.since,
        "until": held.until,
        "election": held.election,
        "state": one.state,
    }


def _mandates(session: Session, found: list[Held]) -> None:
    from coopctl.cli.people import names, said_member

    if found:
        people = names(session)
        rows = [
            [
                one.office.name,
                said_member(one.mandate.member, people),
                one.mandate.since,
                one.mandate.until,
                state_words(one.state),
                one.mandate.election or one.mandate.decision or one.mandate.assembly,
            ]
            for one in found
        ]
        who, state, by = (screen.Column(title, whole=True) for title in (_("held by"), _("state"), _("by")))
        screen.table([_("role"), who, _("since"), _("until"), state, by], rows)
    screen.note(TN("{n} mandate", "{n} mandates", len(found)) if found else T("no mandate"))


def state_words(state: str) -> Text:
    """The state of a mandate, as it is said."""
    said = {
        "held": T("held"),
        "interim": T("in the meantime"),
        "pending": T("awaits the assembly"),
        "to-come": T("to come"),
        "ended": T("ended"),
    }
    return said[state]


@verb
def vacancies(setting: Setting, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """List what is to be filled: since when, why, who keeps it going meanwhile, how many seats.

    Roles of critical circles come first.
    """
    from coopctl.mandates import vacancies as every

    session = Session(setting)
    ledger, day = session.ledger(rev), on or setting.today
    found = every(ledger, day)
    if format == "json":
        say_json([_vacancy(one, day) for one in found])
        return 0
    if found:
        _vacancies(session, found, day)
    else:
        screen.note(T("nothing is to be filled"))
    _left_out(ledger)
    unsaved(session, rev)
    return 0


def _vacancy(one: Vacant, day: dt.date) -> dict[str, Any]:
    following = one.following
    return {
        "role": one.office.name,
        "title": one.office.sheet.title,
        "critical": one.critical,
        "state": "undecided" if one.undecided else "vacant",
        "since": one.since,
        "days": one.days(day),
        "seats": one.seats,
        "of": one.office.sheet.seats,
        "why": one.why,
        "interim": list(one.interim),
        "next": following and {"member": following.member, "since": following.since, "state": following.state_on(day)},
    }


def _vacancies(session: Session, found: list[Vacant], day: dt.date) -> None:
    from coopctl.cli.people import names, said_member

    people = names(session)
    rows = [
        [
            one.office.name,
            T("undecided") if one.undecided else T("to be filled"),
            one.since,
            TN("{n} day", "{n} days", one.days(day) or 0) if one.since else None,
            T("{left} of {seats}", left=one.seats, seats=one.office.sheet.seats or one.seats),
            [said_member(handle, people) for handle in one.interim] or None,
            one.why,
            said_member(one.following.member, people) if one.following else None,
        ]
        for one in found
    ]
    state, *words = (screen.Column(title, whole=True) for title in (_("state"), _("meanwhile"), _("why"), _("next")))
    heads: list[str | screen.Column] = [_("role"), state, _("since"), _("for"), _("seats"), *words]
    told = [i for i in range(len(heads)) if any(row[i] for row in rows)]
    screen.table([heads[i] for i in told], [[row[i] for i in told] for row in rows])
    screen.note(TN("{n} role to fill", "{n} roles to fill", len({one.office.name for one in found})))
    urgent = list(dict.fromkeys(one.office.name for one in found if one.critical))
    if urgent:
        screen.note(T("the cooperative stops without: {names}", names=urgent))
    first = next((one.office for one in found if not one.undecided and not one.following), None)
    if first:
        screen.note(T("next: {command}", command=f"{first.command('assign')} HANDLE --since DATE"))


def _left_out(ledger: Ledger) -> None:
    unreadable([f"roles/{name}.yaml" for name in sorted(ledger.role_names - set(ledger.roles))])
    unreadable([f"bodies/{name}.yaml" for name in sorted(ledger.body_names - set(ledger.bodies))])

"""coopctl member list, show and find: who is there, one person whole, who knows what."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Annotated, Any

from coopctl.cli import show as screen
from coopctl.cli.governing import Everyone, known, slug, unreadable, words
from coopctl.cli.handmade import unsaved
from coopctl.cli.options import Format, On, Rev, argument
from coopctl.cli.saying import say_json
from coopctl.cli.session import Session
from coopctl.cli.setting import Setting
from coopctl.cli.verb import verb
from coopctl.words import TN, T, _

Handle = Annotated[str, argument(meta="HANDLE", help="the member's handle", read=slug)]
Words = Annotated[list[str], argument(meta="WORDS", help="what one looks for: « droit d'auteur »", read=words)]


@verb
def list_(setting: Setting, all_: Everyone = False, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """List the members, with their status, circles and roles."""
    from coopctl.cli.people import names
    from coopctl.roster import for_json, members

    session = Session(setting)
    ledger = session.ledger(rev)
    found = members(ledger, on or setting.today, names(session), everyone=all_)
    if format == "json":
        say_json(for_json(found))
        return 0
    if found:
        _table(found, on or setting.today)
    else:
        screen.note(T("no member yet: {command}", command="coopctl member add HANDLE --status STATUS --since DATE"))
    unreadable([f"members/{handle}.yaml" for handle in sorted(ledger.handles - set(ledger.members))])
    unsaved(session, rev)
    return 0


def _table(found: list[dict[str, Any]], day: dt.date) -> None:
    named = any(one["name"] for one in found)
    where, what = screen.Column(_("circles"), whole=True), screen.Column(_("roles"), whole=True)
    heads: list[Any] = [_("handle"), *([_("name")] if named else []), _("status"), _("since"), where, what]
    rows = [
        [
            one["handle"],
            *([one["name"] or ""] if named else []),
            _standing(one),
            one["since"],
            ", ".join(m["circle"] for m in one["circles"]),
            ", ".join(m["role"].partition("/")[2] for m in one["roles"]),
        ]
        for one in found
    ]
    screen.table(heads, rows)
    screen.note(TN("{n} member", "{n} members", len(found)))
    counts = Counter(str(_standing(one)) for one in found)
    listed = [T("{status}: {n}", status=status, n=n) for status, n in counts.most_common()]
    partners = sum(one["present"] and one["partner_since"] is not None and one["partner_since"].first <= day
                   for one in found)  # fmt: skip
    if len(counts) > 1 or partners:
        screen.note(T("{counts}; partners: {n}", counts=listed, n=partners))


def _standing(one: dict[str, Any]) -> Any:
    if one["left"] and not one["present"]:
        return T("left")
    return one["status_title"] or (T("discovering") if one["welcomed"] else T("no status"))


@verb
def show(setting: Setting, handle: Handle, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """Show one person: what they are, hold, held, and what falls to them.

    When their next follow-up is due is shown to them, their referent and the circle that accompanies people.
    """
    from coopctl.cli.pages import member_page
    from coopctl.cli.people import names
    from coopctl.person import person
    from coopctl.roster import for_json

    session = Session(setting)
    ledger = session.ledger(rev)
    handle = ledger.current(handle)
    known(handle, ledger.members, T("there is no member {member}", member=handle), "coopctl member list")
    facts = person(ledger, handle, on or setting.today, names(session), _viewer(session))
    if format == "json":
        say_json(for_json(facts))
    else:
        member_page(facts)
        unsaved(session, rev)
    return 0


def _viewer(session: Session) -> str | None:
    """Who looks: ``--as``, else the clone's identity; nobody where it names no member."""
    return session.setting.actor or session.clone_handle


@verb
def find(setting: Setting, words: Words, format: Format = "text", on: On = None, rev: Rev = None) -> int:
    """Find who knows something: in what people can help with, and in the fields they know.

    Words are found by their beginning, whatever their capitals and accents.

        coopctl member find "droit d'auteur"
    """
    from coopctl.cli.people import names
    from coopctl.edits.skills import find as look

    session = Session(setting)
    hits = look(session.ledger(rev), words, on or setting.today, names(session))
    if format == "json":
        say_json(hits)
        return 0
    if not hits:
        screen.note(T("nobody has noted this: {words}", words=" ".join(words)))
        screen.note(T("to note what one knows: {command}", command='coopctl member edit HANDLE --skill "…"'))
        return 0
    columns: list[Any] = [_("handle"), _("name"), screen.Column(_("can help with"), free=True),
               screen.Column(_("fields"), free=True), _("site")]  # fmt: skip
    rows = [
        (hit["member"], hit["name"] or "", ", ".join(hit["skills"]), ", ".join(hit["domains"]), hit["site"] or "")
        for hit in hits
    ]
    screen.table(columns, rows)
    return 0

"""Members: who comes in, what status they have, who leaves."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from coopctl import context as ctx
from coopctl.edits.governance import Change, Draft, day_before
from coopctl.ledger import Ledger
from coopctl.moments import On, Since, Till, spanning
from coopctl.problem import Refused
from coopctl.records.charter import StatusKind
from coopctl.records.member import Member, StatusSpan
from coopctl.rules.rule import nearest
from coopctl.snapshot import Snapshot
from coopctl.values import When
from coopctl.words import TN, T, Text

STATUS_KEYS = ("status", "since", "until")
FACTS = ("welcomed", "partner_since", "site", "domains", "introduced_by")


def add(
    snapshot: Snapshot,
    handle: str,
    status: str | None,
    since: When,
    facts: Mapping[str, Any],
    actor: str,
    today: dt.date,
    reason: str = "",
) -> Change:
    """A new member: with a status from ``since`` on, or only welcomed. ``facts``: see :data:`FACTS`.

    ``status`` is a slug or a title of the charter, however it is capitalised.
    """
    draft = Draft(snapshot, actor, today, [handle])
    if handle in draft.ledger.handles:
        raise Refused(T("{member} is already a member", member=handle), f"coopctl member show {handle}")
    if facts.get("introduced_by"):
        draft.member(facts["introduced_by"])
    kind = known_status(draft.ledger, status) if status else None
    held = [{"status": kind.status, "since": since}] if kind else []
    tree = {"handle": handle, "statuses": held, **{key: facts.get(key) for key in FACTS}}
    draft.create(f"members/{handle}.yaml", tree)
    said = (
        T("{member} is a member: {status} {since}", member=handle, status=kind.title, since=Since(since))
        if kind
        else T("{member} is welcomed, without a status yet", member=handle)
    )
    return draft.done("member.add", f"members/{handle}", reason, [said])


def status(
    snapshot: Snapshot,
    handle: str,
    wanted: str,
    since: When,
    until: When | None,
    actor: str,
    today: dt.date,
    reason: str = "",
) -> Change:
    """Another status from ``since`` on: the one in force ends the day before.

    For a member who had left it is a return: the leave becomes the end of the status they had.
    """
    draft = Draft(snapshot, actor, today, [handle])
    member = draft.member(handle)
    kind = known_status(draft.ledger, wanted)
    path = f"members/{handle}.yaml"
    said: list[Text] = []
    titles = _titles(draft.ledger)
    if member.left and since.first > member.left.last:
        _end(draft, path, member, member.left)
        draft.drop(path, ("left",))
        said.append(T("{member} is back", member=handle))
    elif until is None:
        said += _follow(draft, path, member, kind, since, titles)
    draft.push(path, "statuses", {"status": kind.status, "since": since, "until": until})
    fact = T("{member}: {status} {span}", member=handle, status=kind.title, span=spanning(since, until))
    said.append(fact)
    return draft.done("member.status", f"members/{handle}", reason, said)


def _titles(ledger: Ledger) -> dict[str, str]:
    return {kind.status: kind.title for kind in ledger.charter.statuses} if ledger.charter else {}


def _open(member: Member) -> Iterator[tuple[int, StatusSpan]]:
    return ((i, span) for i, span in enumerate(member.statuses) if span.until is None)


def _follow(
    draft: Draft, path: str, member: Member, kind: StatusKind, since: When, titles: Mapping[str, str]
) -> Iterator[Text]:
    """End what is in force the day before; raises Refused where the new one does not follow it."""
    for index, span in _open(member):
        if span.status == kind.status:
            raise Refused(
                T(
                    "{member} is already {status}, {since}",
                    member=member.handle,
                    status=kind.title,
                    since=Since(span.since),
                ),
                f"coopctl member show {member.handle}",
            )
        if span.since.first >= since.first:
            raise Refused(
                T(
                    "{member} is {status} {since}: a status that came before needs its last day",
                    member=member.handle,
                    status=titles.get(span.status, span.status),
                    since=Since(span.since),
                ),
                f"coopctl member status {member.handle} {kind.status} --since {since} --until {day_before(span.since)}",
            )
        last = day_before(since)
        draft.put(path, ("statuses", index, "until"), last, STATUS_KEYS)
        before = titles.get(span.status, span.status)
        yield T("{member}: {status} {until}", member=member.handle, status=before, until=Till(last))


def _end(draft: Draft, path: str, member: Member, last: When) -> None:
    for index, _span in _open(member):
        draft.put(path, ("statuses", index, "until"), last, STATUS_KEYS)


def leave(snapshot: Snapshot, handle: str, on: When, actor: str, today: dt.date) -> Change:
    """The last day in the cooperative. It ends nothing else by itself: what is left to do is listed.

    There is no place for a reason, in the record or in the message: history would keep it for ever.
    """
    draft = Draft(snapshot, actor, today, [handle])
    member = draft.member(handle)
    if member.left:
        raise Refused(
            T("{member} has left already, {day}", member=handle, day=On(member.left)), f"coopctl member show {handle}"
        )
    draft.put(f"members/{handle}.yaml", ("left",), on, list(Member.model_fields))
    said = [T("{member} leaves {day}", member=handle, day=On(on))]
    return draft.done("member.leave", f"members/{handle}", "", said, list(_left(draft.ledger, handle, on)))


def _left(ledger: Ledger, handle: str, on: When) -> Iterator[tuple[Text, str]]:
    """What a leave does not end: mandates, memberships, lines still to be paid; and who then has no holder."""
    for name, role in sorted(ledger.roles.items()):
        running = [m for m in role.mandates if m.until is None or m.until.last > on.last]
        if not any(mandate.member == handle for mandate in running):
            continue
        alone = all(mandate.member == handle for mandate in running)
        text = (
            T("role {role} will have no holder: {member} held it", role=name, member=handle)
            if alone
            else T("{member} still holds role {role}, with others", member=handle, role=name)
        )
        yield text, f"coopctl role vacate {name} {handle} --on {on}"
    for name, circle in sorted(ledger.circles.items()):
        if any(m.member == handle and (m.until is None or m.until.last > on.last) for m in circle.members):
            fact = T("{member} is still in circle {circle}", member=handle, circle=name)
            yield fact, f"coopctl circle leave {name} {handle} --on {on}"
    sheets = [sheet for sheet in ledger.sheets.values() if sheet.member == handle]
    open_ = [sheet for sheet in sheets if not ctx.closed_by(sheet.month, ledger.files)]
    count = sum(len(sheet.entries) for sheet in open_)
    if count:
        yield (
            TN(
                "{n} line noted and not paid yet stays to be paid",
                "{n} lines noted and not paid yet stay to be paid",
                count,
            ),
            "coopctl payout preview",
        )


def known_status(ledger: Ledger, typed: str) -> StatusKind:
    """The status of the charter that a word names, by slug or title. Raises Refused with the ones there are."""
    if ledger.charter is None:
        raise Refused(T("{path} cannot be read: mend it first", path="coop.yaml"), "coopctl check")
    known = ledger.charter.statuses
    for kind in known:
        if folded(typed) in (folded(kind.status), folded(kind.title)):
            return kind
    words = {folded(word): kind for kind in known for word in (kind.status, kind.title)}
    near = nearest(folded(typed), words)
    allowed = [T("{slug} ({title})", slug=kind.status, title=kind.title) for kind in known]
    if near:
        text = T("there is no status {status}; the nearest is {near}", status=typed, near=words[near].status)
    elif known:
        text = T("there is no status {status}; coop.yaml lists {allowed}", status=typed, allowed=allowed)
    else:
        text = T("there is no status {status}: coop.yaml lists none", status=typed)
    raise Refused(text)


def folded(text: str) -> str:
    """A word without capitals, accents and the dashes and dots between letters."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in bare).strip()

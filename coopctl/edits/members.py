"""Members: who comes in, what status they have."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from coopctl.edits.governance import Change, Draft, day_before, trimmed
from coopctl.ledger import Ledger
from coopctl.moments import Since, Till, spanning
from coopctl.problem import Refused
from coopctl.records.charter import StatusKind
from coopctl.records.member import Member, StatusSpan
from coopctl.rules.rule import nearest
from coopctl.snapshot import Snapshot
from coopctl.values import When
from coopctl.words import T, Text

STATUS_KEYS = ("status", "since", "until", "outlook_months")
FACTS = ("welcomed", "partner_since", "site", "territory", "sector", "domains", "skills", "introduced_by")


def add(
    snapshot: Snapshot,
    handle: str,
    status: str | None,
    since: When,
    facts: Mapping[str, Any],
    actor: str,
    today: dt.date,
    reason: str = "",
    until: When | None = None,
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
    held = [trimmed({"status": kind.status, "since": since, "until": until})] if kind else []
    tree = {"handle": handle, "statuses": held, **{key: facts.get(key) for key in FACTS}}
    draft.create(f"members/{handle}.yaml", tree)
    said = (
        T("{member} is a member: {status} {since}", member=handle, status=kind.title, since=spanning(since, until))
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
    outlook: int | None = None,
) -> Change:
    """Another status from ``since`` on: the one in force ends the day before; so does a CAPE contract renewed.

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
    elif until is None or kind.contract == "cape":
        said += _follow(draft, path, member, kind, since, titles)
    draft.push(path, "statuses", {"status": kind.status, "since": since, "until": until, "outlook_months": outlook})
    fact = T("{member}: {status} {span}", member=handle, status=kind.title, span=spanning(since, until))
    said.append(fact)
    return draft.done("member.status", f"members/{handle}", reason, said)


def _titles(ledger: Ledger) -> dict[str, str]:
    return {kind.status: kind.title for kind in ledger.charter.statuses} if ledger.charter else {}


def _open(member: Member) -> Iterator[tuple[int, StatusSpan]]:
    return ((i, span) for i, span in enumerate(member.statuses) if span.until is None)


def _running(member: Member, since: When) -> Iterator[tuple[int, StatusSpan]]:
    """The statuses in force on a day and after, and those without an end that begin later."""
    for i, span in enumerate(member.statuses):
        if span.until is None or (span.since.first < since.first <= span.until.last):
            yield i, span


def _follow(
    draft: Draft, path: str, member: Member, kind: StatusKind, since: When, titles: Mapping[str, str]
) -> Iterator[Text]:
    """End what is in force the day before; raises Refused where the new one does not follow it."""
    for index, span in _running(member, since):
        renewed = kind.contract == "cape" and span.since.first < since.first
        if span.status == kind.status and not renewed:
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

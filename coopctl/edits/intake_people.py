"""The people of an imported organisation: handles and facts, never a name; those gone from it stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopctl.edits.governance import ORDER, day_before, trimmed
from coopctl.edits.members import STATUS_KEYS, known_status
from coopctl.importing.organisation import Person
from coopctl.moments import Since, Till
from coopctl.values import When
from coopctl.words import TN, T

if TYPE_CHECKING:
    from coopctl.edits.intake import _Intake


def people(work: _Intake) -> None:
    """Who is new, what changed of the others, and how many the source names no more."""
    for one in work.found.people:
        if f"members/{one.handle}.yaml" in work.draft.snapshot.files:
            _changed(work, one)
        else:
            _new(work, one)
    listed = {one.handle for one in work.found.people}
    here = {name for name, one in work.ledger.members.items() if one.source == work.source.name and not one.left}
    if gone := sorted(here - listed) if listed else []:
        names = [*gone[:5], *["…"] * (len(gone) > 5)]
        work.left.append(
            TN("{n} member imported before is not in it any more; nothing is noted of a departure: {names}",
               "{n} members imported before are not in it any more; nothing is noted of a departure: {names}",
               len(gone), names=names)
        )  # fmt: skip


def _new(work: _Intake, one: Person) -> None:
    status = one.status or work.source.status
    since = one.since or work.source.day
    kind = known_status(work.ledger, status) if status else None
    tree: dict[str, Any] = {"handle": one.handle, **one.facts, "source": work.source.name}
    if kind:
        tree["statuses"] = [trimmed({"status": kind.status, "since": since, "until": one.until})]
    else:
        tree["welcomed"] = since
    path = f"members/{one.handle}.yaml"
    work.trees[path] = {key: tree[key] for key in ORDER["members"] if key in tree}
    work.tell("new", "member", one.handle, T("{member}, {since}", member=one.handle, since=Since(since)))


def _changed(work: _Intake, one: Person) -> None:
    path, member = f"members/{one.handle}.yaml", work.draft.member(one.handle)
    for key, new in one.facts.items():
        old = getattr(member, key)
        if old != new and not (key == "left" and old):
            work.draft.put(path, (key,), new, ORDER["members"])
            text = T("{name}: {key} was {old}, is {new}", name=one.handle, key=key, old=old or "–", new=new)
            work.tell("changed", "member", one.handle, text)
    kind = known_status(work.ledger, one.status) if one.status else None
    if kind and one.since:
        _status(work, one, path, kind.status, one.since)


def _status(work: _Intake, one: Person, path: str, status: str, since: When) -> None:
    member = work.draft.member(one.handle)
    for row, span in enumerate(member.statuses):
        if (span.status, span.since) == (status, since):
            if one.until and span.until != one.until:
                work.draft.put(path, ("statuses", row, "until"), one.until, STATUS_KEYS)
                text = T("{member}: {status} {since}", member=one.handle, status=status, since=Till(one.until))
                work.tell("changed", "member", one.handle, text)
            return
    latest = member.statuses[-1] if member.statuses else None
    if latest and latest.since.first >= since.first:
        work.left.append(T("{member}: status {status} {since} is not noted, a later one is here",
                           member=one.handle, status=status, since=Since(since)))  # fmt: skip
        return
    if latest and (latest.until is None or latest.until.last >= since.first):
        last = day_before(since)
        work.draft.put(path, ("statuses", len(member.statuses) - 1, "until"), last, STATUS_KEYS)
    work.draft.push(path, "statuses", {"status": status, "since": since, "until": one.until})
    text = T("{member}: {status} {since}", member=one.handle, status=status, since=Since(since))
    work.tell("changed", "member", one.handle, text)

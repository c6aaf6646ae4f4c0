"""What is noted of a person over time: their welcome, their referent, what they know, their next follow-up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from coopctl.edits.governance import Change, Draft, day_before
from coopctl.moments import Since
from coopctl.problem import Misuse, Refused
from coopctl.records.member import Member
from coopctl.snapshot import Snapshot
from coopctl.values import When, plus_months
from coopctl.words import TN, T, Text

KEYS = list(Member.model_fields)
REFERENT_KEYS = ("member", "since", "until")
SPONSORED_KEYS = ("circle", "sponsor", "observed")


class Welcome:
    """A welcome as it is told: by whom, from when, what was seen, into which circle and with whom."""

    def __init__(
        self,
        by: str | None = None,
        since: When | None = None,
        seen: Sequence[dt.date] = (),
        introduced_by: str | None = None,
        circle: str | None = None,
        sponsor: str | None = None,
    ) -> None:
        self.by, self.since, self.seen = by, since, sorted(set(seen))
        self.introduced_by, self.circle, self.sponsor = introduced_by, circle, sponsor


def welcome(snapshot: Snapshot, handle: str, told: Welcome, actor: str, today: dt.date, reason: str = "") -> Change:
    """Someone comes to see, before any status; or a member gets to know a circle before joining it."""
    draft = Draft(snapshot, actor, today, [handle])
    for name in (told.by, told.introduced_by, told.sponsor):
        if name:
            draft.member(name)
    if told.circle:
        said = _into(draft, handle, told)
    elif handle in draft.ledger.handles:
        said = _seen(draft, handle, told)
    else:
        said = _first(draft, handle, told, actor, today)
    return draft.done("member.welcome", f"members/{handle}", reason, said)


def _first(draft: Draft, handle: str, told: Welcome, actor: str, today: dt.date) -> list[Text]:
    since, by = told.since or When(min([today, *told.seen]).isoformat()), told.by or actor
    facts = {"welcomed": since, "welcomed_by": by, "meetings_seen": list(told.seen) or None}
    tree = {"handle": handle, **facts, "introduced_by": told.introduced_by}
    draft.create(f"members/{handle}.yaml", tree)
    said: list[Text] = [T("{member} discovers the cooperative, welcomed by {by}", member=handle, by=by)]
    return said + _count(len(told.seen))


def _seen(draft: Draft, handle: str, told: Welcome) -> list[Text]:
    one, path = draft.member(handle), f"members/{handle}.yaml"
    for key, value in (("welcomed", told.since), ("welcomed_by", told.by), ("introduced_by", told.introduced_by)):
        if value:
            draft.put(path, (key,), value, KEYS)
    every = sorted({*one.meetings_seen, *told.seen})
    if told.seen:
        draft.put(path, ("meetings_seen",), every, KEYS)
    if not draft.changes:
        raise Misuse(T("nothing to note: say what was seen"), f"coopctl member welcome {handle} --seen DATE")
    return [T("{member}: the welcome is noted", member=handle), *_count(len(every))]


def _count(seen: int) -> list[Text]:
    return [TN("{n} meeting seen", "{n} meetings seen", seen)] if seen else []


def _into(draft: Draft, handle: str, told: Welcome) -> list[Text]:
    """The meetings of a circle that somebody sat in on, with their sponsor."""
    one, path, circle = draft.member(handle), f"members/{handle}.yaml", str(told.circle)
    draft.circle(circle)
    row = next((i for i, into in enumerate(one.sponsored) if into.circle == circle), None)
    before = one.sponsored[row].observed if row is not None else ()
    every = sorted({*before, *told.seen})
    sponsor = told.sponsor or (one.sponsored[row].sponsor if row is not None else None)
    if row is None:
        draft.push(path, "sponsored", {"circle": circle, "sponsor": sponsor, "observed": every})
    else:
        if told.sponsor:
            draft.put(path, ("sponsored", row, "sponsor"), told.sponsor, SPONSORED_KEYS)
        if told.seen:
            draft.put(path, ("sponsored", row, "observed"), every, SPONSORED_KEYS)
    said: list[Text] = [
        T("{member} is getting to know {circle}, with {sponsor}", member=handle, circle=circle, sponsor=sponsor)
        if sponsor
        else T("{member} is getting to know {circle}, without a sponsor yet", member=handle, circle=circle)
    ]
    wanted = draft.ledger.charter.observing if draft.ledger.charter else None
    if wanted and every:
        said.append(T("{seen} of {wanted} meetings seen", seen=len(every), wanted=wanted.meetings))
    return said if wanted else said + _count(len(every))


def referent(snapshot: Snapshot, handle: str, chosen: str, since: When, actor: str, today: dt.date) -> Change:
    """Another referent from a day on; the one before ends the day before. No reason is asked, and none has a place."""
    draft = Draft(snapshot, actor, today, [handle])
    one, other, path = draft.member(handle), draft.member(chosen), f"members/{handle}.yaml"
    _may_accompany(draft, handle, chosen, other, since)
    for row, held in enumerate(one.referents):
        if held.until is not None and held.until.last < since.first:
            continue
        if held.member == chosen or held.since.first >= since.first:
            raise Refused(
                T("{other} is the referent of {member} {since}", other=held.member, member=handle,
                  since=Since(held.since)),
                f"coopctl member show {handle}",
            )  # fmt: skip
        draft.put(path, ("referents", row, "until"), day_before(since), REFERENT_KEYS)
    draft.push(path, "referents", {"member": chosen, "since": since})
    said = [T("{other} accompanies {member} {since}", other=chosen, member=handle, since=Since(since))]
    return draft.done("member.referent", f"members/{handle}", "", said)


def _may_accompany(draft: Draft, handle: str, chosen: str, other: Member, since: When) -> None:
    again = f"coopctl member referent {handle}"
    if chosen == handle:
        raise Refused(T("{member} cannot be their own referent", member=handle), again)
    kinds = draft.ledger.charter.statuses if draft.ledger.charter else ()
    if other.status_on(since.last) in {kind.status for kind in kinds if kind.contract == "staff"}:
        raise Refused(
            T("{other} is of the support team; the referent of {member} is a peer", other=chosen, member=handle), again
        )
    if not other.presence.holds(since.last):
        text = T("{other} is not a member on {day}: they cannot accompany anybody then", other=chosen, day=since)
        raise Refused(text, again)


def edit(
    snapshot: Snapshot, handle: str, facts: Mapping[str, Any], actor: str, today: dt.date, reason: str = ""
) -> Change:
    """Other facts of a member: each key of ``facts`` is written as given."""
    draft = Draft(snapshot, actor, today, [handle])
    one, path = draft.member(handle), f"members/{handle}.yaml"
    for key, value in facts.items():
        if value is not None and value != getattr(one, key):
            draft.put(path, (key,), list(value) if isinstance(value, (list, tuple)) else value, KEYS)
    if not draft.changes:
        raise Refused(T("nothing changes: the record of {member} already says this", member=handle),
                      f"coopctl member show {handle}")  # fmt: skip
    for name in ("introduced_by",):
        if facts.get(name):
            draft.member(facts[name])
    said = [T("the record of {member} is changed", member=handle)]
    return draft.done("member.edit", f"members/{handle}", reason, said)


def follow_up(
    snapshot: Snapshot, handle: str, due: dt.date | None, actor: str, today: dt.date, by: str | None = None
) -> Change:
    """When the next follow-up is due (None: as the status says, from today), and who does it.

    It replaces the one before, and who did that one with it.
    """
    draft = Draft(snapshot, actor, today, [handle])
    one, path = draft.member(handle), f"members/{handle}.yaml"
    if by is not None:
        draft.member(by)
    if due is None:
        kinds = draft.ledger.charter.statuses if draft.ledger.charter else ()
        months = next((k.follow_up_months for k in kinds if k.status == one.status_on(today)), None)
        if not months:
            raise Misuse(T("coop.yaml does not say how often people of this status are followed up: give a day"),
                         f"coopctl member follow-up {handle} DATE")  # fmt: skip
        due = plus_months(today, months)
    draft.put(path, ("follow_up",), due, KEYS)
    if by is not None:
        draft.put(path, ("follow_up_by",), by, KEYS)
    elif one.follow_up_by is not None:
        draft.drop(path, ("follow_up_by",))
    said = [T("the next follow-up of {member} is due on {day}", member=handle, day=due)]
    return draft.done("member.follow-up", f"members/{handle}", "", said)

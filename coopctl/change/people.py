"""What changed about a person: entering, a status, a handle, a referent, leaving."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl.change.fact import Change, Pair, Tree
from coopctl.change.renamed import aliases
from coopctl.change.spans import day, end, flat, rest, spans
from coopctl.words import T


def member_changes(pair: Pair) -> Iterator[Change]:
    """Entering, a status, leaving; all else by the names of the fields."""
    who, record = pair.name, pair.record
    statuses = list(spans(pair, "statuses", ("status", "since")))
    if not pair.after:
        yield Change("member-removed", record, T("the member {who} is no longer in the ledger", who=who), who)
        return
    if not pair.before:
        status = next((str(new.get("status", "")) for _, new in statuses if new), "")
        text = T("{who} enters: {status}", who=who, status=status) if status else T("{who} enters", who=who)
        yield Change("member-entered", record, text, who, None, None, {"status": status} if status else {})
        statuses = statuses[1:]
    for old, new in statuses:
        yield _status(pair, old, new)
    leaves = T("{who} leaves: last day {day}", who=who, day=day(pair.after, "left"))
    yield from end(pair, "left", "member-left", leaves)
    if pair.before:
        yield from _accompanied(pair)
        told = ("statuses", "left", "notice", "handle", "aliases", "referents", "follow_up", "follow_up_by")
        yield from rest(pair, "member-changed", who, None, *told)


def _accompanied(pair: Pair) -> Iterator[Change]:
    """Another handle, another referent, another follow-up: of the last only that there is one, never its day."""
    who, record = pair.name, pair.record
    before, now = (aliases(side) for side in pair[1:])
    for old in (one for one in now if one not in before):
        yield Change("member-renamed", record, T("{old} is called {new} from now on", old=old, new=who), who,
                     None, {"handle": str(old)}, {"handle": who})  # fmt: skip
    for old_, new in spans(pair, "referents", ("member", "since")):
        one = new or old_ or {}
        facts = {
            "who": who,
            "other": str(one.get("member", "?")),
            "since": day(one, "since"),
            "until": day(one, "until"),
        }
        text = T("{other} accompanies {who} since {since}", **facts)
        if new is None:
            text = T("{other} is no longer noted as the referent of {who}", **facts)
        elif new.get("until"):
            text = T("{other} accompanies {who} until {until}", **facts)
        yield Change("member-referent", record, text, who, None, flat(old_), flat(new))
    if {"follow_up", "follow_up_by"} & {*pair.differing()}:
        yield Change("member-follow-up", record, T("the next follow-up of {who} is arranged", who=who), who)


def _status(pair: Pair, old: Tree | None, new: Tree | None) -> Change:
    who, one = pair.name, new or old or {}
    days = {key: day(one, key) for key in ("since", "until")}
    facts = {"who": who, "status": str(one.get("status", "?")), **days}
    text = T("{who}: {status} since {since}", **facts)
    if new is None:
        text = T("{who}: no longer {status} since {since}", **facts)
    elif new.get("until"):
        text = T("{who}: {status} from {since} to {until}", **facts)
    return Change("member-status", pair.record, text, who, None, flat(old), flat(new))

"""A review for where it cannot be recalled: sums of circles and numbers of people, and nobody by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from coopctl.accord.facts import Accord
from coopctl.change.fact import Change
from coopctl.review.facts import Group, Money, Review
from coopctl.values import Hours, parse_hours
from coopctl.words import TN, T, Text

_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def without_people(found: Review, handles: Collection[str]) -> Review:
    """The same, with no handle in any sentence; what would name somebody is counted instead."""
    names = {*handles, *found.people}
    told = {id(one): not names_somebody(one, names) for one in found.changes}

    def plain(some: Iterable[Change], circle: str | None) -> tuple[Change, ...]:
        kept = tuple(some)
        return (*_counted([one for one in kept if not told[id(one)]], circle),
                *(one._replace(before=None, after=None) for one in kept if told[id(one)]))  # fmt: skip

    groups = tuple(Group(one.circle, one.title, plain(one.changes, one.circle)) for one in found.groups)
    cosmetic = plain(found.cosmetic, None)
    sums = None if found.money is None else tuple(_sums(one) for one in found.money)
    return found._replace(
        changes=tuple(one for group in groups for one in group.changes) + cosmetic,
        groups=groups,
        cosmetic=cosmetic,
        money=sums,
        accords=tuple(_accord(one) for one in found.accords),
    )


def names_somebody(change: Change, names: Collection[str]) -> bool:
    """Whether a change is about somebody, or says a handle anywhere."""
    return bool(change.who) or any(_named(text, names) for text in (change.record, *_strings(change.text)))


def _named(text: str, names: Collection[str]) -> bool:
    return any(word in names or any(part in names for part in word.split("-")) for word in _WORD.findall(text.lower()))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, Text):
        for _name, one in value.values:
            yield from _strings(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, str):
        yield str(value)


def _counted(changes: list[Change], circle: str | None) -> Iterator[Change]:
    """One sentence for each kind: how many, of how many people; of lines also the hours."""
    kinds = Counter(one.kind for one in changes)
    for kind, count in kinds.items():
        some = [one for one in changes if one.kind == kind]
        people = len({one.who for one in some if one.who})
        text = _said(kind, count, some)
        if people:
            text = T("{what} ({people})", what=text, people=TN("{n} person", "{n} people", people))
        yield Change(kind, "", text, None, circle)


MANY = 20
"""From so many changes of one kind on a branch is one that changes in bulk."""


def in_bulk(changes: Iterable[Change]) -> tuple[Text, ...]:
    """What is changed in bulk, each kind in one sentence that names nobody; lines that are noted come in numbers."""
    counts = Counter(one.kind for one in changes if one.kind != "line-noted")
    return tuple(
        T("at one go: {what}", what=_counts(n).get(kind, TN("{n} change of one kind", "{n} changes of one kind", n)))
        for kind, n in sorted(counts.items())
        if n >= MANY
    )


def _said(kind: str, count: int, changes: list[Change]) -> Text:
    if kind == "line-noted":
        return TN("{n} line noted, {hours}", "{n} lines noted, {hours}", count, hours=_hours(changes))
    usual = TN("{n} other change about people", "{n} other changes about people", count)
    return _counts(count).get(kind, usual)


def _counts(n: int) -> dict[str, Text]:
    return {
        "line-changed": TN("{n} line changed", "{n} lines changed", n),
        "line-withdrawn": TN("{n} line taken back", "{n} lines taken back", n),
        "line-corrected": TN("{n} line put right", "{n} lines put right", n),
        "line-moved": TN("{n} line paid with another month", "{n} lines paid with another month", n),
        "member-entered": TN("{n} arrival", "{n} arrivals", n),
        "member-left": TN("{n} departure", "{n} departures", n),
        "member-status": TN("{n} status changed", "{n} statuses changed", n),
        "role-given": TN("{n} mandate given", "{n} mandates given", n),
        "role-ended": TN("{n} mandate ended", "{n} mandates ended", n),
        "circle-joined": TN("{n} person joins the circle", "{n} people join the circle", n),
        "circle-left": TN("{n} person leaves the circle", "{n} people leave the circle", n),
    }


def _hours(changes: list[Change]) -> Hours:
    return Hours(sum(parse_hours(str((one.after or {}).get("hours", "0"))) for one in changes))


def _sums(one: Money) -> Money:
    return one._replace(people=())


def _accord(one: Accord) -> Accord:
    """Whose own agreement it is, or whose word gave it, is not said; that it was given is."""
    proofs = tuple(
        said if said.how in ("decision", "election") else said._replace(by="") for said in dict.fromkeys(one.proofs)
    )
    own = one.group == "self"
    return one._replace(subject="" if own or "/" not in one.subject or one.subject.startswith("members/") else
                        one.subject, who="" if own else one.who, seats=(), proofs=proofs)  # fmt: skip

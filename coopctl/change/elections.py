"""What happened in an election, event by event: steps, counts and who is proposed; never why somebody was named."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coopctl.change.fact import Change, Pair, Tree, Values, items
from coopctl.change.spans import day, rest
from coopctl.words import TN, T, Text


def election_changes(pair: Pair) -> Iterator[Change]:
    """Each event that was added; and, told apart, where one that stood there is not as it was."""
    framing = next(iter(items(pair.after or pair.before, "events")), {})
    circle = framing.get("circle")
    circle = circle if isinstance(circle, str) else None
    if not pair.after:
        text = T("election {election} is no longer in the ledger", election=pair.name)
        yield Change("election-removed", pair.record, text, None, circle)
        return
    old, new = items(pair.before, "events"), items(pair.after, "events")
    altered = sum(1 for n, one in enumerate(old) if new[n : n + 1] != [one])
    if altered:
        text = TN("{election}: {n} past event is not as it was", "{election}: {n} past events are not as they were",
                  altered, election=pair.name)  # fmt: skip
        yield Change("election-rewritten", pair.record, text, None, circle)
    for event in new[len(old) :]:
        kind = str(event.get("kind"))
        text = T("{election}: {what}", election=pair.name, what=said(event))
        yield Change(
            f"election-{kind if kind in _TELLERS else 'event'}",
            pair.record,
            text,
            _about(event),
            circle,
            None,
            _facts(event),
        )
    if pair.before:
        yield from rest(pair, "election-rewritten", None, circle, "events")


def said(event: Tree) -> Text:
    """What happened, as a record has it."""
    return _TELLERS.get(str(event.get("kind")), _other)(event)


def ballot_changes(pair: Pair) -> Iterator[Change]:
    """Ballots that were sealed, or opened. What one says is not told again here: the record of the election does."""
    election, who = pair.record.split("/")[1], pair.name
    old, new = items(pair.before, "ballots"), items(pair.after, "ballots")
    facts = {"election": election, "who": who}
    sealed = len(new) - len(old)
    opened = _opened(new) - _opened(old)
    if sealed > 0:
        yield Change("election-ballot", pair.record, T("{election}: {who} seals a ballot", **facts), who)
    if opened > 0:
        yield Change("election-ballot", pair.record, T("{election}: {who} opens their ballot", **facts), who)
    if sealed < 0 or opened < 0:
        text = T("{election}: a sealed ballot of {who} is not as it was", **facts)
        yield Change("election-rewritten", pair.record, text, who)


def _opened(ballots: list[Tree]) -> int:
    return sum(1 for one in ballots if "opened" in one)


def _about(event: Tree) -> str | None:
    """Whom an event is about: who is proposed, answers, is designated."""
    one = event.get("member") if event.get("kind") in ("proposal", "acceptance", "mandate") else None
    return one if isinstance(one, str) else None


def _facts(event: Tree) -> Values:
    """An event in plain values, lists of handles with commas. Its other lists are read in the record."""
    found = {}
    for key, value in event.items():
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            found[key] = ", ".join(value)
        elif not isinstance(value, (list, dict)):
            found[key] = str(value)
    return found


def _names(event: Tree, *keys: str) -> list[str]:
    found: list[str] = []
    for key in keys:
        value = event.get(key)
        found += [value] if isinstance(value, str) else [str(one) for one in value] if isinstance(value, list) else []
    return found


def _count(event: Tree, key: str) -> int:
    """How many, where only that is written too."""
    text = str(event.get("counted", ""))
    listed = event.get(key)
    return int(text[:6]) if text.isascii() and text.isdigit() else len(listed) if isinstance(listed, list) else 0


def _framing(event: Tree) -> Text:
    here = len(_names(event, "present"))
    facts = {"role": str(event.get("role", "?")), "facilitator": str(event.get("facilitator", "?"))}
    return TN("opened for {role}, {n} person there, {facilitator} facilitates",
              "opened for {role}, {n} people there, {facilitator} facilitates", here, **facts)  # fmt: skip


def _ballots(event: Tree) -> Text:
    return TN("{n} ballot is shown", "{n} ballots are shown", _count(event, "ballots"))


def _reveal(event: Tree) -> Text:
    return TN("{n} reason is heard", "{n} reasons are heard", _count(event, "reasons"))


def _change(event: Tree) -> Text:
    moved = _count(event, "ballots")
    return TN("change round, {n} ballot moves", "change round, {n} ballots move", moved) if moved else T(
        "change round, no ballot moves")  # fmt: skip


def _proposal(event: Tree) -> Text:
    names = _names(event, "member", "members")
    return T("{names} proposed", names=names) if names else T("a proposal is made")


def _consent(event: Tree) -> Text:
    n = _count(event, "members")
    if str(event.get("silent", "")) == "true":
        return TN("{n} without objection, by silence", "{n} without objection, by silence", n)
    return TN("{n} without objection", "{n} without objection", n)


def _objection(event: Tree) -> Text:
    who, facts = event.get("member"), {"id": str(event.get("objection", "?"))}
    if isinstance(who, str):
        return T("objection {id} is raised by {who}", who=who, **facts)
    return T("objection {id} is raised", **facts)


def _clarification(event: Tree) -> Text:
    return T("objection {id} is put in words", id=str(event.get("objection", "?")))


def _resolution(event: Tree) -> Text:
    facts = {"id": str(event.get("objection", "?")), "until": day(event, "until")}
    said = {
        "integrated": T("objection {id} is integrated: everybody speaks again", **facts),
        "withdrawn": T("objection {id} is lifted", **facts),
        "noted": T("objection {id} is a point to watch", **facts),
        "postponed": T("objection {id} ripens until {until}", **facts),
    }
    return said.get(str(event.get("ending")), _other(event))


def _acceptance(event: Tree) -> Text:
    who = event.get("member")
    facts = {"who": who if isinstance(who, str) else T("who is proposed")}
    said = {
        "accepted": T("{who} says yes", **facts),
        "conditions": T("{who} says yes, on a condition: everybody speaks again", **facts),
        "later": T("the answer of {who} is awaited", **facts),
        "declined": T("{who} says no", **facts),
    }
    return said.get(str(event.get("answer")), _other(event))


def _mandate(event: Tree) -> Text:
    facts = {"who": str(event.get("member", "?")), "since": day(event, "since"), "until": day(event, "until")}
    if event.get("until"):
        return T("{who} is designated, from {since} to {until}", **facts)
    return T("{who} is designated, from {since} on", **facts)


def _suspension(event: Tree) -> Text:
    until = day(event, "until")
    return T("suspended until {day}", day=until) if until else T("suspended")


def _resumption(event: Tree) -> Text:
    here = len(_names(event, "present"))
    return TN("it goes on, {n} person there", "it goes on, {n} people there", here)


def _handover(event: Tree) -> Text:
    facilitator, secretary = (event.get(key) for key in ("facilitator", "secretary"))
    if isinstance(facilitator, str):
        return T("{who} facilitates from here on", who=facilitator)
    return T("{who} writes from here on", who=str(secretary))


def _other(event: Tree) -> Text:
    return T("{kind}", kind=str(event.get("kind", "?")))


_TELLERS: dict[str, Callable[[Tree], Text]] = {
    "framing": _framing,
    "ballots": _ballots,
    "reveal": _reveal,
    "change": _change,
    "proposal": _proposal,
    "consent": _consent,
    "objection": _objection,
    "clarification": _clarification,
    "resolution": _resolution,
    "acceptance": _acceptance,
    "mandate": _mandate,
    "suspension": _suspension,
    "resumption": _resumption,
    "arrival": lambda event: T("{names} come", names=_names(event, "members")),
    "departure": lambda event: T("{names} leave", names=_names(event, "members")),
    "handover": _handover,
    "reframing": lambda event: T("the framing changes, by agreement"),
    "cancellation": lambda event: T("called off"),
    "no-result": lambda event: T("closed without result"),
    "reopening": lambda event: T("taken up again"),
    "note": lambda event: T("a note"),
    "erratum": lambda event: T("an erratum"),
}

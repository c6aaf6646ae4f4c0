"""The private words of an election without those of one person: what they said, and what was said of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coopctl.election.words import Words
from coopctl.records.election import Election

_GONE = "…"
"""What stands in place of words that a record needs and that are erased."""


def digests(record: Election, handles: set[str]) -> set[str]:
    """The digests, in a record, of the reasons somebody gave and of those given for them."""
    found, theirs = set(), set(handles)
    for event in record.events:
        for one in (*getattr(event, "ballots", ()), *getattr(event, "reasons", ())):
            names = getattr(one, "names", ())
            if one.voter in handles or handles & set(names):
                theirs.add(one.voter)
                found.add(one.given)
            elif one.voter in theirs and not names:  # the reason of a ballot for them, told after it
                found.add(one.given)
    return found - {None}


def erased(words: Words, record: Election, handles: set[str]) -> tuple[Words, int]:
    """The words without theirs, and how many there were. Every rule can be judged as before."""
    gone = digests(record, handles)
    said = {given: text for given, text in words.said.items() if given not in gone}
    objections = {
        event.get("objection") for event in words.events.values()
        if event.get("kind") == "objection" and event.get("member") in handles
    }  # fmt: skip
    events = {index: _event(one, handles, objections) for index, one in words.events.items()}
    changed = sum(1 for index, one in words.events.items() if events[index] != one)
    return words._replace(said=said, events=events), len(words.said) - len(said) + changed


def _event(event: dict[str, Any], handles: set[str], objections: set[Any]) -> dict[str, Any]:
    made = dict(event)
    for key in ("ballots", "reasons"):
        if key in made:
            theirs = {one.get("voter") for one in made[key] if _concerns(one, handles)}
            made[key] = [_withheld(one, "reason") if one.get("voter") in theirs else one for one in made[key]]
    kind = event.get("kind")
    if kind in ("objection", "clarification") and event.get("objection") in objections:
        return _withheld(made, "text")
    if kind == "resolution" and event.get("objection") in objections:
        return _without(made)
    if kind == "proposal" and "reason" in made and _named(event) & handles:
        return {**made, "reason": _GONE}
    return _without(made) if kind == "acceptance" and event.get("member") in handles else made


def _named(one: dict[str, Any]) -> set[str]:
    several: Iterable[str] = (*one.get("nominees", ()), *one.get("members", ()))
    return {str(name) for name in (one.get("nominee"), one.get("member"), *several) if name}


def _concerns(one: dict[str, Any], handles: set[str]) -> bool:
    return one.get("voter") in handles or bool(_named(one) & handles)


def _withheld(one: dict[str, Any], key: str) -> dict[str, Any]:
    """It was said, and is written nowhere any more."""
    return {**{name: value for name, value in one.items() if name != key}, "withheld": "true"} if key in one else one


def _without(one: dict[str, Any]) -> dict[str, Any]:
    """An ending or an answer without its words."""
    made = {name: value for name, value in one.items() if name != "text"}
    if "amendment" in made:
        kept = {name: value for name, value in made["amendment"].items() if name not in ("text", "scope")}
        made["amendment"] = kept or {"how": "other"}
    return made

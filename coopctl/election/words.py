"""Words about people: what of an event is written in the ledger, and what stays in the private folder.

At ``summary`` a reason is only a keyed digest: it proves that one was given, and tells nothing of it. The key lies
beside the words in the private file; once that file is gone nobody can find the words again, not even by guessing.
At ``outcome`` rounds are only counted; the private file holds the events whole.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Any, NamedTuple

from coopctl.problem import Tree

Told = dict[str, Any]
"""An event as a tree, with the words as they were said."""


class Words(NamedTuple):
    """What the private file of an election holds: the key, each reason by its digest, events that are only counted."""

    key: str
    said: Mapping[str, str] = {}
    events: Mapping[int, Any] = {}

    @property
    def tree(self) -> Tree:
        """The file."""
        said = [{"given": given, "words": words} for given, words in self.said.items()]
        events = [{"event": index, **event} for index, event in self.events.items()]
        return {"key": self.key, "words": said, "events": events}


def read(tree: Tree, key: str) -> Words:
    """The private file as it was read; what cannot be used any more is left out. ``key`` is for a new file."""
    if not isinstance(tree, dict) or not isinstance(tree.get("key"), str):
        return Words(key)
    said = {
        str(one["given"]): str(one["words"])
        for one in _items(tree.get("words"))
        if "given" in one and "words" in one
    }  # fmt: skip
    events = {
        int(one["event"]): {name: value for name, value in one.items() if name != "event"}
        for one in _items(tree.get("events"))
        if str(one.get("event", "")).isdigit()
    }
    return Words(str(tree["key"]), said, events)


def _items(tree: Tree) -> list[dict[str, Any]]:
    return [one for one in tree if isinstance(one, dict)] if isinstance(tree, list) else []


def digest(key: str, *parts: object) -> str:
    """The keyed digest of a reason and of where it stands."""
    text = "\n".join(map(str, parts))
    return f"hmac:{hmac.new(key.encode(), text.encode(), 'sha256').hexdigest()[:32]}"


def kept(words: Words, name: str, index: int, event: Told, level: str) -> tuple[Told, Words]:
    """The event as the level lets it be written, and the private words with what it leaves out."""
    if level == "full":
        return event, words
    if level == "outcome":
        return _counted(event), words._replace(events={**words.events, index: event})
    said = dict(words.said)
    made = dict(event)
    for key in ("ballots", "reasons"):
        if key in made:
            made[key] = [_digested(one, words.key, name, index, said) for one in made[key]]
    return made, words._replace(said=said)


def _digested(one: Told, key: str, name: str, index: int, said: dict[str, str]) -> Told:
    if one.get("reason") is None:
        return one
    given = digest(key, name, index, one["voter"], one["reason"])
    said[given] = one["reason"]
    return {**{field: value for field, value in one.items() if field != "reason"}, "given": given}


_KEPT = {
    "ballots": (), "reveal": (), "change": (), "proposal": ("term_months",), "consent": (),
    "objection": ("objection",), "clarification": ("objection",), "resolution": ("objection", "ending", "until"),
    "acceptance": ("answer", "waived", "until"),
}  # fmt: skip
"""What is written of an event at the level ``outcome``, beside its day; of other kinds, all."""


def _counted(event: Told) -> Told:
    kind = event["kind"]
    if kind not in _KEPT:
        return event
    made = {key: event[key] for key in ("at", "by", "kind", *_KEPT[kind]) if key in event}
    if kind in ("ballots", "change"):
        made["counted"] = len(event.get("ballots", ()))
    elif kind == "consent":
        made["counted"] = len(event.get("members", ()))
    elif kind == "clarification":
        made["withheld"] = True
    elif kind == "acceptance" and event.get("answer") == "accepted":
        made["member"] = event["member"]
    if event.get("amendment"):
        told = event["amendment"]
        made["amendment"] = {key: value for key, value in told.items() if key not in ("text", "scope")}
    return made


def whole(tree: Tree, words: Words) -> Tree:
    """The record as it was told, where its events are only counted and the private file has them all, else as it is.

    It then reads as one of the level ``full``: every rule can be judged again.
    """
    events = tree["events"]
    first = events[0] if events else {}
    if first.get("level") != "outcome" or any(i not in words.events for i in range(1, len(events))):
        return tree
    return {**tree, "events": [{**first, "level": "full"}, *(words.events[i] for i in range(1, len(events)))]}

"""Who agreed: people by what they recorded, circles and bodies by what they decided in their meeting."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from coopctl.accord.facts import Accord, Proof, State, Word
from coopctl.change.fact import items
from coopctl.consent import ADOPTED

Tree = Mapping[str, Any]


def voices(one: Accord, word: Word, speakers: Collection[str], *, signs: bool) -> Iterator[Proof]:
    """Who agrees by an entry, and how: whose it is, and whom it names beside them.

    Where entries are signed, a name counts only beside that of one who decides: whoever writes an entry could write
    any name. Where they are not, names are taken at their word, as all else is.
    """
    own = word.actor in speakers and (word.certain or not signs)
    if own:
        yield Proof("signed" if word.certain else "author", word.actor)
    if not signs or (own and one.group != "self"):
        yield from (Proof("approved", name) for name in word.named if name in speakers)


def enough(one: Accord, proofs: Sequence[Proof]) -> bool:
    """Whether that is the agreement of a group, or of a person."""
    if any(said.how in ("decision", "election") for said in proofs):
        return True
    people = {said.by for said in proofs}
    return bool(people) if one.group == "self" else 0 < one.least <= len(people)


class Said(NamedTuple):
    """What a decision or an election says: of which circle or body, whether it holds, its words, the role it is on."""

    how: str
    path: str
    of: str
    holds: bool
    text: str
    role: str = ""


def said_by(state: State, name: str) -> Said | None:
    """A record that is named, as a moment has it; None where there is none."""
    for folder, how in (("decisions", "decision"), ("elections", "election")):
        path = f"{folder}/{name}.yaml"
        found = state.record(path)
        if found:
            return _decision(path, found) if how == "decision" else _election(path, found)
    return None


def _decision(path: str, found: Tree) -> Said:
    of, outcomes = str(found.get("circle") or found.get("body") or ""), items(found, "outcomes")
    holds = bool(outcomes) and outcomes[-1].get("outcome") in ADOPTED
    return Said("decision", path, of, holds, text_of(found))


def _election(path: str, found: Tree) -> Said:
    events = items(found, "events")
    role = next((str(one["role"]) for one in events if one.get("role")), "")
    of = next((str(one[key]) for one in events for key in ("circle", "body") if one.get(key)), role.partition("/")[0])
    return Said("election", path, of, any(one.get("kind") == "mandate" for one in events), "", role)


def proves(said: Said, one: Accord, speaks: Collection[str]) -> bool:
    """Whether it is about this at all: a decision of those who are asked, an election for that very mandate."""
    if said.how == "election":
        return one.of == "mandate" and said.role in ("", one.subject.removeprefix("roles/")) and said.of in speaks
    return said.of in speaks


def adopted(decision: Tree) -> bool:
    """Whether a decision was ever adopted: its words are closed from then on."""
    return any(one.get("outcome") in ADOPTED for one in items(decision, "outcomes"))


def text_of(decision: Tree) -> str:
    """What was decided: the last wording."""
    worded = items(decision, "amendments")
    return str(worded[-1].get("text", "")) if worded else str(decision.get("proposal", ""))

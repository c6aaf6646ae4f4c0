"""What was answered and is not recorded yet: kept at once, stage by stage, and taken up again after any end.

A stage is named by where the election stands; once it is recorded the election stands elsewhere, and what was kept for
it is of no use any more: a draft can be old, never wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from coopctl.problem import Tree

Facts = Mapping[str, str]


class Entry(NamedTuple):
    """One answer: to which question, and what it says."""

    at: str
    facts: Facts


class Stage(NamedTuple):
    """The answers of one stage in their order, and the seconds spent on it."""

    entries: tuple[Entry, ...] = ()
    spent: int = 0


class Draft(NamedTuple):
    """All that is kept of an election that is not recorded yet."""

    stages: Mapping[str, Stage] = {}

    def of(self, stage: str) -> dict[str, Facts]:
        """The answers of a stage by question, the last one of each."""
        return {one.at: one.facts for one in self.stages.get(stage, Stage()).entries}

    def times(self, stage: str, at: str) -> int:
        """How often a question was answered."""
        return sum(1 for one in self.stages.get(stage, Stage()).entries if one.at == at)

    def add(self, stage: str, at: str, facts: Facts) -> Draft:
        """One answer more."""
        kept = self.stages.get(stage, Stage())
        return self._with(stage, kept._replace(entries=(*kept.entries, Entry(at, facts))))

    def back(self, stage: str) -> Draft:
        """Without the last answer of a stage."""
        kept = self.stages.get(stage, Stage())
        return self._with(stage, kept._replace(entries=kept.entries[:-1]))

    def without(self, stage: str, *at: str) -> Draft:
        """Without the answers to some questions of a stage."""
        kept = self.stages.get(stage, Stage())
        return self._with(stage, kept._replace(entries=tuple(one for one in kept.entries if one.at not in at)))

    def later(self, stage: str, seconds: int) -> Draft:
        """With more time spent on a stage."""
        kept = self.stages.get(stage, Stage())
        return self._with(stage, kept._replace(spent=kept.spent + max(0, seconds)))

    def only(self, *stages: str) -> Draft:
        """Without all other stages; clocks go on."""
        return Draft({name: kept for name, kept in self.stages.items() if name in stages or name.startswith("clock-")})

    def past(self, *steps: str) -> Draft:
        """Without the stages of some steps."""
        return Draft({name: kept for name, kept in self.stages.items() if name.partition("-")[0] not in steps})

    def _with(self, stage: str, kept: Stage) -> Draft:
        return Draft({**self.stages, stage: kept})

    @property
    def tree(self) -> Tree:
        """As a file."""
        return {
            "stages": [
                {
                    "stage": name,
                    "spent": str(kept.spent),
                    "answers": [{"at": one.at, **{k: v for k, v in one.facts.items() if v}} for one in kept.entries],
                }
                for name, kept in self.stages.items()
            ]
        }


def read(tree: Tree) -> Draft:
    """A draft from its file; what cannot be read is left out."""
    found: dict[str, Stage] = {}
    for one in _mappings(tree, "stages"):
        name, spent = str(one.get("stage", "")), str(one.get("spent", "0"))
        entries = tuple(
            Entry(str(each["at"]), {str(k): str(v) for k, v in each.items() if k != "at"})
            for each in _mappings(one, "answers")
            if "at" in each
        )
        found[name] = Stage(entries, int(spent) if spent.isascii() and spent.isdigit() else 0)
    return Draft(found)


def _mappings(tree: Any, key: str) -> list[Mapping[str, Any]]:
    under = tree.get(key) if isinstance(tree, Mapping) else None
    return [one for one in under if isinstance(one, Mapping)] if isinstance(under, list) else []

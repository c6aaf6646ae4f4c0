"""What every change of a decision shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from coopctl.consent import Consent
from coopctl.decisions import consent_of
from coopctl.edits.governance import ORDER, Change, Draft
from coopctl.problem import Refused
from coopctl.records.decision import Decision
from coopctl.snapshot import Snapshot
from coopctl.words import T, Text


class Asking(NamedTuple):
    """Who asks for a change: on what ledger, which decision, who types, the day of the fact and of today, why."""

    snapshot: Snapshot
    name: str
    actor: str
    on: dt.date
    today: dt.date
    reason: str = ""


class Deciding:
    """A decision being changed."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking
        self.name = asking.name
        self.path = f"decisions/{asking.name}.yaml"
        self.draft = Draft(asking.snapshot, asking.actor, asking.today)
        self.decision: Decision = self.draft.decision(asking.name)

    @property
    def consent(self) -> Consent:
        """Where its consent stands."""
        return consent_of(self.decision)

    def open_only(self) -> None:
        """Refuse where something came of it already: what is closed is not rewritten."""
        last = self.decision.outcomes[-1] if self.decision.outcomes else None
        if last and last.outcome != "unresolved":
            raise Refused(
                T("{decision} is closed since {day}: what changes now is another decision, which replaces it",
                  decision=self.name, day=last.date),
                f'coopctl decision propose "…" --replaces {self.name}',
            )  # fmt: skip

    def adopted_only(self) -> None:
        """Refuse where it is not adopted."""
        if self.decision.adopted is None:
            raise Refused(T("{decision} is not adopted yet", decision=self.name), f"coopctl decision adopt {self.name}")

    def push(self, key: str, item: Mapping[str, Any]) -> None:
        """Add an item to one of its lists."""
        self.draft.push(self.path, key, item)

    def put(self, route: tuple[str | int, ...], value: Any, order: tuple[str, ...] = tuple(ORDER["decisions"])) -> None:
        """Give a key a value."""
        self.draft.put(self.path, route, value, order)

    def done(self, op: str, said: list[Text], left: list[tuple[Text, str]] | None = None) -> Change:
        """The change, judged."""
        subject = f"decision: {op} {self.name}"
        return self.draft.done(f"decision.{op}", self.path[:-5], self.asking.reason, said, left or (), subject)

"""Decisions on a day: where each stands, how long it has been tried, what is due, and how often each method is used."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from coopctl import consent
from coopctl.ledger import Ledger
from coopctl.records.decision import ADOPTED, Decision, Objection
from coopctl.values import Month, Period

State = Literal[
    "proposed", "in-force", "declined", "replaced", "withdrawn", "unresolved", "sent", "dropped", "broken"
]  # fmt: skip
LIVE = ("in-force", "declined")
"""What is adopted and still there; by law one that the co-managers decline is not carried out."""
METHODS = ("consent", "advice", "role-holder", "assembly", "election")
Replaced = Mapping[str, tuple[dt.date, str]]
"""Decision → the day another took its place, and which."""


class Seen(NamedTuple):
    """A decision as it stands on a day."""

    name: str
    decision: Decision
    day: dt.date
    replaced: tuple[dt.date, str] | None = None

    @property
    def of(self) -> str:
        """The circle or the body that decides."""
        return self.decision.circle or self.decision.body or ""

    @property
    def state(self) -> State:
        """Proposed, in force, declined by the co-managers, replaced, or how it ended."""
        last = self.decision.outcome_on(self.day)
        if last is None:
            return "proposed"
        if last.outcome not in ADOPTED:
            return last.outcome  # type: ignore[return-value]
        if self.replaced and self.replaced[0] <= self.day:
            return "replaced"
        return "declined" if self.taken_up == "declined" else "in-force"

    @property
    def live(self) -> bool:
        """Whether it is adopted and nothing has come after."""
        return self.state in LIVE

    @property
    def taken_up(self) -> str | None:
        """The last word of the co-managers by that day."""
        said = [one for one in self.decision.taken_up if one.date <= self.day]
        return said[-1].state if said else None

    @property
    def standing(self) -> str | None:
        """Experiment, internal rules or statutes, while it lives."""
        held = self.decision.standing_on(self.day) if self.live else None
        return held.kind if held else None

    @property
    def by_will(self) -> bool:
        """Whether it is a rule that binds only by the will of those who follow it: not in the statutes."""
        return self.standing in ("experiment", "internal-rules")

    @property
    def days_tried(self) -> int:
        """For how many days it has been an experiment, that day included."""
        end = self._end
        tried = [one.span for one in self.decision.standing if one.kind == "experiment"]
        return sum(one.days_in(dt.date.min, end) if one.since else 0 for one in tried)

    @property
    def _end(self) -> dt.date:
        """That day, or the day before it ended."""
        over = [one.date for one in self.decision.outcomes if one.outcome not in ADOPTED and one.date <= self.day]
        over += [self.replaced[0]] if self.replaced and self.replaced[0] <= self.day else []
        return min([self.day, *(day - dt.timedelta(days=1) for day in over if self.decision.adopted)])

    @property
    def review(self) -> dt.date | None:
        """The day of the next review, known that day, while it lives."""
        if not self.live:
            return None
        held = [one for one in self.decision.reviews if one.date <= self.day]
        return held[-1].next if held else self.decision.review

    @property
    def overdue(self) -> bool:
        """Whether its review should have been held by that day."""
        return self.review is not None and self.review < self.day

    @property
    def ripening(self) -> Iterator[tuple[int, Objection]]:
        """Objections left by that day to ripen until another, and no review was held since."""
        for i, one in enumerate(self.decision.objections):
            if one.ended != "postponed" or one.until is None or (one.ended_on or one.date) > self.day:
                continue
            if not any(one.until <= held.date <= self.day for held in self.decision.reviews):
                yield i, one

    @property
    def ripe(self) -> Iterator[tuple[int, Objection]]:
        """Those whose day has passed."""
        return ((i, one) for i, one in self.ripening if one.until is not None and one.until < self.day)


def steps(decision: Decision) -> Iterator[consent.Step]:
    """A record as the steps of its consent, in order."""
    version, told = 0, set()
    for number, one in enumerate(decision.rounds, 1):
        for _ in range(one.amendment - version):
            yield consent.Changed()
        version = max(version, one.amendment)
        yield consent.Asked(one.consenting, one.objecting, one.absent, decision.present)
        if one.amendment < version:  # an older text was put to the circle again
            yield consent.Changed()
        for raised in (other for other in decision.objections if other.round == number):
            told.add(raised.id)
            yield from _worked_on(raised)
    for _ in range(len(decision.amendments) - version):
        yield consent.Changed()
    for raised in (other for other in decision.objections if other.id not in told):
        yield from _worked_on(raised)


def _worked_on(raised: Objection) -> Iterator[consent.Step]:
    yield consent.Raised(raised.id)
    if raised.ended:
        yield consent.Ended(raised.id, raised.ended)


def consent_of(decision: Decision) -> consent.Consent:
    """Where the consent to a decision stands."""
    return consent.replay(steps(decision))


def replacements(ledger: Ledger) -> dict[str, tuple[dt.date, str]]:
    """What took the place of what: the first that was adopted."""
    found: dict[str, tuple[dt.date, str]] = {}
    for name, one in sorted(ledger.decisions.items()):
        if one.replaces and one.adopted:
            found[one.replaces] = min(found.get(one.replaces, (dt.date.max, "")), (one.adopted, name))
    return found


def seen(ledger: Ledger, name: str, day: dt.date, replaced: Replaced | None = None) -> Seen:
    """One decision on a day."""
    known = replacements(ledger) if replaced is None else replaced
    return Seen(name, ledger.decisions[name], day, known.get(name))


def decisions(ledger: Ledger, day: dt.date) -> list[Seen]:
    """Every decision opened by a day, the last first."""
    known = replacements(ledger)
    found = [seen(ledger, name, day, known) for name, one in ledger.decisions.items() if one.opened <= day]
    return sorted(found, key=lambda one: (one.decision.opened, one.name), reverse=True)


def in_force(ledger: Ledger, day: dt.date, of: str) -> list[Seen]:
    """What a circle or a body has decided and still holds, the last first."""
    return [one for one in decisions(ledger, day) if one.state == "in-force" and one.of == of]


def facts(one: Seen) -> dict[str, Any]:
    """A decision as lists and programs are given it."""
    decision = one.decision
    return {
        "decision": one.name,
        "title": decision.title,
        "circle": decision.circle,
        "body": decision.body,
        "opened": decision.opened.isoformat(),
        "adopted": decision.adopted.isoformat() if decision.adopted and decision.adopted <= one.day else None,
        "method": decision.method,
        "state": one.state,
        "standing": one.standing,
        "days_tried": one.days_tried,
        "review": one.review.isoformat() if one.review else None,
        "overdue": one.overdue,
        "outside": decision.outside,
        "taken_up": one.taken_up,
        "objections": len([held for held in decision.objections if held.date <= one.day]),
        "replaced_by": one.replaced[1] if one.state == "replaced" and one.replaced else None,
    }


def whole(one: Seen, names: Mapping[str, str]) -> dict[str, Any]:
    """All there is to a decision by that day; ``names`` maps handles to names where they are known."""
    decision, day = one.decision, one.day

    def by_then(items: Any, key: str = "date") -> list[dict[str, Any]]:
        return [_plain(item.model_dump()) for item in items if getattr(item, key) <= day]

    amendments, rounds = by_then(decision.amendments), by_then(decision.rounds)
    people = {decision.by, decision.accountable, *(raised.by for raised in decision.objections),
              *(outcome.owner for outcome in decision.outcomes)}  # fmt: skip
    return {
        **facts(one),
        "by": decision.by,
        "present": decision.present,
        "mode": decision.mode,
        "driver": decision.driver,
        "proposal": decision.proposal,
        "amendments": [{"amendment": n, **item} for n, item in enumerate(amendments, 1)],
        "rounds": [{"round": n, **item} for n, item in enumerate(rounds, 1)],
        "objection_list": by_then(decision.objections),
        "outcomes": by_then(decision.outcomes),
        "standings": [item.model_dump() for item in decision.standing if item.since.first <= day],
        "scope": decision.scope,
        "criteria": decision.criteria,
        "reviews": by_then(decision.reviews),
        "replaces": decision.replaces,
        "accountable": decision.accountable,
        "taken_up_list": by_then(decision.taken_up),
        "errata": by_then(decision.errata),
        "names": {handle: names[handle] for handle in sorted(filter(None, people)) if handle in names},
    }


def _plain(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in item.items()}


def stats(ledger: Ledger, day: dt.date) -> dict[str, Any]:
    """How decisions were taken by a day: by quarter and circle, by method, objections, reviews, what was taken up."""
    found = decisions(ledger, day)
    adopted = [one for one in found if one.decision.adopted and one.decision.adopted <= day]
    objections = [raised for one in found for raised in one.decision.objections if raised.date <= day]
    said = Counter(one.taken_up for one in adopted if one.taken_up)
    return {
        "on": day.isoformat(),
        "decisions": len(adopted),
        "methods": _by_method(adopted),
        "quarters": [
            {"quarter": str(quarter), "of": of, "decisions": len(some), **_by_method(some),
             "objections": sum(len(one.decision.objections) for one in some)}
            for (quarter, of), some in sorted(_grouped(adopted).items())
        ],
        "objections": {
            "raised": len(objections),
            **{how: sum(one.ended == how for one in objections) for how in consent.Ending.__args__},  # type: ignore[attr-defined]
            "open": sum(one.ended is None for one in objections),
        },
        "taken_up": {state: said[state] for state in ("taken-up", "discussing", "declined")},
        "overdue": [one.name for one in found if one.overdue],
        "by_will": [one.name for one in found if one.by_will],
    }  # fmt: skip


def _by_method(some: list[Seen]) -> dict[str, int]:
    used: Counter[str] = Counter(one.decision.method for one in some)
    return {method: used[method] for method in METHODS}


def _grouped(adopted: list[Seen]) -> dict[tuple[Period, str], list[Seen]]:
    found: dict[tuple[Period, str], list[Seen]] = {}
    for one in adopted:
        assert one.decision.adopted is not None
        found.setdefault((Period.holding(Month.of(one.decision.adopted), 3), one.of), []).append(one)
    return found

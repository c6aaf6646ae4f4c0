"""Rules on what is closed: months, payouts, elections, people. It is put right by what follows, never rewritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from coopctl.accord.given import adopted
from coopctl.audit.facts import Lapse, Step, Touched, Tree
from coopctl.audit.moved import Moved, line_number
from coopctl.audit.past import Past
from coopctl.change.fact import items
from coopctl.words import T


def closed_month_rewritten(step: Step, past: Past) -> Iterator[Lapse]:
    """A line of a closed month was changed, taken out or added.

    A side that was made before the month was closed may bring a line in when the two are joined: nobody is wrong.
    """
    for number, state in enumerate(step.before):
        closed = past.closed(state)
        for one in past.moved(step, number) if closed else ():
            if one.month in closed and not _moves_on(step, past, one, past.counted(state, closed[one.month])):
                yield _rewritten(step, one, closed[one.month])


def _rewritten(step: Step, one: Moved, payout: str) -> Lapse:
    line = line_number(step.tree.get(one.path), one.id)
    facts = {"record": one.record, "month": one.month, "payout": payout}
    if one.before is None:
        text = T("{record} was added to {month}, which {payout} had closed", **facts)
        severity = "warning" if len(step.parents) > 1 else "error"
        return Lapse(step.id, "added-to-closed-month", text, one.path, line, severity)  # type: ignore[arg-type]
    if one.after is None:
        text = T("{record} was taken out of {month}, which {payout} had closed", **facts)
    else:
        text = T("{record} was changed in {month}, which {payout} had closed", **facts)
    return Lapse(step.id, "closed-month-rewritten", text, one.path, line)


def _moves_on(step: Step, past: Past, one: Moved, counted: frozenset[tuple[str, str]]) -> bool:
    """Whether a line that came late goes on to the open month, as sharing does: the payout had not counted it."""
    if one.after is not None or (one.member, one.id) in counted or step.trailer("Coop-Op") not in ("sync", None):
        return False
    assert one.before is not None
    return any(
        (other.member, other.id) == (one.member, one.id) and other.after == one.before and other.path != one.path
        for other in past.moved(step)
    )


def payout_rewritten(step: Step, past: Past) -> Iterator[Lapse]:
    """A closed payout was changed or taken away. The last one may be taken back whole, by an entry that says so."""
    for state, side in zip(step.before, step.sides, strict=False):
        for one in side:
            if not one.path.startswith("payouts/") or one.before is None:
                continue
            if one.after is None:
                if not _taken_back(step, state, one):
                    text = T("{path} was taken away: a closed month stays closed", path=one.path)
                    yield Lapse(step.id, "payout-rewritten", text, one.path)
            elif past.record(state, one.path) != past.record(step.tree, one.path):
                text = T("{path} was changed after it was closed", path=one.path)
                yield Lapse(step.id, "payout-rewritten", text, one.path)


def _taken_back(step: Step, state: Tree, one: Touched) -> bool:
    return step.trailer("Coop-Op") == "undo" and max(state.names("payouts"), default="") == one.path[8:]


def events_rewritten(step: Step, past: Past) -> Iterator[Lapse]:
    """An event of an election was changed or taken out: events are only ever added."""
    for state, side in zip(step.before, step.sides, strict=False):
        for one in side:
            if one.before is None or not one.path.startswith("elections/"):
                continue
            old = items(past.record(state, one.path) or {}, "events")
            new = items(past.record(step.tree, one.path) or {}, "events") if one.after else []
            if new[: len(old)] != old:
                text = T("{path}: what had been recorded of this election was changed", path=one.path)
                yield Lapse(step.id, "events-rewritten", text, one.path)


_DECIDED = ("decision", "circle", "body", "opened", "proposal", "amendments", "rounds", "outcomes")


def decision_rewritten(step: Step, past: Past) -> Iterator[Lapse]:
    """A decision that was adopted has other words, or other outcomes than some more: corrections stand beside."""
    for state, side in zip(step.before, step.sides, strict=False):
        for one in side:
            if one.before is None or not one.path.startswith("decisions/"):
                continue
            old = past.record(state, one.path) or {}
            new = (past.record(step.tree, one.path) or {}) if one.after else {}
            if adopted(old) and not all(_goes_on(old.get(key), new.get(key)) for key in _DECIDED):
                text = T("{path}: a decision was changed after it was adopted", path=one.path)
                yield Lapse(step.id, "decision-rewritten", text, one.path)


def _goes_on(old: object, new: object) -> bool:
    """Whether a list only grew, and anything else stayed."""
    return new[: len(old)] == old if isinstance(old, list) and isinstance(new, list) else old is None or new == old


def ballot_rewritten(step: Step, past: Past) -> Iterator[Lapse]:
    """A sealed ballot was changed or taken out after it was given. It is opened once; another one is added to it."""
    for state, side in zip(step.before, step.sides, strict=False):
        for one in side:
            parts = one.path.split("/")
            if one.before is None or len(parts) != 4 or parts[::2] != ["elections", "ballots"]:
                continue
            old = past.record(state, one.path) or {}
            new = past.record(step.tree, one.path) or {} if one.after else {}
            if old.get("voter") != new.get("voter") or not _kept_sealed(items(old, "ballots"), items(new, "ballots")):
                text = T("{path}: a sealed ballot was changed after it was given", path=one.path)
                yield Lapse(step.id, "ballot-rewritten", text, one.path)


def _kept_sealed(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> bool:
    """Whether each ballot is there as it was, or as it was and opened since."""
    pairs = zip(old, new, strict=False)
    return len(new) >= len(old) and all(was in (now, _shut(now)) for was, now in pairs)


def _shut(ballot: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in ballot.items() if key != "opened"}


def record_removed(step: Step, past: Past) -> Iterator[Lapse]:
    """The charter or a member was taken out. Who leaves has a last day; a new handle names the old one.

    Somebody added by mistake, who never had a key nor noted a line, may be taken back.
    """
    for one in step.own:
        if one.after is not None or one.before is None:
            continue
        handle = one.path[8:-5] if one.path.startswith("members/") else None
        if handle and step.trailer("Coop-Op") == "undo" and _never_there(step, past, handle):
            continue
        if one.path == "coop.yaml" or (handle and handle not in _named(step, past)):
            yield Lapse(step.id, "record-removed", T("{path} was taken out of the ledger", path=one.path), one.path)


def _never_there(step: Step, past: Past, handle: str) -> bool:
    before = step.before[0]
    months = before.names("contributions")
    noted = any(before.id(f"contributions/{month}/{handle}.yaml") for month in months)
    return not noted and not (past.record(before, f"members/{handle}.yaml") or {}).get("keys")


def _named(step: Step, past: Past) -> set[str]:
    return {alias for one in past.members(step.tree) for alias in past.called(step.tree, one)}


RULES = (
    closed_month_rewritten, payout_rewritten, events_rewritten, decision_rewritten, ballot_rewritten, record_removed,
)  # fmt: skip

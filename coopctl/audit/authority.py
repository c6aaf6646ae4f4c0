"""Rules on what an entry may do: lines of one's own, rules of all by those who decide, and never both at once."""

from __future__ import annotations

from collections.abc import Iterator

from coopctl import context
from coopctl.accord.given import said_by
from coopctl.accord.kinds import OF_ALL
from coopctl.audit.approvals import At, agreed, governing, lacking, sides, table, word_of
from coopctl.audit.facts import Lapse, Step
from coopctl.audit.moved import Moved, line_number
from coopctl.audit.past import Past, texts
from coopctl.change.fact import Change, items
from coopctl.entry import Entry
from coopctl.words import T

_HELD = ("roles/", "bodies/")


def not_theirs(step: Step, past: Past) -> Iterator[Lapse]:
    """A line of the board that somebody else noted, changed or took out, without saying that they recorded it.

    The entry that brings the ledger into a repository brings everybody's lines. What an entry calls itself proves
    nothing: one that lays out, renames or shares changes no line, and is seen not to.
    """
    if len(step.parents) != 1 or not past.charter(step.before[0]):
        return
    names = past.called(step.before[0], step.actor)
    for one in _lines(step, past):
        recorders = {entry.recorded_by for entry in (one.before, one.after) if entry}
        if one.member in names or recorders & names or _undone(step, one):
            continue
        text = T("{record} is a line of {member}, written by {actor} without saying that they recorded it",
                 record=one.record, member=one.member, actor=step.actor)  # fmt: skip
        yield Lapse(step.id, "line-of-another", text, one.path, line_number(step.tree.get(one.path), one.id))


def _lines(step: Step, past: Past) -> list[Moved]:
    """The lines an entry changes: not those of the same person that only go to another sheet, by a new handle or
    to another month, and not those that go back to what was counted."""
    right = past.put_right(step)
    found = [one for one in past.moved(step) if (one.member, one.id) not in right]
    sides = [(_known_as(step, past, one, one.before), _known_as(step, past, one, one.after)) for one in found]
    gone, come = ({side[place] for side in sides} for place in (0, 1))
    return [one for one, (old, new) in zip(found, sides, strict=True)
            if not (old == new or (new is None and old in come) or (old is None and new in gone))]  # fmt: skip


def _known_as(step: Step, past: Past, one: Moved, entry: Entry | None) -> tuple[str, Entry] | None:
    """A line with the people in it by one name each, whichever of their handles it says."""
    if entry is None:
        return None
    by = entry.recorded_by and min(past.called(step.tree, entry.recorded_by))
    return min(past.called(step.tree, one.member)), entry._replace(recorded_by=by)


def _undone(step: Step, one: Moved) -> bool:
    return step.trailer("Coop-Op") == "undo" and one.after is None


def rate_above_cap_before(step: Step, past: Past) -> Iterator[Lapse]:
    """A rate above the cap that the entry before says: a cap is raised first, and made use of after."""
    if not step.before or not _charter_changes(step):
        return
    caps = context.caps(past.charter(step.before[0]))
    for one in past.moved(step):
        if one.after is None:
            continue
        cap = max((cap for cap in caps if cap.since <= one.after.date), default=min(caps, default=None))
        if cap is not None and one.after.rate > cap.cap:
            text = T("{record} is above the cap of the entry before, which this very entry raises", record=one.record)
            yield Lapse(step.id, "rule-and-its-use", text, one.path, line_number(step.tree.get(one.path), one.id))


def eligibility_and_mandate(step: Step, past: Past) -> Iterator[Lapse]:
    """An entry that changes who may hold a role and gives that role to somebody."""
    for one in step.own:
        old, new = sides(step, past, one) if one.path.startswith(_HELD) else ({}, {})
        if not old or not new or old.get("eligibility") == new.get("eligibility"):
            continue
        given = [each for each in items(new, "mandates") if each not in items(old, "mandates")]
        if given:
            text = T("{path}: who may hold it and who holds it change in one entry", path=one.path)
            yield Lapse(step.id, "rule-and-its-use", text, one.path)


def without_agreement(step: Step, past: Past) -> Iterator[Lapse]:
    """A rule of the charter, who may hold a role, or who sits in a body, changed without those who decide on it.

    What is a circle's own, changed by somebody who does not take part in it and names no decision of it, is a
    remark. Judged where the entry before asks for signatures, and where it has somebody who decides.
    """
    if len(step.parents) != 1 or not past.signs(step.before[0]):
        return
    who, seen = table(step, past), set[tuple[str, str]]()
    for change in governing(step, past):
        for one in lacking(step, past, who, change):
            path, of_all = f"{change.record}.yaml", one.of in OF_ALL
            if (path, str(of_all)) in seen:
                continue
            seen.add((path, str(of_all)))
            yield _of_all(step, path) if of_all else _of_a_circle(step, path, one.who)


def _of_all(step: Step, path: str) -> Lapse:
    text = T("{path} holds a rule of all; neither those who decide on it nor a decision of theirs are named",
             path=path)  # fmt: skip
    return Lapse(step.id, "rule-without-agreement", text, path)


def _of_a_circle(step: Step, path: str, circle: str) -> Lapse:
    text = T("{path} is a matter of {circle}: {actor} does not take part in it and names no decision of it",
             path=path, circle=circle, actor=step.actor)  # fmt: skip
    return Lapse(step.id, "circle-not-asked", text, path, None, "warning")


def decision_of_others(step: Step, past: Past) -> Iterator[Lapse]:
    """A decision is recorded as adopted by somebody who does not sit where it was taken.

    What it allows would be read from it by all entries to come. Judged where the entry before asks for signatures,
    and where somebody is known to sit there.
    """
    if len(step.parents) != 1 or not past.signs(step.before[0]):
        return
    before = At(past, step.before[0])
    for one in step.own:
        if not one.path.startswith("decisions/") or one.after is None:
            continue
        name = one.path[10:-5]
        old, new = said_by(before, name), said_by(At(past, step.tree), name)
        if new is None or not new.holds or (old is not None and old.holds):
            continue
        known = table(step, past).recorders(new.of)
        if known and word_of(step, before).actor not in known:
            text = T("{path} says that {group} adopted it, and {actor} does not sit there",
                     path=one.path, group=new.of, actor=step.actor)  # fmt: skip
            yield Lapse(step.id, "decision-of-others", text, one.path)


def keys_of_another(step: Step, past: Past) -> Iterator[Lapse]:
    """A signing key of somebody else was added, changed or taken out, by somebody who decides on nothing.

    One's own keys one changes oneself; those of who comes in, or lost theirs, are written by the co-management. A
    person keeps their keys under a new handle; a file that goes away is another rule's.
    """
    if len(step.parents) != 1 or not past.signs(step.before[0]):
        return
    mine = past.called(step.before[0], step.actor)
    for one in step.own:
        if not one.path.startswith("members/") or one.after is None:
            continue
        handle = one.path[8:-5]
        same = past.called(step.tree, handle)
        old = [past.record(step.before[0], f"members/{name}.yaml") or {} for name in sorted(same)]
        before = next((each["keys"] for each in old if "keys" in each), None)
        now = (past.record(step.tree, one.path) or {}).get("keys")
        changed = Change("member-changed", one.path[:-5], T("{who}", who=handle), handle)
        if now != before and not same & mine and not agreed(step, past, "keys", changed):
            text = T("keys of {member} were changed by {actor}", member=handle, actor=step.actor)
            yield Lapse(step.id, "key-of-another", text, one.path)


def name_of_another(step: Step, past: Past) -> Iterator[Lapse]:
    """A member takes a handle that another one has, or had. Only a rename does: the file goes, another comes."""
    if not step.before:
        return
    people = [one for one in step.own if one.path.startswith("members/")]
    free = {one.path[8:-5] for one in people if one.after is None}
    for one in people:
        old, new = (set(texts(side.get("aliases"))) for side in sides(step, past, one))
        names = (new - old | {one.path[8:-5]}) if one.after else set()
        known = past.people(step.before[0])
        mine = known.get(one.path[8:-5]) if one.before else None
        others = {name: known[name] for name in names if name in known and known[name] != mine}
        taken = sorted(name for name, person in others.items() if one.before or not person & free)
        if taken:
            text = T("{path} takes the name {name}, which no rename gives it", path=one.path, name=taken[0])
            yield Lapse(step.id, "name-of-another", text, one.path)


def ballot_of_another(step: Step, past: Past) -> Iterator[Lapse]:
    """A sealed ballot was written by somebody else than its voter. One is sealed, and opened, in one's own clone."""
    if len(step.parents) != 1 or not past.charter(step.before[0]):
        return
    names = past.called(step.before[0], step.actor)
    for one in step.own:
        parts = one.path.split("/")
        if len(parts) == 4 and parts[::2] == ["elections", "ballots"]:
            voter = parts[3].removesuffix(".yaml")
            if not names & past.called(step.before[0], voter):
                text = T("{path}: the sealed ballot of {member} was written by {actor}",
                         path=one.path, member=voter, actor=step.actor)  # fmt: skip
                yield Lapse(step.id, "ballot-of-another", text, one.path)


def not_a_member(step: Step, past: Past) -> Iterator[Lapse]:
    """An entry by somebody who is not in the ledger, as the one before has it."""
    if len(step.parents) != 1 or not past.members(step.before[0]):
        return
    known = past.called(step.before[0], step.actor) & past.members(step.before[0]).keys()
    if not known and not past.called(step.tree, step.actor) & past.members(step.tree).keys():
        text = T("{actor}, who recorded this, is no member in the ledger", actor=step.actor)
        yield Lapse(step.id, "not-a-member", text, None, None, "error" if past.signs(step.before[0]) else "warning")


def _charter_changes(step: Step) -> bool:
    return any(one.path == "coop.yaml" for one in step.sides[0])


RULES = (
    not_theirs, rate_above_cap_before, eligibility_and_mandate, without_agreement, decision_of_others, keys_of_another,
    name_of_another, ballot_of_another, not_a_member,
)  # fmt: skip

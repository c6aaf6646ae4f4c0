"""An imported organisation as one change of the ledger: what is new, what changed, what is gone and so has ended."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from coopctl.edits.governance import ORDER, Change, Draft
from coopctl.edits.intake_held import Sitting, settled
from coopctl.edits.intake_people import people
from coopctl.importing.organisation import Known, Organisation, Seat
from coopctl.ledger import Ledger
from coopctl.moments import On
from coopctl.problem import Finding, Refused
from coopctl.snapshot import Message, Snapshot
from coopctl.values import When
from coopctl.words import T, Text, visible

What = Literal["new", "changed", "ended"]


class Told(NamedTuple):
    """One thing an import does: to what, which record, and in words."""

    what: What
    noun: str
    record: str
    text: Text


class Source(NamedTuple):
    """Where an organisation comes from: a short name kept beside what came from it, and the day it speaks of.

    ``label`` names the file or the folder, for the message. ``status``: of people the source gives none.
    """

    name: str
    label: str
    day: When
    status: str | None = None


class Intake(NamedTuple):
    """The change, or None where there is nothing to write; what it does; what stays, with the reason."""

    change: Change | None
    told: tuple[Told, ...]
    left: tuple[Text, ...] = ()

    def counts(self) -> Counter[tuple[str, What]]:
        """How many of each."""
        return Counter((one.noun, one.what) for one in self.told)


def known(ledger: Ledger, names: Mapping[str, str], source: str) -> Known:
    """What the ledger holds, as the reader of a source wants it."""
    roles, circles = ledger.roles, ledger.circles
    return Known(
        frozenset(ledger.handles), names, dict(ledger.renamed),
        frozenset(handle for handle, one in ledger.members.items() if one.source == source),
        {name: one.title for name, one in circles.items()}, _ids(circles, source),
        {name: one.title for name, one in roles.items()}, _ids(roles, source),
    )  # fmt: skip


def _ids(records: Mapping[str, Any], source: str) -> dict[str, str]:
    """The source's id of each thing that came from it → its name here."""
    mark = f"{source}:"
    marks = {name: one.source or "" for name, one in records.items()}
    return {text[len(mark) :]: name for name, text in marks.items() if text.startswith(mark)}


def taken_in(
    snapshot: Snapshot, found: Organisation, source: Source, actor: str, today: dt.date, reason: str = ""
) -> Intake:
    """The change that makes the ledger say what a source says. Raises Refused with the findings it would cause."""
    work = _Intake(Draft(snapshot, actor, today), found, source)
    work.run()
    if not work.draft.changes:
        return Intake(None, tuple(work.told), tuple(work.left))
    change = work.draft.done("import.governance", f"import/{source.name}", reason, [one.text for one in work.told])
    message = _message(work, change, actor, reason)
    return Intake(change._replace(edit=change.edit._replace(message=message)), tuple(work.told), tuple(work.left))


def _message(work: _Intake, change: Change, actor: str, reason: str) -> Message:
    label, counts = visible(work.source.label), Counter(one.what for one in work.told)
    said = f"{reason.strip()}\n\n" if reason.strip() else ""
    summary = ", ".join(f"{counts[what]} {what}" for what in ("new", "changed", "ended"))
    records = tuple(("Coop-Record", path.removesuffix(".yaml")) for path in sorted(change.edit.changes))
    trailers = (("Coop-Op", "import.governance"), ("Coop-Actor", actor), *records)
    return Message(f"import: governance from {label}, {summary}", f"{said}As of {work.source.day}", trailers)


class _Intake:
    """People first, then circles, roles, and who sits where."""

    def __init__(self, draft: Draft, found: Organisation, source: Source) -> None:
        self.draft, self.found, self.source = draft, found, source
        self.ledger = draft.ledger
        self.told: list[Told] = []
        self.left: list[Text] = []
        self.trees: dict[str, dict[str, Any]] = {}
        self.seats: dict[str, list[Seat]] = {}
        for seat in found.seats:
            self.seats.setdefault(seat.office, []).append(seat)

    def run(self) -> None:
        people(self)
        for team in self.found.teams:
            self._thing(f"circles/{team.circle}.yaml", "circle", team.circle, team.id, team.title, team.facts)
        for post in self.found.posts:
            path, seated = f"roles/{post.role}.yaml", self.seats.get(post.role, [])
            given = dict(post.facts)
            if "seats" not in given and (most := _at_once(seated)) > self._seats(post.role):
                given["seats"] = most
            self._thing(path, "role", post.role, post.id, post.title, given)
        self._gone()
        for sitting in self._sittings():
            settled(self, sitting)
        for path, tree in self.trees.items():
            order = ORDER[path.partition("/")[0]]
            self.draft.create(path, {key: tree[key] for key in order if key in tree})

    def _seats(self, name: str) -> int:
        role = self.ledger.roles.get(name)
        return role.seats if role else 1

    def tell(self, what: What, noun: str, record: str, text: Text) -> None:
        """Say one thing that is done."""
        self.told.append(Told(what, noun, record, text))

    # ---- circles and roles

    def _thing(self, path: str, noun: str, name: str, id: str, title: str, given: Mapping[str, Any]) -> None:
        """A circle or a role, new or with facts that changed."""
        facts = {"title": title, **given, "source": f"{self.source.name}:{id}"}
        records: Mapping[str, Any] = self.ledger.circles if noun == "circle" else self.ledger.roles
        kind = path.partition("/")[0]
        if path not in self.draft.snapshot.files:
            first = {noun: name.rpartition("/")[2]}
            self.trees[path] = {key: {**first, **facts}[key] for key in ORDER[kind] if key in {**first, **facts}}
            text = T("circle {name}: {title}", name=name, title=title) if noun == "circle" else T(
                "role {name}: {title}", name=name, title=title)  # fmt: skip
            self.tell("new", noun, name, text)
            return
        present = records.get(name) or (self.draft.circle(name) if noun == "circle" else self.draft.role(name))
        if getattr(present, "ended", None) and "ended" not in facts:
            self.draft.drop(path, ("ended",))
            self.tell("changed", noun, name, T("{name} is there again", name=name))
        for key, value in facts.items():
            self._fact(path, noun, name, key, getattr(present, key), value)

    def _fact(self, path: str, noun: str, name: str, key: str, old: Any, new: Any) -> None:
        if (list(old) if isinstance(old, tuple) else old) == new:
            return
        self.draft.put(path, (key,), new, ORDER[path.partition("/")[0]])
        if key == "ended":
            self.tell("ended", noun, name, T("{name} ends {day}", name=name, day=On(new)))
        elif key != "source":
            text = T("{name}: {key} was {old}, is {new}", name=name, key=key, old=_short(old), new=_short(new))
            self.tell("changed", noun, name, text)

    def _gone(self) -> None:
        """Circles and roles of this source that it lists no more: their last day is the day of the import."""
        mark, day = f"{self.source.name}:", self.source.day
        teams = {one.circle for one in self.found.teams}
        if "circles" in self.found.covers:
            for name, one in self.ledger.circles.items():
                if (one.source or "").startswith(mark) and name not in teams and one.ended is None:
                    self._fact(f"circles/{name}.yaml", "circle", name, "ended", None, day)
        posts = {one.role for one in self.found.posts}
        if "roles" in self.found.covers:
            for name, role in self.ledger.roles.items():
                if (role.source or "").startswith(mark) and name not in posts and role.ended is None:
                    self._fact(f"roles/{name}.yaml", "role", name, "ended", None, day)

    # ---- who sits where

    def _sittings(self) -> list[Sitting]:
        """Every circle and role of which the source says something, or said something before."""
        found = []
        whole = "mandates" in self.found.covers
        for name, circle in self.ledger.circles.items():
            if name in self.seats or (whole and any(one.source == self.source.name for one in circle.members)):
                found.append(Sitting(name, f"circles/{name}.yaml", "members", circle.members))
        for name, role in self.ledger.roles.items():
            rows: Sequence[Any] = (*role.mandates, *role.vacancies)
            if name in self.seats or (whole and any(one.source == self.source.name for one in rows)):
                found.append(Sitting(name, f"roles/{name}.yaml", "mandates", role.mandates, role.vacancies, role.seats))
        new = [name for name in self.seats if name not in self.ledger.circles and name not in self.ledger.roles]
        for name in new:
            kind, key = ("roles", "mandates") if "/" in name else ("circles", "members")
            found.append(Sitting(name, f"{kind}/{name}.yaml", key, ()))
        return found


def _at_once(seats: Sequence[Seat]) -> int:
    """The most people a role is held by at once, as a source says it."""
    held = [one for one in seats if one.member and not one.facts.get("scope") and not one.facts.get("interim")]
    most = 0
    for one in held:
        day = one.since.first
        there = {
            other.member
            for other in held
            if other.since.first <= day and (other.until is None or other.until.last > day or other is one)
        }
        most = max(most, len(there))
    return most


def _short(value: Any) -> Any:
    """A value in a few words, for a line of a preview."""
    if value is None or value == ():
        return "–"
    text = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def located(refused: Refused, found: Organisation) -> tuple[Finding, ...]:
    """Findings with the place of the row they come from, where who is named in it tells which."""
    rows: dict[str, list[Seat]] = {}
    for seat in found.seats:
        rows.setdefault(f"{'roles' if '/' in seat.office else 'circles'}/{seat.office}.yaml", []).append(seat)
    return tuple(_moved(one, rows.get(one.place.path, ())) for one in refused.findings)


def _moved(finding: Finding, seats: Sequence[Seat]) -> Finding:
    words = finding.message.shown("en").split()
    near = {str(seat.where) for seat in seats if seat.member and seat.member in words}
    if not near:
        return finding
    return finding._replace(message=T("{message} (from {place})", message=finding.message, place=sorted(near)))

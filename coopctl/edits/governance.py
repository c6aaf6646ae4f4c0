"""What every change of members, circles and roles shares: what it reads, what it writes, what forbids it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from coopctl.check import check
from coopctl.document import edit as splice
from coopctl.document.read import read
from coopctl.document.write import emit
from coopctl.ledger import Ledger
from coopctl.problem import Finding, NotHere, Refused
from coopctl.records import kinds
from coopctl.records.base import Record
from coopctl.records.body import Body
from coopctl.records.budget import Budget
from coopctl.records.circle import Circle
from coopctl.records.decision import Decision
from coopctl.records.meeting import Meeting
from coopctl.records.member import Member
from coopctl.records.need import Need
from coopctl.records.role import Role
from coopctl.records.workshop import Workshop
from coopctl.rules.rule import nearest
from coopctl.snapshot import Edit, Message, Overlay, Snapshot
from coopctl.values import Period, When, parse_day, parse_month
from coopctl.values.names import private_in
from coopctl.words import T, Text

R = TypeVar("R")

_MODELS: dict[str, type[Record]] = {
    "members": Member,
    "circles": Circle,
    "roles": Role,
    "bodies": Body,
    "decisions": Decision,
    "budgets": Budget,
    "meetings": Meeting,
    "workshops": Workshop,
    "needs": Need,
}
ORDER: dict[str, Sequence[str]] = {kind: list(model.model_fields) for kind, model in _MODELS.items()}
"""The keys of each kind of record, in the order they are written."""


class Change(NamedTuple):
    """What a change would do, for people: the edit, what it changes, what it leaves to do, remarks.

    ``left`` pairs a fact with the command that would change it; ``notes`` are about the words of the change.
    """

    edit: Edit
    said: tuple[Text, ...] = ()
    left: tuple[tuple[Text, str], ...] = ()
    remarks: tuple[Finding, ...] = ()
    notes: tuple[Text, ...] = ()


class View(Mapping[str, bytes]):
    """The files a change of governance is judged on: all but payouts and the sheets of uninvolved members.

    Those are not listed, so that the cost does not grow with the board; whether one is there is still answered.
    """

    def __init__(self, files: Mapping[str, bytes], handles: Sequence[str] = ()) -> None:
        self._files = files
        self._sheets = tuple(f"/{handle}.yaml" for handle in handles)

    def _shown(self, path: str) -> bool:
        if path.startswith("contributions/"):
            return path.endswith(self._sheets)
        return not path.startswith("payouts/")

    def hides(self, path: str) -> bool:
        """Whether a file is there that is not listed: what closes a month, say."""
        return not self._shown(path) and path in self._files

    def __getitem__(self, path: str) -> bytes:
        return self._files[path]

    def __iter__(self) -> Iterator[str]:
        return filter(self._shown, self._files)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, path: object) -> bool:
        return path in self._files


def caused(before: Ledger, after: Ledger, today: dt.date) -> list[Finding]:
    """The findings a change brings: those of after that were not there before."""
    old = {one.key for one in check(before, today)}
    return [one for one in check(after, today) if one.key not in old]


class Draft:
    """A change being prepared. ``about`` names the members whose sheets it may put in the wrong."""

    def __init__(self, snapshot: Snapshot, actor: str, today: dt.date, about: Sequence[str] = ()) -> None:
        self.snapshot = snapshot
        self.actor = actor
        self.today = today
        self.about = about
        self.ledger = Ledger(Snapshot(View(snapshot.files, about), snapshot.revision))
        self.changes: dict[str, bytes | None] = {}

    # ---- what is there

    def member(self, handle: str) -> Member:
        """A member. Raises NotHere (with the nearest handle), Refused where the file cannot be read."""
        if handle not in self.ledger.handles:
            near = nearest(handle, self.ledger.handles)
            raise NotHere(
                T("there is no member {member}; the nearest is {near}", member=handle, near=near)
                if near
                else T("there is no member {member}", member=handle),
                "coopctl member list",
            )
        return self._sound(self.ledger.members, handle, f"members/{handle}.yaml")

    def circle(self, name: str) -> Circle:
        """A circle. Raises as :meth:`member` does."""
        if name not in self.ledger.circle_names:
            near = nearest(name, self.ledger.circle_names)
            raise NotHere(
                T("there is no circle {circle}; the nearest is {near}", circle=name, near=near)
                if near
                else T("there is no circle {circle}", circle=name),
                "coopctl circle list",
            )
        return self._sound(self.ledger.circles, name, f"circles/{name}.yaml")

    def role(self, name: str) -> Role:
        """A role by "circle/role". Raises as :meth:`member` does."""
        if name not in self.ledger.role_names:
            near = nearest(name, self.ledger.role_names)
            raise NotHere(
                T("there is no role {role}; the nearest is {near}", role=name, near=near)
                if near
                else T("there is no role {role}", role=name),
                "coopctl role list",
            )
        return self._sound(self.ledger.roles, name, f"roles/{name}.yaml")

    def body(self, name: str) -> Body:
        """A body. Raises as :meth:`member` does."""
        if name not in self.ledger.body_names:
            near = nearest(name, self.ledger.body_names)
            raise NotHere(
                T("there is no body {body}; the nearest is {near}", body=name, near=near)
                if near
                else T("there is no body {body}", body=name),
                "coopctl body list",
            )
        return self._sound(self.ledger.bodies, name, f"bodies/{name}.yaml")

    def budget(self, period: Period) -> Budget | None:
        """The budget of a period, None where there is none yet. Raises Refused where the file cannot be read."""
        path = f"budgets/{period}.yaml"
        return self._sound(self.ledger.budgets, str(period), path) if self.ledger.has(path) else None

    def need(self, name: str) -> Need:
        """A need. Raises as :meth:`member` does."""
        names = self.ledger.names("needs/")
        if name not in names:
            near = nearest(name, names)
            raise NotHere(
                T("there is no need {need}; the nearest is {near}", need=name, near=near)
                if near
                else T("there is no need {need}", need=name),
                "coopctl need list",
            )
        return self._sound(self.ledger.needs, name, f"needs/{name}.yaml")

    def decision(self, name: str) -> Decision:
        """A decision. Raises as :meth:`member` does."""
        if name not in self.ledger.names("decisions/"):
            near = nearest(name, self.ledger.names("decisions/"))
            raise NotHere(
                T("there is no decision {decision}; the nearest is {near}", decision=name, near=near)
                if near
                else T("there is no decision {decision}", decision=name),
                "coopctl decision list",
            )
        return self._sound(self.ledger.decisions, name, f"decisions/{name}.yaml")

    def _sound(self, records: Mapping[str, R], name: str, path: str) -> R:
        if name in records:
            return records[name]
        wrong = [one for one in check(self.ledger, self.today) if one.place.path == path]
        raise Refused(
            T("{path} cannot be read: mend it first", path=path), "coopctl check", tuple(wrong), self.snapshot.files
        )

    # ---- what it shall become

    def create(self, path: str, tree: Mapping[str, Any]) -> None:
        """Write a new record; keys without a value are left out."""
        self.changes[path] = emit(trimmed(tree), kinds.modeline(path)).encode()

    def put(self, path: str, route: tuple[str | int, ...], value: Any, order: Sequence[str]) -> None:
        """Give a key a value, and leave all else as it stands to the byte. A list is written anew, whole."""
        if isinstance(value, list) and route[-1] in self.at(path, route[:-1]):
            self.drop(path, route)
        text, parent = self._text(path), self.at(path, route[:-1])
        if route[-1] in parent:
            self._keep(path, splice.set_value(text, route, value))
        else:
            self._keep(path, splice.add_key(text, route[:-1], str(route[-1]), value, order))

    def push(self, path: str, key: str, item: Mapping[str, Any]) -> None:
        """Add an item at the end of a list, which need not be there yet."""
        text, present = self._text(path), self.at(path, ()).get(key)
        if isinstance(present, list) and present:
            self._keep(path, splice.append(text, (key,), trimmed(item)))
        else:
            self.put(path, (key,), [trimmed(item)], ORDER[path.split("/")[0]])

    def append(self, path: str, route: tuple[str | int, ...], item: Mapping[str, Any]) -> None:
        """Add an item at the end of a list that is there."""
        self._keep(path, splice.append(self._text(path), route, trimmed(item)))

    def drop(self, path: str, route: tuple[str | int, ...]) -> None:
        """Take a key or an item away."""
        self._keep(path, splice.remove(self._text(path), route))

    def _text(self, path: str) -> str:
        data = self.changes.get(path) or self.snapshot.files[path]
        return data.decode()

    def at(self, path: str, route: tuple[str | int, ...]) -> Any:
        """What the file holds there, with what is changed already."""
        node: Any = read(path, self._text(path).encode()).root
        for step in route:
            node = node[step]
        return node

    def _keep(self, path: str, text: str) -> None:
        self.changes[path] = text.encode()

    def done(
        self,
        op: str,
        record: str,
        reason: str,
        said: Sequence[Text],
        left: Sequence[tuple[Text, str]] = (),
        subject: str = "",
    ) -> Change:
        """The change, judged. Raises Refused with the findings it would cause."""
        after = Overlay(self.snapshot.files, self.changes)
        found = caused(self.ledger, Ledger(Snapshot(View(after, self.about))), self.today)
        wrong = tuple(one for one in found if one.severity == "error")
        if wrong:
            raise Refused(T("nothing was written"), findings=wrong, files=after)
        trailers = (("Coop-Op", op), ("Coop-Actor", self.actor), ("Coop-Record", record))
        message = Message(subject or f"{op.replace('.', ': ')} {record.partition('/')[2]}", reason, trailers)
        edit = Edit(self.snapshot.revision, self.changes, message)
        notes = personal(self.snapshot.files, self.changes, reason)
        return Change(edit, tuple(said), tuple(left), tuple(found), notes)


def personal(files: Mapping[str, bytes], changes: Mapping[str, bytes | None], reason: str) -> tuple[Text, ...]:
    """What the reason and the new lines of records seem to hold that history could never forget.

    Lines of the board are left out: a rule looks at those.
    """
    texts = [reason]
    for path, data in changes.items():
        if data and kinds.kind_of(path) and not path.startswith("contributions/"):
            old = set(files.get(path, b"").splitlines())
            texts += [line.decode(errors="replace") for line in data.splitlines() if line not in old]
    found = dict.fromkeys(kind for text in texts for kind in private_in(text))
    return tuple(T("this text seems to hold {kind}, which history keeps for ever", kind=Text(kind)) for kind in found)


def trimmed(tree: Mapping[str, Any]) -> dict[str, Any]:
    """A tree without the keys that have nothing to say."""
    return {key: value for key, value in tree.items() if value is not None and value is not False and value != []}


def day_before(when: When) -> When:
    """The last day, or month, before a beginning."""
    if len(when) == 7:
        return When(str(parse_month(when).previous))
    return When((parse_day(when) - dt.timedelta(days=1)).isoformat())


def day_after(when: When) -> When:
    """The first day, or month, after an end."""
    if len(when) == 7:
        return When(str(parse_month(when).next))
    return When((parse_day(when) + dt.timedelta(days=1)).isoformat())

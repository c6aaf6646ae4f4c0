"""The workbook a circle-governance application exports: sheets Members, Assignations, Circles & Roles.

A circle there is a role with IsCircle: its own id is its Role ID, and the Circle ID of a line is the circle around
it, under another id that is only told by the circle's name. Lines of assignation without a role are memberships.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from coopctl.importing import facts, tables
from coopctl.importing.circle_tree import Node, parents, placed
from coopctl.importing.facts import Said
from coopctl.importing.grid import Sheet
from coopctl.importing.naming import Handles, Slugs
from coopctl.importing.organisation import Known, Organisation, Person, Post, Seat, Team
from coopctl.importing.plain import Row
from coopctl.importing.report import Address
from coopctl.importing.spelling import fold
from coopctl.values import When
from coopctl.words import TN, T

MEMBERS, ASSIGNED, TREE = "members", "assignations", "circles roles"
_COLUMNS: Mapping[str, Mapping[str, str]] = {
    MEMBERS: {"last name": "last", "first name": "first", "email": "key", "created": "created", "suspended": "out"},
    ASSIGNED: {
        "last name": "last", "first name": "first", "email": "key", "circle id": "circle_id", "circle": "circle",
        "role id": "role_id", "role": "role", "since": "since", "until": "until", "focus": "scope", "scope": "scope",
    },
    TREE: {
        "circle id": "circle_id", "circle": "circle", "role id": "role_id", "role": "role", "iscircle": "is_circle",
        "is circle": "is_circle", "purpose": "purpose", "domains": "domain", "domain": "domain",
        "accountabilities": "accountabilities", "created": "created",
    },
}  # fmt: skip
_NEEDED = {MEMBERS: ("first", "last"), ASSIGNED: ("circle", "since"), TREE: ("role", "is_circle")}
_MINE = {"phone", "avatar", "email"}


def is_one(sheets: Iterable[Sheet]) -> bool:
    """Whether a workbook is such an export: by the sheet of circles and roles."""
    return TREE in {fold(sheet.name) for sheet in sheets}


def read(data: bytes, name: str, known: Known, day: When) -> Organisation:
    """The organisation in an export made on a day."""
    said, found = Said(), tables.read(data, name)
    said.troubles += found.troubles
    rows = {fold(sheet.name): _rows(sheet, said) for sheet in found.sheets if fold(sheet.name) in _COLUMNS}
    for sheet in found.sheets:
        if fold(sheet.name) not in _COLUMNS and sheet.rows:
            said.note("skipped", Address(sheet.name), T("the sheet is not of circles, roles or mandates"))
    for missing in () if found.troubles else [one for one in _COLUMNS if one not in rows]:
        said.wrong(Address(name), T("there is no sheet “{sheet}” in this file", sheet=_TITLES[missing]))
    if said.troubles:
        return Organisation(troubles=said.troubles, remarks=said.remarks)
    return _Application(known, said, day).organisation(rows)


_TITLES = {MEMBERS: "Members", ASSIGNED: "Assignations", TREE: "Circles & Roles"}


def _rows(sheet: Sheet, said: Said) -> list[Row]:
    """The rows of a sheet below its headings; columns that are not carried are said."""
    kind, headings = fold(sheet.name), sheet.rows[0] if sheet.rows else ()
    columns: dict[str, int] = {}
    for place, cell in enumerate(headings):
        meaning = _COLUMNS[kind].get(fold(cell.raw))
        if meaning and meaning not in columns:
            columns[meaning] = place
        if cell.raw and (not meaning or (meaning == "key" and kind == MEMBERS)):
            own = fold(cell.raw) in _MINE
            why = T("column “{name}”: personal data never enters the ledger", name=cell.raw)
            said.note(
                "skipped", cell.address._replace(row=-1), why if own else T("column “{name}”", name=cell.raw)
            )  # fmt: skip
    missing = [one for one in _NEEDED[kind] if one not in columns]
    if missing:
        seen = [cell.raw for cell in headings if cell.raw] or ["–"]
        where = Address(sheet.name, 0)
        said.wrong(where, T("no column {missing}; headings seen: {seen}", missing=missing, seen=seen))
    rows = (Row(cells, columns, said) for cells in sheet.rows[1:])
    return [row for row in rows if any(not cell.blank for cell in row.cells)]


class _Application:
    """People, the tree of circles, roles, then who is assigned to what."""

    def __init__(self, known: Known, said: Said, day: When) -> None:
        self.said, self.day = said, day
        self.handles = Handles(known)
        self.circles, self.roles = Slugs(known.circles, known.circle_ids), Slugs(known.roles, known.role_ids)
        self.people: dict[str, Person] = {}
        self.keys: dict[str, str] = {}
        self.teams: dict[str, Team] = {}
        self.posts: dict[str, Post] = {}

    def organisation(self, rows: Mapping[str, list[Row]]) -> Organisation:
        nodes = [one for row in rows[TREE] if (one := self._node(row))]
        self.around = parents(nodes, self.said)
        for one in (node for node in nodes if node.is_circle):
            slug = self.circles.of(one.id, one.title)
            self.teams[one.id] = Team(slug, one.where, one.id, one.title, one.facts)
        self._nested(nodes)
        for one in (node for node in nodes if not node.is_circle):
            self._post(one)
        assigned = rows[ASSIGNED]
        self._people(rows[MEMBERS], assigned)
        seats = [seat for row in assigned if (seat := self._seat(row))]
        return Organisation(
            [_arrived(one, seats, self.said) for one in self.people.values()], self._begun(seats),
            list(self.posts.values()), _once(seats, self.said), self.said.troubles, self.said.remarks,
            frozenset({"circles", "roles", "mandates"}),
        )  # fmt: skip

    def _node(self, row: Row) -> Node | None:
        own, title = row.text("role_id"), row.text("role")
        circle_id, circle = row.text("circle_id"), row.text("circle")
        is_circle = bool(row.read("is_circle", facts.yes))
        if is_circle and not own and not title:
            own, title, circle_id, circle = circle_id, circle, None, None
        if not title:
            self.said.wrong(row.where, T("this line names neither a circle nor a role"))
            return None
        given: dict[str, Any] = {key: row.text(key) for key in ("purpose", "domain")}
        listed = row.read("accountabilities", facts.several)
        if is_circle:
            given["since"] = row.read("created", facts.when)
            if listed:
                self.said.note("skipped", row.cell("accountabilities").address, T("accountabilities of a circle"))
        else:
            given["accountabilities"] = listed
        kept = {key: value for key, value in given.items() if value}
        return Node(row.where, own or f"{circle or ''}/{title}", title, circle_id, circle, is_circle, kept,
                    row.read("created", facts.when))  # fmt: skip

    def _nested(self, nodes: list[Node]) -> None:
        for one in nodes:
            parent = self.around.get(one.id) if one.is_circle else None
            if parent:
                team = self.teams[one.id]
                self.teams[one.id] = team._replace(facts={**team.facts, "parent": self.teams[parent].circle})

    def _post(self, one: Node) -> Post | None:
        circle = self.around.get(one.id)
        if circle is None:
            self.said.wrong(one.where, T("role “{role}” is in no circle of this sheet", role=one.title))
            return None
        name = self.roles.of(one.id, one.title, f"{self.teams[circle].circle}/")
        self.posts[one.id] = Post(name, one.where, one.id, one.title, one.facts)
        return self.posts[one.id]

    # ---- people

    def _people(self, rows: list[Row], assigned: list[Row]) -> None:
        serving = {_key(row) for row in assigned}
        idle = 0
        for row in rows:
            key, name = _key(row), _name(row)
            if not name:
                self.said.wrong(row.where, T("nobody is named on this line"))
                continue
            handles = self.handles.named(name)
            out = bool(row.read("out", facts.yes))
            if out and key not in serving and not handles:
                idle += 1
                continue
            handle, _new = self.handles.of_row(name, None)
            self.keys[key] = handle
            created = row.read("created", facts.when)
            given = {"left": self.day} if out else {}
            self.people[handle] = Person(handle, row.where, name, given, since=created)
        if idle:
            where = Address(_TITLES[MEMBERS])
            self.said.note("skipped", where, TN("{n} suspended person without any assignation",
                                                "{n} suspended people without any assignation", idle))  # fmt: skip

    def _seat(self, row: Row) -> Seat | None:
        handle = self.keys.get(_key(row))
        if handle is None:
            self.said.wrong(row.where, T("“{name}” is not in sheet Members", name=_name(row) or "–"), _name(row))
        since, until = row.read("since", facts.when), row.read("until", facts.when)
        office = self._office(row)
        if not row.cell("since").blank and since is None:
            return None
        if since is None:
            since = self.created.get(office or "")
            if since is None:
                self.said.wrong(row.cell("since").address, T("the first day is missing: a day or a month"))
                return None
            self.said.note("note", row.cell("since").address, T("no first day: the day it was created is taken"))
        if not handle or not office:
            return None
        scope = row.text("scope") if "/" in office else None
        return Seat(office, row.where, handle, since, until, facts={"scope": scope} if scope else {})

    @property
    def created(self) -> dict[str, When]:
        """The day on which each circle was created."""
        return {team.circle: team.facts["since"] for team in self.teams.values() if "since" in team.facts}

    def _office(self, row: Row) -> str | None:
        """The role a line assigns, or the circle it makes one a member of."""
        id, title = row.text("role_id"), row.text("role")
        if id in self.posts:
            return self.posts[id].role
        if id in self.teams:
            return self.teams[id].circle
        circle = placed(row.text("circle_id"), row.text("circle"), self.around, self.teams)
        if circle is None:
            self.said.wrong(row.where, T("there is no circle “{seen}” in sheet Circles & Roles",
                                         seen=row.text("circle") or row.text("circle_id") or "–"))  # fmt: skip
            return None
        if not title:
            return self.teams[circle].circle
        slug = self.teams[circle].circle
        known = [one for one in self.posts.values() if one.role.startswith(f"{slug}/") and one.title == title]
        return known[0].role if known else self._unlisted(row, circle, id or f"{circle}/{title}", title)

    def _unlisted(self, row: Row, circle: str, id: str, title: str) -> str:
        """A role that is only named where somebody is assigned to it: every circle has some in such applications."""
        self.said.note("note", row.where, T("role “{role}” is only named here: a title alone", role=title))
        name = self.roles.of(id, title, f"{self.teams[circle].circle}/")
        self.posts[id] = Post(name, row.where, id, title)
        return name

    def _begun(self, seats: list[Seat]) -> list[Team]:
        """The circles; one where somebody was before the day it is said to be created began with them."""
        first: dict[str, When] = {}
        for one in seats:
            circle = one.office.partition("/")[0]
            first[circle] = min(first.get(circle, one.since), one.since, key=lambda when: when.first)
        found = []
        for team in self.teams.values():
            since, early = team.facts.get("since"), first.get(team.circle)
            if since and early and early.first < since.first:
                self.said.note("note", team.where, T("somebody was in circle {circle} before it was created, {since}",
                                                     circle=team.circle, since=since))  # fmt: skip
                team = team._replace(facts={**team.facts, "since": early})
            found.append(team)
        return found


def _key(row: Row) -> str:
    """By what the export tells people apart, never written anywhere."""
    return (row.text("key") or _name(row)).casefold()


def _name(row: Row) -> str:
    return " ".join(filter(None, (row.text("first"), row.text("last"))))


def _arrived(one: Person, seats: Iterable[Seat], said: Said) -> Person:
    """Somebody with the first day known of them: they may have held something before their account was made."""
    theirs = [seat for seat in seats if seat.member == one.handle]
    days = [seat.since for seat in theirs] + ([one.since] if one.since else [])
    since = min(days, key=lambda when: when.first, default=None)
    if one.since and since and since.first < one.since.first:
        said.note("note", one.where, T("held something before their account was made: there from the earlier day"))
    ends = [seat.until for seat in theirs]
    if one.facts.get("left") and theirs and None not in ends:
        return one._replace(since=since, facts={"left": max((e for e in ends if e), key=lambda when: when.last)})
    return one._replace(since=since)


def _once(seats: list[Seat], said: Said) -> list[Seat]:
    """Each assignation once: some exports list one twice, under the circle and under the role."""
    found: dict[tuple[str, str | None, When, When | None], Seat] = {}
    for one in seats:
        key = (one.office, one.member, one.since, one.until)
        if key in found:
            said.note("skipped", one.where, T("the same assignation as at {place}", place=str(found[key].where)))
        found.setdefault(key, one)
    return list(found.values())

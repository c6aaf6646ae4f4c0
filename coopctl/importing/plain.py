"""A folder of four plain tables, members, circles, roles and mandates, as one organisation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from coopctl.importing import facts, plain_headings, tables
from coopctl.importing.facts import Said
from coopctl.importing.grid import Cell
from coopctl.importing.naming import Handles, Slugs
from coopctl.importing.organisation import Known, Organisation, Person, Post, Seat, Team
from coopctl.importing.report import Address
from coopctl.importing.spelling import fold
from coopctl.importing.titles import Titles
from coopctl.values.slugs import slugged
from coopctl.words import T, Text

V = TypeVar("V")
_HEADINGS_WITHIN = 20
_ACCESS = {"open": "open", "ouvert": "open", "commitment": "commitment", "engagement": "commitment"}
_FILLED = {
    "election": "election", "election sans candidat": "election", "volunteer": "volunteer", "volontariat": "volunteer",
    "volontaire": "volunteer", "assembly": "assembly", "ag": "assembly", "assemblee generale": "assembly",
    "assemblee": "assembly",
}  # fmt: skip


class Row:
    """One row of a table: its cells by what they mean, and a place to say what is wrong with one."""

    def __init__(self, cells: tuple[Cell, ...], columns: Mapping[str, int], said: Said) -> None:
        self.cells, self.columns, self.said = cells, columns, said
        self.where = cells[0].address._replace(column=-1)

    def cell(self, meaning: str) -> Cell:
        """The cell of a meaning, an empty one where the table has no such column."""
        place = self.columns.get(meaning, -1)
        return self.cells[place] if 0 <= place < len(self.cells) else Cell(None, self.where)

    def read(self, meaning: str, how: Callable[[Cell], V]) -> V | None:
        """What a cell says; None, and a trouble at its address, where it cannot be read."""
        cell = self.cell(meaning)
        try:
            return None if cell.blank else how(cell)
        except ValueError as error:
            message = error.args[0] if isinstance(error.args[0], Text) else T("{error}", error=str(error))
            self.said.wrong(cell.address, message, cell.raw)
            return None

    def text(self, meaning: str) -> str | None:
        """A text on one line."""
        return self.read(meaning, facts.text)

    def one_of(self, meaning: str, words: Mapping[str, str]) -> str | None:
        """A word of a short list, in either language."""

        def chosen(cell: Cell) -> str:
            if (key := fold(cell.raw)) in words:
                return words[key]
            raise ValueError(T("“{seen}” is not one of: {allowed}", seen=cell.raw, allowed=sorted(set(words.values()))))

        return self.read(meaning, chosen)


class Table(NamedTuple):
    """A file of the folder: which table it is, and its rows below the headings."""

    kind: str
    rows: tuple[Row, ...]


def read(files: Mapping[str, bytes], known: Known) -> Organisation:
    """The organisation in the files of a folder, by their names. Faults of the files are all in ``troubles``."""
    said = Said()
    found: dict[str, list[Row]] = {}
    for name, data in sorted(files.items()):
        for table in _tables(name, data, said):
            found.setdefault(table.kind, []).extend(table.rows)
    if not found and not said.troubles:
        said.wrong(Address("."), T("none of members.csv, circles.csv, roles.csv, mandates.csv is in this folder"))
    return _Plain(known, said).organisation(found)


def _tables(name: str, data: bytes, said: Said) -> Iterator[Table]:
    kind = plain_headings.table_of(name)
    if kind is None:
        said.note("skipped", Address(name), T("none of the four tables has this name, not carried"))
        return
    read = tables.read(data, name)
    said.troubles += read.troubles
    for sheet in read.sheets[:1]:
        header = _header(kind, sheet.rows[:_HEADINGS_WITHIN])
        headings = sheet.rows[header] if sheet.rows else ()
        columns = plain_headings.placed(kind, [cell.raw for cell in headings])
        if not _complete(kind, columns, Address(name, header), [cell.raw for cell in headings if cell.raw], said):
            continue
        for place, cell in enumerate(headings):
            if cell.raw and place not in columns.values():
                personal = fold(cell.raw).startswith(plain_headings.PERSONAL)
                why = (
                    T("column “{name}”: personal data never enters the ledger", name=cell.raw)
                    if personal
                    else T("column “{name}”", name=cell.raw)
                )
                said.note("skipped", cell.address._replace(row=-1), why)
        rows = (Row(cells, columns, said) for cells in sheet.rows[header + 1 :])
        yield Table(kind, tuple(row for row in rows if any(not cell.blank for cell in row.cells)))


def _header(kind: str, rows: tuple[tuple[Cell, ...], ...]) -> int:
    fit = [len(plain_headings.placed(kind, [cell.raw for cell in row])) for row in rows]
    return fit.index(max(fit)) if fit else 0


def _complete(kind: str, columns: Mapping[str, int], where: Address, seen: list[str], said: Said) -> bool:
    missing = [one for one in plain_headings.REQUIRED.get(kind, ()) if one not in columns]
    either = plain_headings.ANY[kind]
    if not missing and any(one in columns for one in either):
        return True
    wanted = missing or [" / ".join(either)]
    said.wrong(where, T("no column {missing}; headings seen: {seen}", missing=wanted, seen=seen or ["–"]))
    return False


class _Plain:
    """Names first, then what refers to them."""

    def __init__(self, known: Known, said: Said) -> None:
        self.known, self.said = known, said
        self.handles = Handles(known)
        self.circles, self.roles = Slugs(known.circles, known.circle_ids), Slugs(known.roles, known.role_ids)
        self.circle_titles, self.role_titles = Titles(known.circles), Titles(known.roles)
        self.ids: dict[str, Address] = {}

    def organisation(self, rows: Mapping[str, list[Row]]) -> Organisation:
        listed = [(row, self._person(row)) for row in rows.get("members", ())]
        people = [self._introduced(row, one) for row, one in listed if one]
        named = [(row, self._team(row)) for row in rows.get("circles", ())]
        teams = [self._within(row, one) for row, one in named if one]
        posts = _there(map(self._post, rows.get("roles", ())))
        seats = _there(map(self._seat, rows.get("mandates", ())))
        return Organisation(
            people, teams, posts, seats, self.said.troubles, self.said.remarks,
            frozenset(kind for kind in rows if kind != "members"),
        )  # fmt: skip

    def _person(self, row: Row) -> Person | None:
        handle, name = row.text("handle"), row.text("name")
        name = name or " ".join(filter(None, (row.text("first"), row.text("last")))) or None
        if handle and handle != slugged(handle):
            handle, name = None, name or handle
        if not handle and not name:
            self.said.wrong(row.where, T("nobody is named on this line"))
            return None
        who, _new = self.handles.of_row(name, handle)
        given = {key: row.read(key, facts.when) for key in ("left", "partner_since")} | {"site": row.text("site")}
        since, until, status = row.read("since", facts.when), row.read("until", facts.when), row.text("status")
        return Person(who, row.where, name, _given(given), status, since, until)

    def _introduced(self, row: Row, person: Person) -> Person:
        by = row.text("introduced_by")
        found = self._one(self.handles.named(by), row.cell("introduced_by"), T("member")) if by else None
        return person._replace(facts={**person.facts, "introduced_by": found}) if found else person

    def _team(self, row: Row) -> Team | None:
        circle, title = row.text("circle"), row.text("title")
        title, wanted = title or circle, circle if circle and circle == slugged(circle) else None
        if not title:
            self.said.wrong(row.where, T("this line names no circle"))
            return None
        given: dict[str, Any] = {key: row.text(key) for key in ("purpose", "domain", "origin")}
        given |= {key: row.read(key, facts.when) for key in ("since", "ended")}
        given |= {"access": row.one_of("access", _ACCESS), "critical": row.read("critical", facts.yes)}
        id = row.text("id") or circle or title
        if self._twice(id, row):
            return None
        slug = self.circles.of(id, title, wanted=wanted)
        self.circle_titles.add(slug, id, circle, title)
        return Team(slug, row.where, id, title, _given(given))

    def _twice(self, id: str, row: Row) -> bool:
        """Whether an id, or a name that stands for one, was there before: said at the second place."""
        before = self.ids.setdefault(f"{row.where.sheet} {id}", row.where)
        if before is not row.where:
            self.said.wrong(row.where, T("“{name}” is already at {place}", name=id, place=str(before)), id)
        return before is not row.where

    def _within(self, row: Row, team: Team) -> Team:
        parent = row.text("parent")
        if not parent:
            return team
        found = self._circle(row, "parent")
        return team._replace(facts={**team.facts, "parent": found}) if found else team

    def _circle(self, row: Row, meaning: str = "circle") -> str | None:
        """The circle a cell names; a trouble where it names none, or two."""
        return self._one(self.circle_titles.named(row.text(meaning) or ""), row.cell(meaning), T("circle"))

    def _one(self, found: list[str], cell: Cell, noun: Text) -> str | None:
        if len(found) == 1:
            return found[0]
        message = (
            T("“{seen}” could be {candidates}: write one of these", seen=cell.raw, candidates=found)
            if found
            else T("there is no {noun} “{seen}”, neither in these tables nor in the ledger", noun=noun, seen=cell.raw)
        )
        self.said.wrong(cell.address, message, cell.raw)
        return None

    def _post(self, row: Row) -> Post | None:
        role, title, circle = row.text("role"), row.text("title"), self._circle(row)
        title, wanted = title or role, role if role and role == slugged(role) else None
        if not title:
            self.said.wrong(row.where, T("this line names no role"))
        if not circle or not title:
            return None
        given: dict[str, Any] = {key: row.text(key) for key in ("purpose", "domain", "expectations")}
        given |= {key: row.read(key, facts.several) for key in ("accountabilities", "qualities")}
        given |= {key: row.read(key, facts.number) for key in ("seats", "term_months")}
        given |= {"filled_by": row.one_of("filled_by", _FILLED), "ended": row.read("ended", facts.when)}
        id = row.text("id") or f"{circle}/{role or title}"
        if self._twice(id, row):
            return None
        name = self.roles.of(id, title, f"{circle}/", wanted)
        self.role_titles.add(name, id, role, title)
        return Post(name, row.where, id, title, _given(given))

    def _seat(self, row: Row) -> Seat | None:
        office = self._office(row)
        since, until = row.read("since", facts.when), row.read("until", facts.when)
        if row.cell("since").blank:
            self.said.wrong(row.cell("since").address, T("the first day is missing: a day or a month"))
        holder = row.text("holder")
        if not office or not since or self._twice(f"{office} {holder} {since} {row.text('scope')}", row):
            return None
        if holder is None or holder == "?":
            if "/" not in office:
                self.said.wrong(row.cell("holder").address, T("this line names neither a role nor a person"))
                return None
            return Seat(office, row.where, None, since, until, holder == "?")
        who = self._one(self.handles.named(holder), row.cell("holder"), T("member"))
        given: dict[str, Any] = {key: row.text(key) for key in ("election", "decision", "scope", "college")}
        given["interim"] = row.read("interim", facts.yes) or None
        given = _given(given) if "/" in office else {}
        return Seat(office, row.where, who, since, until, facts=given) if who else None

    def _office(self, row: Row) -> str | None:
        """The role a line names, else its circle. A role is looked for in the circle beside it, if one is."""
        role = row.text("role")
        if not role:
            return self._circle(row)
        circle = self._circle(row) if not row.cell("circle").blank else None
        if not row.cell("circle").blank and not circle:
            return None
        found = [one for one in self.role_titles.named(role) if not circle or one.startswith(f"{circle}/")]
        return self._one(found, row.cell("role"), T("role"))


def _there(found: Iterable[V | None]) -> list[V]:
    return [one for one in found if one is not None]


def _given(found: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if value is not None and value != [] and value is not False}

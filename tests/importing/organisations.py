"""Organisations of real sizes, with invented names: always the same ones, as plain tables and as a workbook."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Iterable, Sequence
from typing import Any

from tests.importing.boards import as_xlsx

FIRST = "Ada Basile Cléo Denis Élise Fanny Gaël Hélène Igor Jade Kévin Léa Malo Nora Omer Paula Quentin Rosa".split()
LAST = "Abadie Bellec Cazaux Delmas Esnault Ferrand Garrigue Hamon Izard Jourdan Kervella Lacaze Morvan Nédélec".split()
TABLE_HEADS = {
    "members.csv": ("handle", "name", "since", "left"),
    "circles.csv": ("id", "title", "parent", "since", "ended", "purpose"),
    "roles.csv": ("id", "circle", "title", "seats", "accountabilities"),
    "mandates.csv": ("circle", "role", "holder", "since", "until", "decided by"),
}
Rows = list[Sequence[Any]]


def names(count: int) -> list[str]:
    """So many people, all called otherwise."""
    pairs = [f"{first} {last}" for last in LAST for first in FIRST]
    return [pairs[i % len(pairs)] + (f" {_roman(i // len(pairs))}" if i >= len(pairs) else "") for i in range(count)]


def _roman(number: int) -> str:
    return ["", "Bis", "Ter", "Quater", "Quinquies"][number]


def folder(tables: dict[str, Rows], delimiter: str = ",", encoding: str = "utf-8") -> dict[str, bytes]:
    """The files of a folder."""
    found = {}
    for name, rows in tables.items():
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter).writerows([TABLE_HEADS[name], *rows])
        found[name] = out.getvalue().encode(encoding)
    return found


def teams() -> dict[str, Rows]:
    """165 active teams and 52 former ones, three deep; 666 people; 987 memberships."""
    dice = random.Random(165)
    people = names(666)
    members: Rows = [("", name, "2015-01", "") for name in people]
    circles: Rows = []
    for i in range(217):
        parent = "" if i < 5 else f"t{dice.randrange(5)}" if i < 40 else f"t{dice.randrange(5, 40)}"
        ended = "2023-06-30" if i >= 165 else ""
        circles.append((f"t{i}", f"Équipe {i % 200}", parent, f"20{16 + i % 6}-0{1 + i % 9}", ended, ""))
    pairs = sorted({(dice.randrange(217), dice.randrange(666)) for _ in range(1400)})
    dice.shuffle(pairs)
    mandates: Rows = []
    for team, person in pairs[:987]:
        until = "2023-06" if team >= 165 else ""
        mandates.append((f"t{team}", "", people[person], f"2022-0{1 + person % 9}", until, ""))
    return {"members.csv": members, "circles.csv": circles, "mandates.csv": mandates}


def streams() -> dict[str, Rows]:
    """58 work streams, each with a sponsor and a pilot; 15 of the seats are to be filled, one is undecided."""
    people = names(70)
    circles: Rows = [(f"w{i}", f"Chantier {i}", "", "2024-01", "", f"Mener le chantier {i}") for i in range(58)]
    roles: Rows = []
    mandates: Rows = []
    for i in range(58):
        for role in ("Sponsor", "Pilote"):
            roles.append((f"w{i}-{role}", f"w{i}", role, "", "Décider\nRendre compte"))
            empty = role == "Pilote" and i < 15
            holder = "" if empty and i else "?" if empty else people[(i + 7 * (role == "Sponsor")) % 70]
            mandates.append((f"w{i}", f"w{i}-{role}", holder, "2024-02-01", "", f"réunion {i}"))
    return {
        "members.csv": [("", name, "2023-05-02", "") for name in people], "circles.csv": circles, "roles.csv": roles,
        "mandates.csv": mandates,
    }  # fmt: skip


class Application:
    """24 groups and 286 assignments that change over two years, exported on any day."""

    START = dt.date(2023, 1, 10)

    def __init__(self, groups: int = 24, assigned: int = 286) -> None:
        dice = random.Random(24)
        self.people = names(90)
        self.groups = [f"Groupe {i}" for i in range(groups)]
        self.roles = [(g, f"Rôle {r}") for g in range(groups) for r in range(5)]
        self.assigned: list[tuple[int, int, dt.date, dt.date | None]] = []
        turns: dict[int, dt.date] = {}
        while len(self.assigned) < assigned:
            role = dice.randrange(len(self.roles))
            begins = turns.get(role, self.START) + dt.timedelta(days=dice.randrange(1, 30))
            ends = begins + dt.timedelta(days=dice.randrange(90, 400))
            self.assigned.append((role, dice.randrange(90), begins, ends))
            turns[role] = ends + dt.timedelta(days=1)

    def holders(self, day: dt.date) -> set[tuple[str, str, str]]:
        """Who holds what that day: the group, the role, the person."""
        return {
            (self.groups[self.roles[role][0]], self.roles[role][1], self.people[person])
            for role, person, begins, ends in self.assigned
            if begins <= day and (ends is None or day <= ends)
        }

    def export(self, day: dt.date, *, renamed: Iterable[int] = ()) -> bytes:
        """The workbook of a day: it lists who is assigned that day, no more who was."""
        titles = [f"{name} (nouveau nom)" if i in set(renamed) else name for i, name in enumerate(self.groups)]
        tree: Rows = [("Circle ID", "Circle", "Role ID", "Role", "Template", "Created", "IsCircle", "Purpose",
                       "Domains", "Accountabilities", "Strategy")]  # fmt: skip
        tree.append(
            ("", "", "c-root", "Coopérative", "", "2022-12-01 10:00:00.000000", "TRUE", "<p>Vivre</p>", "", "", "")
        )
        for i, title in enumerate(titles):
            tree.append(("ref-root", "Coopérative", f"c{i}", title, "", "2023-01-02 10:00:00.000000", "TRUE",
                         f"<p>Être le {title}</p>", "", "", ""))  # fmt: skip
        for i, (group, role) in enumerate(self.roles):
            tree.append((f"ref{group}", titles[group], f"r{i}", role, "", "2023-01-03 10:00:00.000000", "FALSE", "",
                         "Le budget", "<ul><li>Préparer</li><li>Rendre compte</li></ul>", ""))  # fmt: skip
        rows: Rows = [("Last name", "First name", "Email", "Circle ID", "Circle", "Role ID", "Role", "TimeSpent",
                       "Since", "Until", "Core")]  # fmt: skip
        for role, person, begins, ends in self.assigned:
            if begins <= day and (ends is None or day <= ends):
                first, last = self.people[person].split(" ", 1)
                group, since = self.roles[role][0], dt.datetime.combine(begins, dt.time(9, 30))
                rows.append((last, first, _mail(person), f"ref{group}", titles[group], f"r{role}",
                             self.roles[role][1], 0, since, None, True))  # fmt: skip
        people: Rows = [("Last name", "First name", "Email", "Phone", "Created", "Privilege", "Suspended")]
        for i, name in enumerate(self.people):
            first, last = name.split(" ", 1)
            people.append((last, first, _mail(i), "0600000000", "2022-12-01 10:00:00.000000", "member", "FALSE"))
        return as_xlsx({"Members": people, "Assignations": rows, "Circles & Roles": tree, "Policies": [("Circle ID",)]})


def _mail(number: int) -> str:
    return f"p{number}@example.org"

"""An imported organisation: real sizes come in clean, twice changes nothing, a later export ends and begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopctl.check import check
from coopctl.edits.intake import Intake, Source, known, taken_in
from coopctl.importing import application, plain
from coopctl.importing.organisation import Known, Organisation
from coopctl.ledger import Ledger
from coopctl.mandates import mandates
from coopctl.snapshot import Snapshot
from coopctl.values import When
from tests.importing import organisations
from tests.importing.organisations import Application, folder

CHARTER = b"format: 1\nname: Les Jours\nslug: les-jours\nrate_caps:\n- since: 2018-01-01\n  cap: 30\n"
TODAY = dt.date(2026, 11, 24)
HANDS = b"handle: hand\nwelcomed: 2015-01-01\n"


class Registry:
    """A ledger in memory, with the names of the private folder beside it."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {"coop.yaml": CHARTER, "members/hand.yaml": HANDS}
        self.names: dict[str, str] = {}

    @property
    def ledger(self) -> Ledger:
        return Ledger(Snapshot(self.files))

    def tables(self, files: Mapping[str, bytes], day: dt.date = TODAY) -> Intake:
        return self.take(plain.read(files, known(self.ledger, self.names, "tables")), "tables", day)

    def workbook(self, data: bytes, day: dt.date) -> Intake:
        when = When(day.isoformat())
        here = known(self.ledger, self.names, "application")
        return self.take(application.read(data, "export.xlsx", here, when), "application", day)

    def take(self, found: Organisation, name: str, day: dt.date) -> Intake:
        assert found.troubles == []
        snapshot = Snapshot(dict(self.files))
        done = taken_in(snapshot, found, Source(name, "x", When(day.isoformat())), "hand", TODAY)
        if done.change:
            self.files |= {path: data for path, data in done.change.edit.changes.items() if data}
            self.names |= {one.handle: one.name for one in found.people if one.name}
        return done

    def errors(self) -> list[str]:
        return [f"{one.place}: {one.message}" for one in check(self.ledger, TODAY) if one.severity == "error"]

    def holders(self, day: dt.date) -> set[tuple[str, str, str]]:
        ledger = self.ledger
        return {
            (ledger.circles[str(one.office.circle)].title, one.office.sheet.title, self.names[one.mandate.member])
            for one in mandates(ledger, day)
            if one.state == "held"
        }


def test_an_organisation_of_teams() -> None:
    coop = Registry()
    counts = coop.tables(folder(organisations.teams())).counts()
    assert counts["member", "new"] == 666
    assert counts["circle", "new"] == 217
    assert counts["membership", "new"] == 987
    ledger = coop.ledger
    assert sum(one.ended is None for one in ledger.circles.values()) == 165
    depth = {1 + _depth(ledger, name) for name in ledger.circles}
    assert max(depth) == 3
    assert coop.errors() == []
    again = coop.tables(folder(organisations.teams(), ";", "cp1252"))
    assert (again.change, again.told) == (None, ())


def _depth(ledger: Ledger, name: str) -> int:
    parent = ledger.circles[name].parent
    return 1 + _depth(ledger, parent) if parent else 0


def test_work_streams_with_vacant_seats() -> None:
    coop = Registry()
    counts = coop.tables(folder(organisations.streams())).counts()
    assert (counts["role", "new"], counts["mandate", "new"], counts["vacancy", "new"]) == (116, 101, 15)
    vacancies = [one for role in coop.ledger.roles.values() for one in role.vacancies]
    assert (len(vacancies), sum(one.undecided for one in vacancies)) == (15, 1)
    assert coop.errors() == []
    assert coop.tables(folder(organisations.streams())).change is None


def test_a_seat_left_empty_on_its_line_is_to_be_filled_from_the_day_after() -> None:
    """Whoever empties the holder's cell leaves the day beside it: it is the one they had begun on."""
    coop, tables, gone = Registry(), organisations.streams(), dt.date(2026, 11, 20)
    coop.tables(folder(tables))
    tables["mandates.csv"] = [
        (*row[:2], "", *row[3:]) if row[:2] == ("w0", "w0-Sponsor") else row for row in tables["mandates.csv"]
    ]
    done = coop.tables(folder(tables), gone)
    assert [str(one) for one in done.left] == [
        "chantier-0/sponsor, to be filled since 1 February 2024: somebody held it until 20 November 2026"
    ]
    role = coop.ledger.roles["chantier-0/sponsor"]
    assert [(str(one.since), str(one.until)) for one in role.mandates] == [("2024-02-01", "2026-11-20")]
    assert [(str(one.since), one.until) for one in role.vacancies] == [("2026-11-21", None)]
    assert coop.errors() == []
    for day in (gone, TODAY):
        again = coop.tables(folder(tables), day)
        assert (again.change, again.left) == (None, ())


def test_two_years_of_an_application() -> None:
    coop, app = Registry(), Application()
    days = [dt.date(2023, 6, 1), dt.date(2024, 3, 1), dt.date(2024, 12, 1)]
    coop.workbook(app.export(days[0]), days[0])
    for before, day in pairwise(days):
        counts = coop.workbook(app.export(day), day).counts()
        assert counts["mandate", "ended"] == len(app.holders(before) - app.holders(day))
        assert counts["mandate", "new"] >= len(app.holders(day) - app.holders(before))
        assert coop.holders(day + dt.timedelta(days=1)) == app.holders(day)
    assert coop.errors() == []
    assert coop.workbook(app.export(days[2]), days[2]).change is None
    written = b"".join(coop.files.values())
    assert b"@" not in written
    assert b"0600" not in written


def test_a_renamed_group_keeps_its_name_in_the_ledger() -> None:
    coop, app, day = Registry(), Application(4, 10), dt.date(2023, 6, 1)
    coop.workbook(app.export(day), day)
    paths = set(coop.files)
    done = coop.workbook(app.export(day, renamed=[2]), day)
    assert set(coop.files) == paths
    assert coop.ledger.circles["groupe-2"].title == "Groupe 2 (nouveau nom)"
    assert {one.what for one in done.told} == {"changed"}


SLOTS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(0, 300), st.booleans()), max_size=8,
    unique_by=lambda slot: slot[:2],
)  # fmt: skip


def _until(who: int, late: int) -> str:
    return str(dt.date(2024, 1, 1) + dt.timedelta(days=late + 300)) if who == 4 else ""


def _tables(slots: list[tuple[int, int, int, bool]]) -> dict[str, bytes]:
    begin = dt.date(2024, 1, 1)
    people = organisations.names(5)
    rows: organisations.Rows = [
        (
            f"c{role % 2}",
            f"r{role}",
            "" if empty else people[who],
            begin + dt.timedelta(days=late),
            _until(who, late),
            "",
        )
        for role, who, late, empty in slots
    ]
    return folder({
        "members.csv": [("", name, "2020-01", "") for name in people],
        "circles.csv": [(f"c{i}", f"Cercle {i}", "", "2020-01", "", "") for i in range(2)],
        "roles.csv": [(f"r{i}", f"c{i % 2}", f"Rôle {i}", "9", "Agir") for i in range(4)],
        "mandates.csv": list(dict.fromkeys(rows)),
    })  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SLOTS, SLOTS)
def test_twice_is_once_and_the_later_export_decides(
    first: list[tuple[int, int, int, bool]], later: list[tuple[int, int, int, bool]]
) -> None:
    day, next_day = dt.date(2025, 6, 1), dt.date(2025, 6, 2)
    coop, alone = Registry(), Registry()
    one, two = _tables(first), _tables(later)
    if plain.read(one, Known()).troubles or plain.read(two, Known()).troubles:
        return  # a seat to be filled, twice from the same day
    coop.tables(one, day)
    written = dict(coop.files)
    assert coop.tables(one, day).change is None
    assert coop.files == written
    coop.tables(two, day)
    alone.tables(two, day)
    assert coop.holders(next_day) == alone.holders(next_day)
    assert coop.tables(two, day).change is None

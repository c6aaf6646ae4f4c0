"""The boards cooperatives keep, to the cent."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest

from coopctl.importing import tables
from coopctl.importing.board import Line
from tests.importing.boards import DATA, as_csv, places, read, said

EXPECTED = json.loads((DATA / "expected.json").read_text("utf-8"))
GOOD = [name for name, want in EXPECTED.items() if "refused" not in want]


def summed(lines: Iterable[Line]) -> dict[str, dict[str, object]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(f"{line.date:%Y-%m}/{line.member}", []).append(line)
    return {
        key: {
            "hours": f"{sum(line.hours for line in group) / 100:.2f}",
            "amount": f"{sum(line.amount for line in group) / 100:.2f}",
            "contributions": len(group),
        }
        for key, group in found.items()
    }


def test_there_are_three_good_boards() -> None:
    assert len(GOOD) == 3


@pytest.mark.parametrize("name", GOOD)
def test_a_good_board_gives_its_totals(name: str) -> None:
    found = read((DATA / name).read_bytes(), name)
    assert found.troubles == ()
    assert summed(found.lines) == EXPECTED[name]
    assert said(found, "warning") == []
    assert found.guessed == ()


def test_a_bad_board_names_each_bad_cell_and_no_other() -> None:
    found = read((DATA / "bad.csv").read_bytes(), "bad.csv")
    assert places(found) == [f"bad.csv!{cell}" for cell in EXPECTED["bad.csv"]["bad_cells"]]
    assert [trouble.seen for trouble in found.troubles][:5] == [
        "31/02/2026", "35", "Jardinage", "Quelqu'un d'autre", "un moment",
    ]  # fmt: skip
    assert all(trouble.message.shown("en") for trouble in found.troubles)
    assert found.troubles[3].cure == """--member 'Quelqu'"'"'un d'"'"'autre=HANDLE'"""


def test_everything_not_carried_is_said() -> None:
    found = read((DATA / "2026-T3.xlsx").read_bytes(), "2026-T3.xlsx")
    assert said(found, "skipped")[:2] == [
        "Juillet!1: a title, or a line with one text alone",
        "Juillet!35: a total, not a line: “Total 71.75 1276.38”",
    ]
    assert said(found, "skipped")[-1].startswith("Mode d'emploi: no table of what was done")
    assert said(found, "note") == [
        f"{cell}: no rate is given: counted as 0 €/h" for cell in ("Août!F18", "Août!F32", "Septembre!F21")
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_same_board_in_any_encoding_gives_the_same_lines(encoding: str, delimiter: str) -> None:
    name = "2026-09.csv"
    whole = read((DATA / name).read_bytes(), name)
    (sheet,) = tables.read((DATA / name).read_bytes(), name).sheets
    rows = [[cell.raw for cell in row] for row in sheet.rows]
    assert read(as_csv(rows, delimiter, encoding), name) == whole

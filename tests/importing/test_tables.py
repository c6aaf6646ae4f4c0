from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter

from coopctl.importing import tables, workbooks
from coopctl.importing.grid import Hollow, decimal
from coopctl.importing.report import Address, letters
from tests.importing.boards import DATA, HEAD, ROW, as_csv, as_ods, as_xlsx, places, read


def values(data: bytes, sheet: int = 0) -> list[list[Any]]:
    found = tables.read(data, "a.csv")
    assert found.troubles == ()
    return [[cell.value for cell in row] for row in found.sheets[sheet].rows]


def refusal(data: bytes) -> str:
    found = tables.read(data, "a.csv")
    assert found.sheets == ()
    assert [trouble.address for trouble in found.troubles] == [Address("a.csv")]
    return str(found.troubles[0].message)


def test_the_kind_of_a_file_is_told_by_what_it_holds() -> None:
    assert len(tables.read((DATA / "2026-T3.xlsx").read_bytes(), "board.csv").sheets) == 4
    assert [sheet.name for sheet in tables.read((DATA / "2026-10.ods").read_bytes(), "x.xlsx").sheets] == ["Octobre"]
    assert len(tables.read((DATA / "2026-09.csv").read_bytes(), "x.ods").sheets) == 1


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "empty"), (b" \r\n ", "empty"), (b"%PDF-1.7 x", "not a spreadsheet"),
        (b"<html><table>", "not a spreadsheet"),
        (b"\xd0\xcf\x11\xe0rest", "old Excel"), (b"PK\x03\x04broken", "damaged"), (b"a;\x81\xff", "neither utf-8 nor"),
        (b"a;b\0", "neither utf-8 nor"), (b'Date;Qui\n1;"open', "line 2: a quotation mark"),
        (b'Date;Qui\n1;"a"b\n', "quotation mark"), (b"x" * (tables.MAX_BYTES + 1), "more than 50 MB"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words(data: bytes, part: str) -> None:
    assert part in refusal(data)


def test_a_csv_of_too_many_rows_is_refused() -> None:
    assert "more than 200000 rows" in refusal(b"a;b\n" * 200_001)


def test_an_archive_of_something_else_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert "not a spreadsheet" in refusal(out.getvalue())


def test_an_archive_that_unpacks_without_end_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b" " * (workbooks.MAX_UNPACKED + 1))
    assert len(out.getvalue()) < 200_000
    assert "unpacks to more than 100 MB" in refusal(out.getvalue())


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    good = as_ods({"Mars": [HEAD, ROW]})
    size = zipfile.ZipFile(io.BytesIO(good)).getinfo("content.xml").file_size
    assert "damaged" in refusal(good.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little")))


def test_entities_that_multiply_are_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x0 "ha">' + "".join(
        f'<!ENTITY x{i} "{f"&x{i - 1};" * 20}">' for i in range(1, 12)
    ) + "]><a>&x11;</a>"  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", bomb)
    assert "damaged" in refusal(out.getvalue())


def test_a_cell_astray_is_named_before_room_is_made_for_it() -> None:
    row = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
    stray = row + '<table:table-row><table:table-cell table:number-columns-repeated="16000" office:value-type="float"'
    data = as_ods({"Mars": [HEAD, ROW]}, stray + ' office:value="1"/></table:table-row>')
    assert "as far as WQJ1000003: delete what stands far" in refusal(data)


def test_blank_rows_to_the_end_of_a_sheet_are_nothing() -> None:
    tail = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/>'
    )
    found = read(as_ods({"Mars": [HEAD, ROW]}, tail + "</table:table-row>"))
    assert (len(found.lines), found.troubles) == (1, ())


def test_a_sheet_without_a_cell_is_nothing() -> None:
    assert len(read(as_xlsx({"Mars": [HEAD, ROW], "Vide": []})).lines) == 1


def test_addresses_count_the_empty_rows_and_columns_before_the_table() -> None:
    pad = [None] * 2
    rows = [[], [], [*pad, *HEAD], [*pad, "31/02/2026", *ROW[1:]]]
    assert places(read(as_xlsx({"Mars": rows}))) == ["Mars!C4"]
    assert places(read(as_ods({"Mars": rows}))) == ["Mars!C4"]
    assert places(read(as_csv([["" if v is None else v for v in row] for row in rows]))) == ["a.csv!C4"]


def test_a_row_of_a_csv_is_a_row_of_the_spreadsheet_not_a_line_of_the_file() -> None:
    two_lines = (*ROW[:3], "Sauvegardes\net tests", *ROW[4:])
    found = read(as_csv([HEAD, two_lines, ("31/02/2026", *ROW[1:])]))
    assert places(found) == ["a.csv!A3"]
    assert found.lines[0].what == "Sauvegardes et tests"


def test_the_delimiter_is_the_one_that_shows_headings() -> None:
    rows = [("Tableau, 2026",), HEAD, *[ROW] * 3]
    for delimiter in ";,\t":
        assert len(read(as_csv(rows, delimiter)).lines) == 3


def test_a_declared_delimiter_is_obeyed_and_counts_as_a_row() -> None:
    found = read(b"sep=|\n" + as_csv([HEAD, ROW, ("31/02/2026", *ROW[1:])], "|"))
    assert (len(found.lines), places(found)) == (1, ["a.csv!A4"])


def test_the_apostrophe_that_guards_a_text_is_taken_off() -> None:
    assert values(b"'=Relance;'Ndiaye;'+33;-\n") == [["=Relance", "'Ndiaye", "+33", "-"]]


def test_letters_made_of_two_characters_become_one() -> None:
    assert values("Zoe\u0301;1".encode()) == [["Zoé", "1"]]


def test_typed_cells_keep_their_type() -> None:
    row = [1.5, 12, dt.date(2026, 9, 3), dt.time(1, 30), True, dt.datetime(2026, 9, 3, 14, 5), dt.timedelta(hours=30)]
    assert values(as_xlsx({"Mars": [row]})) == [
        [Decimal("1.5"), Decimal(12), dt.date(2026, 9, 3), dt.time(1, 30), True, dt.datetime(2026, 9, 3, 14, 5),
         dt.timedelta(hours=30)]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.1 + 0.2, "0.3"), (1.1 * 3, "3.3"), (2.0, "2"), (120.0, "120"), (1276.3800000000001, "1276.38"),
        (4 / 3, "1.3333333333333333"), (15.625, "15.625"), (0.005, "0.005"), (1e300, "1E+300"),
    ],
)  # fmt: skip
def test_numbers_come_without_binary_noise_and_without_rounding(number: float, text: str) -> None:
    assert decimal(number) == Decimal(text)


def test_formulas_without_a_result_are_seen() -> None:
    for data in (as_xlsx({"Mars": [["a", "=1+1"]]}), as_ods({"Mars": [["a", "=1+1"]]})):
        assert isinstance(values(data)[0][1], Hollow)


def test_formulas_that_end_in_an_error_are_seen() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet("Mars").write_formula(1, 1, "=1/0", None, "#DIV/0!")
    book.close()
    assert "error" in str(values(out.getvalue())[1][1].why)


def test_columns_have_letters() -> None:
    assert [letters(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]

"""XLSX and ODS files: looked through with bounds first, then read by calamine.

calamine gives no difference between an empty cell and a formula without a result, and makes room for
every cell up to the last one; so both are looked up in the XML beforehand.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any, NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

from coopctl.importing.grid import MAX_ROWS, Hollow, Unreadable
from coopctl.importing.report import letters
from coopctl.words import T, Text

MAX_UNPACKED = 100_000_000
MAX_CELLS = 5_000_000
_CHUNK = 1 << 20
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DAMAGED = T("the file is damaged, or protected by a password: open it and save it again")
_NO_RESULT = T("a formula without its result: open the file in a spreadsheet program and save it again")
_ERROR = T("a formula that ends in an error")


class Survey(NamedTuple):
    """What the XML of one sheet says: its extent, and its cells without a result."""

    rows: int
    columns: int
    hollow: dict[tuple[int, int], Text]


def workbook(data: bytes) -> Iterator[tuple[str, list[list[object]], bool]]:
    """Each sheet's name, rows of values, and whether it is hidden.

    Raises Unreadable, in words, for what is damaged, too big, protected or of another kind.
    """
    surveys = _surveyed(data)
    calamine = _calamine()
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        hidden = {one.name for one in book.sheets_metadata if one.visible != calamine.SheetVisibleEnum.Visible}
        for name in book.sheet_names:
            rows = _rows(book.get_sheet_by_name(name)) if name in surveys and surveys[name].rows else []
            yield name, _hollowed(rows, surveys.get(name)), name in hidden
    except calamine.CalamineError:
        raise Unreadable(_DAMAGED) from None


def _calamine() -> Any:
    try:
        import python_calamine
    except ImportError:
        raise Unreadable(
            T("reading .xlsx and .ods needs one more package: pip install python-calamine, or save it as .csv")
        ) from None
    return python_calamine


def _rows(sheet: Any) -> list[list[object]]:
    return [[None if value == "" else value for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _hollowed(rows: list[list[object]], survey: Survey | None) -> list[list[object]]:
    for (row, column), why in (survey.hollow if survey else {}).items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = Hollow(why)
    return rows


def _surveyed(data: bytes) -> dict[str, Survey]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _bounded(archive)
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                found = _survey_xlsx(archive, names)
            elif "content.xml" in names:
                with archive.open("content.xml") as stream:
                    found = _survey_ods(stream)
            else:
                raise Unreadable(T("not a spreadsheet: save it as .xlsx, .ods or .csv"))
    except (zipfile.BadZipFile, ParseError, NotImplementedError, RuntimeError, OSError, ValueError, KeyError, EOFError):
        raise Unreadable(_DAMAGED) from None
    for name, survey in found.items():
        _fits(name, survey)
    return found


def _bounded(archive: zipfile.ZipFile) -> None:
    """Unpack all of it once, counting: what an archive says of its own sizes is not to be trusted."""
    total = 0
    for member in archive.infolist():
        with archive.open(member) as stream:
            while block := stream.read(_CHUNK):
                total += len(block)
                if total > MAX_UNPACKED:
                    raise Unreadable(T("the file unpacks to more than {n} MB", n=MAX_UNPACKED // 1_000_000))


def _fits(name: str, survey: Survey) -> None:
    if survey.rows > MAX_ROWS or survey.rows * survey.columns > MAX_CELLS:
        last = f"{letters(survey.columns - 1)}{survey.rows}"
        raise Unreadable(
            T("sheet “{name}” goes as far as {last}: delete what stands far from the table", name=name, last=last)
        )


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attribute(element: Element, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if _local(key) == name), None)


def _survey_xlsx(archive: zipfile.ZipFile, names: set[str]) -> dict[str, Survey]:
    links = {}
    if "xl/_rels/workbook.xml.rels" in names:
        for link in fromstring(archive.read("xl/_rels/workbook.xml.rels")):
            links[link.get("Id")] = posixpath.normpath(posixpath.join("/xl", link.get("Target") or "")).lstrip("/")
    found = {}
    for element in fromstring(archive.read("xl/workbook.xml")).iter():
        if _local(element.tag) == "sheet":
            path = links.get(_attribute(element, "id"), "")
            if path in names:
                with archive.open(path) as stream:
                    found[element.get("name") or ""] = _survey_sheet(stream)
    return found


def _survey_sheet(stream: IO[bytes]) -> Survey:
    rows = columns = 0
    hollow: dict[tuple[int, int], Text] = {}
    for element in _ends(stream, "row"):
        for cell in element:
            match = _CELL.fullmatch(cell.get("r") or "")
            parts = {_local(part.tag): part.text for part in cell}
            if not match or not parts:
                continue
            row, column = int(match[2]) - 1, _column(match[1])
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if cell.get("t") == "e":
                hollow[row, column] = _ERROR
            elif "f" in parts and not parts.get("v") and "is" not in parts:
                hollow[row, column] = _NO_RESULT
    return Survey(rows, columns, hollow)


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _ends(stream: IO[bytes], tag: str) -> Iterator[Element]:
    """Elements of one name as they end, each forgotten once looked at."""
    for _, element in iterparse(stream):
        if _local(element.tag) == tag:
            yield element
            element.clear()


def _survey_ods(stream: IO[bytes]) -> dict[str, Survey]:
    found: dict[str, Survey] = {}
    name, row, survey = "", 0, Survey(0, 0, {})
    for event, element in iterparse(stream, events=("start", "end")):
        tag = _local(element.tag)
        if event == "start" and tag == "table":
            name, row, survey = _attribute(element, "name") or "", 0, Survey(0, 0, {})
        elif event == "end" and tag == "table-row":
            repeated = int(_attribute(element, "number-rows-repeated") or 1)
            survey = _survey_row(element, row, repeated, survey)
            row += repeated
            element.clear()
        elif event == "end" and tag == "table":
            found[name] = survey
            element.clear()
    return found


def _survey_row(element: Element, row: int, repeated: int, survey: Survey) -> Survey:
    column, width = 0, 0
    for cell in element:
        span = int(_attribute(cell, "number-columns-repeated") or 1)
        formula, kind = _attribute(cell, "formula"), _attribute(cell, "value-type")
        if formula or kind or len(cell):
            width = column + span
        if formula and not kind:
            survey.hollow.update(_spread(row, column, min(repeated, 1000), min(span, 1000)))
        column += span
    if not width:
        return survey
    return Survey(row + repeated, max(survey.columns, width), survey.hollow)


def _spread(row: int, column: int, height: int, width: int) -> dict[tuple[int, int], Text]:
    return {(row + i, column + j): _NO_RESULT for i in range(height) for j in range(width)}

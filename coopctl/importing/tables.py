"""The bytes of a file, as sheets of cells with their addresses. The kind is told by content, never by name."""

from __future__ import annotations

import csv
import io
import re
from typing import NamedTuple

from coopctl.importing import headings
from coopctl.importing.grid import MAX_ROWS, Sheet, Unreadable, cells
from coopctl.importing.report import Address, Trouble
from coopctl.importing.workbooks import workbook
from coopctl.words import T

MAX_BYTES = 50_000_000
_DELIMITERS = ";\t,"
_HEAD = 60
_SEP = re.compile(r"sep=(.)\r?\n?")


class Tables(NamedTuple):
    """The sheets of a file, or what forbids reading them."""

    sheets: tuple[Sheet, ...] = ()
    troubles: tuple[Trouble, ...] = ()


def read(data: bytes, name: str) -> Tables:
    """The sheets of a CSV, XLSX or ODS file; ``name`` is only used to say where things are."""
    try:
        return Tables(tuple(_sheets(data, name)))
    except Unreadable as error:
        return Tables(troubles=(Trouble(Address(name), error.text),))


def _sheets(data: bytes, name: str) -> list[Sheet]:
    if not data.strip():
        raise Unreadable(T("the file is empty"))
    if len(data) > MAX_BYTES:
        raise Unreadable(T("the file has more than {n} MB", n=MAX_BYTES // 1_000_000))
    if data.startswith(b"PK"):
        return [Sheet(title, cells(rows, title), hidden) for title, rows, hidden in workbook(data)]
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(T("an old Excel file, or one with a password: save it as .xlsx, .ods or .csv without one"))
    text = _decoded(data)
    if data.startswith(b"%PDF") or re.match(r"\s*<(?:!doctype|html|\?xml|table)", text, re.IGNORECASE):
        raise Unreadable(T("not a spreadsheet: save it as .xlsx, .ods or .csv"))
    return [Sheet(name, cells(_records(text), name))]


def _decoded(data: bytes) -> str:
    """utf-8 if it is, else cp1252 if it can be; guessing further turns « Tâche » into « TŌche »."""
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(T("neither utf-8 nor cp1252 text: save it as “CSV UTF-8”, .xlsx or .ods"))


def _records(text: str) -> list[list[str]]:
    declared = _SEP.match(text)
    delimiter = declared[1] if declared else max(_DELIMITERS, key=lambda one: _fit(text, one))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[list[str]] = []
    try:
        for record in reader:
            found.append(record)
            if len(found) > MAX_ROWS:
                raise Unreadable(T("more than {n} rows", n=MAX_ROWS))
    except csv.Error:
        raise Unreadable(
            T("line {n}: a quotation mark is opened and not closed, or text follows it", n=reader.line_num)
        ) from None
    return [[], *found[1:]] if declared else found


def _fit(text: str, delimiter: str) -> tuple[int, int]:
    """How well a delimiter explains the top of a file: headings it shows, then rows of one width."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    top: list[list[str]] = []
    try:
        for record in reader:
            top.append(record)
            if len(top) == _HEAD:
                break
    except csv.Error:
        pass
    widths = [len(record) for record in top if len(record) > 1]
    return max((headings.count(record) for record in top), default=0), max(map(widths.count, widths), default=0)

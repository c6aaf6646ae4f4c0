"""Boards made for tests: rows of values as CSV, XLSX or ODS bytes, and the people of the sample data."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

from coopctl.importing import board
from coopctl.importing.board import Board
from coopctl.importing.people import Directory, Profile
from coopctl.values import Rate

DATA = Path(__file__).parents[1] / "data" / "tableau-contributif"
_PEOPLE = json.loads((DATA / "people.json").read_text("utf-8"))
PEOPLE = Directory(
    {handle: (name,) for handle, name in _PEOPLE["members"].items()},
    {slug: (title,) for slug, title in _PEOPLE["circles"].items()},
)
HEAD = ("Date", "Qui", "Cercle", "Ce que j'ai fait", "Temps passé", "€/h", "Contribution")
ROW = ("03/09/2026", "Loïc Moreau", "Technique", "Sauvegardes", "1h30", "20", "30,00 €")


def read(data: bytes, name: str = "a.csv", people: Directory = PEOPLE, profile: Profile | None = None) -> Board:
    return board.read(data, name, people, lambda day: Rate(3000), profile)


def as_csv(rows: Sequence[Sequence[Any]], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(sheets: dict[str, Sequence[Sequence[Any]]], formats: dict[type, str] | None = None) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    kinds = {
        dt.time: "hh:mm", dt.date: "dd/mm/yyyy", dt.datetime: "dd/mm/yyyy hh:mm", dt.timedelta: "[h]:mm",
        **(formats or {}),
    }  # fmt: skip
    styles = {kind: book.add_format({"num_format": text}) for kind, text in kinds.items()}
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                if value is not None and not (isinstance(value, str) and value.startswith("=")):
                    sheet.write(i, j, value, styles.get(type(value)))
                elif value is not None:
                    sheet.write_formula(i, j, value, None, "")
    book.close()
    return out.getvalue()


_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.2"><office:body>
<office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"""


def as_ods(sheets: dict[str, Sequence[Sequence[Any]]], tail: str = "") -> bytes:
    body = "".join(
        f'<table:table table:name="{escape(title)}">'
        + "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        + tail
        + "</table:table>"
        for title, rows in sheets.items()
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", _ODS.format(sheets=body))
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        )
    return out.getvalue()


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str) and value.startswith("="):
        return f'<table:table-cell table:formula="of:{value}"/>'
    kind = {
        dt.date: 'date" office:date-value="', dt.time: 'time" office:time-value="', int: 'float" office:value="',
        float: 'float" office:value="',
    }.get(type(value))  # fmt: skip
    if kind is None:
        return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'
    held = value.strftime("PT%HH%MM%SS") if isinstance(value, dt.time) else str(value)
    return f'<table:table-cell office:value-type="{kind}{held}"><text:p>{held}</text:p></table:table-cell>'


def places(found: Board) -> list[str]:
    return [str(trouble.address) for trouble in found.troubles]


def said(found: Board, kind: str) -> list[str]:
    return [f"{remark.address}: {remark.message}" for remark in found.remarks if remark.kind == kind]

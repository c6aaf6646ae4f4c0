"""A sheet read in one go gives what the strict reading gives, or nothing; never what that refuses."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.columns import Columns, columns
from coopctl.document.quick import MOST_VALUES
from coopctl.document.read import SHEET_LIMIT, read
from coopctl.page import Page
from tests import lanes

COUNT = 1_500
LINE = "- id: k7m3qa2w\n  date: 2026-10-03\n  hours: 1\n  rate: 15\n  what: {what}\n{rest}"
TEXTS = st.text(st.one_of(st.sampled_from(" :#\"'\\-n\u0301\u00a0\u200bé["), st.characters()), max_size=12)
KEPT = {
    "an accent after an escaped line end": LINE.format(what='"a\\n\u0303"', rest=""),
    "a colon ends a fingerprint": LINE.format(what="a", rest="  source: abcd:\n"),
}
"""What was found once, and mended."""


def test_a_sample_of_damaged_sheets_finds_the_lanes_of_one_mind() -> None:
    tally, found = lanes.run(COUNT, seed=20261124)
    assert found == []
    assert tally["done"] == COUNT
    assert tally["columns"] > COUNT // 12, "too few were read in one go"


@pytest.mark.parametrize("name", KEPT)
def test_what_was_found_once_stays_mended(name: str) -> None:
    data = KEPT[name].encode()
    assert lanes.strict(data) is None
    assert columns(data) is None


@given(st.one_of(TEXTS, TEXTS.map(lambda text: f'"{text}"')), st.sampled_from(("", "\n", " ", "\t", "\r\n", "# a\n")))
def test_any_text_in_the_place_of_a_what(text: str, end: str) -> None:
    data = (LINE.format(what=text, rest="") + end).encode("utf-8", "replace")
    assert list(lanes.wrongs(data, Counter())) == []


@given(st.binary(max_size=40), st.integers(0, 120))
def test_any_bytes_anywhere(junk: bytes, at: int) -> None:
    whole = LINE.format(what="Relecture", rest="  source: a:b1\n").encode()
    assert list(lanes.wrongs(whole[:at] + junk + whole[at:], Counter())) == []


def test_what_is_broken_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "columns", lambda data: Columns())
    _tally, found = lanes.run(20, seed=1)
    assert any("the columns give ()" in what for what, _data in found)


def _long(lines: int) -> bytes:
    """A sheet of so many contributions, five lines of text each."""
    name = "k{}{}{}{}aaa"
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = (
        name.format(letters[n // 17576 % 26], letters[n // 676 % 26], letters[n // 26 % 26], letters[n % 26])
        for n in range(lines)
    )
    said = "- id: {}\n  date: 2026-10-03\n  hours: 0.01\n  rate: 1\n  what: a\n"
    return "".join(map(said.format, names)).encode()


@pytest.mark.parametrize("beyond", [0, 1])
def test_the_lanes_take_sheets_of_the_same_length(beyond: int) -> None:
    data = _long((MOST_VALUES - 6) // 12 + beyond)
    found, usual = columns(data), read(lanes.PATH, data, SHEET_LIMIT)
    assert (found is None) == bool(beyond)
    assert [fault.rule for fault in usual.faults] == ["too-large"] * beyond


def test_a_sheet_of_200_000_lines_of_text_is_read_or_too_large_and_says_so() -> None:
    """Forty thousand contributions of five lines each; half as many are no trouble."""
    page = Page(lanes.PATH, _long(40_000))
    assert [one.rule for one in page.faults] == ["too-large"]
    assert not page.whole
    assert page.columns == Columns()
    assert len(Page(lanes.PATH, _long(20_000)).columns.ids) == 20_000

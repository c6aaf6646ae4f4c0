"""The caret stands under what the finding is about, whatever the line holds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.problem import Place
from coopctl.report.excerpt import excerpt, lines_from
from coopctl.words import visible


def test_the_caret_is_under_the_value():
    found = excerpt("  rate: 35", 9, 2, 72)
    assert found == ("  rate: 35", 8, 2)


def test_a_tab_and_a_hidden_character_move_the_caret_with_the_text():
    found = excerpt("\ta\u200bb: 35", 7, 2, 72)
    assert found.line == "\\x09a\\u200bb: 35"
    assert found.line[found.at : found.at + found.width] == "35"


def test_a_wide_character_counts_for_two_columns():
    assert excerpt("漢: 35", 4, 2, 72) == ("漢: 35", 4, 2)


@pytest.mark.parametrize(("column", "at"), [(11, 10), (99, 10), (0, 0)])
def test_a_place_past_the_line_is_shown_at_its_end(column, at):
    assert excerpt("  rate: 35", column, 1, 72)[1:] == (at, 1)


@given(st.text(max_size=60), st.text(min_size=1, max_size=20), st.text(max_size=60), st.integers(20, 200))
def test_the_marked_text_is_whole_wherever_it_fits(before, marked, after, room):
    found = excerpt(before + marked + after, len(before) + 1, len(marked), room)
    assert len(found.line) <= room
    assert visible(found.line) == found.line
    if len(visible(before + marked + after)) <= room:
        assert found.line == visible(before + marked + after)
    if len(visible(marked)) <= room // 2 - 1 and before.isascii() and marked.isascii():
        assert found.line[found.at : found.at + found.width] == visible(marked)


def test_a_line_of_ten_million_characters_is_cut_at_once():
    line = "x" * 10_000_000
    start = time.process_time()
    found = excerpt(line, 5_000_000, 3_000_000, 60)
    assert time.process_time() - start < 0.5
    assert (len(found.line), found.line[0], found.line[-1]) == (60, "…", "…")


def test_lines_are_those_of_yaml_and_a_text_is_split_once():
    asked = []

    def text_of(path):
        asked.append(path)
        return "one\r\ntwo\x0b\u2028still two\rthree\n" if path == "a" else None

    line = lines_from(text_of)
    assert [line(Place("a", n)) for n in (0, 1, 2, 3, 4, 5)] == [
        None,
        "one",
        "two\x0b\u2028still two",
        "three",
        "",
        None,
    ]
    assert line(Place("b")) is None
    assert asked == ["a", "b"]

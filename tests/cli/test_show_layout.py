"""Columns and bars, as numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.cli.show_layout import GAP, Column, aligned, chart, clip, fitted, folded, grid, stacked, under
from coopctl.report.plain import cells
from coopctl.values import Cents, Hours

SIZES = st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=12)


def test_a_bar_takes_its_part_of_what_would_be_full() -> None:
    halves = [bar.bar.rstrip() for bar in chart([("a", 50, "50"), ("b", 100, "100")], 26, "en")]
    alone = [bar.bar.rstrip() for bar in chart([("a", 50, "50 ")], 26, "en", full=100)]
    assert alone == halves[:1]
    longer = [bar.bar.rstrip() for bar in chart([("a", 50, "50 "), ("b", 200, "200")], 26, "en", full=100)]
    assert longer == [bar.bar.rstrip() for bar in chart([("a", 50, "50 "), ("b", 200, "200")], 26, "en")]


def test_numbers_stand_to_the_right_and_nothing_is_said_for_none():
    laid = grid(["who", "hours", "n"], [("zoe", Hours(150), 3), ("ana", None, None)], None, "en")
    assert laid.right == (False, True, True)
    assert aligned(laid) == ["who   hours  n", "---  ------  -", "zoe  1\u00a0h\u00a030  3", "ana"]


def test_yes_and_no_are_no_numbers():
    assert grid(["a"], [(True,), (False,)], None, "en").right == (False,)


def test_free_text_gives_way_first_and_numbers_never():
    laid = grid(
        ["circle", Column("what", free=True), "sum"], [("communication", "x" * 60, Cents(123456789))], None, "en"
    )
    whole = laid.widths
    assert fitted(laid, 200) == whole
    assert fitted(laid, 60) == [whole[0], 60 - whole[0] - whole[2] - 2 * GAP, whole[2]]
    assert fitted(laid, 30)[2] == whole[2]
    assert sum(fitted(laid, 30)) + 2 * GAP <= 30
    assert fitted(laid, 5)[2] == whole[2]


@given(st.text(max_size=40), st.integers(1, 30))
def test_a_clipped_text_fits_and_says_that_it_was_cut(text, width):
    clipped = clip(text, width)
    assert cells(clipped) <= width
    assert clipped == text or clipped.endswith("…")


@given(SIZES, st.integers(30, 120), st.booleans())
def test_bars_are_to_scale_from_a_common_zero(sizes, room, blocks):
    drawn = chart([(f"m{i}", size, Cents(size)) for i, size in enumerate(sizes)], room, "en", blocks)
    width = cells(drawn[0].bar)
    for size, (label, bar, amount) in zip(sizes, drawn, strict=True):
        assert cells(bar) == width
        assert cells(label) + cells(bar) + cells(amount) + 2 * GAP <= room
        assert bool(bar.strip(" │|")) is (size != 0)
    if min(sizes) < 0:
        zero = {bar.index("│" if blocks else "|") for _, bar, _ in drawn}
        assert len(zero) == 1
        for size, (_, bar, _) in zip(sizes, drawn, strict=True):
            below, above = bar[: min(zero)].strip(), bar[min(zero) + 1 :].strip()
            assert not (below if size >= 0 else above)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=12))
def test_a_longer_bar_is_never_a_smaller_amount(sizes):
    drawn = chart([("m", size, "") for size in sizes], 80, "en")
    lengths = [len(bar.strip()) * 8 + "▏▎▍▌▋▊▉█".index((bar.strip() or "█")[-1]) for _, bar, _ in drawn]
    pairs = sorted(zip(sizes, lengths, strict=True))
    assert [length for _, length in pairs] == sorted(length for _, length in pairs)


@pytest.mark.parametrize(("size", "bar"), [(0, ""), (1, "▏"), (500, "██▌"), (1000, "█████"), (25, "▏")])
def test_eighths(size, bar):
    assert chart([("a", size, "x"), ("b", 1000, "y")], 5 + 1 + 1 + 2 * GAP, "en")[0].bar.strip() == bar


def test_no_rows_no_bars():
    assert chart([], 80, "en") == []


NEEDS = [("affiches-sur-pied", "Des affiches qui tiennent debout pour les salons", "communication", "à prendre")]
HEADS = ["need", Column("what", whole=True), "circle", Column("taken", free=True)]


def test_text_that_is_never_cut_goes_under_its_row():
    laid = grid(HEADS, NEEDS, None, "fr")
    assert under(laid, 200) == (laid, [[]])
    assert stacked(laid, 200) is None
    left, below = under(laid, 60)
    assert (left.heads, left.rows) == (("need", "circle", "taken"), ((NEEDS[0][0], *NEEDS[0][2:]),))
    assert below == [["Des affiches qui tiennent debout pour les salons"]]
    assert stacked(laid, 60) is None


def test_several_such_texts_go_under_with_their_headings_the_widest_first():
    heads = ["role", Column("held by", whole=True), Column("why", whole=True)]
    laid = grid(heads, [("lettre", "Noémie Lagarde", "Le temps d'une saison"), ("veille", "", "")], None, "en")
    left, below = under(laid, 30)
    assert (left.heads, below) == (("role", "held by"), [["why: Le temps d'une saison"], []])
    left, below = under(laid, 20)
    assert (left.heads, below) == (("role",), [["held by: Noémie", "Lagarde · why: Le", "temps d'une saison"], []])


def test_what_a_row_is_called_by_gives_way_last():
    laid = grid(["need", "circle", Column("what", free=True)], [("affiches", "communication", "x" * 30)], None, "fr")
    assert fitted(laid, 24) == [8, 6, 6]
    assert fitted(laid, 22) == [6, 6, 6]


def test_where_a_name_would_be_cut_each_row_stands_by_itself():
    laid = grid(HEADS, NEEDS, None, "fr")
    assert stacked(laid, 30) == [
        ("affiches-sur-pied", ["Des affiches qui tiennent", "debout pour les salons", "communication · à prendre"])
    ]
    assert stacked(grid(["need", "circle"], [row[:2] for row in NEEDS], None, "fr"), 30) is None


@given(st.text(max_size=60), st.integers(2, 30))
def test_a_folded_text_fits_and_loses_nothing(text, width):
    lines = folded(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(text.split())

"""Counts of people: fewer than five are never told, nor what is left when the rest is taken off."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coopctl.summary.headcount import Among, among, moved, shares, small_ones, told


def test_nobody_and_four_look_alike() -> None:
    assert [told(count) for count in (0, 1, 4, 5)] == [None, None, None, 5]


def test_one_hidden_share_takes_the_smallest_other_with_it() -> None:
    assert shares({"cape": 8, "esa": 20, "staff": 3}) == {"cape": None, "esa": 20, "staff": None}
    assert shares({"cape": 8, "esa": 20, "none": 0}) == {"cape": 8, "esa": 20, "none": 0}
    assert shares({"cape": 1, "staff": 2, "esa": 9, "left": 7}) == {"cape": None, "staff": None, "esa": 9, "left": None}


@given(st.dictionaries(st.text("abc", min_size=1, max_size=2), st.integers(0, 12)))
def test_the_whole_less_what_is_shown_is_never_fewer_than_five(counts: dict[str, int]) -> None:
    found = shares(counts)
    assert all(count is None or count == 0 or count >= 5 for count in found.values())
    hidden = [name for name, count in found.items() if count is None]
    shown_too = [name for name, count in found.items() if count]
    if hidden and sum(counts.values()) >= 5:
        assert sum(counts[name] for name in hidden) >= 5
        assert len(hidden) > 1 or not shown_too


def test_arrivals_and_departures_are_told_together_or_not_at_all() -> None:
    assert moved(20, 22, 8, 6, 14) == (20, 22, 8, 6, 14)
    assert moved(20, 23, 3, 0, 20) == (20, 23, None, None, None)
    assert moved(20, 13, 0, 7, 13) == (20, 13, None, None, None)
    assert moved(0, 12, 12, 0, 0) == (None, None, None, None, None)


def test_some_of_a_whole_need_five_on_both_sides() -> None:
    assert among(15, 40) == Among(15, 40, 38)
    assert among(4, 40).bound == among(0, 40).bound == "few"
    assert among(36, 40).bound == among(40, 40).bound == "most"
    assert among(36, 40).people is None
    assert among(2, 4) == Among(None, None, None)


def test_rows_of_which_nothing_is_told_are_told_together() -> None:
    rows = {"cape": (None, None), "esa": (17, 17), "staff": (None, None), "none": (0, None)}
    assert small_ones(rows, (24, 24)) == (["cape", "staff", "none"], (7, 7))
    assert small_ones({**rows, "esa": (None, 17)}, (20, 24)) == (["cape", "staff", "none"], (None, 7))
    assert small_ones({"cape": (None,), "esa": (17,)}, (20,)) == ([], ()), "one alone would be told by its name"
    assert small_ones({"cape": (None,), "esa": (None,)}, (None,)) == (["cape", "esa"], (None,))


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=6))
def test_what_is_told_together_is_never_fewer_than_five(people: list[tuple[int, int]]) -> None:
    days = [{str(row): count[day] for row, count in enumerate(people)} for day in (0, 1)]
    shown = [shares(one) for one in days]
    rows = {str(row): (shown[0][str(row)], shown[1][str(row)]) for row in range(len(people))}
    apart, left = small_ones(rows, (told(sum(days[0].values())), told(sum(days[1].values()))))
    for day, count in enumerate(left):
        assert count is None or count == sum(days[day][row] for row in apart)
        assert count is None or count == 0 or count >= 5

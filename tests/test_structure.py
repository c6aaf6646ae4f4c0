"""The tree of circles: what hangs where, and loops as paths."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coopctl.structure import DEPTH, Branch, cycles, forest, open_on, parents_of
from tests.small import TODAY, ledger

LETTERS = list("abcdefgh")
PARENTS = st.dictionaries(st.sampled_from(LETTERS), st.none() | st.sampled_from([*LETTERS, "gone"]), max_size=8)


def names(branches: tuple[Branch, ...]) -> list[str]:
    return [name for one in branches for name in (one.name, *names(one.children))]


def test_circles_hang_on_the_one_they_are_part_of() -> None:
    tree = forest({"a": None, "b": "a", "c": "b", "d": None}, set("abcd"))
    assert tree == (Branch("a", (Branch("b", (Branch("c"),)),)), Branch("d"))


def test_who_is_not_there_is_passed_over() -> None:
    assert forest({"a": None, "b": "a", "c": "b"}, {"a", "c"}) == (Branch("a", (Branch("c"),)),)
    assert forest({"b": "gone"}, {"b"}) == (Branch("b"),)


def test_a_loop_is_a_path_that_begins_with_the_first_name() -> None:
    assert cycles({"c": "b", "b": "a", "a": "c", "d": "a"}) == [("a", "c", "b", "a")]
    assert cycles({"a": "a"}) == [("a", "a")]
    assert cycles({"a": "b", "b": "gone"}) == []


@given(PARENTS)
def test_every_circle_stands_once_whatever_the_loops(parents: dict[str, str | None]) -> None:
    found = names(forest(parents, set(parents)))
    assert sorted(found) == sorted(parents)


@given(PARENTS)
def test_every_loop_is_one(parents: dict[str, str | None]) -> None:
    for loop in cycles(parents):
        assert loop[0] == loop[-1] == min(loop)
        assert all(parents[name] == above for name, above in pairwise(loop))


def test_a_chain_without_end_does_not_sink_it() -> None:
    chain: dict[str, str | None] = {f"c{n}": f"c{n - 1}" if n else None for n in range(3000)}
    found = forest(chain, set(chain))
    assert len(names(found)) == 3000
    depth, step = 0, found
    while step:
        depth, step = depth + 1, step[0].children
    assert depth == DEPTH + 1


def test_the_circles_of_a_day() -> None:
    found = ledger(
        circles__formation="circle: formation\ntitle: F\nparent: technique\nsince: 2020-01\nended: 2024-06\n"
    )
    assert parents_of(found) == {"communication": None, "formation": "technique", "technique": None}
    assert "formation" in open_on(found, dt.date(2024, 6, 30))
    assert "formation" not in open_on(found, TODAY)
    assert open_on(found, dt.date(2018, 1, 1)) == {"communication"}

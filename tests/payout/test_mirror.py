"""A mirror, never a ranking."""

from __future__ import annotations

import datetime as dt

import pytest

from coopctl.payout.books import Books
from coopctl.payout.mirror import average, mirror, quartiles
from coopctl.values import Rate
from tests.payout.cases import charter, sheets, work

ON = dt.date(2026, 10, 15)


def books(people: int = 5) -> Books:
    noted = {
        f"m{n}_2026_10": [work("aaaaaaaa", "2026-10-03", "1", str(10 + n), circle="technique")] for n in range(people)
    }
    noted["m0_2026_09"] = [
        work("baaaaaaa", "2026-09-03", "1", "10", circle="technique"),
        work("baaaaaab", "2026-09-03", "2", "10.01", circle="technique"),
        work("baaaaaac", "2026-09-03", "5", "30", circle="technique", waived=True),
        work("baaaaaad", "2026-09-03", "9", "30", circle="accueil"),
        work("baaaaaae", "2026-09-03", "3", "12", corrects="baaaaaad"),
    ]
    noted["m0_2025_10"] = [work("caaaaaaa", "2025-10-03", "1", "30", circle="technique")]
    return Books(charter(), {}, {}, sheets(**noted))


def test_own_history_first_the_latest_month_first() -> None:
    found = mirror(books(), "m0", None, ON)
    # September: 1 x 10 + 2 x 10.01 + 3 x 12 = 66.02 over 6 h = 11.0033; the given 5 h have no rate
    assert [(str(one.month), one.hours, one.rate) for one in found.own] == [
        ("2026-10", 100, 1000),
        ("2026-09", 1100, 1100),
    ]
    assert [one.circle for one in found.circles] == ["accueil", "technique"]


def test_quartiles_from_five_people_on() -> None:
    (spread,) = mirror(books(), "m0", "technique", ON).circles
    assert spread.quartiles == (1100, 1200, 1300)  # averages 10.01 (10 + 10 + 2 x 10.01 over 4 h), 11, 12, 13, 14
    (hidden,) = mirror(books(4), "m0", "technique", ON).circles
    assert hidden.quartiles is None
    assert "5 different people" in str(hidden.hidden)


def test_one_person_with_many_lines_counts_once() -> None:
    many = [work(f"daaaaaa{n}", "2026-10-03", "1", "30", circle="technique") for n in "abcdefgh"]
    noted = {**books(4).sheets, **sheets(m3_2026_10=many)}
    (spread,) = mirror(books()._replace(sheets=noted), "m0", "technique", ON).circles
    assert spread.quartiles is None


def test_nobody_is_named_in_a_spread() -> None:
    assert "m1" not in repr(mirror(books(), "m0", None, ON).circles)


def test_an_average_is_by_the_hour_and_rounded_half_up() -> None:
    assert average([work("aaaaaaaa", "2026-10-03", "1", "10"), work("aaaaaaab", "2026-10-03", "1", "10.01")]) == 1001
    assert average([work("aaaaaaaa", "2026-10-03", "3", "10"), work("aaaaaaab", "2026-10-03", "1", "20")]) == 1250
    assert average([work("aaaaaaaa", "2026-10-03", "3", "10", waived=True)]) is None


@pytest.mark.parametrize(
    ("rates", "wanted"),
    [
        ([10, 20, 30, 40, 50], (20, 30, 40)),
        ([10, 20, 30, 40, 50, 60], (23, 35, 48)),  # 22.5, 35, 47.5, half up
        ([1, 2, 4, 4, 4, 4], (3, 4, 4)),  # 2.5 half up
        ([0] * 5, (0, 0, 0)),
        ([1, 1, 1, 1, 2, 2, 2], (1, 1, 2)),
    ],
)
def test_exact_quartiles(rates: list[int], wanted: tuple[int, int, int]) -> None:
    assert quartiles([Rate(rate) for rate in rates]) == wanted

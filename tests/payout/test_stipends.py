"""Who is due what for a role in a month."""

from __future__ import annotations

from typing import Any

import pytest

from coopctl.payout.stipends import Held, due, held
from coopctl.values import parse_month
from tests.payout.cases import role

MONTHLY: list[tuple[Any, ...]] = [("2024-01-01", None, "150")]


def of(
    month: str, *mandates: tuple[str, str, str | None, bool], prorata: str = "days", amounts: Any = MONTHLY
) -> dict[str, Held]:
    return held(role("gerance/cogerance", list(mandates), amounts), parse_month(month), prorata)


def cents(found: dict[str, Held], month: str) -> dict[str, int]:
    return {who: due(one.paid, parse_month(month)) for who, one in found.items()}


@pytest.mark.parametrize(
    ("since", "until", "by_days", "by_months"),
    [
        ("2026-01-01", None, 15000, 15000),
        ("2026-10-01", "2026-10-01", 484, 15000),  # 150 / 31 = 4.8387
        ("2026-10-02", None, 14516, None),  # 150 x 30 / 31 = 145.1612
        ("2026-10-31", None, 484, None),
        ("2026-09", "2026-09", None, None),
        ("2026-10", "2026-10", 15000, 15000),
        ("2026-11-01", None, None, None),
    ],
)  # fmt: skip
def test_days_held(since: str, until: str | None, by_days: int | None, by_months: int | None) -> None:
    mandate = ("ana", since, until, False)
    assert cents(of("2026-10", mandate), "2026-10").get("ana") == by_days
    assert cents(of("2026-10", mandate, prorata="months"), "2026-10").get("ana") == by_months


def test_february_of_a_leap_year() -> None:
    assert cents(of("2028-02", ("ana", "2028-02-15", None, False)), "2028-02") == {"ana": 7759}  # 150 x 15 / 29


def test_mandates_of_one_member_add_their_days_once() -> None:
    twice = of("2026-10", ("ana", "2026-10-01", "2026-10-10", False), ("ana", "2026-10-05", "2026-10-20", False))
    assert twice == {"ana": Held(((15000, 20),), ())}


def test_a_waived_mandate_is_visible_at_nothing() -> None:
    found = of("2026-10", ("ana", "2026-10-01", None, True), ("ben", "2026-10-16", None, False))
    assert found == {"ana": Held((), ((15000, 31),)), "ben": Held(((15000, 16),), ())}
    assert cents(found, "2026-10")["ana"] == 0


def test_two_amounts_in_a_month_are_rounded_once() -> None:
    raised = [("2024-01-01", None, "150"), ("2026-10-11", None, "180")]
    found = of("2026-10", ("ana", "2024-01-01", None, False), amounts=raised)
    assert found == {"ana": Held(((15000, 10), (18000, 21)), ())}
    assert cents(found, "2026-10") == {"ana": 17032}
    first = of("2026-10", ("ana", "2024-01-01", None, False), amounts=raised, prorata="months")
    assert first == {"ana": Held(((15000, None),), ())}


def test_no_amount_in_force_no_line() -> None:
    assert of("2026-10", ("ana", "2024-01-01", None, False), amounts=[]) == {}
    assert of("2026-10", ("ana", "2024-01-01", None, False), amounts=[("2026-11-01", None, "150")]) == {}
    assert of("2026-10", ("ana", "2024-01-01", None, False), amounts=[("2024-01-01", None, "0")]) == {}

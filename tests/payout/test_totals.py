"""Sums by member, by circle, overall, and to co-managers."""

from __future__ import annotations

from coopctl.payout.books import Books
from coopctl.payout.compute import compute
from coopctl.payout.machine import as_json
from coopctl.payout.totals import by_circle, overall, to_co_managers
from coopctl.values import parse_period
from tests.payout.cases import charter, close, last, member, role, sheets, work

ROLE = "gerance/cogerance"
OCTOBER = parse_period("2026-10")


def books() -> Books:
    people = {who: member(who, ("esa", "2020-01-01", None)) for who in ("ana", "ben")}
    noted = sheets(
        ana_2026_10=[
            work("aaaaaaaa", "2026-10-03", "2", "20", circle="technique"),
            work("aaaaaaab", "2026-10-03", "1", "10"),
            work("aaaaaaac", "2026-10-03", "1.5", "10", circle="technique", waived=True),
        ],
        ana_2026_11=[work("aaaaaaad", "2026-10-03", "1", "20", corrects="aaaaaaaa")],
    )
    held = [("ben", "2026-10-01", None, False)]
    return Books(charter(), people, {ROLE: role(ROLE, held, [("2024-01-01", None, "150")], "co-manager")}, noted)


def test_by_circle() -> None:
    found = [(one.circle, one.carried, one.sums.hours, one.sums.total) for one in by_circle(compute(books(), OCTOBER))]
    assert found == [("gerance", False, 0, 15000), ("technique", False, 350, 4000), (None, False, 100, 1000)]


def test_what_is_carried_belongs_to_no_circle() -> None:
    payout = last(close(close(books(), "2026-10"), "2026-11"))
    found = [(one.circle, one.carried, one.sums.hours, one.sums.total) for one in by_circle(payout)]
    # The correction names no circle: it speaks of the same one.
    assert found == [("gerance", False, 0, 15000), ("technique", False, -100, -2000), (None, True, 0, 2000)]


def test_a_chain_within_a_month_keeps_its_circle() -> None:
    noted = sheets(
        ana_2026_10=[
            work("aaaaaaaa", "2026-10-03", "2", "20", circle="technique"),
            work("aaaaaaab", "2026-10-03", "3", "20", corrects="aaaaaaaa"),
            work("aaaaaaac", "2026-10-03", "1", "20", corrects="aaaaaaaa"),
        ]
    )
    found = by_circle(compute(books()._replace(sheets=noted, roles={}), OCTOBER))
    assert [(one.circle, one.sums.total) for one in found] == [("technique", 2000)]


def test_overall_and_to_co_managers() -> None:
    draft = compute(books(), OCTOBER)
    assert overall(draft)._asdict() == {
        "hours": 450, "amount": 5000, "stipends": 15000, "adjustments": 0, "total": 20000,
    }  # fmt: skip
    assert [(one.member, one.total) for one in to_co_managers(draft)] == [("ben", 15000)]


def test_json() -> None:
    found = as_json(compute(books(), OCTOBER), "open")
    assert list(found)[:5] == ["period", "status", "total", "statements", "lines"]
    assert (found["period"], found["status"], found["total"]) == ("2026-10", "open", "200.00")
    assert found["statements"][0] == {
        "member": "ana", "hours": "4.50", "amount": "50.00", "stipends": "0.00", "adjustments": "0.00",
        "total": "50.00",
    }  # fmt: skip
    assert found["lines"][0] == {
        "member": "ana", "kind": "contribution", "contribution": "aaaaaaaa", "sheet": "2026-10", "date": "2026-10-03",
        "circle": "technique", "hours": "2.00", "rate": "20.00", "amount": "40.00",
    }  # fmt: skip
    assert found["co_managers"] == [{"member": "ben", "total": "150.00"}]
    assert [one["circle"] for one in found["circles"]] == ["gerance", "technique", None]
    shut = as_json(last(close(books(), "2026-10")), "closed")
    assert shut["closed"] == "2027-01-05"
    assert {key: value for key, value in shut.items() if key in found} == {**found, "status": "closed"}

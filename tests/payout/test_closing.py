"""What forbids a closing, what asks to be confirmed, and whom one has not heard of."""

from __future__ import annotations

import datetime as dt

import pytest

from coopctl.payout.books import Books
from coopctl.payout.closing import Silent, cautions, refusals, silent
from coopctl.records.member import Member
from coopctl.records.role import Role
from coopctl.values import parse_period
from tests.payout.cases import charter, close, member, role, sheets, work

DAY = dt.date(2026, 12, 5)
ROLE = "gerance/cogerance"
MONTHLY = [("2024-01-01", None, "150")]


def books(**pages: object) -> Books:
    return Books(charter(), {"ana": member("ana", ("esa", "2020-01-01", None))}, {}, sheets(**pages))  # type: ignore[arg-type]


def said(books: Books, period: str, today: dt.date = DAY) -> list[tuple[str, str | None]]:
    return [(str(one), one.cure) for one in refusals(books, parse_period(period), today)]


def test_nothing_forbids_the_first_closing() -> None:
    noted = books(ana_2026_10=[work("aaaaaaaa", "2026-10-03", "2", "20")])
    assert said(noted, "2026-10") == []
    assert cautions(noted, parse_period("2026-10"), DAY) == []


def test_closing_twice() -> None:
    assert said(close(books(), "2026-10"), "2026-10") == [
        ("October 2026 is closed since 5 January 2027; what is learned late is paid with a later period",
         "coopctl payout show 2026-10")
    ]  # fmt: skip


@pytest.mark.parametrize("other", ["2026-Q4", "2026"])
def test_overlapping(other: str) -> None:
    ((text, cure),) = said(close(books(), "2026-10"), other)
    assert "overlaps October 2026" in text
    assert cure == "coopctl payout show 2026-10"


def test_another_length_than_the_charter_s() -> None:
    assert [cure for _, cure in said(books(), "2026-Q3")] == ["coopctl payout preview 2026-07"]
    quarterly = books()._replace(charter=charter(period="quarter"))
    assert [cure for _, cure in said(quarterly, "2026-08")] == ["coopctl payout preview 2026-Q3"]
    # The charter changed within a quarter: its last months are closed one by one.
    assert said(close(quarterly, "2026-07"), "2026-08") == []
    assert said(close(quarterly, "2026-07"), "2026-Q4", dt.date(2027, 1, 2)) == []


def test_a_period_that_has_not_begun_and_one_not_over() -> None:
    assert [text for text, _ in said(books(), "2027-01")] == ["January 2027 has not begun"]
    assert said(books(), "2026-12") == []
    (caution,) = cautions(books(), parse_period("2026-12"), DAY)
    assert str(caution).startswith("December 2026 ends on 31 December 2026 only")
    assert cautions(books(), parse_period("2026-12"), dt.date(2027, 1, 1)) == []


def test_an_earlier_month_with_something_to_pay_comes_first() -> None:
    shut = close(books(), "2026-08")
    assert said(shut, "2026-10") == []
    late = {**shut.sheets, **sheets(ana_2026_09=[work("aaaaaaaa", "2026-09-03", "2", "20")])}
    assert [cure for _, cure in said(shut._replace(sheets=late), "2026-10")] == ["coopctl payout close 2026-09"]
    assert said(shut._replace(sheets={**shut.sheets, **sheets(ana_2026_09=[])}), "2026-10") == []
    holding = {ROLE: role(ROLE, [("ana", "2026-09-15", "2026-09-16", False)], MONTHLY)}
    assert [cure for _, cure in said(shut._replace(roles=holding), "2026-10")] == ["coopctl payout close 2026-09"]


def test_what_is_older_than_the_first_payout_is_only_said() -> None:
    old = books(
        ana_2025_01=[work("aaaaaaaa", "2025-01-03", "2", "20")], ana_2026_10=[work("aaaaaaab", "2026-10-03", "2", "20")]
    )
    assert said(old, "2026-10") == []
    (caution,) = cautions(old, parse_period("2026-10"), DAY)
    assert "the first is January 2025" in str(caution)
    assert said(close(old, "2026-10"), "2026-11") == []
    assert cautions(close(old, "2026-10"), parse_period("2026-11"), DAY) == []


def holders(*held: tuple[str, str, str | None, bool]) -> dict[str, Role]:
    return {
        ROLE: role(ROLE, list(held), MONTHLY),
        "technique/admin-sys": role("technique/admin-sys", list(held)[:1], []),
    }


def test_who_holds_a_role_and_noted_nothing() -> None:
    people = {who: member(who, ("esa", "2020-01-01", None)) for who in ("ana", "ben", "cle", "dan")}
    people["dan"] = Member.model_validate({"handle": "dan", "welcomed": "2020-01", "left": "2026-09"})
    noted = sheets(
        ana_2026_08=[work("aaaaaaaa", "2026-08-03", "2", "20", until=dt.date(2026, 8, 5))],
        ana_2026_09=[],
        ben_2026_10=[work("baaaaaaa", "2026-10-03", "2", "20")],
    )
    roles = holders(
        ("ana", "2026-01-01", None, False), ("ben", "2026-01-01", None, False),
        ("cle", "2026-10-31", None, True), ("dan", "2026-01-01", None, False),
        ("eve", "2026-01-01", "2026-09-30", False),
    )  # fmt: skip
    found = silent(Books(charter(), people, roles, noted), parse_period("2026-10"))
    assert found == [
        Silent("ana", (ROLE, "technique/admin-sys"), dt.date(2026, 8, 5)),
        Silent("cle", (ROLE,), None),
    ]

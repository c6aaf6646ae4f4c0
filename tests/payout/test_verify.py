"""A closed payout is verified by itself, by the ledger of its day, and by the ledger of today."""

from __future__ import annotations

from typing import Any

import pytest

from coopctl.payout.altered import altered, twice
from coopctl.payout.books import Books
from coopctl.payout.frozen import digest
from coopctl.payout.verify import arithmetic, verify
from coopctl.problem import Fault
from coopctl.records.payout import Payout
from coopctl.values import Cents, Hours, Rate
from tests.payout.cases import charter, close, last, member, role, sheets, work

ROLE = "gerance/cogerance"
OCTOBER = [work("aaaaaaaa", "2026-10-03", "2", "20", circle="technique"), work("aaaaaaab", "2026-10-04", "1", "30")]


@pytest.fixture
def books() -> Books:
    people = {
        "ana": member("ana", ("esa", "2020-01-01", None)),
        "ben": member("ben", ("esa", "2020-01-01", None)),
        "cle": member("cle", ("appui", "2020-01-01", None)),
    }
    roles = {ROLE: role(ROLE, [("ben", "2026-09-10", None, False)], [("2024-01-01", None, "150")], "co-manager")}
    noted = sheets(
        ana_2026_09=[
            work("aaaaaaac", "2026-09-03", "4", "20", circle="technique", role="admin-sys"),
            work("aaaaaaad", "2026-09-03", "4", "99"),
        ],
        ana_2026_10=[*OCTOBER, work("aaaaaaae", "2026-10-05", "3", "20", corrects="aaaaaaac")],
        cle_2026_10=[work("caaaaaaa", "2026-10-06", "2", "10")],
    )
    start = Books(charter(), people, roles, noted, (), {("ana", "aaaaaaad"): "rate-above-cap"})
    return close(close(start, "2026-09"), "2026-10")


def changed(payout: Payout, index: int, **values: Any) -> Payout:
    """The payout with a line altered by hand, its digest left as it was."""
    line = payout.lines[index].model_copy(update=values)
    return payout.model_copy(update={"lines": (*payout.lines[:index], line, *payout.lines[index + 1 :])})


def where(faults: list[Fault]) -> list[tuple[Any, ...]]:
    return [(fault.at.path, *fault.at.route) for fault in faults]


def test_a_sound_payout_has_nothing(books: Books) -> None:
    september, october = books.payouts
    then = books._replace(payouts=(september,))
    assert verify(september, then, books) == []
    assert verify(october, books, books) == []


def test_two_closings_squashed_into_one_commit(books: Books) -> None:
    for payout in books.payouts:
        assert verify(payout, books, books) == []


def test_closed_out_of_order_on_one_day(books: Books) -> None:
    later = close(books._replace(payouts=()), "2026-10")
    both = close(later, "2026-09")
    assert verify(both.payouts[0], later, both) == []
    assert verify(both.payouts[1], both, both) == []


def test_what_is_added_beside_is_no_fault(books: Books) -> None:
    more = sheets(
        ana_2026_10=[
            work("aaaaaaaf", "2026-10-07", "5", "30"),
            *(entry for _, entry in books.sheets["contributions/2026-10/ana.yaml"].entries),
        ]
    )
    now = close(books._replace(sheets={**books.sheets, **more}, faults={}), "2026-11")
    for payout in books.payouts:
        assert verify(payout, books, now) == []


def test_an_amount_changed_by_hand(books: Books) -> None:
    payout = changed(last(books), 0, amount=Cents(9999))
    found = where(verify(payout, None, books))
    assert found[:2] == [("payouts/2026-10.yaml", "lines", 0, "amount"), ("payouts/2026-10.yaml", "total")]
    assert ("payouts/2026-10.yaml", "statements", 0, "total") in found
    assert found[-1] == ("payouts/2026-10.yaml", "digest")


@pytest.mark.parametrize("values", [{"hours": Hours(300)}, {"rate": Rate(2100)}, {"waived": True}, {"status": "appui"}])
def test_a_value_changed_by_hand(books: Books, values: dict[str, Any]) -> None:
    payout = changed(last(books), 0, **values)
    payout = payout.model_copy(update={"digest": digest(payout)})  # even with a digest made to fit
    found = list(arithmetic(payout, "payouts/2026-10.yaml"))
    assert where(found)[0] == ("payouts/2026-10.yaml", "lines", 0, "amount")
    assert ("payouts/2026-10.yaml", "lines", 0, next(iter(values))) in where(verify(payout, books, books))


def test_a_stipend_and_a_correction_are_computed_again_too(books: Books) -> None:
    kinds = {line.kind: index for index, line in enumerate(last(books).lines)}
    for kind, values in (("stipend", {"days": 15}), ("correction", {"paid_before": Cents(0)})):
        payout = changed(last(books), kinds[kind], **values)
        index = kinds[kind]
        assert ("payouts/2026-10.yaml", "lines", index, "amount") in where(verify(payout, None, books))


def test_a_line_made_up_or_left_out(books: Books) -> None:
    payout = last(books)
    short = payout.model_copy(update={"lines": payout.lines[1:]})
    texts = [str(fault.message) for fault in verify(short, books, books)]
    assert "the ledger of that day also gives ana/aaaaaaaa" in texts
    double = payout.model_copy(update={"lines": (*payout.lines, payout.lines[0])})
    texts = [str(fault.message) for fault in verify(double, books, books)]
    assert "the ledger of that day does not give ana/aaaaaaaa" in texts


def test_the_rules_of_the_day(books: Books) -> None:
    payout = last(books)
    rules = payout.rules.model_copy(update={"prorata": "months"})
    assert ("payouts/2026-10.yaml", "rules") in where(verify(payout.model_copy(update={"rules": rules}), books, books))


def test_a_rule_written_since_changes_nothing(books: Books) -> None:
    strict = books._replace(faults={**books.faults, ("ana", "aaaaaaab"): "a-later-rule"})
    assert verify(last(books), strict, strict) == []


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (work("aaaaaaaa", "2026-10-03", "3", "20", circle="technique"), "hours"),
        (work("aaaaaaaa", "2026-10-03", "2", "21", circle="technique"), "rate"),
        (work("aaaaaaaa", "2026-10-02", "2", "20", circle="technique"), "date"),
        (work("aaaaaaaa", "2026-10-03", "2", "20", circle="accueil"), "circle"),
        (work("aaaaaaaa", "2026-10-03", "2", "20", circle="technique", waived=True), "waived"),
    ],
)
def test_something_counted_was_altered_since(books: Books, line: Any, field: str) -> None:
    rest = [entry for _, entry in books.sheets["contributions/2026-10/ana.yaml"].entries[1:]]
    now = books._replace(sheets={**books.sheets, **sheets(ana_2026_10=[line, *rest])})
    assert where(altered(last(books), now)) == [("contributions/2026-10/ana.yaml", 0, field)]
    assert altered(books.payouts[0], now) == []


def test_a_text_may_be_put_right(books: Books) -> None:
    rest = [entry for _, entry in books.sheets["contributions/2026-10/ana.yaml"].entries[1:]]
    line = OCTOBER[0]._replace(what="Mieux dit")
    now = books._replace(sheets={**books.sheets, **sheets(ana_2026_10=[line, *rest])})
    assert verify(last(books), books, now) == []


def test_something_counted_was_removed_or_moved_since(books: Books) -> None:
    rest = [entry for _, entry in books.sheets["contributions/2026-10/ana.yaml"].entries[1:]]
    gone = {**books.sheets, **sheets(ana_2026_10=rest)}
    (fault,) = altered(last(books), books._replace(sheets=gone))
    assert (fault.at.path, fault.at.route) == ("payouts/2026-10.yaml", ("lines", 0))
    moved = {**gone, **sheets(ana_2026_11=[OCTOBER[0]])}
    (fault,) = altered(last(books), books._replace(sheets=moved))
    assert fault.related[0].at.path == "contributions/2026-11/ana.yaml"
    del gone["contributions/2026-10/cle.yaml"]
    assert len(altered(last(books), books._replace(sheets=gone))) == 2  # work not paid this way was counted too


def test_what_was_set_aside_may_change_or_go(books: Books) -> None:
    kept = [entry for _, entry in books.sheets["contributions/2026-09/ana.yaml"].entries[:1]]
    now = books._replace(sheets={**books.sheets, **sheets(ana_2026_09=kept)})
    assert verify(books.payouts[0], books, now) == []


def test_what_two_payouts_count(books: Books) -> None:
    assert twice(books.payouts) == []
    again = last(close(books._replace(payouts=()), "2026-Q4"))
    found = where(twice((*books.payouts, again)))
    assert {path for path, *_ in found} == {"payouts/2026-Q4.yaml"}
    assert len(found) == 4  # two lines of October, cle's work, ben's month

"""A year of a small cooperative, every cent computed by hand, then the rules one by one."""

from __future__ import annotations

import datetime as dt

import pytest

from coopctl.payout.books import Books
from coopctl.payout.compute import compute
from coopctl.payout.frozen import freeze
from coopctl.records.payout import PayoutLine
from coopctl.values import parse_cents, parse_period
from tests.payout.cases import charter, close, last, member, money, role, sheets, work

COGERANCE = "gerance/cogerance"
ESA = ("esa", "2020-01-01", None)
STIPEND = [("2024-01-01", None, "150")]
HELD, WAIVED = ("ana", "2024-01-01", None, False), ("ana", "2024-01-01", None, True)


def euros(text: str) -> int:
    return int(parse_cents(text))


def small(**more: object) -> Books:
    """One member paid this way, no role."""
    people = {"ana": member("ana", ESA), "ben": member("ben", ESA)}
    return Books(charter(), people, {}, {})._replace(**more)


def lines(books: Books, period: str, kind: str | None = None) -> list[PayoutLine]:
    return [line for line in compute(books, parse_period(period)).lines if kind in (None, line.kind)]


class Year:
    """The facts of 2026, changed as the months go by; ``close`` says what each member must be paid."""

    def __init__(self) -> None:
        self.books = Books(
            charter(),
            {"ana": member("ana", ESA), "ben": member("ben", ESA), "cle": member("cle", ("appui", "2026-01-01", None))},
            {COGERANCE: role(COGERANCE, [("ana", "2024-03", "2026-04-15", False)], STIPEND, "co-manager")},
            {},
        )
        self.sum = 0

    def note(self, **pages: object) -> None:
        self.books = self.books._replace(sheets={**self.books.sheets, **sheets(**pages)})  # type: ignore[arg-type]

    def mandates(self, *held: tuple[str, str, str | None, bool], amounts: list[tuple[object, ...]] = STIPEND) -> None:
        self.books = self.books._replace(roles={COGERANCE: role(COGERANCE, list(held), amounts, "co-manager")})

    def close(self, month: str, total: str, **due: str) -> None:
        assert money(self.books, month) == {who: euros(sum_) for who, sum_ in due.items()}
        self.books = close(self.books, month)
        assert last(self.books).total == euros(total)
        self.sum += last(self.books).total


def test_a_year_to_the_cent() -> None:
    year = Year()
    year.note(
        # 2.5 x 20 = 50.00; 0.33 x 15.01 = 4.9533 -> 4.95; 0.5 x 0.01 = 0.005 -> 0.01 (half up)
        ana_2026_01=[
            work("aaaaaaaa", "2026-01-03", "2.5", "20"),
            work("aaaaaaab", "2026-01-04", "0.33", "15.01"),
            work("aaaaaaac", "2026-01-04", "0.5", "0.01"),
        ],
        ben_2026_01=[work("baaaaaaa", "2026-01-05", "1.25", "30", waived=True)],
        cle_2026_01=[work("caaaaaaa", "2026-01-06", "4", "25")],
    )
    year.close("2026-01", "204.96", ana="204.96", ben="0")  # 54.96 + stipend 150
    assert [one.contribution for one in last(year.books).unpaid] == ["caaaaaaa"]
    assert {one.member: one.hours.stored for one in last(year.books).statements} == {"ana": "3.33", "ben": "1.25"}

    year.note(ben_2026_02=[work("baaaaaab", "2026-02-03", "10", "30")])
    year.books = year.books._replace(faults={("ben", "baaaaaab"): "rate-above-cap"})
    year.close("2026-02", "150", ana="150")  # ben's line waits, nobody else does
    assert [(one.contribution, one.rule) for one in last(year.books).set_aside] == [("baaaaaab", "rate-above-cap")]

    year.note(
        ben_2026_02=[work("baaaaaab", "2026-02-03", "10", "28")],  # mended: 10 x 28
        ana_2026_03=[work("aaaaaaad", "2026-01-03", "1.5", "20", corrects="aaaaaaaa")],  # 30 instead of 50
    )
    year.books = year.books._replace(faults={})
    year.close("2026-03", "410", ana="130", ben="280")

    year.mandates(("ana", "2024-03", "2026-04-15", False), ("ben", "2026-04-16", None, False))
    year.close("2026-04", "150", ana="75", ben="75")  # 150 x 15 / 30 each

    year.note(ana_2026_05=[work("aaaaaaae", "2026-01-03", "0", "20", corrects="aaaaaaad")])  # 0 instead of 30
    year.close("2026-05", "150", ana="0", ben="150")  # -30 is carried on
    assert [(x.kind, x.amount) for x in last(year.books).lines if x.member == "ana"] == [
        ("correction", euros("-30")),
        ("carried-forward", euros("30")),
    ]

    year.note(ana_2026_06=[work("aaaaaaaf", "2026-06-01", "1", "20")])
    year.close("2026-06", "150", ana="0", ben="150")  # 20 - 30 = -10, carried on again

    year.note(ana_2026_07=[work("aaaaaaag", "2026-07-01", "2", "20")])
    people = {**year.books.members, "cle": member("cle", ESA)}
    year.books = year.books._replace(members=people)  # a status recorded late: 4 x 25 of January
    year.close("2026-07", "280", ana="30", ben="150", cle="100")

    year.note(ben_2026_08=[work("baaaaaac", "2026-08-01", "10", "30")])
    year.mandates(("ana", "2024-03", "2026-04-15", False), ("ben", "2026-04-16", None, True))
    year.close("2026-08", "0", ben="0")  # 300 - 75 - 3 x 150 = -225
    year.mandates(("ana", "2024-03", "2026-04-15", False), ("ben", "2026-04-16", None, False))
    year.close("2026-09", "600", ben="600")  # 75 + 4 x 150 + 150 - 225

    raised: list[tuple[object, ...]] = [("2024-01-01", "2026-10-10", "150"), ("2026-10-11", None, "180")]
    year.mandates(("ana", "2024-03", "2026-04-15", False), ("ben", "2026-04-16", None, False), amounts=raised)
    year.close("2026-10", "170.32", ben="170.32")  # (10 x 150 + 21 x 180) / 31 = 170.3225...

    year.mandates(
        ("ana", "2024-03", "2026-04-15", False),
        ("ben", "2026-04-16", "2026-10-20", False),
        ("ana", "2026-10-21", None, False),
        amounts=raised,
    )
    # October again: ben (10 x 150 + 10 x 180) / 31 = 106.45, -63.87; ana 11 x 180 / 31 = 63.87
    year.close("2026-11", "243.87", ana="243.87", ben="0")

    year.note(ben_2026_12=[work("baaaaaad", "2026-12-01", "3.25", "19.99")])  # 64.9675 -> 64.97
    year.close("2026-12", "181.10", ana="180", ben="1.10")  # 64.97 - 63.87
    assert year.sum == euros("2690.25")  # ana 1013.83, ben 1576.42, cle 100.00


def test_the_causes_are_named() -> None:
    books = small(roles={COGERANCE: role(COGERANCE, [("ana", "2024-01-01", None, False)], STIPEND)})
    books = close(books, "2026-10")

    def cause(*held: tuple[str, str, str | None, bool], amounts: list[tuple[object, ...]] = STIPEND) -> list[object]:
        now = books._replace(roles={COGERANCE: role(COGERANCE, list(held), amounts)})
        return [(x.member, x.cause, x.amount, str(x.settles)) for x in lines(now, "2026-11", "catch-up")]

    assert cause(("ana", "2024-01-01", None, False)) == []
    assert cause(("ana", "2024-01-01", None, True)) == [("ana", "waiver", -15000, "2026-10")]
    assert cause(("ana", "2024-01-01", "2026-09-30", False)) == [("ana", "mandate", -15000, "2026-10")]
    taken_up = close(books._replace(roles={COGERANCE: role(COGERANCE, [WAIVED], STIPEND)}), "2026-11")
    taken_up = taken_up._replace(roles={COGERANCE: role(COGERANCE, [HELD], STIPEND)})
    assert {(x.cause, x.amount) for x in lines(taken_up, "2026-12", "catch-up")} == {("waiver", 15000)}
    raised: list[tuple[object, ...]] = [("2024-01-01", None, "180")]
    assert cause(("ana", "2024-01-01", None, False), amounts=raised) == [("ana", "stipend", 3000, "2026-10")]
    assert cause(("ana", "2024-01-01", None, False), ("ben", "2026-10-17", None, False)) == [
        ("ben", "mandate", 7258, "2026-10")  # 150 x 15 / 31 = 72.58
    ]


def test_a_role_sheet_that_cannot_be_read_takes_nothing_back() -> None:
    books = close(small(roles={COGERANCE: role(COGERANCE, [("ana", "2024-01-01", None, False)], STIPEND)}), "2026-10")
    draft = compute(books._replace(roles={}), parse_period("2026-11"))
    assert (draft.total, draft.lines) == (0, ())
    assert COGERANCE in str(draft.notes[0])


@pytest.mark.parametrize("where", ["ana_2026_11", "ana_2026_12"])
def test_a_line_that_moved_is_not_paid_again(where: str) -> None:
    line = work("aaaaaaaa", "2026-10-03", "2", "20")
    books = close(small(sheets=sheets(ana_2026_10=[line])), "2026-10")
    moved = books._replace(sheets=sheets(**{where: [line]}))
    draft = compute(moved, parse_period(where[4:].replace("_", "-")))
    assert draft.lines == ()
    assert "ana/aaaaaaaa" in str(draft.notes[0])


def test_of_two_lines_with_one_id_the_first_is_paid() -> None:
    first, other = work("aaaaaaaa", "2026-10-03", "2", "20"), work("aaaaaaaa", "2026-10-03", "3", "20")
    books = small(sheets=sheets(ana_2026_10=[first, other], ana_2026_11=[other], ana_2026_12=[other]))
    assert [x.amount for x in lines(books, "2026-Q4")] == [4000]


def test_chains_the_latest_prevails_also_within_a_payout() -> None:
    noted = sheets(
        ana_2026_10=[
            work("aaaaaaaa", "2026-10-03", "2", "20"),
            work("aaaaaaab", "2026-10-03", "3", "20", corrects="aaaaaaaa"),
            work("aaaaaaac", "2026-10-03", "1", "30", corrects="aaaaaaab"),
        ]
    )
    found = lines(small(sheets=noted), "2026-10")
    assert [(x.kind, x.amount, x.paid_before, x.settles) for x in found] == [
        ("contribution", 4000, None, None),
        ("correction", 2000, 4000, None),
        ("correction", -3000, 6000, None),
    ]


def test_a_correction_of_what_was_set_aside_pays_all_of_it() -> None:
    books = small(sheets=sheets(ana_2026_10=[work("aaaaaaaa", "2026-10-03", "2", "99")]))
    books = close(books._replace(faults={("ana", "aaaaaaaa"): "rate-above-cap"}), "2026-10")
    right = work("aaaaaaab", "2026-10-03", "2", "30", corrects="aaaaaaaa")
    books = books._replace(sheets={**books.sheets, **sheets(ana_2026_11=[right])})
    (line,) = lines(books, "2026-11")
    assert (line.kind, line.amount, str(line.settles)) == ("correction", 6000, "2026-10")
    # Mended after all: the correction stands, the line is kept so that it is never paid.
    books = close(books, "2026-11")._replace(faults={})
    (line,) = lines(books, "2026-12")
    assert (line.contribution, line.instead, line.amount) == ("aaaaaaaa", "aaaaaaab", 0)
    assert lines(close(books, "2026-12"), "2027-01") == []


def test_a_line_set_aside_that_moved_is_paid_where_it_stands_now() -> None:
    books = small(sheets=sheets(ana_2026_10=[work("aaaaaaaa", "2026-10-03", "2", "99")]))
    books = close(books._replace(faults={("ana", "aaaaaaaa"): "rate-above-cap"}), "2026-10")
    moved = {**books.sheets, **sheets(ana_2026_11=[work("aaaaaaaa", "2026-10-03", "2", "30")])}
    books = books._replace(sheets=moved, faults={})
    assert [(x.kind, x.cause, x.amount, str(x.sheet)) for x in lines(books, "2026-11")] == [
        ("contribution", None, 6000, "2026-11")
    ]
    assert lines(close(books, "2026-11"), "2026-12") == []


def test_a_line_set_aside_and_paid_with_an_older_month_waits_no_longer() -> None:
    line = work("aaaaaaaa", "2026-09-03", "2", "20")
    books = small(sheets=sheets(ana_2026_10=[line]))
    books = close(books._replace(faults={("ana", "aaaaaaaa"): "some-rule"}), "2026-10")
    books = close(books._replace(sheets=sheets(ana_2026_09=[line], ana_2026_10=[line]), faults={}), "2026-09")
    assert last(books).total == 4000
    books = books._replace(payouts=tuple(reversed(books.payouts)))  # in the order of their months
    draft = compute(books, parse_period("2026-11"))
    assert (draft.lines, draft.notes) == ((), ())


def test_a_correction_of_a_line_no_payout_knows_waits() -> None:
    noted = sheets(ana_2026_11=[work("aaaaaaab", "2026-10-03", "2", "30", corrects="aaaaaaaa")])
    draft = compute(small(sheets=noted), parse_period("2026-11"))
    assert (draft.lines, [one.rule for one in draft.set_aside]) == ((), ["corrects-nothing"])


def test_corrections_in_a_circle_wait() -> None:
    noted = sheets(
        ana_2026_11=[
            work("aaaaaaab", "2026-10-03", "2", "30", corrects="aaaaaaac"),
            work("aaaaaaac", "2026-10-03", "2", "30", corrects="aaaaaaab"),
        ]
    )
    draft = compute(small(sheets=noted), parse_period("2026-11"))
    assert (draft.lines, len(draft.set_aside)) == ((), 2)


def test_a_counted_line_is_never_computed_from_an_altered_sheet() -> None:
    books = close(small(sheets=sheets(ana_2026_10=[work("aaaaaaaa", "2026-10-03", "2", "20")])), "2026-10")
    altered = books._replace(sheets=sheets(ana_2026_10=[work("aaaaaaaa", "2026-10-03", "9", "20")]))
    assert lines(altered, "2026-11") == []


def test_a_status_taken_back_takes_the_pay_back_and_the_hours() -> None:
    books = close(small(sheets=sheets(ana_2026_10=[work("aaaaaaaa", "2026-10-03", "2", "20")])), "2026-10")
    books = books._replace(members={"ana": member("ana", ("appui", "2026-01-01", None))})
    draft = compute(books, parse_period("2026-11"))
    assert [(x.kind, x.cause, x.amount, x.status) for x in draft.lines] == [
        ("catch-up", "status", -4000, "appui"),
        ("carried-forward", None, 4000, None),
    ]
    assert [(one.hours, one.total) for one in draft.statements] == [(-200, 0)]


def test_a_policy_that_changes_does_not_reach_back() -> None:
    books = small(members={"ana": member("ana", ("appui", "2026-01-01", None))})
    books = close(books._replace(sheets=sheets(ana_2026_10=[work("aaaaaaaa", "2026-10-03", "2", "20")])), "2026-10")
    assert last(books).total == 0
    assert lines(books._replace(charter=charter(unpaid=())), "2026-11") == []
    assert lines(books._replace(charter=charter(prorata="months")), "2026-11") == []


def test_a_policy_that_becomes_stricter_does_not_reach_back() -> None:
    books = close(small(sheets=sheets(ana_2026_10=[work("aaaaaaaa", "2026-10-03", "2", "20")])), "2026-10")
    assert lines(books._replace(charter=charter(unpaid=("appui", "esa"))), "2026-11") == []


def test_a_status_the_payout_did_not_know_is_judged_by_today_s_rules() -> None:
    first = small(charter=charter(unpaid=(), statuses=("esa",)))
    books = close(first._replace(sheets=sheets(ana_2026_10=[work("aaaaaaaa", "2026-10-03", "2", "20")])), "2026-10")
    staff = {"ana": member("ana", ("appui", "2026-01-01", None))}
    found = lines(books._replace(charter=charter(), members=staff), "2026-11", "catch-up")
    assert [(x.cause, x.amount) for x in found] == [("status", -4000)]


def test_a_member_whose_record_cannot_be_read_is_not_judged_anew() -> None:
    people = {"ana": member("ana", ("appui", "2026-01-01", None))}
    books = small(members=people, sheets=sheets(ana_2026_10=[work("aaaaaaaa", "2026-10-03", "2", "20")]))
    assert lines(close(books, "2026-10")._replace(members={}), "2026-11") == []


def test_a_month_closed_alone_is_not_due_again_with_its_quarter() -> None:
    holding = {COGERANCE: role(COGERANCE, [("ana", "2024-01-01", None, False)], STIPEND)}
    books = close(small(roles=holding), "2026-10")
    assert [str(x.month) for x in lines(books, "2026-Q4")] == ["2026-11", "2026-12"]


def test_two_closings_of_the_same_work_are_put_right_by_the_next() -> None:
    """A merge of two histories may hold both: the next payout takes the second back."""
    noted = small(
        sheets=sheets(ana_2026_10=[work("aaaaaaaa", "2026-10-03", "2", "20")]),
        roles={COGERANCE: role(COGERANCE, [("ben", "2024-01-01", None, False)], STIPEND)},
    )
    month, quarter = (
        freeze(compute(noted, parse_period(p)), dt.date(2027, 1, 5), "ben") for p in ("2026-10", "2026-Q4")
    )
    found = lines(noted._replace(payouts=(month, quarter)), "2027-01", "catch-up")
    assert [(x.member, x.cause, x.amount) for x in found] == [("ana", "twice", -4000), ("ben", "twice", -15000)]


def test_closing_out_of_order_pays_the_same() -> None:
    noted = small(
        sheets=sheets(
            ana_2026_10=[work("aaaaaaaa", "2026-10-03", "2", "20")],
            ana_2026_11=[work("aaaaaaab", "2026-10-03", "1", "20", corrects="aaaaaaaa")],
        )
    )
    there = close(close(noted, "2026-10"), "2026-11")
    back = close(close(close(noted, "2026-11"), "2026-10"), "2026-12")
    assert sum(p.total for p in there.payouts) == 4000  # 20 are carried forward
    assert sum(x.amount for p in there.payouts for x in p.lines if x.kind in ("contribution", "correction")) == 2000
    assert sum(x.amount for p in back.payouts for x in p.lines) == 2000


def test_co_managers_of_the_period() -> None:
    held = [("ana", "2024-01-01", "2026-10-01", True), ("ben", "2026-11-01", None, False)]
    board = role("conseil/membre", [("cle", "2024-01-01", None, False)], [], "supervisory-board")
    books = small(roles={COGERANCE: role(COGERANCE, held, STIPEND, "co-manager"), "conseil/membre": board})
    assert compute(books, parse_period("2026-10")).co_managers == ("ana",)
    assert compute(books, parse_period("2026-Q4")).co_managers == ("ana", "ben")

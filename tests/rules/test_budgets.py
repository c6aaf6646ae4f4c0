"""Budgets that are wrong in one way or another, and those that are not."""

from __future__ import annotations

import pytest

from tests.small import found

HEAD = "period: 2026-Q4\n"
GRANT = "- circle: {}\n  granted: {}\n  decision: 2026-10-01-enveloppes\n"
MOVE = "- id: {}\n  date: {}\n  from_circle: {}\n  to_circle: {}\n  amount: {}\n  decision: 2026-10-01-enveloppes\n"
ELECTED = (
    "role: admin-sys\ntitle: Administration\naccountabilities: [Serveurs]\nfilled_by: election\n"
    "mandates:\n- member: loic\n  since: 2024-06-01\n"
)


def rules(envelopes: str = "", transfers: str = "", **more: str) -> list[str]:
    text = HEAD + (f"envelopes:\n{envelopes}" if envelopes else "") + (f"transfers:\n{transfers}" if transfers else "")
    laid = {name.replace("__", "/").replace("_", "-") + ".yaml": body for name, body in more.items()}
    return [one.rule for one in found({"budgets/2026-Q4.yaml": text, **laid})]


def test_a_circle_has_one_envelope_in_a_file() -> None:
    assert rules(GRANT.format("technique", 10) * 2) == ["envelope-twice"]


@pytest.mark.parametrize(
    ("period", "expected"),
    [("2026", ["envelope-twice"]), ("2026-12", ["envelope-twice"]), ("2026-Q3", []), ("2027", [])],
)
def test_periods_that_overlap(period: str, expected: list[str]) -> None:
    other = f"period: {period}\nenvelopes:\n{GRANT.format('technique', 5)}"
    laid = {
        "budgets/2026-Q4.yaml": HEAD + "envelopes:\n" + GRANT.format("technique", 10),
        f"budgets/{period}.yaml": other,
    }
    assert [one.rule for one in found(laid)] == expected


def test_a_budget_lies_under_its_period() -> None:
    assert [one.rule for one in found({"budgets/automne.yaml": "period: automne\n"})] == [
        "bad-file-name",
        "wrong-value",
    ]
    assert [one.rule for one in found({"budgets/2026-Q3.yaml": HEAD})] == ["file-name-differs"]


@pytest.mark.parametrize(
    ("envelopes", "transfers", "expected"),
    [
        (GRANT.format("technique", 10), MOVE.format("k7m3qa2w", "2026-10-08", "technique", "communication", 10), []),
        (GRANT.format("technique", 10), MOVE.format("k7m3qa2w", "2026-10-08", "technique", "communication", 10.01),
         ["envelope-below-zero"]),
        # What came first may go on to a third one.
        (GRANT.format("technique", 10), MOVE.format("k7m3qa2w", "2026-10-08", "technique", "communication", 10)
         + MOVE.format("k7m3qa2x", "2026-10-09", "communication", "technique", 4), []),
        (GRANT.format("tecnique", 10), "", ["unknown-name"]),
        ("", MOVE.format("k7m3qa2w", "2026-10-08", "technique", "technique", 1), ["wrong-value"]),
        (GRANT.format("technique", 10), MOVE.format("k7m3qa2w", "2026-10-08", "technique", "communication", 0),
         ["wrong-value"]),
        (GRANT.format("technique", -1), "", ["wrong-value"]),
        (GRANT.format("technique", "1.005"), "", ["wrong-value"]),
        ("- circle: technique\n  requested: 10\n", "", []),
    ],
)  # fmt: skip
def test_sums(envelopes: str, transfers: str, expected: list[str]) -> None:
    assert rules(envelopes, transfers) == expected


CLOSED = "circle: communication\ntitle: Communication\nended: {}\n"


@pytest.mark.parametrize(
    ("ended", "day", "expected"),
    [
        ("2026-08", "2026-10-08", ["envelope-of-closed-circle"]),
        ("2026-10-07", "2026-10-08", ["envelope-of-closed-circle"]),
        ("2026-10-08", "2026-10-08", []),
    ],
)
def test_nothing_moves_to_a_circle_that_is_not_there(ended: str, day: str, expected: list[str]) -> None:
    move = MOVE.format("k7m3qa2w", day, "technique", "communication", 1)
    assert rules(GRANT.format("technique", 10), move, circles__communication=CLOSED.format(ended)) == expected


def test_a_circle_that_ends_gives_its_rest_or_had_nothing() -> None:
    ended = CLOSED.format("2026-11-30")
    assert rules(GRANT.format("communication", 10), circles__communication=ended) == ["circle-closed-in-period"]
    assert rules(GRANT.format("communication", 0), circles__communication=ended) == []
    last = CLOSED.format("2026-12-31")
    assert rules(GRANT.format("communication", 10), circles__communication=last) == []


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (ELECTED, ["elected-role-without-budget"]),
        (ELECTED.replace("election", "volunteer"), []),
        (ELECTED + "  waived: true\n", []),
        (ELECTED + "  until: 2026-10\n", []),
        (ELECTED + "stipend:\n- since: 2026-01\n  monthly: 20\n", []),
        (ELECTED + "stipend:\n- since: 2027-01\n  monthly: 20\n", ["elected-role-without-budget"]),
    ],
)
def test_a_role_given_by_election_has_something_behind_it(sheet: str, expected: list[str]) -> None:
    assert rules(GRANT.format("communication", 10), roles__technique__admin_sys=sheet) == expected


def test_it_is_not_asked_where_no_envelope_is_written() -> None:
    assert [one.rule for one in found({"roles/technique/admin-sys.yaml": ELECTED})] == []


def test_a_phone_number_in_a_note_is_seen() -> None:
    move = (
        MOVE.format("k7m3qa2w", "2026-10-08", "technique", "communication", 1) + "  note: Appeler le 06 12 34 56 78\n"
    )
    assert rules(GRANT.format("technique", 10), move) == ["personal-data-in-a-record"]

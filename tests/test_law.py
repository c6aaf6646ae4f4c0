"""Legal values: dated, sourced, in two languages, corrected by the charter, off where it says so."""

from __future__ import annotations

import datetime as dt

import pytest

from coopctl import words
from coopctl.check import check
from coopctl.law.legal import law_of, texts
from coopctl.ledger import Ledger
from coopctl.values import months_of, parse_number, plus_months
from tests.small import FILES, TODAY, ledger, snapshot, with_files

DAY = dt.date.fromisoformat
ESA = FILES["coop.yaml"].replace("- status: staff", "- status: esa\n  title: ESA\n  contract: cesa\n- status: staff")


def charter(law: str, more: str = "") -> str:
    return ESA.replace("title: CAPE\n", "title: CAPE\n  contract: cape\n") + f"law: {law}\nlegal_form: sarl\n{more}"


def on(name: str, day: str, law: str = "fr-cae", more: str = "") -> str | None:
    found = law_of(ledger(coop=charter(law, more)).charter).on(name, DAY(day))
    return found.number.stored if found else None


def test_each_value_has_dates_a_text_and_two_names() -> None:
    for name, entry in texts().items():
        assert entry["source"], name
        assert entry["en"] != entry["fr"], name
        assert set(entry["applies"]) <= {"fr-cae", "fr-scop"}, name
        days = [one["since"] for one in entry["series"]]
        assert days == sorted(set(days)), name
        assert all(parse_number(one["number"]) > 0 for one in entry["series"]), name


def test_the_value_of_the_day() -> None:
    assert [on("smic-hour", day) for day in ("2020-01-01", "2021-12-31", "2026-05-31", "2026-06-01")] == [
        "10.25", "10.48", "12.02", "12.31",
    ]  # fmt: skip
    # 150 € are not « about 10 hours ».
    assert round(150 / 10.48, 2) == 14.31


@pytest.mark.parametrize(("law", "seen"), [("fr-cae", "36"), ("fr-scop", None), ("none", None)])
def test_what_does_not_apply_is_off(law: str, seen: str | None) -> None:
    assert on("cape-months", "2026-01-01", law) == seen
    assert law_of(ledger().charter).on("cape-months", TODAY) is None, "a ledger from before says nothing"


def test_what_the_cooperative_reads_otherwise_holds_from_its_day_on() -> None:
    own = "legal_values:\n- value: smic-hour\n  since: 2026-02-01\n  number: 13\n  source: Accord du 12 janvier\n"
    assert [on("smic-hour", day, more=own) for day in ("2026-01-31", "2026-02-01", "2026-12-01")] == [
        "12.02",
        "13",
        "13",
    ]
    found = law_of(ledger(coop=charter("fr-cae", own)).charter).on("smic-hour", TODAY)
    assert found is not None
    assert (found.at and found.at.route, found.source) == (("legal_values", 0, "number"), "Accord du 12 janvier")


def test_a_message_cites_the_text_in_both_languages() -> None:
    found = law_of(ledger(coop=charter("fr-cae")).charter).on("cape-months", TODAY)
    assert found is not None
    try:
        assert found.cited.shown("fr") == "à vérifier\u00a0: Code de commerce, art. L127-2"
        assert found.cited.shown("en") == "to be verified: Code de commerce, art. L127-2"
    finally:
        words.set_language("en")


@pytest.mark.parametrize(
    ("first", "last", "length"),
    [
        ("2025-01-01", "2025-12-31", (12, 0)),
        ("2025-01-31", "2025-02-28", (1, 1)),
        ("2024-02-29", "2025-02-28", (12, 1)),
        ("2026-03-10", "2026-03-09", (0, 0)),
    ],
)
def test_months_are_counted_as_people_do(first: str, last: str, length: tuple[int, int]) -> None:
    assert months_of(DAY(first), DAY(last)) == length


def test_months_are_added_to_the_last_day_there_is() -> None:
    assert plus_months(DAY("2024-01-31"), 1) == DAY("2024-02-29")
    assert plus_months(DAY("2024-03-31"), -13) == DAY("2023-02-28")


def deadline(statuses: str, today: str, more: str = "") -> list[str]:
    files = {"coop.yaml": charter("fr-cae"), "members/noemie.yaml": f"handle: noemie\nstatuses:\n{statuses}{more}"}
    found = check(with_files(files), DAY(today), only=["partner-deadline-near"])
    return [str(one.message) for one in found]


def test_the_time_in_cape_counts_towards_becoming_a_partner() -> None:
    alone = "- status: esa\n  since: 2024-01-01\n"
    after = "- status: cape\n  since: 2023-01-01\n  until: 2023-12-31\n" + alone
    assert deadline(alone, "2026-06-29") == []
    assert "until 31 December 2026" in deadline(alone, "2026-06-30")[0]
    assert "the last day to become one was 31 December 2025" in deadline(after, "2026-01-01")[0]
    assert deadline(after, "2026-01-01", "partner_since: 2025-06-20\n") == []
    assert deadline(after, "2026-01-01", "left: 2025-12-31\n") == []


def partners(number: int, **more: str) -> dict[str, str]:
    files = {"coop.yaml": charter("fr-scop")}
    for n in range(number):
        files[f"members/m{n:03}.yaml"] = (
            f"handle: m{n:03}\nstatuses:\n- status: cape\n  since: 2020-01-01\npartner_since: 2021-06-18\n"
        )
    return files


@pytest.mark.parametrize(
    ("number", "rules"),
    [
        (20, []),
        (21, ["supervisory-board-size"]),
        (80, ["many-partners", "supervisory-board-size"]),
        (101, ["supervisory-board-size", "too-many-partners"]),
    ],
)
def test_the_number_of_partners_of_a_sarl(number: int, rules: list[str]) -> None:
    base = {path: text for path, text in FILES.items() if path.startswith(("circles/", "members/"))}
    found = check(Ledger(snapshot(partners(number), base)), TODAY)
    assert sorted({one.rule for one in found}) == rules


@pytest.mark.parametrize(("seats", "sound"), [(2, False), (3, True), (9, True), (10, False)])
def test_a_supervisory_board_has_three_to_nine_members(seats: int, sound: bool) -> None:
    held = "".join(f"- member: m{n:03}\n  since: 2026-07-01\n  until: 2028-06-30\n" for n in range(seats))
    files = partners(21) | {
        "roles/technique/conseil.yaml": "role: conseil\ntitle: Conseil de surveillance\nstatutory: supervisory-board\n"
        f"seats: 9\nmandates:\n{held}"
    }
    found = check(with_files(files), TODAY, only=["supervisory-board-size"])
    assert (not found) is sound
    assert all(one.related[0].place.path == "roles/technique/conseil.yaml" for one in found)

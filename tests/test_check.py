"""The whole check: every finding in one run, exceptions, what a run is asked to leave out."""

from __future__ import annotations

import datetime as dt

from coopctl.check import check, errors
from tests.small import FILES, TODAY, found, with_files

SHEET = "contributions/2026-10/{}.yaml"
LINE = "- id: k7m3qa2w\n  date: 2026-10-03\n  hours: 2.5\n  rate: {}\n  what: Migration\n"
EXCEPTION = (
    "- rule: rate-above-cap\n  record: loic/k7m3qa2w\n  reason: Astreinte\n  decided_by: technique\n  expires: {}\n"
)


def rules(files: dict[str, str | None]) -> list[str]:
    return [one.rule for one in found(files)]


def test_a_fault_in_one_sheet_never_hides_those_of_another() -> None:
    broken = {SHEET.format("loic"): "- id: [\n", SHEET.format("noemie"): LINE.format(35)}
    assert {"not-yaml", "rate-above-cap"} <= set(rules(broken))


def test_a_fault_in_one_line_never_hides_those_of_the_next() -> None:
    sheet = "- id: k7m3qa2w\n  date: 2025-02-30\n  hours: 1:30\n  rate: x\n  what: ''\n" + LINE.format(35).replace(
        "k7m", "p7m"
    )
    assert rules({SHEET.format("loic"): sheet}) == ["wrong-value"] * 4 + ["rate-above-cap"]


def test_a_member_that_cannot_be_read_is_one_finding_not_many() -> None:
    files = {"members/loic.yaml": "handle: loic\nstatutes: []\n", SHEET.format("loic"): LINE.format(20)}
    assert rules(files) == ["unknown-key"]


def test_findings_come_in_reading_order() -> None:
    both = {SHEET.format("noemie"): LINE.format(35), SHEET.format("loic"): LINE.format(36)}
    assert [one.place.path for one in found(both)] == sorted(both)


def test_an_exception_sets_its_finding_aside_until_its_last_day() -> None:
    sheet = {SHEET.format("loic"): LINE.format(40)}
    assert rules({**sheet, "exceptions.yaml": EXCEPTION.format("2026-11-23")}) == []
    assert rules({**sheet, "exceptions.yaml": EXCEPTION.format("2026-11-22")}) == [
        "rate-above-cap",
        "exception-expired",
    ]


def test_only_and_skip_choose_by_name() -> None:
    ledger = with_files({SHEET.format("loic"): LINE.format(40).replace("Migration", "a@b.fr")})
    assert [one.rule for one in check(ledger, TODAY, only=["personal-data"])] == ["personal-data"]
    assert [one.rule for one in check(ledger, TODAY, skip=["personal-data"])] == ["rate-above-cap"]


def test_the_key_of_a_finding_does_not_move_with_its_line() -> None:
    before = found({SHEET.format("loic"): LINE.format(40)})[0]
    after = found({SHEET.format("loic"): "# a comment\n" + LINE.format(40)})[0]
    assert before.key == after.key
    assert before.place != after.place


def test_the_cap_in_force_that_day_counts() -> None:
    caps = FILES["coop.yaml"].replace("  cap: 30\n", "  cap: 30\n- since: 2026-10-10\n  cap: 40\n")
    early, late = LINE.format(35), LINE.format(35).replace("10-03", "10-12").replace("k7m", "p7m")
    findings = found({"coop.yaml": caps, SHEET.format("loic"): early + late})
    assert [(one.rule, one.place.line) for one in findings] == [("rate-above-cap", 4)]


def test_the_oldest_cap_holds_before_its_first_day() -> None:
    caps = FILES["coop.yaml"].replace("2018-01-01", "2026-10-20")
    assert rules({"coop.yaml": caps, SHEET.format("loic"): LINE.format(35)}) == ["rate-above-cap"]


def test_twenty_four_hours_are_counted_across_sheets() -> None:
    october = LINE.format(20).replace("2.5", "20")
    november = october.replace("k7m", "p7m").replace("Migration", "Tri")
    closed = {"payouts/2026-10.yaml": "x"}
    files = {SHEET.format("loic"): october, "contributions/2026-11/loic.yaml": november, **closed}
    assert "too-many-hours" in rules(files)


def test_errors_are_told_from_remarks() -> None:
    files = {SHEET.format("loic"): LINE.format(40).replace("Migration", "a@b.fr")}
    assert [one.rule for one in errors(check(with_files(files), dt.date(2026, 11, 23)))] == ["rate-above-cap"]

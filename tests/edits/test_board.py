"""Noting, changing and taking back lines: pure, from files to files."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from coopctl.edits import board, lines
from coopctl.entry import Entry
from coopctl.problem import NotHere, Refused
from coopctl.snapshot import Overlay
from coopctl.values import Hours, Month, Rate
from tests.small import FILES, TODAY, found, snapshot

OCTOBER = "contributions/2026-10/loic.yaml"
NOVEMBER = "contributions/2026-11/loic.yaml"
CLOSED = {"payouts/2026-10.yaml": "period: 2026-10\n"}
LINE = "- id: k7m3qa2w\n  date: 2026-10-03\n  circle: technique\n  hours: 2.5\n  rate: 20\n  what: Migration\n"


def entry(**values: Any) -> Entry:
    base = {"id": "p4xd7n5c", "date": dt.date(2026, 10, 5), "hours": Hours(150), "rate": Rate(1500), "what": "Lettre"}
    return Entry(**{**base, **values})


def texts(files: dict[str, str], change: board.Change) -> dict[str, str]:
    laid = Overlay(snapshot(files).files, change.edit.changes)
    return {path: laid[path].decode() for path in laid if path.startswith("contributions/")}


def added(files: dict[str, str], *entries: Entry, member: str = "loic") -> board.Change:
    return board.add(snapshot(files), member, entries, "loic", TODAY)


def test_a_line_goes_to_the_sheet_of_its_month() -> None:
    change = added({}, entry(circle="technique"))
    assert texts({}, change)[OCTOBER].endswith("  circle: technique\n  hours: 1.5\n  rate: 15\n  what: Lettre\n")
    assert change.edit.message.subject == "contrib: loic, technique, 1.50 h"
    assert ("Coop-Record", "loic/p4xd7n5c") in change.edit.message.trailers
    assert found(texts({}, change)) == []


def test_what_is_there_stays_to_the_byte() -> None:
    by_hand = "# mine\n- id: 'k7m3qa2w'   # first\n  date: 2026-10-03\n  hours:  2.50\n  rate: 20\n"
    by_hand += "  what: >-\n    Long\n    text"
    change = added({OCTOBER: by_hand}, entry())
    assert texts({OCTOBER: by_hand}, change)[OCTOBER].startswith(by_hand)
    assert found(texts({OCTOBER: by_hand}, change)) == []


def test_late_work_goes_to_the_open_month_with_its_own_date() -> None:
    change = added(CLOSED, entry())
    assert set(change.edit.changes) == {NOVEMBER}
    assert change.lines[0] == (Month(2026, 11), entry())


def test_findings_a_line_would_cause_are_all_told_and_nothing_is_written() -> None:
    with pytest.raises(Refused) as refused:
        added({}, entry(rate=Rate(3500), circle="tecnique"))
    assert {one.rule for one in refused.value.findings} == {"rate-above-cap", "unknown-circle"}
    assert all("contrib add …" in (one.cure or "") for one in refused.value.findings)


def test_older_findings_do_not_stand_in_the_way() -> None:
    wrong = LINE.replace("rate: 20", "rate: 50")
    assert added({OCTOBER: wrong}, entry()).remarks == ()


def test_work_to_come_is_refused() -> None:
    with pytest.raises(Refused):
        added({}, entry(date=dt.date(2027, 1, 1)))


def test_an_unknown_member_is_not_here() -> None:
    with pytest.raises(NotHere):
        added({}, entry(), member="personne")


def test_a_sheet_that_cannot_be_read_forbids_the_write() -> None:
    with pytest.raises(Refused, match="cannot be read"):
        added({OCTOBER: "- id: [\n"}, entry())


def test_the_months_total_counts_all_its_lines() -> None:
    change = added({OCTOBER: LINE}, entry())
    assert (change.month_hours, change.month_amount) == (400, 7250)


def edited(files: dict[str, str], actor: str = "loic", **wanted: Any) -> board.Change:
    base = snapshot(files)
    return lines.edit(base, lines.one(base.files, "k7m3qa2w", actor), wanted, actor, TODAY, "newidaaa")


def test_an_edit_changes_its_value_and_nothing_else() -> None:
    by_hand = (
        "# mine\n- id: k7m3qa2w   # first\n  date: '2026-10-03'\n  hours: 2.50\n  rate:   20   # chosen\n  what: Long\n"
    )
    after = texts({OCTOBER: by_hand}, edited({OCTOBER: by_hand}, rate=Rate(1800)))[OCTOBER]
    assert after == by_hand.replace("rate:   20 ", "rate:   18 ")


def test_a_key_is_added_in_its_place_and_taken_away() -> None:
    after = texts({OCTOBER: LINE}, edited({OCTOBER: LINE}, role="admin-sys"))[OCTOBER]
    assert after == LINE.replace("technique\n", "technique\n  role: admin-sys\n")
    assert texts({OCTOBER: after}, edited({OCTOBER: after}, role=None))[OCTOBER] == LINE


def test_another_date_moves_the_line_to_its_month() -> None:
    after = texts({OCTOBER: LINE}, edited({OCTOBER: LINE}, date=dt.date(2026, 11, 4)))
    assert OCTOBER not in after
    assert "date: 2026-11-04" in after[NOVEMBER]
    assert found(after) == []


def test_nobody_else_changes_a_line_but_who_recorded_it() -> None:
    with pytest.raises(Refused, match="belongs to loic"):
        edited({OCTOBER: LINE}, actor="noemie", rate=Rate(0))
    recorded = LINE + "  recorded_by: noemie\n"
    assert edited({OCTOBER: recorded}, actor="noemie", rate=Rate(0)).lines[0][1].rate == 0


def test_once_closed_an_edit_is_a_correction_in_the_open_month() -> None:
    files = {OCTOBER: LINE, **CLOSED}
    change = edited(files, hours=Hours(300))
    after = texts(files, change)
    assert after[OCTOBER] == LINE
    assert "corrects: k7m3qa2w" in after[NOVEMBER]
    assert "hours: 3\n" in after[NOVEMBER]
    again = texts({**files, **after}, edited({**files, **after}, hours=Hours(200)))
    assert again[NOVEMBER].count("corrects: k7m3qa2w") == 1
    assert "hours: 2\n" in again[NOVEMBER]


def test_once_closed_a_circle_cannot_be_rewritten() -> None:
    with pytest.raises(Refused, match="hours and rate"):
        edited({OCTOBER: LINE, **CLOSED}, circle="communication")


def test_taking_back_the_last_line_takes_the_sheet_away() -> None:
    base = snapshot({OCTOBER: LINE})
    hit = lines.one(base.files, "loic/k7m3qa2w")
    assert lines.remove(base, hit, "loic", TODAY, "newidaaa").edit.changes == {OCTOBER: None}


def test_taking_back_a_closed_line_cancels_it() -> None:
    files = {OCTOBER: LINE, **CLOSED}
    base = snapshot(files)
    change = lines.remove(base, lines.one(base.files, "loic/k7m3qa2w"), "loic", TODAY, "newidaaa")
    assert "hours: 0\n" in texts(files, change)[NOVEMBER]


def test_two_members_with_one_id_are_told_apart() -> None:
    both = snapshot({OCTOBER: LINE, "contributions/2026-10/noemie.yaml": LINE})
    assert lines.one(both.files, "k7m3qa2w", "noemie").member == "noemie"
    with pytest.raises(Refused, match="several"):
        lines.one(both.files, "k7m3qa2w", "personne")
    assert FILES


def test_a_second_correction_starts_from_the_first_one_closed_since() -> None:
    first = LINE.replace("k7m3qa2w", "c4rrect2").replace("2.5", "0.5") + "  corrects: k7m3qa2w\n"
    files = {OCTOBER: LINE, NOVEMBER: first, **CLOSED, "payouts/2026-11.yaml": "period: 2026-11\n"}
    change = edited(files, rate=Rate(1500))
    december = texts(files, change)["contributions/2026-12/loic.yaml"]
    assert "hours: 0.5\n" in december
    assert "rate: 15\n" in december


def test_what_was_taken_back_stays_taken_back_when_its_text_is_put_right() -> None:
    gone = LINE.replace("k7m3qa2w", "c4rrect2").replace("2.5", "0") + "  corrects: k7m3qa2w\n"
    files = {OCTOBER: LINE, NOVEMBER: gone, **CLOSED, "payouts/2026-11.yaml": "period: 2026-11\n"}
    assert edited(files, what="Autre texte").lines[0][1].hours == 0


def test_a_correction_changed_again_keeps_its_id_and_says_what_it_holds() -> None:
    once = LINE.replace("k7m3qa2w", "c4rrect2").replace("2.5", "0.75") + "  corrects: k7m3qa2w\n"
    change = edited({OCTOBER: LINE, NOVEMBER: once, **CLOSED}, hours=Hours(0))
    assert (change.lines[0][1].id, change.lines[0][1].hours) == ("c4rrect2", 0)

"""Closing as a pure edit: what is refused, what waits, what the file holds; no git."""

from __future__ import annotations

import datetime as dt

import pytest

from coopctl.check import check, errors
from coopctl.edits.books import Recorded, books_of
from coopctl.edits.closing import Closing, close
from coopctl.edits.proof import proof
from coopctl.ledger import Ledger
from coopctl.page import Sheets
from coopctl.payout.frozen import digest
from coopctl.problem import Refused
from coopctl.snapshot import Overlay, Snapshot
from coopctl.values import parse_period
from tests.small import TODAY, snapshot

LOIC = "contributions/2026-10/loic.yaml"
NOEMIE = "contributions/2026-10/noemie.yaml"
ENTRY = "- id: {id}\n  date: 2026-10-03\n  circle: technique\n  hours: {hours}\n  rate: {rate}\n  what: Travail {id}\n"
STIPEND = """\
role: admin-sys
title: Administration système
stipend:
- since: 2024-01-01
  monthly: 150
mandates:
- member: loic
  since: 2024-06-01
"""


def line(entry_id: str, hours: str = "2", rate: str = "20") -> str:
    return ENTRY.format(id=entry_id, hours=hours, rate=rate)


def closed(files: dict[str, str | None], period: str = "2026-10", today: dt.date = TODAY) -> Closing:
    return close(snapshot(files), parse_period(period), "noemie", today)


def after(files: dict[str, str | None], closing: Closing) -> Snapshot:
    """The ledger with the payout in it."""
    return Snapshot(Overlay(snapshot(files).files, closing.edit.changes), "after")


def aside(closing: Closing) -> list[tuple[str, str, str]]:
    return [(one.member, one.contribution, one.rule) for one in closing.payout.set_aside]


def totals(closing: Closing) -> dict[str, str]:
    return {one.member: one.total.fixed for one in closing.payout.statements}


def test_the_edit_adds_one_sound_file() -> None:
    files: dict[str, str | None] = {LOIC: line("k7m3qa2w")}
    closing = closed(files)
    assert list(closing.edit.changes) == ["payouts/2026-10.yaml"]
    assert closing.edit.base == "base"
    text = closing.edit.changes["payouts/2026-10.yaml"]
    assert text is not None
    assert text.startswith(b"# yaml-language-server: $schema=../schemas/payouts.json\nperiod: 2026-10\n")
    again = Ledger(after(files, closing))
    assert again.payouts["2026-10"] == closing.payout
    assert digest(again.payouts["2026-10"]) == closing.payout.digest
    assert errors(check(again, TODAY)) == []


def test_the_message_names_the_record_and_who() -> None:
    message = str(closed({LOIC: line("k7m3qa2w")}).edit.message)
    assert message.startswith("payout: close 2026-10, 40.00 EUR\n")
    assert message.endswith("Coop-Op: payout.close\nCoop-Actor: noemie\nCoop-Record: payouts/2026-10\n")


def test_closing_twice_is_refused() -> None:
    files: dict[str, str | None] = {LOIC: line("k7m3qa2w")}
    with pytest.raises(Refused) as caught:
        close(after(files, closed(files)), parse_period("2026-10"), "noemie", TODAY)
    assert caught.value.cure == "coopctl payout show 2026-10"


def test_a_payout_that_does_not_add_up_stops_the_next_one() -> None:
    files: dict[str, str | None] = {LOIC: line("k7m3qa2w")}
    text = closed(files).edit.changes["payouts/2026-10.yaml"]
    assert text is not None
    files["payouts/2026-10.yaml"] = text.decode().replace("total: 40\ndigest", "total: 41\ndigest")
    with pytest.raises(Refused) as caught:
        closed(files, "2026-11")
    assert {one.rule for one in caught.value.findings} == {"payout-does-not-add-up"}


def test_a_line_altered_after_its_month_blocks_nobody() -> None:
    files: dict[str, str | None] = {LOIC: line("k7m3qa2w")}
    text = closed(files).edit.changes["payouts/2026-10.yaml"]
    assert text is not None
    later = {"payouts/2026-10.yaml": text.decode(), LOIC: line("k7m3qa2w", "3")}
    assert [one.rule for one in check(Ledger(snapshot(later)), TODAY)] == ["closed-month-altered"]
    assert totals(closed(later, "2026-11")) == {}


def test_a_member_or_role_that_cannot_be_read_makes_sums_doubtful() -> None:
    for path in ("members/loic.yaml", "roles/technique/admin-sys.yaml"):
        with pytest.raises(Refused) as caught:
            closed({LOIC: line("k7m3qa2w"), path: "handle: [\n"})
        assert caught.value.findings[0].place.path == path


@pytest.mark.parametrize(
    ("sheet", "waits", "paid"),
    [
        (line("k7m3qa2w", rate="35"), [("loic", "k7m3qa2w", "rate-above-cap")], {"noemie": "40.00"}),
        (
            line("k7m3qa2w", rate="35") + line("p4xd7n5c"),
            [("loic", "k7m3qa2w", "rate-above-cap")],
            {"loic": "40.00", "noemie": "40.00"},
        ),
        (
            line("k7m3qa2w") + line("p4xd7n5c").replace("  rate: 20\n", "  rate: 20\n  rate: 25\n"),
            [("loic", "p4xd7n5c", "duplicate-key")],
            {"loic": "40.00", "noemie": "40.00"},
        ),
    ],
)
def test_what_a_finding_keeps_waiting(sheet: str, waits: list[tuple[str, str, str]], paid: dict[str, str]) -> None:
    closing = closed({LOIC: sheet, NOEMIE: line("moaaaaaa")})
    assert aside(closing) == waits
    assert totals(closing) == paid
    assert closing.unread == ()


@pytest.mark.parametrize("sheet", [line("k7m3qa2w", "2:30") + line("p4xd7n5c"), "- id: [\n", "\x00"])
def test_what_cannot_be_read_is_said_and_counts_for_nothing(sheet: str) -> None:
    closing = closed({LOIC: sheet, NOEMIE: line("moaaaaaa")})
    assert totals(closing)["noemie"] == "40.00"
    assert {one.place.path for one in closing.unread} == {LOIC}
    assert "k7m3qa2w" not in str(closing.edit.changes)


def test_all_of_a_strangers_sheet_waits() -> None:
    closing = closed({"contributions/2026-10/gaston.yaml": line("gaaaaaaa") + line("gaaaaaab"), LOIC: line("k7m3qa2w")})
    assert [one[:2] for one in aside(closing)] == [("gaston", "gaaaaaaa"), ("gaston", "gaaaaaab")]
    assert totals(closing) == {"loic": "40.00"}


def test_sheets_are_read_when_asked_for_and_hold_the_same() -> None:
    asked: list[str] = []

    class Watched(Overlay):
        def __getitem__(self, path: str) -> bytes:
            asked.append(path)
            return super().__getitem__(path)

    files = snapshot({LOIC: line("k7m3qa2w"), NOEMIE: "- id: [\n"})
    lazy = Sheets(Watched(files.files, {}))
    assert (set(lazy), asked) == ({LOIC, NOEMIE}, [])
    assert lazy[LOIC] == Ledger(files).sheets[LOIC]
    assert lazy[LOIC] is lazy[LOIC]
    assert asked == [LOIC]
    assert (lazy[NOEMIE].entries, lazy.page(LOIC).faults) == ((), [])
    assert lazy.page(NOEMIE).faults
    assert not lazy.page(NOEMIE).whole
    assert lazy.get("contributions/2026-12/loic.yaml") is None


def test_the_books_of_a_revision_are_those_of_the_ledger() -> None:
    files = snapshot({LOIC: line("k7m3qa2w"), "roles/technique/admin-sys.yaml": STIPEND})
    light, whole = Recorded(files).books(), books_of(Ledger(files), TODAY)
    assert dict(light.sheets) == dict(whole.sheets)
    assert light._replace(sheets={}) == whole._replace(sheets={})


# --- a late fact in one record with the closing ---


def late(files: dict[str, str | None]) -> Snapshot:
    """The ledger in which the payout and a mandate that came after it stand together, as after a squash."""
    with_noemie = STIPEND + "- member: noemie\n  since: 2026-10-16\n"
    closing = closed({**files, "roles/technique/admin-sys.yaml": STIPEND})
    return after({**files, "roles/technique/admin-sys.yaml": with_noemie}, closing)


def test_a_fact_recorded_with_the_closing_is_a_remark_until_a_payout_settles_it() -> None:
    files: dict[str, str | None] = {LOIC: line("k7m3qa2w")}
    both = Recorded(late(files))
    (october,) = both.books().payouts
    assert [one.severity for one in proof(october, both, both, alone=False)] == ["warning"]
    assert [one.severity for one in proof(october, both, both, alone=True)] == ["error"]
    assert proof(october, both, None, alone=False) == []
    november = close(Snapshot(both.files, "late"), parse_period("2026-11"), "noemie", TODAY)
    settled = Recorded(Snapshot(Overlay(both.files, november.edit.changes), "settled"))
    assert proof(october, settled, settled, alone=False) == []

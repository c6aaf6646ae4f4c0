"""What meets a closed month: nothing reopens, nothing is lost, nothing is counted twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from random import Random

import pytest

from coopctl.check import check
from coopctl.edits import closing, late, share
from coopctl.edits.closing import books_of
from coopctl.entry import Entry, sheet_of
from coopctl.ledger import Ledger
from coopctl.merge.blocks import parse
from coopctl.payout.compute import compute
from coopctl.snapshot import Overlay, Snapshot
from coopctl.values import parse_period
from tests.small import TODAY, snapshot

OCTOBER, NOVEMBER = (f"contributions/2026-{month}/loic.yaml" for month in (10, 11))
FIRST = "- id: k7m3qa2w\n  date: 2026-10-03\n  circle: technique\n  hours: 2\n  rate: 20\n  what: Migration\n"
LATE = "# noté dans le train\n- id: p4xd7n5c\n  date: 2026-10-28\n  hours: 1\n  rate: 20.0\n  what: 'Relecture'\n"

Files = Mapping[str, bytes]
CARRIED = {"carried", "carried-forward"}


def ledger(sheet: str | None = FIRST, **more: str) -> dict[str, bytes]:
    return dict(
        snapshot({OCTOBER: sheet, **{name.replace("__", "/") + ".yaml": text for name, text in more.items()}}).files
    )


def closed(files: Files, period: str = "2026-10") -> dict[str, bytes]:
    made = closing.close(Snapshot(files), parse_period(period), "noemie", TODAY)
    return {**files, **{path: data for path, data in made.edit.changes.items() if data is not None}}


def together(base: Files, ours: Files, theirs: Files) -> tuple[dict[str, bytes], share.Shared]:
    found = share.share(base, ours, theirs)
    assert not found.conflicts
    return dict(Overlay(theirs, found.changes)), found


def lines(files: Files, path: str) -> dict[str, Entry]:
    sheet = parse(files.get(path))
    assert sheet is not None
    return {name: block.value[0] for name, block in sheet.items.items() if block.value[0]}


def sound(files: Files) -> bool:
    return not [one for one in check(Ledger(Snapshot(files)), TODAY) if one.rule in
                ("closed-month-altered", "added-to-closed-month", "duplicate-id", "paid-twice")]  # fmt: skip


def test_a_line_shared_after_the_month_was_closed_moves_as_it_is() -> None:
    base = ledger()
    merged, found = together(base, ledger(FIRST + LATE), closed(base))
    assert merged[OCTOBER] == FIRST.encode()
    assert merged[NOVEMBER].endswith(LATE.encode())
    assert merged[NOVEMBER].startswith(b"# yaml-language-server")
    assert [str(one) for one in late.said(found.late)] == [
        "October 2026 is closed: 1 line will be paid with November 2026"
    ]
    assert sound(merged)


def test_it_joins_what_stands_in_the_open_month() -> None:
    standing = FIRST.replace("k7m3qa2w", "n2b5c7d9").replace("10-03", "11-02")
    base = ledger()
    theirs = closed(base) | {NOVEMBER: standing.encode()}
    merged, found = together(base, ledger(FIRST + LATE), theirs)
    assert merged[NOVEMBER] == (standing + LATE).encode()
    assert found.late[0].record == "loic/p4xd7n5c"


def test_a_whole_new_sheet_moves_and_leaves_nothing() -> None:
    base = ledger(None)
    merged, _ = together(base, ledger(LATE), closed(base))
    assert OCTOBER not in merged
    assert set(lines(merged, NOVEMBER)) == {"p4xd7n5c"}


def test_a_change_of_what_was_counted_becomes_a_correction() -> None:
    base = ledger()
    merged, found = together(base, ledger(FIRST.replace("hours: 2", "hours: 3")), closed(base))
    assert merged[OCTOBER] == base[OCTOBER]
    (right,) = lines(merged, NOVEMBER).values()
    assert (right.corrects, right.hours, right.rate, right.date.month) == ("k7m3qa2w", 300, 2000, 10)
    assert [one.how for one in found.late] == ["corrected"]
    assert sound(merged)
    assert due(merged) == 2000


def test_what_was_counted_and_taken_back_is_cancelled() -> None:
    base = ledger()
    merged, _ = together(base, ledger(None), closed(base))
    (right,) = lines(merged, NOVEMBER).values()
    assert (right.corrects, right.hours) == ("k7m3qa2w", 0)
    assert due(merged) == -4000


def test_another_circle_cancels_and_counts_again() -> None:
    base = ledger()
    changed = FIRST.replace("technique", "communication").replace("rate: 20", "rate: 25")
    merged, _ = together(base, ledger(changed), closed(base))
    cancelled, again = lines(merged, NOVEMBER).values()
    assert (cancelled.corrects, cancelled.hours, cancelled.circle) == ("k7m3qa2w", 0, "technique")
    assert (again.corrects, again.hours, again.rate, again.circle) == (None, 200, 2500, "communication")
    assert sound(merged)
    assert due(merged) == 1000


def test_a_counted_line_moved_to_another_month_stays_and_is_corrected() -> None:
    base = ledger()
    ours = ledger(None) | {NOVEMBER: FIRST.replace("10-03", "11-03").replace("hours: 2", "hours: 3").encode()}
    merged, _ = together(base, ours, closed(base))
    assert merged[OCTOBER] == base[OCTOBER]
    assert "k7m3qa2w" not in lines(merged, NOVEMBER)
    assert sound(merged)
    assert due(merged) == 2000


def test_who_closed_without_having_seen_a_line_sends_it_to_the_open_month() -> None:
    base = ledger()
    merged, found = together(base, closed(base), ledger(FIRST + LATE))
    assert set(lines(merged, OCTOBER)) == {"k7m3qa2w"}
    assert set(lines(merged, NOVEMBER)) == {"p4xd7n5c"}
    assert found.late
    assert sound(merged)


def test_who_closed_on_an_older_value_pays_the_difference_next() -> None:
    base = ledger()
    merged, _ = together(base, closed(base), ledger(FIRST.replace("rate: 20", "rate: 22")))
    assert merged[OCTOBER] == base[OCTOBER]
    assert sound(merged)
    assert due(merged) == 400


def test_a_second_late_wish_puts_the_same_correction_right() -> None:
    base = ledger()
    theirs = closed(base)
    once, _ = together(base, ledger(FIRST.replace("hours: 2", "hours: 3")), theirs)
    twice, _ = together(base, ledger(FIRST.replace("hours: 2", "hours: 4")), once)
    assert [one.hours for one in lines(twice, NOVEMBER).values()] == [400]


def test_what_a_plain_merge_left_behind_is_moved_too() -> None:
    base = ledger()
    left = closed(base) | {OCTOBER: (FIRST + LATE).encode()}
    assert not sound(left)
    found = late.strays(left)
    after = dict(Overlay(left, found.changes))
    assert sound(after)
    assert after[OCTOBER] == FIRST.encode()
    assert [(one.record, one.how) for one in found.late] == [("loic/p4xd7n5c", "moved")]
    assert late.strays(after) == ({}, ())


def test_a_quarter_closes_three_months() -> None:
    quarterly = "format: 1\nname: Les Jours\nslug: les-jours\ncontributions:\n  period: quarter\n"
    base = ledger(None, coop=quarterly)
    theirs = closed(base, "2026-Q3")
    ours = {**base, "contributions/2026-07/loic.yaml": LATE.replace("-10-", "-07-").encode()}
    merged, found = together(base, ours, theirs)
    assert str(found.late[0].to) == "2026-10"
    assert set(lines(merged, OCTOBER)) == {"p4xd7n5c"}


@pytest.mark.parametrize("seed", range(60))
def test_nothing_is_lost_nor_counted_twice(seed: int) -> None:
    """Two sides write at random, one of them closes: in the end all is paid, and paid once."""
    random = Random(seed)
    base = ledger(_sheet(random, {}, 4))
    sides = [ledger(_sheet(random, lines(base, OCTOBER), 3)) for _ in range(2)]
    closer = random.randrange(2)
    apart = share.share(base, sides[0], sides[1])
    if apart.conflicts:
        return
    wished = dict(Overlay(sides[1], apart.changes))
    sides[closer] = closed(sides[closer])
    merged, _ = together(base, *sides)
    assert sound(merged)
    assert total(merged) == total(closed(wished))


def _sheet(random: Random, standing: Mapping[str, Entry], new: int) -> str | None:
    from coopctl.document.write import emit
    from coopctl.entry import tree
    from coopctl.values import Hours, Rate

    entries = []
    for one in standing.values():
        way = random.randrange(6)
        if way == 0:
            continue
        changed = {1: {"hours": Hours(random.randrange(1, 9) * 50)}, 2: {"rate": Rate(random.randrange(30) * 100)},
                   3: {"circle": "communication"}}.get(way, {})  # fmt: skip
        entries.append(one._replace(**changed))  # type: ignore[arg-type]
    for _ in range(random.randrange(new)):
        name = "z" + "".join(random.choice("abcdefghjkmnpq23456789") for _ in range(7))
        entries.append(
            Entry(name, dt.date(2026, 10, random.randrange(1, 28)), Hours(150), Rate(1550), "Travail", "technique")
        )
    return emit([tree(one) for one in entries]) if entries else None


def due(files: Files) -> int:
    """What November pays."""
    draft = compute(books_of(Ledger(Snapshot(files)), TODAY), parse_period("2026-11"))
    return sum(int(line.amount) for line in draft.lines if line.kind not in CARRIED)


def total(files: Files) -> int:
    """What October and November pay together."""
    ledger = Ledger(Snapshot(files))
    draft = compute(books_of(ledger, TODAY), parse_period("2026-11"))
    return sum(
        int(line.amount) for line in (*draft.lines, *ledger.payouts["2026-10"].lines) if line.kind not in CARRIED
    )


def test_only_sheets_are_touched() -> None:
    base = ledger()
    found = share.share(base, ledger(FIRST + LATE), closed(base))
    assert all(sheet_of(path) for path in found.changes)

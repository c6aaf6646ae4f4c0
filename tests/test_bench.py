"""The bench measures what it says: sound ledgers, journals with the same sums, a page that says what was found."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bench import elections, journals, page
from bench.__main__ import _asked, said
from bench.board import board, text
from bench.changes import RECORDS, SHEET, Change
from bench.closings import closed
from bench.ledgers import by_hand, files, forget, lay
from bench.machine import Machine, Peers
from bench.measure import Middle, Took, Turn, middle, paired, ratio, share
from bench.memory import measurable, peak
from bench.rows import LIMITS, Growth, Limit, Peer, Result, Row
from bench.shape import LAST, shape
from bench.site import Site, clean
from coopctl.check import check
from coopctl.document.read import read
from coopctl.document.write import canonical, emit
from coopctl.edits.books import Recorded
from coopctl.edits.closing import close
from coopctl.edits.proof import proof
from coopctl.entry import MODELINE, tree
from coopctl.ledger import Ledger
from coopctl.snapshot import Snapshot
from coopctl.values import Period

TODAY = dt.date(*LAST, 28)
SMALL = shape(1_000)
LONG = shape(700, members=8)
"""Five months, the last one open."""
Files = dict[str, str]


def snapshot(found: Files) -> Snapshot:
    return Snapshot({path: content.encode() for path, content in found.items()})


def faults(found: Files) -> list[str]:
    return [f"{one.place}: {one.message}" for one in check(Ledger(snapshot(found)), TODAY)]


@pytest.fixture(scope="module")
def small() -> Files:
    return dict(files(SMALL))


# --- ledgers ---


def test_a_ledger_has_the_contributions_it_says_and_nothing_to_mend(small: Files) -> None:
    entries = [entry for noted in board(SMALL) for entry in noted.entries]
    assert len(entries) == len({entry.id for entry in entries}) == SMALL.contributions
    assert any(entry.role for entry in entries)
    assert faults(small) == []


def test_sizes_are_those_of_a_cooperative() -> None:
    assert [(one.members, len(one.months)) for one in map(shape, (1_000, 10_000, 100_000, 1_000_000))] == [
        (90, 1), (90, 6), (90, 56), (900, 56),
    ]  # fmt: skip


def test_what_is_written_is_what_the_emitter_says(small: Files) -> None:
    for noted in board(LONG):
        assert text(noted.entries) == emit([tree(entry) for entry in noted.entries], MODELINE)
    for path, content in small.items():
        assert canonical(content, read(path, content.encode()).root) == content, path


def test_sheets_written_by_hand_say_the_same(small: Files) -> None:
    hand = dict(by_hand(small.items()))
    assert sum(hand[path] != small[path] for path in small) == sum(1 for _ in board(SMALL)) // 20
    assert faults(hand) == []
    sheets = [Ledger(snapshot(found)).sheets for found in (small, hand)]
    assert sheets[0] == sheets[1]


@pytest.mark.parametrize("change", [SHEET, *RECORDS], ids=lambda change: change.name)
def test_one_thing_changed_is_another_ledger_each_round_and_put_back(change: Change, tmp_path: Path) -> None:
    found = dict(files(LONG))
    file = tmp_path / change.path
    file.parent.mkdir(parents=True)
    file.write_text(found[change.path])
    seen = []
    for number in range(3):
        before = change.write(tmp_path, number)
        seen.append(file.read_text())
        assert faults({**found, change.path: seen[-1]}) == []
        change.restore(tmp_path, before)
    assert len({*seen, found[change.path]}) == 4
    assert file.read_text() == found[change.path]


def test_elections_are_as_many_as_they_say_and_have_nothing_to_mend() -> None:
    found = dict(elections.files())
    told = [path for path in found if path.startswith("elections/")]
    assert len(told) == elections.ELECTIONS == 1_000
    assert {found[path].count("\n- at: ") for path in told} == {60}
    assert faults(found) == []


def test_a_folder_of_its_own_with_nothing_left_to_record(tmp_path: Path, small: Files) -> None:
    ledger = lay(tmp_path / "ledger", small.items())
    git = ["git", "-C", str(ledger)]
    assert subprocess.run([*git, "status", "--porcelain"], capture_output=True, check=True).stdout == b""
    clean(ledger)
    index = ledger / ".git" / "coopctl" / "index"
    index.mkdir(parents=True, exist_ok=True)
    forget(ledger)
    forget(ledger)
    assert not index.exists()


# --- closings ---


def test_closed_months_have_nothing_to_mend_and_verify() -> None:
    found = dict(closed(LONG))
    assert sum(path.startswith("payouts/") for path in found) == len(LONG.months) - 1
    assert faults(found) == []
    now = Recorded(snapshot(found))
    assert [proof(payout, now, now, alone=False) for payout in now.ledger.payouts.values()] == [[]] * 4


def test_months_closed_one_by_one_are_those_the_command_closes() -> None:
    quick, slow = dict(closed(LONG)), dict(files(LONG))
    for month in LONG.months[:-1]:
        today = month.next.first + dt.timedelta(days=4)
        edit = close(snapshot(slow), Period(month, 1), "m000", today).edit
        slow |= {path: data.decode() for path, data in edit.changes.items() if data is not None}
    assert slow == quick


# --- journals ---


def test_journals_hold_the_contributions_and_their_sum(tmp_path: Path) -> None:
    total = sum(entry.amount for noted in board(LONG) for entry in noted.entries)
    for journal in journals.write(tmp_path, LONG):
        amounts = re.findall(r" Expenses\S*  +(\d+)\.(\d\d) EUR$", journal.read_text(), re.MULTILINE)
        assert len(amounts) == LONG.contributions
        assert sum(int(whole) * 100 + int(part) for whole, part in amounts) == total


@pytest.mark.parametrize("name", ["ledger", "hledger"])
def test_a_peer_finds_the_same_sum(name: str, tmp_path: Path) -> None:
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed")
    journal, _ = journals.write(tmp_path, LONG)
    total = sum(entry.amount for noted in board(LONG) for entry in noted.entries)
    told = subprocess.run(
        [program, "-f", str(journal), "bal", "Expenses"], capture_output=True, text=True, check=True
    ).stdout
    assert re.findall(r"\d+\.\d\d", told)[-1] == f"{total // 100}.{total % 100:02d}"


def test_beancount_finds_nothing_wrong(tmp_path: Path) -> None:
    program = shutil.which("bean-check")
    if program is None:
        pytest.skip("beancount is not installed")
    _, journal = journals.write(tmp_path, LONG)
    subprocess.run([program, str(journal)], check=True)


# --- measuring ---


def test_turns_are_taken_round_by_round_and_the_first_is_not_kept() -> None:
    order: list[str] = []

    def one(name: str) -> Turn:
        def step(word: str) -> Callable[[int], None]:
            return lambda number: order.append(f"{word} {name} {number}")

        return Turn(name, lambda _n: [sys.executable, "-I", "-S", "-c", ""], step("before"), step("after"))

    times = paired([one("a"), one("b")], 2)
    assert order[:5] == ["before a 0", "after a 0", "before b 0", "after b 0", "before a 1"]
    assert {name: len(took) for name, took in times.items()} == {"a": 2, "b": 2}
    assert len(paired([one("a")], 9, at_most=0, least=1)["a"]) == 1


def test_a_command_that_fails_is_not_measured() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        paired([Turn("a", lambda _n: [sys.executable, "-I", "-S", "-c", "raise SystemExit(1)"])], 1)


def test_ratios_are_taken_within_a_round() -> None:
    times = {"a": [Took(2, 1), Took(30, 4)], "b": [Took(1, 1), Took(10, 2)], "c": [Took(1, 1), Took(5, 2)]}
    assert ratio(times, "a", "b") == (Middle(2.25, 2.5, 2.75, 2), Middle(1.25, 1.5, 1.75, 2))
    assert ratio(times, "a", "b", "c")[0].middle == 1.5
    assert share(times, "a", ("c",), ("b",))[0].middle == 1.75
    assert middle([3]) == Middle(3, 3, 3, 1)


@pytest.mark.skipif(not measurable(), reason="there is no /proc here")
def test_memory_counts_every_process() -> None:
    script = "import os, time; block = bytearray(60_000_000); {}time.sleep(0.5)"
    alone, two = (
        peak([sys.executable, "-I", "-S", "-c", script.format(extra)], runs=1) for extra in ("", "os.fork(); ")
    )
    assert alone
    assert two
    assert 60e6 < alone.together < 90e6
    assert two.together < 90e6, "what two processes share is there once"
    assert two.apart > 115e6, "and twice where their peaks are added up"


# --- the page ---

RESULT = Result(
    rows=(
        Row("check, cold", "ledger bal", Middle(0.7, 0.75, 0.8, 9), LIMITS["cold"], Middle(1.1, 1.2, 1.3, 9)),
        Row("one changed", "ledger bal", Middle(0.05, 0.06, 0.07, 9), LIMITS["sheet"], plus=True),
        Row("two changed", "ledger bal", Middle(-0.02, -0.01, 0.3, 9), LIMITS["sheet"], plus=True),
        Row("beside hledger", "hledger bal", None, Limit(1), why="hledger is not installed"),
        Row("memory", "", Middle(412.4, 412.4, 412.4, 1), Limit(400, 250), unit="MB"),
    ),
    closed=(Row("check, cold", "ledger bal", Middle(1.5, 1.75, 2, 9)),),
    growth=(
        Growth(1_000, 90, 90, *[Middle(0.1, 0.1, 0.1, 5)] * 3, None, None, None),
        Growth(10_000, 90, 540, *[Middle(0.2, 0.25, 0.3, 5)] * 4, 30_000_000, 45_000_000),
    ),
    peers=(
        Peer("coopctl check, cold", "", {10_000: Middle(0.2, 0.25, 0.3, 5)}),
        Peer("ledger", "3.3.0", {10_000: Middle(0.4, 0.5, 0.6, 5)}, 241_000_000),
        Peer("hledger", None, {}),
    ),
)
WHERE = Machine(dt.date(2026, 10, 3), "2 x a processor", "8 GB", "3.13.1", "2.51")


def test_the_page_says_what_was_found(golden: Callable[[str, str], None]) -> None:
    golden("bench/performance.md", page.page(RESULT, WHERE))


def test_the_terminal_says_it_too() -> None:
    lines = said(RESULT)
    assert lines[0].split("   ")[-1] == "[at most 1.5 x, aim 0.8 x] aim reached"
    assert "0.75 x (0.70 to 0.80) of ledger bal, processor 1.20 x" in lines[0]
    assert [row.verdict() for row in RESULT.rows[1:]] == [
        "limit kept, aim not reached", "aim reached", "not measured: hledger is not installed", "limit not kept",
    ]  # fmt: skip
    assert "every month but the last closed" in lines


def test_a_part_of_the_bench_runs_alone(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "bench", "1", "--only", "numstat", "--sizes", "300"]
    env = {**os.environ, "TMPDIR": str(tmp_path)}
    told = subprocess.run(words, capture_output=True, text=True, check=True, env=env).stdout
    assert "as git sees it   1 line   [at most 1 line] limit kept" in told
    assert list(tmp_path.iterdir()) == []


def test_the_page_is_written_from_a_whole_run_only() -> None:
    assert _asked(["9", "--write"]).rounds == 9
    for part in (["--only", "help"], ["--sizes", "1000"]):
        with pytest.raises(SystemExit):
            _asked(["--write", *part])


def test_a_peer_that_is_not_installed_is_said(tmp_path: Path) -> None:
    absent: Peers = {"ledger": None, "hledger": None, "beancount": None}
    assert Site(tmp_path, (300,), absent).peer("ledger", 300) is None

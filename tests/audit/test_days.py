"""Some of the random days of ``make histories``, and sheets that are read by their end alone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.audit.moved import Moved, put_right
from coopctl.audit.sheets import Seen, longer
from coopctl.entry import Entry
from coopctl.values import Hours, Month, Rate
from tests.audit.days import days
from tests.audit.history import line

SHEET = "contributions/2026-10/loic.yaml"
PIECES = (
    line("laaaaaaa", "2026-10-02"), line("laaaaaab", "2026-10-03", what="2"), line("laaaaaaa", "2026-10-04"),
    "# a word\n", "- id: laaaaaac\n", "  waived: true\n", "\n", "  hours: 2.50\n", line("laaaaaad", "hier"), "- {}\n",
    line("laaaaaae").replace("Travail", '"é: e"'), line("laaaaaaf").replace("- id", "-  id"),
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=4), st.lists(st.sampled_from(PIECES), min_size=1, max_size=3))
def test_a_sheet_that_grew_reads_as_it_does_whole(first: list[str], more: list[str]) -> None:
    old = "".join(first).encode()
    new = old + "".join(more).encode()
    base, whole = Seen(SHEET, old), Seen(SHEET, new)
    found = longer(base, old, new)
    if found is not None:
        assert (found.lines, found.rows, found.faults) == (whole.lines, whole.rows, whole.faults)


def test_a_line_more_is_read_alone() -> None:
    old = line("laaaaaaa").encode()
    assert longer(Seen(SHEET, old), old, old + line("laaaaaab").encode()) is not None


def _line(name: str, rate: int = 2000, hours: int = 200, corrects: str | None = None) -> Entry:
    return Entry(name, dt.date(2026, 9, 10), Hours(hours), Rate(rate), "Travail", corrects=corrects)


def _moved(before: Entry | None, after: Entry | None, month: int = 9) -> Moved:
    return Moved(f"contributions/2026-{month:02}/loic.yaml", Month(2026, month), "loic", before, after, 0)


OLD, NEW = _line("laaaaaaa"), _line("laaaaaaa", rate=2500)


@pytest.mark.parametrize(
    ("found", "names"),
    [
        ([_moved(NEW, OLD), _moved(None, _line("laaaaaab", 2500, 200, "laaaaaaa"), 10)], {"laaaaaaa", "laaaaaab"}),
        ([_moved(None, OLD), _moved(None, _line("laaaaaab", 2000, 0, "laaaaaaa"), 10)], {"laaaaaaa", "laaaaaab"}),
        ([_moved(NEW, None), _moved(None, NEW, 10)], {"laaaaaaa"}),
        # the same with something in it for whoever closes
        ([_moved(NEW, OLD)], set()),
        ([_moved(NEW, OLD), _moved(None, _line("laaaaaab", 2400, 200, "laaaaaaa"), 10)], set()),
        ([_moved(NEW, OLD), _moved(None, _line("laaaaaab", 2500, 100, "laaaaaaa"), 10)], set()),
        ([_moved(None, OLD), _moved(None, _line("laaaaaab", 2000, 100, "laaaaaaa"), 10)], set()),
        ([_moved(NEW, None), _moved(None, OLD, 10)], set()),
    ],
)
def test_what_sharing_puts_right_in_a_closing_costs_nobody_anything(found: list[Moved], names: set[str]) -> None:
    assert put_right(found, lambda _one: True) == {("loic", name) for name in names}


def test_a_line_that_was_not_counted_is_not_put_right() -> None:
    found = [_moved(NEW, OLD), _moved(None, _line("laaaaaab", 2500, 200, "laaaaaaa"), 10)]
    assert put_right(found, lambda _one: False) == frozenset()


@pytest.mark.parametrize("seed", [1, 2])
def test_random_days_make_a_sound_history(tmp_path: Path, seed: int) -> None:
    taken, found = days(tmp_path, seed)
    assert found == []
    assert len({words.split()[0] for words in taken}) > 3

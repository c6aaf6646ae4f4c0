"""Some of the random days of ``make histories``, and sheets that are read by their end alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.audit.sheets import Seen, longer
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


@pytest.mark.parametrize("seed", [1, 2])
def test_random_days_make_a_sound_history(tmp_path: Path, seed: int) -> None:
    taken, found = days(tmp_path, seed)
    assert found == []
    assert len({words.split()[0] for words in taken}) > 3

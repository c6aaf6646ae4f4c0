"""What somebody wrote by hand is judged by what it can put in the wrong, closed months it does not list included."""

from __future__ import annotations

import pytest

from coopctl.edits.byhand import save
from coopctl.problem import Refused
from tests.small import TODAY, snapshot

PAYOUT = "period: 2026-09\nclosed: 2026-10-03\nclosed_by: noemie\nrules:\n  prorata: days\ntotal: 0\ndigest: sha256:0\n"
LATE = b"- id: k7m3qa2w\n  date: 2026-09-28\n  circle: technique\n  hours: 1\n  rate: 15\n  what: Relecture\n"
CHANGES = {"contributions/2026-10/loic.yaml": LATE}


def test_a_late_line_of_a_closed_month_is_recorded() -> None:
    closed = snapshot({"payouts/2026-09.yaml": PAYOUT})
    assert save(closed, CHANGES, "loic", TODAY, "late").remarks == ()


def test_a_late_line_of_an_open_month_belongs_there() -> None:
    with pytest.raises(Refused) as refused:
        save(snapshot(), CHANGES, "loic", TODAY, "late")
    assert [one.rule for one in refused.value.findings] == ["earlier-month-still-open"]

"""Whatever happens between closings, what was paid in the end is what was due."""

from __future__ import annotations

from collections import defaultdict
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopctl.payout.books import Reckoned
from coopctl.payout.compute import compute
from coopctl.payout.frozen import as_text, digest, tree
from coopctl.payout.totals import by_circle, overall
from coopctl.records.payout import Payout
from tests.payout import reference
from tests.payout.cases import Story, grown

CARRIED = ("carried", "carried-forward")


def it_adds_up(reckoned: Reckoned) -> None:
    assert sum(line.amount for line in reckoned.lines) == reckoned.total
    assert sum(one.total for one in reckoned.statements) == reckoned.total
    assert sum(circle.sums.total for circle in by_circle(reckoned)) == reckoned.total == overall(reckoned).total
    assert sum(circle.sums.hours for circle in by_circle(reckoned)) == sum(one.hours for one in reckoned.statements)
    for one in reckoned.statements:
        assert one.total == one.amount + one.stipends + one.adjustments
        assert one.total >= 0, "nobody is asked for money"


def what_was_due_was_paid(story: Story) -> None:
    money, hours = reference.work_due(story)
    stipends = reference.stipends_due(story)
    paid: dict[str, int] = defaultdict(int)
    counted: dict[str, int] = defaultdict(int)
    owed: dict[str, int] = defaultdict(int)
    for payout in story.payouts:
        for one in payout.statements:
            paid[one.member] += one.total
            counted[one.member] += one.hours
        for line in payout.lines:
            owed[line.member] += line.amount if line.kind in CARRIED else 0
    for who in story.members:
        assert paid[who] - owed[who] == money[who] + stipends[who]
        assert counted[who] == hours[who]
        assert owed[who] >= 0


def it_survives_its_file(payout: Payout) -> None:
    text = as_text(tree(payout))
    again = Payout.model_validate(text)
    assert again == payout
    assert digest(again) == payout.digest
    assert list(text) == [name for name in Payout.model_fields if name in text]


def all_holds(story: Story) -> None:
    for payout in story.payouts:
        it_adds_up(payout)
        it_survives_its_file(payout)
    what_was_due_was_paid(story)
    final = story.payouts[-1].period
    assert compute(story.books(shuffled=True), final) == compute(story.books(), final)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_what_was_due_was_paid(random: Random) -> None:
    all_holds(grown(random))


@pytest.mark.slow
def test_what_was_due_was_paid_50_000_times() -> None:
    for seed in range(50_000):
        try:
            all_holds(grown(Random(seed)))
        except AssertionError as error:
            raise AssertionError(f"seed {seed}") from error

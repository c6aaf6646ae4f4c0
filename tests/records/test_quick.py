"""Payouts read in one go: whatever the bytes, the quick way and the strict one agree, or the strict one decides."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopctl.document.read import SHEET_LIMIT, read
from coopctl.document.write import emit
from coopctl.payout.frozen import tree
from coopctl.records import quick
from coopctl.records.kinds import modeline
from coopctl.records.model import judged
from coopctl.records.payout import Payout, PayoutLine
from tests import fuzz
from tests.payout.cases import grown

PATH = "payouts/2026-10.yaml"
EVERY_KEY = """\
# a payout
period: 2026-Q4
closed: 2027-01-05
closed_by: noemie
rules:
  prorata: months
  paid:
  - esa
  unpaid:
  - staff
  - appui
lines:
- member: loic
  kind: correction
  contribution: k7m3qa2w
  sheet: 2026-10
  corrects: p4xd7n5c
  role: technique/admin-sys
  month: 2026-10
  settles: 2026-09
  date: 2026-10-03
  circle: technique
  hours: 2.5
  rate: 20
  waived: true
  status: staff
  instead: p4xd7n5c
  monthly: 150
  days: 12
  shares:
  - monthly: 150
    days: 3
  - monthly: 175.5
    days: 9
  cause: mandate
  hours_before: -2.25
  paid_before: -45.01
  amount: -0.5
- member: ana
  kind: stipend
  role: technique/admin-sys
  month: 2026-10
  monthly: 150
  amount: 150
- member: ana
  kind: carried
  amount: 0
unpaid:
- member: loic
  contribution: k7m3qa2x
  sheet: 2026-10
  corrects: k7m3qa2w
  date: 2026-10-03
  circle: technique
  role: admin-sys
  hours: 2
  rate: 20
  waived: true
  status: staff
set_aside:
- member: loic
  contribution: k7m3qa2y
  sheet: 2026-10
  corrects: k7m3qa2w
  rule: rate-above-cap
statements:
- member: loic
  hours: 2
  amount: 40
  stipends: 0
  adjustments: -45
  total: -5
co_managers:
- ana
total: -5
digest: sha256:3f864d3944fcfa2fea129da3bc45862a0a29affd5dc5891b8c7d1b6f70c383bc
"""


def strictly(data: bytes) -> Payout | None:
    """The payout of a file in which nothing is wrong."""
    document = read(PATH, data, SHEET_LIMIT)
    record = judged(Payout, PATH, document.root)[0] if document.root is not None else None
    return None if document.faults else record


def agree(data: bytes) -> Payout | None:
    """What the quick way reads, None where it leaves it to the other."""
    found = quick.payout(data)
    if found is not None:
        wanted = strictly(data)
        assert found == wanted
        assert tree(found) == tree(wanted)
    return found


def test_every_key_is_read() -> None:
    found = agree(EVERY_KEY.encode())
    assert found is not None
    assert found.lines[0].model_dump().keys() == PayoutLine.model_fields.keys()
    assert found.lines[1].waived is False
    assert found.model_copy(update={"digest": "x"}).lines is found.lines
    assert hash(found.lines[0]) == hash(strictly(EVERY_KEY.encode()).lines[0])  # type: ignore[union-attr]


@pytest.mark.parametrize("key", [line for line in EVERY_KEY.splitlines() if line.startswith("  ")])
def test_a_line_that_lacks_what_its_kind_needs_is_left_to_the_model(key: str) -> None:
    agree(EVERY_KEY.replace(key + "\n", "", 1).encode())


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("amount: 150\n", "amount: 150.001\n"),
        ("amount: 150\n", "amount: 1e3\n"),
        ("hours: 2\n", "hours: 99999\n"),
        ("date: 2026-10-03\n", "date: 2026-02-30\n"),
        ("sheet: 2026-10\n", "sheet: 2026-13\n"),
        ("member: ana\n", "member: con\n"),
        ("member: ana\n", "member: a--b\n"),
        ("kind: stipend\n", "kind: bonus\n"),
        ("kind: stipend\n", "kind: contribution\n"),
        ("- ana\n", "- Ana\n"),
        ("statements:\n", "statement:\n"),
        ("total: -5\ndigest", "total: -5\ntotal: -5\ndigest"),
        ("closed_by: noemie\n", "closed_by: noemie\nnote: x\n"),
        ("lines:\n", "lines: []\nlines:\n"),
        ("co_managers:\n", "lines:\n- member: ana\n  kind: carried\n  amount: 0\nco_managers:\n"),
        ("  role: admin-sys\n", "  role: null\n"),
        ("  prorata: months\n", "  prorata: years\n"),
    ],
)
def test_what_the_strict_way_refuses_is_never_read(now: str, then: str) -> None:
    assert now in EVERY_KEY
    agree(EVERY_KEY.replace(now, then, 1).encode())


def test_a_file_that_is_too_large_is_not_for_the_quick_way() -> None:
    item = "- member: loic\n  kind: carried\n  amount: 0\n"
    head, _, tail = EVERY_KEY.partition("unpaid:\n- member")
    large = {many: f"{head}{item * many}unpaid:\n- member{tail}".encode() for many in range(49_930, 50_000, 10)}
    taken = [many for many, data in large.items() if quick.payout(data) is not None]
    assert min(large) in taken
    assert max(large) not in taken
    assert strictly(large[max(taken)]) is not None
    assert strictly(large[max(large)]) is None


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_whatever_was_closed_is_read_in_one_go(random: Random) -> None:
    for payout in grown(random).payouts:
        assert agree(emit(tree(payout), modeline(PATH)).encode()) == payout


@cache
def closed() -> tuple[str, ...]:
    """Payouts as they lie in files: of every key, and of stories."""
    stories = [emit(tree(one), modeline(PATH)) for seed in range(12) for one in grown(Random(seed)).payouts]
    return (EVERY_KEY, EVERY_KEY, EVERY_KEY, *(text for text in stories if len(text) < fuzz.LARGEST))


def hurts(count: int, seed: int) -> Iterator[bytes]:
    """Payouts after one to three hurts; every key of theirs is a likely one to stand anywhere."""
    chance = Random(seed)
    for _ in range(count):
        text = chance.choice(closed())
        for _ in range(chance.choice((1, 1, 2, 3))):
            text = chance.choice((fuzz.hurt_text, _small, _moved))(text, chance)
        yield text.encode("utf-8", "replace")


def _small(text: str, chance: Random) -> str:
    """One character for another, of those that payouts are made of."""
    at = chance.randrange(len(text))
    return text[:at] + chance.choice("-: \n.09aQs#'\"é\t\r~_/") + text[at + chance.randrange(2) :]


def _moved(text: str, chance: Random) -> str:
    """A line taken from anywhere and put anywhere."""
    lines = text.split("\n")
    lines.insert(chance.randrange(len(lines)), lines[chance.randrange(len(lines))])
    if chance.random() < 0.5:
        del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def all_agree(count: int, seed: int) -> None:
    taken = 0
    for data in hurts(count, seed):
        try:
            taken += agree(data) is not None
        except AssertionError as error:
            raise AssertionError(data.decode(errors="replace")) from error
    assert count // 50 < taken < count, "some are still read in one go, most are not"


def test_damaged_payouts_are_read_one_way() -> None:
    all_agree(2_000, 20261013)


@pytest.mark.slow
def test_damaged_payouts_are_read_one_way_200_000_times() -> None:
    all_agree(200_000, 1)

"""Blocks: what may be said of a quarter, and that no reports put together single out fewer than five people."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from coopctl.summary.blocks import LEAST, Block, block, concentration, quarters, sums
from coopctl.summary.tally import Noted, Tally
from coopctl.values import Period, parse_period

Q1 = parse_period("2026-Q1")
PEOPLE = [f"p{n}" for n in range(12)]
CIRCLES = ["", "communication", "orientation", "technique"]
MONTHS = [f"2026-{month:02}" for month in range(1, 13)]


def payout(period: str, circles: Mapping[str, Mapping[str, Noted]], managers: Iterable[str] = ()) -> Tally:
    return {"period": period, "managers": tuple(managers), "circles": circles, "roles": {}, "late": {}}


def many(count: int, hours: int = 100, money: int = 2000, begin: int = 0) -> dict[str, Noted]:
    return dict.fromkeys(PEOPLE[begin : begin + count], (hours, money, 0))


def quarter(circles: Mapping[str, Mapping[str, Noted]], managers: Iterable[str] = ()) -> Block:
    """The first quarter, all of it noted in January."""
    found = {"2026-01": circles, "2026-02": {}, "2026-03": {}}
    return block(Q1, {parse_period(month): payout(month, one, managers) for month, one in found.items()})


def test_a_circle_of_five_stands_alone() -> None:
    found = quarter({"technique": many(5)})
    assert [(group.circles, group.hours, group.money) for group in found.groups] == [(("technique",), 500, 10000)]


def test_circles_of_few_stand_together() -> None:
    found = quarter({"technique": many(3), "orientation": many(2, begin=3), "communication": many(6)})
    assert [group.circles for group in found.groups] == [("communication",), ("orientation", "technique")]
    assert found.hours == 1100


def test_the_smallest_of_the_others_joins_a_circle_of_few() -> None:
    found = quarter({"technique": many(1), "orientation": many(6), "communication": many(7)})
    assert [group.circles for group in found.groups] == [("communication",), ("orientation", "technique")]


def test_a_quarter_of_few_is_in_no_sum() -> None:
    assert quarter({"technique": many(4)}).left == "few"
    assert quarter({}).left == "few"


def test_whoever_noted_and_took_it_back_is_nobody() -> None:
    assert quarter({"technique": {**many(4), "p9": (0, 0, 0)}}).left == "few"


def test_those_who_all_but_gave_do_not_hide_the_one_who_was_paid() -> None:
    gave = dict.fromkeys(PEOPLE[:6], (100, 0, 100))
    assert quarter({"technique": {**gave, **many(1, begin=8)}}).left == "few"


def test_money_is_counted_by_itself_for_a_correction_may_leave_none() -> None:
    nothing = dict.fromkeys(PEOPLE[:4], (100, 0, 0))
    assert quarter({"technique": {**nothing, **many(4, begin=6)}}).left == "few"
    assert quarter({"technique": {**nothing, **many(5, begin=6)}}).hours == 900


def test_co_managers_hide_nobody_for_their_sums_are_known() -> None:
    assert quarter({"technique": many(6)}, managers=["p0", "p1"]).left == "few"
    found = quarter({"technique": many(7)}, managers=["p0", "p1"])
    assert found.hours == 700
    assert "p0" not in found.people


def test_hours_given_are_told_where_five_gave_some() -> None:
    gave = dict.fromkeys(PEOPLE[:5], (200, 1000, 50))
    assert quarter({"technique": {**gave, **many(5, begin=5)}}).given == 250
    assert quarter({"technique": {**dict(list(gave.items())[1:]), **many(6, begin=5)}}).given is None


def test_a_quarter_is_settled_once_each_month_is_closed() -> None:
    months = {parse_period(month): payout(month, {"technique": many(6)}) for month in ("2026-01", "2026-02")}
    assert block(Q1, months).left == "open"
    closed = {**months, parse_period("2026-03"): payout("2026-03", {})}
    assert block(Q1, closed).left is None
    assert block(Q1, {Q1: payout("2026-Q1", {"technique": many(6)})}).hours == 600


def test_sums_say_in_which_quarters_a_circle_stands_alone() -> None:
    two = parse_period("2026-Q2")
    found = {
        Q1: payout("2026-Q1", {"technique": many(6), "orientation": many(8)}),
        two: payout("2026-Q2", {"technique": many(2), "orientation": many(8), "": many(5)}),
    }
    told = sums([block(Q1, found), block(two, found)])
    rows = [(one.circle, one.hours, [str(quarter) for quarter in one.quarters]) for one in told.circles]
    assert rows == [
        ("orientation", 1600, ["2026-Q1", "2026-Q2"]),
        ("technique", 600, ["2026-Q1"]),
        (None, 700, ["2026-Q2"]),
    ]
    assert told.together == ("", "technique")
    assert told.hours == 2900


def test_how_far_it_rests_on_few_is_about_five_people_at_least_on_both_sides() -> None:
    hours = {person: (1000 if n < 5 else 100, 2000, 0) for n, person in enumerate(PEOPLE)}
    found = concentration(quarter({"technique": hours}), frozenset([*PEOPLE, *"abcdef"]))
    assert found is not None
    assert (found.people, found.share, found.none) == (5, 90, 6)
    few = concentration(quarter({"technique": dict(list(hours.items())[:9])}), frozenset(PEOPLE))
    assert few is not None
    assert (few.people, few.share, few.none) == (None, None, None)
    assert concentration(Block(Q1, left="open"), frozenset(PEOPLE)) is None


# ---- no reports put together single anybody out


class Line(NamedTuple):
    """A line of the board as a closed month counts it."""

    month: str
    member: str
    circle: str
    hours: int
    money: int
    given: int


class Ledger(NamedTuple):
    """Closed months and who co-manages."""

    lines: list[Line]
    managers: list[str]

    @property
    def payouts(self) -> dict[Period, Tally]:
        found: dict[Period, Tally] = {}
        for month in MONTHS:
            circles: dict[str, dict[str, Noted]] = {}
            for one in self.lines:
                if one.month == month:
                    own = circles.setdefault(one.circle, {})
                    before = own.get(one.member, (0, 0, 0))
                    own[one.member] = before[0] + one.hours, before[1] + one.money, before[2] + one.given
            found[parse_period(month)] = payout(month, circles, self.managers)
        return found


def ledgers() -> st.SearchStrategy[Ledger]:
    """Months in which few or many note for one circle or another; seeds make them large enough to be told of."""
    return st.builds(_ledger, st.integers(0, 10**9), st.integers(1, 90), st.integers(0, 2))


def _ledger(seed: int, busy: int, managers: int) -> Ledger:
    dice = random.Random(seed)
    lines = []
    for month in MONTHS:
        keen = dice.randint(1, 100)
        for circle in CIRCLES:
            for member in PEOPLE:
                if dice.randint(1, 100) <= busy * keen // 100:
                    hours, rate = dice.randint(1, 4000), dice.choice((0, 0, 1, 15, 20, 25))
                    lines.append(Line(month, member, circle, hours, hours * rate, 0 if rate else hours))
    return Ledger(lines, PEOPLE[:managers])


Figure = tuple[str, frozenset[Line]]
"""What a report tells: a measure, and the lines it adds up."""


def figures(ledger: Ledger, first: int, last: int) -> list[tuple[Figure, int]]:
    """Each figure of a report on some quarters, with the lines that its own labels name, and its value."""
    told = sums([block(one, ledger.payouts) for one in _quarters(first, last)])
    counted = {quarter for one in told.circles for quarter in one.quarters}
    every = _lines(ledger, counted, None)
    alone = {one.circle: _lines(ledger, one.quarters, one.circle) for one in told.circles if one.circle is not None}
    rest = every - frozenset().union(*alone.values())
    found: list[tuple[Figure, int]] = []
    for one in told.circles:
        lines = rest if one.circle is None else alone[one.circle]
        found += [(("hours", lines), one.hours), (("money", lines), one.money)]
    found += [(("hours", every), told.hours), (("money", every), told.money)]
    if told.given_in:
        found.append((("given", _lines(ledger, told.given_in, None)), told.given))
    return found


def _quarters(first: int, last: int) -> list[Period]:
    return list(quarters(parse_period(f"2026-Q{first}"), parse_period(f"2026-Q{last}")))


def _lines(ledger: Ledger, within: Iterable[Period], circle: str | None) -> frozenset[Line]:
    months = {str(month) for quarter in within for month in quarter.months}
    return frozenset(one for one in ledger.lines if one.month in months and circle in (None, one.circle))


def _value(figure: Figure) -> int:
    return sum(getattr(one, figure[0]) for one in figure[1])


def people_in(ledger: Ledger, parts: list[tuple[int, Figure]]) -> set[str]:
    """Whose hours, or whose money, is left in a combination of figures; co-managers are known and count for nobody."""
    found = set()
    for measures in (("hours", "given"), ("money",)):
        for one in ledger.lines:
            left = sum(
                factor * getattr(one, measure)
                for factor, (measure, lines) in parts
                if measure in measures and one in lines
            )
            if left:
                found.add(one.member)
    return found - set(ledger.managers)


SPANS = st.tuples(st.integers(1, 4), st.integers(1, 4)).map(sorted)


@settings(max_examples=150, deadline=None)
@given(ledgers(), SPANS, SPANS)
def test_no_difference_between_two_reports_is_the_work_of_few(ledger: Ledger, one: Any, other: Any) -> None:
    told = [figure for span in (one, other) for figure in figures(ledger, *span)]
    for (first, value), (second, other_value) in [(a, b) for a in told for b in told]:
        assert value == _value(first), "what a figure is called is what it adds up"
        for parts in ([(1, first)], [(1, first), (-1, second)]):
            left = people_in(ledger, parts)
            assert not left or len(left) >= LEAST, (value, other_value, left)


@settings(max_examples=150, deadline=None)
@given(ledgers(), st.lists(SPANS, min_size=1, max_size=4), st.integers(0, 10**9))
def test_no_combination_of_reports_is_the_work_of_few(ledger: Ledger, spans: Any, seed: int) -> None:
    told = [figure for span in spans for figure, _ in figures(ledger, *span)]
    dice = random.Random(seed)
    for _ in range(20):
        chosen = dice.sample(told, min(len(told), dice.randint(1, 5)))
        for measures in (("hours", "given"), ("money",)):
            parts = [(dice.choice((-2, -1, 1)), one) for one in chosen if one[0] in measures]
            left = people_in(ledger, parts)
            assert not left or len(left) >= LEAST


@settings(max_examples=50, deadline=None)
@given(ledgers(), st.integers(1, 11))
def test_what_was_told_once_is_told_the_same_later(ledger: Ledger, closed: int) -> None:
    early = dict(list(ledger.payouts.items())[:closed])
    for one in _quarters(1, 4):
        before = block(one, early)
        assert before.left == "open" or before == block(one, ledger.payouts)


def test_the_ledgers_that_are_tried_have_something_to_tell() -> None:
    made = [_ledger(seed, 40, 1) for seed in range(20)]
    counts = [len(figures(one, 1, 4)) for one in made]
    assert max(counts) >= 9
    assert any("given" in [name for (name, _), _ in figures(one, 1, 4)] for one in made)
    groups = [
        len(group.circles) for one in made for span in _quarters(1, 4) for group in block(span, one.payouts).groups
    ]
    assert 1 in groups
    assert max(groups) > 1


def test_the_test_would_notice_figures_of_few() -> None:
    ledger = Ledger([Line("2026-01", person, "technique", 100, 1000, 0) for person in PEOPLE[:6]], [])
    lines = frozenset(ledger.lines)
    without = frozenset(ledger.lines[1:])
    assert people_in(ledger, [(1, ("hours", lines)), (-1, ("hours", without))]) == {"p0"}


def test_quarters_run_from_one_to_another() -> None:
    assert [str(one) for one in quarters(parse_period("2025-Q4"), parse_period("2026-Q2"))] == [
        "2025-Q4", "2026-Q1", "2026-Q2",
    ]  # fmt: skip

"""Whatever is granted, moved and noted: nothing comes from nowhere, and nothing is lost."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from coopctl.budget.account import Against, account, total
from coopctl.budget.envelopes import balances, whole
from coopctl.budget.noted import Noted, Worth, standing
from coopctl.ledger import Ledger
from coopctl.records.budget import Budget
from coopctl.snapshot import Snapshot
from coopctl.values import Cents, Hours, Span

CIRCLES = ("a", "b", "c", "d")
DAYS = st.dates(dt.date(2026, 9, 1), dt.date(2027, 1, 31))
SUMS = st.integers(0, 10**7).map(Cents)
NAMES = st.sampled_from(CIRCLES)


@st.composite
def budgets(draw: st.DrawFn) -> Budget:
    """A budget with some envelopes, some not granted yet, and moves between any two circles."""
    envelopes = [
        {"circle": name, **draw(st.fixed_dictionaries({}, optional={"granted": SUMS.map(lambda c: c.fixed),
                                                                    "requested": SUMS.map(lambda c: c.fixed),
                                                                    "decided": DAYS.map(str)}))}
        for name in draw(st.lists(NAMES, max_size=4))
    ]  # fmt: skip
    pairs = st.tuples(NAMES, NAMES).filter(lambda two: two[0] != two[1])
    transfers = [
        {"id": "k7m3qa2w", "date": str(draw(DAYS)), "from_circle": giver, "to_circle": receiver,
         "amount": Cents(draw(st.integers(1, 10**6))).fixed}
        for giver, receiver in draw(st.lists(pairs, max_size=6))
    ]  # fmt: skip
    return Budget.model_validate({"period": "2026-Q4", "envelopes": envelopes, "transfers": transfers})


@given(budgets(), st.none() | DAYS)
def test_what_moves_sums_to_zero(budget: Budget, day: dt.date | None) -> None:
    found = balances(budget, day).values()
    assert sum(one.moved_in - one.moved_out for one in found) == 0
    assert sum(one.envelope for one in found) == sum(one.granted for one in found) == whole(found).envelope


SOME = st.dictionaries(st.none() | NAMES, st.builds(Noted, st.integers(0, 10**5).map(Hours), SUMS))
MONEY = st.dictionaries(st.none() | NAMES, SUMS)


@given(budgets(), DAYS, SOME, MONEY, MONEY)
def test_what_is_left_and_what_is_used_is_the_envelope(
    budget: Budget, day: dt.date, noted: dict[str | None, Noted], stipends: dict[str | None, Cents],
    paid: dict[str | None, Cents],
) -> None:  # fmt: skip
    found = account(budget, day, Against(noted, stipends, stipends, paid))
    for row in (*found.rows, total(found.rows)):
        assert row.left + row.work.amount + row.stipends == row.balance.envelope
        assert row.over is (row.work.amount + row.stipends > row.balance.envelope)
    parts = total(found.rows), total(found.beside)
    assert sum(one.work.amount for one in parts) == sum(one.amount for one in noted.values())
    assert sum(one.stipends for one in parts) == sum(stipends.values())
    assert total(found.rows).left == sum(row.left for row in found.rows)


LINES = st.lists(
    st.tuples(DAYS, st.sampled_from(("", *CIRCLES)), st.integers(0, 2000), st.integers(0, 3000)), max_size=12
)


@given(LINES, DAYS)
def test_circles_and_periods_add_up_to_the_whole_board(
    lines: list[tuple[dt.date, str, int, int]], cut: dt.date
) -> None:
    text = "".join(
        f"- id: k7m3qa{'abcdefghijkl'[n]}a\n  date: {day}\n" + (f"  circle: {circle}\n" if circle else "")
        + f"  hours: {Hours(hours).stored}\n  rate: {Hours(rate).stored}\n  what: x\n"
        for n, (day, circle, hours, rate) in enumerate(lines)
    )  # fmt: skip
    ledger = Ledger(Snapshot({"contributions/2027-01/loic.yaml": text.encode()} if text else {}))
    board = list(standing(ledger.sheets.page(path) for path in ledger.sheets))
    worth = Worth({}, None)
    next_day = cut + dt.timedelta(days=1)
    halves = (worth.by_circle(board, span) for span in (Span(None, cut), Span(next_day, None)))
    sums = [Noted(one.hours, one.amount) for half in halves for one in half.values()]
    assert sum(one.amount for one in sums) == sum((hours * rate + 50) // 100 for _d, _c, hours, rate in lines)
    assert sum(one.hours for one in sums) == sum(hours for _d, _c, hours, _r in lines)

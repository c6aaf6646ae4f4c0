"""Envelopes and what counts against them: dicts in, sums out."""

from __future__ import annotations

import datetime as dt

import pytest

from coopctl.budget.account import Account, Row, accounts, pace_of, total
from coopctl.budget.envelopes import Balance, balances, elsewhere, holding
from coopctl.values import Cents, parse_day, parse_period
from tests.small import with_files

TODAY = dt.date(2026, 11, 23)
BUDGET = """\
period: 2026-Q4
envelopes:
- circle: technique
  requested: 120
  granted: 100
  decided: 2026-10-02
  decision: 2026-10-01-enveloppes
- circle: communication
  granted: 50.5
  decision: 2026-10-01-enveloppes
transfers:
- id: k7m3qa2w
  date: 2026-10-20
  from_circle: communication
  to_circle: technique
  amount: 20.25
  decision: 2026-10-01-enveloppes
"""


def line(
    entry_id: str, date: str, circle: str | None = "technique", hours: str = "1", rate: str = "20", **more: str
) -> str:
    keys = {"id": entry_id, "date": date, "circle": circle, "hours": hours, "rate": rate, "what": "Travail", **more}
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in keys.items() if value is not None) + "\n"


def account(day: dt.date = TODAY, **files: str | None) -> Account:
    """The account of the small ledger's last quarter; ``oct__loic`` is a sheet of October."""
    months = {"sep": "2026-09", "oct": "2026-10", "nov": "2026-11", "dec": "2026-12"}
    laid: dict[str, str | None] = {"budgets/2026-Q4.yaml": BUDGET}
    for name, text in files.items():
        month, _, who = name.partition("__")
        laid[f"contributions/{months[month]}/{who}.yaml" if month in months else name.replace("__", "/") + ".yaml"] = (
            text
        )
    ledger = with_files(laid)
    (found,) = accounts(ledger, [ledger.budgets["2026-Q4"]], day)
    return found


def row(found: Account, circle: str | None) -> Row:
    return next(one for one in (*found.rows, *found.beside) if one.circle == circle)


def test_an_envelope_is_what_was_granted_and_what_came_and_went() -> None:
    ledger = with_files({"budgets/2026-Q4.yaml": BUDGET})
    found = balances(ledger.budgets["2026-Q4"])
    assert found == {
        "technique": Balance(Cents(12000), Cents(10000), Cents(2025), Cents(0)),
        "communication": Balance(None, Cents(5050), Cents(0), Cents(2025)),
    }
    assert [one.envelope for one in found.values()] == [12025, 3025]


def test_a_day_knows_what_was_decided_by_then() -> None:
    budget = with_files({"budgets/2026-Q4.yaml": BUDGET}).budgets["2026-Q4"]
    early, later = (balances(budget, parse_day(day)) for day in ("2026-10-01", "2026-10-19"))
    assert (early["technique"].granted, early["technique"].requested) == (0, 12000)
    assert (later["technique"].envelope, later["communication"].envelope) == (10000, 5050)


def test_lines_count_by_the_day_of_the_work_rounded_as_they_are_paid() -> None:
    found = account(
        oct__loic=line("laaaaaaa", "2026-09-30") + line("laaaaaab", "2026-10-01", hours="1.33", rate="17.5"),
        nov__loic=line("laaaaaac", "2026-10-31", rate="10") + line("laaaaaad", "2026-11-23", waived="true"),
        nov__noemie=line("naaaaaaa", "2026-11-02", circle=None),
    )
    work = row(found, "technique").work
    assert (work.hours, work.amount) == (333, 2328 + 1000)  # 1.33 x 17.5 = 23.275
    assert row(found, None).work.amount == 2000
    assert row(found, "technique").left == 12025 - 3328


def test_nothing_after_the_day_counts() -> None:
    files = {"nov__loic": line("laaaaaaa", "2026-11-02") + line("laaaaaab", "2026-11-20")}
    assert row(account(dt.date(2026, 11, 10), **files), "technique").work.amount == 2000
    assert row(account(**files), "technique").work.amount == 4000


def test_a_correction_stands_in_place_of_its_line() -> None:
    found = account(
        oct__loic=line("laaaaaaa", "2026-10-05", hours="3"),
        nov__loic=line("laaaaaab", "2026-10-05", circle=None, hours="2", corrects="laaaaaaa")
        + line("laaaaaac", "2026-10-05", circle="communication", hours="1", corrects="laaaaaab"),
    )
    assert [row(found, one).work.amount for one in ("technique", "communication")] == [0, 2000]
    undone = account(
        oct__loic=line("laaaaaaa", "2026-10-05") + line("laaaaaab", "2026-10-05", hours="0", corrects="laaaaaaa")
    )
    assert total(undone.rows).used == 0


def test_a_correction_that_names_no_circle_speaks_of_the_same_one() -> None:
    found = account(
        oct__loic=line("laaaaaaa", "2026-10-05", hours="3")
        + line("laaaaaab", "2026-10-05", circle=None, hours="2", corrects="laaaaaaa")
    )
    assert row(found, "technique").work.amount == 4000
    assert found.beside == ()


def test_a_status_that_is_not_paid_this_way_costs_nothing() -> None:
    found = account(
        members__noemie="handle: noemie\nstatuses:\n- status: staff\n  since: 2025-01-01\n",
        oct__noemie=line("naaaaaaa", "2026-10-05", hours="3"),
    )
    assert row(found, "technique").work == (300, 0)


def test_stipends_count_for_the_circle_of_the_role_month_by_month() -> None:
    role = (
        "role: admin-sys\ntitle: Administration\naccountabilities: [Serveurs]\n"
        "stipend:\n- since: 2026-01\n  monthly: 30\nmandates:\n- member: loic\n  since: 2026-11-16\n"
    )
    found = row(account(**{"roles__technique__admin-sys": role}), "technique")
    assert found.stipends == 1500  # half of November
    assert found.forecast == 1500 + 3000  # and December
    assert found.left == 12025 - 1500


def payout(month: str, *lines: str) -> str:
    return (
        f"period: {month}\nclosed: 2026-11-05\nclosed_by: noemie\nrules:\n  prorata: days\nlines:\n"
        + "".join(lines)
        + f"total: 0\ndigest: sha256:{'0' * 64}\n"
    )


def paid(
    kind: str, entry_id: str, amount: str, circle: str = "technique", date: str = "2026-10-05", **more: str
) -> str:
    keys = {
        "member": "loic", "kind": kind, "contribution": entry_id, "sheet": "2026-10", "date": date, "circle": circle,
        "hours": "1", "rate": "20", "amount": amount, **more,
    }  # fmt: skip
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in keys.items()) + "\n"


def test_paid_is_what_closed_months_paid_for_work_of_the_period() -> None:
    ten = payout(
        "2026-10",
        paid("contribution", "laaaaaaa", "20"),
        paid("contribution", "laaaaaab", "30", date="2026-09-30"),
        "- member: loic\n  kind: stipend\n  role: technique/admin-sys\n  month: 2026-10\n  monthly: 7\n  amount: 7\n",
        "- member: loic\n  kind: carried\n  amount: -5\n",
    )
    eleven = payout("2026-11", paid("correction", "laaaaaac", "-5", circle="communication", corrects="laaaaaaa"))
    found = account(**{"payouts__2026-10": ten, "payouts__2026-11": eleven})
    # The corrected line is wholly the other circle's, as it is on the board.
    assert [row(found, one).paid for one in ("technique", "communication")] == [700, 1500]
    before = account(dt.date(2026, 11, 4), **{"payouts__2026-10": ten})
    assert row(before, "technique").paid == 0


def test_a_circle_without_an_envelope_is_told_apart_from_the_others() -> None:
    found = account(
        circles__accueil="circle: accueil\ntitle: Accueil\n",
        oct__loic=line("laaaaaaa", "2026-10-05", circle="accueil") + line("laaaaaab", "2026-10-05", circle=None),
    )
    assert [one.circle for one in found.beside] == ["accueil", None]
    assert total(found.rows).used == 0


def test_an_envelope_in_another_period_is_not_missed_here() -> None:
    year = "period: 2026\nenvelopes:\n- circle: accueil\n  granted: 10\n  decision: 2026-10-01-enveloppes\n"
    found = account(
        circles__accueil="circle: accueil\ntitle: Accueil\n",
        budgets__2026=year,
        oct__loic=line("laaaaaaa", "2026-10-05", circle="accueil"),
    )
    assert (found.beside, {name: str(period) for name, period in found.apart.items()}) == ((), {"accueil": "2026"})


@pytest.mark.parametrize(
    ("hours", "mark", "over", "share"),
    [("0", None, False, 0), ("4.8", None, False, 79), ("4.81", 80, False, 80), ("6.01", 80, False, 99),
     ("6.02", 100, True, 100), ("9", 100, True, 149)],
)  # fmt: skip
def test_marks_at_80_and_100_percent(hours: str, mark: int | None, over: bool, share: int) -> None:
    found = row(account(oct__loic=line("laaaaaaa", "2026-10-05", hours=hours)), "technique")
    assert (found.mark, found.over, found.share) == (mark, over, share)


def test_an_envelope_used_to_the_cent_is_used_and_not_exceeded() -> None:
    found = row(account(oct__loic=line("laaaaaaa", "2026-10-05", hours="5", rate="24.05")), "technique")
    assert (found.mark, found.over, found.left) == (100, False, 0)


def test_where_it_leads_is_said_by_the_days_gone_by() -> None:
    period = parse_period("2026-Q4")
    half = pace_of(period, dt.date(2026, 11, 15))
    assert half == (46, 92)
    assert (half.ahead(1001), pace_of(period, dt.date(2026, 12, 31)).ahead(1001)) == (2002, 1001)
    assert pace_of(period, dt.date(2026, 9, 30)).ahead(0) is None
    assert pace_of(period, dt.date(2027, 3, 1)) == (92, 92)


def test_the_budgets_of_a_day_the_shortest_first() -> None:
    year = "period: 2026\nenvelopes: []\n"
    budgets = with_files({"budgets/2026-Q4.yaml": BUDGET, "budgets/2026.yaml": year}).budgets
    assert [str(one.period) for one in holding(budgets, TODAY)] == ["2026-Q4", "2026"]
    assert [str(one.period) for one in holding(budgets, dt.date(2026, 3, 1))] == ["2026"]
    assert elsewhere(budgets, parse_period("2026-Q4")) == {}

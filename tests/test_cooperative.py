"""The cooperative as a whole: headcounts, shares that tell nothing of a few, posts, workshops."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from coopctl.cooperative import people
from coopctl.cooperative.facts import facts, line_of
from coopctl.cooperative.shares import FEWEST, shares
from coopctl.ledger import Ledger
from tests.small import FILES, found, with_files

DAY = dt.date(2026, 11, 23)


def coop(charter: str = "", **members: str) -> Ledger:
    files = {f"members/{name}.yaml": f"handle: {name}\n{text}" for name, text in members.items()}
    kinds = FILES["coop.yaml"].replace("  paid: false\n", "  paid: false\n  contract: staff\n")
    return with_files({"members/loic.yaml": None, "members/noemie.yaml": None, "roles/technique/admin-sys.yaml": None,
                       "coop.yaml": kinds + charter, **files})  # fmt: skip


def cape(since: str, more: str = "") -> str:
    return f"statuses:\n- status: cape\n  since: {since}\n{more}"


# --- shares ---


@given(st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", None]), max_size=60))
def test_no_small_group_can_be_told_from_what_is_said(labels: list[str | None]) -> None:
    told, counts = shares(labels), Counter(labels)
    hidden = counts.keys() - {label for label, _n in told.groups}
    assert told.total == len(labels) == sum(n for _label, n in told.groups) + told.others
    assert all(n == counts[label] >= FEWEST for label, n in told.groups)
    assert told.others == sum(counts[label] for label in hidden)
    if told.groups and hidden:
        assert len(hidden) > 1
        assert told.others >= FEWEST


def test_a_lone_small_group_takes_the_next_with_it() -> None:
    assert shares(["a"] * 6 + ["b"] * 7 + ["c"] * 2) == ((("b", 7),), 8, 15)
    assert shares(["a"] * 6 + ["b"] * 5) == ((("a", 6), ("b", 5)), 0, 11)
    assert shares(["a"] * 4) == ((), 4, 4)


# --- people ---


def test_growth_is_counted_and_not_told() -> None:
    """Fifteen then ninety in five years is 1.43 a year; doubling each year would have given 480."""
    members = {f"m{n}": cape("2016-06-01" if n < 15 else "2021-06-01") for n in range(90)}
    counts = people.headcounts(coop(**members), dt.date(2021, 12, 31))
    assert [one["members"] for one in counts] == [15, 15, 15, 15, 15, 90]
    assert [one["growth_percent"] for one in counts] == [None, 0, 0, 0, 0, 500]
    factor = people.yearly_growth(counts)
    assert factor is not None
    assert factor.fixed == "1.43"


def test_a_member_counts_with_a_status_until_the_last_day() -> None:
    ledger = coop(a=cape("2024-01-01", "left: 2025-06-30\n"), b="welcomed: 2024-02-01\n", c=cape("2025-06-30"))
    days = ("2023-12-31", "2024-03-01", "2025-06-30", "2025-07-01")
    assert [people.count(ledger, dt.date.fromisoformat(day)) for day in days] == [0, 1, 2, 1]
    assert people.counts_between(ledger, dt.date(2025, 6, 1), dt.date(2025, 7, 31)) == {1, 2}


def test_a_claim_is_right_where_it_was_so_on_one_day() -> None:
    who = {"members/a.yaml": "handle: a\n" + cape("2025-06-15")}
    claim = "milestones:\n- date: 2025-01\n  until: {until}\n  what: Une étape\n  members: 3\n"
    for until, rules in (("2025-06", []), ("2025-05", ["milestone-count-differs"])):
        charter = FILES["coop.yaml"] + claim.format(until=until)
        assert [one.rule for one in found({**who, "coop.yaml": charter})] == rules


def test_posts_for_ten_entrepreneurs() -> None:
    members = {f"m{n}": cape("2021-06-01") for n in range(90)}
    staff = "statuses:\n- status: staff\n  since: 2020-01-01\n"
    team = "support_team:\n- since: 2020-01\n  full_time: 1\n- since: 2021-01\n  full_time: 2.4\n"
    said = people.support_team(coop(team, s=staff, t=staff, u=staff, **members), DAY)
    assert said is not None
    assert (said["full_time"].fixed, said["people"], said["entrepreneurs"], said["per_ten"].fixed) == (
        "2.40", 3, 90, "0.27",
    )  # fmt: skip
    assert people.support_team(coop(s=staff), DAY) is None


def test_two_people_are_not_two_point_four_posts() -> None:
    charter = FILES["coop.yaml"].replace("paid: false\n", "paid: false\n  contract: staff\n")
    charter += "support_team:\n- since: 2021-01\n  full_time: 2.4\n"
    files = {f"members/{name}.yaml": f"handle: {name}\nstatuses:\n- status: staff\n  since: 2020-01-01\n"
             for name in ("s", "t")}  # fmt: skip
    seen = found({**files, "coop.yaml": charter})
    assert [(one.rule, one.severity) for one in seen] == [("more-posts-than-people", "warning")]
    assert "2.4" in str(seen[0].message)


# --- workshops and what else is told ---

WORKSHOP = """\
workshop: 2026-10-08-facture
title: Facture
date: 2026-10-08
hosts:
- loic
present: 6
lines:
- loic/k7m3qa2w
- loic/zzzzzzzz
"""
LINE = "- id: k7m3qa2w\n  date: 2026-10-08\n  hours: 2\n  rate: 15\n  what: Atelier\n"
PUT_RIGHT = "- id: p4xd7n5c\n  date: 2026-10-08\n  hours: 3\n  rate: 15\n  what: Atelier\n  corrects: k7m3qa2w\n"


def test_workshops_of_a_year_and_what_was_noted_for_them() -> None:
    ledger = with_files({
        "workshops/2026-10-08-facture.yaml": WORKSHOP,
        "workshops/2026-12-01-plus-tard.yaml": "workshop: 2026-12-01-plus-tard\ntitle: A\ndate: 2026-12-01\n",
        "contributions/2026-10/loic.yaml": LINE,
        "contributions/2026-11/loic.yaml": PUT_RIGHT,
    })  # fmt: skip
    said = facts(ledger, DAY)["workshops"]
    assert said == [{"year": 2026, "workshops": 1, "hosts": 1, "present": 6, "lines": 2, "lines_missing": 1,
                     "hours": 300, "amount": 4500}]  # fmt: skip
    assert line_of(ledger, "loic/zzzzzzzz") is None


def test_mediations_are_a_number_and_nothing_else() -> None:
    charter = FILES["coop.yaml"] + "mediations:\n- year: 2025\n  count: 2\n"
    assert facts(with_files({"coop.yaml": charter}), DAY)["mediations"] == [{"year": 2025, "count": 2}]
    more = found({"coop.yaml": charter + "  mediator: loic\n"})
    assert [one.rule for one in more][:1] == ["unknown-key"]

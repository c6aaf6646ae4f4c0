"""The pages of a year as facts: what the council is told of bodies, of exceptions and of what was put right."""

from __future__ import annotations

import datetime as dt
from typing import Any

from coopctl.cli.report_pages import assembly_page, council_page
from coopctl.problem import Finding, Place
from coopctl.summary.assembly import assembly
from coopctl.summary.council import council
from coopctl.words import T
from tests.summary.test_span import ledger

TODAY = dt.date(2026, 11, 24)


def finding(rule: str, path: str) -> Finding:
    return Finding(rule, "warning", path, "", Place(path), T("to be seen to"))


def test_the_council_hears_of_bodies_and_statutory_mandates_alone() -> None:
    found = [
        finding("appointment-awaited", "roles/orientation/cogerance.yaml"),
        finding("appointment-awaited", "roles/technique/admin-sys.yaml"),
        finding("body-out-of-bounds", "bodies/conseil.yaml"),
        finding("wrong-value", "bodies/conseil.yaml"),
        finding("circle-without-role", "circles/technique.yaml"),
    ]
    told = council(ledger(), 2026, TODAY, found)["obligations"]
    assert [one["rule"] for one in told] == ["appointment-awaited", "body-out-of-bounds"]


def test_the_council_hears_of_the_empty_seats_of_bodies_and_of_roles_the_law_knows() -> None:
    free = "title: Place\naccountabilities: [Une chose]\n"
    told = council(ledger(**{
        "bodies/conseil.yaml": "body: conseil\ntitle: Conseil\nkind: supervisory-board\nseats: 3\n",
        "roles/orientation/cogerance.yaml": f"role: cogerance\nstatutory: co-manager\n{free}",
        "roles/orientation/animation.yaml": f"role: animation\n{free}",
    }), 2026, TODAY, [])["vacancies"]  # fmt: skip
    assert [(one["role"], one["seats"]) for one in told] == [("orientation/cogerance", 1), ("conseil", 3)]


def test_statutory_mandates_come_with_their_assembly() -> None:
    role = """\
role: cogerance
title: Cogérance
statutory: co-manager
mandates:
- member: karim
  since: 2022-01-01
  until: 2025-12-31
  assembly: AG 2021
- member: loic
  since: 2026-01-01
  designated: 2025-11-02
"""
    facts = council(ledger(**{"roles/orientation/cogerance.yaml": role}), 2026, TODAY, [])
    assert [(one["member"], one["state"]) for one in facts["statutory"]] == [("loic", "pending")]
    before = council(ledger(**{"roles/orientation/cogerance.yaml": role}), 2025, TODAY, [])
    assert [(one["member"], one["assembly"]) for one in before["statutory"]] == [("karim", "AG 2021"), ("loic", None)]


def test_exceptions_are_told_by_what_they_are_about_never_whom() -> None:
    text = """\
- rule: rate-above-cap
  record: loic/laaaaaaa
  reason: Rattrapage
  decided_by: orientation
  expires: 2026-06-30
- rule: rate-above-cap
  record: loic/laaaaaab
  reason: Ancienne
  decided_by: orientation
  expires: 2025-06-30
"""
    facts = council(ledger(**{"exceptions.yaml": text}), 2026, TODAY, [])
    assert [one["reason"] for one in facts["exceptions"]] == ["Rattrapage"]
    assert "loic" not in str(facts["exceptions"])


def test_a_year_that_is_over_is_told_as_of_its_end() -> None:
    facts = assembly(ledger(), 2025, TODAY)
    assert (facts["as_of"], facts["over"]) == ("2025-12-31", True)
    assert [one["on"] for one in facts["people"]] == ["2023-12-31", "2024-12-31", "2025-12-31"]
    assert [one["member"] for one in facts["mandates"]] == ["loic"]
    assert (facts["elections"], facts["decisions"]) == ([], [])


def test_decisions_are_shown_only_where_there_are_any() -> None:
    facts: dict[str, Any] = assembly(ledger(), 2025, TODAY)
    titles = [part.title.shown("en") for part in assembly_page(facts, "Les Jours", {}).parts]
    assert "Decisions" not in titles
    facts["decisions"] = [{"method": "consent", "records": 7}, {"method": None, "records": 2}]
    part = next(part for part in assembly_page(facts, "Les Jours", {}).parts if part.title.shown("en") == "Decisions")
    assert [str(row[1]) for row in part.rows] == ["7", "2"]
    yearly: dict[str, Any] = council(ledger(), 2025, TODAY, [])
    yearly["decisions"] = [{"outcome": "declined", "records": 1}]
    assert any("came of them" in part.title.shown("en") for part in council_page(yearly, "Les Jours", {}).parts)

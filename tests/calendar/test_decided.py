"""What decisions and elections give a calendar: from files as dicts, on a day."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.calendar.test_sources import at, said
from tests.small import FILES

DAY = dt.date.fromisoformat
NAME = "2026-03-12-horaires"
ADOPTED = f"""\
decision: {NAME}
title: Horaires de l'accueil
circle: technique
opened: 2026-03-12
proposal: L'accueil ouvre le mardi
rounds:
- date: 2026-03-12
  consenting: 6
  objecting: 1
objections:
- id: o1
  date: 2026-03-12
  round: 1
  ended: postponed
  ended_on: 2026-03-12
  until: 2026-12-15
outcomes:
- date: 2026-03-12
  outcome: adopted
review: 2027-01-21
"""
REVIEW = ("2027-01-21", f"{NAME} is to be reviewed: Horaires de l'accueil")
OBJECTION = ("2026-12-15", f"{NAME}: objection o1 comes back")


def decided(more: str = "") -> dict[str, str | None]:
    return {f"decisions/{NAME}.yaml": ADOPTED + more}


def test_a_review_and_an_objection_left_to_ripen_are_due_then_to_be_taken_up() -> None:
    assert said(at(decided()), "decision", "due") == [OBJECTION, REVIEW]
    assert said(at(decided(), DAY("2027-02-01")), "decision", "again") == [OBJECTION, REVIEW]
    assert said(at(decided(), DAY("2026-03-11"), 24), "decision") == [], "nobody knew of it"


def test_a_review_that_was_held_takes_up_the_objection_and_says_when_the_next_is() -> None:
    held = decided("reviews:\n- date: 2027-01-21\n  next: 2027-06-17\n")
    assert said(at(held, DAY("2027-01-20"), 12), "decision", "due") == [REVIEW], "it has not been held yet"
    after = at(held, DAY("2027-02-01"))
    assert said(after, "decision") == [("2027-06-17", REVIEW[1])]
    assert {one.id for one in at(decided()).all} & {one.id for one in after.all if one.kind == "decision"} == set()


def test_what_is_dropped_is_not_reviewed() -> None:
    dropped = ADOPTED.replace("review: 2027", "- date: 2026-09-01\n  outcome: dropped\nreview: 2027")
    assert said(at({f"decisions/{NAME}.yaml": dropped}), "decision") == []


def test_a_mandate_on_the_condition_of_a_decision_brings_its_review_and_its_end_to_the_holder() -> None:
    role = "roles/technique/admin-sys.yaml"
    old = str(FILES[role])
    held = old.replace("- member: loic\n", f"- member: loic\n  condition: {NAME}\n", 1)
    assert held != old
    [review] = [one for one in at({**decided(), role: held}).due if one.what.shown("en") == REVIEW[1]]
    assert "loic" in review.members
    dropped = {f"decisions/{NAME}.yaml": ADOPTED.replace("review:", "- date: 2026-09-01\n  outcome: dropped\nreview:")}
    assert any("which does not hold any more" in words for _day, words in
               said(at({**dropped, role: held}), "mandate", "again"))  # fmt: skip


OPENED = """\
election: 2026-10-15-serveurs
events:
- {at: 2026-10-15, by: noemie, kind: framing, role: technique/admin-sys, term_months: 24,
   electorate: [loic, noemie], facilitator: claire, present: [loic, noemie]}
- {at: 2026-10-15, by: noemie, kind: suspension, until: 2026-11-22}
"""


@pytest.mark.parametrize(("day", "part"), [("2026-11-03", "due"), ("2026-11-23", "again"), ("2026-10-14", "none")])
def test_an_election_that_waits_for_a_day_is_due_then_to_be_taken_up(day: str, part: str) -> None:
    found = at({"elections/2026-10-15-serveurs.yaml": OPENED}, DAY(day))
    expected = [("2026-11-22", "2026-10-15-serveurs goes on")]
    assert said(found, "election", "due") == (expected if part == "due" else [])
    assert said(found, "election", "again") == (expected if part == "again" else [])

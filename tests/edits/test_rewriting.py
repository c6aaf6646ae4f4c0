"""What is said of a circle or a body is changed, taken away, and keeps its past; a body ends."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from coopctl.edits import body_edit, circle_edit
from coopctl.edits.governance import Change
from coopctl.ledger import Ledger
from coopctl.problem import Misuse, NotHere, Refused
from coopctl.records.sheet import fingerprint
from coopctl.snapshot import Overlay, Snapshot
from coopctl.values import Hours, When, parse_hours
from tests.small import snapshot

TODAY = dt.date(2026, 11, 23)
CIRCLE = "circle: technique\ntitle: Technique # un mot\npurpose: Réparer\nsince: 2019-03\n"
BODY = "body: conseil\ntitle: Conseil\nkind: supervisory-board\nterm_months: 48\n"
SEATED = BODY + "mandates:\n" + "".join(
    f"- member: {one}\n  since: 2026-01-01\n  until: 2029-12-31\n" for one in ("loic", "noemie")
)  # fmt: skip


def circle(text: str = CIRCLE) -> Snapshot:
    return snapshot({"circles/technique.yaml": text})


def body(text: str = BODY) -> Snapshot:
    return snapshot({"bodies/conseil.yaml": text})


def of(change: Change, path: str) -> str:
    return (change.edit.changes[path] or b"").decode()


def changed(before: Snapshot, facts: dict[str, Any], cadence: Any = None) -> str:
    change = circle_edit.edit(before, "technique", facts, "loic", TODAY, cadence=cadence)
    return of(change, "circles/technique.yaml")


def test_other_facts_leave_all_else_to_the_byte() -> None:
    facts = {"purpose": "Que ça marche", "sisters": ["communication"], "critical": None, "domain": "Les outils"}
    assert changed(circle(), facts) == (
        "circle: technique\ntitle: Technique # un mot\npurpose: Que ça marche\ndomain: Les outils\nsince: 2019-03\n"
        "sisters:\n- communication\n"
    )


def test_nothing_to_change_is_said() -> None:
    with pytest.raises(Refused, match="nothing changes"):
        changed(circle(), {"purpose": "Réparer", "clear": ["domain", "eligibility.partners"]})


def test_a_circle_may_not_end_up_within_itself_or_in_one_that_is_not_there() -> None:
    within = {"circles/communication.yaml": "circle: communication\ntitle: C\nparent: technique\n"}
    with pytest.raises(Refused) as refused:
        changed(snapshot(within), {"parent": "communication"})
    assert [one.rule for one in refused.value.findings] == ["circle-within-itself"]
    with pytest.raises(NotHere, match="the nearest is communication"):
        changed(circle(), {"sisters": ["comunication"]})


def test_a_trial_gets_its_outcome_and_needs_a_first_day() -> None:
    tried = CIRCLE + "pilot:\n  since: 2026-01\n  until: 2026-06\n"
    text = changed(circle(tried), {"pilot": {"outcome": "adopted", "scope": "La messagerie"}})
    assert "pilot:\n  since: 2026-01\n  until: 2026-06\n  scope: La messagerie\n  outcome: adopted\n" in text
    assert "pilot:\n  since: 2026-12\n  criteria: Trois sur quatre\n" in changed(
        circle(), {"pilot": {"criteria": "Trois sur quatre", "since": When("2026-12")}}
    )
    with pytest.raises(Misuse, match="--trial-since"):
        changed(circle(), {"pilot": {"outcome": "adopted"}})
    assert "pilot" not in changed(circle(tried), {"clear": ["pilot"]})


def quarter() -> Hours:
    return parse_hours("1.25")


def test_another_cadence_begins_and_the_one_before_stays_known() -> None:
    text = changed(circle(), {}, (When("2026-01-01"), {"every": "1 week", "length": quarter()}))
    assert text.endswith("meetings:\n- since: 2026-01-01\n  every: 1 week\n  length: 1.25\n")
    later = changed(circle(text), {}, (When("2026-12-01"), {"every": "2 weeks"}))
    assert later.endswith(
        "meetings:\n- since: 2026-01-01\n  until: 2026-11-30\n  every: 1 week\n  length: 1.25\n"
        "- since: 2026-12-01\n  every: 2 weeks\n  length: 1.25\n"
    )
    same = changed(circle(later), {}, (When("2026-12-01"), {"every": "3 weeks"}))
    assert same == later.replace("2 weeks", "3 weeks")
    with pytest.raises(Misuse, match="it meets otherwise from 1 December 2026 on already"):
        changed(circle(later), {}, (When("2026-06-01"), {"every": "3 weeks"}))
    with pytest.raises(Misuse, match="--every is missing"):
        changed(circle(), {}, (When("2026-06-01"), {"length": quarter()}))


def test_a_cadence_that_had_an_end_keeps_it() -> None:
    ending = CIRCLE + "meetings:\n- every: 1 week\n  until: 2027-06-30\n"
    text = changed(circle(ending), {}, (When("2027-01-01"), {"every": "2 weeks"}))
    assert "until: 2026-12-31" in text
    assert text.endswith("- since: 2027-01-01\n  until: 2027-06-30\n  every: 2 weeks\n")


def test_who_accepted_what_a_body_asks_is_asked_again() -> None:
    mark = fingerprint(Ledger(body()).bodies["conseil"])
    seated = SEATED.replace("  until: 2029-12-31\n- member: noemie", f"  sheet: {mark}\n- member: noemie")
    change = body_edit.edit(body(seated), "conseil", {"seats": 3, "least": 2}, "loic", TODAY)
    assert "seats: 3\nleast: 2\n" in of(change, "bodies/conseil.yaml")
    assert [command for _text, command in change.left] == ["coopctl body agree conseil loic"]
    with pytest.raises(Refused, match="nothing changes"):
        body_edit.edit(body(), "conseil", {"clear": ["seats"]}, "loic", TODAY)
    with pytest.raises(NotHere, match="there is no role"):
        body_edit.edit(body(), "conseil", {"role": "technique/admin"}, "loic", TODAY)


def close(before: Snapshot, on: str, end_all: bool) -> Change:
    return body_edit.close(before, "conseil", When(on), end_all, "loic", TODAY)


def test_a_body_ends_and_nobody_sits_on_in_it_unsaid() -> None:
    with pytest.raises(Refused, match="still sit in conseil after that day: loic, noemie") as refused:
        close(body(SEATED), "2026-11-30", False)
    assert refused.value.cure == "coopctl body close conseil --on 2026-11-30 --end-all"
    change = close(body(SEATED), "2026-11-30", True)
    assert of(change, "bodies/conseil.yaml").count("until: 2026-11-30") == 2
    assert "ended: 2026-11-30\n" in of(change, "bodies/conseil.yaml")
    later = SEATED + "- member: loic\n  since: 2030-01-01\n"
    change = close(body(later), "2026-11-30", True)
    assert "2030" not in of(change, "bodies/conseil.yaml")
    assert str(change.said[-1]) == "loic was to begin in conseil on 1 January 2030: that is taken out"
    before = body(SEATED)
    change = close(before, "2026-11-30", True)
    with pytest.raises(Refused, match="ended on 30 November 2026"):
        close(Snapshot(Overlay(before.files, change.edit.changes)), "2026-12-31", True)
    assert "mandates" not in of(close(body(), "2026-11", False), "bodies/conseil.yaml")

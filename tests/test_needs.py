"""Needs on a day: what is open, what waits, what it hints at, what was noted for it."""

from __future__ import annotations

import datetime as dt

import pytest

from coopctl import needs
from coopctl.records.model import judged
from coopctl.records.need import Need
from coopctl.values import Hours
from tests.small import ledger

DAY = dt.date(2026, 11, 23)
LINE = "- id: {}\n  date: {}\n  circle: technique\n{}  hours: {}\n  rate: 20\n  what: Essais\n{}"


def need(**facts: object) -> Need:
    tree = {"need": "visio", "title": "Une visio", "opened": "2026-09-01", **facts}
    found, faults = judged(Need, "needs/visio.yaml", tree)
    assert isinstance(found, Need), faults
    return found


def held(member: str = "loic", since: str = "2026-10-01", **more: str) -> dict[str, str]:
    return {"member": member, "since": since, **more}


def text(name: str, opened: str = "2026-11-02", rest: str = "") -> str:
    return f"need: {name}\ntitle: Un besoin\nopened: {opened}\n{rest}"


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "open"),
        ({"opened": "2026-12-01"}, "to-come"),
        ({"holders": [held()]}, "taken"),
        ({"holders": [held(deputy="true")]}, "open"),
        ({"holders": [held(until="2026-11-22")]}, "open"),
        ({"holders": [held(since="2026-11-24")]}, "open"),
        ({"holders": [held()], "done": "2026-11-23"}, "done"),
        ({"done": "2026-11-24"}, "open"),
        ({"dropped": "2026-10"}, "dropped"),
    ],
)
def test_its_state_on_a_day(facts: dict[str, object], state: str) -> None:
    assert need(**facts).state_on(DAY) == state


def test_its_age_stops_when_it_is_closed() -> None:
    assert need().age(DAY) == 83
    assert need(done="2026-09-11").age(DAY) == 10
    assert need(opened="2026-12-01").age(DAY) == 0


def test_it_is_stale_after_sixty_days_without_anybody() -> None:
    assert not needs.stale(need(opened="2026-09-24"), DAY)
    assert needs.stale(need(opened="2026-09-23"), DAY)
    assert not needs.stale(need(holders=[held()]), DAY)
    assert not needs.stale(need(holders=[held(until="2026-11-01")]), DAY), "given back three weeks ago"
    assert not needs.stale(need(kind="question"), DAY), "that is another remark"


def test_questions_wait_for_an_answer_and_support_for_somebody() -> None:
    assert needs.unmet(need(kind="question", opened="2026-10-23", holders=[held()]), DAY)
    assert not needs.unmet(need(kind="question", opened="2026-10-24"), DAY)
    assert needs.unmet(need(kind="support"), DAY)
    assert not needs.unmet(need(kind="support", holders=[held()]), DAY)
    assert not needs.unmet(need(kind="question", done="2026-11-01"), DAY)


def test_it_is_overdue_the_day_after() -> None:
    assert not needs.overdue(need(due="2026-11-23"), DAY)
    assert needs.overdue(need(due="2026-11-22"), DAY)
    assert not needs.overdue(need(due="2026-11"), DAY), "a month means its last day"
    assert not needs.overdue(need(due="2026-11-22", done="2026-11-23"), DAY)


def test_the_hint_of_a_circle_counts_to_three() -> None:
    assert needs.circle_hint(need()) == 0
    assert needs.circle_hint(need(people="2", critical="true")) == 2
    assert needs.circle_hint(need(recurring="true", critical="true", holders=[held(), held("noemie")])) == 3


def test_five_open_needs_of_a_tag_make_one_think_of_a_circle() -> None:
    files: dict[str, str | None] = {
        f"needs__b{i}": text(f"b{i}", rest="tags:\n- tulle\n- technique\n") for i in range(5)
    }
    assert needs.circles_to_think_of(ledger(**files), DAY) == [("tulle", 5)]
    files["needs__b0"] = text("b0", rest="tags:\n- tulle\ndone: 2026-11-10\n")
    assert needs.circles_to_think_of(ledger(**files), DAY) == []


def test_what_is_critical_then_pressing_then_old_comes_first() -> None:
    found = needs.listed(
        ledger(
            needs__a=text("a", "2026-11-03"),
            needs__b=text("b", "2026-11-02"),
            needs__c=text("c", rest="priority: high\n"),
            needs__d=text("d", rest="critical: true\n"),
            needs__e=text("e", rest="dropped: 2026-11-10\n"),
        ),
        DAY,
    )
    assert [name for name, _one in found] == ["d", "c", "b", "a"]


def test_a_circle_shows_what_is_done_beside_what_was_noted() -> None:
    board = LINE.format("k7m3qa2w", "2026-10-03", "  need: a\n", "2", "") + LINE.format(
        "k7m3qa2x", "2026-10-04", "", 1, ""
    )
    found = ledger(
        needs__a=text("a", rest="circle: technique\ndone: 2026-11-10\n"),
        needs__b=text("b", rest="circle: technique\n"),
        needs__c=text("c", rest="circle: technique\ndropped: 2026-11-10\n"),
        needs__d=text("d"),
        **{"contributions__2026-10__loic": board},
    )
    facts = needs.done_and_noted(found, "technique", DAY)
    assert facts == {"needs": {"done": 1, "among": 2}, "noted": {"year": 2026, "hours": 300, "amount": 6000}}
    assert needs.done_and_noted(found, "technique", dt.date(2026, 10, 3))["noted"]["hours"] == 200


def test_a_correction_counts_for_the_need_of_what_it_corrects() -> None:
    first = LINE.format("k7m3qa2w", "2026-10-03", "  need: a\n", "2", "")
    right = LINE.format("k7m3qa2x", "2026-10-03", "", "0.5", "  corrects: k7m3qa2w\n")
    gone = LINE.format("k7m3qa2y", "2026-10-03", "  need: a\n", "0", "  corrects: k7m3qa2w\n")
    for later, work in ((right, needs.Work(1, Hours(50), 1000)), (gone, needs.Work())):  # type: ignore[arg-type]
        found = ledger(
            needs__a=text("a"), **{"contributions__2026-10__loic": first, "contributions__2026-11__loic": later}
        )
        assert needs.noted(found, lambda row: row.need).get("a", needs.Work()) == work


def test_the_hours_of_co_managers_by_what_they_were() -> None:
    held = "mandates:\n- member: noemie\n  since: 2026-10-02\n"
    role = f"role: gerance\ntitle: Gérance\nstatutory: co-manager\nnature: strategy\n{held}"
    lines = [("k7m3qa2w", "2026-10-01", "", "9"), ("k7m3qa2x", "2026-10-03", "  need: a\n", "2"),
             ("k7m3qa2y", "2026-10-04", "  role: gerance\n", "3"), ("k7m3qa2z", "2026-10-05", "", "1")]  # fmt: skip
    board = "".join(LINE.format(*line, "") for line in lines)
    found = ledger(
        needs__a=text("a", rest="nature: technical\n"), roles__technique__gerance=role,
        **{"contributions__2026-10__noemie": board, "contributions__2026-10__loic": board},
    )  # fmt: skip
    assert needs.natures(found, DAY) == {"technical": 200, "strategy": 300, "unsaid": 100}
    assert needs.natures(found, dt.date(2026, 10, 3)) == {"technical": 200}

"""The conversation as a value: going back loses nothing, every answer is understood or refused in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopctl.document.read import read
from coopctl.document.write import emit
from coopctl.edits import drafts, habits, talk
from coopctl.edits.habits import Facts, Task
from coopctl.edits.talk import Talk, answer
from coopctl.values import Hours, Rate
from tests import small

TODAY = dt.date(2026, 10, 28)
TASKS = (
    Task("Permanence", "communication", None, Rate(1500), Hours(100)),
    Task("Sauvegardes", "technique", "admin-sys", Rate(2000), Hours(50)),
)
FACTS = Facts(
    TODAY,
    TASKS,
    TASKS[1],
    {"communication": "Communication", "technique": "Technique", "vie-cooperative": "Vie coopérative"},
    {"communication": (), "technique": ("admin-sys", "veille"), "vie-cooperative": ()},
)


def name(line: int) -> str:
    return "abcdefghijklmnopqrstuvwxyz"[line] * 8


def after(*answers: str, start: Talk | None = None) -> Talk:
    """The talk after these answers, each complete line accepted under an id of its own"""
    now = start or Talk(FACTS)
    for text in answers:
        turn = answer(now, text)
        assert turn.refused is None, (text, str(turn.refused))
        now = talk.accepted(turn.talk, name(now.line)) if turn.completed else turn.talk
    return now


def test_a_line_asked_question_by_question() -> None:
    done = after("Trier le local", "tech", "-", "1h30", "12,5", "hier")
    (entry,) = talk.entries(done, "ana")
    assert entry.what == "Trier le local"
    assert (entry.circle, entry.role, entry.recorded_by) == ("technique", None, "ana")
    assert (entry.hours, entry.rate, entry.date) == (150, 1250, dt.date(2026, 10, 27))
    assert (done.line, done.at, done.lines[-1]) == (1, "what", {})


def test_a_number_takes_a_usual_task_whole() -> None:
    now = after("2")
    assert now.at == "hours"
    assert {"circle": "technique", "role": "admin-sys", "rate": 2000}.items() <= now.now.items()
    assert talk.default(now) == 50


def test_enter_repeats_the_line_before() -> None:
    now = after("Trier le local", "vie coop", "2h", "10", "hier", "")
    assert now.at == "hours"
    assert now.now["what"] == "Trier le local"
    (first, second) = talk.entries(after("", "", start=now), None)
    assert first._replace(id="") == second._replace(id="")


def test_enter_at_the_first_question_repeats_the_last_line_ever_noted() -> None:
    assert after("").now["what"] == "Sauvegardes"


def test_enter_ends_where_there_is_nothing_to_repeat() -> None:
    assert answer(Talk(Facts(TODAY)), "").ended
    assert answer(Talk(FACTS), ".").ended


def test_a_role_is_asked_only_where_the_circle_has_some() -> None:
    assert after("x", "communication").at == "hours"
    assert after("x", "technique").at == "role"


def test_going_back_keeps_what_comes_after() -> None:
    late = after("Trier", "technique", "veille", "1h", "10", "<", "<")
    assert late.at == "hours"
    mended = after("2h", start=late)
    assert mended.at == "date"
    assert mended.now["rate"] == 1000


def test_going_back_from_a_new_line_reopens_the_one_before_and_loses_neither() -> None:
    now = after("Trier", "communication", "1h", "10", "", "Deux", "<", "<")
    assert (now.line, now.at) == (0, "date")
    mended = after("hier", start=now)
    assert mended.lines[0]["date"] == dt.date(2026, 10, 27)
    assert (mended.line, mended.at, mended.now) == (1, "circle", {"what": "Deux"})


def test_another_circle_lets_the_role_go() -> None:
    now = after("x", "technique", "veille", "<", "<", "communication")
    assert now.at == "hours"
    assert "role" not in now.now


def test_the_first_question_has_none_before_it() -> None:
    assert "first" in str(answer(Talk(FACTS), "<").refused)


def test_days_may_be_a_span() -> None:
    (entry,) = talk.entries(after("x", "-", "30h", "10", "12/10 au 16/10"), None)
    assert (entry.date, entry.until) == (dt.date(2026, 10, 12), dt.date(2026, 10, 16))


def test_a_task_taken_by_accident_is_not_kept_as_begun() -> None:
    assert talk.unfinished(after("2")) == ()
    assert talk.unfinished(after("x", "-", "1h", "5", "", "")) == ()
    assert len(talk.unfinished(after("2", "1h"))) == 1
    assert len(talk.unfinished(after("Autre chose"))) == 1


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (("7",), "number of the list"),
        (("x", "jardin"), "none of these"),
        (("x", "-", "un moment"), "not a time"),
        (("x", "-", "0"), "a time is needed"),
        (("x", "-", ""), "a time is needed"),
        (("x", "-", "1.234,5"), "both a point and a comma"),
        (("x", "-", "1h", "beaucoup"), "not a rate"),
        (("x", "-", "1h", "10", "2026-10-29"), "after today"),
        (("x", "-", "1h", "10", "2026-10-20 .. 2026-10-19"), "before it begins"),
        (("x\u202ey",), ""),
    ],
)
def test_a_bad_answer_is_refused_with_the_reason_and_asked_again(answers: tuple[str, ...], reason: str) -> None:
    before = after(*answers[:-1])
    turn = answer(before, answers[-1])
    assert turn.refused is not None
    assert reason in str(turn.refused)
    assert turn.talk == before


def test_a_refused_line_asks_again_only_what_is_wrong() -> None:
    turn = answer(after("x", "-", "1h", "35"), "hier")
    assert turn.completed
    again = talk.reopened(turn.talk, "rate")
    assert again.at == "rate"
    assert again.now.keys() == turn.talk.now.keys() - {"rate"}
    assert talk.entries(again, None) == []
    assert after("30", start=again).line == 1


ANSWERS = st.sampled_from(
    ["", "1", "2", "9", "<", "<", "<", "Réunion", "technique", "Vie", "-", "veille", "1h30", "45min", "15", "hier", "x"]
)


def reached(typed: list[str]) -> Talk:
    now = Talk(FACTS)
    for text in typed:
        turn = answer(now, text)
        now = talk.accepted(turn.talk, name(now.line)) if turn.completed else turn.talk
    return now


@given(st.lists(ANSWERS, max_size=30))
def test_going_back_never_loses_an_answer(typed: list[str]) -> None:
    now = reached(typed)
    back = now
    for _ in range(40):
        back = answer(back, "<").talk
        assert back.lines == now.lines
    assert (back.line, back.at) == (0, "what")


@given(st.lists(ANSWERS, max_size=30))
def test_going_back_and_entering_through_changes_nothing(typed: list[str]) -> None:
    now = reached(typed)
    back = answer(now, "<").talk
    turn = answer(back, "")
    if back != now:
        kept = talk.accepted(turn.talk, "zzzzzzzz") if turn.completed else turn.talk
        assert [{**one, "id": ""} for one in kept.lines if one] == [{**one, "id": ""} for one in now.lines if one]


@given(st.lists(ANSWERS, max_size=30))
def test_every_line_but_the_last_is_complete_or_reopened(typed: list[str]) -> None:
    now = reached(typed)
    open_ = [i for i, one in enumerate(now.lines) if not talk.complete(FACTS, one)]
    assert set(open_) <= {now.line, len(now.lines) - 1}


@given(st.lists(ANSWERS, max_size=30))
def test_a_draft_comes_back_as_it_was(typed: list[str]) -> None:
    now = reached(typed)
    root = read("", emit(drafts.draft("loic", now.lines)).encode()).root
    member, lines = drafts.taken_up(root)
    kept: list[dict[str, Any]] = [{k: v for k, v in one.items() if k in drafts.SAVED} for one in now.lines if one]
    assert (member, lines) == ("loic", kept)


def test_a_draft_that_someone_spoiled_is_taken_as_far_as_it_can_be_read() -> None:
    assert drafts.taken_up("x") == ("", [])
    assert drafts.taken_up({"member": "loic", "lines": [{"what": "x", "hours": "1:30"}, "y", {"rate": ["1"]}]}) == (
        "loic",
        [{"what": "x"}],
    )


ONE = "- {{id: aaaaaaa{n}, date: 2026-{m}-0{n}, circle: technique, role: admin-sys, hours: 1, rate: {rate}, "
TWO = "what: Sauver}}\n- {{id: bbbbbbb{n}, date: 2026-{m}-0{n}, hours: 2, rate: 10, what: Fois {m}}}\n"
SHEET = ONE + TWO


def test_habits_are_the_members_own_most_frequent_first_as_done_last() -> None:
    changes = {
        "contributions/2026-09/loic.yaml": SHEET.format(n=2, m="09", rate=15),
        "contributions/2026-10/loic.yaml": SHEET.format(n=3, m="10", rate=20),
        "contributions/2026-10/noemie.yaml": "- {id: ccccccc2, date: 2026-10-01, hours: 1, rate: 5, what: Secret}\n",
        "circles/ancien.yaml": "circle: ancien\ntitle: Ancien\nended: 2020-01\n",
        "roles/technique/astreinte.yaml": "role: astreinte\ntitle: Astreinte\n",
    }
    found = habits.facts(small.snapshot(changes).files, "loic", TODAY)
    assert [task.what for task in found.tasks] == ["Sauver", "Fois 10", "Fois 09"]
    assert (found.tasks[0].rate, found.tasks[0].role) == (2000, "admin-sys")
    assert found.last is not None
    assert found.last.what == "Fois 10"
    assert "ancien" not in found.circles
    assert found.roles["technique"] == ("admin-sys", "astreinte")

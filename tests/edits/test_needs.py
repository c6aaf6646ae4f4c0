"""Saying a need, taking it, giving it back: what is written, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from coopctl.edits import leaving, needs
from coopctl.edits.governance import Change
from coopctl.edits.needs import Taking
from coopctl.merge.record import merge_record
from coopctl.problem import Misuse, NotHere, Refused
from coopctl.values import When
from tests.small import TODAY, snapshot

PATH = "needs/visio.yaml"
VISIO = "need: visio\ntitle: Une visio\nopened: 2026-11-02\n"
CRITICAL = VISIO + "critical: true\n"
TAKEN = VISIO + "holders:\n- member: loic\n  since: 2026-11-03\n"


def take(text: str, handle: str = "loic", more: Mapping[str, str] = {}, **when: object) -> Change:
    taking = Taking(**when)  # type: ignore[arg-type]
    return needs.take(snapshot({PATH: text, **more}), "visio", handle, taking, handle, TODAY)


def text(change: Change) -> str:
    data = change.edit.changes[PATH]
    assert data is not None
    return data.decode()


def test_anyone_says_a_need() -> None:
    change = needs.add(
        snapshot(), "visio", "Une visio", {"opened": When("2026-11-23"), "by": "noemie", "tags": ["outils"]}, "noemie",
        TODAY, "demandé en réunion",
    )  # fmt: skip
    assert text(change).splitlines()[1:] == [
        "need: visio", "title: Une visio", "opened: 2026-11-23", "by: noemie", "tags:", "- outils",
    ]  # fmt: skip
    assert change.edit.message.subject == "need: add visio"
    with pytest.raises(Refused):
        needs.add(snapshot({PATH: VISIO}), "visio", "Une visio", {}, "noemie", TODAY)
    with pytest.raises(NotHere):
        needs.add(snapshot(), "visio", "Une visio", {"circle": "tecnique"}, "noemie", TODAY)


def test_what_is_not_critical_is_taken_at_once() -> None:
    assert text(take(VISIO)) == VISIO + "holders:\n- member: loic\n  since: 2026-11-23\n"
    both = take(TAKEN, "noemie")
    assert text(both) == TAKEN + "- member: noemie\n  since: 2026-11-23\n"
    with pytest.raises(Refused):
        take(TAKEN)


def test_what_is_critical_is_taken_for_a_time_agreed() -> None:
    since, until = When("2026-11-23"), When("2027-11-22")
    for when in ({}, {"since": since}):
        with pytest.raises(Misuse, match="--until is missing") as refused:
            take(CRITICAL, **when)
        assert refused.value.cure == "coopctl need take visio loic --until DATE"
    assert text(take(CRITICAL, until=until)) == text(take(CRITICAL, since=since, until=until)), "from today on"
    change = take(CRITICAL, since=since, until=until)
    assert text(change).endswith("  since: 2026-11-23\n  until: 2027-11-22\n")
    assert change.left, "a deputy is still to be found"
    assert text(take(CRITICAL, deputy=True)).endswith("  since: 2026-11-23\n  deputy: true\n")


def test_a_commitment_to_its_circle_is_the_time_agreed() -> None:
    members = "members:\n- member: loic\n  since: 2026-01\n  until: 2027-06\n"
    circle = f"circle: compta\ntitle: Compta\naccess: commitment\n{members}"
    more = {"circles/compta.yaml": circle}
    change = take(CRITICAL.replace("opened", "circle: compta\nopened"), more=more, since=When("2026-11-23"))
    assert text(change).endswith("  since: 2026-11-23\n  until: 2027-06\n")


def test_it_is_given_back_without_a_reason() -> None:
    change = needs.release(snapshot({PATH: TAKEN}), "visio", "loic", When("2026-11-23"), "loic", TODAY)
    assert text(change) == TAKEN + "  until: 2026-11-23\n"
    assert change.edit.message.reason == ""
    assert change.left[0][1] == "coopctl need take visio"
    with pytest.raises(Refused):
        needs.release(snapshot({PATH: TAKEN}), "visio", "noemie", When("2026-11-23"), "noemie", TODAY)


def test_a_question_is_done_with_its_answer() -> None:
    question = VISIO.replace("opened", "kind: question\nopened")
    on = When("2026-11-23")
    with pytest.raises(Misuse, match="--answer"):
        needs.done(snapshot({PATH: question}), "visio", on, None, "loic", TODAY)
    change = needs.done(snapshot({PATH: question}), "visio", on, "Oui", "loic", TODAY)
    assert text(change) == question + "done: 2026-11-23\nanswer: Oui\n"
    with pytest.raises(Refused):
        needs.drop(snapshot({PATH: text(change)}), "visio", on, "loic", TODAY)


def test_a_day_before_it_was_said_is_refused_with_the_finding() -> None:
    with pytest.raises(Refused) as caught:
        needs.drop(snapshot({PATH: VISIO}), "visio", When("2026-10-01"), "loic", TODAY)
    assert [one.rule for one in caught.value.findings] == ["span-reversed"]


def changed(before: str, **facts: object) -> str:
    return text(needs.edit(snapshot({PATH: before}), "visio", facts, "noemie", TODAY))


def test_a_need_is_said_otherwise_and_who_has_it_stays() -> None:
    assert changed(TAKEN, title="Une caméra", due=When("2026-12-15"), circle=None) == TAKEN.replace(
        "title: Une visio\n", "title: Une caméra\n"
    ).replace("holders:", "due: 2026-12-15\nholders:")
    assert changed(CRITICAL, clear=["critical"]) == VISIO
    with pytest.raises(Refused, match="nothing changes"):
        changed(VISIO, title="Une visio", clear=["due"])
    with pytest.raises(NotHere):
        changed(VISIO, circle="tecnique")


def test_who_leaves_is_told_what_they_have() -> None:
    change = leaving.leave(snapshot({PATH: TAKEN}), "loic", When("2026-11-30"), "loic", TODAY)
    assert "coopctl need release visio loic --on 2026-11-30" in [command for _fact, command in change.left]


def test_two_who_take_it_in_two_clones_both_have_it() -> None:
    ours, theirs = (text(take(VISIO, who)).encode() for who in ("loic", "noemie"))
    merged = merge_record(VISIO.encode(), ours, theirs, PATH, {})
    assert (
        merged.data
        == (VISIO + "holders:\n- member: noemie\n  since: 2026-11-23\n- member: loic\n  since: 2026-11-23\n").encode()
    )

"""Consent: whatever happens in whatever order, nothing is adopted over an objection or by an answer to another text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopctl.check import check
from coopctl.consent import Asked, Changed, Ended, Ending, Raised, Step, replay
from coopctl.decisions import consent_of, seen, stats
from coopctl.edits import decided, decisions
from coopctl.edits.deciding import Asking
from coopctl.edits.governance import Change
from coopctl.ledger import Ledger
from coopctl.problem import CoopError, Misuse, Refused
from coopctl.records.decision import Decision
from coopctl.snapshot import Overlay, Snapshot
from tests.small import TODAY, snapshot, with_files

NAME = "2026-03-12-horaires"
DAY = dt.date(2026, 3, 12)
ENDINGS: tuple[Ending, ...] = ("integrated", "withdrawn", "noted", "postponed")
names = st.sampled_from(["o1", "o2", "o3"])
counts = st.integers(0, 4)
steps = st.one_of(
    st.just(Changed()),
    st.builds(Asked, st.none() | counts, counts, counts, st.none() | counts),
    st.builds(Raised, names),
    st.builds(Ended, names, st.sampled_from(ENDINGS)),
)


@settings(max_examples=2500, deadline=None)
@given(st.lists(steps, max_size=12))
def test_there_is_consent_only_after_a_full_round_on_what_is_proposed_and_no_objection_left(told: list[Step]) -> None:
    found = replay(told).lacks
    rounds = [i for i, step in enumerate(told) if isinstance(step, Asked)]
    changed = [i for i, one in enumerate(told)
               if isinstance(one, Changed) or (isinstance(one, Ended) and one.how == "integrated")]  # fmt: skip
    ends: dict[str, bool] = {}
    for step in told:
        if isinstance(step, (Raised, Ended)):
            ends[step.objection] = isinstance(step, Ended)
    if found is None:
        last = told[rounds[-1]]
        assert isinstance(last, Asked)
        assert last.full
        assert not [i for i in changed if i > rounds[-1]]
        assert all(ends.values())
        assert last.objecting <= len([one for one in told[rounds[-1] :] if isinstance(one, Raised)])
    elif not rounds:
        assert found in ("not-asked", "objection-open")


def test_an_integrated_objection_asks_again_even_of_the_same_text() -> None:
    heard = [Asked(7, 1), Raised("o1")]
    assert replay([*heard, Ended("o1", "noted")]).lacks is None
    assert replay([*heard, Ended("o1", "integrated")]).lacks == "asked-before"
    assert replay([*heard, Ended("o1", "integrated"), Changed(), Asked(8)]).lacks is None


@pytest.mark.parametrize(
    ("asked", "full"),
    [
        (Asked(7), True),
        (Asked(6, 1, 1, 8), True),
        (Asked(6, 1, 0, 8), False),
        (Asked(None, 1), False),
        (Asked(0, 0, 8, 8), False),
    ],
)
def test_a_round_asks_everybody_or_is_none(asked: Asked, full: bool) -> None:
    assert asked.full is full


# --- the same through what people type: any order of commands ---

Move = Callable[[Asking], Change]
moves = st.one_of(
    st.builds(lambda n, o: lambda a: decisions.ask(a, n, o, 0), counts, st.integers(0, 2)),
    st.just(lambda a: decisions.object_(a, None, None)),
    st.just(lambda a: decisions.amend(a, "Autrement")),
    st.builds(lambda o, how: lambda a: decisions.resolve(a, o, ended(how)), names, st.sampled_from(ENDINGS)),
    st.just(lambda a: decisions.adopt(a, decisions.Adoption())),
    st.builds(lambda how: lambda a: decided.end(a, how, {}), st.sampled_from(["withdrawn", "dropped", "broken"])),
    st.just(lambda a: decided.review(a, dt.date(2027, 3, 12), None)),
    st.just(lambda a: decided.take_up(a, "discussing", None)),
)


def ended(how: str) -> decisions.End:
    return decisions.End(how, "Un autre texte" if how == "integrated" else None, None, TODAY if how == "postponed" else
                         None)  # fmt: skip


def after(before: Snapshot, change: Change) -> Snapshot:
    return Snapshot(dict(Overlay(before.files, change.edit.changes)), "next")


def asking(at: Snapshot) -> Asking:
    return Asking(at, NAME, "loic", DAY, TODAY)


def proposed() -> Snapshot:
    base = snapshot()
    made = decisions.propose(asking(base), "Horaires", "Le mardi", {"circle": "technique"}, {"present": 3})
    return after(base, made)


@settings(max_examples=150, deadline=None)
@given(st.lists(moves, max_size=10))
def test_whatever_is_typed_what_is_adopted_has_consent(typed: list[Move]) -> None:
    at = proposed()
    for move in typed:
        try:
            at = after(at, move(asking(at)))
        except CoopError:
            continue
        one: Decision = Ledger(at).decisions[NAME]
        if one.adopted:
            assert all(raised.ended for raised in one.objections)
            last = one.rounds[-1]
            assert last.amendment == len(one.amendments)
            assert last.consenting is not None
            assert last.consenting + last.objecting + last.absent >= 3
            assert all(raised.ended != "integrated" for raised in one.objections if raised.round == len(one.rounds))
    assert [str(one.message) for one in check(Ledger(at), TODAY) if one.severity == "error"] == []


def refused(move: Move, at: Snapshot) -> str:
    with pytest.raises((Refused, Misuse)) as caught:
        move(asking(at))
    assert caught.value.cure
    return f"{caught.value} → {caught.value.cure}".replace("\u00a0", " ")


def test_what_is_missing_is_said_with_the_next_command() -> None:
    def adopt(asked: Asking) -> Change:
        return decisions.adopt(asked, decisions.Adoption(review=dt.date(2027, 3, 12)))

    at = proposed()
    assert "decision round" in refused(adopt, at)
    at = after(at, decisions.ask(asking(at), 2, 1, 0))
    assert "decision object" in refused(adopt, at)
    at = after(at, decisions.object_(asking(at), "noemie", "Trop tôt"))
    assert "decision resolve" in refused(adopt, at)
    assert "decision resolve" in refused(lambda a: decisions.ask(a, 3, 0, 0), at)
    at = after(at, decisions.resolve(asking(at), "o1", ended("integrated")))
    assert "--consenting N" in refused(adopt, at)
    at = after(at, decisions.ask(asking(at), 2, 0, 0))
    assert "--absent N" in refused(adopt, at)
    at = after(at, decisions.ask(asking(at), 2, 0, 1))
    at = after(at, adopt(asking(at)))
    assert Ledger(at).decisions[NAME].outcomes[-1].outcome == "amended"
    assert "--replaces" in refused(lambda a: decisions.amend(a, "Encore"), at)
    assert "--because" in refused(lambda a: decided.take_up(a, "declined", None), at)


# --- a day ---

TRIED = """\
decision: 2026-03-12-horaires
title: Horaires
circle: technique
opened: 2026-03-12
proposal: Le mardi
rounds:
- date: 2026-03-12
  consenting: 7
outcomes:
- date: 2026-03-12
  outcome: adopted
standing:
- kind: experiment
  since: 2026-04-01
criteria: Moins de portes closes
review: 2026-09-15
taken_up:
- date: 2026-04-10
  state: declined
  reason: Trop tôt
- date: 2026-05-01
  state: taken-up
"""
NEXT = """\
decision: 2026-07-01-horaires
title: Horaires
circle: technique
opened: 2026-07-01
method: advice
proposal: Le lundi
outcomes:
- date: 2026-07-01
  outcome: adopted
replaces: 2026-03-12-horaires
"""


@pytest.mark.parametrize(
    ("day", "state", "standing", "tried"),
    [
        ("2026-03-20", "in-force", None, 0),
        ("2026-04-01", "in-force", "experiment", 1),
        ("2026-04-15", "declined", "experiment", 15),
        ("2026-06-30", "in-force", "experiment", 91),
        ("2026-07-01", "replaced", None, 91),
        ("2026-11-23", "replaced", None, 91),
    ],
)
def test_a_decision_on_a_day(day: str, state: str, standing: str | None, tried: int) -> None:
    found = with_files({f"decisions/{NAME}.yaml": TRIED, "decisions/2026-07-01-horaires.yaml": NEXT})
    one = seen(found, NAME, dt.date.fromisoformat(day))
    assert (one.state, one.standing, one.days_tried) == (state, standing, tried)
    assert consent_of(one.decision).lacks is None


def test_how_often_each_method_is_used() -> None:
    found = with_files(
        {
            f"decisions/{NAME}.yaml": TRIED,
            "decisions/2026-07-01-horaires.yaml": NEXT,
            "decisions/2026-10-01-enveloppes.yaml": None,
        }
    )
    before, now = (stats(found, day) for day in (dt.date(2026, 6, 30), TODAY))
    assert (before["decisions"], before["methods"]["consent"], before["by_will"]) == (1, 1, [NAME])
    assert [(one["quarter"], one["of"], one["consent"], one["advice"]) for one in now["quarters"]] == [
        ("2026-Q1", "technique", 1, 0),
        ("2026-Q3", "technique", 0, 1),
    ]
    assert (now["taken_up"], now["by_will"]) == ({"taken-up": 1, "discussing": 0, "declined": 0}, [])

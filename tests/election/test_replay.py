"""The replay of an election: sound records come to what they say, broken ones are told, random ones never crash."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopctl.document.read import bare, read
from coopctl.election.presets import _COMMON, PRESETS, SOURCES, preset
from coopctl.election.replay import HANDLERS, replay
from coopctl.election.state import State
from coopctl.election.steps import _BY_STEP, may, next_steps
from coopctl.election.tally import ladder, tally, tied
from coopctl.records.election import Election
from coopctl.records.model import judged
from coopctl.records.rules import Rules
from tests.election import chance
from tests.election.golden import ALL, CHANGE, GOLDEN, SHORTER, SLATE, ended, event, framed, named, proposed


def played(text: str) -> State:
    tree = bare(read("elections/x.yaml", f"election: 2026-10-15-x\nevents:\n{text}".encode()).root)
    record, faults = judged(Election, "elections/x.yaml", tree)
    assert record is not None, faults
    return replay("2026-10-15-x", record.events)


def rules(text: str) -> list[tuple[str, int]]:
    return [(one.rule, one.event) for one in played(text).broken]


@pytest.mark.parametrize("name", GOLDEN)
def test_golden_records_are_sound_and_come_to_what_they_say(name: str) -> None:
    text, step, members = GOLDEN[name]
    state = played(text)
    assert [(one.rule, str(one.message)) for one in state.broken] == []
    assert (state.step, tuple(out.member for out in state.outcomes)) == (step, members)


@pytest.mark.parametrize("name", GOLDEN)
def test_killed_at_any_event_the_state_is_one_that_was_true(name: str) -> None:
    lines = GOLDEN[name][0].split("\n- ")
    for count in range(1, len(lines)):
        state = played("\n- ".join(lines[:count]) + "\n")
        assert state.broken == []
        kind = lines[count].partition("kind: ")[2].split(",")[0].split("\n")[0].rstrip("}")
        assert may(state, kind), (state.step, kind)


START = framed() + named("bob", "bob", "ana")


@pytest.mark.parametrize(
    ("text", "rule", "at"),
    [
        (START + CHANGE + proposed("bob") + SHORTER + ended("bob"), "election-consent-carried-over", 7),
        (START + CHANGE + proposed("bob") + ended("bob"), "round-not-full", 4),
        (START + CHANGE + proposed("bob") + event("objection", "objection: o1, member: ana") + ended("bob"),
         "election-objection-left-open", 5),
        (START + CHANGE + proposed("bob") + ALL + ended("bob").split("\n", 1)[1], "mandate-without-acceptance", 5),
        (START + CHANGE + proposed("bob") + ALL + ended("bob", "2029-10-31"), "election-term-too-long", 6),
        (START + CHANGE + proposed("cleo"), "proposed-not-nominated", 3),
        (framed(", rules: {quorum_percent: 90}") + named("bob", "bob", "ana"), "quorum-missing", 1),
        (START + event("ballots", "ballots: [{voter: dino, nominee: bob, withheld: true}]"),
         "election-out-of-order", 2),
        (START + event("arrival", "members: [dino]") + event("change", "ballots: [{voter: dino, nominee: bob}]"),
         "ballot-not-allowed", 3),
        (START + CHANGE + proposed("bob") + event("consent", "members: [eve]"), "voter-not-in-electorate", 4),
        (START + CHANGE + CHANGE + CHANGE, "election-out-of-order", 4),
        (named("bob", "bob", "ana"), "election-out-of-order", 0),
        (START + framed(), "election-out-of-order", 2),
    ],
)  # fmt: skip
def test_a_rule_that_is_broken_is_told_at_its_event(text: str, rule: str, at: int) -> None:
    assert (rule, at) in rules(text)


def test_what_is_odd_and_no_fault() -> None:
    """A tie, oneself, someone who could not hold it, a facilitator who is named: told, never refused."""
    state = played(framed(", eligible: [ana, bob]") + named("ana", "eve", "dino"))
    assert state.broken == []
    assert len(state.remarks) == 3


def test_a_condition_asks_for_a_new_full_round() -> None:
    text = START + CHANGE + proposed("bob") + ALL
    text += event("acceptance", "member: bob, answer: conditions, amendment: {term_months: 12}")
    state = played(text)
    assert (state.step, state.proposal and state.proposal.term_months) == ("objections", 12)
    assert played(text + ended("bob")).broken[0].rule == "election-consent-carried-over"


def test_another_framing_asks_everybody_again_and_whoever_had_said_yes() -> None:
    text = framed(", seats: 2, rules: {several_seats: slate}") + SLATE + CHANGE
    text += event("proposal", "members: [bob, cleo], reason: Ils se complètent") + ALL
    text += event("acceptance", "member: bob, answer: accepted") + event("reframing", "term_months: 12") + ALL
    state = played(text)
    assert (state.step, state.proposal and state.proposal.accepted) == ("acceptance", set())


@pytest.mark.parametrize(
    ("closes", "day", "silence"),
    [("2026-10-20", "2026-10-20", True), ("2026-10-20", "2026-10-19", False), ("2026-10-20T18:00", "2026-10-20", False),
     ("2026-10-20T18:00", "2026-10-20T18:00", True), ("2026-10-20T18:00", "2026-10-21", True)],
)  # fmt: skip
def test_silence_counts_once_the_time_is_over_for_certain(closes: str, day: str, silence: bool) -> None:
    text = framed(f", rules: {{silence: no-objection}}, times: {{objections: {{closes: '{closes}'}}}}")
    text += named("bob", "bob", "ana") + CHANGE + proposed("bob") + event("consent", "members: [ana, bob]")
    found = [one.rule for one in played(text + event("consent", "members: [cleo], silent: true", day)).broken]
    assert found == ([] if silence else ["silence-not-consent"])


def test_an_objection_that_ripens_holds_the_proposal_until_it_ends() -> None:
    text = START + CHANGE + proposed("bob") + event("consent", "members: [ana, bob]")
    text += event("objection", "objection: o1, member: cleo, text: Trop tôt")
    text += event("resolution", "objection: o1, ending: postponed, until: 2026-11-05")
    assert played(text).step == "maturing"
    assert played(text + event("resolution", "objection: o1, ending: noted")).step == "acceptance"


def test_who_leaves_is_not_waited_for_and_their_ballot_stands() -> None:
    state = played(START + event("departure", "members: [cleo]") + CHANGE + proposed("bob"))
    assert state.proposal is not None
    assert "cleo" not in state.proposal.consent.round.expected
    assert "cleo" in state.ballots


def test_who_is_proposed_speaks_when_the_rules_say() -> None:
    for say, place in (("first", 0), ("last", -1)):
        state = played(
            framed(f", rules: {{nominee_speaks: {say}}}") + named("bob", "bob", "ana") + CHANGE + proposed("bob")
        )
        assert state.speakers[place] == "bob"


def test_the_tally_never_picks() -> None:
    state = played(framed(", rules: {ties: ladder}") + named("bob", "ana", "cleo"))
    assert [one.ballots for one in tally(state)] == [1, 1, 1]
    assert tied(state) == ("ana", "bob", "cleo")
    assert [one.rung for one in ladder(state, ("bob",))] == ["self", "incumbent", "ask-again"]
    assert ladder(state, ("bob",))[1].names == ("bob",)
    assert state.step == "change"


def test_who_is_there_already_does_not_come_late() -> None:
    """A facilitator without a ballot keeps a voice, whatever is written of arrivals (found by chance, seed 190679)."""
    rules_ = ", rules: {facilitator_ballot: false, late_arrivals: watch}"
    text = framed(rules_).replace("facilitator: eve", "facilitator: ana") + event("arrival", "members: [ana]")
    assert ("election-out-of-order", 1) in rules(text)
    state = played(START.replace("eve", "ana") + event("suspension") + event("resumption", "present: [ana, bob, dino]"))
    assert set(state.late) == {"dino"}


def test_who_facilitated_the_ballots_without_one_owes_none_after_handing_over() -> None:
    text = framed(", rules: {facilitator_ballot: false}").replace("facilitator: eve", "facilitator: ana")
    text += event("ballots", 'ballots: [{voter: bob, nominee: ana, given: "hmac:01"},'
                  ' {voter: cleo, nominee: bob, given: "hmac:02"}]')  # fmt: skip
    text += CHANGE
    assert played(text).step == "proposal"
    text += event("handover", "facilitator: cleo")
    state = played(text + proposed("ana") + ALL + ended("ana"))
    assert (state.step, state.broken, list(state.ballots)) == ("designated", [], ["bob", "cleo"])
    assert played(text).step == "proposal", "nobody is sent back to the ballots"


def test_a_group_of_nobody_consents_to_nothing() -> None:
    state = played(START + CHANGE + proposed("bob") + event("departure", "members: [ana, bob, cleo]") + ended("bob"))
    assert state.outcomes == []


def test_presets_are_whole_and_every_value_has_a_source() -> None:
    keys = set(Rules.model_fields) - {"preset", "dated"}
    for name, choices in PRESETS.items():
        assert set(choices) == keys
        assert {one.source for one in choices.values()} <= set(SOURCES)
        assert preset(name).preset == name
    assert {key: getattr(Rules.model_construct(), key) for key in keys} == {k: c.value for k, c in _COMMON.items()}


def test_every_kind_of_event_is_handled_and_may_come() -> None:
    reachable = {kind for kinds in _BY_STEP.values() for kind in kinds}
    assert set(chance.KINDS) == set(HANDLERS)
    assert reachable <= set(HANDLERS)


def test_random_elections_never_crash_and_nobody_is_designated_without_consent() -> None:
    ends = chance.campaign(1500, seed=20261124)
    assert ends["designated"] > 50
    assert ends["sound"] > 50


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_any_seed_holds(seed: int) -> None:
    source: Any = random.Random(seed)
    record, state = chance.election(source)
    assert chance.unsound(record, state) is None
    assert next_steps(state) is not None


def test_who_is_waited_for_is_told_by_counting_too() -> None:
    seen = 0
    for seed in range(300):
        _record, state = chance.election(random.Random(seed))
        for one in (one for made in state.proposals for one in made.consent.rounds):
            seen += 1
            assert one.waiting == bool(one.silent)
            assert set(one.said) <= set(one.expected)
    assert seen > 100

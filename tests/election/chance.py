"""Elections at random, sound ones and wild ones: what must hold whatever the events are.

``python -m tests.election.chance [--count 10000] [--seed 1]``. The replay never raises; nobody is designated without
a full last round of all those present who have no objection, and without their own acceptance.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

from coopctl.election.replay import replay
from coopctl.election.state import State
from coopctl.election.steps import Next, next_steps
from coopctl.records.election import Election
from coopctl.records.model import judged

PEOPLE = ("ana", "bob", "cleo", "dino", "eve")
KINDS = (
    "framing", "ballots", "reveal", "change", "proposal", "consent", "objection", "clarification", "resolution",
    "acceptance", "mandate", "suspension", "resumption", "arrival", "departure", "handover", "reframing",
    "cancellation", "no-result", "reopening", "note", "erratum",
)  # fmt: skip


def some(chance: random.Random, people: Sequence[str] = PEOPLE) -> list[str]:
    """A few people, in any order."""
    return chance.sample(list(people), chance.randint(0, len(people)))


def framing(chance: random.Random) -> dict[str, Any]:
    """A framing, with any rules."""
    rules = {
        "passing": chance.choice(("true", "false")),
        "self_nomination": chance.choice(("true", "false")),
        "ballot_reasons": chance.choice(("true", "false")),
        "facilitator_ballot": chance.choice(("true", "false")),
        "change_rounds": chance.choice("012"),
        "change_to": chance.choice(("named", "anyone")),
        "proposed_from": chance.choice(("named", "anyone")),
        "nominee_speaks": chance.choice(("first", "last", "with-others")),
        "late_arrivals": chance.choice(("object", "watch")),
        "silence": chance.choice(("never", "no-objection")),
        "quorum_percent": chance.choice(("0", "50")),
        "several_seats": chance.choice(("one-by-one", "slate")),
    }
    electorate = list(PEOPLE[: chance.randint(1, 5)])
    wild = chance.random() < 0.2
    return {
        "kind": "framing", "role": "technique/admin-sys", "facilitator": chance.choice((*PEOPLE, "zoe")),
        "electorate": electorate, "present": some(chance, PEOPLE if wild else electorate) or ["ana"], "rules": rules,
        "eligible": some(chance) if wild else [], "seats": chance.choice("1112"), "term_months": "12",
        "level": chance.choice(("outcome", "summary", "full")),
    }  # fmt: skip


def ballot(chance: random.Random, voter: str, names: Sequence[str] = PEOPLE) -> dict[str, Any]:
    """A ballot, mostly a sound one."""
    found: dict[str, Any] = {"voter": voter}
    if chance.random() < 0.9:
        found["nominee"] = chance.choice(list(names))
    else:
        found["instead"] = chance.choice(("pass", "nobody", "outside-search"))
    if chance.random() < 0.8:
        found["given"] = "hmac:0011"
    return found


def event(chance: random.Random, kind: str, state: State, who: Sequence[str] = ()) -> dict[str, Any]:
    """An event of a kind, with those it waits for, or anybody."""
    people = list(who) or some(chance)
    proposed = state.proposal.names if state.proposal else ()
    names = list(state.named) or list(PEOPLE)
    made: dict[str, Any] = {"kind": kind}
    more: dict[str, Any] = {
        "framing": lambda: framing(chance),
        "ballots": lambda: {"ballots": [ballot(chance, one, PEOPLE) for one in people]},
        "reveal": lambda: {"reasons": [{"voter": one, "withheld": "true"} for one in people]},
        "change": lambda: {"ballots": [ballot(chance, one, names) for one in some(chance, list(state.ballots))]},
        "proposal": lambda: {"member": chance.choice(names), "reason": "Pour le rôle"},
        "consent": lambda: {"members": people} | ({"counted": "3"} if chance.random() < 0.2 else {}),
        "objection": lambda: {"objection": f"o{chance.randint(1, 9)}", "member": chance.choice(people or PEOPLE)}
        | ({"text": "La durée"} if chance.random() < 0.8 else {}),
        "clarification": lambda: {"objection": chance.choice(people or ["o1"]), "text": "La durée"},
        "resolution": lambda: {
            "objection": chance.choice(people or ["o1"]),
            "ending": chance.choice(("integrated", "withdrawn", "noted", "postponed")),
            "amendment": {"how": "shorter-term", "term_months": "6"}, "until": "2026-11-01",
        },
        "acceptance": lambda: {
            "member": chance.choice(list(proposed) or PEOPLE),
            "answer": chance.choice(("accepted", "accepted", "conditions", "later", "declined")),
        },
        "mandate": lambda: {"member": chance.choice(list(proposed) or PEOPLE), "since": "2026-11-01",
                            "until": chance.choice(("2027-04-30", "2029-01-01"))},
        "resumption": lambda: {"present": some(chance) or ["ana"]},
        "arrival": lambda: {"members": some(chance)},
        "departure": lambda: {"members": some(chance)},
        "handover": lambda: {"facilitator": chance.choice((*PEOPLE, "zoe"))},
        "reopening": lambda: {"to": chance.choice(("ballots", "change", "proposal"))},
        "note": lambda: {"text": "Coupure"},
        "erratum": lambda: {"text": "Lire 2026"},
    }.get(kind, dict)()  # fmt: skip
    day = f"2026-10-{chance.randint(10, 20)}" if chance.random() < 0.1 else "2026-10-20"
    return {"at": day, "by": "ana", **made, **more}


RARE = ("suspension", "cancellation", "no-result", "departure", "handover", "reframing", "arrival", "objection")


def election(chance: random.Random) -> tuple[Election, State]:
    """One election, and where it stands."""
    record = read(course(chance))
    return record, replay(record.election, record.events)


def course(chance: random.Random) -> list[dict[str, Any]]:
    """The events of an election: led as it should be, but for some chance of anything at all."""
    wild = chance.choice((0.0, 0.05, 0.3, 1.0))
    trees: list[dict[str, Any]] = []
    state = State("2026-10-15-x")
    for _ in range(chance.randint(1, 25)):
        usual = [one for one in next_steps(state) if one.kind not in RARE or chance.random() < 0.1]
        if not usual or chance.random() < wild:
            usual = [Next(chance.choice(KINDS))]
        chosen = usual[0] if chance.random() < 0.7 else chance.choice(usual)
        trees.append(event(chance, chosen.kind, state, chosen.who))
        record = read(trees)
        state = replay(record.election, record.events)
    return trees


def read(trees: list[dict[str, Any]]) -> Election:
    """The record of these events, which are well formed."""
    record, faults = judged(Election, "elections/2026-10-15-x.yaml", {"election": "2026-10-15-x", "events": trees})
    assert record is not None, faults
    return record


def unsound(record: Election, state: State) -> str | None:
    """Why an outcome could not be, judged from the events again, in another way than the replay does."""
    for out in state.outcomes:
        before = record.events[: out.event]
        told = replay(record.election, before)
        made = told.proposal
        if made is None or out.member not in made.names:
            return f"{out.member} was not proposed"
        yes = [e for e in before if e.kind == "acceptance" and e.member == out.member and e.answer == "accepted"]
        if not yes:
            return f"{out.member} did not accept"
        last = made.consent.rounds[-1]
        outcome_only = told.framing is not None and told.framing.level == "outcome"
        missing = [one for one in told.speakers if not last.said.get(one)]
        if missing and not (outcome_only and len(missing) <= last.counted):
            return f"{missing} did not consent"
        if not told.speakers:
            return "nobody was there"
        if any(one.open for one in made.consent.objections):
            return "an objection is open"
    return None


def campaign(count: int, seed: int) -> Counter[str]:
    """Play so many elections; raises AssertionError at the first that is not as it must be."""
    chance = random.Random(seed)
    ends: Counter[str] = Counter()
    for number in range(count):
        record, state = election(chance)
        why = unsound(record, state)
        assert why is None, (seed, number, why, record)
        assert (state.step == "designated") <= bool(state.outcomes)
        ends[state.step] += 1
        ends["broken" if state.broken else "sound"] += 1
    return ends


def main() -> None:
    """Play elections at random and say how they end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    print(dict(campaign(told.count, told.seed).most_common()))


if __name__ == "__main__":
    main()

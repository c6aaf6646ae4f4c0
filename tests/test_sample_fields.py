"""The sample cooperative shows every field of every record, but for those that are named here, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, RootModel

from coopctl.cli.demo import sample
from coopctl.document.read import read
from coopctl.records.kinds import KINDS, kind_of
from tests.test_docs import _models

NOT_SHOWN = {
    "coop.legal_values": "nothing here is read otherwise than the law has it",
    "coop.signed": "the demonstration has no keys of anybody, so that none of its entries is signed",
    "circles.eligibility.partners": "the voices of these circles need not be partners; the supervisory board must",
    "circles.eligibility.roles_excluded": "the supervisory board shows it",
    "circles.eligibility.uninvolved": "the supervisory board shows it",
    "roles.colleges": "the works council shows seats kept for groups",
    "roles.mandates.college": "the same",
    "roles.eligibility.partners": "the supervisory board shows it",
    "roles.eligibility.circles_excluded": "the voices of circles show it",
    "roles.eligibility.roles_excluded": "the supervisory board shows it",
    "roles.eligibility.uninvolved": "the supervisory board shows it",
    "roles.mandates.ended_by": "no assembly has ended a mandate here",
    "bodies.ended": "no body has ended",
    "bodies.handover": "the co-management, a role, shows it",
    "bodies.eligibility.circles_excluded": "the voices of circles show it",
    "bodies.mandates.decision": "roles show it",
    "bodies.mandates.scope": "a seat is not held in part",
    "bodies.mandates.condition": "a role shows it",
    "bodies.mandates.interim": "a role shows it",
    "bodies.mandates.waived": "a seat gives no monthly sum",
    "bodies.mandates.sheet": "a role shows it",
    "bodies.mandates.ended_by": "no assembly has ended a mandate here",
    "bodies.mandates.source": "no body was imported",
    "bodies.vacancies.undecided": "a role shows it",
    "bodies.vacancies.source": "no body was imported",
    "bodies.declined": "a role shows it",
    "roles.declined.election": "nobody was elected for that role: the next election is in spring",
    "contributions.source": "the board was noted line by line, not imported",
    "payouts.lines.status": "work under a status that is not paid this way stands among what is unpaid",
    "payouts.lines.instead": "no line was corrected twice",
    "payouts.lines.shares": "every monthly sum was due for whole months",
    "payouts.unpaid.corrects": "what is unpaid was not corrected",
    "payouts.unpaid.role": "what is unpaid was for no role",
    "payouts.unpaid.waived": "what is unpaid is so by status",
    "payouts.set_aside": "nothing was set aside at a closing",
    "elections.events.rules.passing": "nobody may pass here",
    "elections.events.seats": "seats were given one by one",
    "elections.events.college": "nobody was elected for a college",
    "elections.events.sealed": "a ballot is sealed in one's own clone, and the demonstration has only one",
    "elections.events.times": "all took part at the same time",
    "elections.events.follows": "none takes up another",
    "elections.events.ballots.nominees": "seats were given one by one",
    "elections.events.ballots.instead": "everybody named somebody",
    "elections.events.ballots.reason": "words about people are not in history, but for digests",
    "elections.events.ballots.sealed": "a ballot is sealed in one's own clone",
    "elections.events.without": "everybody gave a ballot",
    "elections.events.reasons.reason": "words about people are not in history, but for digests",
    "elections.events.proposer": "the facilitator proposed",
    "elections.events.silent": "silence is never taken for consent here",
    "elections.events.withheld": "every objection has words",
    "elections.events.amendment.term_months": "the amendment is about how, not how long",
    "elections.events.amendment.since": "the same",
    "elections.events.amendment.scope": "the same",
    "elections.events.amendment.sheet": "the same",
    "elections.events.waived": "nobody left their monthly sum",
    "elections.events.why": "every election came to something",
    "elections.events.next": "the same",
    "elections.events.to": "none was reopened",
    "elections.events.event": "the correction is about the whole record",
    "ballots": "a ballot is sealed in one's own clone, and the demonstration has only one",
    "exceptions": "nothing here is to be excused: an exception that nothing uses would be a finding",
}
"""Fields, or all below them, that no file of ledger/ has, and why."""


def fields(model: type[BaseModel], at: str, within: tuple[type[BaseModel], ...] = ()) -> Iterator[str]:
    """The fields of a model and of what it holds, as kind.field.field; a list of records is the record's own."""
    for name, field in model.model_fields.items():
        here = at if issubclass(model, RootModel) else f"{at}.{field.alias or name}"
        if here != at:
            yield here
        for inner in _models(field.annotation):
            if inner not in within:
                yield from fields(inner, here, (*within, inner))


def keys(tree: Any, at: str) -> Iterator[str]:
    """The keys of a file, in the same way."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield f"{at}.{key}"
            yield from keys(value, f"{at}.{key}")
    elif isinstance(tree, list):
        for value in tree:
            yield from keys(value, at)


@lru_cache
def shown() -> frozenset[str]:
    files = sample()[0]
    named = ((kind_of(path), path) for path in files)
    return frozenset(key for kind, path in named if kind for key in keys(read(path, files[path]).root, kind.name))


@lru_cache
def every() -> frozenset[str]:
    models = ((kind.name, kind.load()) for kind in KINDS)
    return frozenset(field for name, model in models if model for field in fields(model, name))


def excused(field: str) -> bool:
    steps = field.split(".")
    return any(".".join(steps[:n]) in NOT_SHOWN for n in range(1, len(steps) + 1))


def test_the_sample_shows_every_field_that_has_no_reason_not_to_be() -> None:
    assert len(every()) > 500
    assert sorted(field for field in every() - shown() if not excused(field)) == []


def test_no_reason_is_given_for_what_is_shown_or_is_no_field() -> None:
    known = {field.partition(".")[0] for field in every()} | every()
    assert [name for name in NOT_SHOWN if name not in known] == []
    assert [name for name in NOT_SHOWN if any(f"{field}.".startswith(f"{name}.") for field in shown())] == []

"""The rules of an election, each as people say it, with what it may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coopctl.election.presets import PRESETS
from coopctl.records.rules import Rules
from coopctl.words import T, Text

NAMES: Mapping[str, Text] = {
    "self_nomination": T("naming oneself"),
    "passing": T("passing"),
    "nobody": T("naming nobody"),
    "outside_search": T("asking to look outside"),
    "ballot_reasons": T("a reason for each ballot"),
    "facilitator_ballot": T("a ballot of who facilitates"),
    "change_rounds": T("change rounds"),
    "change_to": T("a ballot may move to"),
    "proposed_from": T("who may be proposed"),
    "nominee_speaks": T("who is proposed speaks"),
    "may_refuse": T("saying no when proposed"),
    "accept_days": T("days to answer"),
    "absent_electable": T("designating somebody absent"),
    "late_arrivals": T("who comes after the ballots"),
    "quorum_percent": T("quorum (% of the electorate)"),
    "ties": T("where two names are equal"),
    "several_seats": T("several seats"),
    "silence": T("silence until the time set"),
    "electorate": T("who is of the electorate"),
}
"""Each rule as it is called."""

_SETS: Mapping[str, Text] = {"founding": T("the founding procedure"), "simplified": T("a simplified procedure")}
YES, NO = T("yes"), T("no")
_CHOICES: Mapping[str, Mapping[str, Text]] = {
    "change_to": {"named": T("names already given"), "anyone": T("anyone")},
    "proposed_from": {"named": T("who was named"), "anyone": T("anyone")},
    "nominee_speaks": {
        "last": T("after the others"),
        "first": T("before the others"),
        "with-others": T("with the others"),
    },
    "late_arrivals": {"object": T("may object, without a ballot"), "watch": T("only watches")},
    "ties": {"reasons": T("the reasons alone tell"), "ladder": T("a ladder helps")},
    "several_seats": {"one-by-one": T("one after the other"), "slate": T("as a group")},
    "silence": {"never": T("is no consent"), "no-objection": T("is: no objection")},
    "electorate": {"circle": T("the circle"), "present": T("who is there"), "cooperative": T("the cooperative")},
}


def set_said(preset: str) -> Text:
    """A set by name, as it is called."""
    return _SETS.get(preset) or T("{preset}", preset=preset)


def choices(name: str) -> Mapping[str, Text]:
    """What a rule may be; empty where it is a number."""
    if name in _CHOICES:
        return _CHOICES[name]
    return {} if Rules.model_fields[name].annotation is not bool else {"true": YES, "false": NO}


def value_said(name: str, value: Any) -> Text:
    """A value, as it is said."""
    plain = str(value).lower() if isinstance(value, bool) else str(value)
    if name == "quorum_percent" and plain == "0":
        return T("none")
    return choices(name).get(plain) or T("{n}", n=plain)


def rule_said(name: str, value: Any) -> Text:
    """A rule with its value."""
    return T("{what}: {choice}", what=NAMES[name], choice=value_said(name, value))


def otherwise(rules: Rules) -> tuple[Text, ...]:
    """The rules that are not as in the set they come from."""
    return tuple(rule_said(name, value) for name, value in changed(rules).items())


def changed(rules: Rules) -> dict[str, Any]:
    """The values that are not those of the set they come from."""
    known = PRESETS.get(rules.preset, PRESETS["founding"])
    return {name: getattr(rules, name) for name in NAMES if getattr(rules, name) != known[name].value}

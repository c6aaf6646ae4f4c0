"""The rule sets by name: each key that differs from the founding procedure, and each value with its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from coopctl.records.model import judged
from coopctl.records.rules import Rules
from coopctl.words import T

SOURCES = {
    "notes": "founding notes of a cooperative that elects this way since 2020",
    "UdN": "fiche « élections sans candidat », Université du Nous",
    "S3": "A Practical Guide for Evolving Agile and Resilient Organizations with Sociocracy 3.0: Role Selection",
    "Holacracy": "Holacracy Constitution, section 5.3.5",
    "MVOS": "sociocracyforall.org, selection process: unlimited unless a policy says so",
    "Treibhaus": "Wahlordnung of Treibhaus Donaufeld, 2022-02-23: absent people may be named, the nominee speaks last",
    "SI": "sociocracy.info, the sociocratic election process: outside search",
    "Optéos": "simplified election of an accompaniment circle",
    "coopctl": "a choice of coopctl, where no source says",
}
"""Where each value of a preset comes from."""


class Choice(NamedTuple):
    """A value of a rule, and the source that says so."""

    value: Any
    source: str


_COMMON: dict[str, Choice] = {
    "self_nomination": Choice(True, "coopctl"),
    "passing": Choice(False, "UdN"),
    "nobody": Choice(True, "SI"),
    "outside_search": Choice(True, "SI"),
    "ballot_reasons": Choice(True, "notes"),
    "facilitator_ballot": Choice(True, "coopctl"),
    "change_rounds": Choice(2, "notes"),
    "change_to": Choice("named", "notes"),
    "proposed_from": Choice("named", "notes"),
    "nominee_speaks": Choice("last", "UdN"),
    "may_refuse": Choice(True, "notes"),
    "accept_days": Choice(14, "coopctl"),
    "absent_electable": Choice(True, "Treibhaus"),
    "late_arrivals": Choice("object", "coopctl"),
    "quorum_percent": Choice(0, "coopctl"),
    "ties": Choice("reasons", "notes"),
    "several_seats": Choice("one-by-one", "coopctl"),
    "electorate": Choice("circle", "notes"),
    "silence": Choice("never", "coopctl"),
}

PRESETS: dict[str, dict[str, Choice]] = {
    "founding": _COMMON,
    "s3": {
        **_COMMON,
        "self_nomination": Choice(True, "S3"),
        "passing": Choice(True, "S3"),
        "change_to": Choice("anyone", "S3"),
        "proposed_from": Choice("anyone", "S3"),
        "nominee_speaks": Choice("first", "S3"),
        "ties": Choice("reasons", "S3"),
    },
    "holacracy": {
        **_COMMON,
        "self_nomination": Choice(True, "Holacracy"),
        "passing": Choice(False, "Holacracy"),
        "nobody": Choice(False, "Holacracy"),
        "outside_search": Choice(False, "Holacracy"),
        "change_rounds": Choice(1, "Holacracy"),
        "change_to": Choice("anyone", "Holacracy"),
        "nominee_speaks": Choice("with-others", "Holacracy"),
        "ties": Choice("ladder", "Holacracy"),
    },
    "simplified": {
        **_COMMON,
        "ballot_reasons": Choice(False, "Optéos"),
        "change_rounds": Choice(0, "Optéos"),
        "passing": Choice(True, "coopctl"),
    },
}
"""The sets by name, whole: what an election follows is written in its framing, by content."""

DATED = dt.date(2026, 11, 24)
"""The day of this version of the presets."""


def preset(name: str, **changes: Any) -> Rules:
    """A rule set by name, some of its values changed. Raises KeyError for a name that is none."""
    values = {key: choice.value for key, choice in PRESETS[name].items()}
    return Rules.model_construct(preset=name, dated=DATED, **{**values, **changes})


def written(name: str, changes: Mapping[str, str]) -> Rules:
    """A rule set by name, with other values read as a file's would be. Raises ValueError with what is wrong."""
    for key in changes:
        if key in ("preset", "dated"):
            raise ValueError(T("{rule} is no rule by itself: it says which set they come from", rule=key))
    read, faults = judged(Rules, "", dict(changes))
    if read is None:
        raise ValueError(faults[0][1].message)
    if read.quorum_percent > 100:
        raise ValueError(T("a quorum is at most the whole electorate: {n} of 100", n=read.quorum_percent))
    return preset(name, **{key: getattr(read, key) for key in changes})

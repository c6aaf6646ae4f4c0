"""Of the framing, the rules one by one: the set that was chosen, and what is to be otherwise than it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coopctl.election.presets import PRESETS
from coopctl.election.rules_said import NAMES, choices, rule_said, value_said
from coopctl.importing.spelling import fold
from coopctl.room.draft import Facts
from coopctl.room.scene import Ask, Room, Turn, listed, noted, number, one_of
from coopctl.words import T, Text

ASKED = tuple(one for one in NAMES if one not in ("several_seats", "silence", "electorate"))
"""The rules that can be set in the room; the others are asked elsewhere, or need times that nobody sets there."""
_LIST = ("liste", "list")
_MOST: Mapping[str, int] = {"quorum_percent": 100, "change_rounds": 9, "accept_days": 365}
_OPEN = "rule"


def changes(told: Mapping[str, Facts]) -> dict[str, str]:
    """What is otherwise, as a file would say it."""
    usual = _set(told)
    found = {name: told[f"rule:{name}"]["value"] for name in ASKED if f"rule:{name}" in told}
    return {name: value for name, value in found.items() if value != _plain(usual[name])}


def kept_at(draft_told: Mapping[str, Facts]) -> tuple[str, ...]:
    """The names under which all this is kept."""
    return ("rules", _OPEN, *(one for one in draft_told if one.startswith("rule:")))


def said(told: Mapping[str, Facts]) -> Text:
    """What is otherwise, in words."""
    found = changes(told)
    return T("{rules}", rules=[rule_said(*one) for one in found.items()]) if found else T("as in the set")


def question(room: Room, told: Mapping[str, Facts]) -> Ask:
    """Is one of the rules to be otherwise? As often as there are."""
    if _OPEN in told:
        return _value(room, told, told[_OPEN]["value"])

    def take(text: str) -> Turn:
        if not text:
            return noted(room, "rules", value="agreed")
        if fold(text) in _LIST:
            return Turn(room, _all(told))
        name, value = _named(text)
        return _set_to(room, name, value) if value else noted(room, _OPEN, rule_now(told, name), value=name)

    enter = T("no: {rules}", rules=said(told)) if changes(told) else T("no")
    how = T("(“list” shows them, one by one; a number or a name, then its value: “quorum 50”)")
    offers = tuple(str(NAMES[one]) for one in ASKED)
    return Ask("rules", T("One rule otherwise?"), take, enter, offers=offers, shown=(how,))


def rule_now(told: Mapping[str, Facts], name: str) -> Text:
    """A rule as it stands."""
    return rule_said(name, _now(told, name))


def _now(told: Mapping[str, Facts], name: str) -> Any:
    return {**_set(told), **changes(told)}[name]


def _all(told: Mapping[str, Facts]) -> tuple[Text, ...]:
    return listed({name: rule_now(told, name) for name in ASKED})


def _set(told: Mapping[str, Facts]) -> dict[str, Any]:
    chosen = told.get("preset", {}).get("value", "founding")
    return {name: one.value for name, one in PRESETS[chosen].items()}


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _named(text: str) -> tuple[str, str]:
    """A rule by its number or name, and what follows it. Raises ValueError."""
    words = text.replace("=", " ").replace(":", " ").split()
    for n in range(len(words), 0, -1):
        found = _called(" ".join(words[:n]))
        if found:
            return found, " ".join(words[n:])
    raise ValueError(T("“{seen}” names no rule, or several: “list” shows them", seen=text.strip()))


def _called(text: str) -> str | None:
    plain = fold(text)
    if plain.isascii() and plain.isdigit():
        return ASKED[int(plain[:6]) - 1] if 1 <= int(plain[:6]) <= len(ASKED) else None
    spelt = {name: (fold(name.replace("_", " ")), fold(str(NAMES[name]))) for name in ASKED}
    exact = [name for name, each in spelt.items() if plain in each]
    begun = exact or [name for name, each in spelt.items() if plain and any(one.startswith(plain) for one in each)]
    return begun[0] if len(begun) == 1 else None


def _set_to(room: Room, name: str, text: str) -> Turn:
    """One rule is set. Raises ValueError with what it may be."""
    known = choices(name)
    value = one_of(text, known) if known else str(number(text.removesuffix("%"), 0, _MOST[name]))
    kept = room._replace(draft=room.draft.without(room.stage, _OPEN))
    return noted(kept, f"rule:{name}", T("{what}: {choice}", what=NAMES[name], choice=value_said(name, value)),
                 value=value)  # fmt: skip


def _value(room: Room, told: Mapping[str, Facts], name: str) -> Ask:
    known = choices(name)

    def take(text: str) -> Turn:
        if not text:
            return Turn(room._replace(draft=room.draft.without(room.stage, _OPEN)))
        return _set_to(room, name, text)

    asked = T("{what}: which of them?", what=NAMES[name]) if known else T("{what}: how many?", what=NAMES[name])
    return Ask(_OPEN, asked, take, T("as it is: {choice}", choice=value_said(name, _now(told, name))),
               shown=listed(known))  # fmt: skip

"""Every way to alter a history is found, and the right entry is blamed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from coopctl.audit.facts import Lapse, Step
from coopctl.audit.judge import RULES, Rule, audit
from coopctl.audit.past import Past
from tests.audit.clean import clean
from tests.audit.history import Entry, History
from tests.audit.tampered import MISSED_UNSIGNED, PAYOUT, SOUND, TAMPERINGS, Tampering


class Altered(NamedTuple):
    """What was laid on top of the sound history: its entries as they are walked, and the ids they were given."""

    steps: list[Step]
    ids: dict[str, str]

    def errors(self, rules: Sequence[Rule] = RULES) -> list[Lapse]:
        return [one for one in audit(self.steps, Past(), rules) if one.severity == "error"]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> History:
    return clean(tmp_path_factory.mktemp("sound") / "ledger")


@pytest.fixture(scope="module")
def altered(sound: History) -> dict[str, Altered]:
    """Every tampering by name, each on top of the same sound history."""
    return {one.name: laid(sound, one.entries) for one in TAMPERINGS}


def laid(made: History, entries: Iterable[Entry]) -> Altered:
    made.tip = made.ids["last"]
    for number, entry in enumerate(entries):
        if entry.on == ("nowhere",):
            made.tip = ""
            made.write(replace(entry, on=()), f"#{number}")
            made.write(Entry("ana", entry.changes, "sync", on=("last", f"#{number}")))
        else:
            made.write(_filled(entry, made), f"#{number}")
    return Altered(made.steps(made.ids["last"]), dict(made.ids))


def _filled(entry: Entry, made: History) -> Entry:
    """Changes that are made of what stands there: an altered payout, a forged one."""
    paid = dict(made.repo.at(made.ids["last"]).files)[PAYOUT].decode()
    texts = {"+total": paid.replace("total: 70", "total: 90"), "+forged": paid.replace("2026-09", "2026-10", 1)}
    assert texts["+total"] != paid
    return replace(entry, changes={path: texts.get(text or "", text) for path, text in entry.changes.items()})


def test_a_sound_history_has_no_fault(sound: History) -> None:
    sound.tip = sound.ids["last"]
    assert list(audit(sound.steps())) == []


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda one: one.name)
def test_altered(altered: dict[str, Altered], tampering: Tampering) -> None:
    one = altered[tampering.name]
    found = one.errors()
    blamed = one.ids[f"#{len(tampering.entries) - 1}"]
    assert (blamed, tampering.rule) in {(lapse.commit, lapse.rule) for lapse in found}, found
    assert {lapse.commit for lapse in found} <= {blamed, one.steps[-1].id}, found


@pytest.mark.parametrize("entries", [entries for _, entries in SOUND], ids=[name for name, _ in SOUND])
def test_what_is_done_as_it_should_be_is_not_found(sound: History, entries: tuple[Entry, ...]) -> None:
    assert laid(sound, entries).errors() == []


def test_without_signatures_content_and_order_are_still_judged(tmp_path: Path) -> None:
    plain = clean(tmp_path / "ledger", signs=False)
    assert list(audit(plain.steps())) == []
    tried = [one for one in TAMPERINGS if one.rule not in MISSED_UNSIGNED]
    missed = [one.name for one in tried if one.rule not in {each.rule for each in laid(plain, one.entries).errors()}]
    assert missed == []
    assert len(tried) > 30


def test_every_rule_is_needed(altered: dict[str, Altered]) -> None:
    """With a rule taken out, some way to alter a history is missed: no other rule speaks of it by that name."""
    needed = set()
    for one in TAMPERINGS:
        speak = [rule for rule in RULES if one.rule in {lapse.rule for lapse in altered[one.name].errors([rule])}]
        needed |= {speak[0].__name__} if len(speak) == 1 else set()
    assert {rule.__name__ for rule in RULES} - needed == set()


def test_there_are_as_many_ways_as_were_promised() -> None:
    assert len({one.name for one in TAMPERINGS}) == len(TAMPERINGS) >= 40

"""Every way to alter a history is found, and the right entry is blamed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from coopctl.store.repo import Repo
from tests.audit.clean import clean
from tests.audit.history import Entry, History
from tests.audit.tampered import PAYOUT, TAMPERINGS, Tampering


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> History:
    return clean(tmp_path_factory.mktemp("sound") / "ledger")


@pytest.fixture
def copy(sound: History, tmp_path: Path) -> History:
    """The sound history, to write on."""
    shutil.copytree(sound.folder, tmp_path / "ledger", symlinks=True)
    made = object.__new__(History)
    made.folder, made.ids, made.tip, made._hours = tmp_path / "ledger", dict(sound.ids), sound.tip, sound._hours
    made.repo = Repo(str(made.folder))
    return made


def test_a_sound_history_has_no_fault(sound: History) -> None:
    assert list(sound.lapses()) == []


def _filled(entry: Entry, made: History) -> Entry:
    """Changes that are made of what stands there: an altered payout, a forged one."""
    paid = made.files()[PAYOUT].decode()
    texts = {"+total": paid.replace("total: 70", "total: 90"), "+forged": paid.replace("2026-09", "2026-10", 1)}
    assert texts["+total"] != paid
    return replace(entry, changes={path: texts.get(text or "", text) for path, text in entry.changes.items()})


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda one: one.name)
def test_altered(copy: History, tampering: Tampering) -> None:
    for number, entry in enumerate(tampering.entries):
        if entry.on == ("nowhere",):
            before, copy.tip = copy.tip, ""
            copy.write(replace(_root(entry)), f"#{number}")
            copy.write(Entry("ana", entry.changes, "sync", on=("last", f"#{number}")))
            assert before
            continue
        copy.write(_filled(entry, copy), f"#{number}")
    found = [one for one in copy.lapses() if one.severity == "error"]
    blamed = copy.ids[f"#{len(tampering.entries) - 1}"]
    assert (blamed, tampering.rule) in {(one.commit, one.rule) for one in found}, found
    assert {one.commit for one in found} <= {blamed, copy.tip}, found


def _root(entry: Entry) -> Entry:
    return replace(entry, on=())


def test_there_are_as_many_ways_as_were_promised() -> None:
    assert len({one.name for one in TAMPERINGS}) == len(TAMPERINGS) >= 40

"""Whatever befalls the file that remembers, the answer is the one of a run that never had it."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from coopctl.store import cache
from coopctl.store.cache import Cache
from coopctl.store.repo import Repo
from tests.store import ground, shelf
from tests.store.ground import home as home


@pytest.fixture
def top(tmp_path: Path) -> Path:
    found = shelf.recorded(tmp_path / "coop")
    assert shelf.run(found) == (shelf.right(found), None)
    return found


def _holds(root: Path, *, error: bool = False) -> None:
    """The answer is right, twice, and nothing is said where nothing need be."""
    for _again in range(2):
        seen = shelf.run(root)
        assert seen.findings == shelf.right(root)
        assert bool(seen.error) == error
    (root / shelf.SHEET).write_text(shelf.FILES[shelf.SHEET].replace("45", "50"))
    assert shelf.run(root).findings == shelf.right(root)


def _cut(part: float) -> Callable[[bytes], bytes]:
    return lambda data: data[: int(len(data) * part)]


HARMS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "one byte": _cut(0.0002),
    "half a head": lambda data: data[:30],
    "the head alone": lambda data: data[: data.index(b"\n") + 1],
    "cut in folders": _cut(0.1),
    "half": _cut(0.5),
    "the last byte gone": lambda data: data[:-1],
    "zeroed": lambda data: bytes(len(data)),
    "zeroed in the end": lambda data: data[:-500] + bytes(500),
    "a byte too many": lambda data: data + b" ",
    "twice": lambda data: data + data,
    "another version": lambda data: data.replace(b"index 1 ", b"index 2 ", 1),
    "another program": lambda data: data.replace(data.split()[3], b"0" * 32, 1),
    "no json": lambda data: _headed(b"{"),
    "another shape": lambda data: _headed(b'{"a": 1}'),
    "no folders": lambda data: _headed(b"[[], {}]"),
    "odd folders": lambda data: _headed(b'[{"": [1, 2]}, {}]'),
    "odd results": lambda data: _headed(b"[{}, 3]"),
    "deep": lambda data: _headed(b"[" * 100_000),
    "no text": lambda data: b"\xff\xfe" * 1000,
}


def _headed(body: bytes) -> bytes:
    return cache._head(body) + body


@pytest.mark.parametrize("name", HARMS)
def test_a_damaged_file_is_thrown_away_without_a_word(top: Path, name: str) -> None:
    place = shelf.index(top)
    place.write_bytes(HARMS[name](place.read_bytes()))
    _holds(top)
    assert cache._loaded(str(place)) != ({}, {})


def test_one_bit_flipped_anywhere_is_seen(top: Path) -> None:
    place, chance = shelf.index(top), random.Random(3)
    data = place.read_bytes()
    for at in (*range(100), *chance.sample(range(len(data)), 300)):
        place.write_bytes(data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :])
        assert cache._loaded(str(place)) == ({}, {})


def test_what_it_holds_is_used(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in top.rglob("*.yaml"):
        os.utime(path, (1, 1))
    time.sleep(0.01)
    monkeypatch.setattr("coopctl.store.listing.YOUNG", 0)
    shelf.run(top)
    monkeypatch.setattr("coopctl.store.files.opened", lambda full: pytest.fail(f"{full} is read"))
    assert shelf.run(top).findings


def test_it_may_go_at_any_moment(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, opened = top / ".git/coopctl/index", os.open
    shutil.rmtree(folder)
    _holds(top)

    def gone(path: str, *given: int, **named: int) -> int:
        if str(path).endswith(".new"):
            shutil.rmtree(folder, ignore_errors=True)
        return opened(path, *given, **named)

    monkeypatch.setattr(cache.os, "open", gone)
    _holds(top)


def test_it_may_be_put_in_place_by_another_process_just_now(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spare, lstat = shelf.index(top).with_suffix(".json.new"), os.lstat

    def taken(path: str) -> os.stat_result:
        if str(path) == str(spare):
            spare.unlink()
        return lstat(path)

    monkeypatch.setattr(cache.os, "lstat", taken)
    (top / shelf.SHEET).write_text(shelf.FILES[shelf.SHEET].replace("45", "60"))
    spare.write_bytes(b"another")
    assert shelf.run(top) == (shelf.right(top), None)


@pytest.mark.parametrize(("age", "left"), [(0, True), (30, True), (3_600, False), (-3_600, False)])
def test_a_spare_file_left_behind_is_in_the_way_for_a_minute_at_most(top: Path, age: int, left: bool) -> None:
    place = shelf.index(top)
    before = place.read_bytes()
    spare = place.with_suffix(".json.new")
    spare.write_bytes(b"half of")
    os.utime(spare, (time.time() - age,) * 2)
    (top / shelf.SHEET).write_text(shelf.FILES[shelf.SHEET].replace("45", "60"))
    assert shelf.run(top) == (shelf.right(top), None)
    assert spare.exists() == left
    assert (place.read_bytes() == before) == left


def test_a_folder_in_its_place_is_told(top: Path) -> None:
    place = shelf.index(top)
    place.unlink()
    place.mkdir()
    _holds(top, error=True)
    assert not list(place.parent.glob("*.new"))


def test_a_file_in_the_place_of_its_folder_is_told(top: Path) -> None:
    folder = top / ".git/coopctl/index"
    shutil.rmtree(folder)
    folder.write_text("")
    _holds(top, error=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_what_this_account_may_not_read_or_write(top: Path) -> None:
    place = shelf.index(top)
    place.chmod(0)
    _holds(top)
    place.parent.chmod(0o500)
    try:
        _holds(top, error=True)
    finally:
        place.parent.chmod(0o700)


def test_that_of_another_clone_does_no_harm(top: Path, tmp_path: Path) -> None:
    other = shelf.recorded(tmp_path / "other")
    (other / shelf.SHEET).write_text(shelf.FILES[shelf.SHEET].replace("45", "44"))
    shelf.run(other)
    shutil.copy(shelf.index(top), shelf.index(other))
    _holds(other)


def test_a_copy_of_the_whole_clone_does_no_harm(top: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(top, other)
    text = shelf.FILES[shelf.SHEET].replace("45", "44")
    (other / shelf.SHEET).write_text(text)
    os.utime(other / shelf.SHEET, ns=((top / shelf.SHEET).stat().st_mtime_ns,) * 2)
    _holds(other)


def test_a_work_tree_and_a_ledger_in_a_folder_below_have_their_own(tmp_path: Path) -> None:
    top = tmp_path / "top"
    shelf.plain(top / "a/ledger")
    shelf.plain(top / "b")
    ground.git(top, "init", "-q", "-b", "main")
    ground.git(top, "add", "-A")
    ground.git(top, "commit", "-q", "-m", "start")
    ground.git(top, "worktree", "add", "-q", str(tmp_path / "tree"), "-b", "other")
    (top / "b" / shelf.SHEET).write_text(shelf.FILES[shelf.SHEET].replace("45", "44"))
    roots = (top / "a/ledger", top / "b", tmp_path / "tree/a/ledger", tmp_path / "tree/b")
    for _again in range(2):
        for root in roots:
            assert shelf.run(root) == (shelf.right(root), None)
    places = {Repo.open(str(root)).cache.path for root in roots}
    assert len(places) == 4
    assert all(Path(place).is_file() for place in places)
    assert ground.git(top, "status", "--porcelain") == " M b/contributions/2026-10/loic.yaml\n"


@pytest.mark.parametrize("given", [True, False])
def test_a_folder_without_git_is_remembered_in_the_account_s_cache(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, given: bool
) -> None:
    root = shelf.plain(tmp_path / "plain")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache") if given else "")
    _holds(root)
    folder = (tmp_path / "cache" if given else home / ".cache") / "coopctl/index"
    assert len(list(folder.glob("*.json"))) == 1
    assert {path.name for path in root.iterdir()} == {path.split("/")[0] for path in shelf.FILES}


def test_a_revision_is_remembered_too(top: Path) -> None:
    first = shelf.run(top, "HEAD")
    (top / shelf.SHEET).write_text(shelf.FILES[shelf.SHEET].replace("45", "15"))
    ground.git(top, "commit", "-qam", "less")
    assert shelf.run(top, "HEAD~1") == first
    assert len(shelf.run(top, "HEAD").findings) < len(first.findings)
    assert shelf.run(top, "HEAD").findings == shelf.right(top)


def test_what_is_of_no_use_goes_in_the_end(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "SPARE_RESULTS", 5)
    sizes = []
    for number in range(30):
        (top / shelf.SHEET).write_text(shelf.FILES[shelf.SHEET].replace("45", str(100 + number)))
        shelf.run(top)
        sizes.append(len(cache._loaded(str(shelf.index(top)))[1]))
    assert sizes[-1] <= max(sizes[:10])
    assert isinstance(Repo.open(str(top)).cache, Cache)


def test_a_run_that_judges_nothing_leaves_nothing_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "SPARE_RESULTS", 5)
    first = Cache(str(tmp_path), "x")
    first.known.update({f"gist:{number}": number for number in range(20)})
    first.save({})
    asked = Cache(str(tmp_path), "x")
    assert asked.known["gist:0"] == 0
    asked.save({})
    assert len(Cache(str(tmp_path), "x").known) == 20
    judged = Cache(str(tmp_path), "x")
    judged.known["whole:1"] = 1
    judged.save({})
    assert list(Cache(str(tmp_path), "x").known) == ["gist:16", "gist:17", "gist:18", "gist:19", "gist:0", "whole:1"]

"""A file is never taken for the one it was: changed in the same instant, replaced, from the future, during the run."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from coopctl.store import files, listing
from coopctl.store.files import OnDisk
from coopctl.store.recollection import UNKNOWN, Recollection
from coopctl.store.repo import Repo
from tests.store import shelf
from tests.store.ground import home as home

SHEET = shelf.SHEET
LESS = shelf.FILES[SHEET].replace("45", "15")


@pytest.fixture
def top(tmp_path: Path) -> Path:
    return shelf.recorded(tmp_path / "coop")


def _same(root: Path) -> None:
    for _again in range(2):
        assert shelf.run(root) == (shelf.right(root), None)


def _write(path: Path, text: str) -> None:
    path.write_text(text)


def _write_and_put_time_back(path: Path, text: str) -> None:
    before = path.stat()
    path.write_text(text)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _replace(path: Path, text: str) -> None:
    before = path.stat()
    other = path.with_suffix(".spare")
    other.write_text(text)
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.rename(path)


def _from_the_future(path: Path, text: str) -> None:
    path.write_text(text)
    os.utime(path, (time.time() + 86_400,) * 2)


WAYS = (_write, _write_and_put_time_back, _replace, _from_the_future)


@pytest.mark.parametrize("way", WAYS)
def test_a_file_changed_at_once_and_of_the_same_size(top: Path, way: Callable[[Path, str], None]) -> None:
    for text in (LESS, shelf.FILES[SHEET]) * 4:
        way(top / SHEET, text)
        assert shelf.run(top) == (shelf.right(top), None)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("off", [-86_400, -2, 2, 86_400])
def test_a_clock_that_goes_wrong(
    top: Path, way: Callable[[Path, str], None], off: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time_ns
    shelf.run(top)
    monkeypatch.setattr(files.time, "time_ns", lambda: now() + off * 10**9)
    for text in (LESS, shelf.FILES[SHEET]) * 2:
        way(top / SHEET, text)
        assert shelf.run(top) == (shelf.right(top), None)
    monkeypatch.undo()
    _same(top)


def test_an_identity_that_does_not_tell_is_not_trusted_while_it_is_young(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a disk that counts time in seconds: the file that was rewritten looks the same."""
    real = listing.identity

    def coarse(found: os.stat_result) -> listing.Identity:
        return real(found)[0], found.st_mtime_ns // 10**9 * 10**9, found.st_ctime_ns // 10**9 * 10**9, 7

    monkeypatch.setattr(listing, "identity", coarse)
    monkeypatch.setattr(files, "identity", coarse)
    for text in (LESS, shelf.FILES[SHEET]) * 4:
        (top / SHEET).write_text(text)
        assert shelf.run(top) == (shelf.right(top), None)


def test_a_file_old_enough_is_not_read_again(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "YOUNG", 0)
    time.sleep(0.01)
    shelf.run(top)
    read: list[str] = []
    real = files.opened
    monkeypatch.setattr(files, "opened", lambda full: read.append(full) or real(full))  # type: ignore[func-returns-value]
    (top / SHEET).write_text(LESS)
    assert shelf.run(top) == (shelf.right(top), None)
    assert {path for path in read if path.endswith(".yaml") and "contributions" in path} == {
        f"{top}/{SHEET}", f"{top}/contributions/2026-11/loic.yaml",
    }  # fmt: skip


# ---- what changes while a command runs

Hook = Callable[[Path], None]


def _goes(place: Path) -> None:
    place.unlink(missing_ok=True)


def _another(place: Path) -> None:
    place.write_text(LESS if place.name == "loic.yaml" else "#\n" + place.read_text())


def _linked(place: Path) -> None:
    folder = place.parent
    folder.rename(folder.with_name("moved"))
    folder.symlink_to("moved")


def _folder(place: Path) -> None:
    place.unlink()
    place.mkdir()


CHANGES: dict[str, Hook] = {"goes": _goes, "another": _another, "linked": _linked, "a folder": _folder}
TARGETS = (SHEET, "coop.yaml", "circles/technique.yaml", "members/loic.yaml", "contributions/2026-11/noemie.yaml")


@pytest.mark.parametrize("after", [0, 1, 4, 7, 10])
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("change", CHANGES)
def test_what_a_run_saw_half_of_is_not_remembered(
    top: Path, monkeypatch: pytest.MonkeyPatch, change: str, target: str, after: int
) -> None:
    """One file changes when so many were read, then all is as it was: the next run finds what is right."""
    if change == "linked" and "/" not in target:
        return
    monkeypatch.setattr(listing, "YOUNG", 0)  # so that nothing is read again out of mere caution
    if after % 2:
        shelf.run(top)
        (top / "members/noemie.yaml").write_text("#\n" + shelf.FILES["members/noemie.yaml"])
    read = OnDisk.__getitem__
    count = 0

    def reading(disk: OnDisk, path: str) -> bytes:
        nonlocal count
        if count == after:
            CHANGES[change](top / target)
        count += 1
        return read(disk, path)

    monkeypatch.setattr(OnDisk, "__getitem__", reading)
    shelf.run(top)
    monkeypatch.setattr(OnDisk, "__getitem__", read)
    if count > after:
        _same_or_else(top)
    _as_it_was(top, target)
    _same(top)


def _same_or_else(top: Path) -> None:
    """Right, where what lies there now can be read another way."""
    if not (top / "coop.yaml").is_file():
        return
    if any(path.is_symlink() for path in top.rglob("*")) or any(path.is_dir() for path in top.rglob("*.yaml")):
        shelf.run(top)  # what is odd there is told; only what comes after must be right
    else:
        _same(top)


def _as_it_was(top: Path, target: str) -> None:
    place = top / target
    for folder in [path for path in top.rglob("*") if path.is_symlink()]:
        folder.unlink()
        folder.with_name("moved").rename(folder)
    if place.is_dir():
        place.rmdir()
    place.write_text(shelf.FILES[target])


def test_a_file_read_twice_and_changed_between_is_not_remembered(top: Path) -> None:
    disk = OnDisk(str(top), dict)
    for wait in (True, False):
        assert disk[SHEET]
        disk.note({SHEET: "a" * 40})
        if wait:
            assert disk.id(SHEET) == "a" * 40
            (top / SHEET).write_text(LESS)
    assert disk.id(SHEET) is None
    assert disk.content(reading=True) is None
    told = OnDisk(str(top), dict)
    assert told.listing
    told.take([(SHEET, [[1, 2, 3, 4], 5])])
    assert told.id(SHEET) is None


def test_what_a_copy_could_not_find_is_heard_of(top: Path) -> None:
    disk = OnDisk(str(top), dict)
    assert disk.listing.of(SHEET)
    disk.take([("nowhere.yaml", None)])
    assert disk.content(reading=True)
    disk.take([(SHEET, None)])
    assert disk.content(reading=True) is None


def test_a_new_file_that_appears_during_the_run_waits_for_the_next(top: Path) -> None:
    read, place = OnDisk.__getitem__, top / "contributions/2026-11/personne.yaml"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(OnDisk, "__getitem__", lambda disk, path: place.write_text(LESS) and read(disk, path))
        shelf.run(top)
    assert "unknown-sheet-owner" in {one.rule for one in shelf.right(top)}
    _same(top)


def test_a_file_this_account_may_not_read_any_more_is_told(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = files.os.open

    def closed(path: str, *given: int) -> int:
        if str(path).endswith(SHEET):
            raise PermissionError(13, "no", path)
        return read(path, *given)

    monkeypatch.setattr(files.os, "open", closed)
    with pytest.raises(PermissionError):
        shelf.run(top)
    monkeypatch.undo()
    _same(top)


def test_memory_goes_on_without_what_was_not_read(top: Path) -> None:
    disk = OnDisk(str(top), dict)
    assert disk[SHEET]
    disk.note({SHEET: "a" * 40})
    memory = disk.memory()
    assert memory is not None
    assert memory["contributions/2026-10/"].contents == "a" * 40
    assert memory["members/"].contents == UNKNOWN * 2
    again = Recollection(listing.listed(str(top)), memory)
    assert again.id(SHEET) == "a" * 40
    assert again.id("members/loic.yaml") is None
    assert again.doubts() == [SHEET]


def test_the_repository_outlives_a_ledger_that_goes_away(top: Path) -> None:
    repo = Repo.open(str(top))
    disk = repo.worktree().files
    assert SHEET in disk
    (top / SHEET).unlink()
    assert SHEET not in disk
    repo.close()

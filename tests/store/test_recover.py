"""Locks and halves that a killed command leaves: ours go, nobody else's do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coopctl.problem import Unwritable
from coopctl.store import journal, locks
from coopctl.store.finish import desk, spare
from coopctl.store.journal import Move, Step
from coopctl.store.repo import Repo
from tests.store.ground import SHEET, git, home, setting, top

__all__ = ["home", "top"]


def interrupted(repo: Repo, *, recorded: bool) -> Move:
    """A clone as a write leaves it that was killed around its commit point."""
    base = repo.head()
    assert base
    new = repo.build(base, {SHEET: b"- id: b\n"}, "x\n")
    old, now = (repo.reader.get(f"{rev}:{SHEET}") for rev in (base, new))
    assert old
    assert now
    move = Move("refs/heads/main", base, new, (Step(SHEET, old.id, now.id),))
    os.makedirs(desk(repo).folder)
    desk(repo).lock.take(None)
    journal.save(desk(repo).journal, move)
    if recorded:
        repo.git.run("update-ref", move.ref, new)
    return move


@pytest.mark.parametrize("recorded", [True, False])
def test_a_half_written_content_is_never_put_in_place(top: Path, recorded: bool):
    with Repo.open(str(top)) as repo:
        move = interrupted(repo, recorded=recorded)
        Path(spare(repo, move.steps[0])).write_text("- i")
        repo.write(setting({}))
    assert (top / SHEET).read_text() == ("- id: b\n" if recorded else "- id: a\n")
    assert git(top, "status", "--porcelain") == ""
    assert not (top / ".git/index.lock").exists()
    assert not list((top / SHEET).parent.glob(".*"))


@pytest.mark.parametrize("name", ["HEAD.lock", "refs/heads/main.lock"])
@pytest.mark.parametrize("recorded", [True, False])
def test_a_ref_lock_of_ours_goes_and_another_stays(top: Path, name: str, recorded: bool):
    with Repo.open(str(top)) as repo:
        move = interrupted(repo, recorded=recorded)
        (top / ".git" / name).write_text(move.new if name.startswith("refs") else "")
        repo.write(setting({}))
        assert not (top / ".git" / name).exists()
        (top / ".git" / name).write_text("0123456789\n")
        repo.write(setting({}))
        assert (top / ".git" / name).exists()
        assert "locked" in [state.name for state in repo.states()]


def test_an_old_lock_of_somebody_else_stays(top: Path):
    (top / ".git/HEAD.lock").write_text("")
    with Repo.open(str(top)) as repo:
        interrupted(repo, recorded=False)
        os.utime(top / ".git/HEAD.lock", (1, 1))
        repo.write(setting({}))
    assert (top / ".git/HEAD.lock").exists()


def test_somebody_elses_index_lock_is_waited_for_by_the_recovery_too(top: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(locks, "_FOREIGN", 0.1)
    with Repo.open(str(top)) as repo:
        interrupted(repo, recorded=True)
        (top / ".git/index.lock").unlink()
        (top / ".git/index.lock").write_text("theirs")
        with pytest.raises(Unwritable, match=r"index\.lock"):
            repo.write(setting({}))
        assert (top / ".git/index.lock").read_text() == "theirs"
        (top / ".git/index.lock").unlink()
        repo.write(setting({}))
    assert git(top, "status", "--porcelain") == ""


def test_what_was_done_since_the_crash_is_kept(top: Path):
    with Repo.open(str(top)) as repo:
        interrupted(repo, recorded=True)
        (top / ".git/index.lock").unlink()
        (top / SHEET).write_text("- id: mine\n")
        git(top, "commit", "-qm", "mine", "--only", "--", SHEET)
        repo.write(setting({}))
        assert repo.at("HEAD").files[SHEET] == b"- id: mine\n"
    assert (top / SHEET).read_text() == "- id: mine\n"
    assert git(top, "status", "--porcelain") == ""


def test_another_branch_since_the_crash_is_left_alone(top: Path):
    with Repo.open(str(top)) as repo:
        interrupted(repo, recorded=True)
        (top / ".git/index.lock").unlink()
        git(top, "reset", "-q", "--hard")
        git(top, "switch", "-q", "-c", "other", "HEAD~1")
        done = repo.write(setting({}))
        assert "main" in str(done.notes[0])
    assert (top / SHEET).read_text() == "- id: a\n"
    assert git(top, "status", "--porcelain") == ""


def test_a_journal_cut_short_means_that_nothing_was_begun(top: Path):
    with Repo.open(str(top)) as repo:
        interrupted(repo, recorded=False)
        path = Path(desk(repo).journal)
        path.write_bytes(path.read_bytes()[:-3])
        repo.write(setting({SHEET: b"- id: c\n"}))
    assert (top / SHEET).read_text() == "- id: c\n"
    assert git(top, "status", "--porcelain") == ""


def test_a_disk_without_hard_links_is_locked_by_content(top: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: str) -> None:
        raise PermissionError(1, "not permitted")

    monkeypatch.setattr(os, "link", refuse)
    with Repo.open(str(top)) as repo:
        interrupted(repo, recorded=True)
        assert desk(repo).lock.is_ours()
        repo.write(setting({SHEET: b"- id: c\n"}))
    assert git(top, "status", "--porcelain") == ""
    assert not (top / ".git/index.lock").exists()

"""The one write: what it records, what it refuses, and what it never touches."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopctl.problem import NotHere, Unwritable
from coopctl.snapshot import Edit, Snapshot
from coopctl.store.repo import Repo
from coopctl.store.signals import Interrupted
from coopctl.store.start import init
from tests.store.ground import SHEET, WHY, adding, everything, fill, git, home, ledger, refused, setting, top

__all__ = ["home", "top"]


@pytest.fixture
def repo(top: Path) -> Iterator[Repo]:
    with Repo.open(str(top)) as opened:
        yield opened


def test_one_write_is_one_commit_of_those_paths_alone(repo, top):
    before = repo.head()
    (top / "plan.txt").write_text("staged\n")
    git(top, "add", "plan.txt")
    (top / "notes.txt").write_text("dirty\n")
    (top / "new.txt").write_text("untracked\n")
    done = repo.write(adding(), actor=("awa", "awa@coop.invalid"))
    assert done == (repo.head(), before, (SHEET,), ())
    assert git(top, "show", "--format=%an %cn", "--name-status") == f"awa loic\n\nM\t{SHEET}\n"
    said = git(top, "log", "-1", "--format=%B")
    assert said == "contrib: loic\n\nbecause\n\nCoop-Op: contrib add\nCoop-Actor: loic\n\n"
    assert git(top, "status", "--porcelain") == " M notes.txt\nM  plan.txt\n?? new.txt\n"
    assert (top / SHEET).read_text() == "- id: a\n- id: b\n"
    git(top, "fsck", "--strict")
    git(top, "diff-files", "--quiet", "--", SHEET)
    assert not list((top / ".git/coopctl/writing").iterdir())


def test_files_are_made_changed_and_removed_with_their_folders(repo, top):
    git(top, "mv", "notes.txt", "n.txt")
    done = repo.write(setting({"members/loic.yaml": None, "a/b/c.yaml": b"x: 1\n", "coop.yaml": b"format: 1\n#\n"}))
    assert sorted(done.paths) == ["a/b/c.yaml", "coop.yaml", "members/loic.yaml"]
    assert not (top / "members").exists()
    assert (top / "a/b/c.yaml").read_bytes() == b"x: 1\n"
    assert git(top, "status", "--porcelain") == "R  notes.txt -> n.txt\n"
    assert set(repo.at("HEAD").files) == {"a/b/c.yaml", "coop.yaml", SHEET, "notes.txt", "plan.txt"}


def test_the_mode_of_a_file_stays(repo, top):
    (top / SHEET).chmod(0o755)
    git(top, "add", SHEET)
    git(top, "commit", "-qm", "x")
    repo.write(adding())
    assert git(top, "ls-files", "-s", SHEET).startswith("100755")
    assert (top / SHEET).stat().st_mode & 0o777 == 0o755


def test_nothing_to_change_makes_no_commit(repo):
    head = repo.head()
    assert repo.write(adding(b"")) == (head, head, (), ())


def test_what_was_saved_by_hand_is_taken_as_it_is(repo, top):
    (top / SHEET).write_text("- id: a\n- id: b\n")
    git(top, "add", SHEET)
    repo.write(adding())
    assert git(top, "status", "--porcelain") == ""


def test_a_ledger_below_the_top_writes_there_only(tmp_path):
    top = ledger(tmp_path / "code")
    (top / "coop.yaml").rename(top / "x.yaml")
    (top / "led ger/é").mkdir(parents=True)
    (top / "led ger/é/coop.yaml").write_text("format: 1\n")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "move")
    with Repo.open(str(top / "led ger/é")) as repo:
        assert repo.prefix == "led ger/é/"
        done = repo.write(adding())
        assert done.paths == (SHEET,)
        assert set(repo.at("HEAD").files) == {"coop.yaml", SHEET} == set(repo.worktree().files)
    assert git(top, "status", "--porcelain") == ""


def test_a_plan_that_refuses_leaves_everything(repo):
    def plan(snapshot: Snapshot) -> Edit:
        raise NotHere("no such member")

    before = everything(Path(repo.top))
    with pytest.raises(NotHere):
        repo.write(plan)
    assert everything(Path(repo.top)) == before


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", ".git/config", "a//b", "a/.GIT/x", "", "a\nb"])
def test_a_path_never_leaves_the_ledger(repo, path):
    with pytest.raises((ValueError, Unwritable)):
        repo.write(adding(path=path))
    assert git(Path(repo.top), "status", "--porcelain") == ""


def test_an_edit_seen_on_an_older_commit_stands_unless_its_file_changed(repo, top):
    old = repo.head()
    (top / "coop.yaml").write_text("format: 1\n#\n")
    git(top, "commit", "-qam", "elsewhere")
    repo.write(lambda s: Edit(old, {SHEET: b"- id: c\n"}, WHY))
    error = refused(repo, lambda s: Edit(old, {SHEET: b"- id: d\n"}, WHY))
    assert SHEET in str(error)


# ---- somebody's work in the way


def dirty(top: Path) -> None:
    (top / SHEET).write_text("mine\n")


def dirty_same_size_and_time(top: Path) -> None:
    here = (top / SHEET).stat()
    (top / SHEET).write_text("- id: z\n")
    os.utime(top / SHEET, ns=(here.st_atime_ns, here.st_mtime_ns))


def staged(top: Path) -> None:
    dirty(top)
    git(top, "add", SHEET)
    (top / SHEET).write_text("- id: a\n")


def deleted(top: Path) -> None:
    (top / SHEET).unlink()


def untracked(top: Path) -> None:
    git(top, "rm", "-q", "--cached", SHEET)
    git(top, "commit", "-qm", "x")


def ignored(top: Path) -> None:
    untracked(top)
    (top / ".git/info/exclude").write_text("*.yaml\n")


def link(top: Path) -> None:
    untracked(top)
    (top / SHEET).unlink()
    (top / SHEET).symlink_to(top / "notes.txt")


def linked_folder(top: Path) -> None:
    (top / "contributions/2026-10").rename(top / "elsewhere")
    (top / "contributions/2026-10").symlink_to("../elsewhere")


def assumed_unchanged(top: Path) -> None:
    git(top, "update-index", "--assume-unchanged", SHEET)
    dirty(top)


@pytest.mark.parametrize("work", [dirty, dirty_same_size_and_time, staged, deleted, untracked, ignored, link,
                                  linked_folder, assumed_unchanged])  # fmt: skip
def test_work_in_the_way_is_named_and_kept(repo, top, work):
    work(top)
    error = refused(repo)
    assert SHEET in str(error)
    assert error.cure


# ---- states of a repository


def conflict(top: Path, how: str) -> None:
    git(top, "checkout", "-qb", "other")
    (top / "plan.txt").write_text("other\n")
    git(top, "commit", "-qam", "other")
    git(top, "checkout", "-q", "main")
    (top / "plan.txt").write_text("main\n")
    git(top, "commit", "-qam", "main")
    if how == "revert":
        git(top, "revert", "--no-edit", "HEAD~1", ok=False)
        if not (top / ".git/REVERT_HEAD").exists():
            git(top, "revert", "--no-commit", "HEAD")
    else:
        git(top, how, "other", ok=False)


@pytest.mark.parametrize("how", ["merge", "rebase", "cherry-pick", "revert"])
def test_an_operation_under_way_is_named(repo, top, how):
    conflict(top, how)
    assert how in str(refused(repo))
    assert how in [state.name for state in repo.states()]


def test_a_bisect_is_named(repo, top):
    git(top, "bisect", "start")
    assert "bisect" in str(refused(repo))


def test_a_detached_head_is_refused(repo, top):
    git(top, "checkout", "-q", "--detach")
    assert "branch" in str(refused(repo))


def test_a_bare_repository_is_refused(repo, top):
    git(top, "config", "core.bare", "true")
    assert "bare" in str(refused(repo))


def test_a_first_commit_needs_to_be_meant(tmp_path):
    repo = init(str(tmp_path / "new"), identity=("loic", "loic@new.invalid"))
    with pytest.raises(Unwritable) as caught:
        repo.write(setting({"coop.yaml": b"format: 1\n"}))
    assert caught.value.cure == "coopctl init"
    done = repo.write(setting({"coop.yaml": b"format: 1\n"}), first=True)
    assert done.base == ""
    assert git(tmp_path / "new", "log", "--format=%an <%ae>") == "loic <loic@new.invalid>\n"
    repo.close()


def test_a_shallow_clone_can_be_written_and_says_so(top, tmp_path):
    with Repo.open(str(top)) as repo:
        repo.write(adding())
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{top}", "thin")
    with Repo.open(str(tmp_path / "thin")) as thin:
        thin.write(adding(b"- id: c\n"))
        assert [state.name for state in thin.states()] == ["shallow"]
        assert thin.unshared() == 1


def test_a_folder_outside_of_git_can_be_read_only(tmp_path):
    fill(tmp_path / "plain")
    with Repo.open(str(tmp_path / "plain/members")) as repo:
        assert repo.head() is None
        assert repo.worktree().files["coop.yaml"] == b"format: 1\n"
        with pytest.raises(Unwritable):
            repo.write(adding())


def test_no_ledger_is_exit_3(tmp_path):
    with pytest.raises(NotHere) as caught:
        Repo.open(str(tmp_path))
    assert (caught.value.code, caught.value.cure) == (3, "coopctl init")


def test_without_identity_the_cure_is_a_command(repo, home):
    (home / ".gitconfig").write_text("")
    error = refused(repo)
    assert error.cure is not None
    assert "git config user.name" in error.cure


def test_without_git_it_says_so(repo, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unwritable, match="git was not found"):
        Repo.open(repo.root).write(adding())


def test_an_old_git_is_named(top, monkeypatch, tmp_path):
    real = subprocess.run(["which", "git"], capture_output=True, text=True).stdout.strip()
    shim = tmp_path / "bin/git"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo git version 2.30.2 && exit\nexec {real} "$@"\n')
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", f"{shim.parent}:{os.environ['PATH']}")
    with Repo.open(str(top)) as repo:
        assert "2.30.2" in str(refused(repo))


@pytest.mark.skipif(os.geteuid() != 0, reason="needs another account")
def test_a_folder_of_another_account_has_its_cure(repo, top, home):
    os.chown(top, 12345, 12345)
    os.chown(top / ".git", 12345, 12345)
    with pytest.raises(Unwritable) as caught:
        repo.write(adding())
    assert caught.value.cure == f"git config --global --add safe.directory {top}"


# ---- locks, moves, crowds


def test_a_foreign_lock_is_waited_for_and_never_removed(repo, top, monkeypatch):
    from coopctl.store import locks

    monkeypatch.setattr(locks, "_FOREIGN", 0.2)
    (top / ".git/index.lock").write_text("")
    waits: list[float] = []
    with pytest.raises(Unwritable, match=r"index\.lock"):
        repo.write(adding(), wait=waits.append)
    assert (top / ".git/index.lock").exists()
    assert waits
    os.utime(top / ".git/index.lock", (1, 1))
    with pytest.raises(Unwritable) as caught:
        repo.write(adding())
    assert "rm" in (caught.value.cure or "")


def test_a_lock_that_goes_away_is_waited_out(repo, top):
    (top / ".git/index.lock").write_text("")
    threading.Timer(0.3, (top / ".git/index.lock").unlink).start()
    assert repo.write(adding()).paths == (SHEET,)


def test_a_branch_that_moves_under_the_plan_is_planned_again(repo, top):
    calls = []

    def plan(snapshot: Snapshot) -> Edit:
        calls.append(snapshot.revision)
        if len(calls) < 3:
            (top / "plan.txt").write_text(f"{len(calls)}\n")
            git(top, "commit", "-qam", "meanwhile")
        return adding()(snapshot)

    done = repo.write(plan)
    assert len(set(calls)) == 3
    assert done.base == calls[-1]


def test_a_branch_that_never_stands_still_is_given_up(repo, top):
    def plan(snapshot: Snapshot) -> Edit:
        git(top, "commit", "-q", "--allow-empty", "-m", "meanwhile")
        return adding()(snapshot)

    with pytest.raises(Unwritable, match="5 times"):
        repo.write(plan)
    assert git(top, "status", "--porcelain") == ""


CROWD = """
import sys; sys.path.insert(0, {source!r})
from coopctl.snapshot import Edit, Message
from coopctl.store.repo import Repo
def plan(s): return Edit(s.revision, {{{path!r}: s.files[{path!r}] + {line!r}}}, Message("add"))
with Repo.open({top!r}) as repo: repo.write(plan)
"""
SOURCE = str(Path(__file__).parents[2])


def crowd(top: Path, count: int) -> list[subprocess.Popen[bytes]]:
    code = [CROWD.format(source=SOURCE, path=SHEET, line=b"- id: w%d\n" % n, top=str(top)) for n in range(count)]
    return [subprocess.Popen([sys.executable, "-c", one], stderr=subprocess.PIPE) for one in code]


def test_twenty_writers_make_twenty_commits(top):
    writers = crowd(top, 20)
    assert [writer.wait() for writer in writers] == [0] * 20
    assert git(top, "rev-list", "--count", "HEAD") == "21\n"
    assert sorted((top / SHEET).read_text().split("\n")) == sorted(["", "- id: a", *[f"- id: w{n}" for n in range(20)]])
    assert git(top, "status", "--porcelain") == ""


def test_writers_and_the_users_own_git_lose_nothing(top):
    writers = crowd(top, 10)
    own = 0
    while any(writer.poll() is None for writer in writers):
        (top / "plan.txt").write_text(f"{own}\n")
        added = subprocess.run(["git", "add", "plan.txt"], cwd=top, capture_output=True)
        done = subprocess.run(["git", "commit", "-qm", "own"], cwd=top, capture_output=True)
        own += added.returncode == 0 and done.returncode == 0
    assert [writer.wait() for writer in writers] == [0] * 10, [w.stderr.read() for w in writers]
    subjects = git(top, "log", "--format=%s").split()
    assert subjects.count("add") == 10
    assert own > 0
    assert (top / SHEET).read_text().count("- id: w") == 10
    git(top, "fsck", "--strict")


# ---- hooks and signatures


def hook(top: Path, name: str, text: str) -> None:
    path = top / ".git/hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def test_a_hook_that_refuses_is_heard(repo, top):
    hook(top, "pre-commit", "#!/bin/sh\necho 'no \x1b[31mway'; exit 1\n")
    assert "no \\x1b[31mway" in str(refused(repo))


def test_a_hook_that_edits_is_refused(repo, top):
    hook(top, "pre-commit", f"#!/bin/sh\necho hooked > x.tmp; git update-index --add --cacheinfo 100644,"
                            f"$(git hash-object -w x.tmp),{SHEET}; rm x.tmp\n")  # fmt: skip
    assert "changed what was to be recorded" in str(refused(repo))


def test_a_hook_sees_what_will_be_recorded_and_nothing_else(repo, top):
    (top / "plan.txt").write_text("staged\n")
    git(top, "add", "plan.txt")
    hook(top, "pre-commit", "git diff --cached --name-only > .git/seen\n")
    repo.write(adding())
    assert (top / ".git/seen").read_text() == f"{SHEET}\n"


def test_commit_msg_may_change_or_refuse_the_message(repo, top):
    hook(top, "commit-msg", '#!/bin/sh\necho "Seen: yes" >> "$1"\n')
    repo.write(adding())
    assert "Seen: yes" in git(top, "log", "-1", "--format=%B")
    hook(top, "commit-msg", "#!/bin/sh\nexit 1\n")
    assert "commit-msg" in str(refused(repo))


def test_our_own_hook_is_skipped(repo, top):
    from coopctl.store.hooks import OWN_MARK

    hook(top, "pre-commit", f"#!/bin/sh\n{OWN_MARK}\nexit 1\n")
    repo.write(adding())


def signing(top: Path, home: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(home / "key")], check=True)
    for key, value in {"gpg.format": "ssh", "user.signingkey": str(home / "key.pub"), "commit.gpgsign": "true"}.items():
        git(top, "config", key, value)


def test_a_signature_is_made(repo, top, home):
    signing(top, home)
    repo.write(adding())
    assert "-----BEGIN SSH SIGNATURE-----" in git(top, "cat-file", "commit", "HEAD")


def test_a_signature_that_fails_is_refused(repo, top, home):
    signing(top, home)
    (home / "key").unlink()
    (home / "key.pub").unlink()
    assert "sign" in str(refused(repo))


def test_a_clock_behind_refuses_to_sign_only(repo, top, home, monkeypatch):
    monkeypatch.setenv("GIT_COMMITTER_DATE", str(int(time.time()) + 9000) + " +0000")
    git(top, "commit", "-q", "--allow-empty", "-m", "from the future")
    monkeypatch.delenv("GIT_COMMITTER_DATE")
    repo.write(adding())
    monkeypatch.setenv("GIT_COMMITTER_DATE", str(int(time.time()) + 9000) + " +0000")
    git(top, "commit", "-q", "--allow-empty", "-m", "again")
    monkeypatch.delenv("GIT_COMMITTER_DATE")
    signing(top, home)
    with Repo.open(str(top)) as again:
        assert "clock" in str(refused(again, adding(b"- id: c\n")))


# ---- disks and damage


@pytest.mark.skipif(os.geteuid() != 0, reason="takes another account's place for a moment")
@pytest.mark.parametrize("folder", ["contributions/2026-10", ".git", ".git/objects", ".git/refs/heads"])
def test_a_read_only_folder_is_refused_before_anything(folder, monkeypatch):
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "home").mkdir()
        monkeypatch.setenv("HOME", f"{place}/home")
        (Path(place) / "home/.gitconfig").write_text("[user]\n\tname = x\n\temail = x@x.invalid\n")
        top = ledger(Path(place) / "coop")
        git(top, "pack-refs", "--all")
        for path in (Path(place), *Path(place).rglob("*")):
            os.chown(path, 12345, 12345)
        os.chmod(top / folder, 0o555)
        os.seteuid(12345)
        try:
            with Repo.open(str(top)) as repo:
                refused(repo)
        finally:
            os.seteuid(0)
        os.chmod(top / folder, 0o755)


@pytest.mark.parametrize("kind", ["blob", "tree", "commit"])
@pytest.mark.parametrize("harm", ["missing", "corrupt"])
def test_damage_names_the_object(top, kind, harm):
    name = {"blob": f"HEAD:{SHEET}", "tree": "HEAD:contributions", "commit": "HEAD"}[kind]
    oid = git(top, "rev-parse", name).strip()
    path = top / ".git/objects" / oid[:2] / oid[2:]
    path.chmod(0o644)
    path.unlink() if harm == "missing" else path.write_bytes(b"\0\0" + path.read_bytes()[2:])
    with Repo.open(str(top)) as repo, pytest.raises(Unwritable) as caught:
        dict(repo.at("HEAD").files.items())
    assert oid[:2] in str(caught.value)
    assert caught.value.cure == "git fsck --full"
    with Repo.open(str(top)) as repo, pytest.raises(Unwritable):
        repo.write(adding())


def test_a_signal_before_the_commit_undoes(repo, top):
    def plan(snapshot: Snapshot) -> Edit:
        return adding()(snapshot)

    hook(top, "pre-commit", f"#!/bin/sh\nkill -TERM {os.getpid()}\n")
    before = everything(top)
    with pytest.raises(Interrupted) as caught:
        repo.write(plan)
    assert caught.value.written is None
    assert everything(top) == before


def test_a_signal_after_the_commit_finishes(repo, top, monkeypatch):
    real = repo.git.run

    def run(*args: str, **more: object) -> bytes:
        out = real(*args, **more)
        if args[0] == "update-ref":
            os.kill(os.getpid(), 2)
        return out

    monkeypatch.setattr(repo.git, "run", run)
    with pytest.raises(Interrupted) as caught:
        repo.write(adding())
    assert caught.value.written is not None
    assert caught.value.written.commit == repo.head()
    assert git(top, "status", "--porcelain") == ""


def test_build_and_advance_move_the_branch_with_its_files(repo, top):
    base = repo.head()
    assert base
    changes = {"members/awa.yaml": b"handle: awa\n", SHEET: None}
    new = repo.build(base, changes, "two\n", author=("awa", "awa@x.invalid"), date="2026-01-02T03:04:05+01:00")
    assert repo.head() == base
    repo.advance(new, base)
    assert repo.head() == new
    assert git(top, "status", "--porcelain") == ""
    assert git(top, "log", "-1", "--format=%an %aI %cI") == "awa 2026-01-02T03:04:05+01:00 2026-01-02T03:04:05+01:00\n"
    with pytest.raises(Unwritable):
        repo.advance(base, base)

"""Snapshots, history, the private folder, and the ledger in memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coopctl.problem import NotHere, Unwritable
from coopctl.snapshot import Edit, Message
from coopctl.store import history
from coopctl.store.memory import Memory
from coopctl.store.objects import digest, entries, tree_bytes
from coopctl.store.private import Private
from coopctl.store.repo import Repo
from coopctl.store.start import init
from tests.store.ground import SHEET, WHY, adding, fill, git, home, ledger, setting, top

__all__ = ["home", "top"]


def test_one_file_is_one_question_and_no_listing(top: Path, monkeypatch: pytest.MonkeyPatch):
    with Repo.open(str(top)) as repo:
        files = repo.at("HEAD").files
        monkeypatch.setattr(repo.git, "run", lambda *args, **more: pytest.fail(f"ran {args}"))
        assert files[SHEET] == b"- id: a\n"
        assert files.get("members/nobody.yaml") is None
        assert files.get("contributions") is None
        assert SHEET in files


def test_many_files_are_read_in_one_go(top: Path):
    for number in range(300):
        (top / f"members/m{number}.yaml").write_text(f"handle: m{number}\n" * 50)
    git(top, "add", "-A")
    git(top, "commit", "-qm", "many")
    with Repo.open(str(top)) as repo:
        files = repo.at("HEAD").files
        some = zip(range(3), files.read(files.ids()), strict=False)
        assert [path for _, (path, _) in some] == sorted(files)[:3]
        assert files["coop.yaml"] == b"format: 1\n"
        assert dict(files.read([*files, "nope"])) == dict(repo.worktree().files)


def test_a_work_tree_leaves_out_what_is_not_the_ledgers(top: Path):
    (top / ".venv").mkdir()
    (top / ".venv/x.yaml").write_text("x\n")
    ledger(top / "inner")
    assert sorted(Repo.open(str(top)).worktree().files) == ["contributions/2026-10/loic.yaml", "coop.yaml",
                                                           "members/loic.yaml", "notes.txt", "plan.txt"]  # fmt: skip


def test_what_is_staged_can_be_read(top: Path):
    (top / SHEET).write_text("staged\n")
    git(top, "add", SHEET)
    (top / SHEET).write_text("dirty\n")
    with Repo.open(str(top)) as repo:
        assert repo.staged().files[SHEET] == b"staged\n"


def test_trees_are_read_and_written_as_git_does(top: Path):
    (top / "members.yaml").write_text("sorts between\n")
    (top / "run").write_text("x\n")
    (top / "run").chmod(0o755)
    git(top, "add", "-A")
    tree = git(top, "write-tree").strip()
    data = subprocess.run(["git", "cat-file", "tree", tree], cwd=top, capture_output=True, check=True).stdout
    assert tree_bytes(entries(data, 40)) == data
    assert digest("tree", data) == tree


def test_shared_or_not(top: Path, tmp_path: Path):
    with Repo.open(str(top)) as repo:
        assert repo.unshared() is None
    git(tmp_path, "clone", "-q", str(top), "mine")
    with Repo.open(str(tmp_path / "mine")) as mine:
        assert mine.unshared() == 0
        mine.write(adding())
        assert mine.unshared() == 1


def test_a_crashed_write_is_seen_and_ended_by_the_next(top: Path):
    from coopctl.store import journal
    from coopctl.store.finish import desk
    from coopctl.store.recover import unfinished

    with Repo.open(str(top)) as repo:
        base = repo.head()
        assert base
        new = repo.build(base, {SHEET: b"- id: b\n", "a/x.yaml": b"x\n", "coop.yaml": b"format: 1\n#\n"}, "x\n")
        steps = tuple(
            journal.Step(path, git(top, "rev-parse", f"{base}:{path}", ok=False).strip() if path != "a/x.yaml" else "",
                         git(top, "rev-parse", f"{new}:{path}").strip())
            for path in (SHEET, "a/x.yaml", "coop.yaml")
        )  # fmt: skip
        move = journal.Move("refs/heads/main", base, new, steps, ("a",))
        os.makedirs(desk(repo).folder)
        journal.save(desk(repo).journal, move)
        assert journal.load(desk(repo).journal) == move
        git(top, "update-ref", "refs/heads/main", new)
        (top / "coop.yaml").write_text("edited after the crash\n")
        assert unfinished(repo)
        assert [state.name for state in repo.states()] == ["unfinished"]
        done = repo.write(setting({}))
        left = "coop.yaml was changed meanwhile, so it was left as it is"
        assert [str(note) for note in done.notes] == ["an interrupted write was finished", left]
        assert not unfinished(repo)
    assert (top / SHEET).read_text() == "- id: b\n"
    assert (top / "a/x.yaml").read_text() == "x\n"
    assert git(top, "status", "--porcelain") == " M coop.yaml\n"
    assert (top / "coop.yaml").read_text() == "edited after the crash\n"


def test_init_makes_a_repository_once_and_keeps_names_out(tmp_path: Path):
    for _ in range(2):
        with init(str(tmp_path / "new"), identity=("loic", "loic@coop.invalid")) as repo:
            assert repo.identity() == ("loic", "loic@coop.invalid")
            assert repo.head() is None
            assert repo.branch == "main"
    assert os.listdir(tmp_path / "new") == [".git"]
    below = ledger(tmp_path / "code") / "gov"
    with init(str(below)) as repo:
        assert repo.prefix == "gov/"


# ---- history


def test_commits_say_what_they_changed_and_why(top: Path):
    with Repo.open(str(top)) as repo:
        done = repo.write(adding(), actor=("awa", "awa@coop.invalid"))
        found = next(history.commits(repo, limit=1))
        assert (found.id, found.subject, found.body, found.paths) == (done.commit, "contrib: loic", "because", (SHEET,))
        assert found.author == ("awa", "awa@coop.invalid")
        assert found.trailers == {"Coop-Op": ("contrib add",), "Coop-Actor": ("loic",)}
        assert [one.subject for one in history.commits(repo)] == ["contrib: loic", "start"]
        assert [one.subject for one in history.commits(repo, ["members"])] == ["start"]
        with pytest.raises(NotHere):
            next(history.commits(repo, rev="nope"))


def test_a_merge_says_what_it_brought(top: Path):
    git(top, "checkout", "-qb", "side")
    with Repo.open(str(top)) as repo:
        repo.write(adding())
    git(top, "checkout", "-q", "main")
    git(top, "commit", "-q", "--allow-empty", "-m", "main")
    git(top, "merge", "-q", "side", "-m", "merge")
    with Repo.open(str(top)) as repo:
        found = next(history.commits(repo))
        assert (len(found.parents), found.paths) == (2, (SHEET,))


@pytest.mark.parametrize("how", ["merge", "rebase", "squash", "restored"])
def test_who_added_a_content_is_found_whatever_became_of_it(top: Path, how: str):
    git(top, "checkout", "-qb", "side")
    with Repo.open(str(top)) as repo:
        added = repo.write(setting({"payouts/2026-10.yaml": b"total: 1\n"})).commit
    if how == "restored":
        with Repo.open(str(top)) as repo:
            repo.write(setting({"payouts/2026-10.yaml": b"total: 2\n"}))
            repo.write(setting({"payouts/2026-10.yaml": b"total: 1\n"}))
    else:
        git(top, "checkout", "-q", "main")
        git(top, "commit", "-q", "--allow-empty", "-m", "main")
        if how == "merge":
            git(top, "merge", "-q", "side", "-m", "merge")
        elif how == "squash":
            git(top, "merge", "-q", "--squash", "side")
            git(top, "commit", "-qm", "squashed")
        else:
            git(top, "checkout", "-q", "side")
            git(top, "rebase", "-q", "main")
        added = added if how == "merge" else git(top, "rev-parse", "HEAD").strip()
    with Repo.open(str(top)) as repo:
        assert history.added_in(repo, "payouts/2026-10.yaml") == added
        assert history.added_in(repo, "payouts/2026-09.yaml") is None
        assert history.blob_at(repo, added, "payouts/2026-10.yaml") == b"total: 1\n"


def test_a_reason_is_not_taken_for_trailers():
    message = str(Message("subject", "first\n\nsecond: line", (("Coop-Op", "x"), ("Coop-Record", "a: b"))))
    assert history.parts(message) == ("subject", "first\n\nsecond: line", {"Coop-Op": ("x",), "Coop-Record": ("a: b",)})
    assert history.parts("only") == ("only", "", {})


# ---- the private folder


def test_private_files_are_for_their_owner_alone(top: Path):
    with Repo.open(str(top)) as repo:
        private = Private.of(repo)
        assert private.folder == str(top / ".git/coopctl/private")
        assert private.read("names.yaml") is None
        private.write("elections/2026.yaml", b"words\n")
        private.write("names.yaml", b"loic: L\n")
        private.write("names.yaml", b"loic: M\n")
        repo.write(adding())
    git(top, "clean", "-qfdx")
    assert private.read("names.yaml") == b"loic: M\n"
    assert private.names() == ("elections/2026.yaml", "names.yaml")
    assert {oct(path.stat().st_mode & 0o777) for path in Path(private.folder).rglob("*.yaml")} == {"0o600"}
    assert private.loose() == ()
    os.chmod(Path(private.folder) / "names.yaml", 0o644)
    assert [found.cure for found in private.loose()] == [f"chmod go= {private.folder}/names.yaml"]
    private.remove("names.yaml")
    assert private.read("names.yaml") is None
    for name in ("../x", "/etc/passwd", "a//b"):
        with pytest.raises(NotHere):
            private.read(name)


def test_where_private_files_are_can_be_said(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    git(top, "config", "coopctl.private", "~/safe")
    with Repo.open(str(top)) as repo:
        assert Private.of(repo).folder == str(tmp_path / "home/safe")
        monkeypatch.setenv("COOPCTL_PRIVATE", str(tmp_path / "other"))
        assert Private.of(repo).folder == str(tmp_path / "other")
    monkeypatch.delenv("COOPCTL_PRIVATE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    fill(tmp_path / "plain")
    assert Private.of(Repo.open(str(tmp_path / "plain"))).folder == str(tmp_path / "data/coopctl/plain")
    git(top, "config", "--unset", "coopctl.private")
    git(top, "worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    with Repo.open(str(tmp_path / "side")) as repo:
        assert Private.of(repo).folder == str(top / ".git/coopctl/private")


# ---- memory and imports


def test_memory_behaves_like_the_real_one(top: Path):
    memory = Memory({SHEET: b"- id: a\n"})
    with Repo.open(str(top)) as repo:
        for store in (memory, repo):
            base = store.head()
            done = store.write(adding())
            assert (done.base, done.paths, store.at("HEAD").files[SHEET]) == (base, (SHEET,), b"- id: a\n- id: b\n")
            assert store.write(lambda s: Edit(s.revision, {SHEET: s.files[SHEET]}, WHY)).paths == ()
            assert store.at(done.base).files[SHEET] == b"- id: a\n"
            with pytest.raises(NotHere):
                store.at("nope")


def test_a_write_loads_nothing_heavy(top: Path):
    code = (
        "import sys; from coopctl.store.repo import Repo; from coopctl.snapshot import *; r = Repo.open(sys.argv[1]);"
        "r.write(lambda s: Edit(s.revision, {'x.yaml': b'1'}, Message('x'))); print(*sorted(sys.modules))"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-S", "-c", code, str(top)], capture_output=True, text=True, env=env)
    heavy = set("git rich pydantic ruamel yaml babel typer json tempfile inspect dataclasses".split())
    assert done.returncode == 0, done.stderr
    assert heavy & set(done.stdout.split()) == set()


def test_a_failing_git_never_shows_a_traceback_of_its_own(top: Path):
    (top / ".git/HEAD").write_text("ref: refs/heads/main\n")
    (top / ".git/refs/heads/main").write_text("")
    with Repo.open(str(top)) as repo, pytest.raises(Unwritable) as caught:
        repo.write(adding())
    assert "damaged" in str(caught.value)

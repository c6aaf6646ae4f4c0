"""Every kind of clone that git can make takes a write the same way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coopctl.store.repo import Repo
from tests.store.ground import SHEET, adding, git, home, ledger, setting

__all__ = ["home"]


def plain(place: Path) -> Path:
    return ledger(place / "coop")


def linked(place: Path) -> Path:
    git(ledger(place / "coop"), "worktree", "add", "-q", "-b", "side", str(place / "side"))
    return place / "side"


def submodule(place: Path) -> Path:
    inner = ledger(place / "inner")
    outer = ledger(place / "outer")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner), "sub")
    git(outer, "commit", "-qm", "sub")
    return outer / "sub"


def separate(place: Path) -> Path:
    return ledger(place / "coop", "--separate-git-dir", str(place / "elsewhere.git"))


def split_index(place: Path) -> Path:
    top = ledger(place / "coop")
    git(top, "config", "core.splitIndex", "true")
    git(top, "update-index", "--split-index")
    return top


def index_v4(place: Path) -> Path:
    top = ledger(place / "coop")
    git(top, "update-index", "--index-version", "4", "--untracked-cache")
    return top


def sparse(place: Path) -> Path:
    top = ledger(place / "coop")
    git(top, "sparse-checkout", "set", "contributions")
    return top


def sparse_index(place: Path) -> Path:
    top = ledger(place / "coop")
    git(top, "sparse-checkout", "set", "--cone", "--sparse-index", "contributions")
    return top


def packed(place: Path) -> Path:
    top = ledger(place / "coop")
    git(top, "gc", "-q")
    git(top, "pack-refs", "--all")
    return top


def sha256(place: Path) -> Path:
    return ledger(place / "coop", "--object-format=sha256")


def autocrlf(place: Path) -> Path:
    top = ledger(place / "coop")
    git(top, "config", "core.autocrlf", "true")
    git(top, "config", "core.safecrlf", "true")
    for path in (top / SHEET, top / "members/loic.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    git(top, "add", "--renormalize", ".")
    return top


def long_branch(place: Path) -> Path:
    top = ledger(place / "coop")
    git(top, "switch", "-q", "-c", "été/a b".replace(" ", "-"))
    return top


def no_reflog(place: Path) -> Path:
    top = ledger(place / "coop")
    git(top, "config", "core.logAllRefUpdates", "false")
    return top


def shared(place: Path) -> Path:
    origin = ledger(place / "origin")
    git(place, "clone", "-q", "--shared", str(origin), "coop")
    return place / "coop"


KINDS = (plain, linked, submodule, separate, split_index, index_v4, sparse, sparse_index, packed, sha256, autocrlf,
         long_branch, no_reflog, shared)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_write_works_in_every_kind_of_clone(tmp_path: Path, kind: Callable[[Path], Path]):
    top = kind(tmp_path)
    if (top / "plan.txt").exists():
        (top / "plan.txt").write_text("staged\n")
        git(top, "-c", "core.safecrlf=false", "add", "plan.txt")
    before = git(top, "status", "--porcelain")
    with Repo.open(str(top)) as repo:
        assert repo.states() == ()
        repo.write(adding())
        later = "contributions/2026-11/x.yaml"
        repo.write(setting({SHEET: b"- id: c\n", "members/loic.yaml": None, later: b"- id: d\n"}))
        assert repo.at("HEAD").files[SHEET] == b"- id: c\n"
        assert "members/loic.yaml" not in repo.at("HEAD").files
        again = repo.at("HEAD~1").files
        assert again[SHEET] == b"- id: a\n- id: b\n"
    assert git(top, "status", "--porcelain") == before
    git(top, "fsck", "--full", "--strict")
    assert (top / "contributions/2026-11/x.yaml").read_bytes() == b"- id: d\n"
    assert not list((top / "contributions").rglob(".*"))


def test_a_file_kept_out_of_the_work_tree_stays_out(tmp_path):
    top = ledger(tmp_path / "coop")
    git(top, "update-index", "--skip-worktree", SHEET)
    (top / SHEET).write_text("my own version\n")
    with Repo.open(str(top)) as repo:
        repo.write(adding())
        assert repo.at("HEAD").files[SHEET] == b"- id: a\n- id: b\n"
    assert (top / SHEET).read_text() == "my own version\n"
    assert git(top, "ls-files", "-t", SHEET) == f"S {SHEET}\n"
    assert git(top, "status", "--porcelain") == ""


def test_a_file_assumed_unchanged_moves_and_keeps_its_mark(tmp_path):
    top = ledger(tmp_path / "coop")
    git(top, "update-index", "--assume-unchanged", SHEET)
    with Repo.open(str(top)) as repo:
        repo.write(adding())
    assert (top / SHEET).read_text() == "- id: a\n- id: b\n"
    assert git(top, "ls-files", "-v", SHEET) == f"h {SHEET}\n"
    git(top, "update-index", "--no-assume-unchanged", SHEET)
    assert git(top, "status", "--porcelain") == ""


def test_refs_kept_in_tables_work_where_git_knows_them(tmp_path):
    made = git(tmp_path, "init", "-q", "--ref-format=reftable", "coop", ok=False)
    if not (tmp_path / "coop/.git/reftable").exists():
        pytest.skip(f"this git keeps refs in files only {made}")
    top = ledger(tmp_path / "coop2", "--ref-format=reftable")
    with Repo.open(str(top)) as repo:
        repo.write(adding())
        assert repo.branch == "main"
    assert git(top, "status", "--porcelain") == ""

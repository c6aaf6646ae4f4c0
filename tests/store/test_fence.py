"""Nothing that a clone's own settings name is ever run; the user's global settings still are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coopctl.problem import NotHere, Unwritable
from coopctl.store import history
from coopctl.store.git import Setting, environment, fences
from coopctl.store.repo import Repo
from tests.store.ground import SHEET, adding, git, home, top

__all__ = ["home", "top"]

HOSTILE = (
    "core.fsmonitor", "core.sshCommand", "gpg.ssh.program", "filter.x.clean", "filter.x.smudge", "filter.x.process",
    "diff.external", "core.editor", "core.pager", "alias.ls-files", "core.hooksPath", "credential.helper",
    "diff.x.textconv", "merge.x.driver", "core.askPass", "gpg.program", "gpg.ssh.defaultKeyCommand",
)  # fmt: skip


@pytest.mark.parametrize("key", HOSTILE)
def test_a_setting_of_the_clone_runs_nothing(top: Path, tmp_path: Path, key: str):
    canary = tmp_path / "canary"
    trap = tmp_path / "trap"
    trap.mkdir()
    for name in ("program", "pre-commit", "commit-msg", "reference-transaction"):
        (trap / name).write_text(f"#!/bin/sh\ntouch {canary}\ncat\n")
        (trap / name).chmod(0o755)
    git(top, "config", key, str(trap if key == "core.hooksPath" else trap / "program"))
    git(top, "config", "filter.x.required", "true")
    git(top, "config", "gpg.format", "ssh")
    if key.startswith("gpg."):
        git(top, "config", "commit.gpgsign", "true")
        git(top, "config", "gpg.format", "openpgp" if key == "gpg.program" else "ssh")
        if key != "gpg.ssh.defaultKeyCommand":
            git(top, "config", "user.signingkey", "key::ssh-ed25519 AAAA")
    (top / ".git/info/attributes").write_text("*.yaml filter=x diff=x merge=x\n")
    with Repo.open(str(top)) as repo:
        try:
            repo.write(adding())
        except Unwritable:
            assert key.startswith("gpg.")
        list(history.commits(repo))
        repo.states()
        repo.unshared()
        dict(repo.worktree().files)
        git_status = repo.git.run("status", "--porcelain")
    assert git_status is not None
    assert not canary.exists()


def test_an_embedded_bare_repository_runs_nothing(top: Path, tmp_path: Path):
    inner = top / "attic"
    git(tmp_path, "init", "-q", "--bare", str(inner))
    git(inner, "config", "core.fsmonitor", f"touch {tmp_path}/canary; false")
    git(inner, "config", "core.worktree", str(top))
    git(inner, "config", "core.bare", "false")
    (inner / "coop.yaml").write_text("format: 1\n")
    with Repo.open(str(inner)) as repo:
        assert repo.top == str(top)
        assert repo.head() == git(top, "rev-parse", "HEAD").strip()
        repo.write(adding())
    assert not (tmp_path / "canary").exists()


def test_what_the_user_set_for_all_clones_is_kept(top: Path, home: Path):
    lines = [Setting("gpg.ssh.program", "mine", False), Setting("gpg.ssh.program", "theirs", True),
             Setting("credential.helper", "cache", False), Setting("credential.helper", "!evil", True),
             Setting("filter.a=b.clean", "evil", True), Setting("user.name", "x", True)]  # fmt: skip
    assert fences(lines) == [("gpg.ssh.program", "mine"), ("credential.helper", ""), ("credential.helper", "cache"),
                             ("filter.a=b.clean", "")]  # fmt: skip


def test_variables_of_git_do_not_come_in(monkeypatch: pytest.MonkeyPatch):
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_EXTERNAL_DIFF", "GIT_CONFIG_PARAMETERS", "GIT_SSH_COMMAND"):
        monkeypatch.setenv(name, "x")
    kept = {name for name, value in environment().items() if value == "x" and name.startswith("GIT_")}
    assert kept == {"GIT_SSH_COMMAND"}
    kept = {name for name, value in environment(in_hook=True).items() if value == "x" and name.startswith("GIT_")}
    assert kept == {"GIT_SSH_COMMAND", "GIT_INDEX_FILE"}


@pytest.mark.parametrize("rev", ["--upload-pack=x", "-h", "HEAD:x y", "a\nb", "", "nope", "HEAD:coop.yaml"])
def test_a_revision_is_data(top: Path, rev: str):
    with Repo.open(str(top)) as repo, pytest.raises(NotHere):
        repo.at(rev)


def test_hostile_names_in_a_tree_come_out_as_data(top: Path):
    odd = "members/-rf\x1b[31m é.yaml"
    (top / odd).write_text("x\n")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "odd")
    (top / SHEET).parent.joinpath("link.yaml").symlink_to("/etc/passwd")
    with Repo.open(str(top)) as repo:
        assert odd in set(repo.at("HEAD").files)
        assert "contributions/2026-10/link.yaml" not in set(repo.worktree().files)
        with pytest.raises(KeyError):
            repo.worktree().files["contributions/2026-10/link.yaml"]
        with pytest.raises(KeyError):
            repo.worktree().files["../home/.gitconfig"]
    assert os.path.exists(top / odd)

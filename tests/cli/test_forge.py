"""coopctl forge: the files become one entry, or go into a folder; what somebody else wrote stays."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pre_commit import clientlib

from coopctl.cli.verb import verbs_of
from tests.cli.coop import Coop, typed

ROOT = Path(__file__).resolve().parents[2]
FILES = {
    "github": [".github/CODEOWNERS", ".github/workflows/coopctl-comment.yml", ".github/workflows/coopctl.yml"],
    "gitlab": [".gitlab-ci.yml", ".gitlab/coopctl.yml", "CODEOWNERS"],
    "forgejo": [".forgejo/workflows/coopctl-comment.yml", ".forgejo/workflows/coopctl.yml", "CODEOWNERS"],
}


@pytest.fixture
def coop(tmp_path: Path) -> Coop:
    return Coop(tmp_path / "coop")


@pytest.mark.parametrize("forge", FILES)
def test_one_entry_holds_them_and_the_history_stays_sound(coop: Coop, forge: str) -> None:
    before = coop.head()
    assert "+name: coopctl" in coop.ok("forge", forge, "-n") or forge == "gitlab"
    assert (coop.head(), coop.git("status", "--porcelain")) == (before, "")
    said = coop.run("forge", forge, "-m", "Décidé le 3 novembre")
    assert said.code == 0
    assert "1 person who decides on rules of all has no account here that is known: karim" in said.err
    assert "coopctl member edit karim --forge ACCOUNT" in said.err
    assert coop.git("diff", "--name-only", before, "HEAD").split() == FILES[forge]
    assert "Décidé le 3 novembre" in coop.git("log", "-1", "--format=%B")
    assert coop.run("audit", "HEAD~1..HEAD").code == 0
    after = coop.head()
    coop.ok("forge", forge)
    assert coop.head() == after, "there was nothing to write"


def test_an_account_is_noted_and_asked(coop: Coop) -> None:
    assert coop.run("member", "edit", "karim", "--forge", "a b").code == 2
    coop.ok("member", "edit", "karim", "--forge", "@Karim-B")
    assert coop.json("member", "show", "karim")["forge"] == "Karim-B"
    assert re.search(r"account at the forge +Karim-B", coop.ok("member", "show", "karim"))
    coop.ok("forge", "github")
    assert "/coop.yaml @Karim-B\n" in coop.text(".github/CODEOWNERS")
    coop.ok("forge", "github", today="2025-12-31")
    assert "@Karim-B" not in coop.text(".github/CODEOWNERS"), "who held what that day"


def test_they_go_into_a_folder_where_asked(coop: Coop, tmp_path: Path) -> None:
    before = coop.head()
    coop.ok("forge", "github", "-n", "-o", str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()
    coop.ok("forge", "github", "-o", str(tmp_path / "out"), "--branch", "stable", "--install", "coopctl==9")
    found = sorted(str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert found == FILES["github"]
    text = (tmp_path / "out/.github/workflows/coopctl.yml").read_text()
    assert ("branches: ['stable']" in text, "SPEC: 'coopctl==9'" in text, coop.head()) == (True, True, before)


@pytest.mark.parametrize(
    "args",
    [("--install", "-r x"), ("--install", "x\ny"), ("--install", "${{ x }}"), ("--branch", "a b"), ("--branch", "-x")],
)
def test_what_is_written_into_them_is_plain(coop: Coop, args: tuple[str, str]) -> None:
    assert coop.run("forge", "github", *args).code == 2


def test_an_image_is_named_by_its_digest(coop: Coop) -> None:
    assert coop.run("forge", "gitlab", "--image", "a b").code == 2
    coop.ok("forge", "gitlab", "--image", "registry.example/python@sha256:00ff")
    assert coop.text(".gitlab/coopctl.yml").count("image: registry.example/python@sha256:00ff\n") == 3


def test_what_somebody_else_wrote_stays(coop: Coop, tmp_path: Path) -> None:
    coop.record("own", **{".gitlab-ci.yml": "test: {script: [x]}\n", ".github/CODEOWNERS": "* @ana\n"})
    seen = coop.run("forge", "github")
    assert (seen.code, ".github/CODEOWNERS is there already" in seen.err) == (1, True)
    said = coop.run("forge", "gitlab")
    assert (said.code, coop.text(".gitlab-ci.yml")) == (0, "test: {script: [x]}\n")
    assert "include: [{local: .gitlab/coopctl.yml}]" in said.err
    (tmp_path / "out").mkdir()
    (tmp_path / "out/CODEOWNERS").write_text("* @ana\n")
    assert coop.run("forge", "forgejo", "-o", str(tmp_path / "out")).code == 1
    (tmp_path / "file").write_text("x")
    assert coop.run("forge", "forgejo", "-o", str(tmp_path / "file")).code == 4


def test_a_ledger_in_a_folder_says_where_they_go(tmp_path: Path) -> None:
    top = Coop(tmp_path / "top")
    inner = top.folder / "registre"
    inner.mkdir()
    for name in [one.name for one in top.folder.iterdir() if one.name not in (".git", "registre")]:
        (top.folder / name).rename(inner / name)
    top.record("moved")
    seen = typed("-C", str(inner), "forge", "github")
    assert (seen.code, f"coopctl forge github -o {top.folder}" in seen.err) == (1, True)
    assert typed("-C", str(inner), "forge", "github", "-o", str(top.folder)).code == 0
    assert "# /registre/coop.yaml" in top.text(".github/CODEOWNERS")
    assert '-C "$WORK/ledger/"registre/' in top.text(".github/workflows/coopctl.yml")


def test_a_public_ledger_asks_for_no_closed_place(coop: Coop) -> None:
    coop.alter("coop.yaml", "slug: les-jours\n", "slug: les-jours\nreaders: public\n")
    coop.ok("forge", "github")
    assert 'PRIVATE" != true' not in coop.text(".github/workflows/coopctl.yml")


# ---- .pre-commit-hooks.yaml


def test_the_manifest_is_one_that_pre_commit_reads() -> None:
    found = {one["id"]: one for one in clientlib.load_manifest(ROOT / ".pre-commit-hooks.yaml")}
    assert set(found) == {"coopctl-check", "coopctl-message", "coopctl-fmt", "coopctl-audit"}
    from coopctl.cli import audit, fmt, hook

    known = {"hook": verbs_of(hook), "fmt": verbs_of(fmt), "audit": verbs_of(audit)}
    for one in found.values():
        program, noun, *_ = one["entry"].split()
        assert program == "coopctl"
        assert noun in known


def test_pre_commit_runs_them(coop: Coop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hooks, with the program that is installed here in the place of a download."""
    monkeypatch.setenv("COOPCTL_TODAY", "2026-11-04")
    monkeypatch.setenv("COOPCTL_LANG", "en")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin")
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text().replace("language: python", "language: system")
    lines = [f"  {line}\n" for line in hooks.splitlines() if "minimum" not in line]
    local = "".join(["repos:\n- repo: local\n  hooks:\n", *lines])
    coop.ok("fmt")
    coop.record("hooks", **{".pre-commit-config.yaml": local})
    for kind in ("pre-commit", "commit-msg", "pre-push"):
        subprocess.run(("pre-commit", "install", "-t", kind), cwd=coop.folder, check=True, capture_output=True)
    sheet = coop.folder / "contributions/2026-10/noemie.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("17.5", "99"), "utf-8")
    done = subprocess.run(("git", "commit", "-a", "-m", "x"), cwd=coop.folder, capture_output=True, text=True)
    assert (done.returncode, "error[rate-above-cap]" in done.stdout + done.stderr) == (1, True), done
    sheet.write_text(sheet.read_text("utf-8").replace("99", "18"), "utf-8")
    other = "x\n\nCoop-Op: contrib.edit\nCoop-Record: loic/laaaaaac\n"
    done = subprocess.run(("git", "commit", "-a", "-m", other), cwd=coop.folder, capture_output=True, text=True)
    assert (done.returncode, "says-otherwise" in done.stdout + done.stderr) == (1, True), done
    subprocess.run(("git", "commit", "-q", "-a", "-m", "x"), cwd=coop.folder, check=True, capture_output=True)

"""What the tests of the store stand on: a home without settings, and small ledgers made by plain git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from coopctl.problem import CoopError, Unwritable
from coopctl.snapshot import Edit, Message, Snapshot
from coopctl.store.repo import Repo

SHEET = "contributions/2026-10/loic.yaml"
WHY = Message("contrib: loic", "because", (("Coop-Op", "contrib add"), ("Coop-Actor", "loic")))
SETTINGS = "[user]\n\tname = loic\n\temail = loic@coop.invalid\n[init]\n\tdefaultBranch = main\n"
Plan = Callable[[Snapshot], Edit]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without settings, and no GIT_ variable."""
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    place = tmp_path / "home"
    place.mkdir()
    (place / ".gitconfig").write_text(SETTINGS)
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return place


@pytest.fixture
def top(tmp_path: Path) -> Path:
    return ledger(tmp_path / "coop")


def git(top: Path, *args: str, ok: bool = True) -> str:
    done = subprocess.run(["git", *args], cwd=top, capture_output=True, text=True)
    assert not ok or done.returncode == 0, done.stderr
    return done.stdout


def ledger(top: Path, *options: str) -> Path:
    top.mkdir(parents=True)
    git(top, "init", "-q", "-b", "main", *options)
    fill(top)
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "start")
    return top


def fill(top: Path) -> None:
    said = {"coop.yaml": "format: 1\n", "members/loic.yaml": "handle: loic\n", SHEET: "- id: a\n"}
    for name, text in {**said, "notes.txt": "a\n", "plan.txt": "a\n"}.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text)


def setting(changes: dict[str, bytes | None]) -> Plan:
    return lambda snapshot: Edit(snapshot.revision, changes, WHY)


def adding(line: bytes = b"- id: b\n", path: str = SHEET) -> Plan:
    def plan(snapshot: Snapshot) -> Edit:
        return Edit(snapshot.revision, {path: snapshot.files.get(path, b"") + line}, WHY)

    return plan


def everything(top: Path) -> dict[str, object]:
    """All that a refused write must leave as it was."""
    files = {
        str(path.relative_to(top)): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file() and not path.is_symlink() and ".git" not in path.parts
    }
    return {
        "files": files,
        "index": git(top, "ls-files", "-s", ok=False),
        "refs": git(top, "for-each-ref", ok=False),
        "head": (top / ".git/HEAD").read_text() if (top / ".git/HEAD").exists() else "",
        "locks": [str(path) for path in (top / ".git").rglob("*.lock") if path.name != "coopctl.lock"],
    }


def refused(repo: Repo, plan: Plan | None = None) -> CoopError:
    """The error of a write that must leave everything as it was."""
    top = Path(repo.top)
    before = everything(top)
    with pytest.raises(Unwritable) as caught:
        repo.write(plan or adding())
    assert everything(top) == before
    assert caught.value.code == 4
    return caught.value

"""Plain ``git merge`` with coopctl as its merge driver, and what doctor says of it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from coopctl.cli.merge_driver import ledger_path
from tests.cli.coop import Coop

ROLE = "roles/technique/admin-sys.yaml"


@pytest.fixture
def coop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Coop:
    program = tmp_path / "bin" / "coopctl"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m coopctl "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    return Coop(tmp_path / "coop")


def aside(coop: Coop, path: str, mine: tuple[str, str], theirs: tuple[str, str]) -> subprocess.CompletedProcess[str]:
    """One change on each of two branches, brought together by git alone."""
    coop.git("checkout", "-q", "-b", "aside")
    coop.alter(path, *theirs)
    coop.git("checkout", "-q", "main")
    coop.alter(path, *mine)
    return subprocess.run(("git", "merge", "-q", "-m", "m", "aside"), cwd=coop.folder, capture_output=True, text=True)


MINE = "  since: 2024-06-01\n", "  since: 2024-06-01\n  until: 2026-12-31\n- member: noemie\n  since: 2027-01-01\n"
THEIRS = "  since: 2024-06-01\n", "  since: 2024-06-01\n- member: karim\n  since: 2026-12-01\n  interim: true\n"


def test_git_alone_stops_where_two_add_in_one_place(coop: Coop) -> None:
    done = aside(coop, ROLE, MINE, THEIRS)
    assert done.returncode == 1


def test_git_merge_brings_records_together_once_installed(coop: Coop) -> None:
    assert "coopctl merge-driver --install" in coop.run("doctor").out
    said = coop.ok("merge-driver", "--install")
    assert "git merge now brings records together" in said
    coop.ok("merge-driver", "--install")
    assert (coop.folder / ".git/info/attributes").read_text().count("merge=coopctl") == 2
    assert "brings records together here" in coop.run("doctor").out
    done = aside(coop, ROLE, MINE, THEIRS)
    assert (done.returncode, done.stderr) == (0, "")
    text = coop.text(ROLE)
    assert "  until: 2026-12-31\n" in text
    assert "- member: noemie\n" in text
    assert "- member: karim\n" in text


def test_what_both_changed_is_said_and_git_stops(coop: Coop) -> None:
    coop.ok("merge-driver", "--install")
    done = aside(coop, ROLE, ("Administration système", "Serveurs"), ("Administration système", "Machines"))
    assert done.returncode == 1
    assert "Serveurs" in done.stdout + done.stderr
    assert "Machines" in done.stdout + done.stderr
    assert coop.git("ls-files", "-u") != ""


def test_it_is_typed_by_git_only(coop: Coop) -> None:
    assert coop.run("merge-driver").code == 2
    assert "merge-driver" not in coop.ok("--help")


def test_a_ledger_in_a_folder_of_its_own() -> None:
    assert ledger_path("registre/members/loic.yaml") == "members/loic.yaml"
    assert ledger_path("coop.yaml") == "coop.yaml"
    assert ledger_path("README.md") == "README.md"

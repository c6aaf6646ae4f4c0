"""A sample of the fault sweep (``make faults`` runs all of it), and proof that it can find something."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.faults import sweep

NAIVE = (
    "import subprocess, pathlib; pathlib.Path('contributions/2026-10/loic.yaml').write_text('- id: k7m3qa2w\\n');"
    "subprocess.run(['git','add','contributions'],check=True); subprocess.run(['git','commit','-qm','x'],check=True)"
)


def test_a_sample_of_faults_leaves_all_old_or_all_new(capsys):
    found = sweep.sweep(sweep.OPERATIONS, ("kill-all", "kill-one", "enospc", "full", "sigterm"), every=47, start=3)
    with capsys.disabled():
        print(f"\n{sweep.summary(found)}")
    assert [one for one in found if one.bad] == []
    assert {one.state for one in found} == {"old", "new"}


def test_the_sweep_finds_what_the_usual_way_breaks():
    command = (sys.executable, "-B", "-c", NAIVE)
    usual = sweep.Operation("usual", command, (sys.executable, "-c", "pass"), sweep.ledger)
    found = sweep.trials(usual, "kill-all", range(2, 40, 12))
    assert all(one.bad for one in found), found


def test_without_a_compiler_it_fails_loudly(tmp_path: Path, monkeypatch):
    (tmp_path / "cc").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "cc").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}")
    with pytest.raises(RuntimeError, match="cannot be built"):
        sweep.build(tmp_path)

"""`coopctl` alone: where things stand, from a handful of files; elsewhere, how to start."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from coopctl.store.files import OnDisk
from tests.cli.test_mirror import ledger, typed

__all__ = ["ledger"]

ROLE = """\
role: gerance
title: Cogérance
mandates:
- member: loic
  since: 2024-06-01
  until: 2027-05
- member: noemie
  since: 2024-06-01
"""


def test_it_says_the_month_my_hours_my_roles_and_four_things_to_do(ledger: Path) -> None:
    (ledger / "roles/technique/gerance.yaml").write_text(ROLE, encoding="utf-8")
    seen = typed(ledger)
    assert (seen.code, seen.err) == (0, "")
    assert "Les Jours, 28 October 2026" in seen.out
    assert "October 2026 is open until 31 October 2026." in seen.out
    assert "September 2026 is not closed yet." in seen.out
    assert "Noted in October 2026: 1 h 30, 30.00 €." in seen.out
    assert "Cogérance (technique/gerance): until 31 May 2027." in seen.out
    assert "Administration système (technique/admin-sys)." in seen.out
    assert seen.out.count("\n  coopctl ") == 4


def test_a_closed_month_gives_way_to_the_next(ledger: Path) -> None:
    (ledger / "payouts").mkdir()
    for month in ("2026-09", "2026-10"):
        (ledger / f"payouts/{month}.yaml").write_text("period: x\n")
    seen = typed(ledger)
    assert "November 2026 is open until 30 November 2026." in seen.out
    assert "not closed yet" not in seen.out
    assert "Nothing noted in November 2026 so far." in seen.out


def test_what_waits_is_said(ledger: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    subprocess.run(["git", "clone", "-q", "--bare", str(ledger), str(bare)], check=True)
    subprocess.run(["git", "remote", "add", "origin", str(bare)], cwd=ledger, check=True)
    subprocess.run(["git", "push", "-q", "-u", "origin", "main"], cwd=ledger, check=True)
    assert "not shared" not in typed(ledger).out
    args = ("contrib", "add", "Trier", "--hours", "1h", "--rate", "10")
    assert typed(ledger, *args).code == 0
    private = ledger / ".git" / "coopctl" / "private"
    private.mkdir(parents=True, exist_ok=True)
    (private / "draft-contrib.yaml").write_text("member: loic\nlines:\n- what: Commencé\n", encoding="utf-8")
    seen = typed(ledger)
    assert "1 line not shared yet: coopctl sync" in seen.out
    assert "1 line begun is not recorded yet" in seen.out


def test_whoever_is_not_known_is_told_how_to_say_it(ledger: Path) -> None:
    subprocess.run(["git", "config", "user.name", "nobody"], cwd=ledger, check=True)
    subprocess.run(["git", "config", "user.email", "nobody@x.invalid"], cwd=ledger, check=True)
    seen = typed(ledger)
    assert seen.code == 0
    assert "coopctl whoami --set" in seen.out
    assert "Noted in" in typed(ledger, "--as", "loic").out


def test_the_ledger_is_not_read_whole(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(self: OnDisk) -> None:
        raise AssertionError("every file of the ledger was listed")

    monkeypatch.setattr(OnDisk, "__iter__", never)
    assert "Noted in October 2026" in typed(ledger).out


def test_outside_of_a_ledger_it_says_how_to_start(tmp_path: Path) -> None:
    seen = typed(tmp_path)
    assert seen.code == 0
    assert "coopctl demo" in seen.out
    assert "coopctl init" in seen.out
    assert "contrib" in seen.out


def test_a_broken_charter_stops_nothing(ledger: Path) -> None:
    (ledger / "coop.yaml").write_text("{", encoding="utf-8")
    (ledger / "roles/technique/gerance.yaml").write_text("mandates: [loic", encoding="utf-8")
    seen = typed(ledger)
    assert seen.code == 0
    assert "Noted in October 2026" in seen.out

"""A newcomer, an empty folder and the commands alone, each a process of its own: members, circles and roles."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]


class Keyboard:
    """Types commands in a folder, on a machine that knows nobody."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.folder = folder
        self.env = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT), "LANG": "fr_FR.UTF-8"}

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        command = (sys.executable, "-m", "coopctl", "--today", "2026-10-13", *args)
        return subprocess.run(command, cwd=self.folder, env=self.env, capture_output=True, text=True, timeout=60)

    def types(self, line: str, *more: str) -> str:
        """A line that succeeds: ``more`` are words that hold spaces, each after its option."""
        done = self.run(*line.split(), *more)
        assert (done.returncode, done.stdout.strip() == "") == (0, False), (line, done.stdout, done.stderr)
        return done.stdout

    def reads(self, line: str) -> Any:
        return json.loads(self.types(f"{line} --format json"))

    def git(self, *args: str) -> str:
        done = subprocess.run(("git", *args), cwd=self.folder, env=self.env, capture_output=True, text=True, check=True)
        return done.stdout


@pytest.fixture
def keyboard(tmp_path: Path) -> Keyboard:
    (tmp_path / "coop").mkdir()
    (tmp_path / "home").mkdir()
    return Keyboard(tmp_path / "home", tmp_path / "coop")


def test_from_an_empty_folder_to_members_circles_and_roles(keyboard: Keyboard) -> None:
    types = keyboard.types
    types("init --handle loic --status esa --since 2018-03", "--name", "Les Jours", "--person", "Loïc M.")
    types("member add noemie --status CAPE --since 2026-02-01 --until 2027-01-31", "--name", "Noémie D.")
    types("member add karim --welcomed --since 2026-10-01 --introduced-by noemie")
    types("circle add technique --since 2019-03", "--title", "Technique", "--purpose", "Que les outils tiennent")
    types("circle add gerance --access commitment --critical --since 2018-03 --title Cogérance")
    types("circle join technique --since 2019-03")
    types("circle join technique noemie --since 2025-04")
    types(
        "role add gerance/cogerance --seats 2 --statutory co-manager --stipend 150 --since 2018-03 --title Cogérance",
        "--accountability", "Signer les comptes", "--staggering", "2 ans",
    )  # fmt: skip
    types("role add technique/admin-sys --term-months 24", "--title", "Admin sys", "--accountability", "Sauvegardes")
    types("role assign cogerance loic --since 2026-01-01", "-m", "désigné en AG")
    types("role assign cogerance noemie --since 2026-02-01 --until 2027-12-31 --agreed")
    types("role assign admin-sys noemie --since 2026-02-01")
    types("member status karim cape --since 2026-10-13")
    types("circle leave technique loic --on 2026-10-31")
    types("role vacate admin-sys --on 2026-12-31 --interim loic")

    assert [(one["handle"], one["status"]) for one in keyboard.reads("member list")] == [
        ("karim", "cape"),
        ("loic", "esa"),
        ("noemie", "cape"),
    ]
    assert [(one["circle"], len(one["members"])) for one in keyboard.reads("circle list --on 2026-11-01")] == [
        ("gerance", 0),
        ("technique", 1),
    ]
    vacancy = keyboard.reads("role show technique/admin-sys --on 2027-02-01")["vacancy"]
    assert vacancy == {
        "since": "2027-01-01", "until": None, "seats": None, "why": None, "interim": "loic", "undecided": False,
    }  # fmt: skip

    assert "noemie n'a pas de référent·e" in keyboard.run("check", "--strict").stdout
    for someone in ("noemie", "karim"):
        types(f"member referent {someone} loic")
    types("member edit loic --partner-since 2020-06-19")
    assert keyboard.run("check", "--strict").returncode == 0, keyboard.run("check", "--strict").stdout
    assert keyboard.git("status", "--short") == ""
    subjects = keyboard.git("log", "--reverse", "--format=%s").splitlines()
    assert (len(subjects), subjects[0], subjects[-1]) == (
        18,
        "init: les-jours",
        "member: edit loic",
    )
    assert {"loic <loic@les-jours.invalid>"} == set(keyboard.git("log", "--format=%an <%ae>").splitlines())
    assert "Noémie" not in keyboard.git("log", "-p")


def test_without_a_terminal_nothing_is_asked(keyboard: Keyboard) -> None:
    for line, option in (("init", "--handle"), ("member add", "--handle")):
        done = keyboard.run(*line.split())
        assert done.returncode in (2, 3), (line, done.stderr)
        assert done.stdout == ""
        assert option in done.stderr or "coopctl init" in done.stderr
    keyboard.types("init --handle loic")
    assert keyboard.run("member", "add", "zoe").returncode == 2
    assert keyboard.run("circle", "add", "technique").returncode == 2
    assert keyboard.run("save", "-m", "rien").returncode == 0


def test_asked_on_a_terminal_names_or_codes(keyboard: Keyboard) -> None:
    pexpect = pytest.importorskip("pexpect")
    command = [sys.executable, "-m", "coopctl", "--lang", "en", "init"]
    child = pexpect.spawn(
        command[0], command[1:], cwd=keyboard.folder, env=keyboard.env | {"TERM": "dumb"}, encoding="utf-8", timeout=30
    )
    for question, answer in (
        ("Name of the cooperative", "Les Jours"),
        ("Which kind", "1"),
        ("never be.*erased.*First names or codes", "2"),
        ("for instance m01.*Your handle", "M 01"),
        ("for instance m-01.*Your handle", "m01"),
        ("Name, kept on this machine only", "Ana"),
    ):
        child.expect(f"(?s){question}.*: $")
        child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert (keyboard.folder / "members/m01.yaml").is_file()
    assert (keyboard.folder / ".git/coopctl/private/names.yaml").read_text("utf-8") == "m01: Ana\n"

"""Set-up: what is pinned covers what is needed, and every target says what it does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINS = dict(
    line.split("==") for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if not line.startswith("#")
)


def same(name: str) -> str:
    """A package's name as it is compared: ``types-PyYAML`` and ``types_pyyaml`` are one."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needed() -> list[str]:
    extras = [one for group in PROJECT["optional-dependencies"].values() for one in group]
    names = [re.split(r"[<>=\[]", one)[0] for one in [*PROJECT["dependencies"], *extras]]
    return [name for name in names if name != "coopctl"]


@pytest.mark.parametrize("name", needed())
def test_every_dependency_is_pinned(name: str) -> None:
    assert same(name) in {same(pin) for pin in PINS}


def test_pins_are_versions_and_nothing_else() -> None:
    assert len(PINS) > 30
    assert [pin for pin in PINS.items() if not re.fullmatch(r"[0-9][0-9a-z.]*", pin[1])] == []


def test_every_target_says_what_it_does() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^\.PHONY: ([a-z]+)$", text, re.MULTILINE))
    told = set(re.findall(r"^([a-z]+):.*## \w", text, re.MULTILINE))
    assert {"demo", "test", "lint", "bench", "faults", "fuzz", "bless", "clean", "help"} <= targets == told


def test_a_machine_runs_the_same_as_a_person() -> None:
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    assert run.read_text("utf-8").rstrip().endswith("make test")


@pytest.mark.parametrize("python", [">=3.11"])
def test_the_python_asked_for_is_the_one_in_use(python: str) -> None:
    assert PROJECT["requires-python"] == python
    assert sys.version_info >= (3, 11)


def test_it_runs_as_a_module_outside_the_source_tree(tmp_path: Path) -> None:
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "coopctl", "--version"], cwd=tmp_path, env=environ, capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, b"")

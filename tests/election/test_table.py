"""docs/elections.md names each case once, and tests and rules that exist."""

from __future__ import annotations

import re
from pathlib import Path

from coopctl.rules.catalogue import BY_NAME

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    [cell.strip() for cell in line.split("|")[1:-1]]
    for line in (ROOT / "docs" / "elections.md").read_text("utf-8").splitlines()
    if line.startswith("| E")
]


def test_each_of_the_fifty_cases_has_its_row() -> None:
    assert [row[0] for row in ROWS] == [f"E{n}" for n in range(1, 51)]


def test_what_holds_each_case_exists() -> None:
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    tests = set(re.findall(r"^def (test_\w+)", sources, re.MULTILINE))
    held = {row[0]: re.findall(r"`([^`]+)`", row[3]) for row in ROWS}
    assert [case for case, names in held.items() if not names] == []
    assert [name for names in held.values() for name in names if name not in tests and name not in BY_NAME] == []

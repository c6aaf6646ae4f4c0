"""docs/THREATS.md names defences that exist and tests that hold them."""

from __future__ import annotations

import re
from pathlib import Path

from tests.audit import test_states
from tests.audit.tampered import MISSED_UNSIGNED, TAMPERINGS
from tests.cli import test_frame, test_hazards, test_hook, test_public
from tests.forge import test_files, test_run
from tests.review import test_inert
from tests.store import test_fence

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    [cell.strip() for cell in line.split("|")[1:-1]]
    for line in (ROOT / "docs" / "THREATS.md").read_text("utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| who |")
]
MODULES = {
    "test_states": test_states, "test_hook": test_hook, "test_public": test_public, "test_files": test_files,
    "test_run": test_run, "test_frame": test_frame, "test_hazards": test_hazards, "test_inert": test_inert,
    "test_fence": test_fence,
}  # fmt: skip
SOURCES = "".join(
    path.read_text("utf-8") for folder in ("audit", "store") for path in (ROOT / "coopctl" / folder).glob("*.py")
)


def test_each_defence_is_a_rule() -> None:
    named = {name for row in ROWS for name in re.findall(r"`([a-z-]+)`", row[3])}
    assert len(named) > 20
    assert [name for name in named if f'"{name}"' not in SOURCES] == []


def test_each_test_is_there_and_is_about_that_defence() -> None:
    rules = {one.name: one.rule for one in TAMPERINGS}
    assert len(ROWS) > 25
    for row in ROWS:
        where, _, name = row[5].strip("`").partition(":")
        if where == "tampered":
            assert f"`{rules[name]}`" in row[3], name
        else:
            assert callable(getattr(MODULES[where], name)), name


def test_what_needs_signatures_is_said_to() -> None:
    """A row says « yes » where, without signatures, the rule it names says nothing."""
    for row in ROWS:
        if row[5].startswith("`tampered:"):
            named = re.findall(r"`([a-z-]+)`", row[3])
            assert (row[4] == "yes") == (named[0] in MISSED_UNSIGNED), row


def test_every_rule_that_is_tampered_with_is_named() -> None:
    told = {name for row in ROWS for name in re.findall(r"`([a-z-]+)`", row[3])}
    small = {
        "unsigned",
        "bad-signature",
        "unreadable",
        "says-otherwise",
        "record-removed",
        "time-to-come",
        "not-a-member",
        "key-of-another",
    }
    assert {one.rule for one in TAMPERINGS} - told == small

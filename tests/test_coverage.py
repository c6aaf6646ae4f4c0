"""docs/coverage.md is true: every rule, field and command it names exists, and each fact has something."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from pydantic import BaseModel

from coopctl.cli.commands import OCCASIONS
from coopctl.cli.verb import verbs_of
from coopctl.records.kinds import KINDS
from coopctl.rules.catalogue import BY_NAME
from tests.test_docs import _models

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "coverage.md").read_text("utf-8")
FACTS, BAD = PAGE.split("## What bad input becomes")
ROWS = [[cell.strip() for cell in line.split("|")[1:-1]] for line in FACTS.splitlines() if re.match(r"\| \d", line)]
MODELS = {kind.name: kind.load() for kind in KINDS}
COMMANDS = {
    row.name if verb == row.name else f"{row.name} {verb}"
    for occasion in OCCASIONS
    for row in occasion.rows
    for verb in verbs_of(import_module(row.where))
}


def named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def is_field(name: str) -> bool:
    kind, *steps = name.split(".")
    at: type[BaseModel] | None = MODELS.get(kind)
    for step in steps:
        if at is None or step not in at.model_fields:
            return False
        at = next(_models(at.model_fields[step].annotation), None)
    return bool(steps)


def test_the_facts_are_in_order_and_each_is_covered() -> None:
    numbers = [int(row[0]) for row in ROWS]
    assert len(numbers) > 30
    assert numbers == sorted(set(numbers))
    assert [row[0] for row in ROWS if not any(named(cell) for cell in row[2:])] == []


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_what_covers_a_fact_exists(row: list[str]) -> None:
    _number, _words, rules, fields, commands = row
    assert [name for name in named(rules) if name not in BY_NAME] == []
    assert [name for name in named(fields) if not is_field(name)] == []
    assert [name for name in named(commands) if name not in COMMANDS] == []


def test_every_rule_that_bad_input_meets_exists() -> None:
    rules = [name for line in BAD.splitlines() if line.startswith("| ") for name in named(line)]
    assert len(rules) > 12
    assert [name for name in rules if name not in BY_NAME] == []


def test_a_name_that_is_not_there_would_be_seen() -> None:
    assert not is_field("roles.mandates.cause")
    assert not is_field("rolls.mandates")
    assert not is_field("roles")

"""A sample of the pairs (``make pairs`` does all of them); no command is missing, and faults are found."""

from __future__ import annotations

import inspect
import os
import random
from collections.abc import Mapping
from importlib import import_module
from typing import Any
from unittest import mock

import pytest

from coopctl.cli.commands import OCCASIONS
from coopctl.cli.verb import found, verbs_of
from coopctl.edits import share as sharing
from coopctl.merge.trees import Together, merge_trees
from tests.pairs.examples import EXAMPLES, NOT_HERE
from tests.pairs.judge import Judge
from tests.pairs.table import EXPLAINED, cells
from tests.pairs.trios import trios
from tests.pairs.world import World, world

PAIRS = 200
TRIOS = 60


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("pairs")
    with mock.patch.dict(os.environ, {"HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}):
        return world(folder)


def test_every_command_that_writes_has_an_example() -> None:
    written = set()
    for occasion in OCCASIONS:
        for row in occasion.rows:
            for name, verb in verbs_of(import_module(row.where)).items():
                if "dry_run" in inspect.signature(found(verb)).parameters:
                    written.add(row.name if name == row.name else f"{row.name} {name}")
    assert written == {*EXAMPLES, *NOT_HERE}


def test_pairs_merge_or_stop_in_words(made: World) -> None:
    chance = random.Random(2026)
    names = list(EXAMPLES)
    wanted: Mapping[tuple[str, str], object] = dict.fromkeys(
        [(chance.choice(names), chance.choice(names)) for _ in range(PAIRS)] + [(name, name) for name in names]
    )
    judge, told = Judge(), []
    for cell in cells(made, judge, wanted):
        told.append(cell.outcome)
        if cell.outcome.why.startswith("refuses"):
            assert set(cell.outcome.words.split(", ")) <= set(EXPLAINED)
    assert len(told) > PAIRS
    assert sum(one.files is None for one in told) > 40


def test_three_merge_in_any_order(made: World) -> None:
    assert trios(made, Judge(), TRIOS, seed=7) > TRIOS // 2


def test_a_merge_that_loses_something_is_found_out(made: World) -> None:
    def lossy(*sides: Any) -> Together:
        done = merge_trees(*sides)
        return done._replace(changes={path: data for path, data in done.changes.items() if "needs/" not in path})

    with mock.patch.object(sharing, "merge_trees", lossy), pytest.raises(AssertionError, match="lost"):
        list(cells(made, Judge(), {("need add", "contrib add"): None}))


def test_a_merge_that_doubles_a_line_is_refused_or_found_out(made: World) -> None:
    def doubling(*sides: Any) -> Together:
        done = merge_trees(*sides)
        twice = {path.replace("-11", "-12"): data for path, data in done.changes.items()}
        return done._replace(changes=twice | done.changes)

    with mock.patch.object(sharing, "merge_trees", doubling):
        found = list(cells(made, Judge(), {("contrib add", "need add"): None}))
    assert all("duplicate-id" in cell.outcome.why for cell in found)

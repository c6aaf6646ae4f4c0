"""Every command that reads takes --format, --on and --rev, or is listed here with the reason why not."""

from __future__ import annotations

import inspect
from importlib import import_module
from pathlib import Path

import pytest

from coopctl.cli.commands import OCCASIONS
from coopctl.cli.verb import Function, found, verbs_of
from tests.cli.coop import typed

A_PERIOD = "its period says of when, and what is closed never changes"
WITHOUT_ON = {
    "contrib show": "a line of the board has a day of its own",
    "blame": "it is told from the history: --rev says up to which entry",
    "show": "it is one entry of the history",
    "log": "it is the history itself: --since says from when",
    "diff": "it compares two moments, each named",
    "review": "it compares two moments, each named",
    "election minutes": "they tell of a whole meeting, each event with its day",
    "election ballots": "they are for the round at hand",
    "report": "its span says which days",
    "audit": "it judges the history, entry by entry",
    "payout preview": A_PERIOD,
    "payout show": A_PERIOD,
    "payout verify": A_PERIOD,
    "payout explain": A_PERIOD,
    "payout statement": A_PERIOD,
}
WITHOUT_REV = {
    "diff": "it compares two moments, each named",
    "review": "it compares two moments, each named",
    "audit": "its range names revisions",
    "show": "it is named by a revision",
}
NO_LEDGER = {
    "explain": "the rules are the program's, not the ledger's",
    "demo": "it makes a ledger",
    "doctor": "it looks at this machine",
    "hook list": "it looks at the hooks of this clone, or of a shared copy",
    "hook install": "it sets up git, beside the ledger",
    "hook remove": "the same",
    "hook run": "git asks it: it answers yes or no, in words",
    "keys signers": "its form is git's own",
    "whoami": "it looks at this clone",
    "schema": "the schemas are the program's",
}


def reads() -> dict[str, Function]:
    """Every command that can write nothing, by what is typed."""
    every = {}
    for row in (row for occasion in OCCASIONS for row in occasion.rows):
        verbs = verbs_of(import_module(row.where))
        for name, one in verbs.items():
            every[row.name if name == row.name else f"{row.name} {name}"] = found(one)
    writes = {"dry_run", "rehearsal"}
    return {name: one for name, one in every.items() if not writes & inspect.signature(one).parameters.keys()}


READS = reads()


def test_there_are_reads() -> None:
    assert {"member list", "circle map", "role vacancies", "contrib list", "check"} <= READS.keys()
    assert "contrib add" not in READS


@pytest.mark.parametrize("name", sorted(READS.keys() - NO_LEDGER.keys()))
def test_a_read_tells_of_a_day_and_of_a_revision(name: str) -> None:
    takes = inspect.signature(READS[name]).parameters
    assert "format" in takes
    assert ("on" in takes) != (name in WITHOUT_ON)
    assert ("rev" in takes) != (name in WITHOUT_REV)


def test_check_judges_as_of_a_day() -> None:
    ledger = ("-C", str(Path(__file__).resolve().parents[2] / "ledger"))
    then = typed(*ledger, "--today", "2026-11-24", "check", "--on", "2031-01-01", "--format", "json")
    assert then.out == typed(*ledger, "--today", "2031-01-01", "check", "--format", "json").out
    assert then.out != typed(*ledger, "--today", "2026-11-24", "check", "--format", "json").out


def test_the_exceptions_exist_and_say_why() -> None:
    for listed in (WITHOUT_ON, WITHOUT_REV, NO_LEDGER):
        assert listed.keys() <= READS.keys()
        assert all(listed.values())

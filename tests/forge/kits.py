"""The kits of the small ledger, and their jobs and steps as data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from coopctl.forge.facts import FORGES, Wish
from coopctl.forge.kit import kit
from coopctl.ledger import Ledger
from coopctl.snapshot import Snapshot
from tests.cli.coop import FILES

DAY = dt.date(2026, 11, 4)
WISH = Wish("coopctl==0.1.0")


def ledger(**more: str) -> Ledger:
    return Ledger(Snapshot({path: text.encode() for path, text in {**FILES, **more}.items()}))


def workflows(forge: str, wish: Wish = WISH) -> dict[str, Any]:
    """The files of a forge that are YAML, read."""
    found = kit(ledger(), forge, DAY, wish).files
    return {path: yaml.safe_load(text) for path, text in found.items() if path.endswith(".yml")}


class Step(NamedTuple):
    """A script, the names it is given, and the job it belongs to."""

    forge: str
    path: str
    job: str
    script: str
    env: dict[str, str]
    facts: dict[str, Any]


def steps(wish: Wish = WISH) -> Iterator[Step]:
    """Every script of every kit."""
    for forge in FORGES:
        for path, file in workflows(forge, wish).items():
            for name, job in (file.get("jobs") or {} if forge != "gitlab" else file).items():
                if forge == "gitlab" and name == "include":
                    continue
                for one in job["steps"] if forge != "gitlab" else [{"run": text} for text in job["script"]]:
                    yield Step(forge, path, name, one["run"], one.get("env", {}), job)

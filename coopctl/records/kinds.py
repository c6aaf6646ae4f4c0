"""The one list of record kinds, in reading order: where each lives and which model reads it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from coopctl.words import N_

if TYPE_CHECKING:
    from pydantic import BaseModel


class Kind(NamedTuple):
    """A kind of file. ``model`` is "module:Class" under records/, None for a kind of later work."""

    name: str
    title: str
    paths: str
    model: str | None
    id_key: str | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        return _pattern(self.paths)

    @property
    def schema(self) -> str:
        """Name of the JSON Schema file."""
        return f"{self.name}.json"

    def load(self) -> type[BaseModel] | None:
        """The pydantic model, imported when asked for."""
        return None if self.model is None else _load(self.model)


KINDS: tuple[Kind, ...] = (
    Kind("coop", N_("charter"), "coop.yaml", "charter:Charter"),
    Kind("members", N_("member"), "members/{id}.yaml", "member:Member", "handle"),
    Kind("circles", N_("circle"), "circles/{id}.yaml", "circle:Circle", "circle"),
    Kind("roles", N_("role sheet"), "roles/{slug}/{id}.yaml", "role:Role", "role"),
    Kind("bodies", N_("body"), "bodies/{id}.yaml", "body:Body", "body"),
    Kind("needs", N_("need"), "needs/{id}.yaml", "need:Need", "need"),
    Kind("decisions", N_("decision"), "decisions/{id}.yaml", "decision:Decision", "decision"),
    Kind(
        "contributions", N_("contribution sheet"), "contributions/{month}/{id}.yaml", "contribution:ContributionSheet"
    ),
    Kind("budgets", N_("budget"), "budgets/{id}.yaml", "budget:Budget", "period"),
    Kind("payouts", N_("payout"), "payouts/{id}.yaml", "payout:Payout", "period"),
    Kind("elections", N_("election"), "elections/{id}.yaml", "election:Election", "election"),
    Kind("meetings", N_("meeting"), "meetings/{id}.yaml", "meeting:Meeting", "meeting"),
    Kind("workshops", N_("workshop"), "workshops/{id}.yaml", "workshop:Workshop", "workshop"),
    Kind("exceptions", N_("exceptions"), "exceptions.yaml", "exceptions:Exceptions"),
    Kind("ballots", N_("sealed ballots"), "elections/{slug}/ballots/{id}.yaml", "sealed:SealedBallots", "voter"),
)

FOLDERS = tuple(dict.fromkeys(kind.paths.split("/")[0] for kind in KINDS if "/" in kind.paths))


@lru_cache
def _pattern(paths: str) -> re.Pattern[str]:
    names = {"{id}": r"(?P<id>[^/]+)", "{slug}": r"(?P<slug>[^/]+)", "{month}": r"(?P<month>[^/]+)"}
    return re.compile("".join(names.get(part, re.escape(part)) for part in re.split(r"(\{\w+\})", paths)))


@lru_cache
def _load(model: str) -> Any:
    from importlib import import_module

    module, name = model.split(":")
    return getattr(import_module(f"coopctl.records.{module}"), name)


def kind_of(path: str) -> Kind | None:
    """The kind of a file by its path under the ledger's root, None for a file coopctl does not read."""
    return next((kind for kind in KINDS if kind.pattern.fullmatch(path)), None)


def record_name(path: str) -> str:
    """How a file's record is named in findings and commands: ``members/loic``, ``coop``."""
    return path[:-5] if path.endswith(".yaml") else path


def modeline(path: str) -> str:
    """The first line by which editors find the schema of a file, relative to that file."""
    kind = kind_of(path)
    assert kind is not None, path
    return f"# yaml-language-server: $schema={'../' * path.count('/')}schemas/{kind.schema}"

"""Elections as files, in canonical form: one that has every key there is, and others led by chance."""

from __future__ import annotations

import random
from typing import Any, Literal, get_args, get_origin

from coopctl.document.write import emit
from coopctl.records.base import Record
from coopctl.records.canonical import canonical
from coopctl.records.election import Event
from coopctl.records.form import parts
from coopctl.records.kinds import modeline
from coopctl.records.model import judged
from tests.election import chance as chances

NAME = "2026-10-15-x"
PATH = f"elections/{NAME}.yaml"
EXAMPLES = ("ana", "technique/admin-sys", "2026-10-15", "2026-10-15T18:42", "12", "true", "Le rôle : trois ans")


def text(events: list[dict[str, Any]], name: str = NAME) -> str:
    """A file as coopctl writes it."""
    path = f"elections/{name}.yaml"
    found, whole = canonical(path, emit({"election": name, "events": events}, modeline(path)).encode())
    assert whole
    return found


def every_key() -> str:
    """Two events of each kind, one with all of its keys, one with those it must have."""
    found = []
    for model in get_args(get_args(Event)[0]):
        for kind in get_args(model.model_fields["kind"].annotation):
            found += [example(model, whole) | {"kind": kind} for whole in (True, False)]
    return text(found)


def example(model: type[Record], whole: bool) -> dict[str, Any]:
    """A tree that a model takes."""
    found = {}
    for name, field in model.model_fields.items():
        inner, many = parts(field)
        if not (whole or field.is_required()):
            continue
        if isinstance(inner, type) and issubclass(inner, Record):
            one: Any = example(inner, whole)
        elif get_origin(inner) is Literal:
            one = get_args(inner)[-1]
        else:
            one = next(value for value in EXAMPLES if _takes(model, name, [value] if many else value))
        found[name] = [one, one] if many else one
    return found


def _takes(model: type[Record], name: str, value: Any) -> bool:
    return all(fault.at.route[:1] != (name,) for _rule, fault in judged(model, PATH, {name: value})[1])


def led(chance: random.Random, name: str = NAME) -> str:
    """An election led by chance."""
    return text(chances.course(chance), name)

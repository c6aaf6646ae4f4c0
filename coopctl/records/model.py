"""A read tree against its model: a frozen record, or every fault in the field's words."""

from __future__ import annotations

from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from coopctl.problem import At, Fault, Route
from coopctl.values.private import is_private, of_health
from coopctl.words import T, Text

M = TypeVar("M", bound=BaseModel)


def judged(model: type[M], path: str, tree: Any, route: Route = ()) -> tuple[M | None, list[tuple[str, Fault]]]:
    """The record a tree holds, or None and the faults, each under its rule's name.

    ``route`` leads to the tree inside its file.
    """
    try:
        return model.model_validate(tree), []
    except ValidationError as error:
        return None, [_fault(model, path, route, one) for one in error.errors(include_url=False)]


def _fault(model: type[BaseModel], path: str, route: Route, error: Any) -> tuple[str, Fault]:
    steps, around = _walked(model, error["loc"])
    loc: Route = route + steps
    name = str(loc[-1]) if loc else ""
    seen = error["input"] if isinstance(error["input"], str) else None
    kind = error["type"]
    if kind == "extra_forbidden" and is_private(name):
        return "private-key", _private(At(path, loc, key=True), name)
    if kind == "extra_forbidden":
        return "unknown-key", _unknown_key(around, At(path, loc, key=True))
    if kind == "missing":
        return "missing-key", Fault(At(path, loc), T("the key {key} is missing here", key=name))
    if kind == "literal_error":
        allowed = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
        return "wrong-value", Fault(
            At(path, loc), T("“{seen}” is not one of: {allowed}", seen=seen or "", allowed=allowed), seen, allowed
        )
    if kind == "union_tag_invalid":
        allowed = error["ctx"]["expected_tags"].replace("'", "")
        seen = error["ctx"]["tag"]
        at = At(path, (*loc, "kind"))
        said = T("“{seen}” is not one of: {allowed}", seen=seen, allowed=allowed)
        return "wrong-value", Fault(at, said, seen, allowed)
    if kind == "union_tag_not_found":
        return "missing-key", Fault(At(path, loc), T("the key {key} is missing here", key="kind"))
    if kind == "value_error":
        return "wrong-value", Fault(At(path, loc), _worded(error), seen)
    return "wrong-value", Fault(At(path, loc), _shape(kind), seen)


def _worded(error: Any) -> Text:
    given = error["ctx"]["error"].args[0]
    return given if isinstance(given, Text) else T("{error}", error=str(given))


def _shape(kind: str) -> Text:
    if kind in ("tuple_type", "list_type"):
        return T("a list is expected here: one item a line, each after “- ”")
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return T("keys and values are expected here")
    return T("this value is not of the kind expected here")


def _private(at: At, key: str) -> Fault:
    where = T("health is nobody's business here: it is written nowhere") if of_health(key) else T(
        "it stays with co-management, outside the ledger")  # fmt: skip
    return Fault(at, T("{key} has no place in the shared ledger; {where}", key=key, where=where), key)


def _unknown_key(around: Any, at: At) -> Fault:
    known = list(around.model_fields) if around is not None else []
    key = str(at.route[-1])
    import difflib

    near = next(iter(difflib.get_close_matches(key, known, 1, 0.5)), None)
    message = (
        T("there is no key {key}; the nearest is {near}", key=key, near=near)
        if near
        else T("there is no key {key}", key=key)
    )
    return Fault(at, message, key, ", ".join(known))


def _walked(model: type[BaseModel], loc: tuple[Any, ...]) -> tuple[Route, Any]:
    """The route in the file where a fault's ends, and the model around it.

    Where an item may be of several kinds, the library puts the kind among the steps.
    """
    steps: list[str | int] = []
    found: Any = [model]
    around: Any = None
    for step in loc:
        if isinstance(step, str) and len(found) > 1:
            found = [one for one in found if step in get_args(one.model_fields["kind"].annotation)]
            continue
        steps.append(step)
        if isinstance(step, str):
            around = found[0] if found else None
            field = around.model_fields.get(step) if around is not None else None
            found = _models(field.annotation) if field else []
        elif found and "root" in found[0].model_fields:
            found = _models(found[0].model_fields["root"].annotation)
    return tuple(steps), around


def _models(annotation: Any) -> list[Any]:
    """The models inside ``tuple[Model, ...]``, ``Model | None`` or a choice of several."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models(inner)]

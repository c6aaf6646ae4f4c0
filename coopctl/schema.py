"""JSON Schemas of the record kinds, made from the models: what editors show while one types."""

from __future__ import annotations

import json
from typing import Any

from coopctl.records.kinds import KINDS, Kind
from coopctl.words import _


def schemas() -> dict[str, str]:
    """File name → JSON text of every schema, in the language in use."""
    return {kind.schema: _text(kind) for kind in KINDS if kind.model}


def _text(kind: Kind) -> str:
    model = kind.load()
    assert model is not None
    made = model.model_json_schema(mode="validation")
    found = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _(kind.title),
        **_worded({key: value for key, value in made.items() if key != "title"}),
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _worded(node: Any) -> Any:
    """Descriptions said in the language; pydantic's made-up titles and null alternatives left out."""
    if isinstance(node, list):
        return [_worded(item) for item in node]
    if not isinstance(node, dict):
        return node
    found = {key: _worded(value) for key, value in node.items() if not (key == "title" and isinstance(value, str))}
    if isinstance(found.get("description"), str):
        found["description"] = _(" ".join(found["description"].split()))
    if found.get("additionalProperties") is False:
        found["patternProperties"] = {"^x-": {}}
    choices = [one for one in found.get("anyOf", ()) if one != {"type": "null"}]
    if len(choices) == 1:
        del found["anyOf"]
        found = {**choices[0], **found}
        if found.get("default", 0) is None:
            del found["default"]
    return found

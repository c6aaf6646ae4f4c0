"""The one way coopctl writes a record: keys in the model's order, scalars in their shortest form."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, RootModel

from coopctl.document.characters import mended
from coopctl.document.comments import comments
from coopctl.document.read import SHEET_LIMIT, Document, bare, read
from coopctl.document.write import emit
from coopctl.records.kinds import kind_of, modeline
from coopctl.records.model import judged
from coopctl.values import Month, Period

MODELINE = "# yaml-language-server:"


def canonical(path: str, data: bytes) -> tuple[str, bool] | None:
    """The text a file should have, and whether all of it is canonical; None where it cannot be known.

    Byte order marks, carriage returns and letters not composed are always put right. A file with
    somebody's comments is left as it is otherwise (False): writing it anew would lose them.
    """
    kind = kind_of(path)
    model = kind.load() if kind else None
    text = mended(data)
    document = read(path, text, SHEET_LIMIT)
    if model is None or document.root is None or document.faults:
        return None
    record, _faults = judged(model, path, document.root)
    if record is None:
        return None
    made = emit(tree(record, bare(document.root)), modeline(path))
    return (document.text, made == document.text) if commented(document) else (made, True)


def commented(document: Document) -> bool:
    """Whether a file holds a comment of somebody's, which a rewriting would lose."""
    found = comments(document.text, document.root)
    own = 1 if document.text.startswith(MODELINE) else 0
    return len(found) > own


def tree(record: Any, raw: Any) -> Any:
    """The record as a tree in the model's order: the keys that the file has, typed; ``x-`` keys last."""
    if isinstance(record, RootModel):
        return tree(record.root, raw)
    if isinstance(record, BaseModel):
        fields = type(record).model_fields
        found = {name: tree(getattr(record, name), raw[name]) for name in fields if name in raw}
        # Saying what is so anyway (an empty list, a flag that is off by itself) is left out; all else stays.
        kept = {name: value for name, value in found.items() if not _needless(value, fields[name].default)}
        return {**kept, **{name: value for name, value in raw.items() if name.startswith("x-")}}
    if isinstance(record, tuple) and not isinstance(record, (Month, Period)):
        return [tree(one, part) for one, part in zip(record, raw, strict=True)]
    return str(record) if isinstance(record, (Month, Period)) else record


def _needless(value: Any, default: Any) -> bool:
    return value is None or (value is False and default is False) or (value == [] and default == ())

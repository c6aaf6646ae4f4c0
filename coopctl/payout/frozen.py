"""A payout as it is kept: the record, its tree in the model's order, and the digest of its values."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from coopctl.payout.books import Draft
from coopctl.records.base import Record
from coopctl.records.payout import Payout
from coopctl.values import Month, Period


def freeze(draft: Draft, closed: dt.date, closed_by: str) -> Payout:
    """The record that closes the draft's period, its digest included."""
    values = {name: getattr(draft, name) for name in Draft._fields if name != "notes"}
    open_ = Payout.model_construct(closed=closed, closed_by=closed_by, digest="", **values)
    return open_.model_copy(update={"digest": digest(open_)})


def tree(payout: Payout) -> dict[str, Any]:
    """The payout as a plain tree in the model's order; numbers keep their type, absent keys are left out."""
    found = _tree(payout)
    assert isinstance(found, dict)
    return found


def digest(payout: Payout) -> str:
    """sha256 of the payout's values, its digest left out: comments and layout of the file change nothing."""
    values = {key: value for key, value in tree(payout).items() if key != "digest"}
    canonical = json.dumps(as_text(values), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def as_text(value: Any) -> Any:
    """A tree with every scalar as the text a file holds: what strict reading gives back."""
    if isinstance(value, dict):
        return {key: as_text(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_text(one) for one in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    return getattr(value, "stored", None) or str(value)


def _tree(value: Any) -> Any:
    if isinstance(value, Record):
        kept = ((name, getattr(value, name)) for name in type(value).model_fields)
        return {name: _tree(one) for name, one in kept if one is not None and one is not False and one != ()}
    if isinstance(value, (Month, Period)):
        return str(value)
    if isinstance(value, tuple):
        return [_tree(one) for one in value]
    return value

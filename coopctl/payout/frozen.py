"""A payout as it is kept: the record, its tree in the model's order, and the digest of its values."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any

from coopctl.document.quick import Readings
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
    """sha256 of the payout's values, its digest left out: comments and layout of the file change nothing.

    Of the JSON of ``as_text(tree(payout))``, that is: keys sorted, no space, written here at once.
    """
    values = _RecordText(Payout, without="digest")(payout)
    return "sha256:" + hashlib.sha256(values.encode()).hexdigest()


class _RecordText:
    """The JSON of the records of a model, absent keys left out."""

    def __init__(self, model: type[Record], without: str = "") -> None:
        names = sorted(name for name in model.model_fields if name != without)
        self._keys = [f'"{name}":' for name in names]
        self._values = attrgetter(*names)

    def __call__(self, record: Record) -> str:
        there = [
            key + _TEXTS[type(one)](one)
            for key, one in zip(self._keys, self._values(record), strict=True)
            if one is not None and one is not False and one != ()
        ]
        return "{" + ",".join(there) + "}"


class _Texts(dict[type, Callable[[Any], str]]):
    """How values of a type are written as JSON; the same few numbers, days and months come again and again."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        if issubclass(kind, Record):
            self[kind] = _RecordText(kind)
        elif kind is tuple:
            self[kind] = lambda items: "[" + ",".join([self[type(one)](one) for one in items]) + "]"
        elif issubclass(kind, str):
            self[kind] = lambda text: encode_basestring(str(text))
        else:
            self[kind] = Readings(lambda value: encode_basestring(as_text(_tree(value)))).__getitem__
        return self[kind]


_TEXTS = _Texts({str: encode_basestring})


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
